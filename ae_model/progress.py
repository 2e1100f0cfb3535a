"""How slow functions tell how far they are."""

from collections.abc import Callable

Progress = Callable[[float], None]  # takes the share that is done, 0 to 1; it may raise, to end what it is told of


def no_progress(share: float) -> None:
    """The `Progress` of work that nobody follows."""
