"""Account lists: which accounts two companies share. Besides `store/` the one room that reads files."""
