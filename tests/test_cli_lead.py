import json
import os
import signal
import subprocess
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from command_line import DIVERGING, ENVIRONMENT, QUICK, on_a_terminal, read_until, results, torchrun

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.config import Objective

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.mark.slow
@pytest.mark.parametrize("objective", get_args(Objective))
def test_two_processes_train_the_network_of_one(tiny_digits: str, objective: str, capsys):
    """300 images make two batches of 128 and one of 44, of which each process takes half."""
    options = ["--dataset", tiny_digits, *QUICK, "--threads", "1", "--objective", objective]
    alone = results(["train", *options, "--output", "alone"], capsys)
    command = torchrun(*options, "--output", "together", "--json")
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
    command = torchrun("--device", "cpu", "--threads", "1", "--output", str(tmp_path / "kept"))
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
    assert captured.err.splitlines() == [
        "The loss of step 2 is not finite; the learning rate of 10 may be too high.",
        "The last good weights are in kept.safetensors.",
    ]
    assert checkpoint.load(Path("kept.safetensors")).snapshot.epoch == 0


def follower_of(torchrun: int) -> int:
    """The process of rank 1 among the children of a torchrun."""
    children = Path(f"/proc/{torchrun}/task/{torchrun}/children").read_text().split()
    (follower,) = [child for child in children if b"\0RANK=1\0" in Path(f"/proc/{child}/environ").read_bytes()]
    return int(follower)
