import numpy as np
import pytest
from inks import grey, reds
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ae_gui.theme import palette
from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.draw_pad import PEN, RESOLUTION, DrawPad
from ae_model import checkpoint
from ae_model.drawing import as_mnist
from ae_model.resources import resource

DOT = RESOLUTION / 28 * np.sqrt(4 / np.pi)  # width of a round pen whose dot covers as much as one of MNIST's pixels


@pytest.fixture
def pad(qtbot) -> DrawPad:
    pad = DrawPad(RESOLUTION)
    qtbot.addWidget(pad)
    pad.show()
    return pad


def draw(pad: DrawPad, *places: tuple[float, float]) -> None:
    start, *rest = [QPointF(*place) for place in places]
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, start))
    for place in rest:
        QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, place, held=True))
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonRelease, pad, QPointF(*places[-1])))


def tablet(kind: QEvent.Type, place: QPointF, pressure: float) -> QTabletEvent:
    device = QPointingDevice.primaryPointingDevice()
    left, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QTabletEvent(kind, device, place, place, pressure, 0, 0, 0, 0, 0, keys, left, left)


def dot_each_pixel(pad: DrawPad, digit: np.ndarray) -> None:
    """Touch the pad with a pen once for each pixel, the harder the brighter it is: a dot's area is the pixel's grey."""
    pixel = pad.width() / len(digit)
    for row, column in np.argwhere(digit > 31):  # no pen is pressed so lightly that its dot is an eighth of a pixel
        place = QPointF((column + 0.5) * pixel, (row + 0.5) * pixel)
        width = np.sqrt(digit[row, column] / 255)  # of the pen's whole width, which a pressure of 0 halves
        for kind in (QEvent.Type.TabletPress, QEvent.Type.TabletRelease):
            QApplication.sendEvent(pad, tablet(kind, place, max(0.0, 2 * width - 1)))


def extent(ink: np.ndarray) -> tuple[int, int]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def test_a_stroke_is_a_line_as_wide_as_the_pen(pad):
    draw(pad, (40, 100), (180, 100))

    height, width = extent(pad.ink)
    assert height == pytest.approx(PEN, abs=2)
    assert width == pytest.approx(140 + PEN, abs=2)
    assert pad.ink[100, 110] == 255


def test_a_click_alone_is_a_dot(pad):
    draw(pad, (60, 50))

    assert extent(pad.ink) == pytest.approx((PEN, PEN), abs=2)
    assert pad.ink[50, 60] == 255


def test_the_ink_does_not_depend_on_how_large_the_pad_is_shown(qtbot, pad):
    small = DrawPad(112)
    qtbot.addWidget(small)
    small.resize(112, 112)
    small.show()
    draw(pad, (40, 60), (160, 180))
    draw(small, (20, 30), (80, 90))

    np.testing.assert_array_equal(small.ink, pad.ink)


def test_strokes_and_clearing_are_undone_and_redone_one_by_one(pad):
    draw(pad, (40, 60), (160, 60))
    one = pad.ink
    draw(pad, (40, 120), (160, 120))
    two = pad.ink
    pad.clear()
    assert pad.is_empty

    pad.undo_stack.undo()
    np.testing.assert_array_equal(pad.ink, two)
    pad.undo_stack.undo()
    np.testing.assert_array_equal(pad.ink, one)
    pad.undo_stack.undo()
    assert not pad.ink.any()
    for _ in range(2):
        pad.undo_stack.redo()
    np.testing.assert_array_equal(pad.ink, two)


def test_an_empty_pad_says_what_it_is_for_until_there_is_ink(pad):
    def strongest_in_the_middle() -> float:
        return grey(reds(pad.grab().toImage().copy(60, 100, 104, 24)), pad.palette()).max()

    assert strongest_in_the_middle() > 80
    draw(pad, (20, 20))
    assert strongest_in_the_middle() == 0


def test_in_a_small_pad_what_it_is_for_is_said_in_several_lines_and_not_cut_off(pad):
    pad.resize(RESOLUTION, 84)
    paper, picture = pad.paper.toRect(), pad.grab().toImage()
    sides = (picture.copy(x, paper.top() + 4, 1, 76) for x in (paper.left() + 4, paper.right() - 4))
    assert [grey(reds(side), pad.palette()).max() for side in sides] == [0, 0]


@pytest.mark.parametrize("dark", [False, True])
def test_ink_is_the_themes(pad, dark):
    pad.setPalette(palette(dark))
    draw(pad, (100, 100))

    shown = pad.grab().toImage()
    assert shown.pixelColor(100, 100) == pad.palette().text().color()
    assert shown.pixelColor(20, 100) == pad.palette().base().color()


def test_an_empty_pad_has_nothing_to_clear_or_undo(pad):
    pad.clear()
    assert not pad.undo_stack.canUndo()


def test_clearing_in_the_middle_of_a_stroke_keeps_what_was_drawn_of_it_for_undo(pad):
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, QPointF(40, 100)))
    pad.clear()
    assert pad.is_empty
    assert not pad.ink.any()

    pad.undo_stack.undo()
    assert pad.ink[100, 40] == 255


def test_undoing_in_the_middle_of_a_stroke_leaves_that_stroke_whole(pad):
    draw(pad, (40, 40), (180, 40))
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, QPointF(40, 150)))
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, QPointF(100, 150), held=True))
    pad.undo_stack.undo()
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, QPointF(180, 150), held=True))
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonRelease, pad, QPointF(180, 150)))

    assert not pad.ink[40].any()
    assert (pad.ink[150, 40:180] == 255).all()


