import re
import signal
import sys
from pathlib import Path

import pytest
from command_line import on_a_terminal, read_until

from ae_model import checkpoint

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.mark.slow
def test_on_a_terminal_there_is_progress_and_ctrl_c_saves_the_weights(tmp_path: Path):
    command = [sys.executable, "-m", "ae_model", "train", "--device", "cpu", "--output", str(tmp_path / "kept")]
    with on_a_terminal(command) as (process, terminal):
        shown = read_until(terminal, r"loss=0\.\d{4}")
        process.send_signal(signal.SIGINT)
        shown += read_until(terminal, r"the weights are in .*")
        assert process.wait(20) == 130
        assert process.stdout.read() == b""
    assert re.search(r"/37520 \[\d\d:\d\d<.*, loss=0\.\d{4}\]", shown)
    assert "Stopped in epoch 1;" in shown
    assert "Traceback" not in shown
    assert checkpoint.load(tmp_path / "kept").training.epochs == 80
