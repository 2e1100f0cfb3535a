"""How much each number of a variational network's code is used: its divergence from the prior, as bars."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SMALL, grown, sized, tabular
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import fill
from ae_model.elbo import Spread

_HEIGHT, _WIDEST, _GAP = 40, 28, 3  # logical pixels of the tallest bar, of a bar's width at most, and between two
_MOST_NAMED = 24  # dead numbers
_Role = QPalette.ColorRole


class DivergenceBars(QWidget):
    """A bar for each number of the code, the most used first; dead ones are grey, and named in `words`.

    Attributes:
        words: what is said of them in a sentence or two; empty without a variational network.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._spread: Spread | None = None
        self._order = np.arange(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Divergence of each number of the code"))
        self.setFont(tabular(sized(self.font(), SMALL)))
        add_picture_actions(self, "divergences")
        self.hide()

    def set_spread(self, spread: Spread | None) -> None:
        """Show how much each number is used; None hides the bars."""
        self._spread = spread
        self._order = np.arange(0) if spread is None else np.argsort(-spread.divergence, kind="stable")
        self.words = "" if spread is None else self._told(spread)
        self.setAccessibleDescription(self.words)
        self.setToolTip(self.words)
        self.setVisible(spread is not None)
        self.update()

    @property
    def order(self) -> list[int]:
        """The numbers of the code from left to right, counted from 0."""
        return [int(number) for number in self._order]

    def _told(self, spread: Spread) -> str:
        words = fill(
            self.tr("Divergence of each number from the prior, the most used first: {sum:.1f} nats in all."),
            sum=float(spread.divergence.sum()),
        )
        dead = [str(number + 1) for number in np.flatnonzero(spread.is_dead)]
        if not dead:
            return f"{words} " + self.tr("None is dead.")
        named = ", ".join(dead[:_MOST_NAMED]) + (" …" if len(dead) > _MOST_NAMED else "")
        return f"{words} " + fill(
            self.tr("Dead, {count} of {all}: {numbers}."), count=len(dead), all=len(self._order), numbers=named
        )

    def sizeHint(self) -> QSize:
        return QSize(120, grown(_HEIGHT) + self.fontMetrics().height() + _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._spread is None or not len(self._order):
            return
        painter, palette = QPainter(self), self.palette()
        step = min(self.width() / len(self._order), grown(_WIDEST) + _GAP)
        tall, most = grown(_HEIGHT), max(float(self._spread.divergence.max()), 1e-9)
        for place, number in enumerate(self.order):
            dead = bool(self._spread.is_dead[number])
            height = max(tall * float(self._spread.divergence[number]) / most, 2.0)
            bar = QRectF(place * step, tall - height, max(step - _GAP, 1.0), height)
            painter.fillRect(bar, palette.color(_Role.Dark if dead else _Role.Accent))
            name = str(number + 1)
            if self.fontMetrics().horizontalAdvance(name) <= step:
                painter.setPen(palette.color(_Role.PlaceholderText if dead else _Role.WindowText))
                below = QRectF(bar.left(), tall + _GAP, bar.width(), self.fontMetrics().height())
                painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextDontClip, name)
        painter.end()
