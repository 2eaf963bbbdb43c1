"""epreuve: balanced exam papers and grading grids from a competency referential and a bank of scenarios."""
