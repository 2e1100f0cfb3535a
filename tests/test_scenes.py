import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from windows import LONG, at_rest, take_engine, train

from ae_gui.main_window import MainWindow
from ae_gui.networks import FIRST_PRESET, shipped_network
from ae_gui.tour_hands import wait
from ae_gui.widgets.guide_panel import LESSONS, Stage
from ae_model import checkpoint, datasets
from ae_model.config import PRESETS
from ae_model.good_draws import from_prior, share_of_good
from ae_model.metrics import mean_squared_error
from ae_model.pca import PCA

BEGUN = next(number for number, lesson in enumerate(LESSONS) if lesson.stage is Stage.BEGUN)


@pytest.fixture
def window(open_window) -> Iterator[MainWindow]:
    """A fresh window over sixty pictures of the user's, with an engine."""
    window = open_window()
    take_engine(window)
    yield window
    window.guide_action.setChecked(False)
    window.commands.stop.trigger()


def open_guide(window: MainWindow, number: int = 0) -> None:
    window.guide.go_to(number)
    window.guide_action.trigger()
    settle(window)


def settle(window: MainWindow) -> None:
    wait(window.scenes.is_set_up, 60, "set a lesson up")


def leave(window: MainWindow) -> None:
    window.guide_action.trigger()
    settle(window)
    wait(lambda: not window.session.data.loading, 60, "load")


def test_every_button_pressed_in_order_brings_what_its_step_speaks_of(qtbot, window, few_digits):
    before = window.network
    open_guide(window)
    for number, lesson in enumerate(LESSONS):
        assert window.guide.number == number
        assert window.bar.text == ""
        assert window.session.data.source == "mnist"
        assert window.tabs.name == lesson.page
        assert window.scenes.ringed.isVisible()
        assert window.latent_tab.carpet_action.isChecked() == lesson.grid
        assert window.latent_tab.arrows_action.isChecked() == lesson.arrows
        if lesson.stage is Stage.LEARNT:
            assert not window.training
            preset = PRESETS[lesson.preset].config
            assert (window.network.training.preset, window.network.snapshot.epoch) == (lesson.preset, preset.epochs)
        else:
            assert window.training
            assert window.session.trainer.paused == (lesson.stage is Stage.BEGUN)
            wait(lambda: window.network.training.preset == "seed-2d", 60, "begin to train")
        if lesson.page == "latent":
            assert window.latent_tab.tool.name == lesson.tool
        if lesson.page == "network":
            layer = window.network_tab._layers[window.network_tab.diagram.selected]
            numbers = {"layers": 3, "divergences": 1, "units": 0, "dictionary": 0}
            assert (layer.is_code, layer.number) == (lesson.part != "units", numbers[lesson.part])
        assert window.guide.act_button.isVisible() == bool(lesson.button)
        if lesson.button:
            qtbot.mouseClick(window.guide.act_button, Qt.MouseButton.LeftButton)
            settle(window)
            assert window.network.training.preset == (lesson.other or lesson.preset)
            assert window.scenes.ringed.isVisible() and window.tabs.name == lesson.page
        qtbot.mouseClick(window.guide.next_button, Qt.MouseButton.LeftButton)
        settle(window)

    assert window.guide.isHidden() or not window.guide.isVisible()
    wait(lambda: window.network is before, 60, "bring back the network")
    assert window.session.data.source == str(few_digits)


def test_each_of_the_family_has_a_step_with_a_button():
    shown = [PRESETS[lesson.preset].config for lesson in LESSONS if lesson.button]
    assert {config.objective for config in shown} >= {"denoising", "variational", "sparse"}
    assert "convolutional" in {config.network.kind for config in shown}


