import math
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
import torch
from networks import layer
from other_programs import at_work, bound_to_cores

from ae_model import metrics
from ae_model.config import PRESETS, ConfigError, NetworkConfig, Origin, TrainingConfig
from ae_model.config_fields import changed
from ae_model.control import Control, Report
from ae_model.cores import cores
from ae_model.datasets import Dataset, Split
from ae_model.elbo import spread
from ae_model.events import Epoch, Event, Live, Losses, Reconstructions, Started
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder
from ae_model.steppers.cpu import bf16_is_faster
from ae_model.steppers.eager import EagerStepper
from ae_model.training import TrainingError, meant, resume, train, warm_up
from ae_model.training_state import TrainingState

ALL_VIEWS = [Losses, Reconstructions, Live]


@pytest.fixture(scope="session")
def few(tiny: Dataset) -> Dataset:
    """So few that an epoch takes milliseconds."""
    return tiny


pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=3, batch_size=64, device="cpu")
STEPS = 5  # an epoch of SMALL on few: 4 batches of 64 and one of 44
DIVERGING = replace(SMALL, network=NetworkConfig(hidden_sizes=(64, 64, 64), output="linear"), learning_rate=10.0)


def test_the_terms_of_a_variational_loss_travel_beside_it(few: Dataset):
    events = list(train(changed(SMALL, {"objective": "variational", "beta": 2.0}), few))
    losses = only(Losses, events)
    assert all(event.terms.keys() == {"error", "divergence"} for event in losses)
    error, divergence = (np.concatenate([event.terms[name] for event in losses]) for name in ("error", "divergence"))
    np.testing.assert_allclose(all_losses(events), error + 2 * divergence, rtol=1e-5)
    assert len(error) == 3 * STEPS
    assert only(Epoch, events)[1].train_mse == pytest.approx(all_losses(events)[:STEPS].mean(), rel=0.1)
    assert all(event.terms == {} for event in only(Losses, train(SMALL, few)))


def test_a_sparse_training_begins_with_the_mean_of_the_training_images_in_the_decoder(few: Dataset):
    config = changed(SMALL, {"objective": "sparse", "latent_dim": 40, "k": 5, "l1": 0.5})
    events = list(train(config, few))
    mean = np.clip(few.train.images.mean(axis=0) / 255, 1 / 255, 1)  # few enough for all of them
    first = only(Epoch, events)[0].snapshot
    np.testing.assert_allclose(first.decode(np.zeros((1, 40), np.float32))[0], mean, atol=1e-6)
    losses = only(Losses, events)
    error, l1 = (np.concatenate([event.terms[name] for event in losses]) for name in ("error", "l1"))
    np.testing.assert_allclose(all_losses(events), error + l1 / 2, rtol=1e-5)


def kinds(events: Iterable[Event]) -> list[type]:
    return [type(event) for event in events]


def only(kind: type, events: Iterable[Event]) -> list[Any]:
    return [event for event in events if type(event) is kind]


def all_losses(events: Iterable[Event]) -> np.ndarray:
    return np.concatenate([np.empty(0, np.float32), *(event.values for event in only(Losses, events))])


def numbers(events: Iterable[Event]) -> list[bytes]:
    """Everything that a run computes, bit for bit, without its chunks and its clock."""
    events = list(events)
    epochs = only(Epoch, events)
    return [
        all_losses(events).tobytes(),
        *(np.float64([epoch.test_mse, epoch.train_mse]).tobytes() for epoch in epochs),
        *(epoch.test_codes.tobytes() for epoch in epochs),
        *(array.tobytes() for array in epochs[-1].snapshot.arrays.values()),
    ]


# What is said, and when.


def test_without_a_control_a_run_says_what_it_must_and_no_more(few: Dataset):
    epoch = [Losses, Reconstructions, Epoch]
    assert kinds(train(SMALL, few)) == [Started, Epoch, Reconstructions, *epoch, *epoch, *epoch]


