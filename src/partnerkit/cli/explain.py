def explain() -> None:
    """X"""
