"""Two models beside each other: the network and PCA, or any two, in their planes, their pictures and their errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.latent_view import Digits, LatentView
from ae_gui.preferences import ComparisonPage
from ae_gui.theme import MARGIN, SPACING, grown, is_dark
from ae_gui.twin_planes import TwinPlanes
from ae_gui.widgets.card import Card
from ae_gui.widgets.class_errors import ClassErrors
from ae_gui.widgets.error_curve import ErrorCurve, NetworkError
from ae_gui.widgets.error_table import ErrorRow, ErrorTable
from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.image_grid import ImageGrid
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow, in_row
from ae_gui.widgets.text_labels import heading, quiet_label, quiet_line
from ae_gui.widgets.tool_row import Segments
from ae_gui.words import fill, translated, written
from ae_model.control import WATCHED
from ae_model.datasets import Split
from ae_model.metrics import METRICS, Metric, errors_by_class, errors_of
from ae_model.snapshot import Array, Autoencoder

_WORST = 8  # as many as fit beside each other at twice their size


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of the comparison.

    Attributes:
        name: the name by which the user chose the model.
        model: a network or PCA; None until it has arrived.
        codes: (n, latent_dim), the model's codes of the test images; in the middle of an epoch of some of them.
        errors: (N,), the errors of all test images, once they have been measured.
        measured: the model whose errors these are: during training, an earlier moment of `model`.
        placed: (n,) which test images the codes are of; None where they are of all.
    """

    name: str
    model: Autoencoder | None = None
    codes: Array = field(default_factory=lambda: np.empty((0, 0), np.float32))
    errors: NDArray[np.float64] | None = None
    measured: Autoencoder | None = None
    placed: NDArray[np.intp] | None = None


