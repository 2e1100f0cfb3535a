"""The network from the inside: its layers to scale, what each unit looks for or draws, and its answer to a digit."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ae_gui.counting import Counting
from ae_gui.networks import Network
from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.divergence_bars import DivergenceBars
from ae_gui.widgets.fields import ComboBox, SpinBox
from ae_gui.widgets.layer_diagram import LayerDiagram
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow, in_row
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.widgets.unit_firing import UnitFiring
from ae_gui.widgets.unit_sheet import UnitSheet
from ae_gui.widgets.unit_view import UnitView
from ae_gui.words import called, counted, fill, written
from ae_model.datasets import Dataset, Split
from ae_model.elbo import Spread, spread
from ae_model.kinds import LayerSummary
from ae_model.snapshot import Array, Snapshot

_BY_ACTIVATION, _BY_FIRING = 1, 2  # orders of the units
_MEASURED = 200  # test images, whose posteriors take some 10 ms


class NetworkTab(QWidget):
    """A diagram of the layers, and below it the units of the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split: Split | None = None
        self._class_names: Sequence[str] = ()
        self._snapshot: Snapshot | None = None
        self._layers: tuple[LayerSummary, ...] = ()
        self._outputs: tuple[Array, ...] = ()
        self._fields: partial[Array] = partial(_no_fields)
        self._fields_of: tuple[object, ...] = ()  # what they were made for
        self._side_of_maps = 0  # of those that convolutions have, the one that was chosen last
        self._behind = False  # whether what is shown is older than what is known
        self._measured: tuple[Snapshot, Spread] | None = None  # how the code of this network is used

        self.diagram = LayerDiagram()
        self.sheet = UnitSheet(self.tr("Units of the layer"))
        self.divergences = DivergenceBars()
        self.unit = UnitView()
        self.firing = UnitFiring()
        self.counting = Counting(self)
        self.side = ComboBox()
        self.side.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)  # a layer of another kind has others
        self.order = ComboBox()
        self.digit = SpinBox()
        self._other = QPushButton(self.tr("Another image"))
        self._title = heading("")
        self._note = quiet_label(wrapped=True)
        self._total = QLabel()
        self._digit_words = quiet_label()
        self._scale = quiet_label()
        self._rng = np.random.default_rng(0)
        self._lay_out()
        self.diagram.layer_chosen.connect(self._choose_layer)
        self.sheet.unit_chosen.connect(self._refresh_unit)
        self.side.currentIndexChanged.connect(self._choose_side)
        self.order.currentIndexChanged.connect(self._refresh_sheet)
        self.digit.valueChanged.connect(self.show_digit)
        self.firing.answer_changed.connect(self._show_answers)
        self.counting.known.connect(self._refresh_sheet)
        self.counting.failed.connect(self._note.setText)
        self._other.clicked.connect(self._draw_lot)

    # What the window tells this tab

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Answer to other test images; nothing is shown until a network for them is."""
        self._split, self._class_names = split, class_names
        self.counting.set_images(None)
        self._forget()
        with QSignalBlocker(self.digit):
            self.digit.setRange(0, len(split.images) - 1)
            self.digit.setValue(0)

    def set_dataset(self, dataset: Dataset) -> None:
        """Count how often units fire at these training images."""
        self.counting.set_images(dataset.train.images)
        self.count()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._class_names = names
        self._behind = True
        if self.isVisible():
            self._refresh()

    def show_network(self, network: Network) -> None:
        """Show a network; while this tab is hidden it is only remembered."""
        self.counting.forget()
        self.update_network(network)
        self.count()

    def update_network(self, network: Network) -> None:
        """Show another moment of the network."""
        self._snapshot = network.snapshot
        self._behind = True
        if self.isVisible():
            self._refresh()

    @Slot()
    def count(self) -> None:
        """Count how often the units of a sparse code fire, where they are on show: the network is at rest."""
        if self._snapshot is not None and self.isVisible() and self._has_dictionary:
            self.counting.count(self._snapshot)

    @Slot(int)
    def show_digit(self, index: int) -> None:
        """Take a test digit to hand."""
        if self._split is not None and index < len(self._split.images):
            with QSignalBlocker(self.digit):
                self.digit.setValue(index)
            self._behind = True
            if self.isVisible():
                self._refresh()

    def select_code(self) -> None:
        """Choose the layer of the code."""
        if self._layers:
            self.diagram.select(self._code)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._refresh()
        self.count()

    # What the user does

    @Slot()
    def _draw_lot(self) -> None:
        self.digit.setValue(int(self._rng.integers(self.digit.maximum() + 1)))

    @Slot(int)
    def _choose_layer(self, number: int) -> None:
        layer = self._layers[number]
        with QSignalBlocker(self.side), QSignalBlocker(self.order):
            self.side.clear()
            for words, side in self._sides(layer):
                self.side.addItem(words, side)
            if layer.maps is not None:
                self.side.setCurrentIndex(self._side_of_maps)
            self.order.setMaxCount(3 if self._has_dictionary else 2)
            if self._has_dictionary and self.order.count() == _BY_FIRING:
                self.order.addItem(self.tr("By firing"))
        self.side.setVisible(self.side.count() > 1)
        self._refresh_sheet()
        self.count()

    @Slot(int)
    def _choose_side(self, index: int) -> None:
        if self._layers and self._layers[self.diagram.selected].maps is not None:
            self._side_of_maps = index
        self._refresh_sheet()

    # How it is shown

    def _forget(self) -> None:
        self._snapshot = None
        self._layers, self._outputs = (), ()
        self._fields = partial(_no_fields)
        self._fields_of = ()
        self.diagram.set_layers((), [])
        for label in (self._total, self._scale, self._title, self._note):
            label.clear()
        self.side.hide()
        self.divergences.set_spread(None)
        self._show_no_units()

    def _refresh(self) -> None:
        if self._snapshot is None or self._split is None:
            return
        self._behind = False
        digit = self.digit.value()
        image, name = self._split.images[digit], self._class_names[self._split.labels[digit]]
        self._digit_words.setText(fill(self.tr("Class {name}"), name=name) if len(self._class_names) > 1 else "")
        # Before the layers: choosing one shows its units, and these with what they put out.
        self._outputs = tuple(output[0] for output in self._snapshot.activations(image[None]))
        if (layers := self._snapshot.layers) != self._layers:
            self._layers = layers
            self.diagram.set_layers(layers, [self._words(layer) for layer in layers])
            self._total.setText(fill(self.tr("{count:,} parameters"), count=self._snapshot.config.parameter_count))
            self._scale.setText(self.tr("The height of a bar grows with the square root of its number of units."))
            self.diagram.select(0)
        self._refresh_sheet()
        self._show_answers()

    @Slot()
    def _show_answers(self) -> None:
        """Show what the layers answer to the digit, and what becomes of that if one unit of the code is turned."""
        if self._snapshot is None or self._split is None or not self._outputs:
            return
        image, outputs = self._split.images[self.digit.value()], self._outputs
        if self.firing.answer is not None and (unit := self.sheet.unit) is not None:
            code = outputs[self._code].copy()
            code[unit] = self.firing.answer
            answers = (answer[0] for answer in self._snapshot.answers(code[None]))
            outputs = (*outputs[: self._code], code, *answers)
        self.diagram.set_outputs(image, outputs, outputs[-1].reshape(image.shape))

    @Slot()
    def _refresh_sheet(self) -> None:
        if self._snapshot is None or not self._outputs:
            return
        layer = self._layers[self.diagram.selected]
        self._title.setText(self._about(layer))
        self.divergences.set_spread(self._spread() if layer.is_code else None)
        self.firing.setVisible(self._has_dictionary)
        if layer.is_output:
            self._note.setText(self.tr("Its units are the pixels of the image."))
            self._show_no_units()
            return
        outputs = self._activations(layer)
        units = np.arange(len(outputs))
        dictionary = self.counting.dictionary if self._has_dictionary else None
        if self.order.currentIndex() == _BY_ACTIVATION:
            units = np.argsort(-np.abs(outputs), kind="stable")
        elif dictionary is not None and self.order.currentIndex() == _BY_FIRING:
            units = np.argsort(-dictionary.fired, kind="stable")
        self._choose_fields(layer)
        firing = ""
        if self._has_dictionary and self.counting.images is not None:
            firing = self.firing.told(dictionary)
        self._note.setText(f"{self._reading(layer)} {self.divergences.words or firing}".strip())
        self.sheet.set_units(units, outputs, self._fields, layer.maps is not None)
        self._refresh_unit()

    def _choose_fields(self, layer: LayerSummary) -> None:
        """Know how the pictures of a layer's units are made; those that would be the same, the sheet keeps."""
        assert self._snapshot is not None
        side = self.side.currentData()
        made_for = self._snapshot, layer.number, side, self.digit.value() if side == "maps" else None
        if made_for == self._fields_of:
            return
        self._fields_of = made_for
        if side == "maps" and layer.maps is not None:
            self._fields = partial(np.take, self._outputs[layer.number].reshape(layer.maps), axis=0)
        else:
            self._fields = partial(self._snapshot.draws if side == "draws" else self._snapshot.looks_for, layer.number)

    def _activations(self, layer: LayerSummary) -> Array:
        """What each unit answers to the digit, or the mean of each feature map."""
        outputs = self._outputs[layer.number]
        return outputs if layer.maps is None else outputs.reshape(layer.maps).mean(axis=(1, 2))

    def _spread(self) -> Spread | None:
        """How much each number of a Gaussian code is used by a sample of the test images; None of a plain code."""
        assert self._snapshot is not None and self._split is not None
        if self._snapshot.config.code != "gaussian":
            return None
        if self._measured is None or self._measured[0] is not self._snapshot:
            images = self._split.images[self._split.sample(_MEASURED)]
            self._measured = self._snapshot, spread(*self._snapshot.posterior(images))
        return self._measured[1]

    def _show_no_units(self) -> None:
        self.sheet.set_units(np.empty(0, np.intp), np.empty(0, np.float32), self._fields)
        self.unit.show_unit(None)
        self.firing.show_unit(None)

    @property
    def _has_dictionary(self) -> bool:
        """Whether the units on show are those of a sparse code, which fire or do not."""
        sparse = self._snapshot is not None and self._snapshot.config.code == "sparse"
        return sparse and bool(self._layers) and self._layers[self.diagram.selected].is_code

    @Slot()
    def _refresh_unit(self) -> None:
        unit = self.sheet.unit
        if unit is None or self._snapshot is None:
            return
        layer = self._layers[self.diagram.selected]
        weight, bias = (self._snapshot.arrays[f"{layer.name}.{part}"] for part in ("weight", "bias"))
        is_transposed = layer.maps is not None and layer.number > self._code
        words = self.tr("Unit {unit:,}\nActivation {activation:.3f}\nBias {bias:.3f}\nLength of its weights {norm:.3f}")
        if layer.maps is not None:
            words = self.tr(
                "Map {unit:,}\nMean activation {activation:.3f}\nBias {bias:.3f}\nLength of its weights {norm:.3f}"
            )
        words = fill(
            words,
            unit=unit + 1,
            activation=float(self._activations(layer)[unit]),
            bias=float(bias[unit]),
            norm=float(np.linalg.norm(np.take(weight, unit, int(is_transposed)).astype(np.float64))),
        )
        self.unit.show_unit(self._fields([unit])[0], words)
        if self._has_dictionary:
            own, counting = float(self._outputs[layer.number][unit]), self.counting
            self.firing.show_unit(unit, own, counting.dictionary, counting.images)
        else:
            self.firing.show_unit(None)
        self._show_answers()

    def _sides(self, layer: LayerSummary) -> list[tuple[str, str]]:
        """What the pictures of a layer's units can be, the usual first: words, and names for them."""
        maps = [(self.tr("Feature maps"), "maps")] if layer.maps is not None else []
        looks, draws = (self.tr("Looks for"), "looks"), (self.tr("Draws"), "draws")
        if layer.is_code:
            return [draws, looks] if self._has_dictionary else [looks, draws]
        return [*maps, looks if layer.number < self._code else draws]

    @property
    def _code(self) -> int:
        """The number of the code's layer."""
        return next(layer.number for layer in self._layers if layer.is_code)

    def _words(self, layer: LayerSummary) -> list[str]:
        """What stands under a layer's bar."""
        name = self._name(layer)
        shape = f"{written(layer.units, ',')} × {written(layer.inputs, ',')}"
        if layer.maps is not None:
            shape = "×".join(map(str, layer.maps))
        return [name, shape, written(layer.parameters, ","), called(layer.activation)]

    def _name(self, layer: LayerSummary) -> str:
        if layer.is_code:
            return self.tr("Code")
        if layer.is_output:
            return self.tr("Output")
        first = layer.number <= self._code
        number = layer.number + 1 if first else layer.number - self._code
        words = self.tr("Encoder {number}") if first else self.tr("Decoder {number}")
        return fill(words, number=number)

    def _about(self, layer: LayerSummary) -> str:
        if layer.maps is not None:
            count, height, width = layer.maps
            words = self.tr("{name}: feature maps, {count:,} of {size}, each with {inputs:,} weights and a bias")
            size = f"{height} × {width}"
            return fill(words, name=self._name(layer), count=count, size=size, inputs=layer.inputs)
        words = self.tr("{name}: %Ln unit(s), each with {inputs:,} weights and a bias", "", layer.units)
        return fill(counted(words, layer.units), name=self._name(layer), inputs=layer.inputs)

    def _reading(self, layer: LayerSummary) -> str:
        if self.side.currentData() == "maps":
            return self.tr("What each map answers to the image, place by place: blue above zero, red below.")
        if layer.maps is not None and self.side.currentData() == "draws":
            return self.tr("What one number of each map adds to the image, if the layers after it were linear.")
        if layer.maps is not None:
            return self.tr("What each map looks for, wherever it is, if the layers before it were linear.")
        if self.side.currentData() == "draws":
            if self._layers[layer.number + 1].is_output:
                return self.tr("What each unit adds to the image: its weights in the last layer.")
            return self.tr("What each unit adds to the image, if the layers after it were linear.")
        if layer.number == 0:
            return self.tr(
                "What each unit looks for: its weights, blue where ink raises its answer, red where ink lowers it."
            )
        return self.tr("What each unit looks for, if the layers before it were linear.")

    def _lay_out(self) -> None:
        self.side.setAccessibleName(self.tr("Pictures of the units"))
        self.side.setToolTip(self.tr("The way from the image to a unit, or from it to the image"))
        for box in (self.side, self.order):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)  # what they offer is the layer's
        self.order.addItems([self.tr("By number"), self.tr("By activation")])
        self.order.setAccessibleName(self.tr("Order of the units"))
        self.digit.setAccessibleName(self.tr("Test image"))
        self.digit.setToolTip(self.tr("The test image that the layers answer to"))
        self.digit.setKeyboardTracking(False)
        self.side.hide()
        self.firing.hide()

        tools = in_flow(self._title, STRETCH, self.side, SPACING, self.order)
        digit_label = QLabel(self.tr("Test image"))
        digit_label.setBuddy(self.digit)
        digit = QWidget()
        in_row(digit_label, self.digit, self._digit_words, self._other, parent=digit, spacing=SPACING)
        head = in_flow(heading(self.tr("Layers")), SPACING, self._total, SPACING, self._scale, STRETCH, digit)
        units = in_column(tools, self._note, self.divergences, (self.sheet, 1), spacing=SPACING)
        below = in_row((units, 1), self.firing, self.unit, spacing=SPACING)
        margin = (MARGIN, SPACING, MARGIN, SPACING)
        in_column(head, self.diagram, (below, 1), parent=self, margin=margin, spacing=SPACING)


def _no_fields(units: Sequence[int]) -> Array:
    return np.empty((len(units), 1, 1), np.float32)
