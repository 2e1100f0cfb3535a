"""What is shown of a training while it goes on."""

from collections.abc import Iterable, Iterator

from tqdm import tqdm

from ae_model.control import Control, Report
from ae_model.events import Event, Losses, Started

_PROGRESS_S = 0.2  # between two looks at the loss


def with_progress(events: Iterable[Event], control: Control) -> Iterator[Event]:
    """Pass events on; on a terminal, show the progress, the loss and the time left."""
    with tqdm(unit="step", disable=None) as bar:  # None: only on a terminal
        for event in events:
            if isinstance(event, Started):
                bar.reset(event.config.epochs * event.steps_per_epoch)
            elif isinstance(event, Losses):
                bar.set_postfix(loss=f"{event.values[-1]:.4f}", refresh=False)
                bar.update(len(event.values))
            if not bar.disable and isinstance(event, Started | Losses):
                control.request(Report.LOSSES, _PROGRESS_S)
            yield event
