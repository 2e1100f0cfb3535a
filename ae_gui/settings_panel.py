"""The settings panel: controls that stand for a `TrainingConfig`.

The panel decides nothing about what is possible. It reads its controls, one for each row of `ae_model.config_fields`,
into a configuration, whose constructor refuses the impossible with a sentence, and shows that sentence.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette, QUndoStack
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ae_gui.theme import MARGIN, SPACING, as_letters, grown, plane_icon
from ae_gui.widgets.change import Change
from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.preset_box import PresetBox
from ae_gui.widgets.rate_box import RateBox
from ae_gui.widgets.recipe_controls import ChoiceBox, Control, control_of
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.words import fill, translated
from ae_model.config import PRESETS, ConfigError, NetworkConfig, TrainingConfig
from ae_model.config_fields import BY_NAME, FIELDS, Field, changed
from ae_model.image_shape import ImageShape

_WIDTH = 288
_LABEL_WIDTH = 108  # as wide as the longest, so that all fields begin at one line
_ROW_GAP = 3
_SECTION_GAP = 5
_PICTURE = 36  # logical pixels of the picture of a preset's plane
_OF_ALL, _OF_FOLDER, _OF_FILE = 0, 1, 2  # what else the box of data sets offers, beside names
_NETWORK = [field for field in FIELDS if field.of_network]
_OF_LAYERS = [*_NETWORK, BY_NAME["objective"], BY_NAME["likelihood"]]  # what the layers depend on
_IN_SIGHT = [field for field in FIELDS if not (field.of_network or field.rarely)]
_RARELY_CHANGED = [field for field in FIELDS if field.rarely]
_Role = QPalette.ColorRole


class SettingsPanel(QWidget):
    """The configuration that Train will use; while it trains, the learning rate and beta alone can be changed.

    Signals:
        config_changed(): the configuration has changed, by the user or by `set_config`.
        learning_rate_changed(rate), beta_changed(beta): the user has entered another possible one.
        dataset_folder_requested(), dataset_file_requested(): the user wants a data set in a folder, or in a file.
        datasets_requested(): the user wants to see which data sets there are.
        mnist_requested(): the user wants the data set that travels with the program again.
        frozen(training): a training has begun, during which these alone can be changed, or has ended.

    Attributes:
        more: the button that unfolds the rarely changed fields.
        can_be_changed: whether nothing is being trained.
        undo_stack: each replacement of the recipe, such as the choice of a preset, is a change.
    """

    config_changed = Signal()
    learning_rate_changed = Signal(float)
    beta_changed = Signal(float)
    dataset_folder_requested = Signal()
    dataset_file_requested = Signal()
    datasets_requested = Signal()
    mnist_requested = Signal()
    frozen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = TrainingConfig()  # owns the data set and the shape of its images, which have no controls
        self._read: TrainingConfig | ConfigError = self._open  # the controls, read
        self._known = _live_values(self._open)  # as they were told last

        self.can_be_changed = True
        self.undo_stack = QUndoStack(self)
        self._title = heading("")
        self._preset = PresetBox()
        self._teaches, self._plane_picture = _small_print(), QLabel()
        self._dataset_box = ComboBox()
        self._dataset_words = _small_print()
        self._controls: dict[str, Control] = {field.name: control_of(field) for field in FIELDS}
        self._forms = [self._form(fields) for fields in (_NETWORK, _IN_SIGHT, _RARELY_CHANGED)]
        self._network_words = _small_print()
        self.more = QToolButton(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._rarely_changed = QWidget()
        self._recipe_words = _small_print()
        self._why_not = _small_print()  # nothing can be trained
        self._scroller = QScrollArea(widgetResizable=True)  # for a screen that is lower than the window was made for

        self._lay_out()
        self._connect()
        self.set_cuda_available(False)
        self._show_dataset()
        self.set_config(self._open)

    # What the window asks and tells

    def config(self) -> TrainingConfig:
        """The configuration that the controls show.

        Raises:
            ConfigError: if it is impossible; the message is a sentence for the user.
        """
        if isinstance(self._read, ConfigError):
            raise self._read
        return self._read

    @property
    def problem(self) -> str | None:
        """The reason why the configuration is impossible, in a sentence; None if it is possible."""
        return translated(self._read) if isinstance(self._read, ConfigError) else None

    def set_config(self, config: TrainingConfig) -> None:
        """Show a configuration; the data set stays the one that is open."""
        self._write(config, FIELDS)
        self._known = _live_values(config)

    def replace_recipe(self, config: TrainingConfig, words: str) -> None:
        """Show a configuration as `set_config` does, as a change called `words` that can be undone."""
        self._replace(partial(self.set_config, config), words)

    def set_dataset(
        self, name: str, image_shape: ImageShape, counts: tuple[int, int] | None, notes: Sequence[str] = ()
    ) -> None:
        """Show the open data set: what `datasets.load` takes, and the `counts` of training and test images.

        Without counts it is one that is wanted and not here. The notes on how it was read can be read up.
        """
        self._open = TrainingConfig(NetworkConfig(image_shape, hidden_sizes=()), dataset=name)
        words = self.tr("Its images of {height} × {width} pixels are not here: nothing can be trained.")
        if counts is not None:
            words = self.tr("{train:,} training and {test:,} test images of {height} × {width} pixels")
        train, test = counts or (0, 0)
        height, width = image_shape.height, image_shape.width
        self._dataset_words.setText(fill(words, train=train, test=test, height=height, width=width))
        self._dataset_words.setToolTip("\n".join(notes))
        self._show_dataset()
        self._edited()

    def set_cuda_available(self, available: bool, words: str = "") -> None:
        """Offer the GPU and the precision that only a GPU has, or do not: in words its name, or why not."""
        tip = words or self.tr("No CUDA GPU has been found.")
        for field, choice in (("device", "cuda"), ("precision", "tf32")):
            box = self._controls[field]
            assert isinstance(box, ChoiceBox)
            box.offer(choice, available, tip)

    def say_why_not_to_train(self, reason: str) -> None:
        """Explain that nothing can be trained; the controls stay to be read."""
        _say(self._why_not, reason)
        self._why_not.show()
        for widget in (self._preset, *self._controls.values()):
            widget.setEnabled(False)

    def set_training(self, training: bool) -> None:
        """Let the learning rate and beta alone be changed during a training."""
        self.can_be_changed = not training
        fixed = (self._controls[field.name] for field in FIELDS if not field.live)
        for widget in (self._preset, self._dataset_box, *fixed):
            widget.setEnabled(not training)
        self._title.setText(self.tr("In training") if training else self.tr("Next training"))
        self.frozen.emit(training)

    # What the user does

    @Slot()
    def _edited(self) -> None:
        """Read the controls, show the fields that apply, and sum the network up or say why there can be none."""
        for form, fields in zip(self._forms, (_NETWORK, _IN_SIGHT, _RARELY_CHANGED), strict=True):
            for row, field in enumerate(fields):
                form.setRowVisible(row, self._applies(field))
        self._recipe_words.clear()
        part = self._network_words
        try:
            network = changed(self._open, self._values(_OF_LAYERS))
            layers = " → ".join(network.network.layer_words)
            words = self.tr("{layers}, {count:,} parameters")
            _say(part, fill(words, layers=layers, count=network.network.parameter_count))
            part = self._recipe_words
            self._read = changed(network, self._values(_IN_SIGHT + _RARELY_CHANGED))
            self._show_preset(self._read.preset)
        except ConfigError as error:
            self._read = error
            _say(part, translated(error), wrong=True)
            if part is self._recipe_words and self._is_possible(_IN_SIGHT):
                self.more.setChecked(True)  # the offending field is, or conflicts with one that is, folded away
        self._recipe_words.setVisible(bool(self._recipe_words.text()))
        if self._recipe_words.isVisible():
            self._scroll_to(self._recipe_words)
        self.config_changed.emit()

    @Slot(int)
    def _choose_preset(self, index: int) -> None:
        """Take a preset's network and recipe; the data set, the seed, the device and its threads stay as they are."""
        config = PRESETS[self._preset.itemData(index)].config
        decided = [field for field in FIELDS if field.of_preset]
        self._replace(partial(self._write, config, decided), self.tr("Choose preset"))
        self._tell_live()

    def _replace(self, show: Callable[[], object], words: str) -> None:
        """Show another recipe and push one change; none if the old recipe was invalid or nothing changed."""
        before = self._read
        show()
        if not isinstance(before, ConfigError) and not self.problem and (after := self.config()) != before:
            self.undo_stack.push(Change(words, self.set_config, before, after))

    @Slot(int)
    def _choose_dataset(self, index: int) -> None:
        """Ask for the chosen data set; the box shows the open one until `set_dataset` tells of another."""
        wanted = self._dataset_box.itemData(index)
        self._show_dataset()
        if wanted == _OF_FOLDER:
            self.dataset_folder_requested.emit()
        elif wanted == _OF_FILE:
            self.dataset_file_requested.emit()
        elif wanted == _OF_ALL:
            self.datasets_requested.emit()
        elif wanted != self._open.dataset:
            self.mnist_requested.emit()

    @Slot(bool)
    def _show_more(self, more: bool) -> None:
        self._rarely_changed.setVisible(more)
        self.more.setArrowType(Qt.ArrowType.DownArrow if more else Qt.ArrowType.RightArrow)
        if more:
            self._scroll_to(self._rarely_changed)

    def _scroll_to(self, part: QWidget) -> None:
        """Scroll to a part, once the present change is laid out."""
        QTimer.singleShot(0, self, partial(self._scroller.ensureWidgetVisible, part))

    @Slot()
    def _tell_live(self) -> None:
        """Tell what can be changed while a network trains, if it is another value than before."""
        if self.problem:
            return
        before, self._known = self._known, _live_values(self.config())
        for name, signal in (("learning_rate", self.learning_rate_changed), ("beta", self.beta_changed)):
            if self._known[name] != before[name]:
                signal.emit(self._known[name])

    # How the controls are read and written

    def _values(self, fields: Iterable[Field]) -> dict[str, Any]:
        return {field.name: self._controls[field.name].read() for field in fields if self._applies(field)}

    def _applies(self, field: Field) -> bool:
        return field.applies(lambda name: self._controls[name].read())

    def _is_possible(self, fields: list[Field]) -> bool:
        """Whether the network and these fields alone, with all others at their defaults, can be trained."""
        try:
            changed(self._open, self._values(_NETWORK + fields))
        except ConfigError:
            return False
        return True

    def _write(self, config: TrainingConfig, fields: Iterable[Field]) -> None:
        for field in fields:
            self._controls[field.name].write(field.of(config))
        self._edited()

    # What the panel says

    def _show_preset(self, name: str) -> None:
        self._preset.setCurrentIndex(self._preset.findData(name))
        preset = PRESETS.get(name)
        self._teaches.setText(translated(preset.teaches) if preset else self.tr("A recipe of your own."))
        self._plane_picture.setVisible(preset is not None)
        if preset is not None:
            self._plane_picture.setPixmap(plane_icon(name).pixmap(grown(_PICTURE), grown(_PICTURE)))

    def _show_dataset(self) -> None:
        name = self._open.dataset
        self._dataset_box.clear()
        self._dataset_box.addItem("MNIST", "mnist")
        if name != "mnist":
            self._dataset_box.addItem(Path(name).name, name)
            self._dataset_box.setItemData(1, name, Qt.ItemDataRole.ToolTipRole)
        self._dataset_box.setCurrentIndex(self._dataset_box.count() - 1)
        self._dataset_box.addItem(self.tr("More data sets…"), _OF_ALL)
        self._dataset_box.addItem(self.tr("Open folder…"), _OF_FOLDER)
        self._dataset_box.addItem(self.tr("Open file…"), _OF_FILE)

    # How it is put together

    def _form(self, fields: Sequence[Field]) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(_ROW_GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            control = self._controls[field.name]
            form.addRow(translated(field.label), control)
        return form

    def _lay_out(self) -> None:
        network, recipe, rarely_changed = self._forms
        self._rarely_changed.setLayout(rarely_changed)
        self._rarely_changed.hide()
        self.more.setText(self.tr("More"))
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.setCheckable(True)
        self.more.setObjectName("more")  # for the style sheet
        _name(self._preset, self.tr("Preset"), self.tr("A network and its recipe, ready to train"))
        _name(self._dataset_box, self.tr("Data set"), self.tr("The images to learn"))
        _name(self.more, self.tr("More of the recipe"), ", ".join(translated(field.label) for field in _RARELY_CHANGED))
        page = QWidget()
        self._why_not.hide()
        self._plane_picture.setAccessibleName(self.tr("Picture of the plane of this preset"))
        teaches = in_row((self._plane_picture, 0, Qt.AlignmentFlag.AlignTop), (self._teaches, 1), spacing=SPACING)
        sections = (
            _section(self.tr("Preset"), self._preset, teaches),
            _section(self.tr("Data set"), self._dataset_box, self._dataset_words),
            _section(self.tr("Network"), network, self._network_words),
            _section(self.tr("Recipe"), recipe, self.more, self._rarely_changed, self._recipe_words),
        )
        margin = MARGIN, SPACING, MARGIN, SPACING
        in_column(self._why_not, *sections, STRETCH, parent=page, margin=margin, spacing=_SECTION_GAP)

        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for its controls, which come into sight
        self._scroller.setWidget(page)
        self._title.setText(self.tr("Next training"))
        self._title.setContentsMargins(MARGIN, SPACING, MARGIN, 0)
        in_column(self._title, self._scroller, parent=self, spacing=0)
        as_letters(self._fit)

    @Slot()
    def _fit(self) -> None:
        for form, fields in zip(self._forms, (_NETWORK, _IN_SIGHT, _RARELY_CHANGED), strict=True):
            for field in fields:
                form.labelForField(self._controls[field.name]).setMinimumWidth(grown(_LABEL_WIDTH))
        page = self._scroller.widget()
        assert page is not None
        folded = self._rarely_changed.minimumSizeHint().width() + 2 * MARGIN
        needed = max(page.minimumSizeHint().width(), folded) + self._scroller.verticalScrollBar().sizeHint().width()
        needed += SPACING  # of which a box takes some that the style sheet draws
        self.setFixedWidth(max(grown(_WIDTH), needed))  # other languages have longer words

    def _connect(self) -> None:
        self._preset.activated.connect(self._choose_preset)
        self._dataset_box.activated.connect(self._choose_dataset)
        self.more.toggled.connect(self._show_more)
        for control in self._controls.values():
            control.edited.connect(self._edited)
        for field in FIELDS:
            if field.live:
                box = self._controls[field.name]
                assert isinstance(box, RateBox)
                box.editingFinished.connect(self._tell_live)


def _live_values(config: TrainingConfig) -> dict[str, float]:
    return {field.name: field.of(config) for field in FIELDS if field.live}


def _name(widget: QWidget, name: str, tip: str) -> None:
    widget.setAccessibleName(name)
    widget.setToolTip(tip)


def _say(label: QLabel, words: str, wrong: bool = False) -> None:
    label.setForegroundRole(_Role.BrightText if wrong else _Role.PlaceholderText)
    label.setText(words)


def _small_print() -> QLabel:
    """Small print under a control; it keeps room for two lines."""
    label = quiet_label(wrapped=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setMinimumHeight(2 * label.fontMetrics().lineSpacing())
    return label


def _section(words: str, *parts: QWidget | QLayout) -> QVBoxLayout:
    return in_column(heading(words), *parts, spacing=_ROW_GAP)
