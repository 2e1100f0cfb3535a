"""A line above the plane for newcomers: one sentence and two offers, until the first thing is done."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_row


class Welcome(QWidget):
    """A line that says what is on show and offers to train; no dialog, and nothing waits for it.

    Attributes:
        train_button, guide_button, close_button: the offers, and how to do without.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(
            self.tr(
                "Each point is a handwritten digit, which a neural network has squeezed into two numbers and can "
                "draw again from them. Move the mouse over the plane, or train a network yourself and watch it learn."
            ),
            wordWrap=True,
        )
        self.train_button = QPushButton(self.tr("Train"))
        self.guide_button = QPushButton(self.tr("Show me around"))
        self.close_button = QToolButton()
        self._lay_out()
        self.close_button.clicked.connect(self.hide)

    def offer(self, train: QAction, guide: QAction) -> None:
        """Let the buttons trigger these actions; once one was triggered, by whatever means, hide."""
        self._train = train
        self.train_button.clicked.connect(train.trigger)
        self.guide_button.clicked.connect(guide.trigger)
        train.changed.connect(self._refresh)
        train.triggered.connect(self.hide)
        guide.triggered.connect(self.hide)
        self._refresh()

    def offer_no_training(self) -> None:
        """Speak of the plane alone, where nothing can be trained."""
        self._words.setText(
            self.tr(
                "Each point is a handwritten digit, which a neural network has squeezed into two numbers and can "
                "draw again from them. Move the mouse over the plane."
            )
        )
        self.train_button.hide()

    @Slot()
    def _refresh(self) -> None:
        ready = self._train.isEnabled()
        self.train_button.setEnabled(ready)
        tip = self.tr("From random weights to a plane like this one (F5)")
        self.train_button.setToolTip(tip if ready else self.tr("Loading …"))

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.train_button.setObjectName("prominent")
        self.guide_button.setToolTip(self.tr("A guide of twelve steps, which sets the window up for each"))
        self.close_button.setText("×")
        self.close_button.setObjectName("tool")
        self.close_button.setAccessibleName(self.tr("Close the welcome"))
        self.close_button.setToolTip(self.tr("Close"))
        buttons = (self.train_button, self.guide_button, self.close_button)
        middled = [(button, 0, Qt.AlignmentFlag.AlignVCenter) for button in buttons]
        in_row((self._words, 1), *middled, parent=self, margin=(MARGIN, SPACING, MARGIN, SPACING), spacing=SPACING)
