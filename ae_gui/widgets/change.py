"""A change from one value to another that can be undone."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QUndoCommand

T = TypeVar("T")


class Change(QUndoCommand, Generic[T]):
    """An entry of an undo stack; pushed on the stack, it shows the new value."""

    def __init__(self, words: str, show: Callable[[T], object], before: T, after: T) -> None:
        """A change that the menu calls `words`."""
        super().__init__(words)
        self._show = show
        self._before, self._after = before, after

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)
