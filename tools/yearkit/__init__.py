"""What a simulated year is made of: its people, what befalls it, how it ended."""
