import numpy as np
import pytest
from inks import shows
from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from ae_gui.widgets.image_grid import ImageGrid


@pytest.fixture
def digits(mnist):
    return mnist.test.images[:10]


@pytest.fixture
def grid(qtbot, digits):
    grid = ImageGrid(["Digit", "Network"])
    qtbot.addWidget(grid)
    grid.resize(800, 240)
    grid.set_row("Digit", digits)
    grid.show()
    return grid


def shown(grid, name, column, shape=(28, 28)):
    """The grey values on the screen where a picture is, one for each of its pixels."""
    picture = grid.grab().toImage()
    rect = grid.picture_rect(name, column)
    step_x, step_y = rect.width() / shape[1], rect.height() / shape[0]
    scale = picture.devicePixelRatio()
    return np.array(
        [
            [
                picture.pixelColor(
                    int((rect.x() + (x + 0.5) * step_x) * scale), int((rect.y() + (y + 0.5) * step_y) * scale)
                ).red()
                for x in range(shape[1])
            ]
            for y in range(shape[0])
        ]
    )


def test_a_picture_is_shown_pixel_for_pixel(grid, digits):
    for column in (0, 3, 9):
        assert shows(shown(grid, "Digit", column), digits[column], grid.palette())


def test_every_pixel_of_a_picture_covers_a_whole_number_of_the_screens(grid):
    rect = grid.picture_rect("Digit", 0)
    assert rect.width() == rect.height()
    assert rect.width() * grid.devicePixelRatioF() % 28 == 0


def test_pictures_grow_with_their_room_by_whole_pixels(grid):
    room = [grid.height_in(QSizeF(width, 2_000)) for width in (600, 800, 1_100, 2_000)]
    assert room == sorted(room)
    sides = [(height - room[0]) / 2 + 28 for height in room]  # two rows
    assert sides == [28, 56, 84, 168]


def test_floats_are_shown_from_zero_to_one_and_clipped_beyond(grid):
    ramp = np.linspace(-1, 2, 28 * 28, dtype=np.float32).reshape(1, 28, 28)
    grid.set_row("Network", ramp)
    pixels = shown(grid, "Network", 0)
    assert shows(pixels, np.clip(ramp[0], 0, 1) * 255, grid.palette())


def test_images_of_another_shape_keep_their_proportions(grid):
    images = np.random.default_rng(0).integers(0, 256, (4, 10, 20), np.uint8)
    for name in grid.row_names:
        grid.remove_row(name)
    grid.set_row("Digit", images)
    assert shows(shown(grid, "Digit", 2, (10, 20)), images[2], grid.palette())


def test_images_larger_than_their_room_are_shrunk_into_it(grid):
    for name in grid.row_names:
        grid.remove_row(name)
    grid.set_row("Digit", np.zeros((10, 500, 500), np.uint8))
    assert 20 < grid.picture_rect("Digit", 0).width() < 80
    assert grid.rect().contains(grid.picture_rect("Digit", 9).toRect())


def test_a_row_set_again_shows_its_new_pictures(grid, digits):
    grid.set_row("Digit", digits[::-1])
    assert shows(shown(grid, "Digit", 0), digits[9], grid.palette())
    assert grid.row_names == ("Digit",)


def test_reserved_rows_keep_their_order_and_their_place(grid, digits):
    grid.set_row("Other", digits)
    before = grid.picture_rect("Other", 0)
    grid.set_row("Network", digits / np.float32(255), ["0.0100"] * 10)
    assert grid.row_names == ("Digit", "Network", "Other")
    assert grid.picture_rect("Other", 0) == before
    grid.remove_row("Network")
    assert grid.row_names == ("Digit", "Other")
    assert grid.picture_rect("Other", 0) == before


def test_captions_stand_under_their_pictures(grid, digits):
    grid.set_row("Network", digits, [""] * 10)
    rect = grid.picture_rect("Network", 4)
    below = rect.translated(0, rect.height()).toRect()
    empty = grid.grab(below).toImage()
    grid.set_row("Network", digits, ["", "", "", "", "0.0213", "", "", "", "", ""])
    assert grid.grab(below).toImage() != empty
    assert grid.captions("Network")[4] == "0.0213"


