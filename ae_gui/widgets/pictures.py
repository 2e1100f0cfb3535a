"""Pictures out of arrays, and out of the window: every view can be copied, and saved as PNG or as SVG."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QPoint, QRectF
from PySide6.QtGui import QAction, QGuiApplication, QImage, QImageWriter, QKeySequence, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QGraphicsView, QMessageBox, QWidget

from ae_model.files import write_whole


def gray_image(pixels: NDArray[np.generic]) -> QImage:
    """A picture of its own memory from (H, W) uint8, or floats of which [0, 1] is shown and the rest clipped.

    What is not a number is black.
    """
    if pixels.dtype != np.uint8:
        pixels = (np.clip(np.nan_to_num(pixels), 0, 1) * 255 + 0.5).astype(np.uint8)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def add_picture_actions(widget: QWidget, picture: Callable[[], QImage], name: str) -> list[QAction]:
    """Give `widget` the actions Copy picture and Save picture, for its menu and its shortcuts.

    Args:
        widget: that gets the actions; their shortcuts work while it has the focus. As SVG it is saved itself.
        picture: draws what is to be copied, or saved as PNG, when it is asked for.
        name: of the file that is proposed, without extension.
    """
    copy = QAction(_tr("Copy picture"), widget)
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setImage(picture()))
    save = QAction(_tr("Save picture…"), widget)
    save.triggered.connect(lambda: _save(widget, picture, name))
    for action in (copy, save):
        action.setShortcutContext(action.shortcutContext().WidgetShortcut)
        widget.addAction(action)
    return [copy, save]


def png_of(image: QImage) -> bytes:
    """A picture as the content of a PNG file."""
    content = QBuffer()
    # Not image.save(): PySide 6.11 wants text for the format where its own types say bytes, and raises.
    QImageWriter(content, QByteArray(b"png")).write(image)
    return bytes(content.data().data())


def svg_of(widget: QWidget) -> bytes:
    """A widget as the content of an SVG file: lines and texts as such, and as pictures what is made of pixels."""
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(content)
    generator.setSize(widget.size())
    generator.setViewBox(widget.rect())
    generator.setTitle(widget.accessibleName())
    generator.setResolution(widget.logicalDpiX())
    painter = QPainter(generator)
    if isinstance(widget, QGraphicsView):  # it draws its items itself, where render() would take a picture of them
        painter.fillRect(widget.rect(), widget.backgroundBrush())
        widget.render(painter, QRectF(widget.rect()), widget.viewport().rect())
    else:
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    painter.end()
    return bytes(content.data().data())


def ask_for_file(parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]]) -> Path | None:
    """Ask where to write a file; one that is given no ending gets that of the kind that was chosen.

    Args:
        parent: the window.
        title: of the dialog.
        name: that is proposed, without ending.
        kinds: pairs of words and an ending, such as ("Picture", "png"); the first is proposed.
    """
    filters = [f"{words} (*.{ending})" for words, ending in kinds]
    path, chosen = QFileDialog.getSaveFileName(parent, title, f"{name}.{kinds[0][1]}", ";;".join(filters))
    if not path:
        return None
    endings = [ending for _, ending in kinds]
    if Path(path).suffix.removeprefix(".").lower() in endings:
        return Path(path)
    ending = endings[filters.index(chosen)] if chosen in filters else endings[0]
    return Path(f"{path}.{ending}")


def _save(widget: QWidget, picture: Callable[[], QImage], name: str) -> None:
    kinds = [(_tr("Picture"), "png"), (_tr("Drawing that can be enlarged"), "svg")]
    path = ask_for_file(widget, _tr("Save picture"), name, kinds)
    if path is None:
        return
    content = svg_of(widget) if path.suffix.lower() == ".svg" else png_of(picture())
    try:
        write_whole(path, content)
    except OSError as error:
        words = _tr("{name} could not be saved: {reason}.").format(name=path.name, reason=error.strerror)
        QMessageBox.warning(widget, _tr("Save picture"), words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)
