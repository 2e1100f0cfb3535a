import numpy as np
import pytest

from ae_model.ridges import ridges

COUNT = 3_000


@pytest.fixture
def hills() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    labels = random.integers(0, 3, COUNT).astype(np.uint8)
    codes = (random.normal(size=COUNT) + 2.0 * labels).astype(np.float32)[:, None]
    return codes, labels, ridges(codes, labels, np.arange(COUNT))


def test_every_position_is_to_the_right_by_its_code_and_the_hills_do_not_overlap(hills):
    codes, labels, places = hills
    np.testing.assert_array_equal(places[:, 0], codes[:, 0])
    heights = [places[labels == kind, 1] for kind in range(3)]
    assert heights[0].min() > heights[1].max() > heights[1].min() > heights[2].max()
    assert heights[2].min() > 0


def test_a_hill_is_higher_where_more_codes_lie(hills):
    codes, labels, places = hills
    above = places[labels == 1, 1] - places[labels == 1, 1].min()
    far = np.abs(codes[labels == 1, 0] - 2)
    assert above[far < 0.3].max() > 2 * above[(far > 1.5) & (far < 2)].max() > 0


def test_an_image_keeps_its_share_of_the_height_whichever_others_are_placed(hills):
    codes, labels, places = hills
    some = np.arange(0, COUNT, 2)
    again = ridges(codes[some], labels[some], some)
    assert np.corrcoef(again[:, 1], places[some, 1])[0, 1] > 0.99


def test_hills_of_no_codes_or_of_equal_ones_can_be_drawn():
    assert ridges(np.empty((0, 1), np.float32), np.empty(0, np.uint8), np.empty(0, np.intp)).shape == (0, 2)
    assert np.isfinite(ridges(np.ones((5, 1), np.float32), np.zeros(5, np.uint8), np.arange(5))).all()
