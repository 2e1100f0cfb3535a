import os
import signal
from pathlib import Path

import numpy as np
import pytest
from command_line import QUICK, error, only_run, results
from networks import layer

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.control import Control

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_an_interrupted_training_is_resumed_to_the_same_network(
    tiny_digits: str, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    many = ["--hidden-sizes", "32", "--epochs", "9", "--device", "cpu", "--threads", "1"]
    train = ["train", *many, "--dataset", tiny_digits]
    results([*train, "--data-dir", str(tmp_path / "whole"), "--output", "a.net"], capsys)

    told: list[object] = []
    wait = Control.wait

    def interrupted(control: Control) -> object:
        if len(told) == 10:
            os.kill(os.getpid(), signal.SIGINT)
        told.append(0)
        return wait(control)

    with monkeypatch.context() as patched:
        patched.setattr(Control, "wait", interrupted)
        assert main([*train, "--data-dir", str(tmp_path / "half"), "--output", "b.net"]) == 130
    capsys.readouterr()
    run = only_run(tmp_path / "half")
    assert run.can_resume and run.epochs < 9
    done = results(["resume", str(run.folder), "--output", "c.net"], capsys)
    assert done["run"] == str(run.folder)
    assert only_run(tmp_path / "half").about.outcome == "done"
    whole, resumed = (checkpoint.load(Path(name)).snapshot for name in ("a.net", "c.net"))
    assert np.array_equal(layer(whole, -1)[0], layer(resumed, -1)[0])


def test_what_is_no_run_is_not_resumed(tmp_path: Path, capsys):
    (tmp_path / "empty").mkdir()
    sentence = error(["resume", str(tmp_path / "empty")], 2, capsys)
    assert "empty" in sentence
    assert "nowhere" in error(["resume", str(tmp_path / "nowhere")], 2, capsys)


def test_a_finished_run_has_nothing_left_to_be_trained(tiny_digits: str, tmp_path: Path, capsys):
    results(["train", *QUICK, "--dataset", tiny_digits, "--data-dir", str(tmp_path / "user")], capsys)
    assert "is complete" in error(["resume", str(only_run(tmp_path / "user").folder)], 2, capsys)
