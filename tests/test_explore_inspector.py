"""What stands beside the plane while it is explored."""

import numpy as np
import pytest

from ae_gui.widgets.explore_inspector import ExploreInspector
from ae_gui.widgets.pictures import gray_image

ONE, OTHER = np.zeros((28, 28), np.uint8), np.full((28, 28), 200, np.uint8)


@pytest.fixture
def inspector(qtbot) -> ExploreInspector:
    made = ExploreInspector()
    qtbot.addWidget(made)
    return made


def test_at_first_there_are_no_digits(inspector):
    views = (inspector.decoded, inspector.nearest, inspector.picked, inspector.redrawn)

    assert [view.image for view in views] == [None] * 4
    assert inspector.meter.words == ""


def test_the_decoded_digit_is_told_with_its_position_and_distance(inspector):
    inspector.show_probe((1.5, -2.25), ONE, 0.5)

    assert inspector.decoded.image == gray_image(ONE)
    assert inspector.decoded.accessibleDescription() == "(1.50, -2.25)"
    assert inspector.meter.words == "Among the data (0.5)"


def test_the_nearest_and_the_picked_digit_are_told_by_their_words(inspector):
    inspector.show_nearest(ONE, "Class 3")
    inspector.show_picked((ONE, OTHER, "Class 4"))

    assert inspector.nearest.accessibleDescription() == "Class 3"
    assert inspector.picked.accessibleDescription() == "Class 4"
    assert inspector.redrawn.image == gray_image(OTHER)


def test_all_is_cleared_but_what_the_user_keeps(inspector):
    inspector.kept.keep(ONE, (0.0, 0.0))
    inspector.show_probe((1.5, -2.25), ONE, 0.5)
    inspector.show_picked((ONE, OTHER, "Class 4"))
    inspector.clear()

    assert (inspector.decoded.image, inspector.picked.image, inspector.redrawn.image) == (None, None, None)
    assert inspector.kept.count() == 1
