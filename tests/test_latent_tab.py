import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from ae_gui.latent_tab import LatentTab
from ae_gui.latent_view import Digits
from ae_gui.networks import Network, read_network, shipped_network
from ae_gui.tour_hands import mouse_event, send
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.pictures import gray_image
from ae_gui.widgets.plane_region import Drag
from ae_gui.widgets.tool_row import Switch
from ae_model.config import TrainingConfig
from ae_model.datasets import Split
from ae_model.latent_map import LatentMap
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot


@pytest.fixture
def tab(qtbot, mnist) -> LatentTab:
    tab = LatentTab(mnist.test, mnist.class_names)
    qtbot.addWidget(tab)
    tab.resize(1280, 590)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


@pytest.fixture
def network(tab, mnist, untrained) -> Snapshot:
    snapshot = untrained(2)
    tab.show_network(moment(snapshot, snapshot.encode(mnist.test.images)))
    return snapshot


def moment(snapshot: Snapshot, codes: np.ndarray) -> Network:
    return Network(snapshot, codes, None)


def hover(tab, x: float, y: float) -> None:
    plane = tab.plane
    place = plane.viewportTransform().map(plane.getViewBox().mapViewToScene(QPointF(x, y)))
    QApplication.sendEvent(plane.viewport(), mouse_event(QEvent.Type.MouseMove, plane.viewport(), place))


def test_the_plane_has_at_least_half_of_the_tab(tab):
    assert tab.plane.width() * tab.plane.height() >= 0.5 * tab.width() * tab.height()


def test_the_digit_under_the_cursor_is_what_the_network_decodes_there(qtbot, tab, network):
    with qtbot.waitSignal(tab.plane.probed) as probed:
        hover(tab, 0.5, 0.5)

    expected = network.decode(np.array([probed.args], np.float32))[0]
    assert tab.tools.explore.inspector.decoded.image == gray_image(expected)


def test_the_nearest_real_digit_is_shown_beside_it(qtbot, tab, network, mnist):
    codes = network.encode(mnist.test.images)
    tab.plane.probed.emit(*map(float, codes[123]))
    qtbot.waitUntil(lambda: not tab.flow.is_behind)

    assert (tab.flow.strip.flow.image == mnist.test.images[123]).all()
    assert tab.flow.strip.flow.words[0] == f"Nearest real image: {mnist.test.labels[123]} (no. 123)"


def test_a_click_between_points_keeps_the_digit_decoded_there(tab, network):
    tab.plane.position_clicked.emit(0.25, -0.75)

    assert tab.tools.explore.inspector.kept.count() == 1
    expected = network.decode(np.array([[0.25, -0.75]], np.float32))[0]
    assert tab.tools.explore.inspector.kept.image(0) == gray_image(expected)


def test_a_click_on_a_point_shows_that_digit_its_reconstruction_label_and_error(tab, network, mnist):
    tab.plane.point_clicked.emit(7)

    digit = mnist.test.images[7:8]
    redrawn = network.reconstruct(digit)
    error = np.mean((digit / 255 - redrawn) ** 2)
    assert tab.tools.explore.inspector.picked.image == gray_image(digit[0])
    assert tab.tools.explore.inspector.redrawn.image == gray_image(redrawn[0])
    assert f"Class {mnist.test.labels[7]}" in tab.tools.explore.inspector.picked.accessibleDescription()
    assert f"{error:.4f}" in tab.tools.explore.inspector.picked.accessibleDescription()


def test_what_the_cursor_shows_grows_with_the_network(tab, network, mnist, untrained):
    tab.plane.probed.emit(0.5, 0.5)
    older = tab.tools.explore.inspector.decoded.image

    grown = untrained(2, seed=1)
    tab.update_network(moment(grown, grown.encode(mnist.test.images[:1_000])))

    assert tab.tools.explore.inspector.decoded.image != older
    assert tab.tools.explore.inspector.decoded.image == gray_image(grown.decode(np.array([[0.5, 0.5]], np.float32))[0])


def test_a_picked_digit_is_redrawn_by_the_newest_network_even_where_its_point_is_old(tab, network, mnist, untrained):
    tab.plane.point_clicked.emit(5_000)

    grown = untrained(2, seed=1)
    tab.update_network(moment(grown, grown.encode(mnist.test.images[:1_000])))

    assert tab.tools.explore.inspector.redrawn.image == gray_image(grown.reconstruct(mnist.test.images[5_000:5_001])[0])


