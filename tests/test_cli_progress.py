import json
import re
import signal
import sys
from pathlib import Path

import pytest
from command_line import QUICK, on_a_terminal, read_until

from ae_model import checkpoint
from ae_model.__main__ import main

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_where_there_is_no_terminal_each_epoch_is_a_line_and_the_result_alone_is_printed(tiny_digits: str, capsys):
    assert main(["train", "--dataset", tiny_digits, *QUICK, "--epochs", "3", "--json"]) == 0
    captured = capsys.readouterr()
    done = json.loads(captured.out)
    lines = captured.err.splitlines()[2:6]
    assert [line.partition(":")[0] for line in lines] == ["untrained", "epoch 1/3", "epoch 2/3", "epoch 3/3"]
    assert f"test error {done['test_mse']:.5f}, training loss {done['train_mse']:.5f}, " in lines[-1]
    assert re.search(r", \d\d:\d\d gone, \d\d:\d\d left$", lines[1]) and lines[-1].endswith(" gone")


@pytest.mark.slow
def test_on_a_terminal_there_is_progress_and_ctrl_c_saves_the_weights(tmp_path: Path):
    command = [sys.executable, "-m", "ae_model", "train", "--device", "cpu", "--output", str(tmp_path / "kept")]
    with on_a_terminal(command) as (process, terminal):
        shown = read_until(terminal, r"loss=0\.\d{4}")
        process.send_signal(signal.SIGINT)
        shown += read_until(terminal, r"the weights are in .*")
        assert process.wait(20) == 130
        assert process.stdout.read() == b""
    assert re.search(r"epoch 1/80: .*/37520 \[\d\d:\d\d<.*, test=0\.\d{4}, loss=0\.\d{4}\]", shown)
    assert "Stopped in epoch 1;" in shown
    assert "Traceback" not in shown
    assert checkpoint.load(tmp_path / "kept").training.epochs == 80
