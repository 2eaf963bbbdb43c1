"""When each step of a session is due, and what must be true before it."""
