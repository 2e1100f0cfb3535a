"""`kill -9` at any moment: what was told to be on the disk is there, whole, and the run can be gone on with."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
import saver
from digits import first
from recipes import any_configs, last_epoch
from trainer import train_until_killed

from ae_model import checkpoint, recording, runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.recording import Recorder, sweep_leftovers
from ae_model.runs import Run
from ae_model.training import resume, train

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no signal 9")

ROOT = Path(__file__).parents[2]


@pytest.mark.fault("kill -9 of the saver", short=15, full=1_000)
def test_whenever_the_saver_is_killed_every_file_is_whole_and_nothing_that_was_saved_is_lost(tmp_path, fault):
    """A process writes states without a pause until it is killed; the next one goes on with the run.

    Seen to fail: with `path.write_bytes` in the place of `write_whole` in `checkpoint._write` (a torn state); with
    the state written before the losses in `Recorder._write_all` (losses that end before the state's step); and
    without `sweep` in `Recorder.reopened` (leftovers).
    """
    dice = random.Random(0)
    context = saver.server()
    data_dir = tmp_path / "user"
    folder, saved = None, -1
    for number in range(fault.count):
        if number % 25 == 0:  # from time to time another run
            folder, saved = None, -1
        hear, told = context.Pipe(duplex=False)
        target, place = (saver.write_for_ever, data_dir) if folder is None else (saver.go_on_for_ever, folder)
        process = context.Process(target=target, args=(place, told))
        process.start()
        told.close()
        folder, saved = heard(hear, saved, until=dice.randint(1, 4))
        time.sleep(dice.random() * 0.02)
        process.kill()
        process.join()
        last = heard_after(hear, saved)
        require_whole(folder, last)
        fault.survived += 1
    sweep_leftovers(data_dir)
    assert leftovers(data_dir) == []


def heard(hear: Connection, saved: int, until: int) -> tuple[Path, int]:
    """The run's folder and the last step that is on the disk, after so many more."""
    for _ in range(until):
        assert hear.poll(60), "the saver says nothing"
        folder, step = hear.recv()
        assert step >= 0, folder
        assert step >= saved, "it went on from an older state than was saved"
    return Path(folder), step


def heard_after(hear: Connection, saved: int) -> int:
    """The last step that was told to be on the disk when the process died."""
    try:
        while hear.poll():
            saved = hear.recv()[1]
    except (EOFError, OSError):
        pass
    return saved


def require_whole(folder: Path, saved: int) -> None:
    """Everything in a run is readable and belongs together, and holds at least the step that was saved."""
    run = runs.read(folder)
    state = checkpoint.load_state(folder / "state.safetensors")
    assert state.step >= saved, f"step {saved} was saved, and {state.step} is there"
    for array in state.snapshot.arrays.values():
        assert (array == state.step).all()
    first_step, losses, _ = runs.read_losses(folder)
    assert first_step + len(losses) - 1 >= state.step
    assert run.measurements[-1].epoch >= state.snapshot.epoch
    files = runs.epoch_files(folder)
    assert max(files) >= state.snapshot.epoch
    for path in files.values():
        checkpoint.load(path)
    assert run.is_interrupted and run.can_resume
    recorder, again = Recorder.reopened(folder)
    recorder.give_up()
    assert again.step == state.step
    assert leftovers(folder) == []


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob("*.partial"))


@pytest.mark.fault("kill -9 of a training, which ends in the same bits", short=8, full=100)
def test_a_training_that_was_killed_and_gone_on_with_ends_in_the_same_weights(mnist: Dataset, tmp_path: Path, fault):
    """Random networks of every kind and objective train in a process that is killed; this one goes on with their runs.

    Seen to fail: with the noise's generator left as it is in `_Run._restore`, and with Adam's means not copied in
    `EagerStepper.restore` (each in some kinds and objectives alone).
    """
    dice, context = random.Random(2), saver.server()
    few = Dataset("few", first(mnist.train, 700), first(mnist.test, 100), mnist.class_names)
    for config in any_configs(dice, fault.count):
        whole = last_epoch(train(config, few)).snapshot
        hear, told = context.Pipe(duplex=False)
        process = context.Process(target=train_until_killed, args=(config, few, tmp_path, told))
        process.start()
        told.close()
        folder, saved = heard(hear, -1, until=dice.randint(1, 2))
        time.sleep(dice.random() * 0.05)
        process.kill()
        process.join()
        saved = heard_after(hear, saved)
        recorder, state = Recorder.reopened(folder)
        assert state.step >= saved
        events = recorder.record(resume(state, few, autosave_s=recording.AUTOSAVE_S), few)
        ended = last_epoch(events).snapshot
        for name, weight in whole.arrays.items():
            assert weight.tobytes() == ended.arrays[name].tobytes(), f"{name} after step {state.step}: {config}"
        assert not runs.read(folder).can_resume and leftovers(folder) == []
        fault.survived += 1


PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QObject, QTimer, Slot
from ae_gui import app, main_window
from ae_model.config import TrainingConfig

class Driven(main_window.MainWindow):
    def load_behind(self):
        super().load_behind()
        self.ready.connect(self.train)

    @Slot()
    def train(self):
        print("interrupted:", "was interrupted" in self.bar.text, flush=True)
        self.panel.set_config(TrainingConfig.from_dict(json.loads(sys.argv[2])))
        self.commands.train.trigger()
        self.session.trainer.epoch_done.connect(lambda epoch: print("epoch:", epoch.snapshot.epoch, flush=True))

main_window.MainWindow = Driven
sys.exit(app.main(["--data-dir", sys.argv[1]]))
"""

# What trains in turn; epochs are as short as they can be.
TRAINED = [
    TrainingConfig(network, epochs=1000, batch_size=10_000, objective=objective)
    for network, objective in (
        (NetworkConfig(hidden_sizes=(16,), kind="convolutional", channels=(2, 4)), "reconstruction"),
        (NetworkConfig(hidden_sizes=(), latent_dim=100, code="sparse", k=10), "sparse"),
        (NetworkConfig(hidden_sizes=(16,)), "reconstruction"),
        (NetworkConfig(hidden_sizes=(16,), code="gaussian"), "variational"),
        (NetworkConfig(hidden_sizes=(16,)), "denoising"),
    )
]


@pytest.mark.fault("kill -9 of the whole program", short=2, full=100)
def test_whenever_the_program_is_killed_its_training_can_be_gone_on_with(tmp_path, fault):
    """The window, training each kind and objective in turn; killed; and started again, which offers that training.

    Seen to fail: without `self.looking_back.look()` in `MainWindow.load_behind` (nothing is offered), and with
    `autosave_s = None` in `TrainingThread.run` (there is no state).
    """
    dice = random.Random(1)
    # DISPLAY stands for a screen, so that the program opens its window; the offscreen platform does not look at it.
    screen = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}
    environment = os.environ | screen | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    slowest, lost = 0.0, 0
    for number in range(fault.count):
        began = time.monotonic()
        config = TRAINED[number % len(TRAINED)]
        command = [sys.executable, "-c", PROGRAM, tmp_path, json.dumps(config.to_dict())]
        program = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        offered = lines_until(program, "interrupted:")[-1]
        slowest = max(slowest, time.monotonic() - began)
        assert offered == f"interrupted: {number > 0}"
        # The first state is written after epoch 1 was told, and before epoch 2 is.
        epochs = lines_until(program, "epoch:", dice.randint(3, 6))
        time.sleep(dice.random() * 0.2)
        program.send_signal(signal.SIGKILL)
        rest = program.communicate(timeout=60)[0].splitlines()
        known = int(([line for line in (*epochs, *rest) if line.startswith("epoch:")])[-1].split()[1])
        newest = newest_run(tmp_path)
        assert newest.is_interrupted and newest.can_resume
        state = checkpoint.load_state(newest.folder / "state.safetensors")
        # An epoch is told before its state is written, and short ones are written together.
        assert state.snapshot.epoch >= known - 1 - recording._MOST_UNWRITTEN
        lost = max(lost, known - state.snapshot.epoch)
        assert (state.config.network, state.config.objective) == (config.network, config.objective)
        assert np.isfinite(state.snapshot.arrays["ae.1.decoder.0.weight"]).all()
        fault.survived += 1
    fault.figures |= {"slowest start, s": round(slowest, 1), "most epochs lost": lost}
    sweep_leftovers(tmp_path)
    assert leftovers(tmp_path) == []


def lines_until(program: subprocess.Popen[str], start: str, count: int = 1) -> list[str]:
    """What a program prints, up to the line that is the last of `count` that start so."""
    lines = []
    for line in program.stdout:
        lines.append(line.strip())
        if sum(line.startswith(start) for line in lines) == count:
            return lines
    raise AssertionError(f"the program ended after {lines}")


def newest_run(data_dir: Path) -> Run:
    found, complaints = runs.read_all(data_dir)
    assert complaints == []
    return max(found, key=lambda run: run.folder.stat().st_ctime)
