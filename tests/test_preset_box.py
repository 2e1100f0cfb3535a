import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ae_gui.theme import SMALL, sized
from ae_gui.widgets.preset_box import PresetBox
from ae_model.config import PRESETS


@pytest.fixture
def box(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    box = PresetBox(window)
    box.resize(260, 24)
    window.show()
    yield box
    box.hidePopup()


def row_of(box, name):
    """What is drawn of an item in the list, (H, W) grey."""
    view, index = box.view(), box.model().index(box.findData(name), 0)
    view.scrollTo(index)
    image = view.viewport().grab(view.visualRect(index)).toImage()
    gray = image.convertToFormat(image.Format.Format_Grayscale8)
    return np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())[:, : gray.width()]


def test_the_list_says_of_each_preset_what_it_teaches_and_shows_its_plane(box):
    box.setCurrentIndex(-1)
    box.showPopup()
    for name, preset in PRESETS.items():
        assert box.itemData(box.findData(name), Qt.ItemDataRole.AccessibleDescriptionRole) == preset.teaches
        drawn = row_of(box, name)
        assert drawn.shape[0] >= 40  # room for two lines
        picture, line = drawn[:, 8:48], drawn[drawn.shape[0] // 2 :, 56:]
        assert picture.std() > 5, name
        assert np.ptp(line[:, : QFontMetrics(sized(box.font(), SMALL)).horizontalAdvance(preset.teaches)]) > 50, name


def test_the_list_is_as_wide_as_its_longest_line_but_no_wider_than_the_window(box):
    box.showPopup()
    longest = max(PRESETS.values(), key=lambda preset: len(preset.teaches)).teaches
    assert box.view().width() > QFontMetrics(sized(box.font(), SMALL)).horizontalAdvance(longest) + 56
    box.hidePopup()

    box.window().resize(400, 720)
    box.showPopup()
    assert box.view().width() <= 400


def test_custom_stands_where_the_names_do(box):
    box.showPopup()
    assert np.ptp(row_of(box, "custom")[4:-4, 4:48]) == 0