def test_it_starts_with_the_device_that_auto_became_and_the_steps_of_an_epoch(mnist: Dataset):
    started = next(train(replace(PRESETS["seed-2d"].config, device="cpu"), mnist))
    assert isinstance(started, Started)
    assert started.steps_per_epoch == 469
    assert started.config.device == "cpu"
    assert started.device_name == "CPU, 1 thread, fp32"
    assert (started.config.precision, started.config.threads) == ("fp32", 1)
    assert started.trouble == ""
    auto = next(train(replace(PRESETS["seed-2d"].config, device="auto"), mnist))
    assert auto.config.device == ("cuda" if torch.cuda.is_available() else "cpu")


def test_a_changed_preset_is_trained_under_the_name_that_is_true_of_it(few: Dataset):
    changed = replace(PRESETS["seed-2d"].config, epochs=6, device="cpu")
    assert next(train(changed, few)).config.preset == "custom"
    assert next(train(replace(PRESETS["tuned-2d"].config, device="cpu"), few)).config.preset == "tuned-2d"


def test_the_loss_of_every_step_is_said_once_and_in_order(few: Dataset):
    control = Control()
    events = []
    for event in train(SMALL, few, control):
        events.append(event)
        if len(events) % 3 == 0:
            control.request(Report.LOSSES)
    losses = only(Losses, events)
    assert len(losses) > SMALL.epochs
    steps = [event.first_step + offset for event in losses for offset in range(len(event.values))]
    assert steps == list(range(1, SMALL.epochs * STEPS + 1))
    assert all_losses(events).dtype == np.float32


def test_an_epochs_training_error_is_the_mean_over_its_images(few: Dataset):
    events = list(train(SMALL, few))
    by_epoch = all_losses(events).reshape(SMALL.epochs, STEPS).astype(np.float64)
    expected = by_epoch @ np.array([64, 64, 64, 64, 44]) / 300
    untrained, *trained = only(Epoch, events)
    assert math.isnan(untrained.train_mse)
    assert [epoch.train_mse for epoch in trained] == pytest.approx(expected, rel=1e-9)


def test_an_epoch_is_every_training_image_once(few: Dataset):
    frozen = replace(SMALL, learning_rate=1e-12, epochs=2)
    untrained, first, second = only(Epoch, train(frozen, few))
    error = metrics.mean_squared_error(untrained.snapshot, few.train.images)
    assert first.train_mse == pytest.approx(error, rel=1e-6)
    assert second.train_mse == pytest.approx(error, rel=1e-6)


def test_every_epoch_is_shuffled_anew(few: Dataset):
    losses = all_losses(train(replace(SMALL, learning_rate=1e-12, epochs=2), few))
    assert not np.allclose(losses[:STEPS], losses[STEPS:], rtol=1e-4)


def test_what_an_epoch_says_is_true_of_its_snapshot(few: Dataset):
    for number, epoch in enumerate(only(Epoch, train(SMALL, few))):
        assert epoch.snapshot.epoch == number
        assert epoch.step == number * STEPS
        assert epoch.test_mse == pytest.approx(metrics.mean_squared_error(epoch.snapshot, few.test.images), rel=1e-5)
        np.testing.assert_allclose(epoch.test_codes, epoch.snapshot.encode(few.test.images), atol=1e-5)


def test_ten_test_images_of_every_class_are_reconstructed(few: Dataset):
    events = list(train(SMALL, few))
    reconstructions, epochs = only(Reconstructions, events), only(Epoch, events)
    assert [event.step for event in reconstructions] == [0, 5, 10, 15]
    for event, epoch in zip(reconstructions, epochs, strict=True):
        assert set(few.test.labels[event.indices].tolist()) == set(few.test.labels.tolist())
        watched = few.test.images[event.indices]
        np.testing.assert_allclose(event.images, epoch.snapshot.reconstruct(watched), atol=1e-5)


def test_training_learns(few: Dataset):
    epochs = only(Epoch, train(replace(SMALL, epochs=20, learning_rate=0.01), few))
    assert epochs[-1].test_mse < epochs[0].test_mse / 3


