"""Stage 4: who says so, of what, when, and how meant."""
