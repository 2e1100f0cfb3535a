"""The page about a folder of pictures: its contents, and a preview of the data set that it would become."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPushButton, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.fields import ComboBox, SpinBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.left_out import LeftOutButton
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.words import counted, fill, translated
from ae_model.config import MAX_IMAGE_SIDE
from ae_model.datasets import MAX_CLASS_NAME, TEST_SHARE
from ae_model.picture_folder import Found
from ae_model.picture_reading import Levels, Look

_SHEET = QSize(10 * 32 + 4, 4 * 32 + 4)  # logical pixels: at least four rows of ten
_SMALLEST_SIDE = 4
_FEW = 3  # sizes and modes that are named one by one


class PicturePage(QWidget):
    """A page with what was found, the choices, and some converted pictures.

    Signals:
        look_changed(look): the user has chosen another side, or to invert or to stretch or not.
        layout_changed(name): the user reads the folders in another way, of this name.
        convert_wanted(name, look): the user wants a data set made.
        left(): the user goes back to the list of data sets.
    """

    look_changed = Signal(Look)
    layout_changed = Signal(str)
    convert_wanted = Signal(str, Look)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = False
        self._root: Path | None = None
        self._levels: tuple[Levels, ...] = ()
        self._title = heading("")
        self._found = quiet_label(wrapped=True)
        self._left_out = LeftOutButton()
        self._sheet = DigitSheet(self.tr("Pictures as they will be"))
        self._name = QLineEdit(maxLength=MAX_CLASS_NAME)
        self._folders = ComboBox()
        self._side = SpinBox(suffix=self.tr(" pixels"), minimum=_SMALLEST_SIDE, maximum=MAX_IMAGE_SIDE)
        self._invert = QCheckBox(self.tr("&Invert (the background should be black)"))
        self._stretch = QCheckBox()
        self._convert = QPushButton(self.tr("&Convert"), default=True)
        self._form = QFormLayout()
        self._back = QPushButton(self.tr("&Back"), autoDefault=False)
        self._set_up()
        self._lay_out()

    @property
    def look(self) -> Look:
        """The chosen look; what white is in floats is always looked for in the pictures."""
        look = Look(self._side.value(), self._invert.isChecked(), self._levels)
        return look if self._stretch.isChecked() else look.unstretched

    def show_found(self, found: Found, look: Look) -> None:
        """Show what was found, and propose a look and a name; for the folder that is shown already, the name stays."""
        if found.root != self._root:
            self._name.setText(found.root.name[:MAX_CLASS_NAME])
        self._root, self._levels = found.root, found.levels
        self._title.setText(found.root.name)
        self._found.setText(self._words(found))
        self._left_out.set_lines(found.left_out)
        with QSignalBlocker(self._side), QSignalBlocker(self._invert), QSignalBlocker(self._stretch):
            self._side.setValue(look.side)
            self._invert.setChecked(look.invert)
            self._stretch.setChecked(bool(look.stretched))
        levels = "; ".join(translated(one) for one in found.levels)
        self._stretch.setText(fill(self.tr("S&tretch all alike ({levels})"), levels=levels))
        with QSignalBlocker(self._folders):
            self._folders.clear()
            for name, title in found.layouts:
                self._folders.addItem(translated(title), name)
            self._folders.setCurrentIndex(max(0, self._folders.findData(found.layout)))
        self._form.setRowVisible(self._folders, len(found.layouts) > 1)
        self._form.setRowVisible(self._stretch, bool(found.levels))

    def show_pictures(self, images: NDArray[np.uint8], names: Sequence[str]) -> None:
        """Show some converted pictures, (n, H, W), and the class of each."""
        self._sheet.set_digits(images, np.arange(len(images)), lambda index: names[index])

    def set_working(self, working: bool, looking: bool = False) -> None:
        """Let nothing begin while a job is being done; while the job is only `looking`, choices can be made.

        Convert too: the press on it is what ends the typing of a side, and with that begins a look.
        """
        self._working = working and not looking
        for control in (self._name, self._folders, self._side, self._invert, self._back):
            control.setEnabled(looking or not working)
        can_choose = any(one.possible is not None for one in self._levels)
        self._stretch.setEnabled(can_choose and (looking or not working))
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
        self._folders.setAccessibleName(self.tr("How the folders are read"))
        self._folders.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._folders.currentIndexChanged.connect(self._layout_changed)
        self._invert.toggled.connect(self._look_changed)
        self._stretch.toggled.connect(self._look_changed)
        self._stretch.setToolTip(
            self.tr("The least value of all pictures becomes black and the greatest white, in each picture alike")
        )
        self._convert.setToolTip(self.tr("Makes a data set of small grey images; the pictures stay as they are"))
        self._convert.clicked.connect(self._ask_to_convert)
        self._back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        form = self._form
        form.setHorizontalSpacing(SPACING)
        form.addRow(self.tr("&Name"), self._name)
        form.addRow(self.tr("&Folders"), self._folders)
        form.addRow(self.tr("&Side"), self._side)
        form.addRow("", self._invert)
        form.addRow("", self._stretch)
        found = in_row((self._found, 1), (self._left_out, 0, Qt.AlignmentFlag.AlignTop))
        buttons = in_row(self._back, STRETCH, self._convert)
        in_column(self._title, found, (self._sheet, 1), form, buttons, parent=self, spacing=SPACING)

    def _words(self, found: Found) -> str:
        pictures = counted(self.tr("%Ln picture(s)", "", found.count), found.count)
        classes = counted(self.tr("in %n class(es)", "", len(found.class_names)), len(found.class_names))
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
            divided = self.tr("{train:,} to train on, {test:,} to test with.")
            divided = fill(divided, train=len(found.train), test=len(found.test))
        else:
            divided = fill(self.tr("One of {share} of each class is held back to test with."), share=TEST_SHARE)
        others = found.left_out_count
        left_out = counted(self.tr("%Ln other file(s) are left out.", "", others), others) if found.left_out else ""
        pixels = self.tr(" pixels")
        said = f"{pictures} {classes}; {sizes}{pixels} ({modes}). {divided} {left_out}".rstrip()
        return "\n".join([said, *map(translated, found.notes)])

    @Slot()
    def _layout_changed(self) -> None:
        self.layout_changed.emit(self._folders.currentData())

    @Slot()
    def _look_changed(self) -> None:
        self.look_changed.emit(self.look)

    @Slot()
    def _refresh_convert(self) -> None:
        self._convert.setEnabled(not self._working and bool(self._name.text().strip()))

    @Slot()
    def _ask_to_convert(self) -> None:
        self.convert_wanted.emit(self._name.text().strip(), self.look)
