"""Automated test assembly: a table of requirements over rows, solved exactly; it knows no bank, exam or country."""
