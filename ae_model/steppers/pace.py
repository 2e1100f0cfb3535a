"""How far Python may run ahead of a GPU: what is under way has to end before a pause is one."""

from collections import deque

import torch


class Pace:
    """Bounds the steps that are under way on the current stream.

    Attributes:
        most_steps: under way once `begun` has returned; a single begin may be more.
    """

    def __init__(self, most_steps: int) -> None:
        self.most_steps = most_steps
        self._under_way: deque[tuple[int, torch.cuda.Event]] = deque()  # steps begun together, and their end

    def begun(self, steps: int) -> None:
        """Wait, now that so many steps were begun, until those before them are few enough."""
        # Who waits for an event that is not a blocking one keeps a core busy with it.
        end = torch.cuda.Event(blocking=True)  # type: ignore[no-untyped-call]
        end.record()
        self._under_way.append((steps, end))
        while len(self._under_way) > 1 and sum(steps for steps, _ in self._under_way) > self.most_steps:
            self._under_way.popleft()[1].synchronize()
