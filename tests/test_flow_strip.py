from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication

from ae_gui.widgets.flow_strip import Flow, FlowStrip, height_in
from ae_model.config import NetworkConfig
from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.kinds import kind_of

WORDS = "Test image 0: 7", "Its code", "Redrawn"


@pytest.fixture
def strip(qtbot) -> FlowStrip:
    strip = FlowStrip()
    qtbot.addWidget(strip)
    strip.resize(900, strip.sizeHint().height())
    strip.show()
    return strip


def flow(
    hidden_sizes: tuple[int, ...] = (512,),
    code: tuple[float, ...] = (1.5, -2.25),
    image_shape: ImageShape = MNIST_SHAPE,
    is_whole: bool = True,
    channels: tuple[int, ...] = (),
) -> Flow:
    """A flow of a white image, through layers whose units all put out 1, to a black one."""
    convolutions = {"kind": "convolutional", "channels": channels} if channels else {}
    config = NetworkConfig(image_shape, hidden_sizes=hidden_sizes, latent_dim=len(code), **convolutions)
    layers = kind_of(config).layers
    outputs = [np.ones(layer.units, np.float32) for layer in layers]
    outputs[len(channels) + len(hidden_sizes)] = np.array(code, np.float32)
    outputs[-1] *= 0
    return Flow(np.full(image_shape.array_shape, 255, np.uint8), layers, outputs, WORDS, is_whole)


def pixels(strip: FlowStrip, where: QRect) -> np.ndarray:
    """The RGB values of a part of the strip, (H, W, 3)."""
    picture = strip.grab(where).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return rows[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).copy()  # of its memory


