import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ae_gui import about
from ae_gui.about import AboutDialog, licence_files
from ae_model import __version__

NOTICES = ("mnist/NOTICE.md", "fonts/NOTICE.md", "icons/NOTICE.md")


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(window, tmp_path) -> AboutDialog:
    return AboutDialog(window, "NVIDIA of tomorrow", tmp_path)


def test_a_bug_report_has_all_versions_the_device_and_the_folder(dialog, tmp_path):
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy versions"]
    copy.click()

    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Autoencoder Lab {__version__}\nPython 3.")
    for name in ("PySide6 6.", "pyqtgraph 0.", "numpy 2.", "torch 2.", "torchvision 0.", "processors"):
        assert name in text
    assert "GPU: NVIDIA of tomorrow" in text
    assert str(tmp_path) in text


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("Autoencoder Lab", "Permission is hereby granted"),
        ("MNIST", "Creative Commons Attribution-ShareAlike 3.0"),
        ("Inter", "SIL OPEN FONT LICENSE Version 1.1"),
        ("Lucide", "ISC License"),
    ],
)
def test_the_licences_of_program_digits_letters_and_icons_can_be_read(dialog, part, words):
    titles = [dialog.texts.item(row).text() for row in range(dialog.texts.count())]

    dialog.texts.setCurrentRow(titles.index(part))
    assert words in dialog.text.toPlainText()


def test_what_a_packaged_program_carries_is_listed_with_its_folder(tmp_path, monkeypatch):
    for name in ("licences/autoencoder-lab.txt", "licences/numpy-2.4/LICENSE.txt", *NOTICES):
        (tmp_path / "resources" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "resources" / name).write_text(name)
    monkeypatch.setattr(about, "resource", (tmp_path / "resources").joinpath)

    assert list(licence_files()) == ["autoencoder-lab", "numpy-2.4 – LICENSE", "MNIST", "Inter", "Lucide"]
    assert all(path.is_file() for path in licence_files().values())


def test_a_text_that_cannot_be_read_says_why(dialog, tmp_path):
    assert "No such file" in dialog._read(tmp_path / "gone.txt")


def test_a_text_that_is_cut_says_where_the_rest_is(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(about, "_MOST_CHARACTERS", 5)
    path = tmp_path / "licence.txt"
    path.write_text("12345")
    assert dialog._read(path) == "12345"
    path.write_text("123456")
    assert dialog._read(path) == f"12345\n\nThe rest is in {path}"
