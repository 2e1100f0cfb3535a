"""Pictures of arrays and of widgets: every view can be copied, and saved as PNG or as SVG."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QBrush,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeySequence,
    QPaintEngine,
    QPainter,
    QPalette,
    QPen,
    QPicture,
    QPixmap,
    QRegion,
    QTransform,
    qRgb,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGraphicsItem,
    QGraphicsView,
    QMessageBox,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ae_gui.theme import SPACING, TITLE, sized, strong
from ae_gui.widgets.file_dialogs import save_file
from ae_gui.words import tr, translated
from ae_model.files import ExportError, write_export

_CSS_DPI = 96  # pixels of an inch in a browser
_FINER = 2  # pixels of a picture on a page for one that is seen
_RADIUS = 4.0  # logical pixels of a digit's corners, or less where it is small

_Role = QPalette.ColorRole


def gray_image(pixels: NDArray[np.generic]) -> QImage:
    """A picture, with its own memory, of (H, W) uint8, or of floats that are clipped to [0, 1]; NaN is black."""
    if pixels.dtype != np.uint8:
        pixels = (np.fmin(np.fmax(pixels, 0), 1) * 255 + 0.5).astype(np.uint8)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def inked(image: QImage, palette: QPalette) -> QImage:
    """A grey image in the theme's ink: what is black in it is paper, and what is white is ink, as if it were written.

    Every digit on the screen is drawn so, the tiles behind the points too: one thing looks the same everywhere.
    """
    drawn = QImage(image)
    drawn.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    drawn.setColorTable(shades(palette.color(_Role.Base).rgb(), palette.color(_Role.Text).rgb()))
    return drawn


@lru_cache
def shades(paper: int, ink: int, strength: float = 1.0) -> list[int]:
    """256 colours, as numbers of Qt's, from `paper` to a share of the way to `ink`."""
    colors = [QColor.fromRgb(color) for color in (paper, ink)]
    ends = np.array([[color.red(), color.green(), color.blue()] for color in colors], float)
    between = ends[0] + np.linspace(0, strength, 256)[:, None] * (ends[1] - ends[0])
    return [qRgb(*shade) for shade in between.round().astype(int).tolist()]


