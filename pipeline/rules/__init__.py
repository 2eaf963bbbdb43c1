"""Every message about content, in French, by family."""
