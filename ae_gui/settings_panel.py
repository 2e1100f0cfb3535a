"""What to train and how: widgets that stand for a `TrainingConfig`.

The panel decides nothing about what is possible. It reads its widgets into the configuration, whose constructor
refuses what cannot be with a sentence, and shows that sentence beside what caused it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette, QStandardItemModel, QUndoStack
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ae_gui.theme import MARGIN, SPACING, grown, icon
from ae_gui.widgets.change import Change
from ae_gui.widgets.labels import heading, quiet_label
from ae_gui.widgets.rate_box import RateBox
from ae_gui.words import called, fill, translated
from ae_model.config import MAX_THREADS, PRESETS, ConfigError, NetworkConfig, TrainingConfig

_WIDTH = 288
_LABEL_WIDTH = 108  # as wide as the longest, so that all fields begin at one line
_ROW_GAP = 5
_SECTION_GAP = 10
_LARGEST_LATENT_DIM = 1024  # that is offered; a configuration from elsewhere may hold more
_CUSTOM = "custom"
_OF_ALL, _OF_FOLDER = 0, 1  # what else the box of data sets offers, beside names
_Role = QPalette.ColorRole


class SettingsPanel(QWidget):
    """The configuration that Train will use; while it trains, the learning rate alone can be changed.

    Signals:
        config_changed(): something was changed, by the user or by `set_config`.
        learning_rate_changed(rate): the user has entered another possible learning rate.
        dataset_folder_requested(): the user wants a folder of IDX files.
        datasets_requested(): the user wants to see which data sets there are.
        mnist_requested(): the user wants the data set that travels with the program again.
        frozen(training): a training has begun, and all but its learning rate stays as it is, or has ended.

    Attributes:
        more: unfolds what is rarely changed.
        can_be_changed: whether nothing is being trained.
        undo_stack: what replaces a recipe of the user's own, such as the choice of a preset, is a step.
    """

    config_changed = Signal()
    learning_rate_changed = Signal(float)
    dataset_folder_requested = Signal()
    datasets_requested = Signal()
    mnist_requested = Signal()
    frozen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first = TrainingConfig()
        self._dataset = first.dataset
        self._image_shape = first.network.image_shape
        self._known_rate = first.learning_rate  # the last one that was told

        self.can_be_changed = True
        self.undo_stack = QUndoStack(self)
        self._preset = QComboBox()
        self._teaches = _small_print()
        self._dataset_box = QComboBox()
        self._dataset_words = _small_print()
        self._hidden_sizes = QLineEdit()
        self._latent_dim = QSpinBox(minimum=1, maximum=_LARGEST_LATENT_DIM)
        self._activation = QComboBox()
        self._output = QComboBox()
        self._network_words = _small_print()
        self._epochs = QSpinBox(minimum=1, maximum=100_000)
        self._batch_size = QSpinBox(minimum=1, maximum=1_000_000)
        self._learning_rate = RateBox()
        self._schedule = QComboBox()
        self._seed = QLineEdit()
        self._new_seed = QToolButton()
        self._device = QComboBox()
        self.more = QToolButton()
        self._rarely_changed = QWidget()
        self._warmup_epochs = QSpinBox(minimum=0, maximum=100_000)
        self._weight_decay = RateBox()
        self._precision = QComboBox()
        self._threads = QSpinBox(minimum=0, maximum=MAX_THREADS)  # 0 is automatic
        self._recipe_words = _small_print()
        self._why_not = _small_print()  # to train, where there is nothing to train with
        self._scroller = QScrollArea()  # for a screen that is lower than the window was made for

        self._fill_boxes()
        self._explain()
        self._lay_out()
        self._connect()
        self.set_cuda_available(False)
        self._show_dataset()
        self.set_config(first)

    # What the window asks and tells

    def config(self) -> TrainingConfig:
        """What the widgets say.

        Raises:
            ConfigError: if nothing can be trained so; its message is a sentence for the user.
        """
        return self._with_rarely_changed(self._read_in_sight())

    @property
    def problem(self) -> str | None:
        """Why nothing can be trained as it is, in a sentence; None if all is well."""
        try:
            self.config()
        except ConfigError as error:
            return translated(error)
        return None

    def set_config(self, config: TrainingConfig) -> None:
        """Show a configuration."""
        self._dataset = config.dataset
        self._image_shape = config.network.image_shape
        self._show_dataset()
        self.set_recipe(config)

    def set_recipe(self, config: TrainingConfig) -> None:
        """Show a configuration, but for the data set and its images, which stay those that are open."""
        self._seed.setText(str(config.seed))
        _set_data(self._device, config.device)
        _set_value(self._threads, 0 if config.threads == "auto" else config.threads)
        self._fill_in(config)
        self._known_rate = config.learning_rate

    def replace_recipe(self, config: TrainingConfig, words: str) -> None:
        """Show a configuration as `set_recipe` does, in a step that is called `words` and can be undone."""
        self._replace(partial(self.set_recipe, config), words)

    def set_dataset(self, name: str, image_shape: tuple[int, int], counts: tuple[int, int]) -> None:
        """Show which data set is loaded.

        Args:
            name: what `ae_model.datasets.load` takes: "mnist" or a folder.
            image_shape: (height, width) of its images.
            counts: training and test images.
        """
        self._dataset = name
        self._image_shape = image_shape
        height, width = image_shape
        self._dataset_words.setText(
            fill(
                self.tr("{train:,} training and {test:,} test images of {height} × {width} pixels"),
                train=counts[0],
                test=counts[1],
                height=height,
                width=width,
            )
        )
        self._show_dataset()
        self._edited()

    def set_cuda_available(self, available: bool, name: str = "") -> None:
        """Offer the GPU, called `name`, and what only a GPU can do, or not."""
        for box, choice in ((self._device, "cuda"), (self._precision, "tf32")):
            model = box.model()
            assert isinstance(model, QStandardItemModel)
            item = model.item(box.findData(choice))
            item.setEnabled(available)
            item.setToolTip(name if available else self.tr("No CUDA GPU has been found."))

    def say_why_not_to_train(self, reason: str) -> None:
        """Explain that nothing can be trained; what could be set for it is there to be read."""
        _say(self._why_not, reason)
        self._why_not.show()
        for widget in (*self._fixed_while_training, self._learning_rate):
            widget.setEnabled(widget is self._dataset_box)

    def set_training(self, training: bool) -> None:
        """While it trains, let the learning rate alone be changed."""
        self.can_be_changed = not training
        for widget in self._fixed_while_training:
            widget.setEnabled(not training)
        self.frozen.emit(training)

    # What the user does

    @Slot()
    def _edited(self) -> None:
        """Say what the widgets make, or beside the part that makes nothing, why."""
        self._recipe_words.clear()
        place, folded = self._network_words, False
        try:
            _say(place, self._summary(self._read_network()))
            place = self._recipe_words
            in_sight = self._read_in_sight()
            folded = True
            self._show_preset(self._with_rarely_changed(in_sight).preset)
        except ConfigError as error:
            _say(place, translated(error), wrong=True)
            if folded:  # what is wrong is, or goes ill with, something that may be out of sight
                self.more.setChecked(True)
        self._recipe_words.setVisible(bool(self._recipe_words.text()))
        if self._recipe_words.isVisible():
            self._scroll_to(self._recipe_words)
        self.config_changed.emit()

    @Slot(int)
    def _choose_preset(self, place: int) -> None:
        """Take a preset's network and recipe; the data set, the seed, the device and its threads stay as they are."""
        self._replace(
            partial(self._fill_in, PRESETS[self._preset.itemData(place)].config), self.tr("Choice of a preset")
        )
        self._tell_learning_rate()

    def _replace(self, show: Callable[[], object], words: str) -> None:
        """Show another recipe; a step, unless there is nothing to go back to or nothing else."""
        before = None if self.problem else self.config()
        show()
        if before is not None and not self.problem and (after := self.config()) != before:
            self.undo_stack.push(Change(words, self.set_recipe, before, after))

    @Slot(int)
    def _choose_dataset(self, place: int) -> None:
        """Ask for what was chosen; the box shows what is loaded until `set_dataset` says otherwise."""
        wanted = self._dataset_box.itemData(place)
        self._show_dataset()
        if wanted == _OF_FOLDER:
            self.dataset_folder_requested.emit()
        elif wanted == _OF_ALL:
            self.datasets_requested.emit()
        elif wanted != self._dataset:
            self.mnist_requested.emit()

    @Slot(bool)
    def _show_more(self, more: bool) -> None:
        self._rarely_changed.setVisible(more)
        self.more.setArrowType(Qt.ArrowType.DownArrow if more else Qt.ArrowType.RightArrow)
        if more:
            self._scroll_to(self._rarely_changed)

    def _scroll_to(self, part: QWidget) -> None:
        """Bring a part into view, once what has just changed is laid out."""
        QTimer.singleShot(0, self, partial(self._scroller.ensureWidgetVisible, part))

    @Slot()
    def _draw_seed(self) -> None:
        self._seed.setText(str(np.random.default_rng().integers(1_000_000)))
        self._edited()

    @Slot()
    def _tell_learning_rate(self) -> None:
        try:
            rate = self.config().learning_rate
        except ConfigError:
            return
        if rate != self._known_rate:
            self._known_rate = rate
            self.learning_rate_changed.emit(rate)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._new_seed.setIcon(icon("dice", self.palette()))

    # How the widgets are read

    def _read_in_sight(self) -> TrainingConfig:
        """All but what is rarely changed, which is left as it goes with everything."""
        return TrainingConfig(
            network=self._read_network(),
            dataset=self._dataset,
            epochs=self._epochs.value(),
            batch_size=self._batch_size.value(),
            learning_rate=self._read_learning_rate(),
            schedule=self._schedule.currentData(),
            seed=self._read_seed(),
            device=self._device.currentData(),
        )

    def _with_rarely_changed(self, in_sight: TrainingConfig) -> TrainingConfig:
        edited = replace(
            in_sight,
            warmup_epochs=self._warmup_epochs.value(),
            weight_decay=self._read_weight_decay(),
            precision=self._precision.currentData(),
            threads=self._threads.value() or "auto",
        )
        return replace(edited, preset=_preset_of(edited))

    def _read_network(self) -> NetworkConfig:
        return NetworkConfig(
            image_shape=self._image_shape,
            hidden_sizes=self._read_hidden_sizes(),
            latent_dim=self._latent_dim.value(),
            activation=self._activation.currentData(),
            output=self._output.currentData(),
        )

    def _read_hidden_sizes(self) -> tuple[int, ...]:
        try:
            return tuple(int(size) for size in self._hidden_sizes.text().replace(",", " ").split())
        except ValueError:
            raise ConfigError(self.tr("Hidden layers are whole numbers, such as 1000, 500, 250.")) from None

    def _read_learning_rate(self) -> float:
        try:
            return self._learning_rate.rate
        except ValueError:
            raise ConfigError(self.tr("The learning rate must be a number, such as 0.001 or 1e-3.")) from None

    def _read_weight_decay(self) -> float:
        try:
            return self._weight_decay.rate
        except ValueError:
            raise ConfigError(self.tr("The weight decay must be a number, such as 0 or 0.01.")) from None

    def _read_seed(self) -> int:
        try:
            return int(self._seed.text())
        except ValueError:
            raise ConfigError(self.tr("The seed must be a whole number.")) from None

    # What the panel says

    def _fill_in(self, config: TrainingConfig) -> None:
        """Show a configuration's network and recipe."""
        self._hidden_sizes.setText(", ".join(map(str, config.network.hidden_sizes)))
        _set_value(self._latent_dim, config.network.latent_dim)
        _set_data(self._activation, config.network.activation)
        _set_data(self._output, config.network.output)
        _set_value(self._epochs, config.epochs)
        _set_value(self._batch_size, config.batch_size)
        self._learning_rate.set_rate(config.learning_rate)
        _set_data(self._schedule, config.schedule)
        _set_value(self._warmup_epochs, config.warmup_epochs)
        self._weight_decay.set_rate(config.weight_decay)
        _set_data(self._precision, config.precision)
        self._edited()

    def _summary(self, network: NetworkConfig) -> str:
        layers = " → ".join(map(str, (*network.encoder_sizes, *network.decoder_sizes[1:])))
        return fill(self.tr("{layers}, {count:,} parameters"), layers=layers, count=network.parameter_count)

    def _show_preset(self, name: str) -> None:
        self._preset.setCurrentIndex(self._preset.findData(name))
        preset = PRESETS.get(name)
        self._teaches.setText(translated(preset.teaches) if preset else self.tr("A recipe of your own."))

    def _show_dataset(self) -> None:
        self._dataset_box.clear()
        self._dataset_box.addItem("MNIST", "mnist")
        if self._dataset != "mnist":
            self._dataset_box.addItem(Path(self._dataset).name, self._dataset)
            self._dataset_box.setItemData(1, self._dataset, Qt.ItemDataRole.ToolTipRole)
        self._dataset_box.setCurrentIndex(self._dataset_box.count() - 1)
        self._dataset_box.addItem(self.tr("More data sets…"), _OF_ALL)
        self._dataset_box.addItem(self.tr("Folder of IDX files…"), _OF_FOLDER)

    # How it is put together

    @property
    def _fixed_while_training(self) -> tuple[QWidget, ...]:
        return (
            *(self._preset, self._dataset_box),
            *(self._hidden_sizes, self._latent_dim, self._activation, self._output),
            *(self._epochs, self._batch_size, self._schedule, self._seed, self._new_seed, self._device),
            *(self._warmup_epochs, self._weight_decay, self._precision, self._threads),
        )

    def _fill_boxes(self) -> None:
        for name, preset in PRESETS.items():
            self._preset.addItem(name, name)
            self._preset.setItemData(self._preset.count() - 1, translated(preset.teaches), Qt.ItemDataRole.ToolTipRole)
        self._preset.addItem(called(_CUSTOM), _CUSTOM)
        model = self._preset.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self._preset.count() - 1).setEnabled(False)  # what a changed preset is called, not a choice
        for box, choices in (
            (self._activation, (("relu", "ReLU"), ("silu", "SiLU"))),
            (self._output, (("sigmoid", self.tr("Sigmoid")), ("linear", self.tr("Linear")))),
            (self._schedule, (("constant", self.tr("Constant")), ("cosine", self.tr("Cosine")))),
            (self._device, (("auto", self.tr("Automatic")), ("cpu", "CPU"), ("cuda", "CUDA GPU"))),
            (
                self._precision,
                (("auto", self.tr("Automatic")), ("fp32", "fp32"), ("tf32", "TF32 (GPU)"), ("bf16", "bf16")),
            ),
        ):
            for value, words in choices:
                box.addItem(words, value)
        for spin in (self._latent_dim, self._epochs, self._batch_size, self._warmup_epochs):
            spin.setGroupSeparatorShown(True)
        self._warmup_epochs.setSpecialValueText(self.tr("None"))
        self._threads.setSpecialValueText(self.tr("Automatic"))
        self._new_seed.setIcon(icon("dice", self.palette()))
        self._new_seed.setAutoRaise(True)

    def _explain(self) -> None:
        _name(self._preset, self.tr("Preset"), self.tr("A network and its recipe, ready to train"))
        _name(self._dataset_box, self.tr("Data set"), self.tr("The images to learn"))
        sizes = self.tr(
            "Units of each layer from the image to the code, such as 1000, 500, 250; none for a linear network"
        )
        _name(self._hidden_sizes, self.tr("Hidden layers"), sizes)
        _name(self._latent_dim, self.tr("Latent dimension"), self.tr("Numbers in the code of an image"))
        _name(self._activation, self.tr("Activation"), self.tr("The function between two layers"))
        output = self.tr("What the last layer ends in: a sigmoid keeps pixels between 0 and 1")
        _name(self._output, self.tr("Output"), output)
        _name(self._epochs, self.tr("Epochs"), self.tr("How often all training images are seen"))
        _name(self._batch_size, self.tr("Batch size"), self.tr("Images a step"))
        rate = self.tr("Of Adam, such as 0.001 or 1e-3; it can be changed while the network trains")
        _name(self._learning_rate, self.tr("Learning rate"), rate)
        schedule = self.tr("Constant, or down to nothing at the end along half a cosine wave")
        _name(self._schedule, self.tr("Schedule"), fill(self.tr("Of the learning rate: {how}"), how=schedule))
        _name(
            self._warmup_epochs, self.tr("Warm-up epochs"), self.tr("Epochs over which the learning rate first rises")
        )
        decay = self.tr(
            "By how much weights shrink at each step, in learning rates (AdamW); it keeps them from fitting noise"
        )
        _name(self._weight_decay, self.tr("Weight decay"), decay)
        precision = self.tr("Of the matrix products; bf16 is about twice as fast where the processor has it")
        _name(self._precision, self.tr("Precision"), precision)
        _name(self._threads, self.tr("Threads"), self.tr("Of the CPU; Automatic takes one a core"))
        _name(self.more, self.tr("More of the recipe"), self.tr("Warm-up, weight decay, precision and threads"))
        seed = self.tr("Decides the first weights and the order of the images: same seed, same numbers")
        _name(self._seed, self.tr("Seed"), seed)
        _name(self._new_seed, self.tr("New seed"), self.tr("Draw a seed at random"))
        device = self.tr("Where to train; Automatic takes a CUDA GPU if there is one")
        _name(self._device, self.tr("Device"), device)
        self._hidden_sizes.setPlaceholderText(self.tr("none"))

    def _lay_out(self) -> None:
        seed = QHBoxLayout()
        seed.setSpacing(2)
        seed.addWidget(self._seed)
        seed.addWidget(self._new_seed)

        network = _form(
            (self.tr("Hidden layers"), self._hidden_sizes),
            (self.tr("Latent dimension"), self._latent_dim),
            (self.tr("Activation"), self._activation),
            (self.tr("Output"), self._output),
        )
        recipe = _form(
            (self.tr("Epochs"), self._epochs),
            (self.tr("Batch size"), self._batch_size),
            (self.tr("Learning rate"), self._learning_rate),
            (self.tr("Schedule"), self._schedule),
            (self.tr("Seed"), seed),
            (self.tr("Device"), self._device),
        )
        rarely_changed = _form(
            (self.tr("Warm-up epochs"), self._warmup_epochs),
            (self.tr("Weight decay"), self._weight_decay),
            (self.tr("Precision"), self._precision),
            (self.tr("Threads"), self._threads),
        )
        self._rarely_changed.setLayout(rarely_changed)
        self._rarely_changed.hide()
        self.more.setText(self.tr("More"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.setObjectName("more")  # for the style sheet
        self.more.setCheckable(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        column.setSpacing(_SECTION_GAP)
        self._why_not.hide()
        column.addWidget(self._why_not)
        column.addLayout(_section(self.tr("Preset"), self._preset, self._teaches))
        column.addLayout(_section(self.tr("Data set"), self._dataset_box, self._dataset_words))
        column.addLayout(_section(self.tr("Network"), network, self._network_words))
        column.addLayout(_section(self.tr("Recipe"), recipe, self.more, self._rarely_changed, self._recipe_words))
        column.addStretch()

        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setWidgetResizable(True)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys, and comes into sight
        self._scroller.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroller)
        self.setFixedWidth(grown(_WIDTH))

    def _connect(self) -> None:
        self._preset.activated.connect(self._choose_preset)
        self._dataset_box.activated.connect(self._choose_dataset)
        for line in (self._hidden_sizes, self._seed):
            line.textEdited.connect(self._edited)
        for spin in (self._latent_dim, self._epochs, self._batch_size, self._warmup_epochs, self._threads):
            spin.valueChanged.connect(self._edited)
        for box in (self._activation, self._output, self._schedule, self._device, self._precision):
            box.activated.connect(self._edited)
        for rate in (self._learning_rate, self._weight_decay):
            rate.edited.connect(self._edited)
        self.more.toggled.connect(self._show_more)
        self._learning_rate.editingFinished.connect(self._tell_learning_rate)
        self._new_seed.clicked.connect(self._draw_seed)


def _preset_of(config: TrainingConfig) -> str:
    """The preset whose network and recipe these are, whatever the data set, seed, device and threads."""
    return next((name for name, preset in PRESETS.items() if _recipe(preset.config) == _recipe(config)), _CUSTOM)


def _recipe(config: TrainingConfig) -> dict[str, Any]:
    values = config.to_dict()
    for name in ("preset", "dataset", "seed", "device", "threads"):
        del values[name]
    del values["network"]["image_shape"]
    return values


def _set_value(spin: QSpinBox, value: int) -> None:
    """Show a value without a signal, though the box would not offer one so large."""
    with QSignalBlocker(spin):
        spin.setMaximum(max(spin.maximum(), value))
        spin.setValue(value)


def _set_data(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def _name(widget: QWidget, name: str, tip: str) -> None:
    widget.setAccessibleName(name)
    widget.setToolTip(tip)


def _say(label: QLabel, words: str, wrong: bool = False) -> None:
    label.setForegroundRole(_Role.BrightText if wrong else _Role.PlaceholderText)
    label.setText(words)


def _small_print() -> QLabel:
    """Two lines of small print under a control; it keeps their room when it says less."""
    label = quiet_label()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setMinimumHeight(2 * label.fontMetrics().lineSpacing())
    return label


def _form(*rows: tuple[str, QWidget | QHBoxLayout]) -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setSpacing(_ROW_GAP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for words, field in rows:
        form.addRow(words, field)
        form.labelForField(field).setMinimumWidth(grown(_LABEL_WIDTH))
    return form


def _section(words: str, *parts: QWidget | QLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(_ROW_GAP)
    column.addWidget(heading(words))
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column
