import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPalette

from ae_gui.widgets.map_mosaic import draw_maps, size_of


@pytest.mark.parametrize(
    ("maps", "aspect", "size"),
    [
        ((1, 14, 14), 1.0, (14, 14)),
        ((4, 14, 14), 1.0, (29, 29)),
        ((16, 14, 14), 1.5, (59, 59)),
        ((32, 7, 7), 1.5, (31, 63)),
        ((32, 7, 7), 0.5, (63, 31)),
        ((7, 5, 10), 1.0, (21, 23)),
        ((1_000, 2, 2), 1.0, (23, 23)),
    ],
)
def test_maps_stand_side_by_side_in_rows_that_suit_the_place(maps, aspect, size):
    taken = size_of(maps, aspect)
    assert (taken.width(), taken.height()) == size


def test_each_map_is_where_it_stands_in_the_order_of_the_units(qapp):
    outputs = np.zeros((4, 5, 5), np.float32)
    outputs[1] = 1
    outputs[2] = -1
    size = size_of((4, 5, 5), 1.0)
    picture = QImage(size.toSize() * 4, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    draw_maps(painter, QRectF(picture.rect()), outputs.reshape(-1), (4, 5, 5), 1.0, QPalette())
    painter.end()
    corners = [picture.pixelColor(x, y) for y in (8, -9 + picture.height()) for x in (8, -9 + picture.width())]
    paper = QPalette().base().color().name()
    assert [color.name() == paper for color in corners] == [True, False, False, True]
    assert corners[1].blue() > corners[1].red()
    assert corners[2].red() > corners[2].blue()
