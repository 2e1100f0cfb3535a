"""The sheet on which a plane or a curve stands."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.card import Card


def test_its_corners_are_round_and_what_stands_on_it_reaches_into_none(qtbot, theme):
    part = QWidget(autoFillBackground=True)
    part.setBackgroundRole(QPalette.ColorRole.Base)
    card = Card(part)
    qtbot.addWidget(card)
    card.resize(100, 60)

    picture = card.grab().toImage()

    window, sheet = (card.palette().color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base))
    assert [picture.pixelColor(x, y) for x in (0, 99) for y in (0, 59)] == 4 * [window]
    assert picture.pixelColor(50, 30) == picture.pixelColor(2, 30) == sheet != window
    assert part.geometry().width() >= 90
