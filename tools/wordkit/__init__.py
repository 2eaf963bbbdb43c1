"""The workshop of the Word templates: WordprocessingML written as code that can be reviewed."""
