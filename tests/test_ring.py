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
