import numpy as np
import pytest

from ae_model.image_shape import ImageShape
from ae_model.metrics import mean_squared_error
from ae_model.pca import PCA, principal_axes


@pytest.fixture(scope="module")
def mnist_pca(mnist) -> PCA:
    return PCA.fit(mnist.train.images)


@pytest.fixture(scope="module")
def few(mnist) -> np.ndarray:
    return mnist.train.images[:1000]


@pytest.fixture(scope="module")
def few_pca(few) -> PCA:
    return PCA.fit(few, 20)


def large_images(count: int) -> np.ndarray:
    """Images of 50x50, more pixels than a covariance matrix is made for, of a few broad strokes and some noise."""
    random = np.random.default_rng(7)
    strokes = random.normal(size=(6, 2500)) * np.array([9, 7, 5, 4, 3, 2])[:, None]
    pixels = 128 + random.normal(size=(count, 6)) @ strokes + random.normal(size=(count, 2500))
    return pixels.clip(0, 255).astype(np.uint8).reshape(count, 50, 50)


def svd_components(images: np.ndarray, count: int) -> np.ndarray:
    flat = images.reshape(len(images), -1) / 255
    return np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)[2][:count]


@pytest.mark.parametrize(
    ("latent_dim", "mse", "per_image"), [(2, 0.05567, 43.645), (30, 0.01769, 13.866), (256, 0.00138, 1.085)]
)
def test_the_errors_on_mnist_are_the_known_ones(mnist, mnist_pca, latent_dim, mse, per_image):
    pca = mnist_pca.truncated(latent_dim)
    assert mean_squared_error(pca, mnist.test.images) == pytest.approx(mse, abs=5e-6)
    assert 784 * mean_squared_error(pca, mnist.test.images) == pytest.approx(per_image, abs=1e-3)


def test_components_and_reconstructions_are_those_of_numpys_svd(few, few_pca):
    expected = svd_components(few, 20)
    expected *= np.sign(np.sum(expected * few_pca.components, axis=1, keepdims=True))
    np.testing.assert_allclose(few_pca.components, expected, atol=1e-5)
    flat = few.reshape(len(few), -1) / 255
    mean = flat.mean(axis=0)
    by_svd = (flat - mean) @ expected.T @ expected + mean
    np.testing.assert_allclose(few_pca.reconstruct(few).reshape(by_svd.shape), by_svd, atol=1e-5)


def test_components_are_orthonormal_and_point_where_their_largest_value_is_positive(mnist_pca):
    components = mnist_pca.components
    np.testing.assert_allclose(components @ components.T, np.eye(784), atol=1e-5)
    largest = np.abs(components).argmax(axis=1)
    assert (components[np.arange(784), largest] > 0).all()


def test_the_covariance_is_exact_so_that_the_order_of_the_images_changes_nothing(few, few_pca):
    backwards = PCA.fit(few[::-1], 20)
    np.testing.assert_array_equal(backwards.components, few_pca.components)
    np.testing.assert_array_equal(backwards.mean, few_pca.mean)


def test_all_components_give_every_image_back(mnist, mnist_pca):
    images = mnist.test.images[:50]
    np.testing.assert_allclose(mnist_pca.reconstruct(images), images / 255, atol=1e-5)


def test_a_truncated_pca_is_the_one_fitted_with_so_many_dimensions(few, few_pca):
    truncated, fitted = few_pca.truncated(4), PCA.fit(few, 4)
    np.testing.assert_array_equal(truncated.components, fitted.components)
    assert (truncated.latent_dim, truncated.image_shape) == (4, ImageShape(28, 28))


def test_more_dimensions_than_pixels_are_as_many_as_pixels():
    images = np.random.default_rng(0).integers(0, 256, (40, 3, 4), np.uint8)
    assert PCA.fit(images, 64).latent_dim == PCA.fit(images).truncated(64).latent_dim == 12


