"""Pictures out of arrays, and out of the window: every view can be copied and saved in the same two ways."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QCoreApplication
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

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
        widget: that gets the actions; their shortcuts work while it has the focus.
        picture: draws what is to be copied, when it is asked for.
        name: of the file that is proposed, without extension.
    """
    copy = QAction(_tr("Copy picture"), widget)
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setImage(picture()))
    save = QAction(_tr("Save picture…"), widget)
    save.triggered.connect(lambda: _save(widget, picture(), name))
    for action in (copy, save):
        action.setShortcutContext(action.shortcutContext().WidgetShortcut)
        widget.addAction(action)
    return [copy, save]


def _save(parent: QWidget, image: QImage, name: str) -> None:
    path, _ = QFileDialog.getSaveFileName(parent, _tr("Save picture"), f"{name}.png", _tr("Pictures (*.png)"))
    if not path:
        return
    content = QBuffer()
    image.save(content, b"PNG")
    try:
        write_whole(Path(path), bytes(content.data().data()))
    except OSError as error:
        words = _tr("{name} could not be saved: {reason}.").format(name=Path(path).name, reason=error.strerror)
        QMessageBox.warning(parent, _tr("Save picture"), words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("pictures", text)
