"""Account lists: which accounts two companies share. The one room besides `store/` that reads files: its engine does."""
