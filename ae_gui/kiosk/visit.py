"""What a visitor of the fair looks at, and what is said of it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from ae_gui.latent_view import Digits, LatentView
from ae_gui.words import fill
from ae_model.class_votes import class_votes
from ae_model.latent_map import FAR, Familiarity, LatentMap
from ae_model.snapshot import Array, Snapshot

_DOUBTFUL = 0.27  # the share of votes for another class that makes a position one between two


class Visit(QObject):
    """A network's plane, of which a position or a drawing is looked at.

    Attributes:
        snapshot: the network.
        view: its plane, seen through a lens.
        position: that is looked at.
        drawing: what is on the pad, (H, W) uint8; None while that is empty.
    """

    def __init__(self, digits: Digits, snapshot: Snapshot, codes: Array, parent: QObject) -> None:
        super().__init__(parent)
        self._digits = digits
        self.position = (0.0, 0.0)
        self.drawing: NDArray[np.uint8] | None = None
        self.show(snapshot, codes)

    def show(self, snapshot: Snapshot, codes: Array, placed: NDArray[np.intp] | None = None) -> None:
        """Look at another network and the codes, (n, 2), of all digits or of those that are `placed`, (n,), alone."""
        self.snapshot = snapshot
        digits = self._digits if placed is None else self._digits.some(placed)
        self.view = LatentView.after(None, snapshot, codes, digits, _bent_plane)
        self._familiarity: Familiarity | None = None  # takes long, and nobody may ask

    def digit(self) -> Array:
        """What the network draws at the position, (H, W)."""
        return self.view.decode(np.array([self.position], np.float32))[0]

    def words(self) -> str:
        """What is said of the position."""
        view, position = self.view, np.array(self.position, np.float32)
        if self._familiarity is None:
            self._familiarity = Familiarity.fit(view.positions)  # as far as the eye sees
        if self._familiarity.distance(position) > FAR:
            return self.tr("Nobody wrote this one: the network invents it.")
        votes = class_votes(position, view.positions, view.digits.labels, len(view.digits.class_names))
        second, first = np.argsort(votes, kind="stable")[-2:].tolist()
        one, other = view.digits.class_names[first], view.digits.class_names[second]
        if votes[second] >= _DOUBTFUL:
            return fill(self.tr("Is it {one}, or is it {other}?"), one=one, other=other)
        return fill(self.tr("People who write like this mean {name}."), name=one)


def _bent_plane(codes: Array) -> LatentMap:
    return LatentMap.fit(codes).seen_through_lens(codes)
