import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.draw_inspector import DrawInspector
from ae_model.drawing import as_mnist
from ae_model.image_shape import ImageShape


@pytest.fixture
def inspector(qtbot) -> DrawInspector:
    inspector = DrawInspector()
    qtbot.addWidget(inspector)
    inspector.show()
    return inspector


def draw_a_line(inspector: DrawInspector) -> None:
    pad = inspector.pad
    press, move, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
    for kind, x, y in ((press, 60, 40), (move, 120, 180), (release, 120, 180)):
        QApplication.sendEvent(pad, mouse_event(kind, pad, QPointF(x, y), held=True))


def test_a_drawing_is_told_as_an_image_of_the_data_set(qtbot, inspector):
    with qtbot.waitSignal(inspector.digit_drawn) as drawn:
        draw_a_line(inspector)
    np.testing.assert_array_equal(drawn.args[0], as_mnist(inspector.pad.ink))


def test_inverted_it_is_black_on_white(qtbot, inspector):
    with qtbot.waitSignal(inspector.digit_drawn) as drawn:
        draw_a_line(inspector)
    with qtbot.waitSignal(inspector.digit_drawn) as inverted:
        inspector.invert_button.click()
    np.testing.assert_array_equal(inverted.args[0], 255 - drawn.args[0])


def test_a_cleared_pad_tells_that_nothing_is_drawn_and_undo_brings_it_back_until_redo(qtbot, inspector):
    draw_a_line(inspector)
    before = inspector.pad.ink
    with qtbot.waitSignal(inspector.digit_drawn, check_params_cb=lambda image: image is None):
        inspector.clear_button.click()

    undo, redo = inspector.findChildren(QToolButton)
    undo.click()
    np.testing.assert_array_equal(inspector.pad.ink, before)
    redo.click()
    assert inspector.pad.is_empty


def test_other_data_sets_get_drawings_of_their_shape(qtbot, inspector):
    draw_a_line(inspector)
    with qtbot.waitSignal(inspector.digit_drawn, check_params_cb=lambda image: image is not None) as drawn:
        inspector.set_image_shape(ImageShape(16, 20))
    assert drawn.args[0].shape == (16, 20)


def test_a_result_is_shown_with_its_words_until_it_is_cleared(inspector, mnist):
    seen, redrawn = mnist.test.images[0], mnist.test.images[1]
    assert not inspector.seen.isVisible()  # there are no hollow frames
    inspector.show_result(seen, redrawn, np.array([0.38, 0.01, 0.61]), ["0", "1", "8"])
    assert inspector.seen.isVisible()
    assert inspector.verdict.text() == "8"
    assert inspector.votes.accessibleDescription() == "8: 61%, 0: 38%"
    assert "25 nearest" in inspector.words.text()
    assert inspector.seen.image.pixelColor(14, 14).red() == seen[14, 14]
    assert inspector.redrawn.image.pixelColor(14, 14).red() == redrawn[14, 14]

    inspector.clear_result()
    hint = next(label for label in inspector.findChildren(QLabel) if label.isVisible() and label.text())
    assert hint.text().startswith("Draw a digit")
    assert not inspector.words.isVisible()
    assert inspector.verdict.text() == ""
    assert not inspector.seen.isVisible()
    assert inspector.seen.image is None
    assert inspector.redrawn.image is None


def test_where_there_are_no_classes_nobody_votes(inspector, mnist):
    image = mnist.test.images[0]
    inspector.show_result(image, image, np.ones(1), ["unlabelled"])
    assert inspector.verdict.text() == ""
    assert not inspector.words.isVisible()
    assert not inspector.votes.isVisible()


def test_long_names_of_classes_leave_the_room_to_the_bars(inspector, mnist):
    image, votes = mnist.test.images[0], np.array([0.4, 0.6])
    inspector.show_result(image, image, votes, ["Painted lady butterfly", "Camberwell beauty"])
    assert not inspector.verdict.isVisible()
    assert inspector.votes.width() > 0.9 * inspector.pad.width()

    inspector.show_result(image, image, votes, ["3", "8"])
    assert inspector.verdict.isVisible()
