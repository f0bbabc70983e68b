"""Other tools: what runs in their own environments, and how their answers are read (``reading``)."""
