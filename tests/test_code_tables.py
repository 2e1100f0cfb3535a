import csv
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from ae_model.code_tables import write_codes_csv, write_codes_npy
from ae_model.files import ExportError

CODES = np.array([[1 / 3, -2.5e-7], [3e9, 4]], np.float32)
LABELS = np.array([1, 0, 1], np.uint8)


def test_codes_become_a_table_that_gives_the_same_numbers_again(tmp_path: Path):
    write_codes_csv(tmp_path / "codes.csv", CODES, LABELS, ["zero, nought", "one"])
    with (tmp_path / "codes.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["index", "class", "code_1", "code_2"]
    assert [row[:2] for row in rows] == [["0", "one"], ["1", "zero, nought"]]
    assert np.array_equal(np.array([row[2:] for row in rows], np.float32), CODES)


def test_numpy_reads_codes_and_labels_without_pickle(tmp_path: Path):
    write_codes_npy(tmp_path / "codes.npy", CODES, LABELS)
    table = np.load(tmp_path / "codes.npy", allow_pickle=False)
    assert np.array_equal(table["code"], CODES)
    assert table["label"].tolist() == [1, 0]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=r"codes\.csv cannot be saved: not a directory"):
        write_codes_csv(tmp_path / "file" / "codes.csv", CODES, LABELS, ["0", "1"])
    with pytest.raises(ExportError, match=r"codes\.npy cannot be saved: not a directory"):
        write_codes_npy(tmp_path / "file" / "codes.npy", CODES, LABELS)


def test_a_class_that_would_be_a_formula_in_a_spreadsheet_is_a_text(tmp_path: Path):
    names = ["=cmd()", "-1", "@x", "plain"]
    write_codes_csv(tmp_path / "codes.csv", np.zeros((4, 1), np.float32), np.arange(4, dtype=np.uint8), names)
    with (tmp_path / "codes.csv").open(newline="") as file:
        assert [row[1] for row in csv.reader(file)][1:] == ["'=cmd()", "-1", "'@x", "plain"]


def test_wide_codes_are_written_in_little_more_memory_than_the_file_takes(tmp_path: Path):
    codes = np.random.default_rng(0).normal(size=(2_000, 256)).astype(np.float32)
    tracemalloc.start()
    write_codes_csv(tmp_path / "codes.csv", codes, np.zeros(2_000, np.uint8), ["0"])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * (tmp_path / "codes.csv").stat().st_size
