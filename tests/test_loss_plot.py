import re

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSlider

from ae_gui.widgets.loss_canvas import LossCanvas
from ae_gui.widgets.loss_plot import LossPlot
from ae_model.config import PRESETS, TrainingConfig
from ae_model.config_fields import changed
from ae_model.recipe_changes import RecipeChange

STEPS_PER_EPOCH = 100


@pytest.fixture
def plot(qtbot):
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(1600, 320)
    plot.show()
    plot.start(STEPS_PER_EPOCH, 20)
    return plot


def canvas(plot):
    return plot.findChild(LossCanvas)


def curves(plot):
    """What is drawn of losses, means and test errors: three pairs (epochs, heights)."""
    return [item.getData() for item in canvas(plot).listDataItems()]


def values(plot):
    return plot.findChild(QLabel).text()


def hover(qtbot, plot, epoch):
    view = canvas(plot).getViewBox()
    place = view.mapViewToScene(QPointF(epoch, view.viewRect().center().y()))
    qtbot.mouseMove(canvas(plot).viewport(), QPoint(round(place.x()), round(place.y())))
    canvas(plot).hovered.emit(epoch)  # the mouse can be put on whole pixels only


def falling(count):
    return (0.05 + 0.2 / np.arange(1, count + 1)).astype(np.float32)


def test_an_empty_plot_says_how_to_fill_it(plot):
    assert "Press Train" in values(plot)


def test_losses_are_drawn_over_epochs_on_a_logarithmic_axis(plot):
    plot.add_losses(1, np.array([0.1, 0.01], np.float32))
    epochs, heights = curves(plot)[0]
    assert epochs.tolist() == [0.01, 0.02]
    assert heights.tolist() == pytest.approx([-1, -2])


def test_without_the_logarithm_the_axis_takes_the_losses_themselves(plot):
    plot.add_losses(1, np.array([0.1, 0.01], np.float32))
    plot.findChild(QCheckBox).setChecked(False)
    assert curves(plot)[0][1].tolist() == pytest.approx([0.1, 0.01])
    low, high = canvas(plot).viewRange()[1]
    assert low == 0
    assert 0.1 < high < 0.12


def test_losses_added_later_continue_the_curve(plot):
    losses = falling(300)
    plot.add_losses(1, losses[:120])
    plot.add_losses(121, losses[120:])
    epochs, heights = curves(plot)[0]
    assert epochs[-1] == 3
    assert heights.tolist() == pytest.approx(np.log10(losses).tolist())


def test_a_test_error_is_drawn_at_its_epoch(plot):
    plot.add_test_error(0, 0.1)
    plot.add_test_error(STEPS_PER_EPOCH, 0.01)
    epochs, heights = curves(plot)[2]
    assert epochs.tolist() == [0, 1]
    assert heights.tolist() == pytest.approx([-1, -2])


def test_many_test_errors_are_a_line_and_no_row_of_dots(plot):
    _, _, tests, _ = canvas(plot).listDataItems()
    plot.add_test_error(0, 0.1)
    assert tests.opts["symbol"] == "o"
    for epoch in range(1, 200):
        plot.add_test_error(epoch * STEPS_PER_EPOCH, 0.1)
    assert tests.opts["symbol"] is None
    assert tests.opts["pen"] is not None


@pytest.mark.parametrize(
    ("error", "loss", "side"), [(0.04, 0.04, 1), (0.06, 0.06, 0), (0.24, 0.049, 1), (0.051, 0.03, 0)]
)
def test_the_name_of_pcas_error_stands_where_the_curves_leave_more_room(plot, error, loss, side):
    plot.set_reference("PCA", 0.05)
    plot.add_losses(1, np.full(STEPS_PER_EPOCH, loss, np.float32))
    plot.add_test_error(STEPS_PER_EPOCH, error)
    (line,) = [item for item in canvas(plot).items() if isinstance(item, pg.InfiniteLine) and item.isVisible()]
    canvas(plot).grab()
    line_y = canvas(plot).getViewBox().mapViewToScene(QPointF(0, np.log10(0.05))).y()
    middle = line.label.textItem.mapRectToScene(line.label.textItem.boundingRect()).center().y()
    assert (middle < line_y) == bool(side)


