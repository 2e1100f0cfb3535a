from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ae_gui.widgets.ring import WidgetRing


def test_a_ring_stays_around_its_widget_takes_no_click_and_goes_to_another(qtbot, owner):
    root, first, second = QWidget(), QLabel("one"), QLabel("two")
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    column.addWidget(first)
    column.addWidget(second)
    root.resize(200, 100)
    root.show()
    ring = WidgetRing(3, owner)
    ring.put_around(first)
    assert ring.around is first
    assert ring._drawn.geometry().contains(first.geometry())
    assert ring._drawn.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    root.resize(400, 300)
    qtbot.waitUntil(lambda: first.width() > 300)
    assert ring._drawn.geometry().contains(first.geometry())

    ring.put_around(second)
    assert ring._drawn.geometry().contains(second.geometry())
    assert not ring._drawn.geometry().contains(first.geometry())

    ring.put_around(None)
    assert ring.around is None
    assert not ring._drawn.isVisible()


def test_a_ring_is_whole_around_what_fills_the_widget_around_it(qtbot, owner):
    root, inner, ringed = QWidget(), QWidget(), QLabel("to the edge")
    qtbot.addWidget(root)
    outer = QVBoxLayout(root)
    outer.setContentsMargins(12, 12, 12, 12)
    outer.addWidget(inner)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(ringed)
    root.resize(200, 100)
    root.show()
    ring = WidgetRing(3, owner)
    ring.put_around(ringed)
    assert ring._drawn.parentWidget() is root
    assert ring._drawn.geometry() == inner.geometry().adjusted(-6, -6, 6, 6)

    outer.setContentsMargins(12, 40, 12, 12)  # what is around it is moved, and it is not
    qtbot.waitUntil(lambda: inner.y() == 40)
    assert ring._drawn.geometry() == inner.geometry().adjusted(-6, -6, 6, 6)
    ring.put_around(None)
