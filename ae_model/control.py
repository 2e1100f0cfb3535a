"""The `Control` of a running training: what the outside tells it, and how it listens.

The thread that trains shares it with the thread that has the buttons. The training looks at it between two steps and
nowhere else, so no step is ever torn; a Condition wakes a paused or slowed training at once.

Reports are pulled: a window asks for its next frame when it has taken the last one. Whatever the speed of either
side, no queue can grow, and a training that is never asked does no work for reports.
"""

import time
from collections.abc import Sequence
from enum import Flag, auto
from functools import reduce
from math import inf
from operator import or_
from threading import Condition

import numpy as np
from numpy.typing import NDArray

from ae_model.config import require_beta, require_learning_rate

WATCHED = 10  # test images, of every class, that are reconstructed until others are chosen
ASIDE_S = 0.008  # that a training stands aside, at most, before each step: one that is always held back goes on too


class Report(Flag):
    """Reports that a running training can be asked for, named after the events that bring them."""

    LOSSES = auto()
    RECONSTRUCTIONS = auto()
    LIVE = auto()
    ALL = LOSSES | RECONSTRUCTIONS | LIVE


class Control:
    """Steers one training. Every method may be called from any thread, before the training begins as well."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._paused = False
        self._stopped = False
        self._single_steps = 0
        self._seconds_per_step = 0.0
        self._aside_until = -inf
        self._last_step = -inf
        self._learning_rate: float | None = None
        self._beta: float | None = None
        self._watched: NDArray[np.intp] | None = None
        self._requests: dict[Report, float] = {}  # each that was asked for, and when it is due
        self._owed = Report(0)  # those made without waiting for another step

    # For the outside.

    @property
    def paused(self) -> bool:
        """Whether the training waits, or will after the step it is in."""
        return self._paused

    @property
    def stopped(self) -> bool:
        """Whether the training was told to end."""
        return self._stopped

    def pause(self) -> None:
        """Halt after the present step and make every report of where it stopped."""
        with self._changed:
            self._paused = True
            self._single_steps = 0
            self._owe(Report.ALL)

    def resume(self) -> None:
        """Go on after a pause."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def step(self) -> None:
        """Make one step, then every report, and pause again."""
        with self._changed:
            self._paused = True
            self._single_steps += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """End after the present step, for good."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def set_learning_rate(self, rate: float) -> None:
        """Train with another learning rate from the next step on.

        Raises:
            ConfigError: if it is not a finite number above 0 and at most 10.
        """
        require_learning_rate(rate)
        self._learning_rate = rate

    def set_beta(self, beta: float) -> None:
        """Train a variational network with another weight of the divergence from the next step on.

        Raises:
            ConfigError: if it is not a number from 0 to 1,000.
        """
        require_beta(beta)
        self._beta = beta

    def limit_speed(self, steps_per_second: float | None) -> None:
        """Make at most so many steps a second; None lifts the limit.

        Raises:
            ValueError: if the limit is not above 0.
        """
        if steps_per_second is not None and not steps_per_second > 0:
            raise ValueError(f"A training cannot make {steps_per_second} steps a second.")
        with self._changed:
            self._seconds_per_step = 0.0 if steps_per_second is None else 1 / steps_per_second
            self._changed.notify_all()

    def watch(self, indices: Sequence[int] | NDArray[np.integer]) -> None:
        """Reconstruct these test images from now on, and once immediately; indices beyond the test set are ignored."""
        with self._changed:
            self._watched = _frozen(indices)
            self._owe(Report.RECONSTRUCTIONS)

    def request(self, reports: Report, delay_s: float = 0.0) -> None:
        """Ask for `reports` once: after the first step that ends `delay_s` seconds from now or later.

        A report that is asked for twice before it was made is made once, at the earlier time.
        """
        due = time.monotonic() + delay_s
        with self._changed:
            for report in reports:
                self._requests[report] = min(due, self._requests.get(report, inf))

    def hold_back(self) -> None:
        """Let the training stand aside between two steps until `let_go_on`, and for `ASIDE_S` at most."""
        self._aside_until = time.monotonic() + ASIDE_S

    def let_go_on(self) -> None:
        """Let the training stand aside no longer."""
        with self._changed:
            self._aside_until = -inf
            self._changed.notify_all()

    # For the training.

    @property
    def at_full_speed(self) -> bool:
        """Whether several steps may be made at a time: no pause, no single steps, no limit."""
        return not self._paused and not self._seconds_per_step

    @property
    def learning_rate(self) -> float | None:
        """The last one set; None leaves the configuration's."""
        return self._learning_rate

    @property
    def beta(self) -> float | None:
        """The last one set; None leaves the configuration's."""
        return self._beta

    @property
    def watched(self) -> NDArray[np.intp] | None:
        """(n,) indices of the test images to reconstruct, read-only; None leaves the choice to the training."""
        return self._watched

    def take_due(self) -> Report:
        """The requested reports that are due now; they count as made."""
        with self._changed:
            now = time.monotonic()
            reports = [report for report, due in self._requests.items() if due <= now]
            for report in reports:
                del self._requests[report]
            return reduce(or_, reports, Report(0))

    def stand_aside(self) -> None:
        """Wait while the training is held back, but for `ASIDE_S` at most."""
        began = time.monotonic()
        if self._aside_until <= began:  # which takes no lock
            return
        with self._changed:
            while not self._stopped and (left := min(self._aside_until, began + ASIDE_S) - time.monotonic()) > 0:
                self._changed.wait(left)

    def wait(self) -> Report:
        """Wait until there is something to do: a step, a report or the end.

        Returns:
            The reports to make before waiting again. None of them means: make one step now, unless `stopped`.
        """
        with self._changed:
            while not self._stopped:
                if self._owed:
                    owed, self._owed = self._owed, Report(0)
                    return owed
                delay = self._delay()
                if delay == 0:
                    self._begin_step()
                    break
                self._changed.wait(delay)
            return Report(0)

    # Inside, with the lock held.

    def _owe(self, reports: Report) -> None:
        self._owed |= reports
        self._changed.notify_all()

    def _delay(self) -> float | None:
        """Seconds until a step may begin; None is until something changes."""
        if self._single_steps:
            return 0
        if self._paused:
            return None
        return max(0.0, self._last_step + self._seconds_per_step - time.monotonic())

    def _begin_step(self) -> None:
        self._last_step = time.monotonic()
        if self._single_steps:
            self._single_steps -= 1
            self._owed = Report.ALL  # after this step: whoever calls `wait` next has done it


def _frozen(indices: Sequence[int] | NDArray[np.integer]) -> NDArray[np.intp]:
    array = np.array(indices, np.intp)
    array.flags.writeable = False
    return array
