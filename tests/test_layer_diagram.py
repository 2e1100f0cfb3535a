from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from ae_gui.widgets.layer_diagram import LayerDiagram
from ae_model.config import NetworkConfig
from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.kinds import kind_of


@pytest.fixture
def diagram(qtbot) -> LayerDiagram:
    diagram = LayerDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(1_000, 230)
    diagram.show()
    return diagram


def show(diagram: LayerDiagram, hidden_sizes: Sequence[int], image_shape: ImageShape = MNIST_SHAPE) -> int:
    """Show a network's layers, silent; how many there are."""
    config = NetworkConfig(image_shape, hidden_sizes=tuple(hidden_sizes), latent_dim=2)
    layers = kind_of(config).layers
    diagram.set_layers(layers, [[f"Layer {layer.number}", f"{layer.units:,} units"] for layer in layers])
    image = np.full(image_shape.array_shape, 255, np.uint8)
    diagram.set_outputs(image, [np.zeros(layer.units, np.float32) for layer in layers], image / np.float32(255))
    return len(layers)


def inked_pixels(picture: QImage) -> tuple[int, int]:
    """Height and width of what is all ink at the left end: the image."""
    rows, columns = picture.height(), 140
    ink = QApplication.palette().text().color().name()
    inked = np.array([[picture.pixelColor(x, y).name() == ink for x in range(columns)] for y in range(rows)])
    return int(inked.any(axis=1).sum()), int(inked.any(axis=0).sum())


def test_two_units_and_a_thousand_are_both_seen(diagram):
    show(diagram, [1_000])
    heights = [diagram.bar_rect(number).height() for number in range(4)]

    assert heights[1] >= 5
    assert max(heights) <= diagram.height() / 2 + 50
    assert heights[3] / heights[0] == pytest.approx((784 / 1_000) ** 0.5)


@pytest.mark.parametrize("channels", [(16, 32), (1,), (64, 64, 128, 256)])
@pytest.mark.parametrize("width", [600, 1_000, 2_000])
def test_feature_maps_have_room_of_their_own(diagram, channels, width):
    config = NetworkConfig(kind="convolutional", channels=channels)
    layers = kind_of(config).layers
    diagram.resize(width, 230)
    diagram.set_layers(layers, [[f"Layer {layer.number}"] for layer in layers])
    image = np.full((28, 28), 255, np.uint8)
    diagram.set_outputs(image, [np.ones(layer.units, np.float32) for layer in layers], image / np.float32(255))
    diagram.grab()

    rects = [diagram.bar_rect(layer.number) for layer in layers]
    assert all(one.right() < other.left() for one, other in pairwise(rects))
    assert all(diagram.rect().contains(rect.toAlignedRect()) for rect in rects)
    assert min(rect.height() for rect in rects[: len(channels)]) > 20


def test_the_code_is_in_the_accent_colour_and_the_chosen_layer_is_outlined(diagram):
    show(diagram, [64])
    accent = diagram.palette().color(QPalette.ColorRole.Accent)
    diagram.select(0)
    picture = diagram.grab().toImage()

    def outlined(number: int, by: int = 0) -> bool:
        corner = diagram.bar_rect(number).adjusted(-by, -by, by, by).toAlignedRect()
        return any(
            picture.pixelColor(corner.left() + dx, corner.center().y()).hue() == accent.hue() for dx in (-1, 0, 1)
        )

    assert outlined(1) and not outlined(2)
    assert outlined(0, by=3) and not outlined(1, by=3)


def test_a_unit_that_answers_is_a_stripe_in_its_layers_bar(diagram):
    show(diagram, [64])
    before = diagram.grab().toImage()
    outputs = [np.zeros(units, np.float32) for units in (64, 2, 64, 784)]
    outputs[2][:16] = 1
    diagram.set_outputs(np.zeros((28, 28), np.uint8), outputs, np.zeros((28, 28), np.float32))
    after = diagram.grab().toImage()

    bar = diagram.bar_rect(2).toAlignedRect()
    x = bar.center().x()
    assert after.pixelColor(x, bar.top() + 4) != before.pixelColor(x, bar.top() + 4)
    assert after.pixelColor(x, bar.bottom() - 4) == before.pixelColor(x, bar.bottom() - 4)


