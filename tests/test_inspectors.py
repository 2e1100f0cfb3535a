import pytest
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.draw_pad import DrawPad
from ae_gui.widgets.inspectors import INSPECTOR_WIDTH, Inspectors
from ae_gui.widgets.layouts import in_column


@pytest.fixture
def inspectors(qtbot) -> Inspectors:
    """One, with a digit and a pad."""
    inspectors, inspector = Inspectors(), QWidget()
    qtbot.addWidget(inspectors)
    in_column(DigitView("digit", 196), DrawPad(INSPECTOR_WIDTH), parent=inspector)
    inspectors.addWidget(inspector)
    return inspectors


def sides(inspectors: Inspectors) -> list[int]:
    inspector = inspectors.widget(0)
    pictures = inspector.findChild(DigitView), inspector.findChild(DrawPad)
    return [inspector.minimumWidth(), *(picture.sizeHint().width() for picture in pictures)]


def test_in_a_small_window_it_is_as_narrow_as_it_can_be(inspectors):
    for page in (900, 1280):
        inspectors.fit(page)
        assert sides(inspectors) == [INSPECTOR_WIDTH, 196, 224]


def test_in_a_large_window_it_grows_with_its_pictures_but_not_for_ever(inspectors):
    inspectors.fit(1920)
    assert sides(inspectors) == [336, 294, 336]
    inspectors.fit(9000)
    assert sides(inspectors)[0] == 400


def test_the_digit_under_the_cursor_is_larger_in_a_larger_window(window):
    decoded = window.latent_tab.tools.explore.inspector.decoded
    window.latent_tab.resize(1280, 700)
    before = decoded.sizeHint().width()
    window.latent_tab.resize(2200, 1200)
    assert decoded.sizeHint().width() > 1.5 * before
