"""Training as a plain generator of events: `for event in train(config, dataset)` is the whole headless program.

Unasked, a training yields `Started`, then `Epoch` and `Reconstructions` of the untrained network, and at each epoch's
end `Losses`, `Reconstructions` and `Epoch`. A `Control` asks for reports in between; a training that is paused,
single-stepped or stopped shows where it stands with `Losses`, `Reconstructions` and `Live`. No loss is yielded twice:
where none is new, there is no `Losses`. A learning rate or a beta that was changed is told after the first step that it
was used for, as a `RecipeChange`.

The same seed, device, precision and number of threads give the same numbers, bit for bit, whatever reports are asked
for. `Started` tells the choices that "auto" stood for. `resume` goes on from a `TrainingState` to the same numbers.
"""

import logging
import math
import os
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, distributed

from ae_model.config import ConfigError, Device, NetworkConfig, Origin, TrainingConfig, cpu_name
from ae_model.config_fields import named
from ae_model.control import WATCHED, Control, Report
from ae_model.cores import cores, free_cores
from ae_model.datasets import Dataset
from ae_model.events import MOST_DIVERGENCES, Epoch, Event, Live, Losses, Reconstructions, Started, Unsaved
from ae_model.metrics import Subject, of_each_epoch
from ae_model.network import AutoEncoder, network_of, snapshot_of, unit_floats
from ae_model.objectives import OBJECTIVES, Objective
from ae_model.objectives.noise import Noise
from ae_model.objectives.reconstruction import Reconstruction
from ae_model.objectives.sparse import Sparse
from ae_model.objectives.variational import Variational
from ae_model.recipe_changes import RecipeChange
from ae_model.sentence import MEMORY_IS_FULL, Sentence
from ae_model.snapshot import Array, Snapshot
from ae_model.spinning import Spinning
from ae_model.steppers import Stepper, gpu
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.cpu import CpuStepper, ObjectiveStepper, bf16_is_faster
from ae_model.steppers.cuda import CudaStepper, fp32_is_fastest
from ae_model.steppers.data_parallel import DataParallelStepper, PeerLostError
from ae_model.steppers.denoising import DenoisingStepper
from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.sparse import SparseStepper
from ae_model.steppers.variational import VariationalStepper
from ae_model.training_state import TrainingState

log = logging.getLogger(__name__)

_LIVE_CODES = 1_000  # test images encoded in the middle of an epoch: all 10,000 would cost a tenth of a second
# Evaluated at once: 8 MB of float32 on a CPU, 64 on a GPU, which takes MNIST's test images whole.
_CHUNK_PIXELS = {"cpu": 2**21, "cuda": 2**24}
# The steps of objectives that are written out, for dense networks on a CPU.
_WRITTEN_OUT: dict[str, type[ObjectiveStepper[Any]]] = {
    "variational": VariationalStepper,
    "denoising": DenoisingStepper,
    "sparse": SparseStepper,
}


class TrainingError(RuntimeError):
    """A training cannot begin or go on; the message is one sentence for the user.

    Attributes:
        snapshot: the last good weights; None if there are none yet.
        cpu_may_help: whether the same training may succeed on the CPU.
        smaller_batch_may_help: whether it may succeed with a smaller batch.
    """

    def __init__(
        self,
        message: Sentence,
        snapshot: Snapshot | None = None,
        *,
        cpu_may_help: bool = False,
        smaller_batch_may_help: bool = False,
    ) -> None:
        super().__init__(message)
        self.snapshot = snapshot
        self.cpu_may_help = cpu_may_help
        self.smaller_batch_may_help = smaller_batch_may_help


