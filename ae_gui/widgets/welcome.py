"""What newcomers read first, above the pages: one large sentence and an offer to be shown around."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from ae_gui.theme import MARGIN, SPACING, TITLE, as_letters, sized, strong
from ae_gui.widgets.layouts import in_column, in_row


class Welcome(QWidget):
    """A line that says what is on show, until the first deed; no dialog, and nothing waits for it.

    Attributes:
        guide_button, close_button: the offer, and how to do without.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("Each point is a handwritten digit that a neural network has squeezed into two numbers.")
        self._sentence = QLabel(words, wordWrap=True)
        self._hint = QLabel(self.tr("Move the mouse: the network draws what lies there."), wordWrap=True)
        self.guide_button = QPushButton(self.tr("Show me around"))
        self.close_button = QToolButton()
        self._over_the_plane = QWidget()
        self._lay_out()
        self.close_button.clicked.connect(self.hide)

    def offer(self, guide: QAction) -> None:
        """Let the button trigger this action; once it was triggered, by whatever means, hide."""
        self.guide_button.clicked.connect(guide.trigger)
        guide.triggered.connect(self.hide)

    @Slot(int)
    def turn_page(self, page: int) -> None:
        """Take room above the first page alone: the sentence is about its plane."""
        self._over_the_plane.setVisible(page == 0)

    def _lay_out(self) -> None:
        as_letters(self._size)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.guide_button.setToolTip(self.tr("A guide in short steps, which sets the window up for each"))
        self.close_button.setText("×")
        self.close_button.setObjectName("tool")
        self.close_button.setAccessibleName(self.tr("Close the welcome"))
        self.close_button.setToolTip(self.tr("Close"))
        middled = [(button, 0, Qt.AlignmentFlag.AlignVCenter) for button in (self.guide_button, self.close_button)]
        words = in_column(self._sentence, self._hint)
        around = (MARGIN, SPACING, MARGIN, SPACING)
        in_row((words, 1), *middled, parent=self._over_the_plane, margin=around, spacing=SPACING)
        in_column(self._over_the_plane, parent=self)

    @Slot()
    def _size(self) -> None:
        self._sentence.setFont(strong(sized(self.font(), TITLE)))
