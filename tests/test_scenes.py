from collections.abc import Iterator

import pytest
from windows import SMALL, at_rest

from ae_gui.main_window import MainWindow
from ae_gui.widgets.guide_panel import LESSONS, Scene


@pytest.fixture
def window(shared_window) -> Iterator[MainWindow]:
    """As it is before the guide is opened, whatever a scene before has made of it."""
    window = shared_window
    window.panel.set_config(SMALL)
    window.tabs.setCurrentWidget(window.runs_tab)
    window.latent_tab.use(window.latent_tab.tools.explore)
    window.latent_tab.carpet_action.setChecked(False)
    yield window
    window.commands.stop.trigger()
    at_rest(window)
    window.guide_action.setChecked(False)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.scene.name)
def test_every_lesson_of_the_guide_sets_the_window_up(window, lesson):
    window.guide_action.trigger()
    window.guide.scene_wanted.emit(lesson.scene)

    expected = {
        Scene.DIGITS: window.training_tab,
        Scene.LAYERS: window.network_tab,
        Scene.RANDOM_WEIGHTS: window.network_tab,
        Scene.ENCODER: window.latent_tab,
        Scene.DECODER: window.latent_tab,
        Scene.LOSS: window.training_tab,
        Scene.PLOTS: window.training_tab,
        Scene.PLANE: window.latent_tab,
        Scene.HOLES: window.latent_tab,
        Scene.PCA: window.comparison_tab,
        Scene.DIMENSIONS: window.comparison_tab,
        Scene.EXERCISE: window.training_tab,
    }
    assert window.tabs.currentWidget() is expected[lesson.scene]
    assert window.training == (lesson.scene in (Scene.RANDOM_WEIGHTS, Scene.LOSS))
    assert window.latent_tab.carpet_action.isChecked() == (lesson.scene is Scene.HOLES)
    assert window.latent_tab.tools.draw.inspector.isVisible() == (lesson.scene is Scene.ENCODER)


@pytest.mark.parametrize("scene", [Scene.RANDOM_WEIGHTS, Scene.LOSS])
def test_the_guide_says_why_it_trains_nothing(open_window, few_digits, scene):
    window = open_window()
    window.opening.open_dataset(str(few_digits))
    window.guide.scene_wanted.emit(scene)
    assert window.bar.text == "The data set to train with is not here yet."

    window.session.engine.miss("This program is for exploring.")
    window.guide.scene_wanted.emit(scene)
    assert window.bar.text == "This program is for exploring."
    assert not window.training


def test_the_recipe_that_the_guide_has_replaced_comes_back(window):
    mine = window.panel.config()
    window.guide.scene_wanted.emit(Scene.LOSS)
    assert window.panel.config().preset == "seed-2d"
    window.commands.stop.trigger()
    window.panel.undo_stack.undo()

    assert window.panel.config() == mine
