import numpy as np
from made_runs import run
from windows import SMALL, at_rest, take_engine

from ae_gui.class_colors import PALETTES
from ae_gui.networks import Network
from ae_gui.preferences import LOG_SCALE, ComparisonPage, Preferences
from ae_gui.unseen import Unseen


def parts_of(unseen: Unseen) -> dict[str, bool]:
    parts = ("panel", "training", "comparison", "sides", "network", "runs", "exports")
    return {name: getattr(unseen, name).is_made for name in parts}


def test_a_start_makes_nothing_that_it_does_not_show(open_window):
    window = open_window(source=None)

    assert not any(parts_of(window.unseen).values())


def test_turning_to_a_tab_makes_its_page(open_window):
    window = open_window(source=None)
    window.tabs.setCurrentIndex(3)
    assert [name for name, is_made in parts_of(window.unseen).items() if is_made] == ["network"]
    assert window.network_tab.isVisible()

    window.tabs.go_to("training")
    assert window.training_tab.isVisible() and window.panel.isVisible()
    window.tabs.go_to("latent")
    assert not window.panel.isVisible()


def test_once_all_is_loaded_every_page_is_made_in_turn_and_none_is_seen(open_window):
    window = open_window()
    take_engine(window)

    made = parts_of(window.unseen)
    assert made.pop("exports") is False  # which nobody waits for
    assert all(made.values())
    assert window.tabs.currentWidget() is window.latent_tab
    assert not window.panel.isVisible()


def test_a_page_that_is_made_late_shows_what_it_would_have_heard(open_window, untrained, few):
    window = open_window()
    snapshot = untrained(2, seed=5)
    window.session.on_show.replace(Network(snapshot, snapshot.encode(few.test.images), None))
    window._rename_class(3, "three")
    window.class_palette.choose(list(PALETTES)[1])
    window.session.engine.miss("There is no torch.")
    window.session.trainer.watch(np.arange(10, 20))
    window.menus.runs.read.emit([run(1)], [])

    assert "three" in window.network_tab._class_names
    assert window.network_tab._snapshot is snapshot
    assert [tested.name for tested in window.runs_tab.table.runs] == [run(1).name]
    assert window.runs_tab.resume_button.toolTip() == "There is no torch."
    assert window.panel._why_not.text() == "There is no torch."
    assert window.comparison_tab._digits.class_names[3] == "three"
    assert window.comparison_tab._palette == window.class_palette.name
    assert window.comparison_tab._watched.tolist() == list(range(10, 20))
    at_rest(window)


def test_a_training_has_its_curves_though_nobody_has_turned_to_their_page(open_window, qtbot):
    window = open_window()
    window.panel.set_config(SMALL)
    with qtbot.waitSignal(window.idle, timeout=60_000):
        window.commands.train.trigger()

    at_rest(window)
    assert len(window.training_tab.plot.record.test_errors) == SMALL.epochs + 1


def test_settings_of_a_page_that_was_not_made_are_kept(open_window, tmp_path):
    preferences = Preferences(tmp_path / "user" / "settings.json")
    preferences[LOG_SCALE] = not LOG_SCALE.default
    preferences.save()

    window = open_window(source=None)
    window.close()
    assert Preferences(tmp_path / "user" / "settings.json")[LOG_SCALE] is not LOG_SCALE.default

    again = open_window(source=None)
    assert again.training_tab.plot.log.isChecked() is not LOG_SCALE.default
    assert again.comparison_tab.page is ComparisonPage.PLANES


def test_a_window_that_was_closed_makes_nothing_more(open_window):
    window = open_window()
    window.session.engine.take(None)
    assert window.unseen.is_coming
    window.close()

    at_rest(window)
    window.session.loaded.emit(window.session.data.dataset)
    at_rest(window)
    assert not window.unseen.network.is_made
