import numpy as np
import pytest

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape


@pytest.mark.parametrize(
    ("shape", "array_shape", "pixels"),
    [(ImageShape(2, 3), (2, 3), 6), (ImageShape(2, 3, 1), (2, 3), 6), (ImageShape(2, 3, 3), (2, 3, 3), 18)],
)
def test_an_image_shape_is_that_of_an_images_array(shape, array_shape, pixels):
    assert ImageShape.of(np.zeros((5, *array_shape), np.uint8)) == shape
    assert (shape.array_shape, shape.pixels) == (array_shape, pixels)


def test_an_image_shape_is_written_height_first():
    assert str(ImageShape(2, 3)) == "2×3"


@pytest.mark.parametrize("written", [[20, 28], [20, 28, 1]])
def test_files_may_count_the_channels_of_grey_images_or_leave_them_out(written):
    config = NetworkConfig.from_dict({"image_shape": written})
    assert config == NetworkConfig(ImageShape(height=20, width=28))
    assert list(config.to_dict()["image_shape"]) == [20, 28]  # as 0.1.0 wrote it
