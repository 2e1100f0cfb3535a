import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.network.dense import Decoder, Encoder


@pytest.mark.parametrize("output", ["sigmoid", "linear"])
def test_images_become_codes_and_codes_images_of_that_shape(output):
    config = NetworkConfig(ImageShape(6, 9), hidden_sizes=(16, 8), latent_dim=3, output=output)
    images = torch.rand(5, 6, 9, generator=torch.Generator().manual_seed(0))
    codes = Encoder(config)(images)
    assert codes.shape == (5, 3)

    pixels = Decoder(config)(100 * codes)
    assert pixels.shape == images.shape
    assert (pixels.min() >= 0 and pixels.max() <= 1) == (output == "sigmoid")


def test_the_activation_is_between_layers_and_not_behind_the_last():
    config = NetworkConfig(hidden_sizes=(16, 8), latent_dim=3, activation="silu")
    kinds = [type(module).__name__ for module in (*Encoder(config).encoder, *Decoder(config).decoder)]
    assert kinds == ["Flatten", *["Linear", "SiLU"] * 2, "Linear", *["Linear", "SiLU"] * 2, "Linear"]
