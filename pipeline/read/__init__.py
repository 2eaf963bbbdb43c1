"""Content in: files of the workspace to values, faults with their place."""
