import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder


def network(**values) -> AutoEncoder:
    return AutoEncoder(NetworkConfig(kind="convolutional", **values), torch.Generator().manual_seed(0))


def test_it_is_made_of_torchs_layers_in_the_order_that_their_names_tell():
    names = {
        name: type(part).__name__ for name, part in network(hidden_sizes=(8,)).named_modules() if name.count(".") == 3
    }
    assert list(names.values()) == [
        *("Unflatten", "Conv2d", "ReLU", "Conv2d", "ReLU", "Flatten", "Linear", "ReLU", "Linear"),
        *("Linear", "ReLU", "Linear", "ReLU", "Unflatten", "ConvTranspose2d", "ReLU", "ConvTranspose2d"),
    ]
    assert names["ae.0.encoder.3"] == "Conv2d"
    assert names["ae.1.decoder.7"] == "ConvTranspose2d"


@pytest.mark.parametrize("shape", [(28, 28), (16, 16), (32, 32), (27, 13), (5, 64)], ids=str)
def test_images_of_any_shape_come_back_at_their_shape_and_in_the_bounds_of_a_sigmoid(shape):
    images = torch.rand(3, *shape)
    redrawn = network(image_shape=ImageShape(*shape), hidden_sizes=(8,), latent_dim=5)(images)
    assert redrawn.shape == images.shape
    assert ((redrawn > 0) & (redrawn < 1)).all()


def test_weights_are_drawn_for_the_activation_and_biases_are_zero():
    weights = dict(network(hidden_sizes=(64,), channels=(64, 64)).named_parameters())
    inner = weights["ae.0.encoder.3.weight"]
    assert inner.std().item() == pytest.approx((2 / (64 * 9)) ** 0.5, rel=0.02)  # He et al., 2015
    assert all(not bias.any() for name, bias in weights.items() if name.endswith("bias"))


def test_a_gaussian_code_begins_at_the_priors_log_variance_and_beside_the_same_weights():
    plain, gaussian = (network(hidden_sizes=(8,), code=code) for code in ("plain", "gaussian"))
    mean, log_variance = gaussian.posterior(torch.rand(2, 28, 28, generator=torch.Generator().manual_seed(1)))
    assert not log_variance.any()
    assert torch.equal(mean, plain.encoder(torch.rand(2, 28, 28, generator=torch.Generator().manual_seed(1))))
