"""Stage 3: decide which mentions are claims."""
