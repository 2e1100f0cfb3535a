"""The page about a folder of pictures: its contents, and a preview of the data set that it would become."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPushButton, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.fields import SpinBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.words import fill
from ae_model.config import MAX_IMAGE_SIDE
from ae_model.datasets import MAX_CLASS_NAME
from ae_model.picture_folder import TEST_SHARE, Found, Look

_SHEET = QSize(10 * 32 + 4, 4 * 32 + 4)  # logical pixels: at least four rows of ten
_SMALLEST_SIDE = 4
_FEW = 3  # sizes and modes that are named one by one


class PicturePage(QWidget):
    """A page with what was found, the choices, and some converted pictures.

    Signals:
        look_changed(look): the user has chosen another side, or to invert or not.
        convert_wanted(name, look): the user wants a data set made.
        left(): the user goes back to the list of data sets.
    """

    look_changed = Signal(Look)
    convert_wanted = Signal(str, Look)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = False
        self._title = heading("")
        self._found = quiet_label(wrapped=True)
        self._sheet = DigitSheet(self.tr("Pictures as they will be"))
        self._name = QLineEdit(maxLength=MAX_CLASS_NAME)
        self._side = SpinBox(suffix=self.tr(" pixels"), minimum=_SMALLEST_SIDE, maximum=MAX_IMAGE_SIDE)
        self._invert = QCheckBox(self.tr("&Invert (the background should be black)"))
        self._convert = QPushButton(self.tr("&Convert"), default=True)
        self._back = QPushButton(self.tr("&Back"), autoDefault=False)
        self._set_up()
        self._lay_out()

    @property
    def look(self) -> Look:
        """The chosen look."""
        return Look(self._side.value(), self._invert.isChecked())

    def show_found(self, found: Found, look: Look) -> None:
        """Show what was found, and propose a look and a name."""
        self._title.setText(found.root.name)
        self._found.setText(self._words(found))
        with QSignalBlocker(self._side), QSignalBlocker(self._invert):
            self._side.setValue(look.side)
            self._invert.setChecked(look.invert)
        self._name.setText(found.root.name[:MAX_CLASS_NAME])

    def show_pictures(self, images: NDArray[np.uint8], names: Sequence[str]) -> None:
        """Show some converted pictures, (n, H, W), and the class of each."""
        self._sheet.set_digits(images, np.arange(len(images)), lambda index: names[index])

    def set_working(self, working: bool, looking: bool = False) -> None:
        """Let nothing begin while a job is being done; while the job is only `looking`, choices can be made."""
        self._working = working
        for control in (self._name, self._side, self._invert, self._back):
            control.setEnabled(looking or not working)
        self._refresh_convert()

    def _set_up(self) -> None:
        for label in (self._title, self._found):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._sheet.setMinimumSize(_SHEET)
        self._name.setAccessibleName(self.tr("Name of the data set"))
        self._name.textChanged.connect(self._refresh_convert)
        self._side.setKeyboardTracking(False)  # or 128 would be looked at as 1 and 12 first
        self._side.setAccessibleName(self.tr("Side of the square images"))
        self._side.valueChanged.connect(self._look_changed)
        self._invert.toggled.connect(self._look_changed)
        self._convert.setToolTip(self.tr("Makes a data set of small grey images; the pictures stay as they are"))
        self._convert.clicked.connect(self._ask_to_convert)
        self._back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        form = QFormLayout(horizontalSpacing=SPACING)
        form.addRow(self.tr("&Name"), self._name)
        form.addRow(self.tr("&Side"), self._side)
        form.addRow("", self._invert)
        buttons = in_row(self._back, STRETCH, self._convert)
        in_column(self._title, self._found, (self._sheet, 1), form, buttons, parent=self, spacing=SPACING)

    def _words(self, found: Found) -> str:
        pictures = self.tr("%Ln picture(s)", "", found.count)
        classes = self.tr("in %n class(es)", "", len(found.class_names))
        widths, heights = zip(*found.sizes, strict=True)
        if len(found.sizes) <= _FEW:
            sizes = ", ".join(f"{width}×{height}" for width, height in found.sizes)
        else:
            sizes = fill(
                self.tr("from {least} to {most}"),
                least=f"{min(widths)}×{min(heights)}",
                most=f"{max(widths)}×{max(heights)}",
            )
        modes = ", ".join(mode for mode, _ in found.modes.most_common(_FEW))
        if found.test:
            divided = self.tr("%Ln of them, in the folder test, are held back to test with.", "", len(found.test))
        else:
            divided = fill(self.tr("One of {share} of each class is held back to test with."), share=TEST_SHARE)
        ignored = self.tr("%Ln other file(s) are left out.", "", found.ignored) if found.ignored else ""
        pixels = self.tr(" pixels")
        return f"{pictures} {classes}; {sizes}{pixels} ({modes}). {divided} {ignored}".rstrip()

    @Slot()
    def _look_changed(self) -> None:
        self.look_changed.emit(self.look)

    @Slot()
    def _refresh_convert(self) -> None:
        self._convert.setEnabled(not self._working and bool(self._name.text().strip()))

    @Slot()
    def _ask_to_convert(self) -> None:
        self.convert_wanted.emit(self._name.text().strip(), self.look)