class ComparisonTab(QWidget):
    """Four pages that show the two sides, 0 and 1, each in its own way.

    Signals:
        side_chosen(side, name): the user wants another model on a side.
        scores_wanted(): measure the neighbours in both planes, and the draws.
        cancel_wanted(): end the fitting or measuring.
        shown(): the tab, or another page of it, has come into sight.
    """

    side_chosen = Signal(int, str)
    scores_wanted = Signal()
    cancel_wanted = Signal()
    shown = Signal()

    def __init__(self, split: Split, class_names: Sequence[str], parent: QWidget | None = None) -> None:
        """A tab that compares models on these test images."""
        super().__init__(parent)
        self._palette = next(iter(PALETTES))
        self._behind: set[ComparisonPage] = set()  # those whose pictures are of an earlier moment, or of other images
        self.boxes = (ComboBox(), ComboBox())
        self.planes = TwinPlanes()
        self.digits = ImageGrid()
        self.curve = ErrorCurve()
        self.table = ErrorTable()
        self._waiting = quiet_label()
        self.classes = ClassErrors()
        self.worst = (ImageGrid(), ImageGrid())
        self._worst_words = (heading(""), heading(""))
        self._of_classes = (heading(self.tr("Error by class")), self.classes)
        self._claim = quiet_label()
        self.progress = QProgressBar(textVisible=False)
        self._doing = quiet_label()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._pages = QStackedWidget()
        self._page_buttons = QButtonGroup(self)
        self._lay_out()
        self.set_images(split, class_names)
        self.set_progress(None, "")
        for number, box in enumerate(self.boxes):
            box.textActivated.connect(partial(self.side_chosen.emit, number))
        self.planes.measure_button.clicked.connect(self.scores_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.classes.class_chosen.connect(lambda: self._draw(ComparisonPage.ERRORS))

    @property
    def page(self) -> ComparisonPage:
        """The page that is open."""
        return ComparisonPage(self._pages.currentIndex())

    @property
    def is_filled(self) -> bool:
        """Whether nothing is being measured or read of what is in sight."""
        return self.progress.isHidden() and not self._waiting.text()

    # For the window and for `Comparison`

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Compare on other test images, of which ten of every class are watched; both sides are empty."""
        self._digits = Digits.of_test(split, class_names)
        self._sides = [Side(""), Side("")]
        self._recolor()
        self.classes.set_class_names(class_names)
        has_classes = len(class_names) > 1
        for part in self._of_classes:
            part.setVisible(has_classes)
        self._error_rows.setRowStretch(1, int(has_classes))  # else the worst images have the room
        self._error_rows.setRowStretch(3, int(not has_classes))
        self.planes.set_class_names(class_names)
        self.planes.clear()
        self.set_curve(np.empty(0))
        self.set_networks([])
        self.set_claim("")
        for number, side in enumerate(self._sides):
            self.show_errors(number, side)
        self.set_watched(split.of_every_class(WATCHED))

    def set_palette(self, name: str) -> None:
        """Choose the class colours by a name of `PALETTES`."""
        self._palette = name
        self._recolor()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._digits = replace(self._digits, class_names=tuple(names))
        self.classes.set_class_names(names)
        self.planes.set_class_names(names)
        self._draw(ComparisonPage.ERRORS)

    def set_choices(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer models by these names on both sides, of which one is `chosen` for each."""
        for box, name in zip(self.boxes, chosen, strict=True):
            with QSignalBlocker(box):
                box.clear()
                box.addItems(list(names))
                box.setCurrentText(name)

    def set_watched(self, indices: NDArray[np.intp]) -> None:
        """Compare these test digits, (n,) indices."""
        self._watched = indices
        self._draw(ComparisonPage.DIGITS)

    def show_side(self, number: int, side: Side) -> None:
        """Show another model on one side."""
        with QSignalBlocker(self.boxes[number]):
            self.boxes[number].setCurrentText(side.name)
        self._place(number, side, None)
        self.show_errors(number, side)
        self.set_scores(number, {})

    def update_side(self, number: int, side: Side) -> None:
        """Show another moment of the model on one side; digits without a new code stay where they were, faint."""
        self._place(number, side, self.planes.views[number])

    def show_errors(self, number: int, side: Side) -> None:
        """Show the errors of one side, or none while they are unknown."""
        self._sides[number] = side
        by_class = None
        if side.errors is not None:
            by_class = errors_by_class(side.errors, self._digits.labels, len(self._digits.class_names))
        self.classes.set_errors(number, by_class)
        self._draw(ComparisonPage.ERRORS)

    def set_claim(self, words: str) -> None:
        """Show a sentence about both models together."""
        self._claim.setText(words)

    def set_scores(self, number: int, scores: Mapping[str, float | str]) -> None:
        """Show how good one side's plane and draws are: figures by their names in `METRICS`."""
        metrics = [METRICS[name] for name in scores]
        words = [_told(metric, scores[metric.name]) for metric in metrics]
        self.planes.set_scores(number, "  ·  ".join(words), " ".join(translated(metric.tip) for metric in metrics))

    def set_curve(self, errors: NDArray[np.float64]) -> None:
        """Show PCA's errors with 1, 2, ... components, (n,)."""
        self.curve.set_curve(errors)
        self._fill_table()

    def set_networks(self, networks: Sequence[NetworkError]) -> None:
        """Show networks as points beside PCA's curve."""
        self.curve.set_networks(networks)
        self._fill_table()

    def set_progress(self, share: float | None, words: str) -> None:
        """Show how far a long job is, 0 to 1; None when there is none."""
        for widget in (self._doing, self.progress, self.cancel_button):
            widget.setVisible(share is not None)
        self.planes.measure_button.setEnabled(share is None)
        if share is not None:
            self._doing.setText(words)
            self.progress.setAccessibleName(words)
            self.progress.setValue(round(100 * share))

    def set_waiting(self, words: str) -> None:
        """Say what is being read or measured, which takes no progress bar; nothing where it is empty."""
        self._waiting.setText(words)

    def show_page(self, page: ComparisonPage) -> None:
        """Go to a page."""
        self._page_buttons.button(page).click()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
        self._draw()

    # Drawing and layout

    @Slot(int)
    def _choose_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.shown.emit()
        self._draw()

    def _draw(self, *pages: ComparisonPage) -> None:
        """Fill pages of pictures again, each when it comes into sight."""
        self._behind.update(pages)
        if self.isVisible() and self.page in self._behind:
            self._behind.discard(self.page)
            (self._fill_digits if self.page is ComparisonPage.DIGITS else self._fill_worst)()

    def _place(self, number: int, side: Side, older: LatentView | None) -> None:
        assert side.model is not None
        self._sides[number] = side
        self.classes.set_names(*(side.name for side in self._sides))
        view = LatentView.after(older, side.model, side.codes, self._digits, placed=side.placed)
        self.planes.show_view(number, view, older is not None, side.name)
        self._draw(ComparisonPage.DIGITS)

    def _fill_digits(self) -> None:
        images = self._digits.images[self._watched]
        self.digits.clear()
        self.digits.set_row(self.tr("Original"), images)
        twice = self._sides[0].name == self._sides[1].name
        for number, side in enumerate(self._sides, 1):
            if side.model is not None:
                redrawn = side.model.reconstruct(images)
                errors = errors_of(images, redrawn.astype(np.float64))  # pixels of any size where a network diverges
                name = f"{side.name} ({number})" if twice else side.name
                self.digits.set_row(name, np.nan_to_num(redrawn), [written(error, ".4f") for error in errors])
                missed = np.abs(np.clip(np.nan_to_num(redrawn), 0, 1) - images / np.float32(255))
                self.digits.set_row(fill(self.tr("{name}: error"), name=name), missed)

    def _fill_worst(self) -> None:
        for side, title, grid in zip(self._sides, self._worst_words, self.worst, strict=True):
            words = fill(self.tr("Worst: {name}"), name=side.name) if side.name else ""
            title.setText(words)
            grid.setAccessibleName(words)
            grid.clear()
            if side.errors is None or side.model is None:
                continue
            kind = self.classes.chosen
            of_class = np.arange(len(side.errors)) if kind < 0 else np.flatnonzero(self._digits.labels == kind)
            worst = of_class[np.argsort(-side.errors[of_class], kind="stable")[:_WORST]]
            images = self._digits.images[worst]
            grid.set_row(self.tr("Original"), images)
            errors = [written(error, ".3f") for error in side.errors[worst]]
            grid.set_row(self.tr("Redrawn"), np.nan_to_num(side.model.reconstruct(images)), errors)
            tip = (
                self.tr("Test image {index:,}, class {name}")
                if self._digits.has_classes
                else self.tr("Test image {index:,}")
            )
            grid.set_column_tips([fill(tip, index=i, name=self._digits.class_name(i)) for i in worst.tolist()])

    def _fill_table(self) -> None:
        networks = self.curve.networks
        self.table.set_rows([ErrorRow(n.name, n.latent_dim, n.error, self.curve.pca_error(n)) for n in networks])

    def _recolor(self) -> None:
        colors = class_colors(self._palette, len(self._digits.class_names), is_dark(self.palette()))
        self.planes.set_class_colors(colors)

    def _lay_out(self) -> None:
        for box, name in zip(self.boxes, (self.tr("Model on the left"), self.tr("Model on the right")), strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(14)
        self.progress.setFixedSize(grown(100), 8)
        self._doing.setContentsMargins(SPACING, 0, SPACING, 0)
        self._add_pages()
        measuring = self._waiting, self._doing, self.progress, self.cancel_button
        left, right = self.boxes
        models = left, QLabel(self.tr(" with ")), right
        pages = Segments(self._page_buttons.buttons())
        tools = in_flow(pages, SPACING, self._claim, STRETCH, *measuring, SPACING, *models)
        in_column(tools, (self._pages, 1), parent=self, margin=(MARGIN, SPACING, MARGIN, SPACING), spacing=SPACING)

    def _add_pages(self) -> None:
        pages: tuple[tuple[ComparisonPage, str, QWidget], ...] = (
            (ComparisonPage.PLANES, self.tr("Planes"), self.planes),
            (ComparisonPage.DIGITS, self.tr("Images"), self._digits_page()),
            (ComparisonPage.DIMENSIONS, self.tr("Dimensions"), _page_of(self.curve, self.table)),
            (ComparisonPage.ERRORS, self.tr("Errors"), self._errors_page()),
        )
        for number, name, page in pages:
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(number is ComparisonPage.PLANES)
            self._page_buttons.addButton(button, number)
            self._pages.addWidget(page)
        self._page_buttons.idClicked.connect(self._choose_page)

    def _digits_page(self) -> QWidget:
        page = QWidget()
        hint = self.tr(
            "The numbers are mean squared errors of the pixels as they are computed, even beyond black and white."
        )
        in_column((self.digits, 1), quiet_line(hint), parent=page, margin=(0, MARGIN, 0, 0))
        self.digits.setAccessibleName(self.tr("Test images as both models redraw them"))
        return page

    def _errors_page(self) -> QWidget:
        page = QWidget()
        self._error_rows = grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        for row, part in enumerate(self._of_classes):
            grid.addWidget(part, row, 0, 1, 2)
        for side in (0, 1):
            grid.addWidget(self._worst_words[side], 2, side)
            grid.addWidget(self.worst[side], 3, side)
        return page


def _page_of(curve: ErrorCurve, table: ErrorTable) -> QWidget:
    page = QWidget()
    table.setFixedWidth(grown(400))
    in_row((Card(curve), 1), table, parent=page, spacing=MARGIN)
    return page


def _told(metric: Metric, figure: float | str) -> str:
    name = translated(metric.words)
    return f"{name}: {translated(figure)}" if isinstance(figure, str) else f"{name} {written(figure, metric.form)}"