def train(
    config: TrainingConfig,
    dataset: Dataset,
    control: Control | None = None,
    autosave_s: float | None = None,
    start: Snapshot | None = None,
    wants_state: Callable[[], bool] | None = None,
) -> Generator[Event]:
    """Train a new network on `dataset` and yield the events in the order in which they happen.

    Args:
        config: the network and the recipe.
        dataset: its images must be of the network's shape.
        control: pauses, stops, asks for reports; without one the training runs to its end.
        autosave_s: yield a `TrainingState` at every epoch's end, pause and stop, and after so many seconds without
            one; None yields none.
        start: the weights to begin with, where they are not drawn; the images come in the order of the seed either way.
        wants_state: asked at the end of every epoch but the last whether its `TrainingState` is to be made;
            without it all are.

    Raises:
        ConfigError: if the images do not have the network's shape, or `start` is not what the configuration tells of.
        TrainingError: if the GPU is missing or the memory full, or the loss is no longer a finite number.
    """
    config = _begun_from(named(config), start)
    return _events(config, dataset, control or Control(), autosave_s, None, start, wants_state)


def resume(
    state: TrainingState,
    dataset: Dataset,
    control: Control | None = None,
    autosave_s: float | None = None,
    wants_state: Callable[[], bool] | None = None,
) -> Generator[Event]:
    """Go on from `state` as if the training had never stopped, with `Started` and reports of where it stands.

    The other arguments and the errors are those of `train`. The caller sees to it that the data set is the same.
    """
    return _events(state.config, dataset, control or Control(), autosave_s, state, None, wants_state)


def _events(
    config: TrainingConfig,
    dataset: Dataset,
    control: Control,
    autosave_s: float | None,
    state: TrainingState | None,
    start: Snapshot | None,
    wants_state: Callable[[], bool] | None,
) -> Generator[Event]:
    if dataset.image_shape != config.network.image_shape:
        raise ConfigError(
            "The network takes images of {takes} pixels, but those of {dataset} have {has}.",
            takes=config.network.image_shape,
            dataset=dataset.name,
            has=dataset.image_shape,
        )
    run, trouble = None, ""
    with gpu.used():
        try:
            if state is not None:
                state, trouble = _possible(state)
                config = state.config
            config, trouble = _resolved(config, trouble)
            assert config.threads != "auto"
            with _with_threads(config.threads) as threads, Spinning(threads) as spinning, _own_stream(config.device):
                config = replace(config, threads=threads)
                run = _Run(config, dataset, control, autosave_s, state, start, trouble, wants_state, spinning)
                yield from run.events()
        except PeerLostError as error:
            raise TrainingError(
                Sentence("Another process of this training has ended before its time."), run.last_good if run else None
            ) from error
        except TrainingError:
            raise
        except (MemoryError, RuntimeError) as error:
            told = _told(error, run, dataset)
            if told is None:
                raise
            raise told from error
        finally:
            run = None  # whose tensors are let go


def _begun_from(config: TrainingConfig, start: Snapshot | None) -> TrainingConfig:
    """The configuration, which tells of the weights that are begun with."""
    name = config.origin.name if config.origin else ""
    if start is None:
        if config.origin is not None:
            raise ConfigError(
                "This training began from the weights of {name}, and cannot begin without them.", name=name
            )
        return config
    if start.config != config.network:
        raise ConfigError("The network to begin from has other layers than the one to be trained.")
    return replace(config, origin=Origin(name, start.fingerprint))


def _told(error: Exception, run: "_Run | None", dataset: Dataset) -> TrainingError | None:
    """What a user is told of an error of a training that may be tried again otherwise; None of any other error."""
    if gpu.is_full(error) and not gpu.holds(dataset.train.images.nbytes + dataset.test.images.nbytes):
        return TrainingError(
            Sentence("The GPU's memory is too small for the images; train on the CPU."),
            run.rescue() if run else None,
            cpu_may_help=True,
        )
    if gpu.is_full(error):
        return TrainingError(
            Sentence("The GPU's memory is full; train a smaller network, or with a smaller batch, or on the CPU."),
            run.rescue() if run else None,
            cpu_may_help=True,
            smaller_batch_may_help=True,
        )
    if _is_out_of_memory(error):
        return TrainingError(
            Sentence("The memory is full; train a smaller network, or with a smaller batch."),
            run.rescue() if run else None,
            smaller_batch_may_help=True,
        )
    if not gpu.is_error(error):
        return None
    log.error("The GPU has failed", exc_info=error)
    gpu.try_again(error)
    return TrainingError(
        Sentence("The GPU has failed: {reason}. The CPU may work.", reason=gpu.meaning(error)),
        run.last_good if run else None,  # the present weights may be wrong, and cannot be read from most such GPUs
        cpu_may_help=True,
    )


