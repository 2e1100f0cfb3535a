import numpy as np
import pytest
from PySide6.QtGui import QColor

from ae_gui.widgets.class_mix import ClassMix

RED, GREEN, BLUE = (200, 20, 20), (20, 160, 20), (20, 20, 200)


@pytest.fixture
def mix(qtbot) -> ClassMix:
    mix = ClassMix()
    qtbot.addWidget(mix)
    mix.set_colors(np.array([RED, GREEN, BLUE], np.uint8))
    return mix


def show(mix, counts, names=("zero", "one", "two")) -> None:
    mix.set_labels(np.repeat(np.arange(len(counts), dtype=np.uint8), counts), names)
    mix.resize(224, mix.sizeHint().height())
    mix.show()


def lengths(mix) -> list[tuple[tuple[int, int, int], int]]:
    """Colour and length of the bars, from the top down."""
    picture = mix.grab().toImage()
    bars = []
    rows = len(mix.accessibleDescription().split(", "))
    for row in range(rows):
        middle = (2 * row + 1) * picture.height() // (2 * rows)
        pixels = [picture.pixelColor(x, middle).getRgb()[:3] for x in range(picture.width())]
        color = next(color for color in (RED, GREEN, BLUE) if color in pixels)
        bars.append((color, pixels.count(color)))
    return bars


def test_the_most_frequent_class_comes_first_and_the_absent_ones_not_at_all(mix):
    show(mix, [3, 0, 12])
    assert mix.accessibleDescription() == "two: 12, zero: 3"


def test_bars_have_their_classes_colours_and_lengths_in_proportion(mix):
    show(mix, [25, 50, 100])

    (first, full), (second, half), (third, quarter) = lengths(mix)
    assert (first, second, third) == (BLUE, GREEN, RED)
    assert half == pytest.approx(full / 2, abs=1)
    assert quarter == pytest.approx(full / 4, abs=1)


def test_a_single_digit_among_thousands_still_has_a_bar(mix):
    show(mix, [9_999, 1, 0])
    assert lengths(mix)[1][1] >= 1


def test_classes_coloured_anew_are_drawn_anew(mix):
    show(mix, [5, 0, 0])
    mix.set_colors(np.array([GREEN, RED, BLUE], np.uint8))
    assert lengths(mix)[0][0] == GREEN


def test_the_largest_count_has_room_for_its_figures(mix):
    show(mix, [60_000, 10, 0])

    picture = mix.grab().toImage()
    ground = QColor(mix.palette().window().color()).getRgb()[:3]
    edge = [picture.pixelColor(picture.width() - 1, y).getRgb()[:3] for y in range(picture.height())]
    assert set(edge) == {ground}


def test_a_screen_reader_hears_every_count(mix):
    show(mix, [3, 0, 12])
    assert mix.accessibleDescription() == "two: 12, zero: 3"


def test_as_many_rows_as_classes_that_occur_and_at_most_twelve(mix):
    show(mix, [1] * 3)
    row = mix.sizeHint().height() / 3
    show(mix, range(30, 0, -1), [f"class {kind}" for kind in range(30)])
    assert mix.sizeHint().height() == 12 * row
    assert mix.accessibleDescription() == ", ".join(f"class {kind}: {30 - kind}" for kind in range(12))

    show(mix, [])
    assert mix.sizeHint().height() == 0
    mix.grab()


def test_a_single_class_is_none_which_is_said(mix):
    mix.set_labels(np.zeros(5, np.uint8), ["unlabelled"])
    assert mix.accessibleDescription() == "There are no classes to tell apart."
    assert mix.sizeHint().height() > 0
    mix.grab()


def test_a_vote_is_shown_by_the_shares_of_its_first_three(mix):
    names = ("zero", "one", "two", "three", "four")
    mix.set_votes(np.array([0.03, 0.25, 0.5, 0.2, 0.01]), names)
    assert mix.accessibleDescription() == "two: 50%, one: 25%, three: 20%"
    three = mix.sizeHint().height()
    mix.set_votes(np.array([0.99, 0, 0, 0, 0.01]), names)
    assert mix.accessibleDescription() == "zero: 99%"
    assert mix.sizeHint().height() == three  # what stands below does not move with every stroke
    mix.set_votes(None, ())
    assert mix.accessibleDescription() == ""
