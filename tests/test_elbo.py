import numpy as np
import pytest
import scipy.stats
from networks import drawn, normal

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.elbo import VARIANCE, divergences, evidence, log_likelihoods, share_farther, spread
from ae_model.snapshot import Snapshot


def network(scale: float = 1.0, **config) -> Snapshot:
    config = NetworkConfig(**{"hidden_sizes": (16,), "code": "gaussian"} | config)
    return drawn(config, normal(np.random.default_rng(0), scale))


def test_the_divergence_is_that_from_the_prior():
    mean, log_variance = np.random.default_rng(0).normal(size=(2, 5, 3)).astype(np.float32)
    samples = np.random.default_rng(1).standard_normal((200_000, 5, 3))
    codes = mean + np.exp(log_variance / 2) * samples
    estimated = scipy.stats.norm.logpdf(codes, mean, np.exp(log_variance / 2)) - scipy.stats.norm.logpdf(codes)
    np.testing.assert_allclose(divergences(mean, log_variance), estimated.mean(axis=0), atol=0.03)
    assert divergences(np.zeros((1, 2), np.float32), np.zeros((1, 2), np.float32)).sum() == 0


def test_a_dimension_whose_mean_hardly_differs_between_images_is_dead():
    means = np.random.default_rng(0).normal(0, [1, 0.05, 0.2], (1_000, 3)).astype(np.float32)
    used = spread(means, np.zeros_like(means))
    assert used.is_dead.tolist() == [False, True, False]
    np.testing.assert_allclose(used.divergence, np.square(means).mean(axis=0) / 2, rtol=1e-5)


def test_pixels_are_as_likely_as_their_distributions_have_it():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 3, (4, 6)).astype(np.float32)
    white, grey = (rng.random((4, 6)) < 0.5).astype(np.float32), rng.random((4, 6), np.float32)
    chance = 1 / (1 + np.exp(-logits.astype(np.float64)))
    np.testing.assert_allclose(
        log_likelihoods(logits, white, "binarised"), scipy.stats.bernoulli.logpmf(white, chance).sum(axis=1), rtol=1e-5
    )
    np.testing.assert_allclose(
        log_likelihoods(logits, grey, "bernoulli"),
        (grey * np.log(chance) + (1 - grey) * np.log(1 - chance)).sum(axis=1),
        rtol=1e-5,
    )
    np.testing.assert_allclose(
        log_likelihoods(logits, grey, "gaussian"),
        scipy.stats.norm.logpdf(grey, logits, VARIANCE**0.5).sum(axis=1),
        rtol=1e-5,
    )


def test_pixels_that_are_all_but_certain_are_no_trouble():
    surely = np.array([[200.0, -200.0]], np.float32)
    assert log_likelihoods(surely, np.array([[1, 0]], np.float32), "binarised") == 0
    assert log_likelihoods(surely, np.array([[0, 1]], np.float32), "binarised") == -400


def test_of_a_linear_gaussian_network_log_p_is_the_one_that_is_known(mnist: Dataset):
    """x = W z + b + noise is normal, N(b, W W^T + variance), and its likelihood has a formula (Bishop, 2006, 2.115)."""
    # A small enough decoder that samples from the posterior, which is not the right one, are near where they should.
    snapshot = network(0.05, hidden_sizes=(), output="linear")
    widths = {"ae.0.log_variance.bias": np.full(2, -0.7, np.float32)}
    snapshot = Snapshot(snapshot.config, {**snapshot.arrays, **widths})
    images = mnist.test.images[:20]
    weight, bias = (snapshot.arrays[f"ae.1.decoder.0.{part}"].astype(float) for part in ("weight", "bias"))
    pixels = images.reshape(20, -1) / 255
    known = scipy.stats.multivariate_normal.logpdf(pixels, bias, weight @ weight.T + VARIANCE * np.eye(784))
    measured = evidence(snapshot, images, "gaussian", samples=2_000)
    assert measured.log_likelihood == pytest.approx(known.mean(), abs=0.5)
    assert measured.negative_elbo > -known.mean()


def test_the_bound_is_error_and_divergence_and_log_p_is_above_it(mnist: Dataset):
    snapshot, images = network(0.5), mnist.test.images[:50]
    measured = evidence(snapshot, images, "bernoulli", samples=200)
    assert measured.kl == pytest.approx(divergences(*snapshot.posterior(images)).sum(axis=1).mean())
    assert -measured.log_likelihood < measured.negative_elbo
    assert (measured.images, measured.samples) == (50, 200)
    assert 0 < measured.log_likelihood_error < measured.negative_elbo


def test_of_one_sample_both_are_the_same_but_for_what_was_drawn(mnist: Dataset):
    snapshot, images = network(0.5), mnist.test.images[:400]
    one, many = (evidence(snapshot, images, "bernoulli", samples) for samples in (1, 50))
    assert -one.log_likelihood == pytest.approx(one.negative_elbo, rel=0.02)
    assert many.log_likelihood > one.log_likelihood


def test_whoever_is_told_how_far_it_is_may_end_it(mnist: Dataset):
    def enough(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evidence(network(), mnist.test.images[:5], "binarised", progress=enough)


@pytest.mark.parametrize("latent_dim", [1, 2, 3, 20, 1024])
def test_how_much_of_the_prior_is_farther_out_is_the_chi_square_distributions(latent_dim: int):
    code = np.random.default_rng(0).standard_normal(latent_dim).astype(np.float32)
    for scale in (0.0, 0.5, 1.0, 1.2, 50.0):
        square = float(np.square(scale * code, dtype=np.float64).sum())
        assert share_farther(np.float32(scale) * code) == pytest.approx(
            scipy.stats.chi2.sf(square, latent_dim), abs=1e-6
        )
    assert share_farther(np.full(latent_dim, np.inf, np.float32)) == 0
