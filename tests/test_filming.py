from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job, Latest
from ae_gui.filming import Film, filming, pixels_of
from ae_model.picture_files import Frame


class Shelf:
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.finished = False

    def add(self, frame: Frame) -> None:
        self.frames.append(frame)

    def finish(self) -> None:
        self.finished = True

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    yield window
    qtbot.waitUntil(lambda: not window.findChildren(Job))  # qtbot would delete the window, and with it a running job
    window.deleteLater()


def take(qtbot, window: QWidget, film: Film) -> tuple[list[Shelf], list[bool]]:
    """The writers that were opened, and how the filming ended."""
    shelves: list[Shelf] = []
    ended: list[bool] = []

    def opened() -> Shelf:
        shelves.append(Shelf())
        return shelves[-1]

    def story():
        ended.append((yield from filming(film, opened, window)))

    Latest(window, pytest.fail).follow(story())
    qtbot.waitUntil(lambda: bool(ended))
    return shelves, ended


def film_of(numbers: Sequence[int], sizes: Sequence[int] = (), **more) -> Film:
    """A film whose pictures are as bright as the position that is shown, and of these sizes in turn, at last 8."""
    shown: list[int] = []
    rest = iter(sizes)

    def picture() -> QImage:
        image = QImage(next(rest, 8), 8, QImage.Format.Format_RGB32)
        image.fill(0x010101 * shown[-1])
        return image

    return Film(numbers, shown.append, picture, lambda: None, **more)


def test_every_epoch_is_shown_taken_and_written_in_order(qtbot, window):
    (shelf,), ended = take(qtbot, window, film_of(range(5)))
    assert [frame[0, 0, 0] for frame in shelf.frames] == [0, 1, 2, 3, 4]
    assert shelf.finished and ended == [True]


def test_a_film_whose_window_is_resized_is_taken_again_from_the_first_epoch(qtbot, window):
    (first, second), ended = take(qtbot, window, film_of(range(4), sizes=(10, 10)))
    assert len(first.frames) == 2 and not first.finished
    assert [frame.shape for frame in second.frames] == [(8, 8, 3)] * 4
    assert second.finished and ended == [True]


def test_a_film_of_epochs_that_have_gone_is_given_up_in_a_sentence(qtbot, window):
    left = iter([True, True, True])
    shelf, said = Shelf(), []
    film = film_of(range(9), there=lambda: next(left, False))
    Latest(window, said.append).follow(filming(film, lambda: shelf, window))
    qtbot.waitUntil(lambda: said == ["The film was cancelled: its epochs are no longer on show."])
    assert len(shelf.frames) == 2 and not shelf.finished


def test_a_film_says_how_many_of_how_many_epochs_it_shows():
    assert film_of(range(1_201)).told == "all 1,201 epochs, from 0 to 1,200"
    assert film_of(range(0, 2_001, 4)).told == "501 of the 2,001 epochs from 0 to 2,000"


def test_a_film_is_thinned_evenly_and_keeps_its_ends():
    shown: list[int] = []
    thinned = Film(range(0, 2_000, 2), shown.append, QImage, lambda: None).thinned(5)
    assert thinned.numbers == [0, 500, 1000, 1498, 1998]
    for position in range(5):
        thinned.show(position)
    assert shown == [0, 250, 500, 749, 999]
    assert thinned.thinned(5) is thinned


def test_the_pixels_of_a_picture_are_its_own_whatever_its_rows_are_padded_to():
    image = QImage(3, 2, QImage.Format.Format_RGB888)
    image.fill(0x102030)
    assert np.array_equal(pixels_of(image), np.full((2, 3, 3), (0x10, 0x20, 0x30), np.uint8))
