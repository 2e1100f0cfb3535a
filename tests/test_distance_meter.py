"""The scale from what a network knows to what it invents."""

import math
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QPalette

from ae_gui.widgets.distance_meter import DistanceMeter


@pytest.fixture
def meter(qtbot) -> DistanceMeter:
    meter = DistanceMeter()
    qtbot.addWidget(meter)
    meter.resize(300, meter.sizeHint().height())
    return meter


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.0, "Known: there are images close by"),
        (1.0, "Known: there are images close by"),
        (1.5, "Edge: the nearest images are some way off"),
        (2.0, "Edge: the nearest images are some way off"),
        (2.5, "Invented: there are no images near here"),
        (math.inf, "Invented: there are no images near here"),
        (None, ""),
    ],
)
def test_what_a_distance_means_is_said(meter, distance, words):
    meter.set_distance(distance)
    assert meter.words == words
    assert meter.accessibleDescription() == words


def needle(meter, distance: float | None) -> float | None:
    """Where the needle stands, as a share of the scale; None if there is none."""
    meter.set_distance(distance)
    picture = meter.grab().toImage()
    ink = meter.palette().color(QPalette.ColorRole.WindowText)
    inked = [x for x in range(picture.width()) if QColor(picture.pixel(x, 1)).getRgb()[:3] == ink.getRgb()[:3]]
    return sum(inked) / len(inked) / picture.width() if inked else None


def test_a_needle_goes_from_the_known_over_the_edge_to_the_invented(meter):
    assert needle(meter, None) is None
    places = [needle(meter, distance) for distance in (0.0, 0.5, 1.0, 1.5, 2.0, 4.0, 40.0)]
    assert all(one < other for one, other in pairwise(places))
    assert places[2] == pytest.approx(1 / 3, abs=0.01)
    assert places[4] == pytest.approx(2 / 3, abs=0.01)


def test_at_both_ends_the_whole_needle_is_seen(meter):
    assert 0 < needle(meter, 0.0) < 0.03
    assert 0.97 < needle(meter, math.inf) < 1