def meant(device: Device, threads: int | Literal["auto"]) -> tuple[Device, int, str]:
    """The device and threads that "auto" stands for here and now, and a sentence if they are fewer than there are.

    Raises:
        TrainingError: if a GPU is asked for, and there is none, or it cannot be used.
    """
    device, unusable = _available(device)
    threads, others = _threads_meant(threads, device)
    return device, threads, unusable or others


@gpu.used()
def warm_up(device: Device = "auto") -> None:
    """Train a throw-away network for one step: the first step of a process takes longer than any other."""
    device, _ = _available(device)
    try:
        network = AutoEncoder(NetworkConfig(), torch.Generator()).to(device)
        images = np.zeros((128, 28, 28), np.uint8)
        stepper = _stepper(TrainingConfig(device=device), network, images, Reconstruction(), Noise(0))
        with Spinning(torch.get_num_threads()):
            stepper.steps([torch.arange(128, device=device)], [1e-3]).cpu()
    except RuntimeError as error:
        if not gpu.is_error(error):
            raise
        if not gpu.is_full(error):  # `train` says so again, for a user who did ask
            gpu.try_again(error)
            warm_up("cpu")


def cuda_found() -> tuple[str | None, str]:
    """The name of the GPU that "auto" takes, or None; and a sentence on why the one that is there cannot be used."""
    if gpu.can_be_used():
        return torch.cuda.get_device_name(), ""
    return None, Sentence("The GPU cannot be used: {reason}.", reason=gpu.why_not()) if gpu.is_there() else ""


