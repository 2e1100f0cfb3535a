import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from ae_gui.widgets.code_plane import CodePlane

POINTS = np.random.default_rng(0).uniform(-10, 10, (500, 2)).astype(np.float32)


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = CodePlane()
    qtbot.addWidget(plane)
    plane.resize(640, 480)
    plane.points.set_colors(np.array([[200, 0, 0]], np.uint8))
    plane.set_points(POINTS, np.zeros(500, np.uint8), np.arange(500))
    plane.show()
    plane.grab()  # the view has found its size
    plane.fit()
    return plane


@pytest.fixture
def network(untrained):
    return untrained(2)


def lay(qtbot, plane, decode) -> None:
    with qtbot.waitSignal(plane.carpet.refined, timeout=10_000):
        plane.carpet.set_decoder(decode)


def places_in(plane) -> list[tuple[float, float]]:
    rect = plane.getViewBox().viewRect()
    xs, ys = np.linspace(rect.left(), rect.right(), 9), np.linspace(rect.top(), rect.bottom(), 7)
    return [(float(x), float(y)) for x in xs for y in ys]


def require_alike(pixels: np.ndarray, drawn: np.ndarray) -> None:
    """The same picture, up to one level of grey: of one place and of hundreds at once, products are rounded apart."""
    expected = np.clip(drawn, 0, 1) * 255 + 0.5
    assert np.abs(pixels.astype(int) - expected.astype(int)).max() <= 1


def test_every_tile_is_what_the_decoder_draws_at_its_centre(qtbot, plane, network):
    lay(qtbot, plane, network.decode)

    for x, y in places_in(plane):
        centre, pixels = plane.carpet.tile(x, y)
        expected = network.decode(np.array([centre], np.float32))[0]
        require_alike(pixels, expected)


def test_a_place_lies_within_half_a_tile_of_its_tiles_centre(qtbot, plane, network):
    lay(qtbot, plane, network.decode)

    centres = sorted({plane.carpet.tile(x, y)[0] for x, y in places_in(plane)})
    side = min(np.diff(sorted({x for x, _ in centres})))
    for x, y in places_in(plane):
        (left, bottom), _ = plane.carpet.tile(x, y)
        assert abs(left - x) <= side
        assert abs(bottom - y) <= side
    pixels = side / plane.getViewBox().viewPixelSize()[0]
    assert 32 <= pixels <= 72


def test_a_tile_is_drawn_upright_where_it_lies(qtbot, plane):
    def decode(places):  # ink in the upper left quarter, and only left of the y axis
        images = np.zeros((len(places), 28, 28), np.float32)
        images[places[:, 0] < 0, :14, :14] = 1
        return images

    plane.set_points(np.array([[-10, -10], [10, 10]], np.float32), np.zeros(2, np.uint8), np.arange(2))
    lay(qtbot, plane, decode)
    (x, y), _ = plane.carpet.tile(-5, 3)
    (next_x, _), _ = plane.carpet.tile(x + 2, 3)
    quarter = (next_x - x) / 4 if next_x > x else 0.3

    image = plane.grab().toImage()

    def darkness(px, py) -> int:
        place = plane.viewportTransform().map(plane.getViewBox().mapViewToScene(QPointF(px, py)))
        return 255 - QColor(image.pixel(place.toPoint())).lightness()

    assert darkness(x - quarter, y + quarter) > darkness(x + quarter, y - quarter) + 20
    assert darkness(x - quarter, y + quarter) > darkness(x - quarter, y - quarter) + 20
    assert darkness(5 - quarter, y + quarter) < 20


def test_a_moved_view_decodes_only_what_is_new_to_it(qtbot, plane, network):
    decoded = []

    def decode(places):
        decoded.extend(map(tuple, places.tolist()))
        return network.decode(places)

    lay(qtbot, plane, decode)
    before = len(decoded)
    view = plane.getViewBox()
    with qtbot.waitSignal(plane.carpet.refined, timeout=10_000):
        view.translateBy(x=view.viewRect().width() / 10, y=0)

    assert 0 < len(decoded) - before < 0.3 * before
    assert len(set(decoded)) == len(decoded)


def test_a_zoomed_view_is_refined_when_it_is_still(qtbot, plane, network):
    lay(qtbot, plane, network.decode)
    with qtbot.waitSignal(plane.carpet.refined, timeout=10_000):
        plane.getViewBox().scaleBy((0.2, 0.2))

    pixel = plane.getViewBox().viewPixelSize()[0]
    middle = plane.getViewBox().viewRect().center()
    (x, y), pixels = plane.carpet.tile(middle.x(), middle.y())
    (right, _), _ = plane.carpet.tile(x + 60 * pixel, y)
    assert 32 <= (right - x) / pixel <= 2 * 72
    require_alike(pixels, network.decode(np.array([[x, y]], np.float32))[0])


def test_another_network_replaces_every_tile(qtbot, plane, network, untrained):
    lay(qtbot, plane, network.decode)
    other = untrained(2, seed=1)
    lay(qtbot, plane, other.decode)

    for x, y in places_in(plane):
        centre, pixels = plane.carpet.tile(x, y)
        require_alike(pixels, other.decode(np.array([centre], np.float32))[0])


def test_without_a_decoder_there_is_no_carpet(qtbot, plane, network):
    bare = plane.grab().toImage()
    lay(qtbot, plane, network.decode)
    assert plane.grab().toImage() != bare

    plane.carpet.set_decoder(None)

    assert plane.grab().toImage() == bare
    assert plane.carpet.tile(0, 0) is None


def test_a_strip_is_one_row_of_whole_tiles_below_all_points(qtbot, plane, network):
    plane.set_strip(True)
    plane.fit()
    lay(qtbot, plane, network.decode)

    seen = plane.frame.viewRect()
    tiles = [
        plane.carpet.tile(seen.center().x(), y) for y in np.linspace(seen.top(), seen.bottom(), 200, endpoint=False)
    ]
    centres = {tile[0] for tile in tiles if tile is not None}
    assert len(centres) == 1
    assert seen.top() < centres.pop()[1] < plane.positions[:, 1].min()


def test_tiles_of_the_size_for_a_view_at_rest_are_refined_while_the_view_still_moves(qtbot, plane, network):
    lay(qtbot, plane, network.decode)
    plane.carpet.set_decoder(None)
    told: list[bool] = []
    plane.carpet.refined.connect(lambda: told.append(plane.carpet._rest.isActive()))
    plane.carpet.set_decoder(network.decode)
    plane.getViewBox().translateBy(x=plane.getViewBox().viewRect().width() / 100, y=0)  # as it goes with a training
    qtbot.waitUntil(lambda: bool(told))
    assert told == [True]
