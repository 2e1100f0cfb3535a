"""The pages beside the plane: one to explore it, one to draw on, and one to train a network."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from ae_gui.class_colors import SAFE, class_colors
from ae_gui.kiosk.controls import BigButton, Words
from ae_gui.theme import is_dark
from ae_gui.widgets.class_mix import ClassMix
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.draw_pad import DrawPad
from ae_gui.widgets.layouts import STRETCH, Part, in_column, in_row
from ae_gui.words import fill
from ae_model.datasets import Split
from ae_model.drawing import as_mnist
from ae_model.image_shape import ImageShape
from ae_model.snapshot import Autoencoder

_SPACING = 12
_PAD, _COPY = 264, 124
_VERDICT, _VOTES = 64, 20  # height of the letters of the class that a drawing is taken for, and of the votes
_HINT = 20  # height of the words on the empty pad
_WATCHED = 5  # test digits that are redrawn while a network learns
_SMALL = 68  # of each

_Pixels = NDArray[np.generic]


class ExplorePage(QWidget):
    """The digit at the position that was touched, as large as can be.

    Attributes:
        digit: the picture; `words` stand below it.
        carpet_button: whether digits are drawn everywhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit = _large_digit(self.tr("Decoded digit"))
        self.words = Words(bold=True)
        self.carpet_button = BigButton(self.tr("Digits everywhere"), checkable=True)
        title, line = self.tr("A map of digits"), self.tr("Every dot was written by hand. Touch the map!")
        _fill(self, title, line, (self.digit, 1), self.words, self.carpet_button)

    def show_digit(self, pixels: _Pixels, words: str) -> None:
        """Show the digit that the network draws, (H, W), with its words."""
        self.digit.set_image(pixels)
        self.words.setText(words)

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        _space(self, unit)


class DrawPage(QWidget):
    """A pad, the network's copy of the drawing, and the class that the digits around it vote for.

    Signals:
        digit_drawn(image): the drawing as an image of the data set, (H, W) uint8; None when the pad is empty.

    Attributes:
        pad: to draw on.
        copy: the network's.
        verdict: the class; `votes` are the shares, and `words` stand above them.
        clear_button: takes the ink away.
    """

    digit_drawn = Signal(object)

    def __init__(self, image_shape: ImageShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image_shape = image_shape
        self.pad = DrawPad(_PAD)
        self.copy = DigitView(self.tr("As the network draws it again"), _COPY)
        self._caption = Words(self.tr("The network's copy"), pixels=18, quiet=True)
        self.verdict = Words(pixels=_VERDICT, bold=True)
        self.votes = ClassMix()
        self.words = Words(bold=True)
        self.clear_button = BigButton(self.tr("Start over"))
        self.pad.ink_changed.connect(self._tell)
        self.clear_button.clicked.connect(self.forget)

        title, line = self.tr("Draw a digit"), self.tr("Where does it land on the map?")
        copied = in_row(self.pad, (in_column(self.copy, self._caption, STRETCH), 1))
        voted = in_row(self.verdict, (in_column(self.words, self.votes, STRETCH), 1))
        _fill(self, title, line, copied, voted, STRETCH, self.clear_button)
        self.clear_result()

    def show_result(self, redrawn: _Pixels, votes: NDArray[np.float64], class_names: Sequence[str]) -> None:
        """Show the network's copy of the drawing, (H, W), and the votes of the digits around it, (C,)."""
        self.copy.set_image(redrawn)
        self.copy.show()
        self._caption.show()
        self.verdict.setText(class_names[int(votes.argmax())])
        self.verdict.show()
        self.votes.set_colors(class_colors(SAFE, len(class_names), is_dark(self.palette())))
        self.votes.set_votes(votes, class_names)
        self.words.setText(self.tr("The digits around it are"))

    def clear_result(self) -> None:
        """Show no copy."""
        for part in (self.copy, self._caption, self.verdict):
            part.hide()
        self.copy.set_image(None)
        self.verdict.clear()
        self.votes.set_votes(None, ())
        self.words.setText(self.tr("Use your finger."))

    @Slot()
    def forget(self) -> None:
        """Take the drawing away for good."""
        self.pad.forget()
        self._tell()

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        _space(self, unit)
        self.pad.setFixedSize(round(_PAD * unit), round(_PAD * unit))
        font = self.pad.font()
        font.setPixelSize(round(_HINT * unit))
        self.pad.setFont(font)
        self.copy.setFixedSize(round(_COPY * unit), round(_COPY * unit))
        letters = self.votes.font()
        letters.setPixelSize(round(_VOTES * unit))
        self.votes.setFont(letters)

    @Slot()
    def _tell(self) -> None:
        self.digit_drawn.emit(None if self.pad.is_empty else as_mnist(self.pad.ink, self._image_shape))


class TrainPage(QWidget):
    """A network in training, and a few digits as it redraws them, from noise on.

    Signals:
        start_wanted(), stop_wanted(): the button was pressed.

    Attributes:
        digit: what the network draws at the position.
        button: stops the training, or starts another one; `words` stand above it.
    """

    start_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, split: Split, parent: QWidget | None = None) -> None:
        """A page that redraws a few of these test images."""
        super().__init__(parent)
        self._watched = split.images[split.of_every_class(_WATCHED)]
        self._training = False
        self.digit = _large_digit(self.tr("Decoded digit"))
        self._written = [DigitView(self.tr("Test digit"), _SMALL) for _ in self._watched]
        self._redrawn = [DigitView(self.tr("Redrawn digit"), _SMALL) for _ in self._watched]
        self.words = Words(bold=True)
        self.button = BigButton(self.tr("Train"))
        self.button.clicked.connect(self._press)

        self._grid = QGridLayout()
        for number, (image, written, redrawn) in enumerate(
            zip(self._watched, self._written, self._redrawn, strict=True)
        ):
            written.set_image(image)
            self._grid.addWidget(written, 0, number)
            self._grid.addWidget(redrawn, 1, number)
        line = self.tr("A new network knows nothing. Watch it learn.")
        _fill(self, self.tr("From noise to digits"), line, (self.digit, 1), self._grid, self.words, self.button)

    def show_network(self, model: Autoencoder) -> None:
        """Redraw the digits by another network."""
        for view, image in zip(self._redrawn, model.reconstruct(self._watched), strict=True):
            view.set_image(image)

    def show_seen(self, seen: int) -> None:
        """Say how many digits the network has seen."""
        self.words.setText(fill(self.tr("Digits seen so far: {count:,}"), count=seen))

    def set_state(self, *, possible: bool, training: bool, trained: bool = False) -> None:
        """Let the button start a training, or stop the present one, or neither."""
        self._training = training
        self.button.setEnabled(possible)
        self.button.say(self.tr("Stop") if training else self.tr("Train again") if trained else self.tr("Train"))

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        _space(self, unit)
        self._grid.setSpacing(round(_SPACING / 2 * unit))
        side = round(_SMALL * unit)
        for view in (*self._written, *self._redrawn):
            view.setFixedSize(side, side)

    @Slot()
    def _press(self) -> None:
        (self.stop_wanted if self._training else self.start_wanted).emit()


def _large_digit(name: str) -> DigitView:
    view = DigitView(name, 100)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return view


def _fill(page: QWidget, title: str, line: str, *parts: Part) -> None:
    in_column(Words(title, pixels=36, bold=True), Words(line, quiet=True), *parts, parent=page)


def _space(page: QWidget, unit: float) -> None:
    for layout in page.findChildren(QLayout):
        layout.setSpacing(round(_SPACING * unit))
