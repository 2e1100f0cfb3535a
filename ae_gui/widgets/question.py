"""The look of a dialog that asks for a few values, and says what follows from them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from ae_gui.theme import MARGIN, SPACING, grown
from ae_gui.widgets.layouts import in_column

_WIDTH = 440


def lay_out_question(
    dialog: QDialog, about: str, values: Mapping[str, QWidget], follows: QLabel, buttons: QDialogButtonBox
) -> None:
    """Lay out `dialog`: a sentence, each value under its name, up to three lines of what `follows`, and the buttons."""
    head = QLabel(about, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    head.setMinimumWidth(grown(_WIDTH))
    follows.setMinimumHeight(3 * dialog.fontMetrics().lineSpacing())  # the dialog keeps its size as it changes
    follows.setAlignment(Qt.AlignmentFlag.AlignTop)
    form = QFormLayout()
    form.setSpacing(SPACING)
    for name, control in values.items():
        form.addRow(name, control)
        control.setAccessibleName(name)
    in_column(head, form, follows, buttons, parent=dialog, margin=(MARGIN,) * 4, spacing=MARGIN)
