"""The box of presets: in its list, by families, each has a small picture of its plane and a line on what it teaches."""

from itertools import groupby

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ae_gui.theme import SMALL, SPACING, grown, plane_icon, sized, strong
from ae_gui.widgets.fields import ComboBox
from ae_gui.words import called, translated
from ae_model.config import PRESETS, TrainingConfig
from ae_model.config_fields import CUSTOM

_SIDE = 40  # logical pixels of a picture
_LINE = Qt.ItemDataRole.AccessibleDescriptionRole
_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex


class PresetBox(ComboBox):
    """Chooses among `PRESETS`, whose names are the data of its items; families and custom are shown, and no choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for name, family in groupby(PRESETS.items(), lambda item: _family(item[1].config)):
            self._add_words(called(name))
            self.setItemData(self.count() - 1, strong(self.font()), Qt.ItemDataRole.FontRole)
            for name, preset in family:
                self.addItem(name, name)
                self.setItemData(self.count() - 1, translated(preset.teaches), _LINE)
        self._add_words(called(CUSTOM), CUSTOM)
        self.setMaxVisibleItems(self.count())
        self.setItemDelegate(_Entry(self))

    def _add_words(self, words: str, data: str | None = None) -> None:
        """Add an item that is no choice."""
        self.addItem(words, data)
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.count() - 1).setEnabled(False)

    def showPopup(self) -> None:
        """Show the list, as wide as its lines where the window is."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0), self.window().width() - 2 * SPACING))
        super().showPopup()


def _family(config: TrainingConfig) -> str:
    """The name of the choice that sets a recipe apart: of the kind of network, or of the objective."""
    return config.objective if config.network.kind == "dense" else config.network.kind


class _Entry(QStyledItemDelegate):
    """Draws a preset with its picture, its name and below that its line; custom below the names, a family as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, line, side = QStyleOptionViewItem(option), index.data(_LINE), grown(_SIDE)
        if not line:
            if index.data(Qt.ItemDataRole.UserRole):  # the style adds the rest of where the names stand
                entry.rect.adjust(side + 3 * SPACING // 2, 0, 0, 0)
            super().paint(painter, entry, index)
            return
        self.initStyleOption(entry, index)
        name, entry.text = entry.text, ""
        entry.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, entry, painter, entry.widget)
        at = Qt.AlignmentFlag
        left, middle = entry.rect.left() + SPACING, entry.rect.center().y()
        plane_icon(name).paint(painter, QRect(left, middle - side // 2, side, side))
        words = entry.rect.adjusted(2 * SPACING + side, 0, -SPACING, 0)
        chosen = QStyle.StateFlag.State_Selected in entry.state
        painter.save()
        painter.setPen(entry.palette.color(_Role.HighlightedText if chosen else _Role.Text))
        painter.setFont(strong(entry.font))
        painter.drawText(words.adjusted(0, 0, 0, -words.height() // 2), at.AlignLeft | at.AlignBottom, name)
        if not chosen:
            painter.setPen(entry.palette.color(_Role.PlaceholderText))
        painter.setFont(sized(entry.font, SMALL))
        line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.adjusted(0, words.height() // 2, 0, 0), at.AlignLeft | at.AlignTop, line)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        usual, line = super().sizeHint(option, index), index.data(_LINE)
        if not line:
            return usual.grownBy(QMargins(0, 0, 0, SPACING))
        width = QFontMetrics(sized(option.font, SMALL)).horizontalAdvance(line)
        return QSize(grown(_SIDE) + width + 4 * SPACING, grown(_SIDE) + SPACING)
