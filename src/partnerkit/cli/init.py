def init() -> None:
    """X"""