def test_another_network_forgets_the_places_of_the_last_one(tab, network, mnist, untrained):
    tab.plane.probed.emit(0.5, 0.5)
    tab.plane.point_clicked.emit(7)

    other = untrained(2, seed=1)
    tab.show_network(moment(other, other.encode(mnist.test.images)))

    assert tab.tools.explore.inspector.decoded.image is None
    assert tab.tools.explore.inspector.picked.image is None


def test_wide_codes_are_shown_on_their_principal_components_and_decoded_from_there(tab, mnist, untrained):
    wide = untrained(16)
    codes = wide.encode(mnist.test.images)
    tab.show_network(moment(wide, codes))
    plane = LatentMap.fit(codes)

    assert tab.plane.point(5) == pytest.approx(tuple(plane.place(codes)[5]), abs=1e-4)
    tab.plane.probed.emit(1.0, -2.0)
    expected = wide.decode(plane.lift(np.array([[1.0, -2.0]], np.float32)))[0]
    assert tab.tools.explore.inspector.decoded.image == gray_image(expected)
    assert "16 dimensions" in tab.plane.note.words


def test_a_class_is_hidden_and_shown_by_its_switch(qtbot, tab, network, mnist):
    index = 7
    place = tab.plane.point(index)
    switch = tab.legend.switches[int(mnist.test.labels[index])]
    assert tab.plane.nearest(*place) == index

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert tab.plane.nearest(*place) != index

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert tab.plane.nearest(*place) == index


def test_delete_drops_a_kept_digit(qtbot, tab, network):
    tab.plane.position_clicked.emit(0.0, 0.0)
    tab.plane.position_clicked.emit(1.0, 1.0)
    tab.tools.explore.inspector.kept.setCurrentRow(0)

    qtbot.keyClick(tab.tools.explore.inspector.kept, Qt.Key.Key_Delete)

    assert tab.tools.explore.inspector.kept.count() == 1
    assert tab.tools.explore.inspector.kept.item(0).toolTip() == "Kept image 2"


@pytest.mark.parametrize("latent_dim", [2, 16])
def test_a_network_whose_codes_exceed_all_numbers_is_shown_as_far_as_it_can_be(tab, mnist, untrained, latent_dim):
    sane = untrained(latent_dim)
    weights = {
        name: np.float32(1e30) * sane.arrays[name] for name in sane.arrays if "encoder" in name and "weight" in name
    }
    huge = Snapshot(sane.config, {**sane.arrays, **weights})

    tab.show_network(moment(huge, huge.encode(mnist.test.images)))
    tab.plane.grab()

    tab.plane.point_clicked.emit(7)
    assert tab.tools.explore.inspector.picked.image == gray_image(mnist.test.images[7])


def select(tab, left, bottom, right, top) -> None:
    tab.plane.region_drawn.emit(np.array([[left, bottom], [right, bottom], [right, top], [left, top]], np.float32))


def test_the_meter_says_whether_a_place_is_among_the_data(qtbot, tab, network, mnist):
    codes = network.encode(mnist.test.images)
    tab.plane.probed.emit(*map(float, np.median(codes, axis=0)))
    qtbot.waitUntil(lambda: tab.tools.explore.inspector.meter.words.startswith("Known"))

    tab.plane.probed.emit(*map(float, codes.max(axis=0) + 10 * np.ptp(codes)))
    assert tab.tools.explore.inspector.meter.words.startswith("Invented")


def test_the_carpet_is_of_the_network_on_show_and_follows_it(qtbot, tab, network, mnist, untrained):
    with qtbot.waitSignal(tab.plane.carpet.refined, timeout=10_000):
        tab.carpet_action.trigger()
    middle = tab.plane.getViewBox().viewRect().center()
    (x, y), pixels = tab.plane.carpet.tile(middle.x(), middle.y())
    assert gray_image(pixels) == gray_image(network.decode(np.array([[x, y]], np.float32))[0])

    grown = untrained(2, seed=1)
    with qtbot.waitSignal(tab.plane.carpet.refined, timeout=10_000):
        tab.update_network(moment(grown, grown.encode(mnist.test.images)))
    middle = tab.plane.getViewBox().viewRect().center()
    (x, y), pixels = tab.plane.carpet.tile(middle.x(), middle.y())
    assert gray_image(pixels) == gray_image(grown.decode(np.array([[x, y]], np.float32))[0])


