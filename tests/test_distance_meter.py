import math
from itertools import combinations

import pytest
from PySide6.QtGui import QImage

from ae_gui.widgets.distance_meter import DistanceMeter


@pytest.fixture
def meter(qtbot) -> DistanceMeter:
    meter = DistanceMeter()
    qtbot.addWidget(meter)
    meter.resize(100, 60)
    return meter


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.0, "Among the data (0.0)"),
        (1.0, "Among the data (1.0)"),
        (1.5, "At the edge of the data (1.5)"),
        (2.0, "At the edge of the data (2.0)"),
        (2.5, "Never learnt: far from all data (2.5)"),
        (123.0, "Never learnt: far from all data (> 10)"),
        (math.inf, "Never learnt: far from all data (> 10)"),
        (None, ""),
    ],
)
def test_what_a_distance_means_is_said_to_eyes_and_ears(meter, distance, words):
    meter.set_distance(distance)
    assert meter.words == words
    assert meter.accessibleDescription() == words


def test_the_bar_fills_with_the_distance_and_loses_its_colour_beyond_the_edge(meter):
    meter._bar.setFixedWidth(80)  # whatever room the words take

    def drawn(distance: float | None) -> QImage:
        meter.set_distance(distance)
        return meter._bar.grab().toImage()

    assert drawn(None) == drawn(0.0)
    pictures = [drawn(distance) for distance in (None, 0.5, 1.0, 3.0, math.inf)]
    assert all(one != other for one, other in combinations(pictures, 2))
