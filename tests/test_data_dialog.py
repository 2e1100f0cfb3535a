import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from download_server import IMAGES, Server, offered, serving
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
)

from ae_gui.background import Job
from ae_gui.data_dialog import DataDialog
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.left_out import LeftOutButton
from ae_gui.widgets.picture_page import PicturePage
from ae_model import datasets, picture_folder
from ae_model.dataset_folders import datasets_folder
from ae_model.downloads import folder_of
from ae_model.image_shape import ImageShape
from ae_model.picture_reading import Look


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as server:
        yield server


@pytest.fixture
def dialog(qtbot, tmp_path, server) -> DataDialog:
    dialog = DataDialog(tmp_path, files={"fashion-mnist": offered(server)})
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def animals(tmp_path) -> Path:
    """Three cats and three dogs, dark on bright."""
    root = tmp_path / "animals"
    for name in ("cat", "dog"):
        (root / name).mkdir(parents=True)
        for number in range(3):
            pixels = np.full((30, 40), 250, np.uint8)
            pixels[10:20, 10:30] = 10 * number
            Image.fromarray(pixels).save(root / name / f"{number}.png")
    return root


def button(dialog: DataDialog, name: str) -> QPushButton:
    """The button that a screen reader calls so, or that says so."""
    found = [b for b in dialog.findChildren(QPushButton) if name in (b.accessibleName(), b.text().replace("&", ""))]
    assert len(found) == 1, name
    return found[0]


def names(dialog: DataDialog) -> list[str]:
    return [b.accessibleName() for b in dialog.findChildren(QPushButton) if b.accessibleName()]


def trouble(dialog: DataDialog) -> str:
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.foregroundRole().name == "BrightText"]
    assert len(texts) == 1
    return texts[0]


def ended(qtbot, dialog: DataDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_working, timeout=20_000)
    qtbot.waitUntil(lambda: not dialog.findChildren(Job), timeout=20_000)


def click(qtbot, dialog: DataDialog, name: str) -> None:
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def test_the_list_offers_what_is_here_and_what_can_be_downloaded(dialog, tmp_path):
    expected = ["Open MNIST", "Download Fashion-MNIST", "Download Kuzushiji-MNIST"]
    assert names(dialog) == [*expected, "Download EMNIST digits", "Download EMNIST letters"]
    assert "CC BY-SA 4.0. 21 MB" in button(dialog, "Download Kuzushiji-MNIST").accessibleDescription()
    for name in ("leaves", "leaves (10)", "leaves (2)", "kmnist", ".0123456789abcdef.partial"):
        (datasets_folder(tmp_path) / name).mkdir(parents=True)
    dialog.refresh()
    assert button(dialog, "Open Kuzushiji-MNIST") and button(dialog, "Open leaves")
    assert names(dialog)[-3:] == ["Open leaves", "Open leaves (2)", "Open leaves (10)"]
    assert not any("partial" in name for name in names(dialog))


def test_mnist_opens_by_its_name(qtbot, dialog):
    with qtbot.waitSignal(dialog.dataset_ready) as ready:
        click(qtbot, dialog, "Open MNIST")
    assert ready.args == ["mnist"]


def test_a_data_set_is_downloaded_and_then_opened_with_the_keys_alone(qtbot, dialog, tmp_path):
    fetch = button(dialog, "Download Fashion-MNIST")
    fetch.setFocus()
    qtbot.keyClick(fetch, Qt.Key.Key_Space)
    assert not fetch.isEnabled() and button(dialog, "Cancel").isVisible()
    ended(qtbot, dialog)
    with qtbot.waitSignal(dialog.dataset_ready) as ready:
        qtbot.keyClick(button(dialog, "Open Fashion-MNIST"), Qt.Key.Key_Space)
    assert ready.args == [str(folder_of(tmp_path, "fashion-mnist"))]
    assert datasets.load(ready.args[0]).class_names[9] == "Ankle boot"
    assert not button(dialog, "Cancel").isVisible()


