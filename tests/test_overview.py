import pytest
from PySide6.QtCore import Qt
from windows import at_rest, take_engine

from ae_gui.main_window import MainWindow


@pytest.fixture
def window(qtbot, open_window) -> MainWindow:
    window = open_window()
    take_engine(window)
    at_rest(window)
    return window


def test_the_error_of_the_network_on_show_stands_beside_the_flow(qtbot, window):
    qtbot.waitUntil(lambda: window.session.measuring.test_error is not None)

    error, count = window.session.measuring.test_error, len(window.session.data.split.images)
    assert window.latent_tab.curve.accessibleDescription() == f"Test error {error:.4f} over {count} images"


def test_the_small_curve_opens_the_page_of_the_large_one(qtbot, window):
    qtbot.mouseClick(window.latent_tab.curve, Qt.MouseButton.LeftButton)

    assert window.tabs.currentWidget() is window.training_tab
