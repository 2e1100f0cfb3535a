"""The inspector of the Draw tool: the pad, the image that the network sees, and its reconstruction."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QToolButton, QWidget

from ae_gui.theme import LARGE, SPACING, sized, strong
from ae_gui.widgets.class_mix import ClassMix
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.draw_pad import DrawPad
from ae_gui.widgets.flow import FlowLayout
from ae_gui.widgets.inspectors import INSPECTOR_WIDTH
from ae_gui.widgets.layouts import STRETCH, in_column, in_row, together
from ae_gui.widgets.noise_slider import NoiseSlider
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.words import fill
from ae_model.class_votes import VOTERS
from ae_model.drawing import MNIST_BOX, as_mnist
from ae_model.image_shape import MNIST_SHAPE, ImageShape

_SMALL = 72
_SHORT = 3  # letters of a class that is written large beside the bars


class DrawInspector(QWidget):
    """A pad to draw on, with the pictures that come of it.

    Signals:
        digit_drawn(image): the drawing as an image of the data set, (H, W) uint8; None when the pad is empty.

    Attributes:
        noise: how strong the noise is that is laid on the drawing.
        verdict: the class that the digits around it vote for, of which `votes` are the shares.
        words: the line about the vote.
    """

    digit_drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._box = MNIST_SHAPE, MNIST_BOX
        self.pad = DrawPad(INSPECTOR_WIDTH)
        self.clear_button = QPushButton(self.tr("Clear"))
        self.invert_button = QPushButton(self.tr("Invert"))
        self.noise = NoiseSlider()
        self.seen = DigitView(self.tr("As the network sees it"), _SMALL)
        self.redrawn = DigitView(self.tr("As it draws it again"), _SMALL)
        self.verdict = QLabel()
        self.votes = ClassMix()
        self.words = quiet_label()
        self._results = QStackedWidget()  # what comes of a drawing, or what will
        self._lay_out()
        self.pad.ink_changed.connect(self._tell)
        self.invert_button.toggled.connect(self._tell)
        self.clear_button.clicked.connect(self.pad.clear)

    def set_image_shape(self, shape: ImageShape, box: float = MNIST_BOX) -> None:
        """Make drawings into images of this shape, in a `box` as `as_mnist` has it."""
        if (shape, box) != (self._shape, self._box):
            self._shape, self._box = shape, box
            self._tell()

    def show_result(
        self,
        seen: NDArray[np.uint8],
        redrawn: NDArray[np.generic],
        votes: NDArray[np.float64],
        class_names: Sequence[str],
    ) -> None:
        """Show the image as the network sees it and as it redraws it, both (H, W), and the votes, (C,), for classes."""
        self.seen.set_image(seen)
        self.redrawn.set_image(redrawn)
        has_classes = len(class_names) > 1
        self._results.setCurrentIndex(1)
        self.votes.setVisible(has_classes)
        self.verdict.setText(class_names[int(votes.argmax())] if has_classes else "")
        self.verdict.setVisible(max(map(len, class_names)) <= _SHORT)  # a longer one stands at its bar alone
        self.votes.set_votes(votes if has_classes else None, class_names)
        self.words.setVisible(has_classes)

    def clear_result(self) -> None:
        """Show no pictures, and say how a drawing is seen."""
        self.seen.set_image(None)
        self.redrawn.set_image(None)
        self.verdict.clear()
        self.votes.set_votes(None, ())
        self.votes.hide()
        self.words.hide()
        self._results.setCurrentIndex(0)

    @Slot()
    def _tell(self) -> None:
        if self.pad.is_empty:
            self.digit_drawn.emit(None)
            return
        image = as_mnist(self.pad.ink, self._shape, self._box)
        self.digit_drawn.emit(255 - image if self.invert_button.isChecked() else image)

    def _lay_out(self) -> None:
        self.seen.setToolTip(self.tr("Centred and scaled as the data set's images are"))
        self.pad.setToolTip(self.tr("A picture or a photo of a digit can be dropped on the window, too"))
        self.invert_button.setCheckable(True)
        self.invert_button.setToolTip(self.tr("Show the network black ink on white, which it has never seen"))
        stack = self.pad.undo_stack
        steps = FlowLayout()
        for action, words in (
            (stack.createUndoAction(self), self.tr("Undo")),
            (stack.createRedoAction(self), self.tr("Redo")),
        ):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setText(words)  # not the undone step's name: the row would change its width
            action.changed.connect(lambda button=button, words=words: button.setText(words))
            button.setObjectName("tool")
            steps.addWidget(button)
        steps.add_spring()
        steps.addWidget(self.invert_button)
        steps.addWidget(self.clear_button)

        self.verdict.setFont(strong(sized(self.verdict.font(), LARGE)))
        self.verdict.setAccessibleName(self.tr("The class that most neighbours vote for"))
        vote = in_row(self.verdict, (self.votes, 1), spacing=SPACING)
        pictures = in_row(self.seen, self.redrawn, STRETCH, spacing=SPACING)
        hint = quiet_label(self.tr("Draw a digit to see it as the network does, and how the network draws it again."))
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._results.addWidget(hint)
        seen = heading(self.tr("As seen, and as redrawn")), pictures, self.noise
        self._results.addWidget(together(*seen, spacing=SPACING))
        for part in (self.votes, self.words):  # the pad is to stay as it is while it is drawn on
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        words = self.tr("How the {count} nearest codes vote: the nearer, the more a vote counts.")
        self.words.setText(fill(words, count=VOTERS))
        parts = self.pad, steps, self._results, vote, self.words
        in_column(*parts, STRETCH, parent=self, spacing=SPACING)
        wrap_labels(self)
        self.clear_result()
