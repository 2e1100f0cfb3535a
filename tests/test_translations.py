"""What a translator works on is whole, and what a user sees has been through it.

The window is held against a tongue that nobody speaks: it puts each text that it is asked for into brackets, so that
what stands outside of them on the screen was never asked for.
"""

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTextEdit,
    QTreeView,
    QWidget,
)
from windows import make_all, train

from ae_gui.about import AboutDialog
from ae_gui.data_dialog import DataDialog
from ae_gui.kiosk.window import KioskWindow, exit_keys
from ae_gui.language import LANGUAGES, speak
from ae_gui.main_window import MainWindow
from ae_gui.networks import read_first_view
from ae_gui.shortcuts import ShortcutsDialog, shortcuts_of
from ae_gui.trouble import TroubleDialog
from ae_gui.widgets.image_grid import ImageGrid
from ae_gui.widgets.point_plane import PointPlane
from ae_model.config import PRESETS

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = sorted(path for package in ("ae_gui", "ae_model") for path in (ROOT / package).rglob("*.py"))
SENTENCES = runpy.run_path(str(ROOT / "scripts" / "translations.py"))["SENTENCES"]
LOOKED_UP = {"tr", "translate", "QT_TRANSLATE_NOOP", *SENTENCES}

# What is the same in every language: names, and what is written in a file as it is on the screen.
NAMES = {
    *("Autoencoder", "Lab", "MNIST", "Fashion", "Kuzushiji", "EMNIST", "digits", "letters", "few"),
    *("English", "Italiano", "CPU", "CUDA", "GPU", "fp", "bf", "tf", "TF", "x", "ReLU", "SiLU"),
    *(
        "relu",
        "silu",
        "tanh",
        "sigmoid",
        "linear",
        "constant",
        "cosine",
        "auto",
        "cpu",
        "Ctrl",
        "Shift",
        "F",
        "Home",
        "Esc",
        "e",
    ),
    *("Python", "Qt", "PySide", "numpy", "torch", "torchvision", "safetensors", "pyqtgraph", "rc", "dev"),
    *re.findall(r"[^\W\d_]+", " ".join(PRESETS)),
}


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations after `make translations`, in a folder of their own."""
    folder = tmp_path_factory.mktemp("translations")
    for file in FOLDER.glob("*.ts"):
        (folder / file.name).write_bytes(file.read_bytes())
    subprocess.run([sys.executable, ROOT / "scripts" / "translations.py", folder], check=True)
    return folder


def messages(code: str) -> list[tuple[str, ElementTree.Element]]:
    """Each source text of a language's file, with what stands in it."""
    tree = ElementTree.parse(FOLDER / f"autoencoder-lab_{code}.ts")
    return [(message.findtext("source"), message) for message in tree.iter("message")]


def translations(message: ElementTree.Element) -> list[str]:
    """One, or one for each plural."""
    found = message.find("translation")
    return [form.text or "" for form in found] if message.get("numerus") else [found.text or ""]


def places(text: str) -> list[tuple[str, ...]]:
    """What is filled in, and how it is written."""
    return sorted((name, form, how or "") for _, name, form, how in Formatter().parse(text) if name is not None)


# The files


