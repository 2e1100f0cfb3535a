"""Ways from one code to another: straight, or by places where data are."""

import numpy as np
from numpy.typing import NDArray

from ae_model.snapshot import Array

_STEPPING_STONES = 1_000  # codes, at most, that a path may pass by: more would keep a window waiting


def straight(start: Array, end: Array, count: int) -> Array:
    """`count` codes, at least 2, evenly spaced from `start` to `end`, (latent_dim,) each, both included.

    Returns:
        (count, latent_dim).
    """
    shares = np.linspace(0, 1, count)[:, None]
    # A code of a network that diverged may be infinite: its path is then no number, and no error.
    with np.errstate(invalid="ignore"):
        codes = start * (1 - shares) + end * shares
    return _between(start, end, codes)


def near_data(start: Array, end: Array, codes: Array, count: int) -> Array:
    """`count` codes evenly spaced from `start` to `end` on a way that keeps near the data, both ends included.

    Any code may be stepped on, and a step costs the fourth power of its length: many short ones among data are cheaper
    than one long one over empty ground, which is taken only where there is no way around. The corners of the cheapest
    way are then smoothed. Without data, or if an end is not finite, the way is the straight one.

    Args:
        start: (latent_dim,).
        end: (latent_dim,).
        codes: (N, latent_dim) of data; the first 1,000 are used, but for those that are not finite.
        count: of codes on the path, at least 2.

    Returns:
        (count, latent_dim).
    """
    stones = codes[:_STEPPING_STONES]
    stones = stones[np.isfinite(stones).all(axis=1)]
    ends = np.stack([start, end])
    if not np.isfinite(ends).all():
        return straight(start, end, count)
    nodes = np.concatenate([ends, stones]).astype(np.float64)
    way = _smooth(nodes[_cheapest_route(nodes)])
    return _between(start, end, _evenly_spaced(way, count))


def _cheapest_route(nodes: NDArray[np.float64]) -> list[int]:
    """Dijkstra's algorithm from node 0 to node 1 of (n, d) places.

    Every node is a neighbour of every other, so that there is always a way; in numpy, a row at a time, that takes less
    time than a queue in Python does over the nearest few.
    """
    costs = np.square(_square_distances(nodes))
    best = costs[0]  # of the ways from node 0 to each, found so far
    came_from = np.zeros(len(nodes), np.intp)
    waiting = best.copy()  # the same, where it is not yet certain that there is no cheaper one
    waiting[0] = np.inf
    while (node := int(waiting.argmin())) != 1:
        through = costs[node] + best[node]
        cheaper = through < best
        best[cheaper] = waiting[cheaper] = through[cheaper]
        came_from[cheaper] = node
        waiting[node] = np.inf
    route = [1]
    while route[-1] != 0:
        route.append(int(came_from[route[-1]]))
    return route[::-1]


def _square_distances(nodes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Between all of (n, d) places: (n, n)."""
    # Seen from the first: far from the origin, the difference of two squares would lose the figures that matter.
    nodes = nodes - nodes[0]
    squares = np.square(nodes).sum(axis=1)
    distances = nodes @ nodes.T
    distances *= -2
    distances += squares
    distances += squares[:, None]
    found: NDArray[np.float64] = np.maximum(distances, 0, out=distances)
    return found


def _smooth(way: NDArray[np.float64]) -> NDArray[np.float64]:
    """A broken line, (n, d), with its corners rounded and its ends where they were."""
    way = way.copy()
    for _ in range(2 + len(way) // 4):  # of many short steps, each round moves a smaller part
        way[1:-1] = (way[:-2] + 2 * way[1:-1] + way[2:]) / 4
    return way


def _evenly_spaced(way: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """`count` points at equal distances along a broken line: (n, d) -> (count, d)."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    places = np.linspace(0, lengths[-1], count)
    return np.column_stack([np.interp(places, lengths, column) for column in way.T])


def _between(start: Array, end: Array, codes: NDArray[np.float64]) -> Array:
    """`codes`, (count, latent_dim), whose ends are those asked for to the last bit."""
    path = codes.astype(np.float32)
    path[0], path[-1] = start, end
    return path
