"""What the bank offers, and what it lacks: counts, minimums, spreads, differences. Pure."""
