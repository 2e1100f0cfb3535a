"""Codes as tables, for a spreadsheet or for numpy."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ae_model.files import write_whole
from ae_model.sequences import ExportError
from ae_model.snapshot import Array


def write_codes_csv(path: Path, codes: Array, labels: NDArray[np.uint8], class_names: Sequence[str]) -> None:
    """Write a row an image: its index, its class by name, and the numbers of its code.

    Args:
        path: where to.
        codes: (n, latent_dim) of the first n images.
        labels: (N,), N at least n.
        class_names: the name of each label.

    Raises:
        ExportError: if the file cannot be written; an older one is untouched.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["index", "class", *(f"code_{axis + 1}" for axis in range(codes.shape[1]))])
    rows = zip(codes.tolist(), labels[: len(codes)].tolist(), strict=True)
    for index, (code, label) in enumerate(rows):
        writer.writerow([index, class_names[label], *(f"{value:.9g}" for value in code)])  # 9: the same float32 again
    _write(path, text.getvalue().encode())


def write_codes_npy(path: Path, codes: Array, labels: NDArray[np.uint8]) -> None:
    """Write one array that `numpy.load(path)` reads: `["code"]` is (n, latent_dim) float32, `["label"]` (n,) uint8.

    Args:
        path: where to.
        codes: (n, latent_dim) of the first n images.
        labels: (N,), N at least n.

    Raises:
        ExportError: if the file cannot be written; an older one is untouched.
    """
    table = np.empty(len(codes), [("code", np.float32, codes.shape[1:]), ("label", np.uint8)])
    table["code"], table["label"] = codes, labels[: len(codes)]
    stream = io.BytesIO()
    np.save(stream, table, allow_pickle=False)
    _write(path, stream.getvalue())


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise ExportError(f"{path} cannot be saved: {str(error.strerror).lower()}.") from error