def middle_row(strip: FlowStrip) -> np.ndarray:
    return pixels(strip, QRect(0, strip.height() // 2, strip.width(), 1))[0]


def test_the_image_goes_in_on_the_left_and_the_one_that_is_drawn_comes_out_on_the_right(strip):
    strip.show_flow(flow())

    row = middle_row(strip)
    assert tuple(row[30]) == strip.palette().text().color().getRgb()[:3]  # all ink
    assert tuple(row[-30]) == strip.palette().base().color().getRgb()[:3]


def test_a_layer_that_answers_is_seen_and_a_silent_one_is_as_paper(strip):
    loud = flow()
    strip.show_flow(loud)
    answered = middle_row(strip)
    silent = Flow(loud.image, loud.layers, [output * 0 for output in loud.outputs], WORDS, True)
    strip.show_flow(silent)

    assert (answered != middle_row(strip)).any(axis=1).sum() > 20


def test_the_numbers_of_a_small_code_are_read_out_with_a_minus_that_is_seen(strip):
    strip.show_flow(flow())

    assert "Its code: 1.50; −2.25" in strip.accessibleDescription()


@pytest.mark.parametrize("numbers", [1, 2, 3, 30, 256])
@pytest.mark.parametrize("hidden_sizes", [(), (512,), (1_000, 500, 250), (128,) * 8])
@pytest.mark.parametrize("channels", [(), (16, 32), (1,), (64, 64, 128, 256)])
def test_nothing_overlaps_and_nothing_leaves_the_strip(strip, numbers, hidden_sizes, channels):
    shown = flow(hidden_sizes, (0.5,) * numbers, channels=channels)
    strip.resize(strip.minimumSizeHint())
    places = strip.places(shown)

    assert len(places) == len(shown.layers) + 1
    assert all(one.right() <= other.left() + 0.01 for one, other in pairwise(places))
    assert all(strip.rect().contains(place.toAlignedRect()) for place in places)


def test_a_convolution_is_seen_as_its_feature_maps(strip):
    loud = flow(channels=(4,))  # 4 maps of 14 × 14
    maps = loud.outputs[0].reshape(4, 14, 14)
    maps[1:] = 0
    strip.show_flow(loud)

    place = strip.places(loud)[1].toRect()
    first, paper = (pixels(strip, place)[row, column] for row, column in ((5, 5), (-6, -6)))
    assert tuple(paper) == strip.palette().base().color().getRgb()[:3]
    assert paper[0] > first[0]
    assert place.height() > 30


def test_an_image_that_is_no_square_keeps_its_shape(strip):
    first = strip.places(flow(image_shape=ImageShape(20, 10)))[0]

    assert first.height() == pytest.approx(2 * first.width())


def test_what_does_not_belong_together_is_not_joined(strip):
    strip.show_flow(flow(hidden_sizes=()))  # so that the image leads right into the code
    image, code, _ = strip.places(flow(hidden_sizes=()))
    between = QRect(int((image.right() + code.left()) / 2), strip.height() // 2, 1, 1)
    ground = np.array(strip.palette().color(QPalette.ColorRole.Window).getRgb()[:3])
    joined = pixels(strip, between)[0, 0]
    strip.show_flow(flow(hidden_sizes=(), is_whole=False))

    assert (joined != ground).any()
    assert (pixels(strip, between)[0, 0] == ground).all()


def test_another_image_runs_through_from_left_to_right_where_things_may_move(qtbot, strip, moving):
    strip.show_flow(flow())
    there = middle_row(strip)
    strip.show_flow(flow(), anew=True)
    begun = middle_row(strip)
    qtbot.waitUntil(lambda: (middle_row(strip) == there).all())

    assert (begun[-30:] != there[-30:]).any()


def test_the_first_image_that_is_seen_runs_through_and_coming_back_to_the_page_does_not(qtbot, strip, moving):
    strip.show_flow(flow())
    there = middle_row(strip)
    other = FlowStrip()
    qtbot.addWidget(other)
    other.resize(strip.size())
    other.show_flow(flow())
    other.show()
    assert (middle_row(other) != there).any()
    qtbot.waitUntil(lambda: (middle_row(other) == there).all())
    other.hide()
    other.show()

    assert (middle_row(other) == there).all()


def test_words_that_have_no_room_end_in_dots_and_not_before_their_first_letter(strip, theme):
    font = QApplication.font()  # whose figures are not all of one width, but for tables
    font.setPixelSize(24)
    strip.setFont(font)
    strip.resize(600, strip.height())
    right = QRect(400, 0, 200, strip.fontMetrics().lineSpacing() - 4)

    def written(words: str) -> np.ndarray:
        usual = flow()
        strip.show_flow(Flow(usual.image, usual.layers, usual.outputs, (*WORDS[:2], words), usual.is_whole))
        return pixels(strip, right).astype(int)

    heights = (written("—" + "1" * 60) != written("")).any(axis=2).sum(axis=0)
    from_first = heights[np.flatnonzero(heights)[0] :]
    dash = int(np.flatnonzero(from_first > 6)[0])  # columns before the first that is as high as a figure
    assert dash > 0.7 * strip.fontMetrics().horizontalAdvance("—")


def test_it_grows_with_its_page_within_bounds():
    heights = [height_in(page) for page in (300, 650, 1_000, 2_000)]

    assert heights[0] == heights[1] < heights[2] < heights[3] <= 220


def test_a_higher_strip_has_larger_pictures(strip):
    low = strip.places(flow())[0]
    strip.resize(900, 200)

    assert strip.places(flow())[0].width() > 1.5 * low.width()


def test_without_motion_another_image_is_there_at_once(strip):
    strip.show_flow(flow())
    there = middle_row(strip)
    strip.show_flow(flow(), anew=True)

    assert (middle_row(strip) == there).all()


def test_it_is_reached_by_the_keyboard_and_its_picture_can_be_copied(strip):
    assert strip.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Copy picture" in [action.text() for action in strip.actions()]


def test_beside_the_layers_there_is_nothing_to_click(qtbot, strip):
    strip.show_flow(flow())
    image, first = strip.places(strip.flow)[:2]
    with qtbot.assertNotEmitted(strip.layer_chosen):
        for x in (image.center().x(), (image.right() + first.left()) / 2):
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(int(x), strip.height() // 2))
