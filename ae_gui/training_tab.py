"""Training, seen live: the loss as it falls, and ten test digits as the network draws them again."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from ae_gui.networks import Network
from ae_gui.theme import MARGIN, SPACING, grown
from ae_gui.widgets.digit_chooser import DigitChooser
from ae_gui.widgets.image_grid import ImageGrid
from ae_gui.widgets.layouts import in_column, in_row
from ae_gui.widgets.loss_plot import NO_TERMS, LossPlot
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import counted, fill, written
from ae_model.config import TrainingConfig
from ae_model.control import WATCHED
from ae_model.datasets import Split
from ae_model.events import Epoch, Losses
from ae_model.metrics import errors_of
from ae_model.pca import PCA
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Measurement
from ae_model.snapshot import Array, Autoencoder, Snapshot

_TOOLS_WIDTH = 180  # logical pixels beside the digits, at most
_DIGITS_SHARE = 0.42  # of the height, at most


class TrainingTab(QWidget):
    """The loss plot, and below it the watched digits above what the network and PCA make of them.

    While it is hidden it only remembers the network.

    Signals:
        watch_changed(indices): the user watches other test images, an array (n,) of their indices.

    Attributes:
        watched: indices of the watched images in the test set, (n,).
    """

    watch_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split = Split(np.empty((0, 28, 28), np.uint8), np.empty(0, np.uint8))  # nothing yet
        self._class_names: Sequence[str] = ()
        self.watched: NDArray[np.intp] = np.arange(0)
        self._usual = self.watched
        self._network: Snapshot | None = None
        # Whether what is shown is older than the network, or PCA, that is known.
        self._behind = self._pca_behind = False
        self._pca: PCA | None = None
        self._rng = np.random.default_rng(0)
        self._chooser = DigitChooser(self._rng, self)
        self._column = 0  # that the chooser is open for

        self.plot = LossPlot()
        self._tools = QWidget()
        self.grid = ImageGrid([self.tr("Original"), self.tr("Network"), self.tr("PCA")])
        self._shuffle_button = QPushButton(self.tr("Shuffle"))
        self._usual_button = QPushButton()
        self._hint = quiet_label(wrapped=True)
        self._lay_out()
        self._shuffle_button.clicked.connect(self._shuffle)
        self._usual_button.clicked.connect(self._watch_usual)
        self.grid.column_clicked.connect(self._choose)
        self._chooser.chosen.connect(self._replace)

    # What the window tells this tab

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Watch ten of other test images, of every class; the curves, the network and PCA so far are forgotten."""
        self._split, self._class_names = split, class_names
        self._chooser.set_images(split, class_names)
        self._network = None
        self.set_pca(None)
        self.grid.remove_row(self.tr("Network"))
        self.plot.clear()
        self._shuffle_button.setEnabled(True)
        self._usual = split.of_every_class(WATCHED)
        have_classes = len(class_names) > 1
        tip = self.tr("Watch ten test images of all classes")
        self._usual_button.setText(self.tr("One per class") if have_classes else self.tr("The first ten"))
        self._usual_button.setToolTip(tip if have_classes else self.tr("Watch the first ten test images again"))
        self._show_watched(self._usual)
        self._fit_digits()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._class_names = names
        self._chooser.set_class_names(names)
        self._set_tips()

    def start(self, config: TrainingConfig, steps_per_epoch: int) -> None:
        """Begin an empty plot for a run that starts now."""
        self.plot.start(steps_per_epoch, config.epochs, config)
        if self._pca is not None and self._pca.latent_dim != config.network.latent_dim:
            self.set_pca(None)

    def show_past(
        self,
        measurements: Sequence[Measurement],
        first_step: int,
        losses: Array,
        changes: Sequence[RecipeChange] = (),
        terms: Mapping[str, Array] = NO_TERMS,
    ) -> None:
        """Show a run that was trained before: its epochs, its changes, and its losses, (n,), from `first_step` on.

        Beside them are their terms, (n,) each.

        It is called after `start` and before any other loss.
        """
        for row in measurements:
            self.plot.add_test_error(row.step, row.test_error)
        if len(losses):
            self.plot.add_losses(first_step, losses, terms)
        self.plot.set_changes(changes)

    def add_losses(self, losses: Losses) -> None:
        """Go on with the loss curve."""
        self.plot.add_losses(losses.first_step, losses.values, losses.terms)

    def add_epoch(self, epoch: Epoch) -> None:
        """Add an epoch's test error."""
        self.plot.add_test_error(epoch.step, epoch.test_mse)

    @Slot(RecipeChange)
    def add_change(self, change: RecipeChange) -> None:
        """Mark a change of the recipe."""
        self.plot.add_change(change)

    def show_reconstructions(self, indices: NDArray[np.intp], images: Array) -> None:
        """Show what the network in training makes of the watched digits, (n,) indices, as images, (n, H, W).

        Of other digits nothing is shown: a last answer to an earlier choice may still arrive.
        """
        if np.array_equal(indices, self.watched):
            self._set_row(self.tr("Network"), images)

    def show_network(self, network: Network) -> None:
        """Show what a network makes of the watched digits, now and when others are chosen."""
        self._network, self._behind = network.snapshot, True
        if self.isVisible():
            self._catch_up()

    update_network = show_network  # of another moment the same is shown

    def set_pca(self, pca: PCA | None, test_mse: float | None = None) -> None:
        """Show what PCA makes of the watched digits, and its error over the whole test set in the plot."""
        if pca is not None and pca.latent_dim == pca.image_shape.pixels:
            pca = None  # it copies every image, and its error of 0 is nothing to compare with
        self._pca = pca
        if pca is None:
            self.grid.remove_row(self.tr("PCA"))
            self.plot.set_reference("", None)
        else:
            self._pca_behind = True
            if self.isVisible():
                self._catch_up()
            name = self.tr("PCA, %n dimension(s)", "", pca.latent_dim)
            self.plot.set_reference(counted(name, pca.latent_dim), test_mse)

    # What the user does

    @Slot()
    def _shuffle(self) -> None:
        count = len(self._split.images)
        self._watch(self._rng.choice(count, min(WATCHED, count), replace=False))

    @Slot()
    def _watch_usual(self) -> None:
        self._watch(self._usual)

    @Slot(int)
    def _choose(self, column: int) -> None:
        """Offer other digits for one column."""
        self._column = column
        corner = self.grid.picture_rect(self.tr("Original"), column).topLeft().toPoint()
        self._chooser.open_at(self.grid.mapToGlobal(corner - QPoint(0, SPACING)))

    @Slot(int)
    def _replace(self, index: int) -> None:
        watched = self.watched.copy()
        watched[self._column] = index
        self._watch(watched)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def minimumSizeHint(self) -> QSize:
        """As wide as the plot or the digits; what stands beside the digits can do so below them."""
        widest = max(self.plot.minimumSizeHint().width(), self.grid.minimumSizeHint().width())
        return QSize(widest + 2 * MARGIN, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_digits()

    # How it is shown

    def _catch_up(self) -> None:
        if self._behind and self._network is not None:
            self._reconstruct(self.tr("Network"), self._network)
        if self._pca_behind and self._pca is not None:
            self._reconstruct(self.tr("PCA"), self._pca)
        self._behind = self._pca_behind = False

    def _watch(self, indices: NDArray[np.intp]) -> None:
        self._show_watched(indices)
        self.watch_changed.emit(indices)

    def _show_watched(self, indices: NDArray[np.intp]) -> None:
        self.watched = indices
        self.grid.set_row(self.tr("Original"), self._split.images[indices])
        self._set_tips()
        if self._network is not None:
            self._reconstruct(self.tr("Network"), self._network)
        if self._pca is not None:
            self._reconstruct(self.tr("PCA"), self._pca)
        self._usual_button.setEnabled(not np.array_equal(indices, self._usual))

    def _reconstruct(self, name: str, model: Autoencoder) -> None:
        self._set_row(name, model.reconstruct(self._split.images[self.watched]))

    def _set_row(self, name: str, images: Array) -> None:
        # In float64, and NaN shown as black: a run that diverges sends pixels of any size, and then none.
        errors = errors_of(self._split.images[self.watched], images.astype(np.float64))
        self.grid.set_row(name, np.nan_to_num(images), [written(error, ".4f") for error in errors])

    def _fit_digits(self) -> None:
        """Make the digits as large as whole pixels allow in their share of the height; the plot takes the rest.

        Their buttons stand beside them, or below where there is too little room.
        """
        buttons = max(self._shuffle_button.sizeHint().width(), self._usual_button.sizeHint().width())
        beside = max(buttons, min(self._hint.sizeHint().width(), grown(_TOOLS_WIDTH)))
        width = self.width() - beside - 3 * MARGIN
        is_narrow = width < self.grid.minimumSizeHint().width()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._digits.setDirection(down if is_narrow else right)
        self._beside.setDirection(right if is_narrow else down)
        self._tools.setMaximumWidth(self.width() if is_narrow else beside)
        if is_narrow:
            width = self.width() - 2 * MARGIN
        self.grid.setFixedHeight(self.grid.height_in(QSizeF(width, _DIGITS_SHARE * self.height())))

    def _set_tips(self) -> None:
        names, labels = self._class_names, self._split.labels
        text = self.tr("Test image {index:,}, class {label}. Click to choose another.")
        if len(names) < 2:
            text = self.tr("Test image {index:,}. Click to choose another.")
        self.grid.set_column_tips([fill(text, index=i, label=names[labels[i]]) for i in self.watched.tolist()])

    def _lay_out(self) -> None:
        self._shuffle_button.setToolTip(self.tr("Watch ten test images drawn at random"))
        self._shuffle_button.setEnabled(False)
        self._usual_button.setEnabled(False)
        self.grid.setAccessibleName(self.tr("Test images and their reconstructions"))
        hint = self.tr("Mean squared errors; click an image for another.")

        self._hint.setText(hint)
        top = Qt.AlignmentFlag.AlignTop
        self._hint.setAlignment(top)
        tools = (self._shuffle_button, 0, top), (self._usual_button, 0, top), (self._hint, 1)
        self._beside = in_column(*tools, parent=self._tools, margin=(0, SPACING // 2, 0, 0), spacing=SPACING)
        self._digits = in_row((self.grid, 1), self._tools, spacing=MARGIN)
        in_column((self.plot, 1), self._digits, parent=self, margin=(MARGIN, SPACING, MARGIN, SPACING), spacing=MARGIN)
