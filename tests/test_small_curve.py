import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from ae_gui.widgets.loss_plot import LossPlot
from ae_gui.widgets.small_curve import SmallCurve
from ae_model.config import PRESETS


@pytest.fixture
def plot(qtbot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.start(steps_per_epoch=100, epochs=10)
    return plot


@pytest.fixture
def curve(qtbot, plot) -> SmallCurve:
    curve = SmallCurve()
    qtbot.addWidget(curve)
    curve.follow(plot)
    curve.resize(curve.sizeHint())
    curve.show()
    return curve


class PaintListener(QObject):
    """Notes when a widget is painted."""

    def __init__(self, parent: QObject, painted: list[bool]) -> None:
        super().__init__(parent)
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._painted.append(True)
        return False


def heights(curve: SmallCurve) -> list[int]:
    """How far from the top the curve is, from left to right, where it is drawn."""
    accent = curve.palette().color(QPalette.ColorRole.Accent)
    image = curve.grab().toImage()
    return [y for x in range(140, image.width(), 8) if (y := top_of(image, x, accent)) is not None]


def top_of(image: QImage, x: int, color: QColor) -> int | None:
    return next((y for y in range(20, image.height() - 20) if near(image.pixelColor(x, y), color)), None)


def near(one: QColor, other: QColor) -> bool:
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) < 60


def test_a_loss_that_falls_is_seen_to_fall(curve, plot):
    plot.add_losses(1, (0.3 * 0.995 ** np.arange(1_000)).astype(np.float32))
    seen = heights(curve)

    assert len(seen) > 10
    assert seen == sorted(seen)
    assert seen[-1] - seen[0] > 30


def test_it_grows_as_the_training_goes_on(qtbot, curve, plot):
    qtbot.waitExposed(curve)
    QApplication.processEvents()
    painted = []
    listener = PaintListener(curve, painted)
    curve.installEventFilter(listener)
    plot.add_losses(1, np.full(100, 0.3, np.float32))

    qtbot.waitUntil(lambda: bool(painted))


def test_before_a_training_it_says_how_to_see_one_and_shows_an_example(curve, plot):
    empty = curve.grab().toImage()
    plot.add_losses(1, np.full(100, 0.3, np.float32))
    plot.clear()

    assert curve.grab().toImage() == empty
    inside = [empty.pixelColor(x, y).rgb() for x in range(140, 320, 4) for y in range(30, 90, 4)]
    assert len(set(inside)) > 2


def test_a_run_of_which_the_test_errors_alone_are_known_is_drawn(curve, plot):
    empty = curve.grab().toImage()
    for epoch in range(5):
        plot.add_test_error(100 * epoch, 0.2 / (epoch + 1))

    assert curve.grab().toImage() != empty


def test_losses_that_are_no_numbers_leave_the_rest(curve, plot):
    plot.add_losses(1, np.array([0.3, 0.2, np.inf, np.nan], np.float32))

    assert not curve.grab().isNull()


def test_the_error_of_what_is_on_show_is_said(curve):
    curve.show_error(0.031143, "over 10,000 images")

    assert curve.accessibleDescription() == "Test error 0.0311 over 10,000 images"


def test_while_it_trains_the_large_number_is_the_loss_as_it_falls(curve, plot):
    curve.show_error(0.24, "over 50 images")
    curve.set_training(True)
    assert curve.figures == ("Test error", "0.2400", "over 50 images")  # there is no loss yet
    plot.add_losses(1, np.full(100, 0.125, np.float32))
    assert curve.figures == ("Loss now", "0.1250", "test error 0.2400")
    curve.set_training(False)
    assert curve.figures == ("Test error", "0.2400", "over 50 images")


def test_a_loss_in_nats_has_one_decimal_and_no_squared_errors_beside_it(curve, plot):
    plot.start(100, 10, PRESETS["variational-2d"].config)
    curve.set_training(True)
    plot.add_losses(1, np.full(100, 664.5168, np.float32), {"error": np.full(100, 660.25, np.float32)})
    alone = curve.grab().toImage()
    plot.add_test_error(100, 0.05)
    assert curve.figures[1] == "660.2"
    assert curve.grab().toImage() == alone


def test_of_an_epoch_of_a_single_step_the_loss_is_known_too(curve, plot):
    plot.start(steps_per_epoch=1, epochs=10)
    curve.set_training(True)
    plot.add_losses(1, np.full(1, 0.125, np.float32))

    assert curve.figures[1] == "0.1250"


def test_an_error_that_is_not_known_is_not_made_up(curve):
    curve.show_error(0.03, "over 50 images")
    curve.show_error(None, "over 50 images")

    assert curve.accessibleDescription() == "The test error is not known."


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_it_is_opened_by_a_click_and_by_a_key(qtbot, curve, key):
    with qtbot.waitSignal(curve.opened):
        qtbot.mouseClick(curve, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(curve.opened):
        qtbot.keyClick(curve, key)


def test_with_little_room_the_number_stands_alone(curve, plot):
    curve.resize(curve.minimumSizeHint())
    empty = curve.grab(QRect(100, 20, 12, 70)).toImage()
    plot.add_losses(1, np.full(100, 0.3, np.float32))

    assert curve.grab(QRect(100, 20, 12, 70)).toImage() == empty