def draw_digit(painter: QPainter, room: QRectF | QRect, image: QImage, palette: QPalette) -> None:
    """Draw a grey image in the theme's ink, with round corners and a hairline around it."""
    drawn, room = inked(image, palette), QRectF(room)
    radius = min(_RADIUS, room.width() / 8)
    painter.save()
    engine = painter.paintEngine()
    if engine is not None and engine.type() == QPaintEngine.Type.SVG:  # which knows no brush that is a picture
        painter.drawImage(room, drawn)
    else:
        brush = QBrush(drawn.convertToFormat(QImage.Format.Format_RGB32))  # which is drawn in half the time
        across, down = room.width() / image.width(), room.height() / image.height()
        brush.setTransform(QTransform(across, 0, 0, down, room.left(), room.top()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(room, radius, radius)
    painter.setPen(QPen(palette.color(_Role.Mid), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def digit_pixmap(image: QImage, size: QSize, palette: QPalette) -> QPixmap:
    """A grey image as `draw_digit` draws it, as large as fits into `size`."""
    fitting = image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    pixmap = QPixmap(fitting)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_digit(painter, pixmap.rect(), image, palette)
    painter.end()
    return pixmap


def add_picture_actions(
    widget: QWidget, name: str, picture: Callable[[], QImage] | None = None, whole: QWidget | None = None
) -> None:
    """Give a widget the actions Copy picture and Save picture, in a menu and by shortcuts.

    Args:
        widget: gets the actions; their shortcuts work while it has the focus.
        name: the proposed name of the file, without extension.
        picture: draws the picture to be copied, or saved as PNG, if it is not `widget` as it is seen.
        whole: the widget to be saved as SVG, if that is more than `widget`.
    """
    picture = picture or (lambda: widget.grab().toImage())
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    copy = QAction(tr("Copy picture"), widget)
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setImage(picture()))
    save = QAction(tr("Save picture…"), widget)
    save.triggered.connect(lambda: _save(whole or widget, picture, name))
    for action in (copy, save):
        action.setShortcutContext(action.shortcutContext().WidgetShortcut)
        widget.addAction(action)


def fitted(size: QSize, room: QRect) -> QRect:
    """The largest rectangle of the proportions of `size` in the middle of `room`."""
    rect = QRect(room.topLeft(), size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    rect.moveCenter(room.center())
    return rect


def spoken(text: str) -> str:
    """A text without its marks and colours, for a screen reader."""
    return " ".join(re.sub(r"<[^>]*>|&nbsp;|[━╍┈●┊]", " ", text).replace("&lt;", "<").replace("&amp;", "&").split())


def enlarged(widget: QWidget) -> QImage:
    """A widget on the ground of a page, in twice as many pixels as it is seen in: for a print, or a finer screen."""
    image = QImage(widget.size() * _FINER, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINER)
    image.fill(widget.palette().color(_Role.Base))
    QWidget.render(widget, image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)  # a plot has another one
    return image


def captioned(picture: QImage, words: str, widget: QWidget) -> QImage:
    """A picture with a line of words above it, in the letters and colours of a widget."""
    font = strong(sized(widget.font(), TITLE))
    size, height = picture.deviceIndependentSize(), QFontMetrics(font).height() + 2 * SPACING
    scale = picture.devicePixelRatio()
    image = QImage(picture.width(), picture.height() + round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(widget.palette().color(_Role.Base))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(widget.palette().color(_Role.Text))
    line = QRectF(SPACING, 0, size.width() - 2 * SPACING, height)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.drawImage(QPointF(0, round(height * scale) / scale), picture)
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """The content of a PNG file with this picture."""
    content = QBuffer()
    # Not image.save(): PySide 6.11 wants text for the format where its own types say bytes, and raises.
    QImageWriter(content, QByteArray(b"png")).write(image)
    return bytes(content.data().data())


def svg_of(widget: QWidget) -> bytes:
    """The content of an SVG file that shows a widget: lines and texts as such, pixels as embedded pictures."""

    def draw(painter: QPainter) -> None:
        painter.fillRect(widget.rect(), widget.palette().window())
        _draw(widget, painter)

    return _svg(widget.size(), widget.accessibleName(), draw)


def svg_of_picture(image: QImage, title: str) -> bytes:
    """The content of an SVG file with this picture."""
    size = image.deviceIndependentSize().toSize()
    return _svg(size, title, lambda painter: painter.drawImage(QRect(QPoint(), size), image))


def _svg(size: QSize, title: str, draw: Callable[[QPainter], None]) -> bytes:
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # SVG Tiny, the default, knows no clipping
    generator.setOutputDevice(content)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    generator.setResolution(_CSS_DPI)
    painter = QPainter(generator)
    draw(painter)
    painter.end()
    # Qt writes millimetres, which programs convert to different numbers of pixels.
    pixels = f'width="{size.width()}" height="{size.height()}"'.encode()
    svg = re.sub(rb'width="[\d.]+mm" height="[\d.]+mm"', pixels, bytes(content.data().data()), count=1)
    # Without this machine's font a browser would use one with serifs and other widths. A quote in a text is an entity.
    return re.sub(rb'font-family="([^"]*)"', rb'font-family="\1, sans-serif"', svg)


def _draw(widget: QWidget, painter: QPainter) -> None:
    """Draw a widget and its children at the painter's origin."""
    painter.setClipRect(widget.rect())  # set for each widget: restore() brings back no clip in Qt's SVG
    inside = widget
    if isinstance(widget, QGraphicsView):
        inside = widget.viewport()
        painter.fillRect(widget.rect(), widget.backgroundBrush())
        painter.translate(inside.pos())
        with _as_shapes(widget):
            _draw_items(widget, painter)
        painter.setClipRect(inside.rect())
    else:
        painter.drawPicture(0, 0, _recorded(widget))
    for child in inside.children():
        if isinstance(child, QWidget) and child.isVisibleTo(inside) and not child.isWindow():
            painter.save()
            painter.translate(child.pos())
            _draw(child, painter)
            painter.restore()


def _recorded(widget: QWidget) -> QPicture:
    """A recording of a widget's drawing; drawn straight into an SVG, its clips would be misplaced."""
    picture = QPicture()
    painter = QPainter(picture)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    return picture


def _draw_items(view: QGraphicsView, painter: QPainter) -> None:
    """Draw each item of a scene by itself: drawn together, they would share each other's clips in an SVG."""
    origin = painter.worldTransform()
    for item in view.scene().items(Qt.SortOrder.AscendingOrder):
        if not item.isVisible() or item.flags() & item.GraphicsItemFlag.ItemHasNoContents:
            continue
        option = QStyleOptionGraphicsItem()
        option.exposedRect = item.boundingRect()
        painter.save()
        painter.setClipRect(view.viewport().rect())
        if frame := _frame_of(item):
            painter.setTransform(frame.deviceTransform(view.viewportTransform()) * origin)
            painter.setClipPath(frame.shape())
        painter.setTransform(item.deviceTransform(view.viewportTransform()) * origin)
        painter.setOpacity(item.effectiveOpacity())
        item.paint(painter, option, view.viewport())
        painter.restore()


def _frame_of(item: QGraphicsItem) -> QGraphicsItem | None:
    """The item that clips this one; `item.clipPath` is wrong for marks, whose size does not follow the zoom."""
    frame = item.parentItem()
    while frame is not None and not frame.flags() & frame.GraphicsItemFlag.ItemClipsChildrenToShape:
        frame = frame.parentItem()
    return frame


@contextmanager
def _as_shapes(view: QGraphicsView) -> Iterator[None]:
    """Make pyqtgraph draw points as shapes: by default it copies them from a picture, which Qt's SVG garbles."""
    items = [item for item in view.items() if isinstance(item, pg.GraphicsItem)]
    for item in items:
        item.setExportMode(True, {"antialias": True})
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)


def _save(widget: QWidget, picture: Callable[[], QImage], name: str) -> None:
    kinds = [(tr("Picture"), "png"), (tr("Drawing that can be enlarged"), "svg")]
    path = save_file(widget, tr("Save picture"), name, kinds)
    if path is None:
        return
    if path.suffix.lower() != ".svg":
        content = png_of(picture())
    elif isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QGraphicsView):
        content = svg_of_picture(picture(), widget.accessibleName())  # the widget draws only the part in sight
    else:
        content = svg_of(widget)
    try:
        write_export(path, content)
    except ExportError as error:
        QMessageBox.warning(widget, tr("Save picture"), translated(error))
