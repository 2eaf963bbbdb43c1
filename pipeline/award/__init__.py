"""From scores to blocks and decisions: what the frozen rules propose, what the jury may decide. Pure."""