def test_more_smoothing_gives_a_calmer_curve(plot):
    plot.add_losses(1, np.random.default_rng(0).uniform(0.1, 0.2, 2_000).astype(np.float32))
    slider = plot.findChild(QSlider)
    unrest = []
    for place in range(slider.minimum() + 1, slider.maximum() + 1):
        slider.setValue(place)
        later = curves(plot)[1][1][-400:]  # the first means are of few losses
        unrest.append(np.abs(np.diff(later)).mean())
    assert unrest == sorted(unrest, reverse=True)
    assert unrest[-1] < unrest[0] / 10


def test_with_less_room_the_line_of_values_has_fewer_words_and_none_is_cut(qtbot, plot):
    plot.add_losses(1, falling(300))
    plot.add_test_error(STEPS_PER_EPOCH, 0.0444)
    hover(qtbot, plot, 3)
    line, said = plot.findChild(QLabel), []
    for width in range(1600, 300, -20):
        plot.resize(width, 320)
        letters = re.sub("<[^>]*>", "", line.text()).replace("&nbsp;", " ")
        assert line.fontMetrics().horizontalAdvance(letters) <= line.contentsRect().width()
        if letters not in said:
            said.append(letters)
    assert ["step 300" in words for words in said[:4]] == [True, False, False, False]
    assert ["smoothed" in words for words in said[:4]] == [True, True, False, False]
    assert all("Train 0." in words and "Test 0.0444" in words for words in said[:4])
    assert said[4].endswith("…")
    assert "step 300" in line.toolTip() and "step 300" in canvas(plot).accessibleDescription()


def test_the_values_under_the_cursor_are_shown(qtbot, plot):
    losses = falling(300)
    plot.add_losses(1, losses)
    plot.add_test_error(STEPS_PER_EPOCH, 0.0444)
    plot.add_test_error(2 * STEPS_PER_EPOCH, 0.0333)
    hover(qtbot, plot, 1.2)
    assert "Epoch 1.20, step 120" in values(plot)
    assert f"Train {losses[119]:.4f}" in values(plot)
    assert f"smoothed {losses[108:120].mean():.4f}" in values(plot)
    assert "Test 0.0444 (epoch 1)" in values(plot)


def test_the_cursor_beyond_the_last_step_shows_the_last_step(qtbot, plot):
    plot.add_losses(1, falling(150))
    hover(qtbot, plot, 1.9)
    assert "step 150" in values(plot)


def test_without_the_cursor_the_last_values_are_shown(qtbot, plot):
    plot.add_losses(1, falling(300))
    hover(qtbot, plot, 1)
    canvas(plot).left.emit()
    assert "Epoch 3.00, step 300" in values(plot)


def test_the_line_of_values_changes_by_itself_while_losses_come(qtbot, plot):
    plot.add_losses(1, falling(250))
    assert "step 250" not in values(plot)
    qtbot.waitUntil(lambda: "step 250" in values(plot))


def test_small_errors_are_shown_with_one_more_figure(qtbot, plot):
    plot.add_losses(1, np.array([0.001376], np.float32))
    hover(qtbot, plot, 0.01)
    assert "Train 0.00138" in values(plot)


def variational(plot, steps=300):
    plot.start(STEPS_PER_EPOCH, 20, changed(TrainingConfig(), {"objective": "variational", "likelihood": "binarised"}))
    error, divergence = 200 * falling(steps) + 100, np.linspace(1, 8, steps, dtype=np.float32)
    plot.set_reference("PCA", 0.05)
    plot.add_test_error(0, 0.2)
    plot.add_losses(1, error + 4 * divergence, {"error": error, "divergence": divergence})
    return error, divergence


def test_of_a_variational_run_error_and_divergence_have_a_curve_each_and_what_is_no_nats_has_none(qtbot, plot):
    error, divergence = variational(plot)
    (_, peaks), _, (_, tests), (epochs, drawn) = curves(plot)
    assert 10 ** np.max(peaks) == pytest.approx(error.max(), rel=1e-4)
    axis = canvas(plot).getAxis("right")
    assert (drawn[-1] - axis.zero) / axis.unit == pytest.approx(divergence[-30:].mean(), rel=1e-2)
    assert epochs[-1] == 3
    assert tests is None or not len(tests)
    low, high = canvas(plot).viewRange()[1]
    assert error.min() / 2 < 10**low < error.min() and error.max() < 10**high < 2 * error.max()
    hover(qtbot, plot, 3)
    assert f"Error {error[-1]:.1f}, smoothed " in values(plot) and "Divergence 7." in values(plot)
    assert "Test 0.2000 (epoch 0)" in values(plot)  # which all networks share


