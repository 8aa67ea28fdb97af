"""Where bytes come from and go to: the disk, and what git recorded. Nothing here knows what they mean."""
