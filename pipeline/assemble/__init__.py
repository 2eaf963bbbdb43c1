"""Which items make which paper: pure, exact, reproducible."""
