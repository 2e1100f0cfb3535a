from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel

from ae_gui.widgets.fields import SpinBox
from ae_gui.widgets.question import lay_out_question


def test_a_question_says_what_it_is_about_and_its_values_are_called_as_they_are_seen(qtbot):
    dialog, epochs, follows = QDialog(), SpinBox(), QLabel()
    qtbot.addWidget(dialog)

    lay_out_question(dialog, "<b>of a file</b>", {"More epochs": epochs}, follows, QDialogButtonBox())

    about, *_ = dialog.findChildren(QLabel)
    assert (about.text(), about.textFormat()) == ("<b>of a file</b>", Qt.TextFormat.PlainText)
    assert epochs.accessibleName() == "More epochs"
    height = dialog.sizeHint().height()
    follows.setText("one\ntwo\nthree")
    assert dialog.sizeHint().height() == height
