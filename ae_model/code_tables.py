"""Codes as tables, for a spreadsheet or for numpy."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ae_model.files import write_export
from ae_model.snapshot import Array
from ae_model.tables import PLAIN, Dialect

_NUMBER = re.compile(r"[+-][0-9.]+")


def write_codes_csv(
    path: Path, codes: Array, labels: NDArray[np.uint8], class_names: Sequence[str], dialect: Dialect = PLAIN
) -> None:
    """Write a row for each image: its index, its class by name, and its code.

    `codes`, (n, latent_dim), are those of the first n images of `labels`, (N,).

    Raises:
        ExportError: if the file cannot be written; an older one is untouched.
    """
    content = io.BytesIO()  # bytes, since a letter of text may take four
    text = io.TextIOWrapper(content, dialect.encoding, newline="")
    writer = dialect.writer(text)
    writer.writerow(["index", "class", *(f"code_{axis + 1}" for axis in range(codes.shape[1]))])
    for index, (code, label) in enumerate(zip(codes, labels[: len(codes)].tolist(), strict=True)):
        values = (dialect.number(f"{value:.9g}") for value in code.tolist())  # read back as the same float32
        writer.writerow([index, _harmless(class_names[label]), *values])
    text.flush()
    write_export(path, content.getvalue())


def _harmless(name: str) -> str:
    """A name that no spreadsheet takes for a formula, which it would compute: names may come from strangers."""
    return f"'{name}" if name.startswith(("=", "@", "+", "-")) and not _NUMBER.fullmatch(name) else name


def write_codes_npy(path: Path, codes: Array, labels: NDArray[np.uint8]) -> None:
    """Write one array that `numpy.load(path)` reads: `["code"]` is (n, latent_dim) float32, `["label"]` (n,) uint8.

    The arguments and errors are those of `write_codes_csv`.
    """
    table = np.empty(len(codes), [("code", np.float32, codes.shape[1:]), ("label", np.uint8)])
    table["code"], table["label"] = codes, labels[: len(codes)]
    stream = io.BytesIO()
    np.save(stream, table, allow_pickle=False)
    write_export(path, stream.getvalue())
