import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from windows import menu_item, press

from ae_gui.main_window import MainWindow
from ae_gui.preferences import THEME, ComparisonPage, Preferences
from ae_model.config import DEFAULT_PRESET, PRESETS


@pytest.fixture
def open_window(open_window) -> Callable[[], MainWindow]:
    """Opens windows as a start does, with nothing loaded yet."""
    return partial(open_window, source=None)


def change_everything(qtbot, window: MainWindow) -> None:
    """As a user would who has looked about for a while."""
    window.resize(1000, 700)
    window._guide_dock.show()
    window.guide.go_to(4)
    menu_item(window, "Dark").trigger()
    menu_item(window, "Italiano").trigger()
    menu_item(window, "Less motion").trigger()
    menu_item(window, "Trails").trigger()
    window.epoch_slider.choose_speed(10)
    window.commands.speed.setValue(2)
    window.panel.set_config(PRESETS["deep-30d"].config)
    window.panel.more.setChecked(True)
    window.training_tab.plot.log.setChecked(False)
    window.training_tab.plot.smoothing.setValue(5)
    latent = window.latent_tab
    window.commands.palette_wanted.emit("Paired")
    latent.use(latent.tools.select)
    latent.tools.select.inspector.lasso_button.click()
    latent.carpet_action.trigger()
    latent.arrows_action.trigger()
    latent.names_action.trigger()
    latent.tools.path.inspector.way.setCurrentIndex(1)
    latent.tools.path.inspector.count.setValue(7)
    latent.legend.renamed.emit(4, "four")
    window.comparison_tab.show_page(ComparisonPage.DIMENSIONS)
    window.runs_tab.table.sort(4, descending=False)
    window.tabs.setCurrentWidget(window.runs_tab)
    window.runs_tab.rows.setSizes([100, 400])


def state(window: MainWindow) -> dict[str, object]:
    """What a user sees of the settings."""
    latent, runs = window.latent_tab, window.runs_tab
    window.tabs.currentWidget().repaint()
    return {
        "height": window.height(),  # its width is cut to that of the offscreen screen
        "guide": (window.guide.isVisible(), window.guide.lesson.title),
        "theme": [name for name in ("Follow the system", "Light", "Dark") if menu_item(window, name).isChecked()],
        "language": menu_item(window, "Italiano").isChecked(),
        "still": menu_item(window, "Less motion").isChecked(),
        "play": (window.epoch_slider.epochs_a_second, window.epoch_slider.trails_action.isChecked()),
        "ground": window.palette().window().color().name(),
        "speed": window.commands.steps_a_second,
        "recipe": window.panel.config(),
        "unfolded": window.panel.more.isChecked(),
        "plot": (window.training_tab.plot.log.isChecked(), window.training_tab.plot.smoothing.value()),
        "palette": window.class_palette.name,
        "tool": latent.tool,
        "inspector": latent.tool.inspector.isVisibleTo(latent),
        "drag": latent.tool.drag,
        "carpet": latent.carpet_action.isChecked(),
        "arrows": latent.arrows_action.isChecked(),
        "names": latent.names_action.isChecked(),
        "path": (latent.tools.path.inspector.near_data, latent.tools.path.inspector.count.value()),
        "classes": [latent.legend.switches[kind].text() for kind in range(10)],
        "comparison": window.comparison_tab.page,
        "runs": runs.table.sorting,
        "tab": window.tabs.tabText(window.tabs.currentIndex()),
        "table": round(runs.rows.sizes()[0] / sum(runs.rows.sizes()), 1),
    }


def comparable(seen: dict[str, object]) -> dict[str, object]:
    """But for what belongs to one window alone."""
    return seen | {"tool": type(seen["tool"])}


def without_size(seen: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in comparable(seen).items() if name != "height"}


def test_a_window_opens_as_the_last_one_was_closed(qtbot, open_window):
    first = open_window()
    change_everything(qtbot, first)
    left = comparable(state(first))
    first.close()

    assert comparable(state(open_window())) == left


def test_settings_are_reset_in_one_click_and_that_is_undone_in_another(qtbot, open_window):
    window = open_window()
    fresh = state(window)
    assert fresh["recipe"] == PRESETS[DEFAULT_PRESET].config
    assert fresh["tab"] == "Overview"
    change_everything(qtbot, window)
    changed = state(window)
    assert [name for name, value in changed.items() if value == fresh[name]] in ([], ["inspector"])

    window.commands.reset.trigger()
    assert state(window) == fresh
    press(qtbot, window, "Undo")
    assert state(window) == changed


def test_a_reset_in_the_guide_turns_to_the_first_page_too(open_window):
    window = open_window()
    fresh = window.tabs.name
    window.tabs.setCurrentWidget(window.runs_tab)
    window.guide_action.trigger()
    window.guide.go_to(4)

    window.commands.reset.trigger()
    assert not window.guide.isVisible()
    assert window.tabs.name == fresh


def test_undoing_a_reset_leaves_what_was_chosen_since(qtbot, open_window):
    window = open_window()
    change_everything(qtbot, window)
    window.commands.reset.trigger()
    menu_item(window, "Light").trigger()
    window.commands.speed.setValue(3)
    chosen = state(window)
    press(qtbot, window, "Undo")

    now = state(window)
    assert (now["theme"], now["speed"]) == (chosen["theme"], chosen["speed"])
    assert (now["palette"], now["classes"][4], now["recipe"]) == ("Paired", "four", PRESETS["deep-30d"].config)


