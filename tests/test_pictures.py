import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from ae_gui.theme import palette
from ae_gui.widgets.class_mix import ClassMix
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.draw_pad import DrawPad
from ae_gui.widgets.file_dialogs import save_file
from ae_gui.widgets.loss_canvas import LossCanvas
from ae_gui.widgets.loss_plot import LossPlot
from ae_gui.widgets.pictures import add_picture_actions, digit_pixmap, gray_image, svg_of
from ae_gui.widgets.run_curves import RunCurves
from ae_gui.widgets.sheet import Sheet

SVG = "{http://www.w3.org/2000/svg}"


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
    add_picture_actions(label, "label")
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


def test_what_is_beyond_the_axes_is_clipped_and_nothing_else(plot):
    """Qt's SVG Tiny clips nothing, and its SVG 1.1 keeps the clip of one text for whatever comes after it."""
    plot.set_reference("PCA", 0.06)
    plot.canvas.setRange(xRange=(1.0, 2.0), yRange=(-1.05, -0.95))
    view = plot.canvas.getViewBox().mapRectToScene(plot.canvas.getViewBox().rect())
    root = ElementTree.fromstring(svg_of(plot.canvas))
    clips = [extent(clip[0].attrib["d"]) for clip in curve_clips(root)]
    assert clips
    for left, top, right, bottom in clips:
        assert left >= view.left() - 1 and right <= view.right() + 1
        assert top >= view.top() - 1 and bottom <= view.bottom() + 1
        assert right - left > view.width() / 3


def curve_clips(root: ElementTree.Element) -> list[ElementTree.Element]:
    """What clips the thick curve of the loss."""
    clips = {f"url(#{clip.attrib['id']})": clip for clip in root.iter(f"{SVG}clipPath")}
    groups = [group for group in root.iter(f"{SVG}g") if "clip-path" in group.attrib]
    thick = [group for group in groups if group[0].attrib.get("stroke-width") == "2" and len(group[0])]
    return [clips[group.attrib["clip-path"]] for group in thick]


def extent(path: str) -> tuple[float, float, float, float]:
    x, y = np.array(re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path), float).T
    return x.min(), y.min(), x.max(), y.max()


def test_points_are_shapes(plot):
    """As pixels they were garbled: pyqtgraph copies each from one picture of all."""
    assert not list(ElementTree.fromstring(svg_of(plot.canvas)).iter(f"{SVG}image"))
    items = [item for item in plot.canvas.items() if hasattr(item, "_exportOpts")]
    assert not any(item._exportOpts for item in items)  # back on the screen they are copied again


def test_an_svg_has_the_size_of_the_widget_and_a_font_for_other_machines(plot):
    content = svg_of(plot.canvas)
    assert QSvgRenderer(content).defaultSize() == plot.canvas.size()
    assert all(font.endswith(b", sans-serif") for font in re.findall(rb'font-family="([^"]*)"', content))


def test_what_is_in_a_widget_is_drawn_in_its_place(plot):
    """Texts beside a plot, and the plot as lines, where QWidget.render made nothing of either."""
    root = ElementTree.fromstring(svg_of(plot))
    texts = {element.text.strip() for element in root.iter(f"{SVG}text")}
    assert {"Smoothing", "Log", "epoch"} <= texts
    assert curve_clips(root)


def test_of_a_sheet_all_is_saved_and_not_only_what_is_in_sight(qtbot, monkeypatch, tmp_path):
    whole = QImage(30, 400, QImage.Format.Format_RGB32)
    whole.fill(0)
    sheet = Sheet("units", QSize(30, 30), lambda: whole)
    qtbot.addWidget(sheet)
    sheet.resize(30, 40)
    save(sheet, monkeypatch, tmp_path / "x.svg")
    root = ElementTree.parse(tmp_path / "x.svg").getroot()
    assert (root.attrib["width"], root.attrib["height"]) == ("30", "400")
    assert len(list(root.iter(f"{SVG}image"))) == 1


def test_views_that_are_looked_at_can_be_saved(qtbot):
    curves, pad, mix = RunCurves(), DrawPad(100), ClassMix()
    for widget in (curves, pad, mix):  # a canvas closed by itself would leave its curves with dead items
        qtbot.addWidget(widget)
    for view in (pad, mix, curves.findChild(LossCanvas)):
        assert {"Copy picture", "Save picture…"} <= {action.text() for action in view.actions()}
        assert view.contextMenuPolicy() == view.contextMenuPolicy().ActionsContextMenu


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
    assert save_file(label, "Save", "x", [("Picture", "png")]) is None


def test_a_picture_that_cannot_be_saved_is_a_sentence(label, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *arguments: told.append(arguments[-1]))
    save(label, monkeypatch, tmp_path / "nowhere" / "x.svg")
    assert told == [f"{tmp_path / 'nowhere' / 'x.svg'} cannot be saved: no such file or directory."]


@pytest.mark.parametrize("dark", [False, True])
def test_a_digit_is_drawn_in_the_themes_ink_with_round_corners(dark):
    colors = palette(dark)
    image = gray_image(np.repeat([[0.0], [1.0]], 2, axis=1).astype(np.float32))
    drawn = digit_pixmap(image, QSize(64, 64), colors).toImage()

    assert drawn.pixelColor(32, 16) == colors.base().color()
    assert drawn.pixelColor(32, 48) == colors.text().color()
    assert drawn.pixelColor(0, 0).alpha() == drawn.pixelColor(63, 63).alpha() == 0
    assert drawn.pixelColor(32, 0) == colors.mid().color()


def test_a_digit_in_an_svg_has_the_themes_ink_too(qtbot):
    view = DigitView("digit", 64)
    qtbot.addWidget(view)
    view.resize(64, 64)
    view.set_image(np.full((4, 4), 255, np.uint8))

    assert abs(int(rendered(svg_of(view), view)[32, 32]) - view.palette().text().color().lightness()) < 3
