import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from command_line import (
    DIVERGING,
    ENVIRONMENT,
    QUICK,
    interrupt_after,
    on_a_terminal,
    only_run,
    read_until,
    results,
    torchrun,
    without_reader,
)

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.config import NoiseKind, Objective

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.mark.slow
@pytest.mark.parametrize(
    "objective",
    [(objective,) for objective in get_args(Objective)]
    + [("denoising", "--noise-kind", kind) for kind in get_args(NoiseKind)[1:]]
    + [("reconstruction", "--kind", "convolutional")],
    ids=lambda words: words[-1],
)
def test_two_processes_train_the_network_of_one(tiny_digits: str, objective: tuple[str, ...], capsys):
    """300 images make two batches of 128 and one of 44, of which each process takes half."""
    options = ["--dataset", tiny_digits, *QUICK, "--threads", "1", "--objective", *objective]
    options += (
        ["--latent-dim", "50", "--k", "5", "--l1", "0.1", "--k-warmup-epochs", "1"] if objective == ("sparse",) else []
    )
    alone = results(["train", *options, "--output", "alone"], capsys)
    command = torchrun("train", *options, "--output", "together", "--json")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT, timeout=120)
    (line,) = done.stdout.splitlines()  # one of them speaks
    together = json.loads(line)
    assert together["train_mse"] == pytest.approx(alone["train_mse"], rel=1e-5)
    assert together["test_mse"] == pytest.approx(alone["test_mse"], rel=1e-4)
    networks = [checkpoint.load(Path(name)).snapshot for name in ("alone", "together")]
    for name, array in networks[0].arrays.items():
        np.testing.assert_allclose(networks[1].arrays[name], array, atol=1e-4)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the process that follows is found in /proc")
def test_when_one_of_two_processes_dies_the_other_says_so_and_saves_the_last_good_weights(tmp_path: Path):
    command = torchrun("train", "--device", "cpu", "--threads", "1", "--output", str(tmp_path / "kept"))
    with on_a_terminal(command) as (run, terminal):
        read_until(terminal, r"loss=0\.\d{4}")
        os.kill(follower_of(run.pid), signal.SIGKILL)
        shown = read_until(terminal, r"last good weights are in \S*kept\.")
        assert run.wait(40) != 0
    assert "Another process of this training has ended before its time." in shown
    assert checkpoint.load(tmp_path / "kept").training.epochs == 80


def test_a_training_that_diverges_keeps_the_last_good_weights(tiny_digits: str, capsys):
    assert main(["train", "--dataset", tiny_digits, *DIVERGING, "--output", "kept.safetensors"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-2:] == [
        "The loss of step 2 is not finite; the learning rate of 10 may be too high.",
        "The last good weights are in kept.safetensors.",
    ]
    assert checkpoint.load(Path("kept.safetensors")).snapshot.epoch == 0


def test_a_training_that_fails_prints_its_object_too(tiny_digits: str, capsys):
    assert main(["train", "--dataset", tiny_digits, *DIVERGING, "--output", "kept.safetensors", "--json"]) == 1
    failed = json.loads(capsys.readouterr().out)
    assert (failed["outcome"], failed["epoch"], failed["checkpoint"]) == ("failed", 0, "kept.safetensors")
    assert failed["trouble"] == "The loss of step 2 is not finite; the learning rate of 10 may be too high."
    assert failed["train_mse"] is None


def test_a_stopped_training_says_how_to_go_on_and_prints_its_object_too(
    tiny_digits: str, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patched:
        interrupt_after(4, patched)
        options = ["--dataset", tiny_digits, *QUICK, "--data-dir", "my data", "--output", "kept", "--json"]
        assert main(["train", *options]) == 130
    captured = capsys.readouterr()
    stopped = json.loads(captured.out)
    assert (stopped["outcome"], stopped["epoch"], stopped["epochs"]) == ("stopped", 1, 2)
    assert 0 < stopped["test_mse"] < 0.3
    assert stopped["checkpoint"] == "kept"
    again = shlex.split(stopped["resume"])
    assert again[-2:] == ["resume", str(only_run(tmp_path / "my data").folder)]
    assert captured.err.splitlines()[-2:] == [
        "Stopped in epoch 2; the weights are in kept.",
        f"Go on with it: {stopped['resume']}",
    ]
    done = results(again[-2:], capsys)
    assert (done["outcome"], done["run"]) == ("done", stopped["run"])


def test_at_its_start_a_training_says_on_what_it_trains_and_where_its_run_is(tiny_digits: str, tmp_path: Path, capsys):
    assert main(["train", "--dataset", tiny_digits, *QUICK, "--threads", "1", "--data-dir", "user"]) == 0
    first, second, *_ = capsys.readouterr().err.splitlines()
    assert first == "Training custom on CPU, 1 thread, fp32: 2 epochs."
    assert second == f"Its run is {only_run(tmp_path / 'user').folder}."


@pytest.mark.parametrize("recorded", [[], ["--no-run"]])
def test_a_network_that_has_learnt_nothing_says_so_and_the_training_is_done(
    recorded: list[str], tiny_digits: str, capsys
):
    options = ["--dataset", tiny_digits, *QUICK, "--learning-rate", "10", "--output-kind", "linear", *recorded]
    assert main(["train", *options, "--json"]) == 0
    captured = capsys.readouterr()
    done = json.loads(captured.out)
    assert (done["outcome"], done["verdict"]) == ("done", captured.err.splitlines()[-1])
    assert done["verdict"].startswith("The network has learnt nothing: its test error of ")


def test_that_nobody_reads_what_is_said_ends_no_training(tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys):
    with without_reader() as gone:
        monkeypatch.setattr(sys, "stderr", gone)
        assert results(["train", "--dataset", tiny_digits, *QUICK], capsys)["outcome"] == "done"


def test_of_several_processes_the_first_alone_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("TORCHELASTIC_RUN_ID", "7")
    for rank, said in (("0", "There is no folder nowhere.\n"), ("1", "")):
        monkeypatch.setenv("RANK", rank)
        assert main(["resume", "nowhere"]) == 2
        assert capsys.readouterr().err == said


def follower_of(torchrun: int) -> int:
    """The process of rank 1 among the children of a torchrun."""
    children = Path(f"/proc/{torchrun}/task/{torchrun}/children").read_text().split()
    (follower,) = [child for child in children if b"\0RANK=1\0" in Path(f"/proc/{child}/environ").read_bytes()]
    return int(follower)
