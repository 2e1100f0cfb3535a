"""Controls for fingers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ae_gui.kiosk.controls import TARGET, Banner, BigButton, BigSlider, Words


@pytest.mark.parametrize("unit", [1.0, 1.5, 3.0])
def test_buttons_and_sliders_are_large_enough_for_fingers_at_every_size(qtbot, unit):
    for control in (BigButton("No"), BigSlider("Epoch")):
        qtbot.addWidget(control)
        control.enlarge(unit)
        hint = control.minimumSizeHint()
        assert min(hint.width(), hint.height()) >= int(TARGET * unit)


def test_a_button_is_as_wide_as_its_words_and_called_by_them(qtbot):
    button = BigButton("Train")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()
    button.say("Train again and again")

    assert button.sizeHint().width() > narrow
    assert (button.text(), button.accessibleName()) == ("Train again and again", "Train again and again")


def test_a_slider_goes_where_it_is_touched_and_stays_within_its_range(qtbot):
    slider = BigSlider("Epoch")
    qtbot.addWidget(slider)
    slider.setRange(0, 20)
    slider.resize(420, 64)
    for x, value in ((210, 10), (2, 0), (418, 20)):
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 32))
        assert slider.value() == value


def test_words_are_enlarged(qtbot):
    words = Words("Touch the map!", pixels=20)
    qtbot.addWidget(words)
    words.enlarge(2.5)

    assert words.font().pixelSize() == 50


def test_a_touch_goes_through_the_banner(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = BigButton("Below")
    QVBoxLayout(window).addWidget(button)
    window.resize(400, 100)
    banner = Banner("Touch to explore")
    banner.setParent(window)
    banner.setGeometry(window.rect())
    window.show()

    assert window.childAt(button.geometry().center()) is button
