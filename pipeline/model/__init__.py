"""The values: what everything else is about."""