def test_one_image_alone_is_its_own_mean_and_its_code_is_zero():
    image = np.random.default_rng(0).integers(0, 256, (1, 3, 4), np.uint8)
    pca = PCA.fit(image, 2)
    np.testing.assert_array_equal(pca.encode(image), [[0, 0]])
    np.testing.assert_allclose(pca.decode(np.zeros((1, 2))), image / 255, rtol=1e-6)


def test_codes_are_centred_and_bytes_and_floats_of_one_image_have_the_same(few, few_pca):
    np.testing.assert_allclose(few_pca.encode(few).mean(axis=0), 0, atol=1e-5)
    np.testing.assert_array_equal(few_pca.encode(few[:9]), few_pca.encode(few[:9] / np.float32(255)))


def test_decoding_is_not_clipped(few_pca):
    images = few_pca.truncated(2).decode(np.array([[30.0, 0.0], [-30.0, 0.0]]))
    assert images.shape == (2, 28, 28)
    assert images.dtype == np.float32
    assert images.min() < 0
    assert images.max() > 1


def test_no_images_have_no_codes(few, few_pca):
    assert few_pca.encode(few[:0]).shape == (0, 20)
    assert few_pca.reconstruct(few[:0]).shape == (0, 28, 28)


def test_images_and_codes_of_another_shape_are_refused(few, few_pca):
    with pytest.raises(ValueError, match=r"Images of shape \(14, 56\) do not fit a PCA of \(28, 28\)"):
        few_pca.encode(few.reshape(-1, 14, 56))
    with pytest.raises(ValueError, match=r"Codes of shape \(5, 3\) do not fit a code of 20 dimensions"):
        few_pca.decode(np.zeros((5, 3)))


def test_its_arrays_cannot_be_written_to(few_pca):
    for array in (few_pca.mean, few_pca.components, few_pca.truncated(1).components):
        assert not array.flags.writeable


def test_large_images_are_fitted_without_a_covariance_matrix_and_as_well():
    images = large_images(300)
    pca, expected = PCA.fit(images, 6), svd_components(images, 6)
    assert pca.image_shape == ImageShape(50, 50)
    overlap = np.abs(pca.components @ expected.T)  # each with its own is 1, whatever the signs
    np.testing.assert_allclose(overlap, np.eye(6), atol=2e-3)


def test_large_images_have_a_bounded_number_of_components_unless_more_are_asked_for():
    assert PCA.fit(large_images(2)).latent_dim == 256


def test_large_images_may_be_fewer_than_the_dimensions_asked_for():
    images = large_images(8)
    np.testing.assert_allclose(PCA.fit(images, 16).reconstruct(images), images / 255, atol=1e-5)


def test_principal_axes_are_those_of_a_stretched_cloud():
    variances, axes = principal_axes(np.diag([1.0, 9.0, 4.0]), 2)
    np.testing.assert_allclose(variances, [9, 4])
    np.testing.assert_allclose(axes, [[0, 1, 0], [0, 0, 1]])


def test_as_a_network_it_does_the_same(mnist):
    pca = PCA.fit(mnist.train.images[:3_000], 5)
    network, images = pca.as_network(), mnist.test.images[:50]

    np.testing.assert_allclose(network.encode(images), pca.encode(images), atol=1e-5)
    np.testing.assert_allclose(network.decode(pca.encode(images)), pca.decode(pca.encode(images)), atol=1e-5)
    np.testing.assert_allclose(network.reconstruct(images), pca.reconstruct(images), atol=1e-5)
    assert network.latent_dim == 5


def test_the_error_curve_has_the_error_of_every_number_of_components(mnist):
    pca = PCA.fit(mnist.train.images[:3_000])
    curve = pca.error_curve(mnist.test.images[:1_000])

    assert curve.shape == (784,)
    assert (np.diff(curve) <= 1e-12).all()
    for count in (1, 2, 30, 256):
        expected = mean_squared_error(pca.truncated(count), mnist.test.images[:1_000])
        assert curve[count - 1] == pytest.approx(expected, rel=1e-4)


def test_fitting_tells_how_far_it_is(mnist):
    shares: list[float] = []
    PCA.fit(mnist.train.images[:3_000], 2, progress=shares.append)

    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 1
