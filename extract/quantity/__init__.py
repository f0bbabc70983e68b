"""Stage 2: find every numeric mention and read its value, bounds and unit."""
