"""A GPU that is made up of the CPU: graphs, streams and events as CUDA's are, for what can be tested without one.

A graph records the operations of its block, on the very tensors, and does them again at each replay; as in CUDA the
block itself changes nothing. Everything is done at once, in the order in which it is asked for, so that no work is
ever under way: who waits for what is written down instead, and `races` finds what a real device might do in another
order.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any, Self

import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

Span = tuple[int, int]  # of bytes in memory


class MadeUpGpu:
    """What CUDA is asked for, once `put_in` has put it in its place.

    Attributes:
        step_ms: the time that it takes for a step in a graph.
        ms: its clock.
        graphs: those that were captured.
        replayed: the steps of each replay so far.
        under_way_ms: as each replay began, the time of those that nobody had waited for.
        waited: for each wait for the end of a replay, the number of replays that were begun after it.
    """

    def __init__(self, step_ms: float = 0.1) -> None:
        self.step_ms = step_ms
        self.ms = 0.0
        self.graphs: list[Graph] = []
        self.replayed: list[int] = []
        self.under_way_ms: list[float] = []
        self.waited: list[int] = []
        self.ended = 0  # replays
        self.stream = Stream(self)

    def put_in(self, monkeypatch: pytest.MonkeyPatch) -> Self:
        """Take CUDA's place until the test ends."""
        monkeypatch.setattr(torch.cuda, "CUDAGraph", lambda **_: Graph(self))
        monkeypatch.setattr(torch.cuda, "Event", lambda **_: Event(self))
        monkeypatch.setattr(torch.cuda, "Stream", lambda: Stream(self))
        monkeypatch.setattr(torch.cuda, "current_stream", lambda: self.stream)
        monkeypatch.setattr(torch.cuda, "stream", self._on)
        monkeypatch.setattr(torch.cuda, "graph", self._capturing)
        return self

    @contextmanager
    def _on(self, stream: "Stream") -> Iterator[None]:
        before, self.stream = self.stream, stream
        try:
            yield
        finally:
            self.stream = before

    @contextmanager
    def _capturing(self, graph: "Graph", stream: "Stream", capture_error_mode: str) -> Iterator[None]:
        assert (stream, capture_error_mode) == (self.stream, "thread_local")
        with _Recording(self, graph) as recording:
            yield
        recording.undo()
        self.graphs.append(graph)


class Stream:
    """A queue of work; of each other stream it knows how much of its work comes before its own."""

    def __init__(self, gpu: MadeUpGpu) -> None:
        self._gpu = gpu
        self.seen: dict[Stream, int] = {self: 0}

    def wait_stream(self, other: "Stream") -> None:
        for stream, count in other.seen.items():
            self.seen[stream] = max(self.seen.get(stream, 0), count)


class Event:
    def __init__(self, gpu: MadeUpGpu) -> None:
        self._gpu = gpu
        self._ms = 0.0
        self._replays = 0

    def record(self) -> None:
        self._ms, self._replays = self._gpu.ms, len(self._gpu.replayed)

    def synchronize(self) -> None:
        self._gpu.waited.append(len(self._gpu.replayed) - self._replays)
        self._gpu.ended = max(self._gpu.ended, self._replays)

    def elapsed_time(self, later: "Event") -> float:
        return later._ms - self._ms


class Operation:
    """One recorded operation, on what it read and wrote, and what came before it for certain."""

    def __init__(self, func: Any, args: Any, kwargs: Any, outputs: Any, stream: Stream) -> None:
        self.func, self.args, self.kwargs, self.outputs = func, args, kwargs, outputs
        stream.seen[stream] += 1
        self.stream, self.number, self.seen = stream, stream.seen[stream], dict(stream.seen)
        self.touched = _spans([*args, *kwargs.values(), outputs])
        self.written = _spans([*_written(func, args, kwargs), *([outputs] if not func.is_view else [])])

    def again(self) -> None:
        outputs = self.func(*self.args, **self.kwargs)
        for output, fresh in zip(_tensors([self.outputs]), _tensors([outputs]), strict=True):
            if output.data_ptr() != fresh.data_ptr():
                output.copy_(fresh)

    def follows(self, other: "Operation") -> bool:
        return self.seen.get(other.stream, 0) >= other.number


class Graph:
    def __init__(self, gpu: MadeUpGpu) -> None:
        self._gpu = gpu
        self.operations: list[Operation] = []

    @property
    def steps(self) -> int:
        return sum("fused_adamw" in str(operation.func) for operation in self.operations)

    @torch.no_grad()
    def replay(self) -> None:
        for operation in self.operations:
            operation.again()
        self._gpu.under_way_ms.append(self._gpu.step_ms * sum(self._gpu.replayed[self._gpu.ended :]))
        self._gpu.replayed.append(self.steps)
        self._gpu.ms += self.steps * self._gpu.step_ms

    def races(self) -> list[str]:
        """Pairs of operations on the same memory, of which one writes, and that may come in either order."""
        return [
            f"{before.func}, {after.func}"
            for before, after in combinations(self.operations, 2)
            if not after.follows(before)
            and (_overlap(before.written, after.touched) or _overlap(before.touched, after.written))
        ]


class _Recording(TorchDispatchMode):
    def __init__(self, gpu: MadeUpGpu, graph: Graph) -> None:
        super().__init__()
        self._gpu, self._graph = gpu, graph
        self._before: dict[int, tuple[torch.UntypedStorage, torch.UntypedStorage]] = {}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        for tensor in _tensors(_written(func, args, kwargs)):
            storage = tensor.untyped_storage()
            if storage.data_ptr() not in self._before:
                self._before[storage.data_ptr()] = storage, storage.clone()
        outputs = func(*args, **kwargs)
        self._graph.operations.append(Operation(func, args, kwargs, outputs, self._gpu.stream))
        return outputs

    def undo(self) -> None:
        for storage, before in self._before.values():
            storage.copy_(before)


def _written(func: Any, args: Any, kwargs: Any) -> list[Any]:
    by_name = dict(zip([argument.name for argument in func._schema.arguments], args, strict=False)) | kwargs
    written = [argument.name for argument in func._schema.arguments if argument.is_write]
    return [by_name[name] for name in written if name in by_name]


def _tensors(values: Iterable[Any]) -> Iterator[Tensor]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


def _spans(values: Iterable[Any]) -> list[Span]:
    spans = []
    for tensor in _tensors(values):
        if tensor.numel():
            last = sum((size - 1) * stride for size, stride in zip(tensor.shape, tensor.stride(), strict=True))
            spans.append((tensor.data_ptr(), tensor.data_ptr() + (last + 1) * tensor.element_size()))
    return spans


def _overlap(some: list[Span], others: list[Span]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)