def test_a_batch_may_be_larger_than_the_data_set(few: Dataset):
    events = list(train(replace(SMALL, batch_size=1_000, epochs=2), few))
    assert events[0].steps_per_epoch == 1
    assert len(all_losses(events)) == 2


def test_images_of_any_shape_can_be_learnt(few: Dataset):
    wide = replace(
        few,
        train=replace(few.train, images=few.train.images[:, 4:12]),
        test=replace(few.test, images=few.test.images[:, 4:12]),
    )
    network = NetworkConfig(ImageShape(8, 28), (16,), 3, "silu", "linear")
    events = list(train(replace(SMALL, network=network), wide))
    assert only(Reconstructions, events)[-1].images.shape == (10, 8, 28)
    assert only(Epoch, events)[-1].test_codes.shape == (50, 3)


def test_at_the_end_of_an_epoch_a_state_is_made_if_it_is_wanted_and_of_the_last_in_any_case(few: Dataset):
    asked: list[int] = []

    def wanted() -> bool:
        asked.append(0)
        return len(asked) == 2

    events = list(train(replace(SMALL, epochs=4), few, autosave_s=1e9, wants_state=wanted))
    assert [state.snapshot.epoch for state in only(TrainingState, events)] == [2, 4]
    assert len(asked) == 3


def test_the_order_of_the_next_epoch_is_drawn_before_anybody_waits_for_the_last_steps(
    few: Dataset, monkeypatch: pytest.MonkeyPatch
):
    drawn, randperm = [], torch.randperm

    def noted(*arguments: Any, **more: Any) -> torch.Tensor:
        drawn.append(0)
        return randperm(*arguments, **more)

    monkeypatch.setattr(torch, "randperm", noted)
    seen = [len(drawn) for event in train(SMALL, few) if isinstance(event, Losses | Epoch)]
    assert seen == [0, 2, 2, 3, 3, 4, 4]


# Reproducibility.


def test_the_same_seed_gives_the_same_numbers_bit_for_bit(few: Dataset):
    assert numbers(train(SMALL, few)) == numbers(train(SMALL, few))


@pytest.mark.parametrize("threads", [1, 2])
def test_real_training_is_reproducible_bit_for_bit(mnist: Dataset, threads: int):
    torch.set_num_threads(threads)
    fewer = replace(mnist, train=Split(mnist.train.images[:2_500], mnist.train.labels[:2_500]))
    config = replace(PRESETS["seed-256d"].config, epochs=1)
    assert numbers(train(config, fewer)) == numbers(train(config, fewer))


def test_another_seed_gives_other_numbers(few: Dataset):
    assert numbers(train(SMALL, few)) != numbers(train(replace(SMALL, seed=1), few))


def ask_for_everything(control: Control, event: Event) -> None:
    control.request(Report.ALL)


def single_step(control: Control, event: Event) -> None:
    if not isinstance(event, Losses):
        control.step()


def pause_and_resume(control: Control, event: Event) -> None:
    if isinstance(event, Losses | Epoch):
        control.pause()
        control.resume()


def limit_speed(control: Control, event: Event) -> None:
    control.limit_speed(2_000)


def hold_back(control: Control, event: Event) -> None:
    control.hold_back()
    control.request(Report.LOSSES)  # an event, and so a call of this, a step


def watch_another(control: Control, event: Event) -> None:
    if isinstance(event, Epoch):
        control.watch([event.step])


@pytest.mark.parametrize(
    "act", [ask_for_everything, hold_back, single_step, pause_and_resume, limit_speed, watch_another]
)
def test_the_numbers_are_the_same_whatever_is_asked_for_on_the_way(few: Dataset, act: Callable[[Control, Event], None]):
    control, events = Control(), []
    for event in train(SMALL, few, control):
        events.append(event)
        act(control, event)
    assert numbers(events) == numbers(train(SMALL, few))