def test_it_tells_of_a_growing_stroke_while_it_grows(qtbot, pad):
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, QPointF(50, 50)))
    with qtbot.waitSignal(pad.ink_changed):
        QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, QPointF(90, 50), held=True))
    assert pad.ink[50, 70] == 255
    assert not pad.undo_stack.canUndo()


def test_many_moves_at_once_are_told_once(qtbot, pad):
    told = []
    pad.ink_changed.connect(lambda: told.append(pad.ink))
    draw(pad, *[(50 + step, 50) for step in range(100)])

    qtbot.waitUntil(lambda: len(told) > 0)
    assert len(told) == 1
    np.testing.assert_array_equal(told[0], pad.ink)


def test_a_pen_draws_as_wide_as_it_is_pressed(pad):
    for kind, x in ((QEvent.Type.TabletPress, 40), (QEvent.Type.TabletMove, 180), (QEvent.Type.TabletRelease, 180)):
        QApplication.sendEvent(pad, tablet(kind, QPointF(x, 100), 0.0))

    height, _ = extent(pad.ink)
    assert height == pytest.approx(PEN / 2, abs=2)


def test_a_finger_draws(pad):
    device = QTest.createTouchDevice()
    sequence = QTest.touchEvent(pad, device)
    sequence.press(0, pad.rect().center(), pad)
    sequence.commit()
    sequence.move(0, pad.rect().center() + QPointF(50, 0).toPoint(), pad)
    sequence.commit()
    sequence.release(0, pad.rect().center() + QPointF(50, 0).toPoint(), pad)
    sequence.commit()

    _, width = extent(pad.ink)
    assert width == pytest.approx(50 + PEN, abs=3)
    assert pad.undo_stack.count() == 1


def test_what_is_forgotten_does_not_come_back(pad):
    draw(pad, (20, 20), (100, 100))
    pad.forget()
    pad.undo_stack.undo()

    assert pad.is_empty
    assert not pad.ink.any()
    assert pad.undo_stack.count() == 0


def test_digits_drawn_dot_for_pixel_with_a_fine_pen_land_near_their_own_codes(qtbot, mnist):
    snapshot = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    low, high = np.quantile(snapshot.encode(mnist.test.images), [0.01, 0.99], axis=0)
    digits = mnist.test.images[:20]
    drawn = []
    for digit in digits:
        pad = DrawPad(RESOLUTION, pen=DOT)
        qtbot.addWidget(pad)
        pad.show()
        dot_each_pixel(pad, digit)
        drawn.append(as_mnist(pad.ink))

    apart = np.linalg.norm(snapshot.encode(np.array(drawn)) - snapshot.encode(digits), axis=1)
    assert np.median(apart) <= 0.03 * np.linalg.norm(high - low)


def test_a_digit_is_drawn_by_keyboard(qtbot, pad):
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Left)
    assert pad.is_empty

    qtbot.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(10):
        qtbot.keyClick(pad, Qt.Key.Key_Down)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    inked = np.argwhere(pad.ink > 128)
    assert np.ptp(inked[:, 0]) > 2.5 * np.ptp(inked[:, 1])  # a line downwards
    assert pad.undo_stack.count() == 1

    qtbot.keyClick(pad, Qt.Key.Key_Right)
    assert len(np.argwhere(pad.ink > 128)) == len(inked)


def test_the_pen_draws_on_from_the_corner(qtbot, pad):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        for _ in range(60):
            qtbot.keyClick(pad, key)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyClick(pad, Qt.Key.Key_Right)
    qtbot.keyClick(pad, Qt.Key.Key_Space)

    assert np.argwhere(pad.ink).max() < pad.width() / 4


def test_space_held_down_sets_the_pen_down_once(pad):
    for repeated in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", repeated)
        QApplication.sendEvent(pad, press)

    assert not pad.is_empty
    assert pad.undo_stack.count() == 0  # the stroke goes on


def test_a_stroke_that_follows_quickly_is_a_stroke_too(pad):
    draw(pad, (50, 50), (60, 60))
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(pad, mouse_event(kind, pad, QPointF(52, 50)))

    assert pad.undo_stack.count() == 2


def test_another_button_draws_nothing(pad):
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))

    assert pad.is_empty


def test_a_picture_replaces_the_drawing_and_is_drawn_upon_and_all_of_it_comes_and_goes(pad, mnist):
    draw(pad, (40, 100), (180, 100))
    drawn = pad.ink
    picture = np.kron(mnist.test.images[0], np.ones((8, 8), np.uint8))
    pad.show_picture(picture)
    np.testing.assert_array_equal(pad.ink, picture)
    assert not pad.is_empty
    draw(pad, (5, 5), (5, 200))
    upon = pad.ink
    assert upon[100, 5] == 255 and (upon[:, 40:] == picture[:, 40:]).all()
    pad.clear()
    assert not pad.ink.any() and pad.is_empty
    for expected in (upon, picture, drawn):
        pad.undo_stack.undo()
        np.testing.assert_array_equal(pad.ink, expected)
    pad.undo_stack.redo()
    np.testing.assert_array_equal(pad.ink, picture)


def test_a_pad_that_has_less_height_is_drawn_on_in_a_smaller_square_in_its_middle(pad):
    pad.resize(RESOLUTION, RESOLUTION // 2)
    draw(pad, (RESOLUTION / 2, RESOLUTION / 4))

    assert pad.ink[RESOLUTION // 2, RESOLUTION // 2] == 255
    assert pad.paper.getRect() == (RESOLUTION / 4, 0, RESOLUTION / 2, RESOLUTION / 2)
    edge = pad.grab().toImage().pixelColor(2, 2)
    assert edge == pad.palette().window().color()
