"""What was left out of a data set, and why: a button that is there if there is something, and a list to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_column, open_with
from ae_gui.words import translated

_SIZE = (620, 380)  # logical pixels


class LeftOutButton(QPushButton):
    """Opens a list of lines; hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, autoDefault=False)
        self._lines: Sequence[object] = ()
        self.setText(self.tr("What is &left out…"))
        self.setToolTip(self.tr("Every file that was left out and why, in a list that can be copied"))
        self.clicked.connect(self._show_list)
        self.hide()

    def set_lines(self, lines: Sequence[object]) -> None:
        """Offer these lines, each a sentence or what speaks as one; a list that is open has those before."""
        self._lines = lines
        self.setVisible(bool(lines))

    @Slot()
    def _show_list(self) -> None:
        dialog = QDialog(self.window())
        dialog.setWindowTitle(self.tr("Left out"))
        text = QPlainTextEdit("\n".join(map(translated, self._lines)), readOnly=True)
        text.setAccessibleName(dialog.windowTitle())
        text.setTabChangesFocus(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text.toPlainText()))
        buttons.rejected.connect(dialog.reject)
        in_column((text, 1), buttons, parent=dialog, margin=MARGIN, spacing=SPACING)
        open_with(dialog, *_SIZE)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