def beside(plot):
    """The axis at the right: what is at its bottom and its top, and what is written at it."""
    axis, view = canvas(plot).getAxis("right"), canvas(plot).viewRange()[1]
    ends = [(height - axis.zero) / axis.unit for height in view]
    ((spacing, ticks),) = axis.tickValues(*view, 300)
    return ends, axis.tickStrings(ticks, 1, spacing)


def test_the_divergence_has_an_axis_of_its_own_up_to_a_round_number(plot):
    variational(plot)
    assert canvas(plot).getAxis("right").labelText == "divergence, nats an image"
    for is_log in (True, False):
        plot.log.setChecked(is_log)
        ends, written = beside(plot)
        assert ends == pytest.approx([0, 8])
        assert written == ["0", "1", "2", "3", "4", "5", "6", "7", "8"]
        assert curves(plot)[3][1].max() <= canvas(plot).viewRange()[1][1]


def test_the_divergence_of_a_code_that_dies_lies_low_and_one_that_is_not_finite_leaves_a_gap(plot):
    plot.start(STEPS_PER_EPOCH, 20, PRESETS["variational-2d"].config)
    none = np.full(200, np.nan, np.float32)
    plot.add_losses(1, none, {"error": none, "divergence": none})
    assert not len(curves(plot)[3][0]) and 10 ** canvas(plot).viewRange()[1][0] > 50
    plot.start(STEPS_PER_EPOCH, 20, PRESETS["variational-2d"].config)
    plot.add_losses(1, none + 1, {"error": falling(200), "divergence": np.full(200, 1e-6, np.float32)})
    assert beside(plot)[0] == pytest.approx([0, 0.1])


def test_where_the_user_zooms_the_axes_stay_together_as_it_goes_on(plot):
    variational(plot)
    view = canvas(plot).getViewBox()
    view.setYRange(2.0, 2.2, padding=0)
    view.sigRangeChangedManually.emit([True, True])
    ends, _ = beside(plot)
    last = curves(plot)[3][1][0]
    plot.add_losses(301, falling(100), {"error": falling(100), "divergence": np.full(100, 50, np.float32)})
    assert beside(plot)[0] == pytest.approx(ends) and curves(plot)[3][1][0] == pytest.approx(last)


def test_the_axis_says_which_of_the_variational_losses_it_is(plot):
    variational(plot)
    assert canvas(plot).getAxis("left").labelText == "nats an image (Bernoulli, binarised)"
    plot.start(STEPS_PER_EPOCH, 20)
    assert canvas(plot).getAxis("left").labelText == "mean squared error"
    assert len(curves(plot)[3][0]) == 0 and not canvas(plot).getAxis("right").isVisible()


def test_the_view_follows_the_run(plot):
    plot.add_losses(1, falling(150))
    assert canvas(plot).viewRange()[0][1] == 1.5
    plot.add_losses(151, falling(1_000))
    assert canvas(plot).viewRange()[0][1] == 15


def test_the_view_does_not_go_past_the_end_of_the_run(plot):
    plot.start(STEPS_PER_EPOCH, 17)
    plot.add_losses(1, falling(1_650))
    assert canvas(plot).viewRange()[0][1] == 17


def test_the_view_holds_every_loss_the_test_errors_and_the_reference(plot):
    plot.add_losses(1, falling(200))
    plot.add_test_error(0, 0.9)
    plot.set_reference("PCA, 2 dimensions", 0.02)
    low, high = canvas(plot).viewRange()[1]
    assert low < np.log10(0.02) < np.log10(0.9) < high


def test_after_a_zoom_the_view_stays_until_home_is_pressed(qtbot, plot):
    plot.add_losses(1, falling(150))
    view = canvas(plot).getViewBox()
    view.setXRange(0.2, 0.4, padding=0)
    view.sigRangeChangedManually.emit([True, True])
    plot.add_losses(151, falling(150))
    assert canvas(plot).viewRange()[0] == pytest.approx([0.2, 0.4])
    canvas(plot).setFocus()
    qtbot.keyClick(canvas(plot), Qt.Key.Key_Home)
    assert canvas(plot).viewRange()[0][1] == 3


