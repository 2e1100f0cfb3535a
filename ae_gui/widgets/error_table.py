"""The errors of networks beside those of PCA with as many dimensions: a row for each network."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ae_gui.theme import strong, tabular
from ae_gui.words import figure, fill, written

_NAMES = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EQUAL = 0.005  # relative difference of two errors below which neither is better


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A network against PCA.

    Attributes:
        name: of the network.
        latent_dim: dimensions of its code.
        error: its mean squared error of a pixel over the test images.
        pca: that of PCA with as many dimensions; None where it is not known.
    """

    name: str
    latent_dim: int
    error: float
    pca: float | None


class ErrorTable(QTableWidget):
    """A table in the order of the dimensions; the smaller of two errors is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ErrorRow] = ()
        heads = self.tr("Network"), self.tr("Numbers"), self.tr("Its error"), self.tr("PCA's error")
        self.setColumnCount(len(heads))
        for column, words in enumerate(heads):
            head = QTableWidgetItem(words)
            head.setTextAlignment(_FIGURES if column else _NAMES)
            head.setToolTip(self.tr("How many numbers the code of an image has") if column == 1 else "")
            self.setHorizontalHeaderItem(column, head)
        self.setAccessibleName(self.tr("Errors of networks and of PCA"))
        self.setFont(tabular(self.font()))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(1.9 * self.fontMetrics().height()))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)

    def set_rows(self, rows: Sequence[ErrorRow]) -> None:
        """Show networks, or what the table is for where there are none."""
        self.rows = sorted(rows, key=lambda row: (row.latent_dim, row.error))
        self.clearSpans()
        self.setRowCount(max(len(self.rows), 1))
        if not self.rows:
            self.setSpan(0, 0, 1, self.columnCount())
            self.setItem(0, 0, QTableWidgetItem(self.tr("Every network that you train becomes a row here.")))
        for number, row in enumerate(self.rows):
            pca = "–" if row.pca is None else figure(row.pca)
            told = self._told(row)
            texts = row.name, written(row.latent_dim, ","), figure(row.error), pca
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(told)
                if column:
                    cell.setTextAlignment(_FIGURES)
                if column == (2 if _is_better(row.error, row.pca) else 3 if _is_better(row.pca, row.error) else -1):
                    cell.setFont(strong(self.font()))
                self.setItem(number, column, cell)

    def _told(self, row: ErrorRow) -> str:
        """A sentence of a row."""
        if row.pca is None:
            return ""
        if _is_better(row.error, row.pca):
            words = self.tr("{name} redraws better than PCA with as many numbers.")
        elif _is_better(row.pca, row.error):
            words = self.tr("PCA redraws better than {name} with as many numbers.")
        else:
            words = self.tr("{name} redraws as well as PCA with as many numbers.")
        return fill(words, name=row.name)


def _is_better(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one < other and other - one >= _EQUAL * max(one, other)
