"""The box of presets: in its list each has a small picture of its plane, and a line on what it teaches."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ae_gui.theme import SMALL, SPACING, grown, plane_icon, sized, strong
from ae_gui.widgets.fields import ComboBox
from ae_gui.words import called, translated
from ae_model.config import PRESETS
from ae_model.config_fields import CUSTOM

_SIDE = 40  # logical pixels of a picture
_LINE = Qt.ItemDataRole.AccessibleDescriptionRole
_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex


class PresetBox(ComboBox):
    """Chooses among `PRESETS`, whose names are the data of its items; custom is shown, and is no choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for row, (name, preset) in enumerate(PRESETS.items()):
            self.addItem(name, name)
            self.setItemData(row, translated(preset.teaches), _LINE)
        self.addItem(called(CUSTOM), CUSTOM)
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.count() - 1).setEnabled(False)
        self.setMaxVisibleItems(self.count())
        self.setItemDelegate(_Entry(self))

    def showPopup(self) -> None:
        """Show the list, as wide as its lines where the window is."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0), self.window().width() - 2 * SPACING))
        super().showPopup()


class _Entry(QStyledItemDelegate):
    """Draws a preset with its picture, its name and below that its line; any other item as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, line, side = QStyleOptionViewItem(option), index.data(_LINE), grown(_SIDE)
        if not line:
            entry.rect.adjust(side + 3 * SPACING // 2, 0, 0, 0)  # the style adds the rest of where the names stand
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