def test_what_was_the_users_is_back_once_the_guide_is_closed(qtbot, window, few_digits):
    train(qtbot, window)
    at_rest(window)
    mine, run, recipe = window.network.snapshot.fingerprint, window.session.on_show.run, window.panel.config()
    window.tabs.setCurrentWidget(window.latent_tab)
    window.latent_tab.tools.select.select(np.array([1, 3]))
    window.latent_tab.use(window.latent_tab.tools.path)
    window.latent_tab.carpet_action.setChecked(True)
    window.tabs.setCurrentWidget(window.runs_tab)

    open_guide(window, BEGUN)
    assert window.network.snapshot.fingerprint != mine
    window.guide.choice.activated.emit(0)
    settle(window)
    leave(window)

    wait(lambda: window.session.on_show.run == run, 60, "open the run")
    at_rest(window)
    assert window.network.snapshot.fingerprint == mine
    assert window.panel.config() == recipe
    assert window.tabs.currentWidget() is window.runs_tab
    assert window.latent_tab.tool is window.latent_tab.tools.path
    assert window.latent_tab.carpet_action.isChecked()
    assert window.latent_tab.tools.select.selected.tolist() == [1, 3]


def test_the_part_of_the_plane_that_the_user_looked_at_is_back_once_the_guide_is_closed(window):
    plane = window.latent_tab.plane
    plane.frame.zoom(0.25, QPointF(*plane.point(3)))
    before = plane.frame.viewRect()

    open_guide(window, 2)
    assert plane.frame.follows
    leave(window)
    at_rest(window)
    QApplication.processEvents()
    after = plane.frame.viewRect()
    assert not plane.frame.follows
    assert np.allclose(after.center().toTuple(), before.center().toTuple(), atol=0.01 * before.height())
    assert after.height() == pytest.approx(before.height(), rel=0.01)


def test_a_training_that_is_not_on_the_disk_is_not_stopped(window):
    window.session.trainer.start(LONG, window.session.data.dataset)
    window.guide_action.trigger()
    assert "Your training is not saved yet" in window.guide.text
    assert window.training

    window.commands.stop.trigger()
    settle(window)
    assert window.network.training.preset == FIRST_PRESET
    leave(window)


def test_a_training_that_the_guide_has_stopped_goes_on_afterwards(qtbot, window):
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    wait(lambda: window.status.step > 3, 60, "train")
    open_guide(window)
    assert not window.training
    reached = window.status.step
    leave(window)

    wait(lambda: window.training and window.status.step > reached, 60, "go on")
    assert window.session.trainer.config.epochs == LONG.epochs


def test_a_training_of_the_guide_leaves_no_run_behind(window):
    open_guide(window, BEGUN)
    assert window.training
    leave(window)
    at_rest(window)
    assert not list((window.session.data_dir / "runs").glob("*"))


def test_without_an_engine_the_guide_says_why_nothing_trains(open_window):
    window = open_window()
    window.session.engine.miss("This program is for exploring.")
    open_guide(window, BEGUN)
    assert "This program is for exploring." in window.guide.text
    assert window.network.training.preset == FIRST_PRESET
    leave(window)


def test_the_challenge_is_met_where_a_4_and_a_9_lie_around_alike_and_nowhere_else(window):
    open_guide(window, len(LESSONS) - 1)
    tab = window.latent_tab
    positions, labels = tab.view.positions, tab.view.digits.labels
    ones = np.median(positions[labels == 1], axis=0)
    tab.plane.position_clicked.emit(*ones.tolist())
    assert "Not here: of the digits around it, 100% are a 1." in window.guide.text

    shares = np.array([tab.view.votes(tab.view.lift(*place)) for place in positions[labels == 4][:200].tolist()])
    between = positions[labels == 4][int(np.minimum(shares[:, 4], shares[:, 9]).argmax())]
    tab.plane.position_clicked.emit(*between.tolist())
    assert "Found: of the digits around it" in window.guide.text


