"""Two models beside each other: the network and PCA, or any two, in their planes, their pictures and their errors."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.latent_view import Digits, LatentView
from ae_gui.theme import MARGIN, SPACING, grown
from ae_gui.twin_planes import TwinPlanes
from ae_gui.widgets.class_errors import ClassErrors
from ae_gui.widgets.error_curve import ErrorCurve, NetworkError
from ae_gui.widgets.flow import FlowLayout
from ae_gui.widgets.image_grid import ImageGrid
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.words import fill, written
from ae_model.datasets import Split
from ae_model.metrics import errors_by_class
from ae_model.snapshot import Array, Autoencoder, unit_floats

_WORST = 8  # as many as fit beside each other at twice their size
_WATCHED = 10


class ComparisonTab(QWidget):
    """Two sides, each a model by its name, and four views of both.

    Signals:
        side_chosen(side, name): the user wants another model on a side, 0 or 1.
        scores_wanted(): measure the neighbours of both planes.
        cancel_wanted(): end what is being measured.
        shown(): the tab has come into sight, or another view of it.
    """

    side_chosen = Signal(int, str)
    scores_wanted = Signal()
    cancel_wanted = Signal()
    shown = Signal()

    def __init__(self, split: Split, class_names: Sequence[str], parent: QWidget | None = None) -> None:
        """A tab that compares models on these test images."""
        super().__init__(parent)
        self._digits = Digits.of_test(split, class_names)
        self._palette = next(iter(PALETTES))
        self._models: list[Autoencoder | None] = [None, None]
        self._names = ["", ""]
        self._errors: list[NDArray[np.float64] | None] = [None, None]
        self._views: list[LatentView | None] = [None, None]
        self._watched = np.arange(min(_WATCHED, len(split.images)))

        self.sides = (QComboBox(), QComboBox())
        self.planes = TwinPlanes()
        self.digits = ImageGrid()
        self.curve = ErrorCurve()
        self._verdicts = quiet_label()
        self.classes = ClassErrors()
        self.worst = (ImageGrid(), ImageGrid())
        self._worst_words = (heading(""), heading(""))
        self._claim = quiet_label()
        self.measure_button = QPushButton(self.tr("Measure neighbours"))
        self.progress = QProgressBar()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.views = QStackedWidget()
        self._view_buttons = QButtonGroup(self)
        self._lay_out()
        self.set_test_images(split, class_names)
        self.set_progress(None, "")
        for side, box in enumerate(self.sides):
            box.textActivated.connect(partial(self.side_chosen.emit, side))
        self.measure_button.clicked.connect(self.scores_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.classes.class_chosen.connect(self._refresh_worst)

    @property
    def claim(self) -> str:
        """What is said of both models together."""
        return self._claim.text()

    @property
    def verdicts(self) -> str:
        """What is said of the networks and PCA's curve."""
        return self._verdicts.text()

    # What the window tells this tab

    def set_test_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Compare on other test images; both sides are empty until a model is shown there."""
        self._digits = Digits.of_test(split, class_names)
        self._recolor()
        self.planes.set_class_names(class_names)
        self._models = [None, None]
        self._views = [None, None]
        self._watched = np.arange(min(_WATCHED, len(split.images)))
        self.classes.set_class_names(class_names)
        for side in (0, 1):
            self.set_errors(side, None)
            self.planes.planes[side].clear_points()
        self.planes.clear_selection()
        self._fill_digits()

    def set_palette(self, name: str) -> None:
        """Choose the class colours by a name of `PALETTES`."""
        self._palette = name
        self._recolor()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._digits = Digits(self._digits.images, self._digits.labels, tuple(names), self._digits.test_count)
        self.classes.set_class_names(names)
        self.planes.set_class_names(names)

    def set_choices(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer models by these names on both sides, of which one is `chosen` for each."""
        for box, name in zip(self.sides, chosen, strict=True):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(list(names))
                box.setCurrentText(name)

    def set_watched(self, indices: NDArray[np.intp]) -> None:
        """Compare these test digits, (n,) indices."""
        self._watched = indices
        self._fill_digits()

    def show_side(self, side: int, name: str, model: Autoencoder, codes: Array, same: bool = False) -> None:
        """Show a model on one side.

        Args:
            side: 0 or 1.
            name: what to call it.
            model: itself.
            codes: (n, latent_dim) of the first n test images.
            same: whether it is what was there before, some steps of training later; digits without a new code stay
                where they were, faint.
        """
        self._models[side], self._names[side] = model, name
        with QSignalBlocker(self.sides[side]):
            self.sides[side].setCurrentText(name)
        self.classes.set_names(*self._names)
        older = self._views[side] if same else None
        view = self._views[side] = LatentView.after(older, model, codes, self._digits)
        self.planes.show_view(side, view, same)
        if not same:
            self.set_errors(side, None)
            self.set_scores(side, None, None)
        self._fill_digits()

    def set_claim(self, words: str) -> None:
        """Say something of both models together."""
        self._claim.setText(words)

    def set_scores(self, side: int, knn_accuracy: float | None, trustworthiness: float | None) -> None:
        """Say how good a side's neighbours are, or nothing while that is not known."""
        if knn_accuracy is None or trustworthiness is None:
            self.planes.set_scores(side, "", "")
            return
        words = self.tr("Neighbour accuracy {knn:.1%}\nTrustworthiness {trust:.3f}")
        tip = self.tr(
            "Neighbour accuracy: how many of the test digits have the class of most of the ten training digits that "
            "are nearest in the plane. Trustworthiness: whether neighbours in the plane are neighbours as images too; "
            "1 is perfect (2,000 test digits, ten neighbours)."
        )
        self.planes.set_scores(side, fill(words, knn=knn_accuracy, trust=trustworthiness), tip)

    def set_errors(self, side: int, errors: NDArray[np.float64] | None) -> None:
        """Show a side's errors of all test images, (N,); None while they are not known."""
        self._errors[side] = errors
        classes = len(self._digits.class_names)
        by_class = None if errors is None else errors_by_class(errors, self._digits.labels, classes)
        self.classes.set_errors(side, by_class)
        self._fill_worst(side)

    def set_curve(self, errors: NDArray[np.float64]) -> None:
        """Show PCA's errors with 1, 2, ... components, (n,)."""
        self.curve.set_curve(errors)
        self._tell_verdicts()

    def set_networks(self, networks: Sequence[NetworkError]) -> None:
        """Show networks as points beside PCA's curve."""
        self.curve.set_networks(networks)
        self._tell_verdicts()

    def set_progress(self, share: float | None, words: str) -> None:
        """Show how much of something slow is done, 0 to 1; None when nothing is under way."""
        for widget in (self.progress, self.cancel_button):
            widget.setVisible(share is not None)
        self.measure_button.setVisible(share is None)
        if share is not None:
            self.progress.setFormat(words)
            self.progress.setValue(round(100 * share))

    def show_view(self, number: int) -> None:
        """Go to a view: planes, digits, dimensions or errors."""
        self._view_buttons.button(number).click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    # How it is shown

    @Slot(int)
    def _choose_view(self, number: int) -> None:
        self.views.setCurrentIndex(number)
        self.shown.emit()

    def _fill_digits(self) -> None:
        images = self._digits.images[self._watched]
        for name in self.digits.row_names:
            self.digits.remove_row(name)
        self.digits.set_row(self.tr("Digit"), images)
        for side, model in enumerate(self._models):
            if model is not None:
                name = self._names[side] if self._names[0] != self._names[1] else f"{self._names[side]} ({side + 1})"
                redrawn = model.reconstruct(images)
                errors = np.square(redrawn.astype(np.float64) - unit_floats(images)).mean(axis=(1, 2))
                self.digits.set_row(name, np.nan_to_num(redrawn), [written(error, ".4f") for error in errors])

    @Slot()
    def _refresh_worst(self) -> None:
        for side in (0, 1):
            self._fill_worst(side)

    def _tell_verdicts(self) -> None:
        words = "\n".join(self.curve.verdicts())
        self._verdicts.setText(words)
        self.curve.setAccessibleDescription(words)

    def _recolor(self) -> None:
        self.planes.set_class_colors(class_colors(self._palette, len(self._digits.class_names)))

    def _fill_worst(self, side: int) -> None:
        errors, model, grid = self._errors[side], self._models[side], self.worst[side]
        words = fill(self.tr("Worst: {name}"), name=self._names[side])
        self._worst_words[side].setText(words)
        grid.setAccessibleName(words)
        for name in grid.row_names:
            grid.remove_row(name)
        if errors is None or model is None:
            return
        kind = self.classes.chosen
        candidates = np.arange(len(errors)) if kind < 0 else np.flatnonzero(self._digits.labels == kind)
        worst = candidates[np.argsort(-errors[candidates], kind="stable")[:_WORST]]
        images = self._digits.images[worst]
        grid.set_row(self.tr("Digit"), images)
        grid.set_row(
            self.tr("Redrawn"), np.nan_to_num(model.reconstruct(images)), [written(errors[i], ".3f") for i in worst]
        )
        words = self.tr("Test digit {index:,}, class {name}")
        grid.set_column_tips([fill(words, index=i, name=self._digits.class_name(i)) for i in worst.tolist()])

    def _lay_out(self) -> None:
        for box, name in zip(self.sides, (self.tr("Model on the left"), self.tr("Model on the right")), strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(14)
        self.progress.setFixedWidth(grown(180))
        self.measure_button.setToolTip(self.tr("Neighbour accuracy and trustworthiness of both planes; a few seconds"))

        tools = FlowLayout()
        pages: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Planes"), self.planes),
            (self.tr("Digits"), self._digits_page()),
            (self.tr("Dimensions"), self._curve_page()),
            (self.tr("Errors"), self._errors_page()),
        )
        for number, (name, page) in enumerate(pages):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setObjectName("tool")
            self._view_buttons.addButton(button, number)
            tools.addWidget(button)
            self.views.addWidget(page)
        self._view_buttons.idClicked.connect(self._choose_view)
        tools.add_gap(SPACING)
        tools.addWidget(self._claim)
        tools.add_spring()
        tools.addWidget(self.progress)
        tools.addWidget(self.cancel_button)
        tools.addWidget(self.measure_button)
        tools.add_gap(SPACING)
        tools.addWidget(self.sides[0])
        tools.addWidget(QLabel(self.tr(" beside ")))
        tools.addWidget(self.sides[1])

        page_rows = QVBoxLayout(self)
        page_rows.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        page_rows.setSpacing(SPACING)
        page_rows.addLayout(tools)
        page_rows.addWidget(self.views, 1)

    def _digits_page(self) -> QWidget:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, MARGIN, 0, 0)
        hint = quiet_label()
        hint.setText(self.tr("Figures are mean squared errors of what is drawn, unclipped; only the display clips."))
        rows.addWidget(self.digits, 1)
        rows.addWidget(hint)
        self.digits.setAccessibleName(self.tr("Test digits as both models redraw them"))
        return page

    def _curve_page(self) -> QWidget:
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(MARGIN)
        self._verdicts.setWordWrap(True)
        self._verdicts.setFixedWidth(grown(280))
        self._verdicts.setAlignment(Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self.curve, 1)
        columns.addWidget(self._verdicts)
        return page

    def _errors_page(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        grid.addWidget(heading(self.tr("Error by class")), 0, 0, 1, 2)
        grid.addWidget(self.classes, 1, 0, 1, 2)
        for side in (0, 1):
            grid.addWidget(self._worst_words[side], 2, side)
            grid.addWidget(self.worst[side], 3, side)
        grid.setRowStretch(1, 1)
        return page
