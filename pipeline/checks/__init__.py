"""What must hold: pure generators of diagnostics."""
