"""What comes back: files that strangers filled, read safely, judged by the same rules whoever wrote them."""