@pytest.mark.clock
def test_progress_is_shown_and_cancel_ends_a_download_that_hangs_within_two_seconds(qtbot, dialog, server, tmp_path):
    hanging = threading.Event()

    def hang(handler):
        hanging.set()
        handler.server.ended.wait(20)

    server.answers[IMAGES] = hang
    click(qtbot, dialog, "Download Fashion-MNIST")
    qtbot.waitUntil(hanging.is_set)
    assert dialog.findChild(QProgressBar).isVisible()
    dialog.look_through(tmp_path)
    assert "One thing at a time: try again when this is done." in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
    began = time.monotonic()
    click(qtbot, dialog, "Cancel")
    ended(qtbot, dialog)
    assert time.monotonic() - began < 2
    assert trouble(dialog) == ""
    assert list(datasets_folder(tmp_path).iterdir()) == []
    assert button(dialog, "Download Fashion-MNIST").isEnabled()


def test_a_download_goes_on_while_the_dialog_is_closed_and_is_stopped_by_the_window(qtbot, dialog, server):
    hanging = threading.Event()

    def hang(handler):
        hanging.set()
        handler.server.ended.wait(20)

    server.answers[IMAGES] = hang
    click(qtbot, dialog, "Download Fashion-MNIST")
    qtbot.waitUntil(hanging.is_set)
    dialog.close()
    assert dialog.is_working
    (job,) = dialog.findChildren(Job)
    dialog.stop()
    assert job.wait(2_000)  # as the window waits
    ended(qtbot, dialog)


def test_a_failure_is_one_sentence_in_the_dialog(qtbot, dialog, server):
    del server.content[IMAGES]
    click(qtbot, dialog, "Download Fashion-MNIST")
    ended(qtbot, dialog)
    assert trouble(dialog) == "Fashion-MNIST could not be downloaded: 127.0.0.1 answered 404 Not Found."
    ended(qtbot, dialog)
    click(qtbot, dialog, "Open MNIST")
    assert button(dialog, "Download Fashion-MNIST").isEnabled()


def test_pictures_are_seen_as_they_will_be_before_they_are_converted(qtbot, dialog, animals, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(animals))
    click(qtbot, dialog, "Folder of pictures…")
    ended(qtbot, dialog)
    page = dialog.findChild(PicturePage)
    assert page.isVisible()
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "6 pictures in 2 classes; 40×30 pixels (L). One of 6 of each class is held back to test with." in words
    assert page.look == Look(28, invert=True)
    found = picture_folder.scan(animals)
    sheet = page.findChild(DigitSheet)
    np.testing.assert_array_equal(sheet._images, picture_folder.preview(found, page.look)[0])
    assert sheet.accessibleName() == "Pictures as they will be"
    assert not datasets_folder(tmp_path).exists()

    page.findChild(QSpinBox).setValue(16)
    page.findChild(QCheckBox).click()  # while the pictures of the first choice are still looked at
    ended(qtbot, dialog)
    np.testing.assert_array_equal(sheet._images, picture_folder.preview(found, Look(16, invert=False))[0])

    page.findChild(QCheckBox).click()
    ended(qtbot, dialog)
    name = next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == "Name of the data set")
    name.setText("My animals")
    with qtbot.waitSignal(dialog.dataset_ready) as ready:
        click(qtbot, dialog, "Convert")
    dataset = datasets.load(ready.args[0])
    assert (dataset.name, dataset.class_names, dataset.image_shape) == (
        "My animals",
        ("cat", "dog"),
        ImageShape(16, 16),
    )
    assert not page.isVisible() and button(dialog, "Open My animals")
    ended(qtbot, dialog)


def test_the_press_on_convert_that_ends_the_typing_of_a_side_converts_at_that_side(qtbot, dialog, animals, tmp_path):
    dialog.look_through(animals)
    qtbot.waitUntil(lambda: dialog.findChild(PicturePage).isVisible() and not dialog.is_working)
    side, convert = dialog.findChild(QSpinBox), button(dialog, "Convert")
    side.setFocus()
    side.selectAll()
    qtbot.keyClicks(side, "16")
    with qtbot.waitSignal(dialog.dataset_ready, timeout=10_000) as ready:
        qtbot.mousePress(convert, Qt.MouseButton.LeftButton)
        convert.setFocus()  # as the press of a hand does, before it is let go
        qtbot.mouseRelease(convert, Qt.MouseButton.LeftButton)
    assert datasets.load(ready.args[0]).image_shape == ImageShape(16, 16)