def test_the_files_are_those_of_the_languages_that_can_be_chosen():
    assert {file.stem.removeprefix("autoencoder-lab_") for file in FOLDER.glob("*.ts")} == set(LANGUAGES)
    assert set(runpy.run_path(str(ROOT / "scripts" / "translations.py"))["LANGUAGES"]) == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_has_come_or_gone_since_the_translations_were_made(updated, code):
    name = f"autoencoder-lab_{code}"
    assert (updated / f"{name}.ts").read_text() == (FOLDER / f"{name}.ts").read_text(), "run make translations"
    assert (updated / f"{name}.qm").read_bytes() == (FOLDER / f"{name}.qm").read_bytes(), "run make translations"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_translated(code):
    unfinished = [text for text, message in messages(code) if message.find("translation").get("type")]
    empty = [text for text, message in messages(code) if not all(translations(message))]
    assert not unfinished and not empty


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_is_filled_in_with_what_its_text_is(code):
    for text, message in messages(code):
        for translation in translations(message):
            assert places(translation) == places(text), text
            assert translation.count("\n") == text.count("\n"), text
            assert [*map(str.isspace, translation[:1] + translation[-1:])] == [*map(str.isspace, text[:1] + text[-1:])]
            assert translation.endswith("…") == text.endswith("…"), text
            assert ("&" in translation) == ("&" in text), text
        if message.get("numerus"):
            number = re.search("%L?n", text).group()
            assert number in translations(message)[-1], text  # of one, "once" will do


def test_no_text_speaks_of_what_only_its_makers_know():
    words = re.compile(r"notebook|carpet|component \d", re.IGNORECASE)
    assert not [text for text, _ in messages("it") if words.search(text)]
    for path in SOURCES:  # those that nobody translates too: of the command line and of what is exported
        tree = ast.parse(path.read_text())
        comments = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in comments:
                assert "notebook" not in node.value.lower(), f"{path.name}, line {node.lineno}"


def test_what_is_to_be_translated_is_written_where_the_tools_of_qt_read_it():
    """They read no f-strings and no variables."""
    known = {text for text, _ in messages("it")}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or path.name in {"words.py", "sentence.py"}:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = node.args[1:2] if name in {"translate", "QT_TRANSLATE_NOOP"} else node.args[:1]
            if name in LOOKED_UP and texts and isinstance(texts[0], ast.Constant):
                assert texts[0].value in known, f"{path.name}, line {node.lineno}"


# The window


