"""Wrote the files of this folder, at commit 91794b6 (0.1.0); kept to show how, not to be run again.

    cd CHECKOUT_OF_91794B6 && python write_them.py FOLDER       (on an AMD EPYC with AVX-512 and bf16, torch 2.13 CPU)

Networks are small and see every second row and column of the first digits of MNIST: 14 x 14 pixels, 600 to train on and
100 to test on, in `data`. A file `NAME.codes.npy` or `NAME.drawn.npy` holds what 91794b6 makes of the test images.
"""

import gzip
import os
import platform
import shutil
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ae_gui import preferences
from ae_gui.preferences import Place, Preferences, Sorting
from ae_model import checkpoint, datasets
from ae_model.config import PRESETS, NetworkConfig, TrainingConfig
from ae_model.control import Control, View
from ae_model.events import Epoch, Losses
from ae_model.recording import Recorder
from ae_model.training import resume, train
from ae_model.training_state import TrainingState

FOLDER = Path(sys.argv[1]).resolve()


def main() -> None:
    os.chdir(FOLDER)  # so that the runs say "data", and no path of a machine
    write_data()
    dataset = datasets.load("data")
    for name, preset in PRESETS.items():
        config = replace(preset.config, network=small(preset.config.network), epochs=1, warmup_epochs=0, dataset="data")
        config = replace(config, device="cpu", precision="fp32", threads=1)
        network = [event for event in train(config, dataset) if isinstance(event, Epoch)][-1].snapshot
        save(f"{name}.safetensors", network, config, dataset)
    checkpoint.save(Path("seed-2d.float16.safetensors"), network_of("seed-2d"), float16=True)
    checkpoint.export_pt(Path("seed-2d.pt"), network_of("seed-2d"))

    recipe = TrainingConfig(
        NetworkConfig((14, 14), (16, 8), 3, "silu"),
        "tuned-2d",
        "data",
        4,
        64,
        5e-3,
        "cosine",
        1,
        0.01,
        7,
        "cpu",
        "fp32",
        1,
    )
    finished = record(recipe, dataset, None)
    finished.rename("finished-run")
    stopped = record(recipe, dataset, 15)  # of 10 steps an epoch
    stopped.rename("stopped-run")
    state = checkpoint.load_state(Path("stopped-run/state.safetensors"))
    last = [event for event in resume(state, dataset) if isinstance(event, TrainingState | Epoch)][-1]
    save("resumed.safetensors", last.snapshot, recipe, dataset)
    shutil.rmtree("runs", ignore_errors=True)
    for lock in Path().rglob(".lock"):
        lock.unlink()
    write_settings()
    print(platform.processor(), torch.__version__, torch.backends.cpu.get_cpu_capability(), np.__version__)


def write_data() -> None:
    full = datasets.load("mnist")
    Path("data").mkdir()
    for name, split, count in (("train", full.train, 600), ("t10k", full.test, 100)):
        images = np.ascontiguousarray(split.images[:count, ::2, ::2])
        header = b"\0\0\x08\x03" + b"".join(size.to_bytes(4, "big") for size in images.shape)
        write_gz(f"data/{name}-images-idx3-ubyte.gz", header + images.tobytes())
        header = b"\0\0\x08\x01" + count.to_bytes(4, "big")
        write_gz(f"data/{name}-labels-idx1-ubyte.gz", header + split.labels[:count].tobytes())


def write_gz(path: str, content: bytes) -> None:
    Path(path).write_bytes(gzip.compress(content, 9, mtime=0))


def small(network: NetworkConfig) -> NetworkConfig:
    hidden = tuple(max(size // 64, 4) for size in network.hidden_sizes)
    return replace(network, image_shape=(14, 14), hidden_sizes=hidden, latent_dim=min(network.latent_dim, 8))


def save(name: str, network, config, dataset) -> None:
    checkpoint.save(Path(name), network, config)
    np.save(name.replace("safetensors", "codes.npy"), network.encode(dataset.test.images))
    np.save(name.replace("safetensors", "drawn.npy"), network.reconstruct(dataset.test.images[:5]))


def network_of(name: str):
    return checkpoint.load(Path(f"{name}.safetensors")).snapshot


def record(config: TrainingConfig, dataset, stop_after: int | None) -> Path:
    control, recorder = Control(), Recorder(Path())
    if stop_after is not None:
        control.request(View.LOSSES)
    with closing(recorder.record(train(config, dataset, control, 1e9), dataset)) as events:
        steps = 0
        for event in events:
            if isinstance(event, Losses):
                steps += len(event.values)
                if steps == stop_after:
                    control.stop()
                elif stop_after is not None:
                    control.request(View.LOSSES)
    return recorder.folder


def write_settings() -> None:
    kept = Preferences(Path("settings.json"))
    kept[preferences.TAB] = "comparison"
    kept[preferences.THEME] = "dark"
    kept[preferences.LANGUAGE] = "it"
    kept[preferences.WELCOMED] = True
    kept[preferences.GUIDE_STEP] = 3
    kept[preferences.RECENT] = (
        Place("network", "/of/somebody/seed.safetensors"),
        Place("dataset", "/of/somebody/data"),
    )
    kept[preferences.ON_SHOW] = Place("run", "/of/somebody/runs/2026-11-01 10-00-00 seed-2d", "seed-2d", 12)
    kept[preferences.FOLDERS] = {"images": "/of/somebody"}
    kept[preferences.RECIPE] = replace(PRESETS["deep-2d"].config, preset="custom", batch_size=96, seed=11)
    kept[preferences.MORE_OF_RECIPE] = True
    kept[preferences.STEPS_A_SECOND] = 20
    kept[preferences.SMOOTHING] = 2
    kept[preferences.PALETTE] = "Paired"
    kept[preferences.TOOL] = "path"
    kept[preferences.PATH_FRAMES] = 30
    kept[preferences.CLASS_NAMES] = {"mnist": ("zero", "one"), "data": ("a", "b", "c")}
    kept[preferences.COMPARISON_VIEW] = 2
    kept[preferences.RUNS_SORTED] = Sorting(2, True)
    kept.save()


if __name__ == "__main__":
    main()
