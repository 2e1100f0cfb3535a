from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from ae_gui import words
from ae_gui.main_window import MainWindow
from ae_gui.networks import shipped_network
from ae_gui.preferences import RECENT, Preferences, RecentItem
from ae_gui.recent import Recent, names
from ae_model import checkpoint

# The menu


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def menu(qtbot) -> QMenu:
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


@pytest.fixture
def recent(preferences, menu) -> Recent:
    return Recent(preferences, menu)


def items(menu: QMenu) -> list[QAction]:
    """What is offered, but for clearing the list."""
    menu.aboutToShow.emit()
    return menu.actions()[:-2]


def made(path: Path) -> RecentItem:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return RecentItem("network", str(path))


def test_the_last_ten_are_offered_the_newest_first_and_each_once(recent, menu, tmp_path):
    for number in [*range(12), 5]:
        recent.enter(made(tmp_path / f"{number}.pt"))

    assert [item.text() for item in items(menu)] == ["5.pt", *(f"{n}.pt" for n in (11, 10, 9, 8, 7, 6, 4, 3, 2))]
    assert items(menu)[0].toolTip() == str(tmp_path / "5.pt")


def test_they_are_there_at_the_next_start_and_one_that_is_chosen_is_wanted(qtbot, recent, menu, tmp_path):
    place = RecentItem("run", str(tmp_path), "the best, epoch 3")
    recent.enter(place)

    other = Recent(Preferences(tmp_path / "settings.json"), menu)
    with qtbot.waitSignal(other.wanted) as told:
        items(menu)[0].trigger()
    assert told.args == [place]
    assert items(menu)[0].text() == "the best, epoch 3"


def test_what_is_gone_is_said_to_be_and_comes_back_with_its_disk(recent, menu, tmp_path):
    place = made(tmp_path / "stick" / "net.pt")
    recent.enter(place)
    Path(place.path).unlink()
    (item,) = items(menu)
    assert not item.isEnabled()
    assert item.toolTip() == f"It is not there now: {place.path}"

    made(Path(place.path))
    assert items(menu)[0].isEnabled()


def test_the_list_is_cleared(recent, menu, tmp_path, preferences):
    recent.enter(made(tmp_path / "net.pt"))
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()

    (item,) = items(menu)
    assert (item.text(), item.isEnabled()) == ("Nothing has been opened or saved yet", False)
    assert not menu.actions()[-1].isEnabled()


def test_names_that_are_alike_are_told_apart_by_as_few_folders_as_do(tmp_path):
    places = [
        RecentItem("network", f"/home/me/{name}") for name in ("a/net.pt", "b/net.pt", "x/b/net.pt", "c/other.pt")
    ]
    assert names(places) == ["net.pt – a", "net.pt – me/b", "net.pt – x/b", "other.pt"]

    runs = [RecentItem("run", "/runs/one", "seed, epoch 3"), RecentItem("run", "/runs/two", "seed, epoch 3")]
    assert names(runs) == ["seed, epoch 3 – one", "seed, epoch 3 – two"]


def test_the_epoch_of_a_run_is_told_in_the_language_of_the_moment(monkeypatch):
    run = RecentItem("run", "/runs/one", "custom", 12)
    assert names([run]) == ["custom, epoch 12"]

    italian = {"custom": "personalizzata", "{name}, epoch {epoch}": "{name}, epoca {epoch}"}
    monkeypatch.setattr(words, "tr", italian.__getitem__)
    assert names([run]) == ["personalizzata, epoca 12"]


def test_what_another_window_has_entered_stays_and_is_offered(recent, menu, tmp_path):
    other = Recent(Preferences(tmp_path / "settings.json"), menu)
    recent.enter(made(tmp_path / "one.pt"))
    other.enter(made(tmp_path / "two.pt"))

    assert [place.path for place in Preferences(tmp_path / "settings.json")[RECENT]] == [
        str(tmp_path / "two.pt"),
        str(tmp_path / "one.pt"),
    ]
    menu.aboutToShow.emit()
    assert [item.text() for item in items(menu)] == ["two.pt", "one.pt"]


