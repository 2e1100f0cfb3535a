"""Ways from one code to another: straight, or by places where data are."""

import heapq

import numpy as np
from numpy.typing import NDArray

from ae_model.snapshot import Array

_STEPPING_STONES = 600  # codes, at most, that a path may pass by: more would keep a window waiting
_NEIGHBOURS = 10
_POWER = 3  # of a step's length in its cost: many short steps are cheaper than one long one over empty ground
_SMOOTHING_ROUNDS = 3


def straight(start: Array, end: Array, count: int) -> Array:
    """`count` codes evenly spaced from `start` to `end`, (latent_dim,) each, both included: (count, latent_dim)."""
    shares = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    codes: Array = start + shares * (end - start)
    codes[0], codes[-1] = start, end
    return codes


def near_data(start: Array, end: Array, codes: Array, count: int) -> Array:
    """`count` codes from `start` to `end` that keep near the data: (count, latent_dim), both ends included.

    The cheapest way over a graph of the ten nearest neighbours, where a step costs the cube of its length, smoothed and
    evenly spaced. Where no such way exists, because the data fall apart, it is the straight one.

    Args:
        start: (latent_dim,).
        end: (latent_dim,).
        codes: (N, latent_dim) of data; the first 600 are used.
        count: of codes on the path, at least 2.
    """
    stones = codes[:_STEPPING_STONES]
    nodes = np.concatenate([start[None], end[None], stones[np.isfinite(stones).all(axis=1)]]).astype(np.float64)
    route = _cheapest_route(nodes)
    if route is None:
        return straight(start, end, count)
    path = nodes[route]
    for _ in range(_SMOOTHING_ROUNDS):
        path[1:-1] = (path[:-2] + 2 * path[1:-1] + path[2:]) / 4
    spaced = _evenly_spaced(path, count).astype(np.float32)
    spaced[0], spaced[-1] = start, end
    return spaced


def _cheapest_route(nodes: NDArray[np.float64]) -> list[int] | None:
    """Dijkstra's algorithm from node 0 to node 1 of (n, d) places; None if they are not connected."""
    squares = np.square(nodes).sum(axis=1)
    distances = np.sqrt(np.maximum(squares[:, None] + squares - 2 * nodes @ nodes.T, 0))
    count = min(_NEIGHBOURS + 1, len(nodes))
    near = np.argpartition(distances, count - 1, axis=1)[:, :count]
    neighbours: list[list[tuple[int, float]]] = [[] for _ in nodes]
    costs = np.take_along_axis(distances, near, axis=1) ** _POWER
    for node, (others, prices) in enumerate(zip(near.tolist(), costs.tolist(), strict=True)):
        for other, price in zip(others, prices, strict=True):  # who is near is near for both
            neighbours[node].append((other, price))
            neighbours[other].append((node, price))

    best = {0: 0.0}
    came_from: dict[int, int] = {}
    queue = [(0.0, 0)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == 1:
            break
        if cost > best[node]:
            continue
        for other, price in neighbours[node]:
            if cost + price < best.get(other, np.inf):
                best[other] = cost + price
                came_from[other] = node
                heapq.heappush(queue, (cost + price, other))
    if 1 not in came_from:
        return None
    route = [1]
    while route[-1] != 0:
        route.append(came_from[route[-1]])
    return route[::-1]


def _evenly_spaced(path: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """`count` points at equal distances along a broken line: (n, d) -> (count, d)."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    places = np.linspace(0, lengths[-1], count)
    return np.column_stack([np.interp(places, lengths, column) for column in path.T])
