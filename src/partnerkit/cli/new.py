def new() -> None:
    """X"""