def test_a_single_answer_among_thousands_of_units_is_seen(diagram):
    show(diagram, [3_000])
    silent = diagram.grab().toImage()
    outputs = [np.zeros(units, np.float32) for units in (3_000, 2, 3_000, 784)]
    outputs[0][1_234] = -1
    diagram.set_outputs(np.full((28, 28), 255, np.uint8), outputs, np.ones((28, 28), np.float32))

    assert diagram.grab().toImage() != silent


def test_an_oblong_image_keeps_its_shape(diagram):
    show(diagram, [64], image_shape=ImageShape(14, 42))

    height, width = inked_pixels(diagram.grab().toImage())

    assert width / height == pytest.approx(3, rel=0.1)


def test_a_layers_words_are_told_where_the_mouse_rests(diagram):
    show(diagram, [64])
    place = diagram.bar_rect(2).center().toPoint()

    QApplication.sendEvent(diagram, QHelpEvent(QHelpEvent.Type.ToolTip, place, diagram.mapToGlobal(place)))

    assert QToolTip.text() == "Layer 2\n64 units"


def test_beside_the_layers_the_mouse_is_told_nothing(diagram):
    show(diagram, [64])

    QApplication.sendEvent(diagram, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), diagram.mapToGlobal(QPoint())))

    assert QToolTip.text() == ""


def test_where_words_have_no_room_only_the_chosen_layers_are_written(diagram):
    count = show(diagram, range(400, 80, -20))
    below = int(max(diagram.bar_rect(number).bottom() for number in range(count))) + 8

    diagram.select(4)
    words = diagram.grab().toImage().copy(0, below, diagram.width(), diagram.height() - below)
    paper = words.pixelColor(0, 0)
    inked = [x for x in range(words.width()) if any(words.pixelColor(x, y) != paper for y in range(words.height()))]

    assert abs((inked[0] + inked[-1]) / 2 - diagram.bar_rect(4).center().x()) < 4
    assert inked[-1] - inked[0] < 100


def test_the_words_of_layers_at_either_end_are_not_cut_off(diagram):
    count = show(diagram, range(400, 80, -20))
    for number in (0, count - 1):
        diagram.select(number)
        words = diagram.grab().toImage()
        edges = [words.pixelColor(x, words.height() - 40 + y) for x in (0, words.width() - 1) for y in range(40)]
        assert len({color.rgb() for color in edges}) == 1


def test_keys_and_clicks_choose_a_layer_and_say_which(qtbot, diagram):
    show(diagram, [64])
    with qtbot.waitSignal(diagram.layer_chosen) as chosen:
        qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=diagram.bar_rect(2).center().toPoint())
    assert chosen.args == [2]
    with qtbot.waitSignal(diagram.layer_chosen) as chosen:
        qtbot.keyClick(diagram, Qt.Key.Key_Left)
    assert chosen.args == [1]
    assert diagram.accessibleDescription() == "Layer 1, 2 units"


def test_values_that_are_not_finite_are_drawn_in_silence(diagram):
    show(diagram, [64])
    outputs = [np.full(units, value, np.float32) for units, value in ((64, np.inf), (2, np.nan), (64, -np.inf))]
    image = np.full((28, 28), np.nan, np.float32)

    diagram.set_outputs(image, [*outputs, image.ravel()], image)

    assert not diagram.grab().isNull()


def test_without_layers_nothing_is_drawn_and_nothing_can_be_chosen(qtbot, diagram):
    show(diagram, [64])
    diagram.select(3)
    diagram.set_layers((), [])

    with qtbot.assertNotEmitted(diagram.layer_chosen):
        qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=QPoint(500, 80))
        qtbot.keyClick(diagram, Qt.Key.Key_Right)
    picture = diagram.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 1_000, 7) for y in range(0, 230, 7)}) == 1
    assert diagram.accessibleDescription() == ""
    show(diagram, [64])
    assert diagram.selected == 0