class _Run:
    """One training, from the first event to the last.

    Attributes:
        stepper: holds and trains the network.
        epoch: number of finished epochs.
        step: number of steps done.
        last_good: the last snapshot before which every loss was finite.
    """

    def __init__(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        control: Control,
        autosave_s: float | None,
        state: TrainingState | None,
        start: Snapshot | None,
        trouble: str,
        wants_state: Callable[[], bool] | None,
        spinning: Spinning,
    ) -> None:
        self._config = config
        self._spinning = spinning
        self._trouble = trouble
        self._wants_state = wants_state
        self._control = control
        self._autosave_s = autosave_s
        self._resumed = state is not None
        self._generator = torch.Generator().manual_seed(config.seed)
        network = network_of(state.snapshot) if state else AutoEncoder(config.network, self._generator)
        if config.objective == "sparse" and state is None:
            network.begin_amid(_few(dataset.train.images))
        if start is not None:  # after others were drawn: the images come in the order of the seed
            network = network_of(start)
        self._noise = Noise(config.seed)
        self._objective = OBJECTIVES[config.objective](config)
        images = dataset.train.images
        self.stepper = _stepper(config, network.to(config.device), images, self._objective, self._noise)
        self._dataset = dataset
        self._train_size = len(images)
        self._steps_per_epoch = math.ceil(self._train_size / config.batch_size)
        self._test_images = torch.tensor(dataset.test.images, device=config.device)
        self._usually_watched = dataset.test.of_every_class(WATCHED)
        self._live_indices = dataset.test.sample(_LIVE_CODES)
        self._live_images = torch.tensor(dataset.test.images[self._live_indices], device=config.device)
        self.epoch = 0
        self.step = 0
        self._unread: list[Tensor] = []  # losses on the device: to read each at once would make the CPU wait for a GPU
        self._unsaid: list[Array] = []  # losses read and not yet yielded, (n, 1) or with their terms (n, 1 + terms)
        self._epoch_losses: list[Array] = []
        self.last_good: Snapshot | None = None
        self._snapped = (0, 0)  # its step and epoch
        self._seconds_before = self._began = self._waited = 0.0
        self._rate = config.learning_rate  # in force, before the schedule
        self.stepper.warm_up(torch.arange(min(config.batch_size, self._train_size), device=config.device))
        if state:
            self._restore(state)
        self._generator_state = self._generator.get_state()  # before it drew the order of the present epoch
        self._saved = time.monotonic()

    def _restore(self, state: TrainingState) -> None:
        self.stepper.restore(state.moments)
        self._generator.set_state(torch.tensor(state.generator))
        if state.noise is not None:
            self._noise.generator.set_state(torch.tensor(state.noise))
        self.epoch, self.step = state.snapshot.epoch, state.step
        done = self.step - self.epoch * self._steps_per_epoch
        if not 0 <= done <= self._steps_per_epoch or done != len(state.epoch_losses):
            raise ConfigError(
                "Step {step:,} is not in epoch {epoch} of this data set.", step=self.step, epoch=self.epoch + 1
            )
        self._epoch_losses = [state.epoch_losses]
        self.last_good = state.snapshot
        self._snapped = self.step, self.epoch
        self._seconds_before, self._rate = state.seconds, state.rate

    def events(self) -> Iterator[Event]:
        """Yield all events, from `Started` to the last `Epoch`."""
        sizes = self._steps_per_epoch, self._train_size
        yield Started(self._config, _name(self._config), *sizes, self._trouble or self.stepper.trouble, self.step)
        if self._resumed:
            yield self._live()
        else:
            yield self._epoch_end(train_mse=math.nan)
        yield self._reconstructions()
        self._began = time.perf_counter()
        batches = self._shuffled_batches()
        while self.epoch < self._config.epochs:
            rest = batches[self.step - self.epoch * self._steps_per_epoch :]
            while rest:
                self._control.stand_aside()  # which is time of the training's own, unlike a pause
                while owed := self._wait():
                    yield from self._reports(owed)
                    if Report.LIVE in owed:  # a pause, which may last for ever
                        yield from self._autosave()
                if self._control.stopped:
                    yield from self._reports(Report.ALL)
                    yield from self._autosave()
                    return
                count = self.stepper.stride if self._control.at_full_speed else 1
                yield from self._train_on(rest[:count])
                rest = rest[count:]
                yield from self._reports(self._control.take_due())
                if self._autosave_s is not None and time.monotonic() - self._saved >= self._autosave_s:
                    yield from self._autosave()
            self.epoch += 1
            lengths = [len(batch) for batch in batches]
            self._generator_state = self._generator.get_state()
            batches = self._shuffled_batches()  # of the next epoch, while a GPU does the last steps of this one
            yield from self._reports(Report.LOSSES | Report.RECONSTRUCTIONS)
            train_mse = np.average(np.concatenate(self._epoch_losses), weights=lengths)
            self._epoch_losses.clear()
            yield self._epoch_end(float(train_mse))
            if self._wants_state is None or self.epoch == self._config.epochs or self._wants_state():
                yield from self._autosave()

    def rescue(self) -> Snapshot | None:
        """The present weights if they can still be read, otherwise the last good ones."""
        try:
            return self._snapshot()
        except (MemoryError, RuntimeError, ValueError):
            return self.last_good

    def _shuffled_batches(self) -> tuple[Tensor, ...]:
        # Shuffled on the CPU on every device: the same seed gives the same batches everywhere.
        order = torch.randperm(self._train_size, generator=self._generator)
        if self._config.device == "cuda":  # from pinned memory, or the copy would wait for all steps under way
            order = order.pin_memory().to("cuda", non_blocking=True)
        return torch.split(order, self._config.batch_size)

    def _train_on(self, batches: tuple[Tensor, ...]) -> Iterator[Event]:
        """Do a step for each batch; tell of what was changed before, and of a state that it will not be lost with."""
        changes = self._changes_asked_for()
        first = self.step
        rates = [self._rate * self._config.rate_factor(first + i, self._steps_per_epoch) for i in range(len(batches))]
        if isinstance(self._objective, Variational):
            self._objective.weights = 1.0, self._config.beta_at(first, self._steps_per_epoch)
        if isinstance(self._objective, Sparse):
            self._objective.k = self._config.k_at(first, self._steps_per_epoch)
        self._unread.append(self.stepper.steps(batches, rates))
        self.step += len(batches)
        self._spinning.look()
        if changes:
            yield from changes
            yield from self._autosave()

    def _changes_asked_for(self) -> list[RecipeChange]:
        """The changes of the recipe that were asked for since the last step; they hold from now on."""
        now = {"learning_rate": self._rate, "beta": self._config.beta}
        asked = {"learning_rate": self._control.learning_rate}
        if self._config.objective == "variational":
            asked["beta"] = self._control.beta
        changes = [
            RecipeChange(self.step + 1, name, now[name], value)
            for name, value in asked.items()
            if value is not None and value != now[name]
        ]
        self._config = self._config.with_changes(*changes)
        self._rate = self._control.learning_rate or self._rate
        return changes

    def _wait(self) -> Report:
        began = time.perf_counter()
        owed = self._control.wait()
        self._waited += time.perf_counter() - began
        return owed

    def _seconds(self) -> float:
        return self._seconds_before + time.perf_counter() - self._began - self._waited

    def _reports(self, wanted: Report) -> Iterator[Event]:
        if Report.LOSSES in wanted and (self._unread or self._unsaid):
            yield self._losses()
        if Report.RECONSTRUCTIONS in wanted:
            yield self._reconstructions()
        if Report.LIVE in wanted:
            yield self._live()

    def _read_losses(self) -> None:
        if not self._unread:
            return
        values: Array = torch.cat(self._unread).cpu().numpy()
        values = values.reshape(len(values), -1)
        finite = np.isfinite(values).all(axis=1)
        if not finite.all():
            step = self.step - len(values) + 1 + int(finite.argmin())
            raise TrainingError(
                Sentence(
                    "The loss of step {step:,} is not finite; the learning rate of {rate:g} may be too high.",
                    step=step,
                    rate=self._rate,
                ),
                self.last_good,
            )
        self._unread.clear()
        self._unsaid.append(values)
        self._epoch_losses.append(values[:, 0])

    def _losses(self) -> Losses:
        self._read_losses()
        values, *terms = np.concatenate(self._unsaid).T.copy()
        self._unsaid.clear()
        named_terms = dict(zip(self._objective.terms, terms, strict=True)) if terms else {}
        return Losses(self.step - len(values) + 1, values, self._seconds(), named_terms)

    @torch.no_grad()
    def _reconstructions(self) -> Reconstructions:
        watched = self._control.watched
        if watched is None:
            watched = self._usually_watched
        indices = watched[(watched >= 0) & (watched < len(self._test_images))]
        images = unit_floats(self._test_images[torch.tensor(indices)])
        return Reconstructions(self.step, indices, self.stepper.network(images).cpu().numpy())

    @torch.no_grad()
    def _live(self) -> Live:
        codes = [self.stepper.network.encoder(chunk) for chunk in _chunks(self._live_images)]
        return Live(self.step, self._snapshot(), torch.cat(codes).cpu().numpy(), self._live_indices)

    def _epoch_end(self, train_mse: float) -> Epoch:
        codes, test_mse, divergences = _evaluate(self.stepper.network, self._test_images)
        seconds = self._seconds() if self.step else 0.0
        snapshot = self._snapshot()
        subject = Subject(snapshot, self._dataset)
        measured = {metric.name: metric.figure(subject) for metric in of_each_epoch()}
        figures = {name: math.nan if isinstance(figure, str) else figure for name, figure in measured.items()}
        return Epoch(self.step, snapshot, codes, test_mse, train_mse, seconds, figures, divergences)

    def _autosave(self) -> Iterator[Event]:
        if self._autosave_s is None:
            return
        yield from self._reports(Report.LOSSES)  # first: a state is kept with every loss up to it
        try:
            state: Event = self._state()
        except (MemoryError, RuntimeError) as error:
            if isinstance(error, TrainingError) or not _is_out_of_memory(error):
                raise
            state = Unsaved.because(MEMORY_IS_FULL)  # it is tried again later, and the training goes on
        yield state
        self._saved = time.monotonic()

    def _state(self) -> TrainingState:
        snapshot = self._snapshot()
        losses = np.concatenate([np.empty(0, np.float32), *self._epoch_losses])
        return TrainingState(
            self._config,
            snapshot,
            self.stepper.moments,
            self._generator_state.numpy().copy(),
            self.step,
            losses,
            None if self._rate == self._config.learning_rate else self._rate,
            self._seconds(),
            self._noise.generator.get_state().numpy(),
        )

    def _snapshot(self) -> Snapshot:
        self._read_losses()  # raises if a loss is not finite: the weights after it are no good
        if self.last_good is None or self._snapped != (self.step, self.epoch):
            self.last_good = snapshot_of(self.stepper.network, self.epoch)
            self._snapped = self.step, self.epoch
        return self.last_good


