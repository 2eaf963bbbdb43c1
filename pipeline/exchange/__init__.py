"""Files exchanged with the outside, one module a format."""
