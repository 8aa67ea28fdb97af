"""From bytes to models with places, and everything that is wrong with them; no disk and no git."""
