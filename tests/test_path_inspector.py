import numpy as np
import pytest
from inks import reds, shows
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from ae_gui.widgets.path_inspector import PathInspector
from ae_gui.widgets.pictures import gray_image


@pytest.fixture
def inspector(qtbot):
    inspector = PathInspector()
    qtbot.addWidget(inspector)
    inspector.resize(inspector.width(), 560)
    inspector.show()
    return inspector


@pytest.fixture
def frames(mnist):
    return mnist.test.images[:24] / np.float32(255)


@pytest.fixture
def path(inspector, frames):
    inspector.set_frames(frames)
    return inspector


def button(inspector, name) -> QPushButton:
    return next(one for one in inspector.findChildren(QPushButton) if name in (one.text(), one.accessibleName()))


def click(qtbot, inspector, name):
    qtbot.mouseClick(button(inspector, name), Qt.MouseButton.LeftButton)


def says(inspector, words) -> bool:
    return words in [label.text() for label in inspector.findChildren(QLabel)]


def shown_all(inspector):
    """The numbers of the frames as they are shown from now on."""
    numbers: list[int] = []
    inspector.frame_changed.connect(numbers.append)
    return numbers


def is_playing(path: PathInspector) -> bool:
    """As far as its button says, which is Pause then."""
    return path.play_button.text() == "Pause"


def test_without_two_ends_it_says_what_to_do_and_offers_nothing_else(inspector):
    assert says(inspector, "Click where the path is to begin, on a digit or between them.")
    for name in ("Play", "Frame before", "Next frame", "Strip…", "GIF…"):
        assert not button(inspector, name).isVisibleTo(inspector)
    assert not any(part.isVisibleTo(inspector) for part in (inspector.large, inspector.slider, inspector.film))
    assert inspector.way.isEnabled() and inspector.count.isEnabled()


def test_with_one_end_it_asks_for_the_other(inspector):
    inspector.set_frames(None, begun=True)
    assert says(inspector, "Now click where it is to end.")


def test_a_path_begins_with_its_first_frame(path, frames):
    assert path.large.image == gray_image(frames[0])
    assert says(path, "Frame 1 of 24")
    assert path.film.count() == 24
    assert button(path, "GIF…").isEnabled()


def test_a_path_taken_back_leaves_nothing(path):
    path.slider.setValue(7)
    path.set_frames(None)
    assert says(path, "Click where the path is to begin, on a digit or between them.")
    assert path.large.image is None and path.film.count() == 0 and len(path.frames) == 0
    assert path.frame == 0


def test_the_slider_goes_to_any_frame(qtbot, path, frames):
    with qtbot.waitSignal(path.frame_changed) as changed:
        path.slider.setValue(11)
    assert changed.args == [11]
    assert path.large.image == gray_image(frames[11])
    assert says(path, "Frame 12 of 24")
    assert path.film.currentRow() == 11


def test_a_click_on_the_film_goes_to_that_frame(qtbot, path, frames):
    place = path.film.visualItemRect(path.film.item(8)).center()
    qtbot.mouseClick(path.film.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert path.frame == 8
    assert path.large.image == gray_image(frames[8])


def test_the_keys_go_along_the_film(qtbot, path):
    path.film.setCurrentRow(3)
    qtbot.keyClick(path.film, Qt.Key.Key_Right)
    assert path.frame == 4


def test_the_film_shows_each_frame_the_chosen_one_untinted(path, frames):
    for row in (0, 13, 23):
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            pixmap = path.film.item(row).icon().pixmap(28, 28, mode)
            frame = np.clip(frames[row], 0, 1) * 255
            assert shows(reds(pixmap.toImage()), frame, path.palette())


def test_a_step_goes_one_frame_on_or_back_and_not_beyond_the_ends(qtbot, path):
    click(qtbot, path, "Frame before")
    assert path.frame == 0
    click(qtbot, path, "Next frame")
    click(qtbot, path, "Next frame")
    click(qtbot, path, "Frame before")
    assert path.frame == 1
    path.slider.setValue(23)
    click(qtbot, path, "Next frame")
    assert path.frame == 23


def test_it_plays_to_and_fro(qtbot, inspector, frames):
    inspector.set_frames(frames[:3])
    numbers = shown_all(inspector)
    click(qtbot, inspector, "Play")
    qtbot.waitUntil(lambda: len(numbers) >= 5)
    click(qtbot, inspector, "Pause")
    assert numbers[:5] == [1, 2, 1, 0, 1]


def test_pause_stops_where_it_is_and_play_goes_on_from_there(qtbot, path):
    path.slider.setValue(5)
    click(qtbot, path, "Play")
    assert is_playing(path)
    with qtbot.waitSignal(path.frame_changed) as changed:
        pass
    click(qtbot, path, "Pause")
    assert changed.args == [6]
    assert not is_playing(path) and path.frame == 6


def test_a_step_ends_playing(qtbot, path):
    click(qtbot, path, "Play")
    click(qtbot, path, "Next frame")
    assert not is_playing(path)
    assert button(path, "Play").text() == "Play"


def test_new_frames_come_in_while_it_plays_on(qtbot, path, frames):
    path.slider.setValue(9)
    click(qtbot, path, "Play")
    path.set_frames(frames[::-1])
    assert is_playing(path) and path.frame == 9
    assert path.large.image == gray_image(frames[14])
    with qtbot.waitSignal(path.frame_changed) as changed:
        pass
    assert changed.args == [10]


def test_fewer_frames_show_the_last_of_them(path, frames):
    path.slider.setValue(20)
    path.set_frames(frames[:5])
    assert path.frame == 4
    assert path.large.image == gray_image(frames[4])
    assert path.film.count() == 5


def test_a_path_that_is_taken_back_no_longer_plays(qtbot, path):
    click(qtbot, path, "Play")
    path.set_frames(None)
    assert not is_playing(path)
    assert button(path, "Play").text() == "Play"


def test_another_way_is_asked_for(qtbot, path):
    assert not path.near_data
    with qtbot.waitSignal(path.path_wanted):
        path.way.setCurrentText("Near the data")
    assert path.near_data


def test_another_number_of_frames_is_asked_for_once_it_is_typed(qtbot, path):
    wanted: list[int] = []
    path.path_wanted.connect(lambda: wanted.append(path.count.value()))
    path.count.selectAll()
    qtbot.keyClicks(path.count, "120")
    qtbot.keyClick(path.count, Qt.Key.Key_Return)
    assert wanted == [120]


@pytest.mark.parametrize(("count", "allowed"), [(1, 2), (2, 2), (120, 120), (121, 120)])
def test_a_path_has_two_to_a_hundred_and_twenty_frames(inspector, count, allowed):
    inspector.count.setValue(count)
    assert inspector.count.value() == allowed


@pytest.mark.parametrize(("name", "button"), [("Strip…", "strip_button"), ("GIF…", "gif_button")])
def test_an_export_is_asked_for_with_the_frames_at_hand(qtbot, path, frames, name, button):
    with qtbot.waitSignal(getattr(path, button).clicked):
        click(qtbot, path, name)
    assert (path.frames == frames).all()


def test_every_control_says_what_it_is(path):
    for control in (path.slider, path.way, path.count, path.film, path.large):
        assert control.accessibleName()
    assert path.film.item(3).data(Qt.ItemDataRole.AccessibleTextRole) == "Frame 4"
