import sys
import threading
from dataclasses import replace

import numpy as np
from networks import layer
from PySide6.QtCore import QObject, Qt, Slot

from ae_gui.training_thread import TrainingThread
from ae_model import runs, training
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import Control, Report
from ae_model.image_shape import ImageShape
from ae_model.recording import Recorder
from ae_model.training_state import TrainingState

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,), latent_dim=2), epochs=2, device="cpu")


def test_a_run_is_let_go_of_where_torch_cannot_be_loaded(qtbot, few, tmp_path, monkeypatch):
    control = Control()
    for event in Recorder(tmp_path).record(training.train(SMALL, few, control, autosave_s=0), few):
        if isinstance(event, TrainingState):
            control.stop()
    folder = runs.read_all(tmp_path)[0][0].folder
    recorder, state = Recorder.reopened(folder)
    monkeypatch.setitem(sys.modules, "ae_model.training", None)
    thread = TrainingThread(SMALL, few, recorder=recorder, state=state)
    with qtbot.waitSignal(thread.failed):
        thread.start()
    assert thread.wait(5_000)

    again, _ = Recorder.reopened(folder)
    again.give_up()


class Listener(QObject):
    """Hears every signal of a training, in order."""

    def __init__(self, thread: TrainingThread) -> None:
        super().__init__()
        self.heard: list[tuple[str, object, int]] = []
        thread.training_started.connect(self.on_started)
        thread.losses.connect(self.on_losses)
        thread.reconstructions.connect(self.on_reconstructions)
        thread.live.connect(self.on_live)
        thread.epoch_done.connect(self.on_epoch)
        thread.failed.connect(self.on_failed)

    def names(self) -> list[str]:
        return [name for name, _, _ in self.heard]

    def of(self, name: str) -> list:
        return [event for heard, event, _ in self.heard if heard == name]

    def note(self, name: str, event: object) -> None:
        self.heard.append((name, event, threading.get_ident()))

    @Slot(object)
    def on_started(self, event):
        self.note("started", event)

    @Slot(object)
    def on_losses(self, event):
        self.note("losses", event)

    @Slot(object)
    def on_reconstructions(self, event):
        self.note("reconstructions", event)

    @Slot(object)
    def on_live(self, event):
        self.note("live", event)

    @Slot(object)
    def on_epoch(self, event):
        self.note("epoch", event)

    @Slot(object)
    def on_failed(self, event):
        self.note("failed", event)


def run(qtbot, thread: TrainingThread, pulling: bool = False) -> Listener:
    listener = Listener(thread)
    if pulling:
        thread.start_pulling()
        thread.pull(Report.ALL)
    with qtbot.waitSignal(thread.finished, timeout=20_000):
        thread.start()
    qtbot.waitUntil(lambda: not thread.isRunning())
    return listener


def test_a_run_tells_its_start_its_epochs_and_all_losses_in_the_windows_thread(qtbot, few):
    listener = run(qtbot, TrainingThread(SMALL, few))

    assert listener.names()[0] == "started"
    assert [epoch.snapshot.epoch for epoch in listener.of("epoch")] == [0, 1, 2]
    assert np.concatenate([losses.values for losses in listener.of("losses")]).shape == (2 * 16,)
    assert {thread for _, _, thread in listener.heard} == {threading.get_ident()}


def test_reports_that_were_taken_are_followed_by_the_next(qtbot, few):
    thread = TrainingThread(replace(SMALL, epochs=1_000), few)
    listener = Listener(thread)
    thread.start_pulling()
    thread.pull(Report.ALL)
    thread.start()

    qtbot.waitUntil(lambda: min(listener.names().count(name) for name in ("reconstructions", "live")) >= 3)
    thread.control.stop()
    qtbot.waitUntil(thread.isFinished)

    steps = [live.step for live in listener.of("live")]
    assert steps == sorted(set(steps))


