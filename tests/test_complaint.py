import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ae_gui.widgets.complaint import Complaints


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def boxes(window: QWidget) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_one_sentence_is_said_once_at_a_time_and_stops_nobody(window):
    complaints = Complaints(window)
    for sentence in ("It is broken.", "It is broken.", "That too."):
        complaints.say(sentence)
    assert [box.text() for box in boxes(window)] == ["It is broken.", "That too."]
    assert QApplication.activeModalWidget() is None

    boxes(window)[0].close()
    complaints.say("It is broken.")
    assert [box.text() for box in boxes(window)] == ["That too.", "It is broken."]


def test_what_may_help_is_offered_and_done(window):
    done = []
    Complaints(window).say("It is broken.", {"Mend it": lambda: done.append("mended")})
    (button,) = [button for button in boxes(window)[0].buttons() if button.text() == "Mend it"]
    button.click()
    assert done == ["mended"]
    assert boxes(window) == []