@pytest.mark.slow
def test_every_number_in_the_guide_is_true():
    mnist = datasets.load("mnist")
    images = mnist.test.images
    deep, seed = PRESETS[FIRST_PRESET].config, PRESETS["seed-2d"].config
    mean = mnist.train.images.mean(axis=0) / 255
    errors = {
        preset: mean_squared_error(checkpoint.load(shipped_network(preset)).snapshot, images)
        for preset in (FIRST_PRESET, "seed-256d", "tuned-256d")
    }
    pca = {dim: mean_squared_error(PCA.fit(mnist.train.images, dim), images) for dim in (2, 256)}
    good = share_of_good(checkpoint.load(shipped_network("variational-2d")).snapshot, from_prior(2))
    collapsed = PRESETS["variational-collapsed"].config
    true = {
        "784",
        "2",
        "0",
        "1",
        "4",
        "9",
        "7",
        "256",
        *(f"{units:,}" for units in deep.network.hidden_sizes),
        f"{deep.network.parameter_count:,}",
        f"{PRESETS['convolutional-32d'].config.network.parameter_count:,}",
        str(PRESETS["convolutional-32d"].config.network.kernel),
        f"{PRESETS['sparse-1000'].config.network.latent_dim:,}",
        str(PRESETS["sparse-1000"].config.network.k),
        f"{good:.0%}".rstrip("%"),
        f"{collapsed.beta:g}",
        str(collapsed.network.latent_dim),
        f"{len(images):,}",
        f"{len(mnist.train.images):,}",
        str(seed.batch_size),
        str(-(-len(mnist.train.images) // seed.batch_size)),
        f"{float(np.square(images / 255 - mean).mean()):.3f}",
        f"{pca[2]:.4f}",
        f"{errors[FIRST_PRESET]:.4f}",
        f"{pca[256]:.5f}",
        f"{errors['seed-256d']:.5f}",
        f"{errors['tuned-256d']:.5f}",
    }
    told = {
        number
        for lesson in LESSONS
        for number in re.findall(r"(?<![\w-])\d[\d,]*(?:\.\d+)?(?![\w-])", lesson.text.replace(", ", " , "))
    }
    assert told - true == set()


def test_the_step_on_a_dictionary_silences_a_unit_and_its_stroke_goes(qtbot, window):
    (number,) = (number for number, lesson in enumerate(LESSONS) if lesson.part == "dictionary")
    open_guide(window, number)
    tab = window.network_tab
    assert window.scenes.ringed is tab.firing
    redrawn = tab.diagram._redrawn
    qtbot.mouseClick(window.guide.act_button, Qt.MouseButton.LeftButton)
    assert tab.firing.answer == 0
    assert tab.sheet.unit == tab._outputs[0].argmax()
    assert tab.diagram._redrawn != redrawn


def test_the_variational_steps_draw_samples_and_show_what_cures_a_collapse(qtbot, window):
    sampled, died = (number for number, lesson in enumerate(LESSONS) if lesson.preset.startswith("variational"))
    open_guide(window, sampled)
    explore = window.latent_tab.tools.explore.inspector
    before = explore._drawn.image
    qtbot.mouseClick(window.guide.act_button, Qt.MouseButton.LeftButton)
    assert explore._drawn.image != before
    window.guide.choice.activated.emit(died)
    settle(window)
    bars = window.network_tab.divergences
    assert window.scenes.ringed is bars and "Dead, 16 of 20" in bars.words
    qtbot.mouseClick(window.guide.act_button, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.network.training.preset == "variational-20d"
    assert window.scenes.ringed is bars and "Dead" not in bars.words
    window.guide.choice.activated.emit(len(LESSONS) - 1)
    settle(window)
    assert not window.guide.act_button.isVisible()


def test_a_lesson_is_set_up_no_sooner_than_the_window_has_been_asked_what_else_there_is(window):
    number = next(number for number, lesson in enumerate(LESSONS) if lesson.page == "network")
    pages: list[str] = []

    def look(_: object) -> None:
        QApplication.sendPostedEvents()  # all that was posted beside it, as Qt does before it looks at any timer
        pages.append(window.tabs.name)

    before = window.tabs.name
    window.session.on_show.replaced.connect(look)
    open_guide(window, number)
    assert pages
    assert set(pages) == {before}
    assert window.tabs.name == "network"
