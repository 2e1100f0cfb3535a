import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QToolButton

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.latent_view import Digits, LatentView
from ae_gui.tour_hands import drag
from ae_gui.twin_planes import TwinPlanes
from ae_gui.widgets.pictures import gray_image
from ae_model.metrics import mean_squared_error
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


@pytest.fixture(scope="module")
def pca(mnist) -> PCA:
    return PCA.fit(mnist.train.images[:500], 2)


@pytest.fixture(scope="module")
def network(untrained) -> Snapshot:
    return untrained(2)


@pytest.fixture
def digits(mnist) -> Digits:
    return Digits(mnist.test.images[:300], mnist.test.labels[:300], mnist.class_names, 300)


@pytest.fixture
def twins(qtbot, network, pca, digits) -> TwinPlanes:
    """A network on the left, and PCA on the right."""
    twins = TwinPlanes()
    qtbot.addWidget(twins)
    twins.set_class_colors(class_colors(next(iter(PALETTES)), 10, dark=False))
    twins.resize(1000, 560)
    for side, model in enumerate((network, pca)):
        twins.show_view(side, LatentView.after(None, model, model.encode(digits.images), digits), same_digits=False)
    twins.show()
    return twins


def said(twins: TwinPlanes) -> list[str]:
    return [label.text() for label in twins.findChildren(QLabel)]


def test_the_cursor_on_one_plane_decodes_there_and_the_same_digit_on_the_other(twins, network, pca, digits):
    position = network.encode(digits.images)[123] + np.float32(1e-4)
    twins.planes[0].probed.emit(*map(float, position))

    assert twins.decoded[0].image == gray_image(network.decode(position[None])[0])
    assert twins.decoded[1].image == gray_image(pca.reconstruct(digits.images[123:124])[0])
    assert twins.digit.image == gray_image(digits.images[123])
    error = mean_squared_error(pca, digits.images[123:124])
    assert f"Redrawn,\nerror {error:.4f}" in said(twins)
    assert f"Class {digits.class_name(123)}\nTest image 123" in said(twins)


def test_a_class_that_is_renamed_is_called_so_at_once(twins, digits):
    twins.set_class_names(["nought", *"123456789"])
    nought = int(np.flatnonzero(digits.labels == 0)[0])
    twins.planes[0].probed.emit(*map(float, twins.planes[0].positions[nought]))
    assert f"Class nought\nTest image {nought}" in said(twins)


def test_a_selection_on_one_plane_is_one_on_both(twins, pca, digits):
    twins.planes[1].region_drawn.emit(SQUARE)
    codes = pca.encode(digits.images)
    expected = np.flatnonzero(((codes >= 0) & (codes < 1)).all(axis=1))
    assert 0 < len(expected) < 300
    np.testing.assert_array_equal(np.sort(twins.selected), expected)
    counts = np.bincount(digits.labels[expected])
    words = f"Selected: {len(expected)}, {counts.max() / len(expected):.0%} of class {counts.argmax()}"
    assert words in said(twins)

    faded = [plane.grab().toImage() for plane in twins.planes]
    twins.planes[0].position_clicked.emit(0.0, 0.0)
    assert not len(twins.selected)
    assert all(plane.grab().toImage() != before for plane, before in zip(twins.planes, faded, strict=True))


def test_a_region_without_digits_selects_none(twins):
    twins.planes[0].region_drawn.emit(SQUARE)
    twins.planes[0].region_drawn.emit(SQUARE + 1e6)
    assert not len(twins.selected)
    assert "Drag to move a plane; with Rectangle or Lasso, to select." in said(twins)


def test_a_selection_stays_with_another_moment_of_a_network_and_not_with_another_network(twins, untrained, digits):
    twins.planes[0].region_drawn.emit(SQUARE * 1e6)
    selected = twins.selected
    assert len(selected)
    other = untrained(2, seed=1)
    view = LatentView.after(None, other, other.encode(digits.images), digits)
    twins.show_view(0, view, same_digits=True)
    np.testing.assert_array_equal(twins.selected, selected)

    twins.show_view(0, view, same_digits=False)
    assert not len(twins.selected)


def test_one_choice_of_how_to_drag_is_for_both_planes(qtbot, twins):
    rectangle = next(button for button in twins.findChildren(QToolButton) if button.text() == "Rectangle")
    qtbot.mouseClick(rectangle, Qt.MouseButton.LeftButton)
    for plane in twins.planes:
        twins.clear_selection()
        width, height = plane.viewport().width(), plane.viewport().height()
        drag(plane.viewport(), [QPointF(x * width, x * height) for x in (0.2, 0.5, 0.9)])
        assert len(twins.selected)


def test_cleared_planes_answer_to_no_cursor_and_no_region(twins):
    twins.clear()
    before = said(twins)
    twins.planes[0].probed.emit(0.0, 0.0)
    twins.planes[1].region_drawn.emit(SQUARE)

    assert said(twins) == before
    assert [len(plane.positions) for plane in twins.planes] == [0, 0]
    assert twins.views == [None, None]


def test_a_first_digit_is_shown_as_both_redraw_it_until_there_is_a_cursor(twins, network, pca, digits):
    assert twins.digit.image == gray_image(digits.images[0])
    for side, model in enumerate((network, pca)):
        assert twins.decoded[side].image == gray_image(model.reconstruct(digits.images[:1])[0])
    twins.planes[0].probed.emit(*map(float, network.encode(digits.images)[123]))
    twins.show_view(1, LatentView.after(None, pca, pca.encode(digits.images), digits), same_digits=True)
    assert twins.digit.image == gray_image(digits.images[123])
    twins.clear()
    assert twins.digit.image is None


def test_points_are_as_large_on_one_side_as_on_the_other_however_many_are_placed(twins, network, digits):
    some = np.arange(0, 300, 30)
    moved = 50 * network.encode(digits.images[some])  # so far that the others stand for nothing any more
    twins.show_view(0, LatentView.after(twins.views[0], network, moved, digits, placed=some), same_digits=True)
    left, right = twins.planes
    assert left.points._radius() == right.points._radius()


def test_the_hint_says_what_dragging_does(qtbot, twins):
    for words, hint in (("Lasso", "Drag around points in one plane"), ("Move", "Drag to move a plane")):
        button = next(button for button in twins.findChildren(QToolButton) if button.text() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert any(said_words.startswith(hint) for said_words in said(twins))
