"""The networks that ship are what the table beside them, and with it the README, says of them."""

import re
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from ae_gui.networks import FIRST_PRESET, read_first_view
from ae_gui.theme import plane_icon
from ae_model import checkpoint, metrics
from ae_model.checkpoint import Checkpoint
from ae_model.config import PRESETS
from ae_model.datasets import Dataset
from ae_model.pca import PCA
from ae_model.resources import resource

FOLDER = resource("pretrained")


@dataclass(frozen=True)
class Row:
    seed: int
    test_mse: float
    command: str


def table() -> dict[str, Row]:
    """The rows of the table: | `name` | ... | seed | test error | ... | `command` |."""
    rows = {}
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
            rows[cells[0]] = Row(int(cells[1]), float(cells[2]), cells[-1])
    return rows


def opened(name: str) -> Checkpoint:
    return checkpoint.load(FOLDER / f"{name}.safetensors")


def test_every_preset_ships_with_a_trained_network_and_a_row_in_the_table():
    assert {path.stem for path in FOLDER.glob("*.safetensors")} == set(PRESETS) == set(table())


@pytest.mark.parametrize("name", PRESETS)
def test_a_shipped_network_was_trained_by_its_preset_to_the_end(name: str):
    network, preset = opened(name), PRESETS[name].config
    assert network.snapshot.epoch == preset.epochs
    trained, asked = network.training.to_dict(), preset.to_dict()
    for chosen in ("seed", "device", "threads"):
        del trained[chosen], asked[chosen]
    if asked["precision"] == "auto":
        assert trained["precision"] in ("fp32", "bf16")
        del trained["precision"], asked["precision"]
    assert trained == asked


def test_the_quick_preset_is_as_good_as_the_simple_one_in_a_sixth_of_its_epochs():
    quick, simple = PRESETS["quick-2d"].config, PRESETS["seed-2d"].config
    assert quick.network == simple.network
    assert quick.epochs <= simple.epochs / 6
    assert table()["quick-2d"].test_mse <= table()["seed-2d"].test_mse


@pytest.mark.parametrize("name", PRESETS)
def test_a_shipped_network_has_the_error_and_the_seed_that_the_table_gives(mnist: Dataset, name: str):
    network, row = opened(name), table()[name]
    assert metrics.mean_squared_error(network.snapshot, mnist.test.images) == pytest.approx(row.test_mse, abs=6e-7)
    assert network.training.seed == row.seed
    assert f"--preset {name} --seed {row.seed} --threads {network.training.threads} " in row.command


@pytest.mark.slow
def test_the_denoiser_takes_away_more_noise_than_what_knows_no_digits(mnist: Dataset):
    clean = mnist.test.images / np.float32(255)
    noisy = np.clip(clean + np.random.default_rng(1).normal(0, 0.5, clean.shape), 0, 1).astype(np.float32)

    def error(images: NDArray[np.floating]) -> float:
        return float(np.square(images - clean).mean())

    redrawn = error(opened("denoising-32d").snapshot.reconstruct(noisy))
    pca = PCA.fit(mnist.train.images, 50)
    assert redrawn == pytest.approx(0.0113, abs=5e-5)
    assert redrawn < error(np.clip(pca.reconstruct(noisy), 0, 1)) / 2
    assert redrawn < error(median_filter(noisy, (1, 3, 3))) / 3
    assert redrawn < error(opened("deep-30d").snapshot.reconstruct(noisy)) / 5
    assert redrawn < error(noisy) / 10


def test_the_readme_claims_what_the_table_says():
    """Its sentences name a preset, and the error behind it."""
    readme = (resource("pretrained").parents[1] / "README.md").read_text(encoding="utf-8")
    claims = re.findall(r"^\| `([\w-]+)` \|.*\| (0\.\d+) \|$", readme, re.MULTILINE)
    assert {name for name, _ in claims} == set(PRESETS)
    for name, error in claims:
        assert float(error) == pytest.approx(table()[name].test_mse, abs=6e-6)


def test_what_the_window_opens_with_is_what_the_network_makes_of_the_test_images(mnist):
    split, first = read_first_view()

    assert first.training.preset == FIRST_PRESET == "deep-2d"
    assert np.array_equal(split.images, mnist.test.images)
    assert np.abs(first.codes - first.snapshot.encode(split.images)).max() < 1e-3
    assert first.codes.dtype == np.float32
    assert first.known_error == pytest.approx(metrics.mean_squared_error(first.snapshot, split.images), abs=1e-6)


def test_any_other_network_that_ships_can_be_opened_with(mnist):
    _, first = read_first_view("linear-2d")
    assert np.array_equal(first.codes, first.snapshot.encode(mnist.test.images))


def test_each_preset_has_a_small_picture_of_its_plane(qapp):
    for name in PRESETS:
        assert not plane_icon(name).pixmap(56, 56).isNull(), name
