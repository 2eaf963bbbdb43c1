"""Who makes things: this process, several others, or those of an executor that somebody brings."""
