"""The dialog that asks how much longer a training is to go on, and says beforehand what its schedule does then."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ae_gui.widgets.fields import SpinBox
from ae_gui.widgets.question import lay_out_question
from ae_gui.widgets.rate_box import RateBox
from ae_gui.widgets.run_table import run_name
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import fill, translated
from ae_model.config import LIMITS, ConfigError, require_learning_rate
from ae_model.config_fields import BY_NAME, told_longer
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Run


class TrainOnDialog(QDialog):
    """Asks for more epochs and for the learning rate of a run that is complete, or was stopped.

    Signals:
        wanted(run, values): train it on with these values, as of `TrainingState.changed`.
    """

    wanted = Signal(Run, object)

    def __init__(self, run: Run, parent: QWidget) -> None:
        super().__init__(parent)
        self._run, self._config = run, run.about.config
        self.setWindowTitle(self.tr("Train on"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        planned = self._config.epochs
        self.epochs = SpinBox(minimum=1, maximum=max(LIMITS["epochs"][1] - planned, 1))
        self.epochs.setValue(max(planned // 2, 1))
        self.rate = RateBox(BY_NAME["learning_rate"])
        self.rate.write(self._config.rate)
        self.plan = quiet_label(wrapped=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.train = self.buttons.addButton(self.tr("Train on"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.epochs.valueChanged.connect(self._tell)
        self.rate.edited.connect(self._tell)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()

    @property
    def values(self) -> dict[str, Any]:
        """What the user wants: the epochs in all, and the learning rate if it is another one.

        Raises:
            ConfigError: if it is impossible.
        """
        rate = self.rate.read()
        require_learning_rate(rate)
        rate = None if rate == self._config.rate else rate
        return {"epochs": self._config.epochs + self.epochs.value(), "learning_rate": rate}

    @Slot()
    def _tell(self) -> None:
        """Say what the schedule will do, or why it cannot be."""
        try:
            rate, planned = self.values["learning_rate"] or self._config.rate, self._config.epochs
            change = RecipeChange(1, "epochs", planned, self.values["epochs"])
            words = translated(told_longer(self._config.with_changes(change), rate))
        except ConfigError as error:
            words = translated(error)
            self.train.setEnabled(False)
        else:
            self.train.setEnabled(True)
        self.plan.setText(words)

    @Slot()
    def _accept(self) -> None:
        if self.train.isEnabled():
            self.wanted.emit(self._run, self.values)
            self.accept()

    def _lay_out(self) -> None:
        if self._run.epochs < self._config.epochs:
            words = self.tr("“{name}” has {done:,} of {planned:,} epochs. It first goes on to its planned end.")
        else:
            words = self.tr("“{name}” has its {planned:,} epochs. It goes on from where it stands.")
        about = fill(words, name=run_name(self._run), done=self._run.epochs, planned=self._config.epochs)
        self.rate.setToolTip(self.tr("From here on"))
        values = {self.tr("More epochs"): self.epochs, self.tr("Learning rate"): self.rate}
        lay_out_question(self, about, values, self.plan, self.buttons)
