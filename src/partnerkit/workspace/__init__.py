"""A workspace as files: which there are, what they hold, and how new ones are written and old ones edited."""
