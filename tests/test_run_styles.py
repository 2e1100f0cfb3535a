from itertools import combinations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QIcon

from ae_gui.widgets.run_styles import MOST, chip, ink_on, style


def test_no_two_runs_look_the_same():
    styles = [style(index, dark=False) for index in range(MOST)]
    assert all(one != other for one, other in combinations(styles, 2))


def test_a_chip_has_the_colour_of_its_curve_and_a_number_that_can_be_read(qapp):
    for index in range(MOST):
        drawn = chip(index, 20, QFont(), 2.0, dark=False)
        image, (color, *_) = drawn.pixmap(QSize(20, 20), 2.0, QIcon.Mode.Selected).toImage(), style(index, dark=False)
        assert image.width() == 40
        assert image.pixelColor(20, 3).rgb() == color.rgb()
        ink = ink_on(color)
        assert any(image.pixelColor(x, y).rgb() == ink.rgb() for x in range(40) for y in range(40))


def test_the_ink_is_what_stands_out_more():
    assert ink_on(QColor("yellow")) == QColor("black")
    assert ink_on(QColor("navy")) == QColor("white")