@pytest.mark.parametrize("way", [0, 1])
def test_a_path_ends_at_the_two_places_that_were_clicked(tab, network, way):
    tab.use(tab.tools.path)
    tab.tools.path.inspector.way.setCurrentIndex(way)
    tab.plane.position_clicked.emit(0.25, -0.5)
    assert len(tab.tools.path.inspector.frames) == 0
    tab.plane.position_clicked.emit(1.5, 0.75)

    frames = tab.tools.path.inspector.frames
    ends = network.decode(np.array([[0.25, -0.5], [1.5, 0.75]], np.float32))
    np.testing.assert_allclose(frames[[0, -1]], ends, atol=1e-6)
    assert len(frames) == tab.tools.path.inspector.count.value()


def test_a_path_between_points_goes_with_them_as_the_network_learns(qtbot, tab, network, mnist, untrained):
    tab.use(tab.tools.path)
    tab.plane.point_clicked.emit(3)
    tab.plane.point_clicked.emit(9)

    grown = untrained(2, seed=1)
    before = tab.tools.path.inspector.frames
    tab.update_network(moment(grown, grown.encode(mnist.test.images)))
    qtbot.waitUntil(lambda: tab.tools.path.inspector.frames is not before)

    frames = tab.tools.path.inspector.frames
    np.testing.assert_allclose(frames[[0, -1]], grown.reconstruct(mnist.test.images[[3, 9]]), atol=1e-5)


def test_another_tool_takes_its_own_inspector_and_the_path_off_the_plane(tab, network):
    tab.use(tab.tools.path)
    tab.plane.position_clicked.emit(0.25, -0.5)
    tab.plane.position_clicked.emit(1.5, 0.75)
    assert tab.tools.path.inspector.isVisible()
    drawn = tab.plane.grab().toImage()

    tab.use(tab.tools.explore)
    assert tab.tools.explore.inspector.isVisible()
    assert not tab.tools.path.inspector.isVisible()
    assert tab.plane.grab().toImage() != drawn

    tab.use(tab.tools.path)
    assert len(tab.tools.path.inspector.frames) == 24


def test_a_drawn_digit_is_placed_and_redrawn_by_the_network(tab, network, mnist):
    tab.use(tab.tools.draw)
    digit = mnist.test.images[4]
    tab.tools.draw.inspector.digit_drawn.emit(digit)

    assert tab.tools.draw.inspector.seen.image == gray_image(digit)
    assert tab.tools.draw.inspector.redrawn.image == gray_image(network.reconstruct(digit[None])[0])
    assert tab.plane.marked == pytest.approx(tuple(network.encode(digit[None])[0].tolist()), abs=1e-4)
    assert tab.tools.draw.inspector.votes.accessibleDescription().startswith(tab.tools.draw.inspector.verdict.text())


def test_a_selection_shows_the_digits_within_it_their_classes_and_their_means(tab, network, mnist):
    tab.use(tab.tools.select)
    select(tab, 0, 0, 1, 1)

    codes = network.encode(mnist.test.images)
    expected = np.flatnonzero(((codes >= 0) & (codes < 1)).all(axis=1))
    assert 10 < len(expected) < 5_000
    np.testing.assert_array_equal(np.sort(tab.tools.select.inspector.sheet.indices), expected)
    assert f"{len(expected):,}" in tab.tools.select.inspector.words.text()
    counts = np.bincount(mnist.test.labels[expected], minlength=10)
    frequent_first = [kind for kind in np.argsort(-counts, kind="stable") if counts[kind]]
    words = ", ".join(f"{kind}: {counts[kind]:,}" for kind in frequent_first)
    assert tab.tools.select.inspector.mix.accessibleDescription() == words
    mean = mnist.test.images[expected].mean(axis=0) / 255
    assert tab.tools.select.inspector.mean.image == gray_image(mean.astype(np.float32))
    decoded = network.decode(codes[expected].mean(axis=0, keepdims=True))[0]
    assert tab.tools.select.inspector.decoded_mean.image == gray_image(decoded)


def test_a_selection_keeps_its_digits_as_the_network_learns(tab, network, mnist, untrained):
    tab.use(tab.tools.select)
    select(tab, 0, 0, 1, 1)
    before = tab.tools.select.selected

    grown = untrained(2, seed=1)
    tab.update_network(moment(grown, grown.encode(mnist.test.images[:1_000])))

    np.testing.assert_array_equal(tab.tools.select.selected, before)


