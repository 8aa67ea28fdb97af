"""Edit a YAML file: one change, the rest of its bytes as they were, or nothing at all."""
