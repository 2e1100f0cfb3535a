"""The dialog that asks what the file of another program does not say of its network, with what is likely chosen."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.question import lay_out_question
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import figure, fill, translated
from ae_model.config import NetworkConfig
from ae_model.config_fields import BY_NAME, Choice
from ae_model.guesses import Guess
from ae_model.image_shape import ImageShape
from ae_model.state_dicts import shapes_of


class UnsaidDialog(QDialog):
    """Asks for the activation, the output and the shape of the images of a network.

    Signals:
        answered(config): open it as this network.
    """

    answered = Signal(NetworkConfig)

    def __init__(
        self, name: str, config: NetworkConfig, guesses: Sequence[Guess], mean_error: float, data: str, parent: QWidget
    ) -> None:
        """A question about the file called `name`.

        Args:
            name: of the file.
            config: what is chosen at first.
            guesses: networks that it may be, the best first.
            mean_error: of the mean image in the place of each; a network that was trained is better.
            data: the name of the images that the guesses were compared over.
            parent: the window that is not to be used meanwhile.
        """
        super().__init__(parent)
        self._config, self._guesses, self._mean_error, self._data = config, guesses, mean_error, data
        self.setWindowTitle(self.tr("Open network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.activation, self.output, self.shape = ComboBox(), ComboBox(), ComboBox()
        self.error = quiet_label(wrapped=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self._fill()
        self._lay_out(name)
        for box in (self.activation, self.output, self.shape):
            box.currentIndexChanged.connect(self._tell)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()

    @property
    def answer(self) -> NetworkConfig:
        """The network as it is chosen."""
        boxes = {"activation": self.activation, "output": self.output}
        chosen = {name: box.currentData() for name, box in boxes.items()}
        return replace(self._config, image_shape=ImageShape(*self.shape.currentData()), **chosen)

    @Slot()
    def _tell(self) -> None:
        """Say how well the chosen network redraws images."""
        best = self._guesses[0]
        found = next((guess for guess in self._guesses if guess.config == self.answer), None)
        if found is None:
            words = fill(self.tr("Images of {data} have another shape: there is nothing to compare."), data=self._data)
        elif best.error >= self._mean_error:
            words = fill(
                self.tr(
                    "None of these redraws images of {data} better than their mean does (error {error}): the network "
                    "is one of other images, or has another activation, such as GELU."
                ),
                error=figure(found.error),
                data=self._data,
            )
        elif found is best:
            words = fill(
                self.tr(
                    "This redraws images of {data} best: mean squared error {error}; other choices, {next} or more."
                ),
                data=self._data,
                error=figure(found.error),
                next=figure(self._guesses[1].error if len(self._guesses) > 1 else self._mean_error),
            )
        else:
            words = fill(
                self.tr("This redraws images of {data} with an error of {error}; the best choice has {best}."),
                data=self._data,
                error=figure(found.error),
                best=figure(best.error),
            )
        self.error.setText(words)

    @Slot()
    def _accept(self) -> None:
        self.answered.emit(self.answer)
        self.accept()

    def _fill(self) -> None:
        for name, box in (("activation", self.activation), ("output", self.output)):
            field = BY_NAME[name]
            assert isinstance(field.control, Choice)
            for value, words in field.control.words.items():
                box.addItem(translated(words), value)
            box.setCurrentIndex(box.findData(getattr(self._config, name)))
            box.setToolTip(translated(field.tip))
        self.activation.setEnabled(bool(self._config.hidden_sizes))
        shape = self._config.image_shape
        for possible in shapes_of(shape.pixels):
            self.shape.addItem(str(possible), (possible.height, possible.width))
        self.shape.setCurrentIndex(self.shape.findText(str(shape)))

    def _lay_out(self, name: str) -> None:
        words = self.tr(
            "“{name}” holds the weights of a network, but does not say the following. "
            "The values that redraw the open images best are chosen."
        )
        values = {
            self.tr("Activation"): self.activation,
            self.tr("Output"): self.output,
            self.tr("Height × width"): self.shape,
        }
        lay_out_question(self, fill(words, name=name), values, self.error, self.buttons)
