import numpy as np
import pytest
from digits import first

from ae_gui.networks import Network, file_name, read_first_view, read_network, save_network, shipped_network
from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import PRESETS, TrainingConfig
from ae_model.datasets import Split
from ae_model.image_shape import ImageShape


def test_a_network_is_called_by_its_title_or_else_by_its_recipe_and_epoch(untrained):
    def name(training: TrainingConfig | None, title: str = "") -> str:
        return Network(untrained(2), np.zeros((0, 2), np.float32), training, title=title).name

    assert name(None) == "network, epoch 0"
    assert name(TrainingConfig()) == "512 → 2, rate 0.001, epoch 0"
    assert name(PRESETS["seed-2d"].config) == "seed-2d, epoch 0"
    assert name(PRESETS["seed-2d"].config, "the best") == "the best"


def test_its_file_has_a_name_that_every_file_system_takes(untrained):
    def named(title: str) -> str:
        return file_name(Network(untrained(2), np.zeros((0, 2), np.float32), None, title=title))

    assert named("") == "network-0"
    assert named('a/b\\c:d*e?f"g<h>i|j\n') == "a_b_c_d_e_f_g_h_i_j_"
    assert named("512 → 2, rate 0.001") == "512-2, rate 0.001"
    assert named("x" * 300) == "x" * 100


@pytest.mark.parametrize("ending", ["safetensors", "pt", "whatever"])
def test_what_is_saved_is_read_with_the_codes_of_the_images_that_are_open(mnist, untrained, tmp_path, ending):
    split, snapshot = first(mnist.test, 30), untrained(3)
    network = Network(snapshot, snapshot.encode(split.images), TrainingConfig(snapshot.config))
    save_network(network, tmp_path / f"net.{ending}")

    read = read_network(tmp_path / f"net.{ending}", split)
    np.testing.assert_array_equal(read.codes, snapshot.encode(split.images))
    assert read.notes == ()
    assert read.training == network.training


def test_the_path_alone_decides_that_it_is_onnx(untrained, tmp_path):
    onnx = pytest.importorskip("onnx")
    save_network(Network(untrained(3), np.zeros((0, 3), np.float32), None), tmp_path / "net.ONNX")
    assert [output.name for output in onnx.load(tmp_path / "net.ONNX").graph.output]


def test_a_network_for_other_images_is_refused_with_the_width_of_both_before_the_height(tmp_path, untrained):
    checkpoint.save(tmp_path / "low", untrained(2, image_shape=ImageShape(height=6, width=9)))
    tall = Split(np.zeros((2, 8, 5), np.uint8), np.arange(2, dtype=np.uint8))
    with pytest.raises(CheckpointError, match="images of 9×6 pixels; the data set that is open has 5×8"):
        read_network(tmp_path / "low", tall)


def test_the_codes_that_ship_with_the_first_network_are_its_own():
    split, network = read_first_view()
    assert len(network.codes) == len(split.images) == 10_000
    np.testing.assert_allclose(network.codes[:100], network.snapshot.encode(split.images[:100]), atol=1e-4)


def test_a_trained_network_ships_for_every_preset():
    assert [name for name in PRESETS if not shipped_network(name).is_file()] == []
