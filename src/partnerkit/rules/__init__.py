"""What goes wrong in partnerships and can be seen in their files: one rule, one file, its manual inside."""
