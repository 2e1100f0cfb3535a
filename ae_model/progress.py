"""How slow functions tell how far they are."""

from collections.abc import Callable

Progress = Callable[[float], None]  # takes the share that is done, 0 to 1; it may raise, to end what it is told of


def unheard(share: float) -> None:
    """A progress that nobody follows."""
