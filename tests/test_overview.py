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


def test_a_layer_of_the_flow_opens_the_network_there(qtbot, window):
    strip = window.latent_tab.flow.strip
    place = strip.places(strip.flow)[1].center().toPoint()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert window.tabs.currentWidget() is window.network_tab
    assert window.network_tab.diagram.selected == 0

    window.tabs.setCurrentWidget(window.latent_tab)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert window.network_tab.diagram.selected == 1  # that of the code