def test_captions_in_large_letters_give_way_in_a_narrow_grid_and_lie_on_no_other(grid, digits, theme):
    grid.set_row("Network", digits, ["0.0123"] * 10)
    theme.enlarge(1.5)
    usual, least = grid.sizeHint().width(), grid.minimumSizeHint().width()
    sizes = []
    for width in (usual, usual - 1, (usual + least) // 2, least):
        grid.resize(width, 240)
        widest = QFontMetricsF(grid._layout_in(width).caption_font).horizontalAdvance("0.0123")
        first, second, last = (grid.picture_rect("Network", column) for column in (0, 1, 9))
        assert widest < second.left() - first.left()
        assert last.center().x() + widest / 2 <= width
        sizes.append(widest)
    theme.enlarge(1.0)
    assert sizes[0] >= sizes[1] > sizes[2] > sizes[3] > sizes[0] / 2


@pytest.mark.parametrize("column", [0, 4, 9])
def test_a_click_on_a_column_names_it(qtbot, grid, column):
    place = grid.picture_rect("Digit", column).center().toPoint()
    with qtbot.waitSignal(grid.column_clicked) as clicked:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [column]


def test_a_click_beside_the_columns_or_with_the_right_button_is_none(qtbot, grid):
    with qtbot.assertNotEmitted(grid.column_clicked):
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(2, 20))
        qtbot.mouseClick(grid, Qt.MouseButton.RightButton, pos=grid.picture_rect("Digit", 1).center().toPoint())


def test_the_keys_go_along_the_columns_and_enter_chooses(qtbot, grid):
    chosen = []
    grid.column_clicked.connect(chosen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(grid, key)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Enter, Qt.Key.Key_Home, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    assert chosen == [0, 2, 9, 0]


def test_the_column_under_the_mouse_is_marked(qtbot, grid):
    rect = grid.picture_rect("Digit", 3)
    gap = QPoint(round(rect.left()) - 2, round(rect.center().y()))
    quiet = grid.grab().toImage().pixelColor(gap)
    for place in (QPoint(1, 1), rect.center().toPoint()):  # from elsewhere: it may be there already
        qtbot.mouseMove(grid, place)
    qtbot.waitUntil(lambda: grid.grab().toImage().pixelColor(gap) != quiet)
    QApplication.sendEvent(grid, QEvent(QEvent.Type.Leave))
    assert grid.grab().toImage().pixelColor(gap) == quiet


def test_a_column_tells_what_it_shows(grid):
    grid.set_column_tips([f"Test image {i}" for i in range(10)])
    place = grid.picture_rect("Digit", 6).center().toPoint()
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place)))
    assert QToolTip.text() == "Test image 6"
    QToolTip.hideText()


def test_a_screen_reader_is_told_the_column_that_the_keys_are_on(qtbot, grid):
    grid.set_column_tips([f"Test image {i}" for i in range(10)])
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "Test image 1"


def test_the_copied_picture_holds_every_row_on_the_palettes_ground(grid, digits):
    grid.set_row("Network", digits, ["0.0213"] * 10)
    palette = QPalette(grid.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor("#fedcba"))
    grid.setPalette(palette)
    picture = grid.picture()
    assert picture.pixelColor(1, 1).name() == "#fedcba"
    assert picture.width() > 10 * 2 * 56
    assert picture.height() > 2 * 2 * 56
    assert [action.text() for action in grid.actions()] == ["Copy picture", "Save picture…"]


def test_an_empty_grid_is_drawn_too(qtbot):
    grid = ImageGrid()
    qtbot.addWidget(grid)
    grid.resize(300, 100)
    grid.show()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    grid.grab()
    grid.picture()
    assert grid.column_count == 0


def test_fewer_pictures_leave_no_key_on_a_column_that_is_gone(qtbot, grid, digits):
    qtbot.keyClick(grid, Qt.Key.Key_End)
    grid.set_row("Digit", digits[:3])
    with qtbot.waitSignal(grid.column_clicked) as clicked:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert clicked.args == [2]