def test_a_window_that_is_busy_hears_of_every_epoch_later_in_order(qtbot, few):
    thread = TrainingThread(replace(SMALL, epochs=5), few)
    listener = Listener(thread)
    sent: list[tuple[int, int]] = []  # each epoch, and the newest one when the window was told

    def note(epoch):
        sent.append((epoch.snapshot.epoch, thread.newest.epoch if thread.newest else 0))

    thread.epoch_done.connect(note, Qt.ConnectionType.DirectConnection)
    thread.start()
    assert thread.wait(20_000)  # the window does nothing else
    assert sent == [
        (0, 5),
        (1, 5),
        (2, 5),
        (3, 5),
        (4, 5),
        (5, 5),
    ]  # but for the start, nothing was sent before the end

    qtbot.waitUntil(lambda: len(listener.of("epoch")) == 6)
    assert [epoch.snapshot.epoch for epoch in listener.of("epoch")] == [0, 1, 2, 3, 4, 5]
    assert sum(len(losses.values) for losses in listener.of("losses")) == 5 * 16
    assert len(listener.of("reconstructions")) == 1


def test_without_being_asked_no_live_view_is_made(qtbot, few):
    assert "live" not in run(qtbot, TrainingThread(SMALL, few)).names()


def test_only_the_reports_that_can_be_seen_are_made(qtbot, few, monkeypatch):
    monkeypatch.setattr("ae_gui.training_thread._EVERY", dict.fromkeys(Report, 0.0))
    thread = TrainingThread(replace(SMALL, epochs=1_000), few)
    listener = Listener(thread)
    thread.start_pulling()
    thread.pull(Report.LIVE)
    thread.start()
    qtbot.waitUntil(lambda: listener.names().count("live") >= 2)

    thread.pull(Report.LOSSES)
    lives, epochs = listener.names().count("live"), listener.names().count("epoch")
    qtbot.waitUntil(lambda: listener.names().count("epoch") >= epochs + 5)
    assert listener.names().count("live") <= lives + 1  # one may have been on its way

    thread.control.stop()
    qtbot.waitUntil(thread.isFinished)


def test_a_stopped_run_leaves_its_newest_weights(qtbot, few):
    thread = TrainingThread(replace(SMALL, epochs=1_000), few)
    thread.control.step()
    listener = Listener(thread)
    thread.start()
    qtbot.waitUntil(lambda: listener.names().count("live") == 1)

    thread.control.stop()
    qtbot.waitUntil(thread.isFinished)

    first = listener.of("epoch")[0].snapshot
    assert thread.newest is not None
    assert not np.array_equal(layer(thread.newest, -1)[1], layer(first, -1)[1])


def test_the_same_seed_gives_the_same_network_with_and_without_live_reports(qtbot, few):
    watched = run(qtbot, TrainingThread(SMALL, few), pulling=True).of("epoch")[-1].snapshot
    alone = run(qtbot, TrainingThread(SMALL, few)).of("epoch")[-1].snapshot

    for name, array in alone.arrays.items():
        assert np.array_equal(watched.arrays[name], array)


def test_a_data_set_of_another_shape_fails_in_one_sentence(qtbot, few):
    wrong = replace(SMALL, network=replace(SMALL.network, image_shape=ImageShape(20, 20)))

    (failure,) = run(qtbot, TrainingThread(wrong, few)).of("failed")

    assert "20×20" in failure.message
    assert "28×28" in failure.message
    assert not failure.try_cpu


def test_why_it_fails_is_told_in_the_users_language(qtbot, few, translate):
    template = "The network takes images of {takes} pixels, but those of {dataset} have {has}."
    translate({template: "{dataset}: {has}, ma la rete vuole {takes}."})
    wrong = replace(SMALL, network=replace(SMALL.network, image_shape=ImageShape(20, 20)))

    (failure,) = run(qtbot, TrainingThread(wrong, few)).of("failed")

    assert failure.message == "few: 28×28, ma la rete vuole 20×20."


def test_a_diverging_run_fails_and_keeps_the_last_good_network(qtbot, few):
    thread = TrainingThread(replace(SMALL, network=replace(SMALL.network, output="linear"), learning_rate=10), few)
    thread.control.step()
    listener = Listener(thread)
    thread.start()
    qtbot.waitUntil(lambda: listener.names().count("live") == 1)
    thread.control.stop()
    qtbot.waitUntil(thread.isFinished)

    assert all(np.isfinite(array).all() for array in thread.newest.arrays.values())
