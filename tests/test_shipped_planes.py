"""Every network that comes with the program has a plane in which its classes can be seen and found."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from ae_gui.latent_view import Digits, LatentView
from ae_gui.widgets.point_plane import PointPlane
from ae_model import checkpoint
from ae_model.config import PRESETS
from ae_model.datasets import Dataset
from ae_model.resources import resource

IN_WINDOW, IN_COMPARE = (1_010, 405), (600, 400)  # logical pixels of a plane in a window of 1280 x 720
CELL = 20  # logical pixels of a square of the frame that holds a point, or does not
# Shares of the frame's squares, where they are less than the others': linear-2d is at true scale, as it need not be
# bent, and higher than it is wide; two axes of the 1,000 numbers of a sparse code show most digits in the middle.
FILLED = {"linear-2d": 0.17, "sparse-1000": 0.25}
Shown = tuple[PointPlane, LatentView]


@pytest.fixture(scope="module")
def codes(mnist: Dataset) -> Callable[[str], LatentView]:
    known: dict[str, LatentView] = {}

    def find(preset: str) -> LatentView:
        if preset not in known:
            network = checkpoint.load(resource("pretrained", f"{preset}.safetensors")).snapshot
            digits = Digits.of_test(mnist.test, mnist.class_names)
            known[preset] = LatentView.after(None, network, network.encode(digits.images), digits)
        return known[preset]

    return find


@pytest.fixture(params=[IN_WINDOW, IN_COMPARE], ids=["window", "compare"])
def shown(request: pytest.FixtureRequest, qtbot: QtBot, codes: Callable[[str], LatentView]) -> Callable[[str], Shown]:
    def show(preset: str) -> Shown:
        plane, view = PointPlane(), codes(preset)
        qtbot.addWidget(plane)
        plane.resize(*request.param)
        plane.name_classes(view.digits.class_names)
        plane.show()
        plane.set_points(view.positions, view.digits.labels, view.placed)
        plane.grab()
        return plane, view

    return show


@pytest.mark.parametrize("preset", PRESETS)
def test_every_class_has_its_name_free_and_nearly_all_digits_are_in_the_frame(shown, preset):
    plane, view = shown(preset)
    names, room = plane.names.written, plane.frame.sceneBoundingRect()

    assert set(names) == set(view.digits.class_names)
    assert all(room.contains(place) for place in names.values())
    assert [(one, other) for one in names for other in names if one < other and meet(names[one], names[other])] == []
    assert in_frame(plane).mean() >= 0.95


@pytest.mark.parametrize("preset", PRESETS)
def test_the_digits_fill_the_frame(shown, preset):
    plane, _ = shown(preset)

    assert filled(plane) >= FILLED.get(preset, 0.3)


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if preset.endswith("-2d")])
def test_every_class_has_tiles_in_the_grid_of_digits(shown, preset, qtbot):
    plane, view = shown(preset)
    with qtbot.waitSignal(plane.carpet.refined, timeout=20_000):
        plane.carpet.set_decoder(view.decode)
    tiles = tiles_of(plane)
    drawn = [view.seen(image).label for image in tiles]  # what the network itself takes it for

    assert len(tiles) >= 50
    assert set(range(10)) - set(drawn) == set()


def tiles_of(plane: PointPlane) -> list[np.ndarray]:
    left, bottom, width, height = plane.frame.viewRect().getRect()
    found = {}
    for x in np.linspace(left, left + width, 80):
        for y in np.linspace(bottom, bottom + height, 80):
            if tile := plane.carpet.tile(x, y):
                found[tile[0]] = tile[1]
    return list(found.values())


def meet(one: QRectF, other: QRectF) -> bool:
    return one.adjusted(1, 1, -1, -1).intersects(other)


def in_frame(plane: PointPlane) -> np.ndarray:
    left, bottom, width, height = plane.frame.viewRect().getRect()
    return ((plane.positions >= (left, bottom)) & (plane.positions <= (left + width, bottom + height))).all(axis=1)


def filled(plane: PointPlane) -> float:
    """The share of the frame's squares that hold a point."""
    seen = plane.frame.viewRect()
    across, up = round(plane.frame.width() / CELL), round(plane.frame.height() / CELL)
    inside = (plane.positions[in_frame(plane)] - (seen.left(), seen.top())) / (seen.width(), seen.height())
    cells = (inside * (across, up)).astype(int)
    return len(np.unique(cells[:, 0] * up + cells[:, 1])) / (across * up)
