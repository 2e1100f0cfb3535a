import numpy as np
import pytest

from ae_gui.networks import read_network
from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.datasets import Split
from ae_model.image_shape import ImageShape


def test_a_network_for_other_images_is_refused_with_the_width_of_both_before_the_height(tmp_path, untrained):
    checkpoint.save(tmp_path / "low", untrained(2, image_shape=ImageShape(height=6, width=9)))
    tall = Split(np.zeros((2, 8, 5), np.uint8), np.arange(2, dtype=np.uint8))
    with pytest.raises(CheckpointError, match="images of 9×6 pixels; the data set that is open has 5×8"):
        read_network(tmp_path / "low", tall)
