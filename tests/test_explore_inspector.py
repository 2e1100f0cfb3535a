"""What stands beside the plane while it is explored."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.explore_inspector import ExploreInspector
from ae_gui.widgets.pictures import gray_image

ONE, OTHER = np.zeros((28, 28), np.uint8), np.full((28, 28), 200, np.uint8)


@pytest.fixture
def inspector(qtbot) -> ExploreInspector:
    made = ExploreInspector()
    qtbot.addWidget(made)
    return made


def shown(inspector: ExploreInspector) -> list[str]:
    """The names of the pictures that are there, hollow or not."""
    views = (inspector.decoded, inspector.picked, inspector.redrawn, inspector.kept)
    return [view.accessibleName() for view in views if view.isVisibleTo(inspector)]


def said(inspector: ExploreInspector) -> str:
    return " ".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisibleTo(inspector))


def test_at_first_there_is_no_hollow_frame_but_words_on_how_to_fill_it(inspector):
    assert shown(inspector) == []
    assert "Move the mouse" in said(inspector)
    assert "Click a point" in said(inspector)
    assert "Click between the points" in said(inspector)


def test_what_comes_takes_the_place_of_the_words_about_it(inspector):
    inspector.show_probe(ONE, 0.5)
    assert shown(inspector) == ["Decoded digit"]
    assert "Move the mouse" not in said(inspector)
    inspector.show_picked((ONE, OTHER, "Class 4"))
    assert shown(inspector) == ["Decoded digit", "Picked image", "Its reconstruction"]
    inspector.kept.keep(ONE, (0.0, 0.0))
    assert shown(inspector) == ["Decoded digit", "Picked image", "Its reconstruction", "Kept"]
    assert "Click" not in said(inspector)


def test_a_kept_digit_that_is_undone_leaves_no_frame(inspector):
    inspector.kept.keep(ONE, (0.0, 0.0))
    inspector.kept.undo_stack.undo()

    assert shown(inspector) == []


def test_the_decoded_digit_is_told_with_its_distance(inspector):
    inspector.show_probe(ONE, 0.5)

    assert inspector.decoded.image == gray_image(ONE)
    assert inspector.decoded.accessibleDescription() == inspector.meter.words
    assert inspector.meter.words == "Known: there are images close by"


def test_the_picked_digit_is_told_by_its_words(inspector):
    inspector.show_picked((ONE, OTHER, "Class 4"))

    assert inspector.picked.accessibleDescription() == "Class 4"
    assert inspector.redrawn.image == gray_image(OTHER)


def test_all_is_cleared_but_what_the_user_keeps(inspector):
    inspector.kept.keep(ONE, (0.0, 0.0))
    inspector.show_probe(ONE, 0.5)
    inspector.show_picked((ONE, OTHER, "Class 4"))
    inspector.clear()

    assert (inspector.decoded.image, inspector.picked.image, inspector.redrawn.image) == (None, None, None)
    assert inspector.kept.count() == 1


def test_a_digit_under_noise_is_there_with_its_words_while_there_is_noise(inspector):
    inspector.show_probe(ONE, 0.5)
    assert inspector.noise.isVisibleTo(inspector)
    assert not inspector.noisy.isVisibleTo(inspector)
    inspector.show_noisy((OTHER, ONE))
    assert inspector.noisy.image == gray_image(OTHER) and inspector.repaired.image == gray_image(ONE)
    assert inspector.noisy.isVisibleTo(inspector) and "how it is redrawn" in said(inspector)
    inspector.show_noisy(None)
    assert not inspector.noisy.isVisibleTo(inspector) and "how it is redrawn" not in said(inspector)


def test_digits_drawn_from_the_prior_stand_right_below_their_heading_however_much_room_there_is(inspector):
    inspector.resize(230, 700)
    inspector.show_samples(ONE)
    with_room = inspector.grab()  # which lays all out
    (head,) = (label for label in inspector.findChildren(QLabel) if label.text() == "Drawn from the prior")
    (drawn,) = (view for view in inspector.findChildren(DigitView) if "prior" in view.accessibleName())
    below = head.mapTo(inspector, head.rect().bottomLeft()).y()
    assert with_room.height() == 700
    assert drawn.mapTo(inspector, drawn.rect().topLeft()).y() - below < 12
    assert inspector.save_sheet.mapTo(inspector, inspector.save_sheet.rect().bottomLeft()).y() <= (
        drawn.mapTo(inspector, drawn.rect().bottomLeft()).y() + 1
    )
