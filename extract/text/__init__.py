"""Stage 1: from characters as read to normalised text, sentences and tokens."""
