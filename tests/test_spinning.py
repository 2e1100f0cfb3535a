import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ae_model import SPINS
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Started
from ae_model.spinning import Crowd, Load, Spinning, waits
from ae_model.training import train

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="libgomp is torch's OpenMP on Linux alone")

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(64, 32)), epochs=1, batch_size=128, device="cpu", threads=2)


@pytest.fixture
def left_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user has not said how to wait."""
    monkeypatch.setenv("GOMP_SPINCOUNT", SPINS)
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)


def crowds() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "crowd"]


def after(load: Load, *waiting: float) -> Load:
    """After looks a tenth of a second apart at so many threads that waited for a core."""
    for threads in waiting:
        load = load.after(0.1, threads)
    return load


def test_threads_spin_after_a_first_look_at_free_cores():
    assert Load().is_high
    assert not after(Load(), 0.01).is_high


def test_they_give_way_to_another_program_within_three_looks():
    assert after(after(Load(), 0.0), 0.5, 0.5, 0.5).is_high


def test_they_give_way_at_once_when_a_step_took_as_long_as_many():
    assert after(Load(), 0.0).after(1.0, 0.5).is_high


def test_what_a_window_draws_lets_them_spin_on():
    """A picture of 40 ms every 300 ms, for which one of two threads stands aside."""
    load = after(Load(), 0.0)
    for waiting in [0.4, 0.0, 0.0] * 20:
        load = after(load, waiting)
        assert not load.is_high


def test_they_spin_again_only_when_hardly_any_has_waited_for_a_while():
    high = after(Load(), 1.0)
    assert after(high, *[0.1] * 50).is_high
    assert after(high, 0.0).is_high
    assert not after(high, *[0.0] * 12).is_high


@on_linux
def test_the_time_that_each_thread_has_waited_for_a_core_is_known():
    mine = waits()[str(threading.get_native_id())]
    assert 0 <= mine <= waits()[str(threading.get_native_id())]


@on_linux
@pytest.mark.usefixtures("left_to_us")
def test_a_training_gives_way_from_its_first_step_and_leaves_no_thread_behind(tiny: Dataset):
    events = train(SMALL, tiny)
    assert isinstance(next(events), Started)
    assert len(crowds()) == 1
    events.close()
    assert not crowds()


@on_linux
@pytest.mark.usefixtures("left_to_us")
def test_the_crowd_goes_when_the_cores_are_free_and_comes_back_when_they_are_not():
    with Spinning(2) as spinning:
        spinning.heed(Load(is_high=False))
        assert not crowds()
        spinning.heed(Load(is_high=True))
        assert len(crowds()) == 1
    assert not crowds()


@pytest.mark.parametrize(
    ("name", "value"), [("GOMP_SPINCOUNT", "1000"), ("OMP_WAIT_POLICY", "active"), ("OMP_WAIT_POLICY", "passive")]
)
@pytest.mark.usefixtures("left_to_us")
def test_a_user_who_has_said_how_to_wait_is_left_alone(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with Spinning(2) as spinning:
        assert spinning.crowd is None


@pytest.mark.parametrize(
    ("environment", "spins"),
    [({}, SPINS), ({"GOMP_SPINCOUNT": "7"}, "7"), ({"OMP_WAIT_POLICY": "passive"}, "None")],
)
def test_the_package_bounds_the_spin_unless_the_user_has_said_how_to_wait(environment, spins):
    clean = {name: value for name, value in os.environ.items() if name not in ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")}
    program = "import os, ae_model; print(os.environ.get('GOMP_SPINCOUNT'))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=clean | environment, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.strip() == spins


@pytest.mark.usefixtures("left_to_us")
def test_one_thread_waits_for_nobody():
    with Spinning(1) as spinning:
        assert spinning.crowd is None


@pytest.mark.usefixtures("left_to_us")
def test_on_another_system_nothing_happens(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with Spinning(2) as spinning:
        spinning.look()
        assert spinning.crowd is None


def arrays(config: TrainingConfig, dataset: Dataset) -> Iterator[bytes]:
    for event in train(config, dataset):
        if isinstance(event, Epoch):
            yield from (array.tobytes() for array in event.snapshot.arrays.values())
            yield event.test_codes.tobytes()


@on_linux
@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("network", [{"activation": "relu"}, {"activation": "silu", "output": "sigmoid"}])
@pytest.mark.parametrize("objective", ["reconstruction", "denoising"])
def test_whether_threads_spin_changes_no_bit(monkeypatch, tiny, precision, network, objective):
    monkeypatch.setenv("OMP_WAIT_POLICY", "passive")  # said after OpenMP has read it: nobody but this test meddles
    layers = replace(SMALL.network, **network)
    config = replace(SMALL, network=layers, precision=precision, objective=objective)
    spun = list(arrays(config, tiny))
    crowd = Crowd(2)
    try:
        assert list(arrays(config, tiny)) == spun
    finally:
        crowd.leave()


SLEEPERS = """
import os, time
import torch
from ae_model.spinning import Crowd, _libgomp

gomp = _libgomp()

def work():
    gomp.GOMP_parallel(gomp.omp_get_level, None, 2, 0)

before = set(os.listdir("/proc/self/task"))
work()
with_worker = set(os.listdir("/proc/self/task"))
[worker] = with_worker - before

def sleeps(at_most_s):
    'Whether the worker sleeps rather than looks for work, after it has had some.'
    work()
    end = time.monotonic() + at_most_s
    while time.monotonic() < end:
        with open(f"/proc/self/task/{worker}/stat") as file:
            if file.read().rpartition(")")[2].split()[0] == "S":
                return True
    return False

print(any(sleeps(0.01) for _ in range(10)))
crowd = Crowd(2)
work()  # whoever waits still counts as before
print(all(sleeps(10) for _ in range(10)))
crowd.leave()
while not set(os.listdir("/proc/self/task")) <= with_worker:  # its threads are still on their way out
    pass
work()
print(any(sleeps(0.01) for _ in range(10)))
"""


@on_linux
def test_threads_that_would_spin_for_ever_sleep_while_there_is_a_crowd():
    environment = os.environ | {"GOMP_SPINCOUNT": "1000000000000"}
    command = [sys.executable, "-c", SLEEPERS]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["False", "True", "False"]