@pytest.mark.parametrize("how", ["empty", "button", "escape", "network"])
def test_a_selection_is_cleared_in_four_ways(qtbot, tab, network, mnist, untrained, how):
    tab.use(tab.tools.select)
    select(tab, 0, 0, 1, 1)
    match how:
        case "empty":
            select(tab, 900, 900, 901, 901)
        case "button":
            tab.tools.select.inspector.clear_button.click()
        case "escape":
            tab.activateWindow()
            tab.plane.setFocus()
            qtbot.keyClick(tab.plane, Qt.Key.Key_Escape)
        case "network":
            other = untrained(2, seed=1)
            tab.show_network(moment(other, other.encode(mnist.test.images)))

    assert len(tab.tools.select.selected) == 0
    assert len(tab.tools.select.inspector.sheet.indices) == 0


def test_dragging_selects_with_the_select_tool_alone(tab, network):
    assert tab.tools.explore.drag is Drag.MOVE
    tab.use(tab.tools.select)
    tab.tools.select.inspector.lasso_button.click()
    assert tab.tools.select.drag is Drag.LASSO


def test_a_slider_moves_one_number_of_the_code_and_its_digit(qtbot, tab, mnist, untrained):
    wide = untrained(40)
    codes = wide.encode(mnist.test.images)
    tab.show_network(moment(wide, codes))
    tab.use(tab.tools.code)
    inspector = tab.tools.code.inspector
    qtbot.waitUntil(lambda: len(inspector.sliders) == 40)
    tab.plane.point_clicked.emit(5)
    np.testing.assert_allclose(inspector.code, codes[5])

    inspector.sliders[33].setValue(0)

    expected = codes[5].copy()
    expected[33] = np.quantile(codes[mnist.test.sample(1_000), 33], 0.01)
    np.testing.assert_allclose(inspector.code, expected, atol=1e-5)
    assert inspector.decoded.image == gray_image(wide.decode(expected[None])[0])


def test_any_two_numbers_of_a_wide_code_make_a_plane(tab, mnist, untrained):
    wide = untrained(16)
    codes = wide.encode(mnist.test.images)
    tab.show_network(moment(wide, codes))

    tab.choice.chooser.choose(11, 4)

    assert tab.plane.point(5) == pytest.approx(tuple(codes[5, [11, 4]]), abs=1e-4)
    assert "of the variance; the other 14" in tab.plane.note.words
    tab.plane.probed.emit(1.0, -2.0)
    expected = codes.mean(axis=0)
    expected[[11, 4]] = (1, -2)
    shown = wide.decode(expected[None])[0]
    decoded = tab.tools.explore.inspector.decoded.image
    assert decoded == gray_image(shown) or np.abs(grays(decoded) - grays(gray_image(shown))).max() <= 1


def grays(image) -> np.ndarray:
    return np.array([[image.pixelColor(x, y).red() for x in range(28)] for y in range(28)])


def test_a_plane_of_two_numbers_has_no_choice_of_axes(tab, network):
    assert not tab.choice.chooser.isVisible()


def test_the_training_digits_join_the_test_digits(tab, network, mnist):
    few = Split(mnist.train.images[:3_000], mnist.train.labels[:3_000])
    codes = network.encode(few.images)
    tab.add_training_digits(Digits.of_all(mnist.test, few, mnist.class_names), codes, network)

    assert len(tab.plane.positions) == 13_000
    assert tab.plane.points.findable.all()
    tab.plane.point_clicked.emit(10_007)
    assert tab.tools.explore.inspector.picked.image == gray_image(few.images[7])
    assert "Training image 7" in tab.tools.explore.inspector.picked.accessibleDescription()

    tab.drop_training_digits()
    assert len(tab.plane.positions) == 10_000


@pytest.mark.parametrize("test_digits", [True, False], ids=["some of both", "training digits alone"])
def test_training_digits_that_go_are_selected_no_longer(tab, network, mnist, test_digits):
    few = Split(mnist.train.images[:3_000], mnist.train.labels[:3_000])
    tab.add_training_digits(Digits.of_all(mnist.test, few, mnist.class_names), network.encode(few.images), network)
    tab.use(tab.tools.select)
    select(tab, -1e6, -1e6, 1e6, 1e6)
    assert len(tab.tools.select.selected) == 13_000
    if not test_digits:
        tab.tools.select.select(np.arange(10_000, 10_005))

    tab.drop_training_digits()

    assert len(tab.tools.select.selected) == (10_000 if test_digits else 0)


