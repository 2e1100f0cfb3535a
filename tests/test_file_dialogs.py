from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ae_gui.widgets import file_dialogs
from ae_gui.widgets.file_dialogs import open_file, open_folder, save_file, save_file_as

KINDS = [("Table", "csv"), ("Picture", "png")]


@pytest.fixture
def documents(tmp_path, monkeypatch) -> Path:
    """Those of a user whose home is made for the test."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    return tmp_path / "home" / "Documents"


@pytest.fixture
def parent(qtbot, documents) -> QWidget:
    """Of dialogs that are answered at once; folders of other tests are forgotten."""
    parent = QWidget()
    qtbot.addWidget(parent)
    file_dialogs.begin_in({})
    return parent


@pytest.fixture
def begun() -> list[str]:
    """Where each dialog began."""
    return []


@pytest.fixture
def answer(monkeypatch, begun):
    """Answers every dialog with a path."""

    def give(path: Path | str, kind: str = "") -> None:
        def file(_: QWidget, title: str, start: str = "", *rest: str) -> tuple[str, str]:
            begun.append(start)
            return str(path), kind

        monkeypatch.setattr(QFileDialog, "getOpenFileName", file)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", file)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: file(*arguments)[0])

    return give


def test_a_dialog_begins_where_the_last_one_of_its_purpose_ended(parent, answer, begun, tmp_path, documents):
    for name in ("networks", "out"):
        (tmp_path / name).mkdir()
    answer(tmp_path / "networks" / "net.pt")
    assert open_file(parent, "Open", "networks") == tmp_path / "networks" / "net.pt"
    answer(tmp_path / "out" / "codes.csv")
    save_file(parent, "Save", "codes", KINDS)
    save_file(parent, "Save", "net", KINDS, "networks")
    save_file(parent, "Save", "codes", KINDS)
    open_folder(parent, "Open", "images")

    assert begun[:2] == [str(documents), str(documents / "codes.csv")]
    assert begun[2:] == [str(tmp_path / "networks" / "net.csv"), str(tmp_path / "out" / "codes.csv"), str(documents)]


def test_folders_to_read_begin_beside_the_last_and_folders_to_write_into_in_it(
    parent, answer, begun, tmp_path, documents
):
    answer(tmp_path)
    for purpose in ("images", "exports"):
        open_folder(parent, "Folder", purpose)
        open_folder(parent, "Folder", purpose)
    assert begun == [str(documents), str(tmp_path.parent), str(documents), str(tmp_path)]


def test_a_folder_that_is_gone_and_a_dialog_that_is_given_up_change_nothing(parent, answer, begun, tmp_path, documents):
    file_dialogs.begin_in({"networks": str(tmp_path / "gone"), "images": str(tmp_path)})
    answer("")
    assert open_file(parent, "Open", "networks") is None
    assert open_folder(parent, "Open", "images") is None
    assert save_file(parent, "Save", "x", KINDS) is None

    assert begun == [str(documents), str(tmp_path), str(documents / "x.csv")]
    assert file_dialogs.folders() == {"networks": str(tmp_path / "gone"), "images": str(tmp_path)}


def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(parent, answer, tmp_path):
    answer(tmp_path / "plain", "Picture (*.png)")
    assert save_file(parent, "Save", "x", KINDS) == tmp_path / "plain.png"
    answer(tmp_path / "v1.2")
    assert save_file(parent, "Save", "x", KINDS) == tmp_path / "v1.2.csv"
    answer(tmp_path / "table.CSV")
    assert save_file(parent, "Save", "x", KINDS) == tmp_path / "table.CSV"


def test_of_two_kinds_with_one_ending_the_chosen_one_is_told(parent, answer, tmp_path):
    kinds = [("Table", "csv"), ("Table for a spreadsheet", "csv"), ("Picture", "png")]
    for name, kind, expected in (
        ("a.csv", "Table (*.csv)", 0),
        ("a.csv", "Table for a spreadsheet (*.csv)", 1),
        ("a", "Table for a spreadsheet (*.csv)", 1),
        ("a.png", "Table for a spreadsheet (*.csv)", 2),
        ("a.csv", "Picture (*.png)", 0),
        ("a.csv", "", 0),
    ):
        answer(tmp_path / name, kind)
        chosen = save_file_as(parent, "Save", "x", kinds)
        assert chosen is not None and chosen[1] == expected


def test_a_file_that_the_dialog_was_not_given_is_not_replaced_unasked(parent, answer, tmp_path, monkeypatch):
    asked = []

    def say(button: QMessageBox.StandardButton) -> None:
        monkeypatch.setattr(QMessageBox, "question", lambda *arguments: asked.append(arguments[2]) or button)

    (tmp_path / "plot.png").write_bytes(b"older")
    answer(tmp_path / "plot", "Picture (*.png)")
    say(QMessageBox.StandardButton.No)
    assert save_file(parent, "Save", "x", KINDS) is None
    assert asked == ["plot.png exists already. Do you want to replace it?"]
    say(QMessageBox.StandardButton.Yes)
    assert save_file(parent, "Save", "x", KINDS) == tmp_path / "plot.png"

    answer(tmp_path / "plot.png", "Picture (*.png)")
    assert save_file(parent, "Save", "x", KINDS) == tmp_path / "plot.png"
    assert len(asked) == 2


def test_a_folder_whose_name_no_disk_would_take_is_none(parent, answer, begun, tmp_path, documents):
    file_dialogs.begin_in({"networks": str(tmp_path / ("x" * 5_000))})
    answer("")
    open_file(parent, "Open", "networks")
    assert begun == [str(documents)]


def test_a_user_without_documents_begins_at_home(parent, answer, begun, documents):
    documents.rmdir()
    answer("")
    open_file(parent, "Open", "networks")
    assert begun == [str(documents.parent)]