def test_what_was_said_is_never_written_again(few: Dataset):
    control = Control()

    def arrays(event: Event) -> list[np.ndarray]:
        values = [getattr(event, field.name) for field in fields(event)]
        return [value.copy() for value in values if isinstance(value, np.ndarray)]

    said = []
    for event in train(SMALL, few, control):
        control.request(Report.ALL)
        said.append((event, arrays(event)))
    for event, at_the_time in said:
        assert all(map(np.array_equal, arrays(event), at_the_time))


# Views on request.


def test_reports_are_made_after_the_next_step_and_once(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    assert kinds(next(run) for _ in range(3)) == [Started, Epoch, Reconstructions]
    next_step(run, control)
    control.request(Report.LIVE)
    control.step()
    assert kinds([next(run)]) == [Live]  # as requested
    assert kinds(next(run) for _ in range(3)) == ALL_VIEWS  # because of the single step


def test_a_live_view_is_the_network_in_the_middle_of_an_epoch(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    control.request(Report.LIVE)
    live = next(event for event in run if isinstance(event, Live))
    assert 0 < live.step < STEPS
    assert live.snapshot.epoch == 0
    np.testing.assert_allclose(live.codes, live.snapshot.encode(few.test.images), atol=1e-5)


def test_a_live_view_has_the_codes_of_a_sample_of_a_thousand_test_images(mnist: Dataset):
    control = Control()
    control.request(Report.LIVE)
    config = replace(PRESETS["seed-2d"].config, epochs=1)
    live = next(event for event in train(config, mnist, control) if isinstance(event, Live))
    assert live.indices.tolist() == mnist.test.sample(1_000).tolist()
    np.testing.assert_allclose(live.codes, live.snapshot.encode(mnist.test.images[live.indices]), atol=1e-4)


def test_the_live_view_of_images_sorted_by_class_shows_every_class(mnist: Dataset):
    order = np.argsort(mnist.test.labels, kind="stable")
    by_class = replace(mnist, train=mnist.test, test=Split(mnist.test.images[order], mnist.test.labels[order]))
    control = Control()
    control.request(Report.LIVE)
    live = next(event for event in train(replace(SMALL, epochs=1), by_class, control) if isinstance(event, Live))
    assert np.bincount(by_class.test.labels[live.indices], minlength=10).min() > 70


def test_a_request_with_nothing_new_to_show_waits_for_the_next_step(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    next_step(run, control)
    control.request(Report.LOSSES | Report.LIVE)
    control.resume()
    losses, live = next(run), next(run)
    assert kinds([losses, live]) == [Losses, Live]
    assert losses.first_step == live.step == 2


def test_other_images_are_reconstructed_at_once_even_in_a_pause(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    next_step(run, control)
    control.watch([7, 49, 50, -1, 7])
    event = next(run)
    assert isinstance(event, Reconstructions)
    assert list(event.indices) == [7, 49, 7]
    assert event.images.shape == (3, 28, 28)
    assert np.array_equal(event.images[0], event.images[2])
    control.watch([])
    assert next(run).images.shape == (0, 28, 28)


# Pause, step, stop, learning rate, speed.


def next_step(run: Iterable[Event], control: Control) -> list[Event]:
    """Make one step and return what is said of it."""
    control.step()
    events = []
    for event in run:
        events.append(event)
        if isinstance(event, Live):
            return events
    raise AssertionError("the run ended")


def test_a_pause_shows_where_it_stopped(few: Dataset):
    control = Control()
    events = []
    for event in train(SMALL, few, control):
        events.append(event)
        if isinstance(event, Losses) and event.first_step == 1:
            control.request(Report.LOSSES)
        elif isinstance(event, Losses) and event.first_step == 6:
            control.pause()
            paused_at = len(events)
        elif isinstance(event, Live):
            break
    # The reports that were on their way when it was paused, and then those of the pause: all losses are said already.
    assert kinds(events[paused_at:]) == [Reconstructions, Live]
    assert events[-1].step == events[-2].step == 6


def test_each_single_step_shows_its_loss_and_the_network_after_it(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    next_step(run, control)
    for step in range(2, 5):
        losses, reconstructions, live = next_step(run, control)
        assert (losses.first_step, len(losses.values)) == (step, 1)
        assert reconstructions.step == live.step == step
        watched = few.test.images[reconstructions.indices]
        np.testing.assert_allclose(reconstructions.images, live.snapshot.reconstruct(watched), atol=1e-5)


def test_a_single_step_that_ends_an_epoch_ends_it(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    for _ in range(STEPS - 1):
        next_step(run, control)
    assert kinds(next_step(run, control)) == [Losses, Reconstructions, Epoch, Reconstructions, Live]


def stopped_after(count: int, few: Dataset) -> list[Event]:
    """What a run of two epochs that is asked for everything says, if it is stopped at its `count`-th event."""
    control, events = Control(), []
    for event in train(replace(SMALL, epochs=2), few, control):
        control.request(Report.ALL)
        events.append(event)
        if len(events) == count:
            control.stop()
    return events


def test_a_run_can_be_stopped_after_any_event(few: Dataset):
    whole = stopped_after(0, few)
    assert whole[-1].snapshot.epoch == 2
    for count in range(1, len(whole)):
        events = stopped_after(count, few)
        assert kinds(events[:count]) == kinds(whole[:count])
        assert events[-1].step == len(all_losses(events)) == len(all_losses(whole[:count]))
        complete = kinds(events[-1:]) == [Epoch]  # it was in its last step when it was stopped
        assert kinds(events[-2:]) == [Reconstructions, Live] or (complete and events[-1].snapshot.epoch == 2)


def test_a_run_that_is_stopped_before_it_begins_still_shows_the_untrained_network(few: Dataset):
    control = Control()
    control.stop()
    events = list(train(SMALL, few, control))
    assert kinds(events) == [Started, Epoch, Reconstructions, Reconstructions, Live]
    assert events[-1].step == 0


def test_a_paused_run_can_be_stopped(few: Dataset):
    control = Control()
    run = train(SMALL, few, control)
    next_step(run, control)
    control.stop()
    assert kinds(run) == [Reconstructions, Live]


def test_a_run_can_be_abandoned_after_any_event(few: Dataset):
    for count in range(1, 8):
        run = train(SMALL, few)
        for _ in range(count):
            next(run)
        run.close()
        assert list(run) == []


def test_another_learning_rate_counts_from_the_next_step(few: Dataset):
    control = Control()
    epochs = []
    for event in train(SMALL, few, control):
        if isinstance(event, Epoch):
            epochs.append(event)
            if event.snapshot.epoch == 1:
                control.set_learning_rate(1e-12)
    assert epochs[1].test_mse < epochs[0].test_mse
    assert epochs[2].test_mse == pytest.approx(epochs[1].test_mse, rel=1e-6)


def test_a_learning_rate_that_is_set_before_the_run_replaces_the_configured_one(few: Dataset):
    control = Control()
    control.set_learning_rate(0.01)
    assert numbers(train(SMALL, few, control)) == numbers(train(replace(SMALL, learning_rate=0.01), few))


@pytest.mark.parametrize("recipe", [{}, {"schedule": "cosine", "warmup_epochs": 1, "weight_decay": 0.5}])
def test_a_run_is_the_reference_stepper_on_the_schedules_rates(few: Dataset, recipe: dict[str, Any]):
    config = replace(SMALL, **recipe)
    generator = torch.Generator().manual_seed(config.seed)
    network = AutoEncoder(config.network, generator)
    reference = EagerStepper(network, few.train.images, config.weight_decay)
    losses = []
    for epoch in range(config.epochs):
        batches = torch.randperm(300, generator=generator).split(config.batch_size)
        rates = [config.learning_rate * config.rate_factor(epoch * STEPS + i, STEPS) for i in range(STEPS)]
        losses.append(reference.steps(batches, rates).numpy())
    np.testing.assert_allclose(all_losses(train(config, few)), np.concatenate(losses), rtol=1e-4)


def test_a_learning_rate_that_is_set_in_the_middle_is_scheduled_as_the_configured_one_was(few: Dataset):
    config = replace(SMALL, schedule="cosine", warmup_epochs=1)
    control = Control()
    control.set_learning_rate(0.01)
    assert numbers(train(config, few, control)) == numbers(train(replace(config, learning_rate=0.01), few))


def test_bf16_can_be_asked_for_and_gives_other_numbers(few: Dataset):
    started, *events = train(replace(SMALL, precision="bf16"), few)
    assert started.device_name == "CPU, 1 thread, bf16"
    expected = all_losses(train(SMALL, few))
    assert all_losses(events).tolist() != expected.tolist()
    np.testing.assert_allclose(all_losses(events), expected, rtol=0.02)


def test_the_precision_that_auto_became_gives_the_same_numbers_when_asked_for_by_name(few: Dataset):
    auto = list(train(replace(SMALL, precision="auto"), few))
    chosen = auto[0].config
    assert chosen.precision == ("bf16" if bf16_is_faster() else "fp32")
    assert numbers(auto) == numbers(train(chosen, few))


def test_a_run_has_its_own_number_of_threads_and_gives_it_back(few: Dataset):
    run = train(replace(SMALL, threads=2), few)
    assert next(run).device_name == "CPU, 2 threads, fp32"
    assert torch.get_num_threads() == 2
    run.close()
    assert torch.get_num_threads() == 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes have no affinity here")
def test_automatic_threads_are_no_more_than_the_cores_that_the_process_may_use():
    program = """
import os, torch
from ae_model.training import meant
torch.set_num_threads(2)
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
print(meant("cpu", "auto")[1], meant("cpu", 2)[1])
os.environ["OMP_NUM_THREADS"] = "2"  # as if the user had said so
print(meant("cpu", "auto")[1])
"""
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split() == ["1", "2", "2"]


@pytest.fixture
def busy_cores(one_thread: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two cores, on which two other programs compute; the user has not said how many threads there shall be."""
    if sys.platform != "linux" or cores() < 2:
        pytest.skip("what other programs do is known on Linux alone, and a core alone is one thread's")
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    torch.set_num_threads(2)
    with bound_to_cores(2), at_work(2):
        yield


@pytest.mark.usefixtures("busy_cores")
def test_automatic_threads_are_as_many_as_other_programs_leave_cores_for(few: Dataset):
    started, *events = train(replace(SMALL, epochs=1, precision="fp32", threads="auto"), few, autosave_s=math.inf)
    said = "Other programs are at work, so that 1 of 2 threads train."
    assert (started.config.threads, started.device_name, started.trouble) == (1, "CPU, 1 thread, fp32", said)
    [state] = [event for event in events if isinstance(event, TrainingState)]
    again = next(resume(state.changed(epochs=2), few))
    assert (again.config.threads, again.trouble) == (1, "")  # as it was, without a look
    assert meant("cpu", "auto") == ("cpu", 1, said)  # what is asked for anew


@pytest.mark.usefixtures("busy_cores")
def test_threads_that_are_asked_for_are_there_whatever_other_programs_do(few: Dataset, monkeypatch):
    started = next(train(replace(SMALL, threads=2), few))
    assert (started.config.threads, started.trouble) == (2, "")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert meant("cpu", "auto") == ("cpu", 2, "")


@pytest.mark.usefixtures("busy_cores")
def test_processes_of_one_training_do_not_take_each_other_for_other_programs(monkeypatch):
    monkeypatch.setenv("TORCHELASTIC_RUN_ID", "some")
    assert meant("cpu", "auto") == ("cpu", 2, "")


def test_tf32_is_refused_where_there_is_no_gpu_to_do_it(few: Dataset):
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(ConfigError, match="tf32 exists on CUDA GPUs alone"):
        next(train(replace(SMALL, device="auto", precision="tf32"), few))


@pytest.mark.clock
def test_the_seconds_leave_out_what_a_speed_limit_waits(few: Dataset):
    control = Control()
    control.limit_speed(50)
    began = time.perf_counter()
    *_, last = train(replace(SMALL, epochs=2), few, control)
    wall = time.perf_counter() - began
    assert wall >= (2 * STEPS - 1) / 50
    assert 0 < last.seconds < wall - 0.1


def in_a_thread(run: Iterable[Event]) -> tuple[threading.Thread, "queue.SimpleQueue[Event]"]:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def pump() -> None:
        for event in run:
            events.put(event)

    thread = threading.Thread(target=pump, daemon=True)
    thread.start()
    return thread, events


@pytest.mark.clock
def test_a_run_in_another_thread_pauses_resumes_and_stops(mnist: Dataset):
    control = Control()
    thread, events = in_a_thread(train(PRESETS["seed-2d"].config, mnist, control))
    step = 0
    for _ in range(3):
        control.pause()
        while not isinstance(event := events.get(timeout=30), Live):
            pass
        assert thread.is_alive()
        assert event.step >= step
        step = event.step
        control.request(Report.LOSSES)
        control.resume()
        while not isinstance(events.get(timeout=30), Losses):
            pass
    asked = time.perf_counter()
    control.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert time.perf_counter() - asked < 2  # 20 ms on an idle machine


# Failures.


def test_a_network_for_images_of_another_shape_is_refused(few: Dataset):
    config = replace(SMALL, network=NetworkConfig(ImageShape(8, 9)))
    with pytest.raises(ConfigError, match="8×9 pixels, but those of few have 28×28"):
        next(train(config, few))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_missing_gpu_is_named_and_the_cpu_offered(few: Dataset):
    with pytest.raises(TrainingError, match="no CUDA GPU") as caught:
        next(train(replace(SMALL, device="cuda"), few))
    assert caught.value.snapshot is None
    assert caught.value.cpu_may_help


def events_before_failure(config: TrainingConfig, few: Dataset, reports: Report) -> tuple[list[Event], TrainingError]:
    control, events = Control(), []
    try:
        for event in train(config, few, control):
            events.append(event)
            control.request(reports)
    except TrainingError as error:
        return events, error
    raise AssertionError("the run did not fail")


@pytest.mark.parametrize("reports", [Report(0), Report.LOSSES, Report.LIVE, Report.ALL])
def test_a_loss_that_is_not_finite_ends_the_run_and_is_never_said(few: Dataset, reports: Report):
    events, error = events_before_failure(DIVERGING, few, reports)
    assert str(error) == "The loss of step 2 is not finite; the learning rate of 10 may be too high."
    assert not error.cpu_may_help
    assert np.isfinite(all_losses(events)).all()


def test_after_a_loss_that_is_not_finite_the_last_weights_before_it_are_kept(few: Dataset):
    events, error = events_before_failure(DIVERGING, few, Report(0))
    assert error.snapshot is only(Epoch, events)[0].snapshot
    events, error = events_before_failure(DIVERGING, few, Report.LIVE)
    live = only(Live, events)[-1]
    assert error.snapshot is live.snapshot
    assert live.step == 1


def fail_at(monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    """Let the GPU's memory be full at this loss, counted from 0, which is the warm-up's."""
    calls = 0
    dot = torch.dot

    def dot_until(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > call:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return dot(*args, **kwargs)

    monkeypatch.setattr(torch, "dot", dot_until)


@pytest.mark.parametrize("step", [1, 2, 5, 6, 15])
def test_a_full_gpu_offers_the_cpu_and_keeps_the_weights(few: Dataset, monkeypatch: pytest.MonkeyPatch, step: int):
    fail_at(monkeypatch, step)
    events, error = events_before_failure(SMALL, few, Report.LIVE)
    assert "memory is full" in str(error)
    assert error.cpu_may_help
    latest = max(only(Epoch, events) + only(Live, events), key=lambda event: event.step)
    assert latest.step == step - 1
    assert error.snapshot.epoch == latest.snapshot.epoch
    assert np.array_equal(layer(error.snapshot, -1)[0], layer(latest.snapshot, -1)[0])


def test_a_gpu_that_is_full_before_the_first_step_has_no_weights_to_keep(few: Dataset, monkeypatch: pytest.MonkeyPatch):
    fail_at(monkeypatch, 0)
    with pytest.raises(TrainingError) as caught:
        next(train(SMALL, few))
    assert caught.value.snapshot is None
    assert caught.value.cpu_may_help


# Cost.


def test_to_be_ready_to_train_takes_none_of_torchs_heavy_parts():
    # Each costs a second or more: `torch.optim` makes its first optimiser with dynamo and sympy.
    heavy = "{'sympy', 'torch._dynamo', 'torch._inductor', 'torchvision'}"
    program = (
        f"import sys; from ae_model.training import warm_up; warm_up('cpu'); sys.exit(str({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"


def test_warming_up_changes_no_later_training(few: Dataset):
    before = numbers(train(SMALL, few))
    warm_up()
    assert numbers(train(SMALL, few)) == before


# A training that begins from a network.


def test_a_training_begins_from_the_weights_that_it_is_given(tiny: Dataset, one_thread: None):
    config = TrainingConfig(NetworkConfig(hidden_sizes=(8,)), epochs=2, device="cpu")
    given = [event for event in train(replace(config, seed=3), tiny) if isinstance(event, Epoch)][-1]
    origin = Origin("mine, epoch 2", given.snapshot.fingerprint)
    events = list(train(replace(config, origin=origin), tiny, start=given.snapshot))
    assert isinstance(events[0], Started) and events[0].config.origin == origin
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert [epoch.snapshot.epoch for epoch in epochs] == [0, 1, 2]
    assert epochs[0].snapshot.fingerprint == given.snapshot.fingerprint
    assert epochs[0].test_mse == given.test_mse
    assert epochs[-1].train_mse < given.train_mse


def test_the_images_come_in_the_order_of_the_seed_whatever_a_training_begins_from(tiny: Dataset, one_thread: None):
    config = TrainingConfig(NetworkConfig(hidden_sizes=(8,)), epochs=1, device="cpu")
    drawn = list(train(config, tiny))
    untrained = next(event for event in drawn if isinstance(event, Epoch)).snapshot
    again = list(train(config, tiny, start=untrained))  # the very weights that the seed draws
    last, same = ([event for event in events if isinstance(event, Epoch)][-1] for events in (drawn, again))
    assert last.snapshot.fingerprint == same.snapshot.fingerprint


def test_a_training_that_cannot_begin_as_its_recipe_says_is_refused(tiny: Dataset):
    config = TrainingConfig(NetworkConfig(hidden_sizes=(8,)), epochs=1, device="cpu")
    snapshot = next(event for event in train(config, tiny) if isinstance(event, Epoch)).snapshot
    with pytest.raises(ConfigError, match="began from the weights of mine, and cannot"):
        train(replace(config, origin=Origin("mine", "ab")), tiny)
    with pytest.raises(ConfigError, match="other layers"):
        train(replace(config, network=NetworkConfig(hidden_sizes=(9,))), tiny, start=snapshot)


def test_each_epoch_tells_how_much_each_number_of_a_gaussian_code_is_used(few):
    network = NetworkConfig(hidden_sizes=(16,), latent_dim=3, code="gaussian")
    config = TrainingConfig(network, objective="variational", epochs=2, device="cpu")
    for epoch in (event for event in train(config, few) if isinstance(event, Epoch)):
        used = spread(*epoch.snapshot.posterior(few.test.images))
        np.testing.assert_allclose(epoch.divergences, used.divergence, rtol=1e-3, atol=1e-5)
    plain = next(e for e in train(TrainingConfig(epochs=1, device="cpu"), few) if isinstance(e, Epoch))
    assert plain.divergences == ()
