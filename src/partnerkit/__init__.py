"""partnerkit: partnerships as plain YAML files in git, checked, scored and shown."""

__version__ = "0.1.0"
