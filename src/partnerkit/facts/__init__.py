"""What a file says as of a day: each fact is worked out once, for every question, rule and draft that asks."""
