import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from ae_gui.widgets.left_out import LeftOutButton
from ae_model.picture_search import LeftOut


@pytest.fixture
def button(qtbot) -> LeftOutButton:
    button = LeftOutButton()
    qtbot.addWidget(button)
    return button


def test_where_nothing_is_left_out_there_is_no_button(button):
    button.set_lines([LeftOut("a/0.txt", "It is no picture.")])
    assert button.isVisible()
    button.set_lines(())
    assert not button.isVisible()


def test_the_list_has_a_line_for_each_and_can_be_copied(qtbot, button):
    button.set_lines([LeftOut("a/0.txt", "By its name, it is not a picture."), LeftOut("b", "It holds no pictures.")])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = button.findChild(QDialog)
    text = dialog.findChild(QPlainTextEdit)
    assert text.toPlainText() == "a/0.txt: by its name, it is not a picture.\nb: it holds no pictures."
    assert text.isReadOnly()
    copy = next(other for other in dialog.findChildren(QPushButton) if other.text() == "&Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    dialog.reject()
