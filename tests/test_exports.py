from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QObject, QSize, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressDialog, QWidget

from ae_gui import exports as exporting
from ae_gui.background import Job
from ae_gui.exports import _MOST_ON_A_PAGE, Contents, Exports, View, facts_of
from ae_gui.filming import MOST_PICTURES, Film
from ae_gui.networks import Network
from ae_model.config import PRESETS
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Measurement

ROWS = [Measurement(10 * epoch, epoch, 0.1, 0.05, 1.0) for epoch in range(3)]


@pytest.fixture
def window(qtbot) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(200, 100)
    window.show()
    yield window
    qtbot.waitUntil(lambda: not window.findChildren(Job))  # qtbot would delete the window, and with it a running job
    window.close()
    window.deleteLater()


@pytest.fixture
def exports(window) -> Exports:
    return Exports(window)


@pytest.fixture
def contents(window, untrained) -> Callable[..., Contents]:
    """Makes what a window would have, of two views; tells which was shown when."""

    def make(
        film: Film | None = None, shown: list[str] | None = None, is_filled: Callable[[], bool] = lambda: True
    ) -> Contents:
        told = [] if shown is None else shown
        network = Network(untrained(2), np.zeros((3, 2), np.float32), None)
        views = []
        for title, name, words in (("First", "first", "one"), ("Second", "second", "two")):
            widget = QLabel(words, window)
            widget.resize(40, 20)
            views.append(View(title, name, widget, partial(told.append, words), is_filled))
        return Contents(
            network,
            lambda: network.codes,
            np.array([0, 1, 0], np.uint8),
            ["=cmd()", "one"],
            lambda: 0.03114,
            [("Layers", "784 · 2")],
            ROWS,
            views,
            lambda: told.append("end"),
            lambda: True,
            film,
            "MNIST, CC BY-SA 3.0.",
        )

    return make


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    return tmp_path


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def film(epochs: int) -> Film:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    shown: list[int] = []

    def take() -> QImage:
        picture.fill(0x010101 * (shown[-1] % 256))
        return picture.copy()

    return Film(range(epochs), shown.append, take, lambda: shown.append(-1))


def test_each_view_is_taken_in_a_turn_of_its_own_after_it_was_shown(qtbot, exports, contents, folder):
    shown: list[str] = []
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents(shown=shown))
        assert shown == ["one"]
    assert shown == ["one", "two", "end"]


def test_everything_of_a_network_without_a_past_is_a_page_without_a_film(qtbot, exports, contents, folder):
    with qtbot.waitSignal(exports.said, timeout=20_000) as said:
        exports.everything(contents())
    page = next(folder.glob("*/index.html"))
    assert str(page) in said.args[0]
    names = {path.name for path in page.parent.iterdir()}
    assert {"first.png", "first.svg", "second.png", "network.safetensors", "decoder.onnx", "curves.csv"} <= names
    assert not {name for name in names if name.endswith(".gif")}
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []


def test_the_page_tells_the_test_error_and_shows_views_as_fine_as_a_print(qtbot, exports, contents, folder):
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents())
    page = next(folder.glob("*/index.html"))
    assert "<tr><th>Test error</th><td>0.0311</td></tr>" in page.read_text()
    assert QImage(str(page.parent / "first.png")).size() == 2 * QSize(40, 20)


def test_a_view_that_is_still_being_measured_is_waited_for(qtbot, exports, contents, folder):
    asked: list[int] = []

    def is_filled() -> bool:
        asked.append(len(list(folder.glob("*/index.html"))))
        return len(asked) > 3

    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents(is_filled=is_filled))
    assert len(asked) > 3
    assert set(asked) == {0}  # the page came after it


def test_what_a_format_takes_and_is_not_installed_is_no_line_of_the_page(qtbot, exports, contents, folder, monkeypatch):
    monkeypatch.setattr(exporting, "find_spec", lambda name: None if name == "onnx" else find_spec(name))
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents())
    text = next(folder.glob("*/index.html")).read_text()
    assert "onnx" not in text
    assert "network.pt" in text


def test_the_page_is_in_the_language_of_the_window_whatever_the_system_calls_it(
    qtbot, exports, contents, folder, monkeypatch
):
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents())
    QLocale.setDefault(before)
    assert '<html lang="en">' in next(folder.glob("*/index.html")).read_text()


