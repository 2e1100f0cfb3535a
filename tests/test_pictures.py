import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from ae_gui.widgets.loss_plot import LossPlot
from ae_gui.widgets.pictures import add_picture_actions, ask_for_file, svg_of


@pytest.fixture
def plot(qtbot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(640, 400)
    plot.show()
    plot.start(10, 3)
    plot.add_losses(1, np.geomspace(0.2, 0.05, 30).astype(np.float32))
    plot.add_test_error(10, 0.08)
    return plot


@pytest.fixture
def label(qtbot) -> QLabel:
    label = QLabel("a picture & a text")
    qtbot.addWidget(label)
    label.resize(300, 80)
    add_picture_actions(label, lambda: label.grab().toImage(), "label")
    return label


def save(widget: QWidget, monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))
    next(action for action in widget.actions() if action.text() == "Save picture…").trigger()


def rendered(content: bytes, widget: QWidget) -> np.ndarray:
    """An SVG as grey values, in the size of the widget."""
    image = QImage(widget.size(), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    QSvgRenderer(content).render(painter)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def test_a_plot_becomes_a_drawing_of_lines_and_texts(plot):
    content = svg_of(plot.canvas)
    root = ElementTree.fromstring(content)
    assert root.attrib["viewBox"].split()[2:] == [str(plot.canvas.width()), str(plot.canvas.height())]
    texts = {element.text.strip() for element in root.iter() if element.tag.endswith("text")}
    assert {"epoch", "mean squared error"} <= texts
    assert any(element.tag.endswith(("path", "polyline")) for element in root.iter())
    assert rendered(content, plot.canvas).std() > 5


def test_a_widget_of_texts_becomes_texts(label):
    root = ElementTree.fromstring(svg_of(label))
    assert "a picture & a text" in {element.text for element in root.iter() if element.text}


@pytest.mark.parametrize(("name", "start"), [("x.png", b"\x89PNG"), ("x.svg", b"<?xml"), ("X.SVG", b"<?xml")])
def test_a_picture_is_saved_as_what_its_name_ends_in(label, monkeypatch, tmp_path, name, start):
    save(label, monkeypatch, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(label, monkeypatch, tmp_path):
    save(label, monkeypatch, tmp_path / "plain", "Drawing that can be enlarged (*.svg)")
    save(label, monkeypatch, tmp_path / "v1.2", "Picture (*.png)")
    assert {path.name for path in tmp_path.iterdir()} == {"plain.svg", "v1.2.png"}


def test_who_asks_for_no_file_gets_none(label, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_for_file(label, "Save", "x", [("Picture", "png")]) is None


def test_a_picture_that_cannot_be_saved_is_a_sentence(label, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *arguments: told.append(arguments[-1]))
    save(label, monkeypatch, tmp_path / "nowhere" / "x.svg")
    assert told == ["x.svg could not be saved: No such file or directory."]
