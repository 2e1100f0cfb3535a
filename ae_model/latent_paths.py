"""Latent paths from one code to another: straight, or along the data."""

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from ae_model.samples import sample
from ae_model.snapshot import Array

_STEPPING_STONES = 1_000  # codes at most that a path may lead through: more would keep a window waiting
_AT_ONCE = 100  # of them are reached between two pieces of finding a path: one or two milliseconds


def straight(start: Array, end: Array, count: int) -> Array:
    """`count` codes, at least 2, evenly spaced from `start` to `end`, both (latent_dim,): (count, latent_dim)."""
    shares = np.linspace(0, 1, count)[:, None]
    # A network that diverged may have infinite codes: their path is NaN, and that is no error.
    with np.errstate(invalid="ignore"):
        codes = start * (1 - shares) + end * shares
    return _between(start, end, codes)


def near_data(start: Array, end: Array, codes: Array, count: int) -> Array:
    """`count` codes, at least 2, evenly spaced from `start` to `end` on a path near the data: (count, latent_dim).

    The path may lead through any code of the data. A leg costs the fourth power of its length: many short legs among
    data are cheaper than a long one over empty ground, which is taken only if there is no way around. The corners of
    the cheapest path are then smoothed. Without data, or if an end is not finite, the path is straight.
    Of the data's `codes`, (N, latent_dim), a sample of 1,000 is used, if they are finite.
    """
    finding = finding_near_data(start, end, codes, count)
    while True:
        try:
            next(finding)
        except StopIteration as found:
            path: Array = found.value
            return path


def finding_near_data(start: Array, end: Array, codes: Array, count: int) -> Generator[None, None, Array]:
    """As `near_data`, piece by piece: between two of them a window may draw what moves meanwhile."""
    stones = codes[sample(len(codes), _STEPPING_STONES)]
    stones = stones[np.isfinite(stones).all(axis=1)]
    ends = np.stack([start, end])
    if not np.isfinite(ends).all():
        return straight(start, end, count)
    nodes = np.concatenate([ends, stones]).astype(np.float64)
    way = _smooth(nodes[(yield from _cheapest_route(nodes))])
    return _between(start, end, _evenly_spaced(way, count))


def along(path: Array, count: int) -> Array:
    """A path, (n, latent_dim), with so many codes more on each of its legs that there are `count` or more."""
    legs = len(path) - 1
    steps = max(1, -(-count // legs))
    shares = np.arange(steps, dtype=np.float32)[:, None] / np.float32(steps)
    with np.errstate(invalid="ignore"):  # as in `straight`
        codes = path[:-1, None] + shares * (path[1:] - path[:-1])[:, None]
    return np.concatenate([codes.reshape(legs * steps, -1), path[-1:]])


def _cheapest_route(nodes: NDArray[np.float64]) -> Generator[None, None, list[int]]:
    """Dijkstra's algorithm from node 0 to node 1 of (n, d) codes, piece by piece.

    Every node is a neighbour of every other: in numpy, a row at a time, this is faster than a queue in Python over the
    nearest few. A row is computed when its node is reached, and for ends near each other that is seldom.
    """
    # Measured from the first node: far from the origin, a difference of squares would lose the digits that matter.
    nodes = nodes - nodes[0]
    squares = np.square(nodes).sum(axis=1)
    best = np.where(np.arange(len(nodes)), np.inf, 0.0)  # the least cost from node 0 to each that is found so far
    came_from = np.zeros(len(nodes), np.intp)
    waiting = best.copy()  # the same, as long as a cheaper one may be found
    node, reached, turns = 0, 0.0, 0
    while node != 1:
        turns += 1
        if turns % _AT_ONCE == 0:
            yield
        waiting[node] = np.inf
        through = nodes @ nodes[node]
        through *= -2
        through += squares
        through += squares[node]
        np.square(np.maximum(through, 0, out=through), out=through)
        through += reached
        cheaper = through < best
        for found, value in ((best, through), (waiting, through), (came_from, node)):
            np.copyto(found, value, where=cheaper)  # four times as fast as an index of booleans
        node = int(waiting.argmin())
        reached = best[node]
    route = [1]
    while route[-1] != 0:
        route.append(int(came_from[route[-1]]))
    return route[::-1]


def _smooth(way: NDArray[np.float64]) -> NDArray[np.float64]:
    """A broken line, (n, d), with rounded corners and the same ends."""
    way = way.copy()
    for _ in range(2 + len(way) // 4):  # each round moves short legs less
        way[1:-1] = (way[:-2] + 2 * way[1:-1] + way[2:]) / 4
    return way


def _evenly_spaced(way: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """`count` points at equal distances along a broken line: (n, d) -> (count, d)."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    positions = np.linspace(0, lengths[-1], count)
    return np.column_stack([np.interp(positions, lengths, column) for column in way.T])


def _between(start: Array, end: Array, codes: NDArray[np.float64]) -> Array:
    """`codes`, (count, latent_dim), with the ends replaced by `start` and `end` to the last bit."""
    path = codes.astype(np.float32)
    path[0], path[-1] = start, end
    return path
