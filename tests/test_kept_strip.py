import pytest
from PySide6.QtCore import Qt

from ae_gui.widgets.kept_strip import KeptStrip
from ae_gui.widgets.pictures import gray_image


@pytest.fixture
def strip(qtbot, mnist) -> KeptStrip:
    """Keeps the first three test digits."""
    strip = KeptStrip()
    qtbot.addWidget(strip)
    strip.resize(240, 120)
    strip.show()
    for number, image in enumerate(mnist.test.images[:3]):
        strip.keep(image, (number + 0.5, -2.0))
    return strip


def kept(strip: KeptStrip) -> list[str]:
    return [strip.item(row).toolTip() for row in range(strip.count())]


def test_each_digit_has_a_name_of_its_own(strip, mnist):
    assert kept(strip) == ["Kept image 1", "Kept image 2", "Kept image 3"]
    assert strip.image(1) == gray_image(mnist.test.images[1])


def test_a_digit_that_is_chosen_leads_back_to_where_it_was_kept(qtbot, strip):
    with qtbot.waitSignal(strip.position_chosen) as chosen:
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualItemRect(strip.item(1)).center())
    assert chosen.args == [1.5, -2.0]


def test_delete_drops_the_chosen_digit_and_undo_brings_it_back_to_its_place(qtbot, strip):
    before = kept(strip)
    strip.setCurrentRow(1)
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert kept(strip) == [before[0], before[2]]

    strip.undo_stack.undo()
    assert kept(strip) == before
    for _ in before:
        strip.undo_stack.undo()
    assert kept(strip) == []


def test_delete_on_an_empty_strip_does_nothing(qtbot):
    strip = KeptStrip()
    qtbot.addWidget(strip)
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert not strip.undo_stack.canUndo()


def test_the_chosen_digit_is_copied_alone_and_large(strip, mnist):
    strip.setCurrentRow(2)
    picture = strip.picture()
    assert (picture.width(), picture.height()) == (8 * 28, 8 * 28)
    assert picture.scaled(28, 28) == gray_image(mnist.test.images[2])
