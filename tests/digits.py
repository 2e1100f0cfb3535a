"""A few of MNIST's digits, in memory and as the files of a data set."""

import gzip
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np

from ae_model.datasets import Dataset, Split


def first(split: Split, count: int) -> Split:
    return Split(split.images[:count], split.labels[:count])


def first_of(dataset: Dataset, train: int, test: int) -> Dataset:
    return replace(dataset, train=first(dataset.train, train), test=first(dataset.test, test))


def idx_file(values: np.ndarray) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def write_data_set(folder: Path, train: Split, test: Split) -> Path:
    """Write both parts as compressed IDX files into a new folder."""
    folder.mkdir()
    for prefix, split in (("train", train), ("t10k", test)):
        for kind, values in (("images-idx3", split.images), ("labels-idx1", split.labels)):
            (folder / f"{prefix}-{kind}-ubyte.gz").write_bytes(gzip.compress(idx_file(values), 1))
    return folder
