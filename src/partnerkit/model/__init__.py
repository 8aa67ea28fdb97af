"""What a partnership and a workspace are: frozen models, one file per section of the YAML file."""