def test_pictures_without_a_name_are_not_converted(qtbot, dialog, animals):
    dialog.look_through(animals)
    ended(qtbot, dialog)
    field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Name of the data set")
    field.setText("  ")
    assert not button(dialog, "Convert").isEnabled()
    click(qtbot, dialog, "Back")
    assert not dialog.findChild(PicturePage).isVisible()


def test_a_picture_that_cannot_be_read_is_left_out_and_named_and_the_others_are_made(qtbot, dialog, animals, tmp_path):
    dialog.look_through(animals)
    ended(qtbot, dialog)
    (animals / "dog" / "1.png").write_bytes(b"gone since")
    with qtbot.waitSignal(dialog.dataset_ready) as ready:
        click(qtbot, dialog, "Convert")
    ended(qtbot, dialog)
    assert len(datasets.load(ready.args[0]).train.images) == 3
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "animals is made of 5 pictures. Left out: 1." in said
    (shown,) = [b for b in dialog.findChildren(LeftOutButton) if b.isVisible()]
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    listed = dialog.findChild(QPlainTextEdit)
    assert listed.toPlainText() == "dog/1.png: it is not a picture that can be read."
    listed.window().close()
    dialog.look_through(animals)
    ended(qtbot, dialog)
    assert not any("is made of" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_what_only_converting_finds_is_said_after_it(qtbot, dialog, animals, tmp_path):
    for part in ("train", "test"):
        shutil.copytree(animals, tmp_path / "divided" / part)
    dialog.look_through(tmp_path / "divided")
    ended(qtbot, dialog)
    click(qtbot, dialog, "Convert")
    ended(qtbot, dialog)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "divided is made of 12 pictures. Test images that are also training images: 6." in said


def test_pictures_of_which_none_can_be_read_are_a_sentence(qtbot, dialog, animals, tmp_path):
    dialog.look_through(animals)
    ended(qtbot, dialog)
    for path in animals.rglob("*.png"):
        path.write_bytes(b"gone since")
    click(qtbot, dialog, "Convert")
    ended(qtbot, dialog)
    assert "animals holds no pictures that can be used: cat/0.png: it is not a picture" in trouble(dialog)
    assert dialog.findChild(PicturePage).isVisible()
    assert not datasets_folder(tmp_path).exists()


def test_folders_are_read_in_another_way_if_the_user_says_so(qtbot, dialog, animals):
    dialog.look_through(animals)
    ended(qtbot, dialog)
    page = dialog.findChild(PicturePage)
    page.findChild(QSpinBox).setValue(16)
    ended(qtbot, dialog)
    choice = page.findChild(QComboBox)
    choice.setCurrentIndex(choice.findText("No classes"))
    ended(qtbot, dialog)
    assert any("6 pictures in 1 class;" in label.text() for label in page.findChildren(QLabel))
    assert page.look == Look(16, invert=True)


def test_a_folder_without_pictures_is_told_and_the_list_stays(qtbot, dialog, tmp_path):
    dialog.look_through(tmp_path / "nowhere")
    ended(qtbot, dialog)
    assert "There is no folder" in trouble(dialog)
    assert not dialog.findChild(PicturePage).isVisible()
    ended(qtbot, dialog)


def test_every_control_has_a_name_and_the_dialog_stops_nobody(dialog):
    assert not dialog.isModal()
    for kind in (QProgressBar, QSpinBox, DigitSheet):
        assert all(control.accessibleName() for control in dialog.findChildren(kind))


def test_rows_of_a_former_list_are_not_seen_under_those_that_are_there(dialog):
    dialog.refresh()
    QApplication.processEvents()  # shows the new rows, and deletes no old one: a loop has to end for that
    titles = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text() == "MNIST"]
    assert titles == ["MNIST"]