def _few(images: NDArray[np.uint8]) -> Tensor:
    """A thousand of many `images`, (N, H, W), in even distances, as networks take them."""
    return unit_floats(torch.tensor(images[:: max(1, len(images) // _LIVE_CODES)]))


@torch.no_grad()
def _evaluate(network: AutoEncoder, images: Tensor) -> tuple[Array, float, tuple[float, ...]]:
    """The codes, (N, latent_dim), the mean squared error a pixel and `Epoch.divergences` of images, (N, H, W) uint8."""
    codes, is_gaussian = [], network.config.code == "gaussian"
    squared_error = torch.zeros((), dtype=torch.float64, device=images.device)
    divergence = torch.zeros(network.config.latent_dim, dtype=torch.float64, device=images.device)
    for chunk in _chunks(images):
        if is_gaussian:
            mean, log_variance = network.posterior(chunk)
            divergence += (mean.square() + log_variance.exp() - 1 - log_variance).sum(0, dtype=torch.float64) / 2
        else:
            mean = network.encoder(chunk)
        codes.append(mean)
        squared_error += (network.decoder(mean) - chunk).square_().sum(dtype=torch.float64)
    told = is_gaussian and len(divergence) <= MOST_DIVERGENCES
    divergences = tuple((divergence / len(images)).tolist()) if told else ()
    return torch.cat(codes).cpu().numpy(), squared_error.item() / images.numel(), divergences


def _chunks(images: Tensor) -> Iterator[Tensor]:
    """Yield `images`, (N, H, W) uint8, a few at a time and as floats in [0, 1]."""
    return map(unit_floats, torch.split(images, max(1, _CHUNK_PIXELS[images.device.type] // images[0].numel())))


def _are_several() -> bool:
    """Whether several processes train together."""
    return distributed.is_available() and distributed.is_initialized()


def _stepper(
    config: TrainingConfig, network: AutoEncoder, images: NDArray[np.uint8], objective: Objective, noise: Noise
) -> Stepper:
    """The fastest stepper for the objective, device and precision, of which none is "auto" any more."""
    assert config.precision != "auto"
    several = _are_several()
    bf16 = config.precision == "bf16"
    written_out = _WRITTEN_OUT.get(config.objective)
    if network.config.kind == "dense" and config.device == "cpu" and written_out is not None:
        stepper = written_out(network, images, objective, noise, config.weight_decay, bf16)
        return DataParallelStepper(stepper, noise) if several else stepper
    captured = config.device == "cuda" and config.objective == "reconstruction" and not several
    if not captured and (config.network.kind, config.objective) != ("dense", "reconstruction"):  # nothing is faster
        eager = EagerStepper(network, images, config.weight_decay, objective, noise, config.precision)
        return DataParallelStepper(eager, noise, config.precision) if several else eager
    if several:
        return DataParallelStepper(Backprop(network, images, config.weight_decay, bf16), precision=config.precision)
    if config.device == "cuda":
        return CudaStepper(network, images, config.batch_size, config.weight_decay, config.precision)
    return CpuStepper(network, images, config.weight_decay, bf16)


def _possible(state: TrainingState) -> tuple[TrainingState, str]:
    """A state as it can be gone on with on this machine, and what is to be said of it where that is on the CPU."""
    if state.config.device != "cuda" or gpu.can_be_used():
        return state, ""
    threads, _ = _threads_meant("auto", "cpu")
    return state.changed(device="cpu", threads=threads), Sentence(
        "This training was begun on a GPU, and none can be used now: the CPU goes on with it, and the last digits will "
        "differ."
    )


def _resolved(config: TrainingConfig, trouble: str) -> tuple[TrainingConfig, str]:
    """The configuration with what "auto" stands for here and now; what is to be said of that."""
    device, unusable = _available(config.device)
    precision = config.precision
    if precision == "tf32" and device == "cpu":
        if unusable:
            raise _unusable()
        raise ConfigError("The precision tf32 exists on CUDA GPUs alone, and none is found here.")
    if precision == "tf32" and not gpu.has_tf32():
        raise ConfigError("The precision tf32 exists on CUDA GPUs from capability 8.0 on, and the one here is older.")
    if precision == "auto" and device == "cuda":
        simple = config.objective == "reconstruction" and not _are_several()
        precision = "tf32" if gpu.has_tf32() and not (simple and fp32_is_fastest(config.network)) else "fp32"
    elif precision == "auto":
        precision = "bf16" if bf16_is_faster() else "fp32"
    threads, others = _threads_meant(config.threads, device)
    return replace(config, device=device, precision=precision, threads=threads), trouble or unusable or others


def _is_out_of_memory(error: Exception) -> bool:
    """Whether memory ran out; torch has no error of its own for the CPU's."""
    words = ("can't allocate memory", "not enough memory")
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or any(word in str(error) for word in words)


@contextmanager
def _with_threads(threads: int) -> Iterator[int]:
    """Let torch use so many threads inside the block, and give their number."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield torch.get_num_threads()
    finally:
        torch.set_num_threads(before)


def _threads_meant(threads: int | Literal["auto"], device: Device) -> tuple[int, str]:
    """The threads that are meant, and a sentence if "auto" takes fewer because of other programs.

    It takes torch's, one a core, but no more than the cores that this process may use. A CPU that trains takes no more
    than the cores that other programs leave, for threads that share a core with others hold each other up. The
    processes of `torchrun` do not look, for each would see the others of its training.
    """
    if threads != "auto":
        return threads, ""
    usual = torch.get_num_threads()
    if "OMP_NUM_THREADS" in os.environ:
        return usual, ""
    usual = min(usual, cores())
    if usual == 1 or device == "cuda" or "TORCHELASTIC_RUN_ID" in os.environ:
        return usual, ""
    free = max(1, round(min(usual, free_cores())))
    if free == usual:
        return usual, ""
    return free, Sentence(
        "Other programs are at work, so that {threads} of {usual} threads train.", threads=free, usual=usual
    )


def _own_stream(device: Device) -> AbstractContextManager[object]:
    """On a GPU, work on a stream of its own inside the block: a graph can be captured from no other."""
    return torch.cuda.stream(torch.cuda.Stream()) if device == "cuda" else nullcontext()  # type: ignore[no-untyped-call]


def _available(device: Device) -> tuple[Device, str]:
    """The device that is meant, and a sentence if "auto" has to do without the GPU that is there.

    Raises:
        TrainingError: if a GPU is asked for, and there is none, or it cannot be used.
    """
    if device == "cpu":
        return "cpu", ""
    if gpu.can_be_used():
        return "cuda", ""
    if device == "cuda":
        said = Sentence("PyTorch finds no CUDA GPU here; train on the CPU instead.")
        raise _unusable() if gpu.is_there() else TrainingError(said, cpu_may_help=True)
    if gpu.is_there():
        return "cpu", Sentence("The GPU cannot be used, so that the CPU trains: {reason}.", reason=gpu.why_not())
    return "cpu", ""


def _unusable() -> TrainingError:
    said = Sentence("The GPU cannot be used: {reason}; train on the CPU instead.", reason=gpu.why_not())
    return TrainingError(said, cpu_may_help=True)


def _name(config: TrainingConfig) -> str:
    if config.device == "cuda":
        return f"{torch.cuda.get_device_name()}, {config.precision}"
    return cpu_name(config)
