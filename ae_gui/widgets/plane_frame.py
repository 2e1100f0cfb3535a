"""Which part of a plane is seen, and how it follows points that move."""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal

from ae_gui.motion import Tween
from ae_model.latent_map import bounds

_FOLLOW = 0.4  # share of the way to the new extent that the frame goes at each snapshot
_FAR, _NEAR = 0.03, 0.002  # of its width: how far off an extent is that is followed, and one that is reached


class PlaneFrame(pg.ViewBox):
    """The part of a plane that is seen, with equal scales.

    Signals:
        turned(right, up): the user turns what is seen, by so many logical pixels at its front.

    Attributes:
        turns: whether dragging turns the plane, and does not move it.
        below: share of the height that is left free below all points, as they are followed.
        follows: whether it shows all points, and goes along as they move: until the user moves it.
    """

    turned = Signal(float, float)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.turns = False
        self._in_hand = False  # is being turned
        self.follows = True
        self.below = 0.0
        self._underway = False  # to the extent that is followed
        self._way = (QRectF(), QRectF())  # of the tween: from where, and to where
        self._tween = Tween(self._go, self)
        self.setAspectLocked(True)
        self.disableAutoRange()
        self.sigRangeChangedManually.connect(self._stop_following)

    def fit(self, positions: NDArray[np.float32]) -> None:
        """Go to where all points but the farthest outliers, (N, 2), are seen, and follow them from now on."""
        self.follows = True
        self._way = self.targetRect(), self._extent(positions)
        self._tween.begin()

    @property
    def part(self) -> QRectF | None:
        """What the user has moved it to; None while it shows all points."""
        return None if self.follows else self.targetRect()

    def show_part(self, part: QRectF | None) -> None:
        """Go back to a `part` of the plane, at once; None leaves it where it is."""
        if part is not None:
            self._stop_following()
            self.setRange(part, padding=0)

    def settle(self) -> None:
        """Be where it is on its way to."""
        self._tween.settle()

    def follow(self, positions: NDArray[np.float32]) -> None:
        """Go a part of the way to points that have moved, (n, 2), so that a learning network changes scales softly."""
        if not self.follows or self._tween.under_way or self._in_hand:
            return
        now = self.targetRect()
        then = _with_shape_of(self._extent(positions), now)
        top_left, bottom_right = then.topLeft() - now.topLeft(), then.bottomRight() - now.bottomRight()
        farthest = max(map(abs, (*top_left.toTuple(), *bottom_right.toTuple())))
        # Each other range costs new axes, which are most of a picture: the frame sets out when it is worth it, and
        # then goes all the way.
        self._underway = farthest > (_NEAR if self._underway else _FAR) * now.width()
        if not self._underway:
            return
        ends = now.topLeft() + _FOLLOW * top_left, now.bottomRight() + _FOLLOW * bottom_right
        self.setRange(QRectF(*ends), padding=0)

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if not self.turns or event.button() != Qt.MouseButton.LeftButton:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        self._in_hand = True
        way = event.pos() - event.lastPos()
        self.turned.emit(way.x(), -way.y())
        self._in_hand = not event.isFinish()

    def pan(self, way: QPointF) -> None:
        """Move by so much of the plane."""
        self._stop_following()
        self.translateBy(way)

    def zoom(self, factor: float, about: QPointF | None) -> None:
        """Show `factor` times as much of the plane; one position, or the middle, stays where it is."""
        self._stop_following()
        self.scaleBy((factor, factor), center=about)

    def reveal(self, position: QPointF) -> None:
        """Move no farther than it takes to have a position in view."""
        seen = self.viewRect()
        if not seen.contains(position):
            width, height = self.viewPixelSize()
            x = min(max(position.x(), seen.left() + width), seen.right() - width)
            y = min(max(position.y(), seen.top() + height), seen.bottom() - height)
            self.pan(position - QPointF(x, y))

    def pixels_between(self, one: QPointF, other: QPointF) -> float:
        """How far apart two positions are on the screen, in logical pixels."""
        width, height = self.viewPixelSize()
        return math.hypot((one.x() - other.x()) / width, (one.y() - other.y()) / height)

    def _stop_following(self, *_: object) -> None:
        self.follows = False
        self._tween.stop()

    def _extent(self, positions: NDArray[np.float32]) -> QRectF:
        left, bottom, right, top = bounds(positions)
        bottom -= (top - bottom) * self.below / (1 - self.below)
        return QRectF(QPointF(left, bottom), QPointF(right, top))

    def _go(self, share: float) -> None:
        """Be at so much of the way of the tween."""
        begin, goal = self._way
        if share == 1:
            self.setRange(goal, padding=0)
            return
        goal = _with_shape_of(goal, begin)
        top_left, bottom_right = goal.topLeft() - begin.topLeft(), goal.bottomRight() - begin.bottomRight()
        self.setRange(QRectF(begin.topLeft() + top_left * share, begin.bottomRight() + bottom_right * share), padding=0)


def _with_shape_of(rect: QRectF, shape: QRectF) -> QRectF:
    """`rect` grown about its centre to the proportions of `shape`, as a frame with equal scales will show it."""
    grow = max(rect.width() / shape.width(), rect.height() / shape.height())
    grown = QRectF(0, 0, shape.width() * grow, shape.height() * grow)
    grown.moveCenter(rect.center())
    return grown
