"""What a latent plane shows at one moment."""

import numpy as np
import pytest
from networks import drawn, normal
from planes import view_of

from ae_gui.latent_view import Digits, LatentView
from ae_model.config import NetworkConfig, TrainingConfig
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


def test_a_sample_is_placed_wherever_its_digits_stand_among_the_others(view, tiny, untrained):
    grown, some = untrained(2, seed=1), np.array([3, 17, 40])
    codes, others = grown.encode(tiny.test.images[some]), np.delete(np.arange(50), some)
    later = LatentView.after(view, grown, codes, view.digits, placed=some)

    np.testing.assert_allclose(later.positions[some], codes)
    np.testing.assert_array_equal(later.positions[others], view.positions[others])
    np.testing.assert_array_equal(later.code(17), codes[1])
    np.testing.assert_allclose(later.code(18), grown.encode(tiny.test.images[18:19])[0], atol=1e-5)
    assert view.digits.class_names[later.seen(tiny.test.images[40]).label] in {view.digits.class_name(i) for i in some}


def test_digits_that_were_never_placed_are_not_shown(view):
    some = np.array([3, 17])
    first = LatentView.after(None, view.model, view.codes[some], view.digits, placed=some)

    assert [index for index in range(60) if first.shows(index)] == [3, 17]


def test_training_digits_join_a_sample_of_the_test_digits(view, tiny):
    some = np.array([3, 17])
    digits = Digits.of_all(tiny.test, tiny.train, view.digits.class_names)
    first = LatentView.after(view, view.model, view.codes[some], view.digits, placed=some)
    both = first.with_training(digits, view.model.encode(tiny.train.images), view.model)

    assert both.placed.tolist() == [3, 17, *range(50, 350)]
    np.testing.assert_array_equal(both.of_test().placed, some)
    np.testing.assert_array_equal(both.of_test().codes, first.codes)


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
    shown = LatentView.after(None, view.model, codes, view.digits, LatentMap.fit)

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


def test_an_image_is_seen_where_its_code_lies_as_its_neighbours_vote_and_redrawn(view, tiny):
    seen = view.seen(tiny.test.images[4])

    assert seen.position == pytest.approx(tuple(view.positions[4]), abs=1e-5)
    np.testing.assert_allclose(seen.redrawn, view.model.reconstruct(tiny.test.images[4:5])[0], atol=1e-5)
    assert seen.votes.sum() == pytest.approx(1)
    assert seen.votes[seen.label] == seen.votes.max()
    np.testing.assert_allclose(seen.votes, view.votes(view.code(4)), atol=1e-4)


def variational(tiny, latent_dim: int) -> LatentView:
    config = NetworkConfig(hidden_sizes=(32,), latent_dim=latent_dim, code="gaussian")
    return view_of(drawn(config, normal(np.random.default_rng(0), 0.5)), tiny.test)


@pytest.mark.parametrize("latent_dim", [2, 5])
def test_the_prior_is_rings_around_the_code_of_zeros(tiny, latent_dim):
    view = variational(tiny, latent_dim)
    middle = view.plane.true(view.plane.place(np.zeros((1, latent_dim), np.float32)))
    for deviations, ring in enumerate(view.rings, start=1):
        distances = np.linalg.norm(view.plane.true(ring) - middle, axis=1)
        np.testing.assert_allclose(distances, deviations, rtol=1e-3)
    assert len(view.rings) == 3


def test_a_posterior_is_an_ellipse_of_two_deviations_around_its_digit(tiny):
    view = variational(tiny, 2)
    mean, log_variance = view.model.posterior(tiny.test.images[7:8])
    away = (view.plane.true(view.posterior(7)) - mean) / np.exp(log_variance / 2)
    np.testing.assert_allclose(np.linalg.norm(away, axis=1), 2, rtol=1e-3)


def test_on_a_plane_of_some_axes_it_is_its_shadow(tiny):
    view = variational(tiny, 5)
    _, log_variance = view.model.posterior(tiny.test.images[7:8])
    outline = view.plane.true(view.posterior(7))
    across = (outline - outline.mean(axis=0)).max(axis=0)
    expected = 2 * np.sqrt(np.square(view.plane.axes) @ np.exp(log_variance[0]))
    np.testing.assert_allclose(across, expected, rtol=1e-2)


def test_a_plain_network_has_neither(view):
    assert (view.has_prior, view.rings, view.posterior(7)) == (False, [], None)


def test_a_code_runs_through_the_decoder_once_for_all_who_ask_about_it(mnist, untrained):
    network = untrained(2)
    view = LatentView.after(
        None, network, network.encode(mnist.test.images[:50]), Digits.of_test(mnist.test, mnist.class_names)
    )
    code = view.lift(0.5, -0.25)
    answers = view.answers(code)

    assert view.answers(code.copy()) is answers
    assert (view.drawn(code) == network.decode(code[None])[0]).all()
    assert [len(answer) for answer in answers] == [layer.units for layer in network.layers[-len(answers) :]]
    assert view.answers(code + 1) is not answers


def trained(view: LatentView, **recipe) -> LatentView:
    """The same view of a network that was trained by a recipe."""
    return LatentView.after(None, view.model, view.codes, view.digits, training=TrainingConfig(**recipe))


def test_noise_is_of_the_kind_that_the_network_was_trained_under(view, tiny):
    clean = tiny.test.images[:20]
    masked = trained(view, objective="denoising", noise_kind="masking").under_noise(clean, 0.3)
    kept = masked != 0
    assert np.array_equal(masked[kept], clean[kept])
    assert 0.6 < kept[clean > 0].mean() < 0.8
    assert (view.under_noise(clean, 0.3)[clean == 0] > 0).any()  # Gaussian where nothing is known


def test_no_noise_leaves_images_as_they_are_and_noise_lies_still(view, tiny):
    clean = tiny.test.images[:5]
    assert np.array_equal(view.under_noise(clean, 0.0), clean)
    assert np.array_equal(view.under_noise(clean, 0.7), view.under_noise(clean, 0.7))


def test_repairs_lead_from_codes_of_noisy_digits_to_those_of_their_copies(view, tiny):
    weak, strong = (trained(view, objective="denoising", noise=noise).repairs for noise in (0.1, 0.9))
    tails, heads = weak
    assert tails.shape == heads.shape == (min(64, len(tiny.test.images)), 2)
    assert not np.allclose(tails, strong[0])
    noisy = trained(view, noise=0.1).under_noise(tiny.test.images[:1], 0.1)
    if len(tiny.test.images) <= 64:
        np.testing.assert_allclose(tails[0], view.model.encode(noisy)[0], atol=1e-5)
    np.testing.assert_allclose(heads, view.model.encode(view.model.decode(tails)), atol=1e-4)


def test_on_a_line_there_are_no_repairs(tiny, untrained):
    tails, heads = view_of(untrained(1), tiny.test).repairs
    assert len(tails) == len(heads) == 0
