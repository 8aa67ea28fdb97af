"""What goes wrong in partnerships and shows in their files: one rule, one file, its manual inside."""
