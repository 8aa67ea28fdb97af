"""Partnership files as tidy tables, and what a data package says of these."""
