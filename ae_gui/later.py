"""Parts of a window that are not made before they are needed: what nobody sees costs a start nothing."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A part that is made when it is first seen or used.

    Whoever connects it to the rest, and tells it what the owners of all state know by then, does so by `then`: made
    late, it is as if it had been there from the start.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None
        self._waiting: list[Callable[[T], object]] = []
        self._placing: list[Callable[[T], object]] = []

    @property
    def is_made(self) -> bool:
        """Whether it is there; to ask does not make it."""
        return self._made is not None

    @property
    def now(self) -> T:
        """The part itself, made now if it was not there yet."""
        if self._made is None:
            made = self._made = self._make()
            for do in (*self._waiting, *self._placing):
                do(made)
        return self._made

    def then(self, do: Callable[[T], object]) -> None:
        """Do something with it as soon as it is there, after all that was asked for before."""
        self._when_made(do, self._waiting)

    def place(self, do: Callable[[T], object]) -> None:
        """Put it where it is seen, once it is connected: a page may tell at once that it is shown."""
        self._when_made(do, self._placing)

    def _when_made(self, do: Callable[[T], object], waiting: list[Callable[[T], object]]) -> None:
        if self._made is None:
            waiting.append(do)
        else:
            do(self._made)
