"""What version 0.1.0 wrote opens for ever: the files of files-of-0.1.0, with the numbers that they had there."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from ae_gui import preferences
from ae_gui.preferences import Preferences
from ae_model import checkpoint, datasets, runs
from ae_model.config import PRESETS, NetworkConfig, TrainingConfig
from ae_model.data_identity import fingerprint
from ae_model.datasets import Dataset
from ae_model.events import Epoch
from ae_model.recording import Recorder
from ae_model.training import resume
from ae_model.training_state import TrainingState

FOLDER = Path(__file__).with_name("files-of-0.1.0")
NAMES = sorted(path.stem for path in FOLDER.glob("*-*d.safetensors"))

# The codes of other processors' products differ in their last bits.
CLOSE = {"rtol": 1e-4, "atol": 1e-5}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return datasets.load(str(FOLDER / "data"))


@pytest.mark.parametrize("name", NAMES)
def test_a_checkpoint_of_each_preset_opens_with_its_numbers(dataset: Dataset, name: str):
    opened = checkpoint.load(FOLDER / f"{name}.safetensors")
    assert opened.training is not None
    assert opened.training.network == opened.snapshot.config
    assert opened.training.preset == name
    assert opened.training.learning_rate == PRESETS[name].config.learning_rate
    assert opened.training.dataset == "data"
    assert opened.snapshot.epoch == 1
    codes = opened.snapshot.encode(dataset.test.images)
    np.testing.assert_allclose(codes, np.load(FOLDER / f"{name}.codes.npy"), **CLOSE)
    drawn = opened.snapshot.reconstruct(dataset.test.images[:5])
    np.testing.assert_allclose(drawn, np.load(FOLDER / f"{name}.drawn.npy"), **CLOSE)


def test_each_preset_of_0_1_0_is_there():
    assert NAMES == ["deep-2d", "deep-30d", "linear-2d", "seed-256d", "seed-2d", "tuned-256d", "tuned-2d"]


@pytest.mark.parametrize(("name", "tolerance"), [("seed-2d.pt", 1e-6), ("seed-2d.float16.safetensors", 5e-3)])
def test_its_other_forms_of_a_network_open(dataset: Dataset, name: str, tolerance: float):
    drawn = checkpoint.load(FOLDER / name).snapshot.reconstruct(dataset.test.images[:5])
    np.testing.assert_allclose(drawn, np.load(FOLDER / "seed-2d.drawn.npy"), atol=tolerance)


def test_a_finished_run_opens_with_its_curve_and_every_epoch(dataset: Dataset):
    run = runs.read(FOLDER / "finished-run")
    assert run.about.config.network == NetworkConfig(
        image_shape=run.about.config.network.image_shape, hidden_sizes=(16, 8), latent_dim=3, activation="silu"
    )
    assert run.about.outcome == "done"
    assert run.about.data_fingerprint == fingerprint(dataset)
    assert [row.epoch for row in run.measurements] == [0, 1, 2, 3, 4]
    first_step, losses, _ = runs.read_losses(run.folder)
    assert (first_step, len(losses)) == (1, 40)
    networks = [checkpoint.load(path).snapshot for path in runs.epoch_files(run.folder).values()]
    assert [network.epoch for network in networks] == [0, 1, 2, 3, 4]
    np.testing.assert_allclose(
        networks[-1].encode(dataset.test.images), runs.network(run.folder).encode(dataset.test.images), atol=2e-2
    )


def test_a_stopped_run_resumes_to_the_weights_that_it_came_to_then(dataset: Dataset, one_thread: None, tmp_path: Path):
    """Bit for bit where torch has AVX-512 as on the AMD EPYC that wrote it; other processors round otherwise."""
    folder = shutil.copytree(FOLDER / "stopped-run", tmp_path / "runs" / "stopped")
    recorder, state = Recorder.reopened(folder)
    assert (state.step, state.snapshot.epoch) == (15, 1)
    events = list(recorder.record(resume(state, dataset, autosave_s=1e9), dataset))
    last = [event for event in events if isinstance(event, Epoch | TrainingState)][-1].snapshot
    expected = checkpoint.load(FOLDER / "resumed.safetensors").snapshot
    assert last.epoch == expected.epoch == 4
    codes, drawn = last.encode(dataset.test.images), last.reconstruct(dataset.test.images[:5])
    if torch.backends.cpu.get_cpu_capability() == "AVX512" and torch.__version__.startswith("2.13."):
        np.testing.assert_array_equal(codes, expected.encode(dataset.test.images))
        np.testing.assert_array_equal(drawn, expected.reconstruct(dataset.test.images[:5]))
    np.testing.assert_allclose(codes, np.load(FOLDER / "resumed.codes.npy"), rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(drawn, np.load(FOLDER / "resumed.drawn.npy"), rtol=1e-3, atol=1e-3)
    assert runs.read(folder).about.outcome == "done"


def test_its_settings_are_remembered():
    kept = Preferences(FOLDER / "settings.json")
    assert kept[preferences.TAB] == "comparison"
    assert kept[preferences.THEME] == "dark"
    assert kept[preferences.LANGUAGE] == "it"
    assert kept[preferences.WELCOMED]
    assert [item.path for item in kept[preferences.RECENT]] == ["/of/somebody/seed.safetensors", "/of/somebody/data"]
    assert kept[preferences.ON_SHOW].name == "seed-2d"
    assert kept[preferences.ON_SHOW].epoch == 12
    assert kept[preferences.TOOL] == "path"
    assert kept[preferences.PATH_FRAMES] == 30
    assert kept[preferences.COMPARISON_PAGE] == preferences.ComparisonPage.DIMENSIONS
    recipe = kept[preferences.RECIPE]
    assert isinstance(recipe, TrainingConfig)
    assert (recipe.batch_size, recipe.seed, recipe.network) == (96, 11, PRESETS["deep-2d"].config.network)


def test_a_recipe_that_lacks_a_field_of_today_takes_its_default():
    values = TrainingConfig(epochs=7).to_dict()
    del values["weight_decay"], values["network"]["output"]
    assert TrainingConfig.from_dict(json.loads(json.dumps(values))) == TrainingConfig(epochs=7)


def test_every_shipped_network_opens():
    for name in PRESETS:
        snapshot = checkpoint.load(Path("resources/pretrained") / f"{name}.safetensors").snapshot
        assert snapshot.config == PRESETS[name].config.network
