"""Wrote the networks beside it, of the formats that have known since then what a network was trained on.

It is not to be run again: what it wrote opens for ever.
"""

from pathlib import Path

import numpy as np

from ae_model import checkpoint
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.snapshot import Snapshot

config = NetworkConfig(ImageShape(6, 5), hidden_sizes=(7,), latent_dim=3)
arrays = {name: np.full(shape, 0.125, np.float32) for name, shape in kind_of(config).shapes.items()}
training = TrainingConfig(config, dataset="/home/somebody/clothes", epochs=9)
data = DataIdentity("clothes", "ab" * 32, 1_200, 300)
checkpoint.save(Path(__file__).with_name("net.safetensors"), Snapshot(config, arrays, 4), training, data)
checkpoint.export_pt(Path(__file__).with_name("net.pt"), Snapshot(config, arrays, 4), training, data)
