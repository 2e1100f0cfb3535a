"""What a latent plane shows at one moment."""

import numpy as np
import pytest
from planes import view_of

from ae_gui.latent_view import Digits, LatentView
from ae_model.latent_map import LatentMap


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(2), tiny.test)


def test_codes_of_two_numbers_are_their_own_plane(view):
    np.testing.assert_allclose(view.positions, view.codes)
    np.testing.assert_allclose(view.lift(0.5, -1.0), [0.5, -1.0])


def test_digits_without_a_new_code_stay_where_they_were(view, tiny, untrained):
    grown = untrained(2, seed=1)
    later = LatentView.after(view, grown, grown.encode(tiny.test.images[:10]), view.digits)

    np.testing.assert_allclose(later.positions[:10], grown.encode(tiny.test.images[:10]))
    np.testing.assert_array_equal(later.positions[10:], view.positions[10:])
    np.testing.assert_allclose(later.code(20), grown.encode(tiny.test.images[20:21])[0], atol=1e-5)


def test_a_plane_of_wide_codes_lies_like_the_one_before(tiny, untrained):
    wide = untrained(16)
    codes = wide.encode(tiny.test.images)
    digits = view_of(wide, tiny.test).digits
    turned = LatentView.after(None, wide, codes, digits, lambda codes: LatentMap.fit(codes)).plane.axes[::-1]
    before = LatentView.after(None, wide, codes, digits, lambda codes: LatentMap(codes.mean(axis=0), turned, 1.0))

    np.testing.assert_allclose(LatentView.after(before, wide, codes, digits).plane.axes, turned, atol=1e-4)


@pytest.mark.parametrize("worst", [np.inf, -np.inf, np.nan, 1e30])
def test_codes_that_cannot_be_drawn_are_brought_within_reach(view, worst):
    codes = view.codes.copy()
    codes[3] = worst
    shown = LatentView.after(None, view.model, codes, view.digits)

    assert np.abs(shown.positions).max() <= 1e9
    np.testing.assert_array_equal(shown.positions[4:], view.positions[4:])


def test_training_digits_join_and_leave(view, tiny):
    digits = Digits.of_all(tiny.test, tiny.train, view.digits.class_names)
    codes = view.model.encode(tiny.train.images)
    both = view.with_training(digits, codes, view.model)

    assert len(both.codes) == len(both.positions) == 350
    np.testing.assert_allclose(both.positions[50:], codes)
    assert (both.digits.train_index(49), both.digits.train_index(57)) == (None, 7)
    alone = both.of_test()
    np.testing.assert_array_equal(alone.positions, view.positions)
    assert len(alone.digits.images) == 50


def test_training_digits_of_another_moment_are_placed_and_faint(view, tiny, untrained):
    digits = Digits.of_all(tiny.test, tiny.train, view.digits.class_names)
    older = untrained(2, seed=1)
    both = view.with_training(digits, older.encode(tiny.train.images), older)

    assert (len(both.codes), len(both.positions)) == (50, 350)


def test_an_image_is_seen_where_its_code_lies_as_the_nearest_class_and_redrawn(view, tiny):
    position, redrawn, name = view.seen(tiny.test.images[4])

    assert position == pytest.approx(tuple(view.positions[4]), abs=1e-5)
    np.testing.assert_allclose(redrawn, view.model.reconstruct(tiny.test.images[4:5])[0], atol=1e-5)
    assert name == view.digits.class_name(4)
