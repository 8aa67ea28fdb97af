"""Account lists: whom two companies both serve. The one room besides `store/` that reads files: its engine does."""
