from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ae_gui.widgets.text_labels import heading, quiet_label, quiet_line, wrap_labels


def test_a_heading_is_bolder_and_small_print_quieter_than_text(qtbot):
    title, small_print = heading("Data set"), quiet_label()
    for label in (title, small_print):
        qtbot.addWidget(label)
    assert title.text() == "Data set"
    assert title.font().weight() > small_print.font().weight()
    assert small_print.text() == ""
    assert small_print.foregroundRole() == QPalette.ColorRole.PlaceholderText


def test_the_figures_of_small_print_are_equally_wide(qtbot):
    small_print = quiet_label()
    qtbot.addWidget(small_print)
    metrics = small_print.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_texts_of_a_narrow_column_wrap(qtbot):
    column = QWidget()
    qtbot.addWidget(column)
    layout = QVBoxLayout(column)
    layout.addWidget(long := heading("a title that is longer than the column is wide"))
    before = long.heightForWidth(60)
    wrap_labels(column)
    assert long.heightForWidth(60) > max(before, long.fontMetrics().lineSpacing())


def test_small_print_in_one_line_makes_nothing_wider_and_is_whole_in_its_tooltip(qtbot):
    line = quiet_line("a hint that is longer than its place")
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() == 0 < line.sizeHint().width()
    assert line.toolTip() == line.text()
    line.grab()  # which warns of nothing
    assert line.font().pointSizeF() == quiet_label().font().pointSizeF()
