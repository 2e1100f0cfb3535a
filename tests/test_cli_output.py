import json
import tempfile
from pathlib import Path

import pytest
from command_line import QUICK, results

from ae_model import checkpoint, datasets
from ae_model.__main__ import main
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_weights_can_be_saved_in_half_the_bytes(tiny_digits: str, capsys):
    for name, options in (("whole", []), ("half", ["--float16"])):
        results(["train", "--dataset", tiny_digits, *QUICK, *options, "--output", name], capsys)
    assert Path("half").stat().st_size < 0.6 * Path("whole").stat().st_size
    errors = [results(["evaluate", name, "--dataset", tiny_digits], capsys)["test_mse"] for name in ("whole", "half")]
    assert errors[1] == pytest.approx(errors[0], rel=5e-3)


def test_without_a_name_an_earlier_network_is_not_overwritten(tiny_digits: str, capsys):
    names = [results(["train", "--dataset", tiny_digits, *QUICK], capsys)["checkpoint"] for _ in range(3)]
    assert names == ["custom.safetensors", "custom-2.safetensors", "custom-3.safetensors"]
    assert all(Path(name).is_file() for name in names)


def test_without_json_the_results_are_lines_to_read(tiny_digits: str, capsys):
    assert main(["train", "--dataset", tiny_digits, *QUICK]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["epochs"] == "2"
    assert float(lines["test_mse"]) < 0.3


def test_a_network_whose_folder_vanished_while_it_trained_is_saved_elsewhere(
    tiny_digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    (tmp_path / "folder").mkdir()
    load = datasets.load

    def load_while_the_folder_vanishes(source: str) -> Dataset:
        (tmp_path / "folder").rmdir()
        return load(source)

    monkeypatch.setattr(datasets, "load", load_while_the_folder_vanishes)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert main(["train", "--dataset", tiny_digits, *QUICK, "--output", "folder/mine", "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "folder/mine cannot be saved: no such file or directory.\n"
    saved = Path(json.loads(captured.out)["checkpoint"])
    assert saved.is_relative_to(tmp_path)
    assert checkpoint.load(saved).snapshot.epoch == 2
