"""What is said of a training while it goes on: a bar on a terminal, and a line an epoch where there is none."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from ae_model.cli.output import say
from ae_model.config import TrainingConfig
from ae_model.control import Control, Report
from ae_model.events import Epoch, Event, Losses, Started
from ae_model.progress import Progress, no_progress

_PROGRESS_S = 0.2  # between two looks at the loss


@contextmanager
def followed() -> Iterator[Progress]:
    """Whom to tell how far something is that takes long: a bar on a terminal."""
    if not _on_terminal():
        yield no_progress
        return
    with tqdm(total=1, bar_format="{percentage:3.0f}%|{bar}| {elapsed}<{remaining}", dynamic_ncols=True) as bar:
        yield lambda share: bar.update(share - bar.n)
        bar.update(1 - bar.n)


def with_progress(events: Iterable[Event], control: Control) -> Iterator[Event]:
    """Pass events on and show the progress, the errors and the time left."""
    return (_with_bar if _on_terminal() else _with_lines)(events, control)


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _with_bar(events: Iterable[Event], control: Control) -> Iterator[Event]:
    events = iter(events)
    started = next(events)
    assert isinstance(started, Started)
    yield started
    epochs, errors = started.config.epochs, dict[str, str]()
    steps = epochs * started.steps_per_epoch
    with tqdm(total=steps, initial=started.step, unit="step", dynamic_ncols=True) as bar:
        control.request(Report.LOSSES, _PROGRESS_S)
        for event in events:
            match event:
                case Epoch():
                    bar.set_description(f"epoch {min(event.snapshot.epoch + 1, epochs)}/{epochs}", refresh=False)
                    errors["test"] = f"{event.test_mse:.4f}"
                    bar.set_postfix(errors, refresh=False)
                case Losses():
                    errors["loss"] = f"{event.values[-1]:.4f}"
                    bar.set_postfix(errors, refresh=False)
                    bar.update(len(event.values))
                    control.request(Report.LOSSES, _PROGRESS_S)
            yield event


def _with_lines(events: Iterable[Event], control: Control) -> Iterator[Event]:
    config, first = TrainingConfig(), None
    for event in events:
        match event:
            case Started():
                config = event.config
            case Epoch():
                first = first or event
                say(_line(event, first, config))
        yield event


def _line(epoch: Epoch, first: Epoch, config: TrainingConfig) -> str:
    number, epochs = epoch.snapshot.epoch, config.epochs
    if number == 0:
        return f"{config.origin.name if config.origin else 'untrained'}: test error {epoch.test_mse:.5f}"
    line = f"epoch {number}/{epochs}: test error {epoch.test_mse:.5f}, training loss {epoch.train_mse:.5f}"
    line = f"{line}, {tqdm.format_interval(epoch.seconds)} gone"
    done = number - first.snapshot.epoch
    if done == 0 or number == epochs:
        return line
    left = (epoch.seconds - first.seconds) / done * (epochs - number)
    return f"{line}, {tqdm.format_interval(left)} left"
