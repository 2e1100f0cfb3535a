import csv
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import QUICK, error, results
from digits import write_data_set

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.datasets import Dataset, Split

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.fixture
def run(tiny_digits: str, tmp_path: Path, capsys) -> str:
    return str(results(["train", "--dataset", tiny_digits, *QUICK, "--data-dir", "user"], capsys)["run"])


def test_a_run_is_written_as_other_programs_read_it(run: str, tiny: Dataset, capsys):
    files = ["--output", "n.pt", "--output", "n.onnx", "--output", "n.safetensors", "--decoder", "d.onnx"]
    files += ["--codes", "c.csv", "--curves", "k.csv"]
    written = results(["export", run, *files], capsys)
    assert written == {"epoch": 2, "files": files[1::2]}
    ours = checkpoint.load(Path("n.safetensors")).snapshot
    tensors = torch.load("n.pt", weights_only=True)
    assert all(np.array_equal(tensors[name].numpy(), array) for name, array in ours.arrays.items())
    with Path("c.csv").open() as file:
        rows = list(csv.DictReader(file))
    codes = [[np.float32(row["code_1"]), np.float32(row["code_2"])] for row in rows]
    np.testing.assert_allclose(codes, ours.encode(tiny.test.images), rtol=1e-5)
    assert Path("k.csv").read_text() == (Path(run) / "metrics.csv").read_text()
    onnx = pytest.importorskip("onnx")
    assert [output.name for output in onnx.load("n.onnx").graph.output] == ["codes", "reconstructions"]
    assert [output.name for output in onnx.load("d.onnx").graph.output] == ["images"]


def test_the_files_that_were_written_are_read_as_words_not_as_code(run: str, capsys):
    capsys.readouterr()
    assert main(["export", run, "--output", "n.pt", "--codes", "c.csv"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split(maxsplit=1) == ["files", "n.pt, c.csv"]


def test_an_earlier_epoch_of_a_run_and_the_network_of_a_file_are_exported_too(run: str, tiny_digits: str, capsys):
    results(["export", run, "--epoch", "1", "--output", "one.safetensors", "--float16"], capsys)
    one = checkpoint.load(Path("one.safetensors"))
    assert (one.snapshot.epoch, one.data.name) == (1, "few")
    results(["export", "one.safetensors", "--codes", "c.npy", "--dataset", tiny_digits], capsys)
    assert np.load("c.npy")["code"].shape == (50, 2)


def test_what_cannot_be_exported_is_one_sentence(run: str, tiny: Dataset, tmp_path: Path, capsys):
    results(["export", run, "--output", "n.safetensors"], capsys)
    assert error(["export", run], 2, capsys).startswith("Say what to write: ")
    assert "no network of epoch 9" in error(["export", run, "--epoch", "9", "--output", "n.pt"], 2, capsys)
    assert "has no curves" in error(["export", "n.safetensors", "--curves", "k.csv"], 2, capsys)
    assert "its ending" not in error(["export", "nowhere", "--output", "n.pt"], 2, capsys)
    assert "n.tar cannot be saved" in error(["export", run, "--output", "n.tar"], 2, capsys)
    assert main(["export", run, "--output", "no/n.pt"]) == 2
    capsys.readouterr()
    wide = write_data_set(tmp_path / "wide", *(Split(s.images[:, 4:12], s.labels) for s in (tiny.train, tiny.test)))
    assert main(["export", "n.safetensors", "--codes", "c.csv", "--dataset", str(wide)]) == 2
    assert (
        capsys.readouterr().err.splitlines()[-1]
        == "n.safetensors takes images of 28×28 pixels, but those of wide have 8×28."
    )