def test_a_reset_is_one_for_the_next_start_too(qtbot, open_window):
    window = open_window()
    fresh = without_size(state(window))  # which is that of the offscreen screen
    change_everything(qtbot, window)
    window.commands.reset.trigger()
    window.close()

    assert without_size(state(open_window())) == fresh


def test_a_choice_is_on_the_disk_before_the_window_is_closed(qtbot, open_window, tmp_path):
    window = open_window()
    menu_item(window, "Light").trigger()

    qtbot.waitUntil(lambda: Preferences(tmp_path / "user" / "settings.json")[THEME] == "light")


def test_a_recipe_that_is_none_leaves_the_last_one(qtbot, open_window):
    first = open_window()
    first.panel.set_config(PRESETS["tuned-2d"].config)
    first.close()
    second = open_window()
    (hidden_sizes,) = [edit for edit in second.panel.findChildren(QLineEdit) if "idden" in edit.accessibleName()]
    hidden_sizes.setText("nothing")
    assert second.panel.problem
    second.close()

    assert open_window().panel.config() == PRESETS["tuned-2d"].config


def test_a_window_that_was_on_a_screen_far_away_is_on_this_one(qtbot, open_window, tmp_path):
    window = open_window()
    window.setGeometry(20_000, -9_000, 15_000, 12_000)
    window.close()

    opened = open_window()
    frame, available = opened.frameGeometry(), QGuiApplication.primaryScreen().availableGeometry()
    assert available.contains(frame.center())
    assert frame.height() <= available.height()
    assert opened.width() <= max(available.width(), opened.minimumWidth())


def test_the_first_window_is_no_larger_than_the_screen(open_window):
    window, screen = open_window(), QGuiApplication.primaryScreen().availableSize()
    assert window.width() <= max(screen.width(), window.minimumWidth())
    assert window.height() < screen.height() <= 800  # the offscreen screen is lower than the window would like to be
    assert window.height() > screen.height() - 50


def test_a_page_that_is_not_in_the_table_of_pages_keeps_nobody_from_closing(open_window, tmp_path):
    window = open_window()
    window.tabs.setCurrentIndex(window.tabs.addTab(QLabel("Sixth"), "Sixth"))
    menu_item(window, "Dark").trigger()
    window.close()

    assert Preferences(tmp_path / "user" / "settings.json")[THEME] == "dark"
    assert open_window().tabs.count() == 5


@pytest.fixture
def geometry(open_window, tmp_path) -> bytes:
    """As a window has left it."""
    open_window().close()
    return base64.b64decode(json.loads((tmp_path / "user" / "settings.json").read_text())["geometry"])


def test_geometry_of_any_bytes_leaves_a_window_that_can_be_used(qtbot, open_window, geometry):
    window = open_window()
    rng = np.random.default_rng(0)
    for _ in range(100):
        damaged = bytearray(geometry)
        for place in rng.integers(len(damaged), size=rng.integers(1, 9)):
            damaged[place] = rng.choice([0, 1, 127, 128, 255, *rng.integers(256, size=4)])
        window._settings._place_window(bytes(damaged[: rng.integers(1, len(damaged) + 1)]))
        assert window.screen() is not None
        assert window.width() >= window.minimumWidth()
        assert window.width() <= 16_777_215


def test_a_newcomer_is_welcomed_once_and_again_after_a_reset(open_window):
    first = open_window()
    assert first.welcome.isVisible()
    first.close()

    second = open_window()
    assert not second.welcome.isVisible()
    second.commands.reset.trigger()
    second.bar.withdraw(second.bar.text)
    assert second.welcome.isVisible()


FIRST_START = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from ae_gui.language import speak
from ae_gui.main_window import MainWindow
from ae_gui.networks import read_first_view
from ae_gui.preferences import Preferences
from ae_gui.theme import Theme

folder, language = Path(sys.argv[1]), sys.argv[2]
app = QApplication([])
speak(app, language)
window = MainWindow(*read_first_view(), folder, Preferences(folder / "settings.json"), Theme(app))
window.show()
window.guide_action.trigger()
for _ in range(9):
    app.processEvents()
def bottom(part):
    return part.mapTo(window, QPoint(0, part.height())).y()
header, room = window.commands.header, window.screen().availableSize()
print(json.dumps({
    "window": window.size().toTuple(),
    "room": room.toTuple(),
    "parts": [bottom(part) for part in (window.guide.next_button, window.status, window.latent_tab.plane)],
    "plane": window.latent_tab.plane.height(),
    "lines of the header": header.height() // window.commands.header.fontMetrics().height(),
}))
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "height", "scale", "language"),
    [(1280, 720, 1, "en"), (1366, 768, 1.25, "it"), (1920, 1080, 1.75, "it")],
)
def test_the_first_window_and_the_guide_in_it_are_whole_on_every_common_screen(
    tmp_path, width, height, scale, language
):
    width, height = int(width / scale), int(height / scale)
    screen = {"name": "a screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    (tmp_path / "screen.json").write_text(json.dumps({"screens": [screen]}))
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screen.json'}"}
    command = [sys.executable, "-c", FIRST_START, str(tmp_path), language]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])

    assert seen["room"] == [width, height]
    assert seen["window"][0] < width and seen["window"][1] < height - 30  # which is the frame's
    assert max(seen["parts"]) <= seen["window"][1]
    assert seen["plane"] > 180
    assert seen["lines of the header"] < 3
