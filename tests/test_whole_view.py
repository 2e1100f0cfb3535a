import pyqtgraph as pg
from PySide6.QtCore import QRectF

from ae_gui.widgets.whole_view import WholeView


class Painted(WholeView):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QRectF] = []

    def paint(self, *_: object) -> None:
        self.seen.append(self.boundingRect())


def test_it_is_as_large_as_what_is_seen_and_drawn_again_when_that_moves(qtbot):
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    item = Painted()
    plot.addItem(item, ignoreBounds=True)
    plot.show()
    for left in (0, 5):
        plot.setRange(QRectF(left, 0, 10, 10), padding=0)
        plot.grab()
        assert item.seen[-1] == plot.viewRect()
    assert item.seen[0] != item.seen[-1]


def test_without_a_plot_there_is_nothing_to_be_drawn_in(qapp):
    assert WholeView().boundingRect() == QRectF()
