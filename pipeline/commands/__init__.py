"""One module a command, one function each: arguments in, frozen Outcome out."""