class Opened(QObject):
    """Takes what would be opened by the desktop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


def test_the_folder_and_its_page_can_be_opened_at_once(qtbot, exports, contents, folder, window):
    opened = Opened(window)
    QDesktopServices.setUrlHandler("file", opened, "take")
    with qtbot.waitSignal(exports.told, timeout=20_000) as told:
        exports.everything(contents())
    words, offers = told.args
    page = next(folder.glob("*/index.html"))
    assert page.parent.name in words
    for act in offers.values():
        act()
    QDesktopServices.unsetUrlHandler("file")
    assert opened.paths == [page, page.parent]


def test_a_film_of_very_many_epochs_is_thinned_and_keeps_its_ends(qtbot, exports, contents, folder):
    from PIL import Image

    reel = film(10 * _MOST_ON_A_PAGE)
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents(reel))
    with Image.open(next(folder.glob("*/epochs.gif"))) as gif:
        assert gif.n_frames == _MOST_ON_A_PAGE
        gif.seek(_MOST_ON_A_PAGE - 1)
        assert gif.convert("L").getpixel((0, 0)) == (10 * _MOST_ON_A_PAGE - 1) % 256
    page = next(folder.glob("*/index.html")).read_text()
    assert "The plane: 60 of the 600 epochs from 0 to 599" in page


def test_who_asks_again_while_pictures_are_taken_is_told(qtbot, exports, contents, folder):
    told: list[str] = []
    exports.failed.connect(told.append)
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents())
        exports.everything(contents())
    assert told == ["Other pictures are still being taken; try again when they are saved."]
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_is_gone_is_a_sentence(qtbot, exports, contents, folder, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder / "gone"))
    with qtbot.waitSignal(exports.failed, timeout=20_000) as failed:
        exports.everything(contents())
    assert failed.args[0].endswith("cannot be saved: no such file or directory.")


@pytest.mark.parametrize(("ending", "start"), [("csv", b"step,epoch"), ("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_curves_are_written_as_what_was_chosen(qtbot, exports, window, tmp_path, monkeypatch, ending, start):
    choose(monkeypatch, tmp_path / f"curves.{ending}")
    with qtbot.waitSignal(exports.said):
        exports.curves(ROWS, window, "run")
    assert (tmp_path / f"curves.{ending}").read_bytes().startswith(start)


@pytest.fixture
def italian() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("it_IT"))
    yield
    QLocale.setDefault(before)


def test_curves_and_codes_can_be_written_for_an_italian_spreadsheet(
    qtbot, exports, window, tmp_path, monkeypatch, italian
):
    kind = "Table for a spreadsheet, with 0,5 and semicolons (*.csv)"
    codes = np.full((2, 2), 0.5, np.float32)
    for name, save in (
        ("curves.csv", lambda: exports.curves(ROWS, window, "run")),
        ("codes.csv", lambda: exports.codes(lambda: codes, np.zeros(2, np.uint8), ["è"], "net")),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), kind))
        with qtbot.waitSignal(exports.said):
            save()
    assert (tmp_path / "curves.csv").read_bytes().startswith(b"\xef\xbb\xbfstep;epoch;")
    assert (tmp_path / "codes.csv").read_text("utf-8-sig").splitlines()[1] == "0;è;0,5;0,5"


def test_everything_has_tables_for_the_spreadsheets_of_the_language(qtbot, exports, contents, folder, italian):
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(contents())
    (page,) = folder.iterdir()
    assert (page / "curves.csv").read_text().startswith("step,epoch")
    assert (page / "curves-spreadsheet.csv").read_text("utf-8-sig").startswith("step;epoch")
    assert (page / "codes-spreadsheet.csv").read_text("utf-8-sig").startswith("index;class")
    assert "curves-spreadsheet.csv" in (page / "index.html").read_text()


def test_codes_that_cannot_be_written_are_a_sentence(qtbot, exports, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path / "gone" / "codes.npy")
    with qtbot.waitSignal(exports.failed) as failed:
        exports.codes(lambda: np.zeros((2, 2), np.float32), np.zeros(2, np.uint8), ["0"], "net")
    assert failed.args[0].endswith("codes.npy cannot be saved: no such file or directory.")


def test_how_a_network_was_made_is_told_in_the_words_of_the_settings_panel(untrained):
    network = Network(untrained(2), np.zeros((3, 2), np.float32), PRESETS["deep-30d"].config)
    facts = dict(facts_of(network))
    assert (facts["Preset"], facts["Data set"], facts["Weight decay"]) == ("deep-30d", "mnist", "0.2")
    assert (facts["Schedule"], facts["Threads"], facts["Learning rate"]) == ("Cosine", "Automatic", "0.003")
    assert "Noise" not in facts
    denoised = dict(facts_of(replace(network, training=PRESETS["denoising-32d"].config)))
    assert (denoised["Objective"], denoised["Noise"]) == ("Denoising", "0.5")


def test_of_a_network_without_a_recipe_its_layers_alone_are_told(untrained):
    facts = dict(facts_of(Network(untrained(2), np.zeros((3, 2), np.float32), None)))
    assert list(facts)[:5] == ["Layers", "Parameters", "Epoch", "Kind", "Hidden layers"]
    assert "Output" in facts and "Epochs" not in facts


def test_a_window_that_changes_its_size_is_filmed_from_the_first_epoch_again(qtbot, exports, folder):
    shown: list[int] = []

    def take() -> QImage:
        side = 8 if len(shown) < 3 else 16
        return QImage(side, side, QImage.Format.Format_RGB32)

    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.epochs_pngs(Film(range(4), shown.append, take, lambda: shown.append(-1)))
    assert shown == [0, 1, 2, 0, 1, 2, 3, -1]


def test_the_page_and_its_table_tell_what_was_changed_while_it_trained(qtbot, exports, contents, folder):
    recipe = replace(PRESETS["seed-2d"].config, epochs=20).with_changes(
        RecipeChange(15, "learning_rate", 0.001, 0.0005)
    )
    network = replace(contents().network, training=recipe)
    network = replace(network, training=replace(recipe, network=network.snapshot.config))
    assert dict(facts_of(network))["Changed while it trained"] == "Learning rate 0.001 → 0.0005 at step 15"
    with qtbot.waitSignal(exports.said, timeout=20_000):
        exports.everything(replace(contents(), network=network))
    table = next(folder.glob("*/curves.csv")).read_text().splitlines()
    assert [row.split(",")[-1] for row in table] == ["changes", "", "", "learning_rate 0.001 -> 0.0005 at step 15"]


def test_a_gif_of_two_thousand_epochs_is_thinned_to_a_minute_and_says_so(qtbot, exports, monkeypatch, tmp_path):
    from PIL import Image

    choose(monkeypatch, tmp_path / "epochs.gif")
    with qtbot.waitSignal(exports.said, timeout=60_000) as said:
        exports.epochs_gif(film(2_000))
        (progress,) = exports.parent().findChildren(QProgressDialog)
        assert progress.labelText() == "Taking pictures of 300 of the 2,000 epochs from 0 to 1,999 …"
    assert said.args == ["Saved epochs.gif: 300 of the 2,000 epochs from 0 to 1,999"]
    with Image.open(tmp_path / "epochs.gif") as gif:
        assert gif.n_frames == MOST_PICTURES


def test_a_film_can_be_cancelled_and_leaves_nothing(qtbot, exports, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "epochs.gif")
    ended: list[int] = []
    exports.epochs_gif(replace(film(200), end=lambda: ended.append(1)))
    (progress,) = exports.parent().findChildren(QProgressDialog)
    qtbot.waitUntil(lambda: progress.value() > 3)
    progress.cancel()
    qtbot.waitUntil(lambda: ended == [1])
    assert list(tmp_path.iterdir()) == []
    exports.epochs_gif(film(2))  # and another can be taken
    qtbot.waitUntil(lambda: (tmp_path / "epochs.gif").exists())


def test_of_numbered_pictures_none_is_left_out(qtbot, exports, folder):
    with qtbot.waitSignal(exports.said, timeout=60_000) as said:
        exports.epochs_pngs(film(MOST_PICTURES + 20))
    assert said.args[0].endswith("all 320 epochs, from 0 to 319")
    assert len(list(folder.glob("epoch-*.png"))) == 320


def test_a_film_that_cannot_be_written_is_a_sentence_and_the_epoch_before_is_back(
    qtbot, exports, monkeypatch, tmp_path
):
    choose(monkeypatch, tmp_path / "gone" / "epochs.gif")
    ended: list[int] = []
    with qtbot.waitSignal(exports.failed) as failed:
        exports.epochs_gif(replace(film(9), end=lambda: ended.append(1)))
    assert failed.args[0].endswith("epochs.gif cannot be saved: no such file or directory.")
    assert ended == [1]


def test_a_window_that_closes_in_the_middle_of_a_film_leaves_no_file(qtbot, exports, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "epochs.gif")
    exports.epochs_gif(film(200))
    (progress,) = exports.parent().findChildren(QProgressDialog)
    qtbot.waitUntil(lambda: progress.value() > 3)
    exports.close()
    assert list(tmp_path.iterdir()) == []
    qtbot.waitUntil(lambda: not exports.findChildren(Job))
