"""The only part that touches the disk: YAML text to models and back."""
