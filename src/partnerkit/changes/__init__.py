"""What changed between two versions of a partnership or a workspace, and what follows from it."""
