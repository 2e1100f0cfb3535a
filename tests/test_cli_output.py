import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import ENVIRONMENT, QUICK, error, results, without_reader
from networks import layer

from ae_model import checkpoint, datasets
from ae_model.__main__ import main
from ae_model.cli.output import Destination
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset
from ae_model.snapshot import Snapshot

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_weights_can_be_saved_in_half_the_bytes(tiny_digits: str, capsys):
    for name, options in (("whole", []), ("half", ["--float16"])):
        results(["train", "--dataset", tiny_digits, *QUICK, *options, "--output", name], capsys)
    assert Path("half").stat().st_size < 0.6 * Path("whole").stat().st_size
    errors = [results(["evaluate", name, "--dataset", tiny_digits], capsys)["test_mse"] for name in ("whole", "half")]
    assert errors[1] == pytest.approx(errors[0], rel=5e-3)


def test_the_ending_of_a_name_says_the_format(tiny_digits: str, capsys):
    results(["train", "--dataset", tiny_digits, *QUICK, "--output", "net.pt"], capsys)
    assert len(torch.load("net.pt", weights_only=True)) == 8
    assert results(["evaluate", "net.pt", "--dataset", tiny_digits], capsys)["test_mse"] > 0


@pytest.mark.parametrize("name", ["net.csv", "net.ckpt"])
def test_an_ending_of_no_format_is_refused_before_anything_is_trained(name: str, tiny_digits: str, capsys):
    sentence = error(["train", "--dataset", tiny_digits, *QUICK, "--output", name], 2, capsys)
    assert sentence.startswith(f"{name} cannot be saved: the ending of its name is to be .safetensors, .pt")


def test_without_a_name_an_earlier_network_is_not_overwritten(tiny_digits: str, capsys):
    names = [results(["train", "--dataset", tiny_digits, *QUICK], capsys)["checkpoint"] for _ in range(3)]
    assert names == ["custom.safetensors", "custom-2.safetensors", "custom-3.safetensors"]
    assert all(Path(name).is_file() for name in names)


def test_of_trainings_that_are_begun_together_none_gets_the_name_of_another(untrained: Callable[..., Snapshot]):
    outputs = [Destination(None, "seed-2d") for _ in range(8)]
    for output in outputs:
        output.require_writable()
    networks = [untrained(2, seed) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(lambda output, network: output.save(network), outputs, networks))
    assert len({path for path, _ in saved}) == 8 and all(as_wanted for _, as_wanted in saved)
    for (path, _), network in zip(saved, networks, strict=True):
        assert np.array_equal(layer(checkpoint.load(path).snapshot, 0)[0], layer(network, 0)[0])


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_an_output_that_is_a_link_is_written_through(tiny_digits: str, tmp_path: Path, capsys):
    (tmp_path / "disk").mkdir()
    Path("link").symlink_to(Path("disk") / "network")
    done = results(["train", "--dataset", tiny_digits, *QUICK, "--output", "link"], capsys)
    assert done["checkpoint"] == "link" and Path("link").is_symlink()
    assert checkpoint.load(Path("disk") / "network").data == DataIdentity.of(datasets.load(tiny_digits))


def test_the_name_of_a_strangers_preset_is_no_path(tmp_path: Path, untrained: Callable[..., Snapshot]):
    path, _ = Destination(None, "../../etc/cron.d/x").save(untrained(2))
    assert path.parent == Path() and path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="it has no SIGPIPE")
@pytest.mark.parametrize("as_json", [["--json"], []])
def test_results_whose_reader_has_gone_end_the_program_as_sigpipe_does(
    as_json: list[str], tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys
):
    with without_reader() as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main(["train", "--dataset", tiny_digits, *QUICK, *as_json]) == 141
    assert capsys.readouterr().err.count("epoch 2/2: ") == 1
    assert Path("custom.safetensors").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_results_that_cannot_be_printed_are_one_sentence(tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["train", "--dataset", tiny_digits, *QUICK]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "The results cannot be printed: no space left on device."


@pytest.mark.skipif(sys.platform == "win32", reason="it has no SIGPIPE")
def test_a_help_whose_reader_has_gone_leaves_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    command, environment = [sys.executable, "-m", "ae_model", "--help"], ENVIRONMENT | {"PYTHONUNBUFFERED": ""}
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_without_standard_error_standard_output_has_the_results_alone(
    tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys
):
    assert main(["train", "--dataset", tiny_digits, *QUICK, "--output", "net"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(sys, "stderr", None)  # as Python has it where it was closed
    assert main(["evaluate", "net", "--dataset", tiny_digits, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["test_mse"] < 0.3


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
    assert "folder/mine cannot be saved: no such file or directory." in captured.err.splitlines()
    saved = Path(json.loads(captured.out)["checkpoint"])
    assert saved.is_relative_to(tmp_path)
    assert checkpoint.load(saved).snapshot.epoch == 2