def test_the_wheel_stops_following_and_fit_starts_it_again(qtbot, plot):
    fit = plot.findChild(QPushButton)
    plot.add_losses(1, falling(150))
    assert not fit.isEnabled()
    canvas(plot).getViewBox().sigRangeChangedManually.emit([True, True])
    assert fit.isEnabled()
    qtbot.mouseClick(fit, Qt.MouseButton.LeftButton)
    assert not fit.isEnabled()


def test_a_double_click_fits(qtbot, plot):
    plot.add_losses(1, falling(150))
    canvas(plot).setXRange(0.2, 0.4, padding=0)
    qtbot.mouseDClick(canvas(plot).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 100))
    assert canvas(plot).viewRange()[0][1] == 1.5


def test_zooming_in_draws_the_losses_one_by_one(plot):
    plot.add_losses(1, falling(200_000)[:2_000])
    plot.start(1_000, 200)
    plot.add_losses(1, falling(200_000))
    assert len(curves(plot)[0][0]) < 4_000
    canvas(plot).setXRange(100, 100.5, padding=0)
    epochs, _ = curves(plot)[0]
    assert np.diff(epochs).tolist() == pytest.approx([0.001] * (len(epochs) - 1))


def test_the_reference_is_a_line_with_its_name_and_error(plot):
    lines = [item for item in canvas(plot).getPlotItem().items if getattr(item, "label", None) is not None]
    (reference,) = lines
    plot.set_reference("PCA, 2 dimensions", 0.05567)
    assert reference.isVisible()
    assert reference.label.toPlainText() == "PCA, 2 dimensions: 0.0557"
    assert reference.value() == pytest.approx(np.log10(0.05567))
    plot.set_reference("", None)
    assert not reference.isVisible()


@pytest.mark.parametrize("is_below", [True, False], ids=["room below", "the axis below"])
def test_the_references_name_keeps_off_the_curve_and_never_lies_on_the_axis(qtbot, plot, is_below):
    plot.show()
    qtbot.waitExposed(plot)
    plot.add_losses(1, np.geomspace(0.3, 0.06, 200).astype(np.float32))
    if is_below:
        plot.add_test_error(STEPS_PER_EPOCH, 0.01)
    plot.set_reference("PCA, 2 dimensions", 0.05)
    plot.grab()  # in which letters take their size
    (line,) = [item for item in canvas(plot).getPlotItem().items if getattr(item, "label", None) is not None]
    box = line.label.mapRectToScene(line.label.boundingRect())
    view = canvas(plot).getViewBox()
    assert (box.center().y() > view.mapViewToScene(QPointF(0, line.value())).y()) == is_below
    assert box.bottom() <= view.mapRectToScene(view.rect()).bottom()


def test_a_new_run_begins_with_an_empty_plot(plot):
    plot.add_losses(1, falling(150))
    plot.add_test_error(STEPS_PER_EPOCH, 0.04)
    plot.start(50, 3)
    assert "Press Train" in values(plot)
    plot.add_losses(1, np.array([0.5], np.float32))
    assert curves(plot)[0][0].tolist() == [1 / 50]


def test_a_resumed_run_begins_where_it_was_left(plot):
    plot.add_losses(10 * STEPS_PER_EPOCH + 1, falling(200))
    left, right = canvas(plot).viewRange()[0]
    assert 9.5 < left <= 10
    assert right == 15


def test_a_run_that_diverges_is_drawn_as_far_as_it_goes(qtbot, plot):
    plot.add_losses(1, np.array([0.2, 1e30, np.inf, np.nan, np.nan], np.float32))
    plot.add_test_error(STEPS_PER_EPOCH, float("nan"))
    plot.add_test_error(2 * STEPS_PER_EPOCH, float("inf"))
    plot.grab()
    hover(qtbot, plot, 0.05)
    assert "Train nan" in values(plot)
    assert canvas(plot).viewRange()[1][1] == pytest.approx(30.05)
    plot.findChild(QCheckBox).setChecked(False)
    assert canvas(plot).viewRange()[1][1] == pytest.approx(1.05e30)
    for top in (1e30, 1, 1e-3):
        canvas(plot).setYRange(0, top)
        plot.grab()