def test_a_path_to_a_training_digit_goes_when_the_training_digits_do(tab, network, mnist):
    few = Split(mnist.train.images[:100], mnist.train.labels[:100])
    tab.add_training_digits(Digits.of_all(mnist.test, few, mnist.class_names), network.encode(few.images), network)
    tab.use(tab.tools.path)
    tab.plane.point_clicked.emit(10_050)
    tab.plane.point_clicked.emit(7)
    assert len(tab.tools.path.inspector.frames) > 0

    tab.drop_training_digits()

    assert len(tab.tools.path.inspector.frames) == 0


def test_training_digits_are_faint_while_the_network_has_gone_on(tab, network, mnist, untrained):
    few = Split(mnist.train.images[:3_000], mnist.train.labels[:3_000])
    tab.add_training_digits(Digits.of_all(mnist.test, few, mnist.class_names), network.encode(few.images), network)

    grown = untrained(2, seed=1)
    tab.update_network(moment(grown, grown.encode(mnist.test.images)))

    assert tab.plane.points.findable.sum() == 10_000


def test_a_double_click_in_the_key_shows_one_class_alone_and_again_all(qtbot, tab, network, mnist):
    switch = tab.legend.switches[3]
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(switch, Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(tab.plane.points.findable, mnist.test.labels == 3)

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(switch, Qt.MouseButton.LeftButton)
    assert tab.plane.points.findable.all()


def test_a_class_is_called_by_its_new_name_everywhere(qtbot, tab, network, mnist):
    names = ["zero", *map(str, range(1, 10))]
    tab.set_class_names(names)

    assert tab.legend.switches[0].text() == "zero"
    index = int(np.flatnonzero(mnist.test.labels == 0)[0])
    tab.plane.point_clicked.emit(index)
    assert "Class zero" in tab.tools.explore.inspector.picked.accessibleDescription()


@pytest.mark.parametrize("axes", [None, (2, 0)])
def test_pca_and_its_network_are_shown_alike(tab, mnist, axes):
    pca = PCA.fit(mnist.train.images[:3_000], 4)
    shown = []
    for model in (pca, pca.as_network()):
        tab.show_network(moment(model, model.encode(mnist.test.images)))
        if axes is not None:
            tab.choice.chooser.choose(*axes)
        tab.plane.probed.emit(1.0, 0.5)
        tab.plane.point_clicked.emit(7)
        inspector = tab.tools.explore.inspector
        shown.append((tab.plane.positions, grays(inspector.decoded.image), grays(inspector.redrawn.image)))
    for one, other in zip(*shown, strict=True):
        np.testing.assert_allclose(one, other, atol=1 if one.dtype.kind == "i" else 1e-5)


def test_escape_gives_up_the_region_that_is_being_drawn_and_only_then_the_selection(qtbot, tab, network):
    tab.use(tab.tools.select)
    tab.plane.region_drawn.emit(np.array([[-9, -9], [9, -9], [9, 9], [-9, 9]], np.float32))
    tab.plane.setFocus()
    qtbot.keyClick(tab.plane, Qt.Key.Key_Right)
    qtbot.keyClick(tab.plane, Qt.Key.Key_Return)
    qtbot.keyClick(tab.plane, Qt.Key.Key_Right)
    assert tab.plane._region.corners

    qtbot.keyClick(tab.plane, Qt.Key.Key_Escape)
    assert not tab.plane._region.corners
    assert tab.tools.select.undo_stack.index() == 1

    qtbot.keyClick(tab.plane, Qt.Key.Key_Escape)
    assert tab.tools.select.undo_stack.index() == 2


def test_a_hidden_tab_remembers_what_it_is_told_and_shows_it_once_it_is_seen(tab, network, mnist, untrained):
    tab.hide()
    other, grown = untrained(2, seed=1), untrained(2, seed=2)
    before = tab.plane.positions
    tab.show_network(moment(other, other.encode(mnist.test.images)))
    tab.update_network(moment(grown, grown.encode(mnist.test.images[:1_000])))
    assert tab.plane.positions is before

    tab.show()

    assert tab.view.model is grown
    assert tab.plane.points.findable.sum() == 1_000
    np.testing.assert_allclose(tab.plane.positions[1_000:], other.encode(mnist.test.images[1_000:]))


def test_the_picture_of_a_hidden_tab_is_of_what_it_was_told_last(tab, network, mnist, untrained):
    tab.hide()
    before = tab.picture()
    other = untrained(2, seed=1)
    tab.show_network(moment(other, other.encode(mnist.test.images)))

    assert tab.picture() != before
    assert tab.view.model is other


def test_a_tool_is_taken_by_its_name_and_explore_where_no_tool_has_it(tab):
    tab.use_named("draw")
    assert tab.tool is tab.tools.draw

    tab.use_named("no such tool")
    assert tab.tool is tab.tools.explore


def test_without_a_network_a_click_leaves_nothing_to_undo_and_nothing_for_the_next_network(tab, mnist, untrained):
    tab.plane.probed.emit(0.5, 0.5)
    for tool in tab.tools:
        tab.use(tool)
        tab.plane.position_clicked.emit(0.5, 0.5)
        tab.plane.region_drawn.emit(np.array([[-1, -1], [1, -1], [1, 1]], np.float32))
        assert not tool.undo_stack.canUndo()

    tab.use(tab.tools.explore)
    snapshot = untrained(2)
    tab.update_network(moment(snapshot, snapshot.encode(mnist.test.images)))
    assert tab.tools.explore.inspector.decoded.image is None


def test_every_tool_sends_what_it_asks_through_the_network(qtbot, tab, network, mnist):
    def goes_in() -> str:
        qtbot.waitUntil(lambda: not tab.flow.is_behind)
        return tab.flow.strip.flow.words[0]

    tab.plane.probed.emit(0.5, 0.5)
    assert goes_in().startswith("Nearest real image")
    tab.plane.point_clicked.emit(123)
    assert goes_in() == f"Test image 123: {mnist.test.labels[123]}"
    tab.use(tab.tools.path)
    assert goes_in() == "Test image 0: 7"
    tab.plane.point_clicked.emit(5)
    tab.plane.point_clicked.emit(6)
    qtbot.waitUntil(lambda: not tab.flow.is_behind)
    assert tab.flow.strip.flow.code == pytest.approx(network.encode(mnist.test.images[5:6])[0], abs=1e-5)
    tab.use(tab.tools.draw)
    tab.tools.draw.inspector.pad.show_picture(mnist.test.images[3].repeat(8, axis=0).repeat(8, axis=1))
    qtbot.waitUntil(lambda: goes_in() == "Your drawing")
    tab.tools.draw.inspector.pad.clear()
    qtbot.waitUntil(lambda: goes_in() == "Test image 0: 7")
    tab.use(tab.tools.select)
    tab.plane.point_clicked.emit(9)
    assert goes_in() == f"Test image 9: {mnist.test.labels[9]}"
    tab.use(tab.tools.code)
    tab.plane.point_clicked.emit(10)
    qtbot.waitUntil(lambda: not tab.flow.is_behind)
    assert tab.flow.strip.flow.code == pytest.approx(network.encode(mnist.test.images[10:11])[0], abs=1e-5)


def test_the_picked_digit_is_asked_about_while_the_cursor_is_with_it_and_once_it_has_gone(qtbot, tab, network):
    def goes_in() -> str:
        qtbot.waitUntil(lambda: not tab.flow.is_behind)
        return tab.flow.strip.flow.words[0]

    codes, picked = tab.view.codes, QPointF(*tab.plane.point(123))
    tab.plane.ask(picked)
    tab.plane.point_clicked.emit(123)
    tab.plane.ask(picked + QPointF(1e-4, 1e-4))
    assert goes_in().startswith("Test image 123")
    tab.plane.ask(QPointF(*tab.plane.point(int(np.hypot(*(codes - codes[123]).T).argmax()))))
    assert goes_in().startswith("Nearest real image")
    QApplication.sendEvent(tab.plane, QEvent(QEvent.Type.Leave))
    assert goes_in().startswith("Test image 123")


def test_codes_of_one_number_are_hills_over_a_strip_of_what_is_drawn(tab, mnist, untrained):
    line = untrained(1)
    codes = line.encode(mnist.test.images)
    tab.show_network(moment(line, codes))

    x, y = tab.plane.positions.T
    np.testing.assert_array_equal(x, codes[:, 0])
    tops = [y[mnist.test.labels == kind].max() for kind in range(10)]
    assert tops == sorted(set(tops), reverse=True)
    assert tab.plane.carpet.shown
    assert not tab.carpet_action.isVisible()
    tab.show_network(moment(untrained(2), untrained(2).encode(mnist.test.images)))
    assert (tab.plane.carpet.shown, tab.carpet_action.isVisible()) == (False, True)


def test_codes_of_three_numbers_are_turned_by_dragging_and_the_plane_says_what_it_holds(tab, mnist, untrained):
    network = untrained(3)
    codes = network.encode(mnist.test.images) * np.array([9, 3, 1], np.float32)  # not as wide from every side
    tab.show_network(moment(network, codes))
    first, said, seen = tab.plane.positions, tab.plane.note.words, tab.plane.frame.viewRect()

    drag(tab.plane, (100, 100), (130, 90), (250, 60))
    turned = tab.view.plane
    np.testing.assert_allclose(tab.plane.positions, turned.place(codes), atol=1e-3)
    assert np.abs(tab.plane.positions - first).max() > 0.1
    assert tab.plane.note.words != said
    assert tab.plane.frame.viewRect() == seen
    tab.update_network(moment(network, codes))  # as training does
    np.testing.assert_allclose(tab.view.plane.axes, turned.axes, atol=1e-6)

    tab.choice.turn.trigger()
    assert tab.plane.note.words == said.removeprefix("Drag to turn it · ")
    drag(tab.plane, (100, 100), (130, 90), (180, 60))
    assert tab.plane.frame.viewRect() != seen


def test_only_three_numbers_can_be_turned_and_keys_do_it_too(qtbot, tab, mnist, untrained):
    for dimensions in (1, 2, 3, 5):
        network = untrained(dimensions)
        tab.show_network(moment(network, network.encode(mnist.test.images)))
        assert tab.choice.turn.isVisible() is (dimensions == 3)
        before = tab.plane.positions
        qtbot.keyClick(tab.plane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert np.array_equal(tab.plane.positions, before) is (dimensions != 3)


def drag(plane: CodePlane, *places: tuple[float, float]) -> None:
    start, *rest = [QPointF(*place) for place in places]
    send(QEvent.Type.MouseButtonPress, plane.viewport(), start)
    for place in rest:
        send(QEvent.Type.MouseMove, plane.viewport(), place, held=True)
    send(QEvent.Type.MouseButtonRelease, plane.viewport(), rest[-1])


def test_only_a_network_that_was_trained_under_noise_has_arrows_and_only_where_they_are_wanted(
    qtbot, tab, network, mnist
):
    arrows, codes = tab.plane.arrows, network.encode(mnist.test.images)
    (switch,) = (button for button in tab.findChildren(Switch) if button.defaultAction() is tab.arrows_action)
    assert not tab.arrows_action.isVisible() and not switch.isVisible()
    tab.arrows_action.setChecked(True)
    assert arrows.count == 0

    tab.show_network(Network(network, codes, TrainingConfig(objective="denoising")))
    assert tab.arrows_action.isVisible() and switch.isVisible()
    qtbot.waitUntil(lambda: arrows.count == 64)
    tab.arrows_action.setChecked(False)
    assert arrows.count == 0
    tab.arrows_action.setChecked(True)
    assert arrows.count == 64
    tab.set_images(mnist.test, mnist.class_names)
    assert arrows.count == 0


def test_the_tools_have_one_row_for_a_network_that_was_trained_under_noise_too(theme, tab, mnist):
    tab.resize(1280, 660)
    tab.show_network(read_network(shipped_network("denoising-32d"), mnist.test))
    QApplication.processEvents()  # which lays all out again
    assert tab.arrows_action.isVisible() and tab.choice.chooser.isVisible()
    assert abs(tab.legend.geometry().center().y() - tab.choice.chooser.geometry().center().y()) < 4


def test_arrows_are_of_the_moment_that_is_shown(qtbot, tab, network, mnist, untrained):
    denoising, moments = TrainingConfig(objective="denoising"), (network, untrained(2, seed=1))
    tab.show_network(Network(moments[0], moments[0].encode(mnist.test.images), denoising))
    tab.arrows_action.setChecked(True)
    before = tab.plane.arrows.path()
    tab.update_network(Network(moments[1], moments[1].encode(mnist.test.images), denoising))
    qtbot.waitUntil(lambda: tab.plane.arrows.path() != before)
