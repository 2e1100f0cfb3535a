import pytest
from planes import empty_plane
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ae_gui.widgets.point_plane import PointPlane


@pytest.fixture
def plane(qtbot: QtBot) -> PointPlane:
    return empty_plane(qtbot, 500)


def test_a_note_lies_in_the_lower_left_corner_whatever_the_size_of_its_plane(plane, qtbot):
    plane.note.say("The middle is enlarged")
    for size in ((500, 300), (900, 500)):
        plane.resize(*size)
        qtbot.waitUntil(lambda size=size: abs(plane.frame.width() - size[0]) < 30)
        room, lies = plane.frame.sceneBoundingRect(), plane.note.sceneBoundingRect()
        assert room.contains(lies)
        assert lies.left() - room.left() < 20
        assert room.bottom() - lies.bottom() < 20
        assert lies.height() < 30


def test_a_long_note_on_a_narrow_plane_takes_more_lines_and_stays_on_it(plane, qtbot):
    plane.resize(220, 300)
    plane.note.say("This plane holds 84% of the variance of 3 dimensions, and its middle is enlarged")
    qtbot.waitUntil(lambda: plane.frame.width() < 230)

    assert plane.frame.sceneBoundingRect().contains(plane.note.sceneBoundingRect())
    assert plane.note.sceneBoundingRect().height() > 40


def test_a_note_without_words_takes_no_room_and_lets_the_mouse_through(plane):
    assert plane.note.boundingRect().isEmpty()
    assert plane.note.acceptedMouseButtons() == Qt.MouseButton.NoButton
