"""Wrote the networks beside it, of the formats that have known since then what a network was trained on.

It is not to be run again: what it wrote opens for ever.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ae_model import checkpoint, runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.runs import About
from ae_model.snapshot import Snapshot

config = NetworkConfig(ImageShape(6, 5), hidden_sizes=(7,), latent_dim=3)
arrays = {name: np.full(shape, 0.125, np.float32) for name, shape in kind_of(config).shapes.items()}
training = TrainingConfig(config, dataset="/home/somebody/clothes", epochs=9)
data = DataIdentity("clothes", "ab" * 32, 1_200, 300)
checkpoint.save(Path(__file__).with_name("net.safetensors"), Snapshot(config, arrays, 4), training, data)
checkpoint.export_pt(Path(__file__).with_name("net.pt"), Snapshot(config, arrays, 4), training, data)

at_home = replace(training, dataset=str(Path.home() / "pictures" / "clothes"))
begun, counts = datetime(2026, 11, 26, tzinfo=UTC), {"train_images": data.train_images, "test_images": data.test_images}
about = About(at_home, begun, "CPU", 10, data.fingerprint, {"Python": "3.11"}, "stopped", data_name=data.name, **counts)
runs.write_about(Path(__file__).with_name("run"), about)