def test_a_loss_of_zero_has_a_place_on_the_logarithmic_axis(plot):
    plot.add_losses(1, np.zeros(5, np.float32))
    plot.grab()
    assert np.isfinite(curves(plot)[0][1]).all()


def test_far_zooms_and_pans_stay_where_ticks_can_be_drawn(plot):
    plot.add_losses(1, falling(150))
    view = canvas(plot).getViewBox()
    for log in (True, False):
        plot.findChild(QCheckBox).setChecked(log)
        for factor in (1e-9, 1e9):
            view.scaleBy((factor, factor))
            view.translateBy(y=1e6 * factor)
            plot.grab()
        plot.fit()


def test_the_colours_are_those_of_the_palette(plot):
    plot.findChild(QSlider).setValue(0)  # the raw curve alone, in full
    plot.add_losses(1, np.full(1_500, 0.05, np.float32))
    palette = QPalette(plot.palette())
    palette.setColor(QPalette.ColorRole.Accent, QColor("#12ab34"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#fedcba"))
    plot.setPalette(palette)
    picture = canvas(plot).grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(200, 700, 5) for y in range(10, 270)}
    assert {"#12ab34", "#fedcba"} <= seen


def test_the_picture_holds_the_values_and_the_curves_but_not_the_controls(plot):
    plot.add_losses(1, falling(150))
    picture = plot.picture()
    assert picture.width() == canvas(plot).width()
    words = picture.copy(0, 0, picture.width(), picture.height() - canvas(plot).height())
    assert len({words.pixel(x, y) for x in range(words.width()) for y in range(words.height())}) > 10
    assert [action.text() for action in canvas(plot).actions()] == ["Fit", "Copy picture", "Save picture…"]


def test_every_control_has_a_name_or_a_text(plot):
    for kind in (QSlider, QCheckBox, QPushButton, LossCanvas):
        control = plot.findChild(kind)
        assert control.accessibleName() or control.text()


def test_the_arrow_keys_move_the_cursor_and_a_screen_reader_hears_the_values(qtbot, plot):
    plot.start(100, 10)
    plot.add_losses(1, np.linspace(0.2, 0.1, 1000, dtype=np.float32))
    plot._show_values()
    assert "Epoch 10.00, step 1,000" in canvas(plot).accessibleDescription()

    qtbot.keyClick(canvas(plot), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    described = canvas(plot).accessibleDescription()
    assert "step 1,000" not in described and "Train 0." in described
    assert "<" not in described and "━" not in described

    qtbot.keyClick(canvas(plot), Qt.Key.Key_Escape)
    assert "step 1,000" in canvas(plot).accessibleDescription()


CHANGE = RecipeChange(151, "learning_rate", 0.001, 0.0005)


def test_a_change_of_the_learning_rate_is_marked_at_its_step_and_told_under_the_cursor(qtbot, plot):
    plot.add_losses(1, falling(300))
    plot.add_change(CHANGE)
    assert plot.changes.shown == ["Learning rate 0.001 → 0.0005"]
    hover(qtbot, plot, 1.5)
    assert "Learning rate 0.001 → 0.0005 at step 151" in values(plot)
    assert "Learning rate 0.001 → 0.0005 at step 151" in canvas(plot).accessibleDescription()
    hover(qtbot, plot, 2.5)
    assert "Epoch 2.50" in values(plot) and "Learning rate" not in values(plot)


def test_another_training_has_none_of_the_marks_of_the_last(plot):
    plot.add_change(CHANGE)
    plot.start(STEPS_PER_EPOCH, 20)
    assert plot.changes.shown == []


def test_a_hidden_plot_draws_nothing_and_has_caught_up_when_it_is_seen_or_its_picture_is_taken(plot):
    before = [epochs.tolist() if epochs is not None else [] for epochs, _ in curves(plot)]
    plot.hide()
    plot.add_losses(1, falling(50))
    plot.set_reference("PCA", 0.02)
    plot.fit()
    assert [epochs.tolist() if epochs is not None else [] for epochs, _ in curves(plot)] == before
    plot.picture()
    assert len(curves(plot)[0][0]) == 50
    plot.clear()
    assert len(curves(plot)[0][0]) == 50
    plot.show()
    assert not len(curves(plot)[0][0])