class Brackets(QTranslator):
    """Says each text in brackets, but for the keys' names, which Qt looks up too."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return text if context == "QShortcut" else f"⟦{text}⟧"


@pytest.fixture
def brackets(qapp, english_again) -> Iterator[None]:
    speak(qapp, "it")  # for its numbers
    translator = Brackets()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def italian(qapp, english_again) -> None:
    speak(qapp, "it")


@pytest.fixture
def open_window(qtbot, open_window, untrained) -> Callable[[], MainWindow]:
    """Opens a window in whatever language is spoken, trains in it for a moment, and uses what it has."""

    def open_it() -> MainWindow:
        window = open_window(source="mnist", network=untrained(3))
        train(qtbot, window)
        for index in range(window.tabs.count()):
            window.tabs.setCurrentIndex(index)
        window.latent_tab.plane.points.positions  # noqa: B018
        return window

    return open_it


def texts_of(root: QWidget) -> set[str]:
    """All that is written on a widget and in it, that its tooltips say and that a screen reader reads."""
    found: set[str] = set()
    words = ("toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "windowTitle")
    shown = ("text", "title", "placeholderText", "prefix", "suffix", "specialValueText")
    # pyqtgraph makes an action for each plot that is nowhere to be seen.
    actions = [action for action in root.findChildren(QAction) if not isinstance(action.parent(), pg.GraphicsScene)]
    for widget in [root, *root.findChildren(QWidget), *actions]:
        is_field = isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit)  # what is in it is the user's
        for name in (*words, *shown):
            if callable(say := getattr(widget, name, None)) and not (is_field and name == "text"):
                found.add(str(say()))
        if isinstance(widget, QComboBox):
            for index in range(widget.count()):
                found |= {widget.itemText(index), str(widget.itemData(index, Qt.ItemDataRole.ToolTipRole) or "")}
        elif isinstance(widget, QTabWidget):
            found |= {widget.tabText(index) for index in range(widget.count())}
        elif isinstance(widget, QAbstractItemView):
            found |= texts_of_model(widget)
        elif isinstance(widget, ImageGrid):
            found |= set(widget.row_names)
        elif isinstance(widget, pg.PlotWidget):
            found |= {widget.getAxis(side).labelText for side in ("left", "bottom", "right")}
            if isinstance(widget, PointPlane):
                found.add(widget.note.words)
    return {plain(text) for text in found if text}


def texts_of_model(view: QAbstractItemView) -> set[str]:
    model, found = view.model(), set()
    columns = model.columnCount() if isinstance(view, QTableView | QTreeView) else 1
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        for column in range(columns):
            found.add(str(model.headerData(column, Qt.Orientation.Horizontal, role) or ""))
            found |= {str(model.index(row, column).data(role) or "") for row in range(model.rowCount())}
        found |= {str(model.headerData(row, Qt.Orientation.Vertical, role) or "") for row in range(model.rowCount())}
    return found


def plain(text: str) -> str:
    """Without HTML."""
    return re.sub(r"<[^<>]*>|&nbsp;", " ", text)


def outside_of_brackets(text: str) -> set[str]:
    while "⟦" in text and text != (text := re.sub(r"⟦[^⟦⟧]*⟧", "", text)):
        pass
    return set(re.findall(r"[^\W\d_]{2,}", text))  # letters by themselves are keys and axes


def untranslated(*parts: QWidget) -> set[str]:
    """What is said in no brackets, but for names; the parts are done with."""
    found = {text for part in parts for text in texts_of(part) if not outside_of_brackets(text) <= NAMES}
    for part in parts:
        part.deleteLater()
    return found


def test_every_word_of_the_window_can_be_said_in_another_language(brackets, open_window):
    window = open_window()
    make_all(window)
    machine = str([run.about for run in window.runs_tab.table.runs])  # where a run was trained is a fact, and no word
    found = {text for text in texts_of(window) if not outside_of_brackets(text) <= NAMES}
    assert {text for text in found if text not in machine} == set()


def test_every_word_of_a_dialog_can_be_said_in_another_language(brackets, open_window, tmp_path):
    window = open_window()
    make_all(window)
    trouble = TroubleDialog(window.tr("Ready"))
    trouble.add(["detail"], 3)
    about, shortcuts = AboutDialog(window, "CPU", tmp_path), ShortcutsDialog(window)
    about.texts.clear()  # licences are in the language that they are written in
    assert not untranslated(DataDialog(tmp_path), trouble, about, shortcuts)


def test_every_word_of_fair_mode_can_be_said_in_another_language(brackets):
    kiosk = KioskWindow(*read_first_view(), exit_keys("Ctrl+Alt+Q"), 1_000)
    kiosk.show()
    kiosk.engine.miss("There is no engine.")
    for page in (0, 1, 2):
        kiosk.open_page(page)
    kiosk.leave()
    assert not untranslated(kiosk)


def test_an_italian_window_shows_no_english(italian, open_window):
    window = open_window()
    said = {
        text: translation
        for text, message in messages("it")
        for translation in translations(message)
        if translation != text and not places(text)
    }
    italian_too = set(said.values())  # "No" is Italian as well, "Data" is not
    english = {text for text in texts_of(window) if text in said and text not in italian_too}
    assert not english
    assert "Addestra" in texts_of(window)


def test_no_two_menus_open_with_the_same_letter(italian, open_window):
    titles = [action.text() for action in open_window().menuBar().actions()]
    letters = [re.search("&(.)", title).group(1).lower() for title in titles]
    assert len(set(letters)) == len(titles)


def test_the_list_of_shortcuts_is_in_italian_but_for_what_is_written_on_keys(italian, open_window):
    groups = shortcuts_of(open_window(), "ovunque")

    assert "B" in groups["Panoramica"].values()
    assert groups["Sulle cifre conservate"]["Toglie la cifra"] == "Canc"
    english = {source for source, message in messages("it") if translations(message)[0] != source}
    assert not {does for group in groups.values() for does in group} & english
