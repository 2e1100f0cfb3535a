"""The choice of the plane's axes: the first two principal components of the codes, or any two of their numbers."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.fields import ComboBox, SpinBox
from ae_gui.widgets.layouts import in_row


class AxesChooser(QWidget):
    """A chooser of the axes, hidden where codes have at most two dimensions.

    Signals:
        changed(): the user has chosen other axes.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ComboBox()
        self._x, self._y = SpinBox(), SpinBox()
        self._kind.addItems([self.tr("Principal axes"), self.tr("Raw codes")])
        self._kind.setAccessibleName(self.tr("Axes of the plane"))
        self._kind.setToolTip(self.tr("The two directions in which the codes vary most, or two of their numbers"))
        for box, name in ((self._x, self.tr("Dimension to the right")), (self._y, self.tr("Dimension upwards"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setKeyboardTracking(False)
            box.valueChanged.connect(self._change)
        self._kind.currentIndexChanged.connect(self._change)
        in_row(self._kind, self._x, self._y, parent=self, spacing=2)
        self.set_dimensions(2)

    @property
    def axes(self) -> tuple[int, int] | None:
        """The two dimensions chosen, counted from 0; None for principal components."""
        if not self._kind.currentIndex():
            return None
        return self._x.value() - 1, self._y.value() - 1

    def set_dimensions(self, latent_dim: int) -> None:
        """Offer `latent_dim` dimensions; the present choice stays if it is possible."""
        with QSignalBlocker(self._kind), QSignalBlocker(self._x), QSignalBlocker(self._y):
            fresh = self._x.maximum() == 1
            for box in (self._x, self._y):
                box.setRange(1, max(latent_dim, 1))
            if latent_dim <= 2:
                self._kind.setCurrentIndex(0)
            elif fresh or self._x.value() == self._y.value():
                self._x.setValue(1)
                self._y.setValue(2)
        self.setVisible(latent_dim > 2)
        self._show_boxes()

    def choose(self, x: int, y: int) -> None:
        """Choose two dimensions, counted from 0."""
        with QSignalBlocker(self._x), QSignalBlocker(self._y):
            self._x.setValue(x + 1)
            self._y.setValue(y + 1)
        if self._kind.currentIndex():
            self._change()
        else:
            self._kind.setCurrentIndex(1)

    @Slot()
    def _change(self) -> None:
        self._show_boxes()
        self.changed.emit()

    def _show_boxes(self) -> None:
        for box in (self._x, self._y):
            box.setVisible(self._kind.currentIndex() == 1)