def test_a_name_that_is_no_text_is_not_remembered_and_one_too_long_is_not_there(recent, menu, preferences, tmp_path):
    recent.enter(made(tmp_path / "net.pt"))
    recent.enter(RecentItem("network", "/a/\udcff.pt"))
    assert [item.text() for item in items(menu)] == ["net.pt"]

    recent.enter(RecentItem("network", "/" + "x" * 4_000))
    assert [item.isEnabled() for item in items(menu)] == [False, True]


def test_an_ampersand_in_a_name_is_seen(recent, menu, tmp_path):
    recent.enter(made(tmp_path / "you & me.pt"))
    assert items(menu)[0].text() == "you && me.pt"


# The window


@pytest.fixture
def open_window(open_window) -> Callable[[], MainWindow]:
    """Opens windows as a start does, with nothing loaded yet."""
    return partial(open_window, source=None)


def offers(window: MainWindow) -> list[str]:
    return [item.text() for item in items(window.commands.recent_menu)]


def opened(qtbot, window: MainWindow, path: Path, latent_dim: int) -> None:
    window.opening.open_network(path)
    qtbot.waitUntil(lambda: window.network.snapshot.latent_dim == latent_dim, timeout=20_000)


def test_what_is_opened_and_saved_is_offered_again_but_not_what_ships(qtbot, open_window, untrained, tmp_path):
    window = open_window()
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opened(qtbot, window, tmp_path / "net.safetensors", 3)
    opened(qtbot, window, shipped_network("deep-30d"), 30)
    for name in ("saved.safetensors", "for others.onnx"):
        window.menus.networks.save(window.network, tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists, timeout=20_000)
    qtbot.waitUntil(lambda: offers(window) == ["saved.safetensors", "net.safetensors"], timeout=20_000)

    items(window.commands.recent_menu)[1].trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.latent_dim == 3, timeout=20_000)


def look_back(qtbot, window: MainWindow) -> None:
    """As at a start, without the engine."""
    with qtbot.waitSignal(window.looking_back.runs_read, timeout=20_000):
        window.looking_back.look()


def test_what_was_on_show_is_offered_at_the_next_start(qtbot, open_window, untrained, tmp_path):
    first = open_window()
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opened(qtbot, first, tmp_path / "net.safetensors", 3)
    first.close()

    second = open_window()
    assert second.network.snapshot.latent_dim == 2
    look_back(qtbot, second)
    assert second.bar.text == "When you were last here, “net.safetensors” was on show."
    (offer,) = [button for button in second.bar.findChildren(QPushButton) if button.text() == "Open"]
    offer.click()
    qtbot.waitUntil(lambda: second.network.snapshot.latent_dim == 3, timeout=20_000)


def test_what_was_on_show_is_offered_until_something_else_is(qtbot, open_window, untrained, tmp_path):
    first = open_window()
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    checkpoint.save(tmp_path / "other.safetensors", untrained(4))
    opened(qtbot, first, tmp_path / "net.safetensors", 3)
    first.close()

    second = open_window()
    look_back(qtbot, second)
    assert "When you were last here" in second.bar.text
    opened(qtbot, second, tmp_path / "other.safetensors", 4)
    assert second.bar.text == ""


def test_nothing_is_offered_that_is_gone_or_ships_or_has_given_way(qtbot, open_window, untrained, tmp_path):
    first = open_window()
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opened(qtbot, first, tmp_path / "net.safetensors", 3)
    first.close()
    (tmp_path / "net.safetensors").rename(tmp_path / "gone")
    second = open_window()
    look_back(qtbot, second)
    assert second.bar.text == ""
    second.close()

    (tmp_path / "gone").rename(tmp_path / "net.safetensors")
    third = open_window()
    opened(qtbot, third, shipped_network("deep-30d"), 30)
    look_back(qtbot, third)
    assert third.bar.text == ""
