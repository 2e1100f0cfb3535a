"""The walk through a plane that both windows play."""

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui import walk
from ae_gui.latent_view import Digits, LatentView
from ae_gui.networks import read_first_view
from ae_gui.walk import Walk
from ae_model.latent_map import LatentMap
from ae_model.snapshot import Snapshot

FRAME_S = 1 / 60


@pytest.fixture(scope="module")
def view() -> LatentView:
    split, network = read_first_view()
    digits = Digits.of_test(split, tuple(map(str, range(10))))
    return LatentView.after(
        None, network.snapshot, network.codes, digits, lambda codes: LatentMap.fit(codes).seen_through_lens(codes)
    )


@pytest.fixture
def walker(qapp, view, monkeypatch):
    """A walk in a time that goes by when the test says so."""
    clock = [0.0]
    monkeypatch.setattr(walk.time, "perf_counter", lambda: clock[0])
    owner = QObject()
    made = Walk(owner)
    made.show(view)
    made.start(0.0, 0.0)  # with no event loop, no frame comes of itself

    def go_on(seconds: float, frame: float = FRAME_S) -> np.ndarray:
        places: list[tuple[float, float]] = []
        made.moved.connect(lambda x, y: places.append((x, y)))
        for _ in range(round(seconds / frame)):
            clock[0] += frame
            made._tick()
        made.moved.disconnect()
        return np.array(places)

    yield made, go_on
    made.stop()
    del owner


def test_it_walks_to_a_nought_and_a_one_and_a_two(walker, view):
    _, go_on = walker
    seen = []
    for place in go_on(40):
        nearest = np.square(view.positions - place).sum(axis=1).argmin()
        seen.append(int(view.digits.labels[nearest]))
    rests = [kind for kind in (0, 1, 2) if seen.count(kind) > 40]

    assert rests == [0, 1, 2]
    assert seen.index(1) < len(seen) - seen[::-1].index(2)


def test_it_never_jumps(walker, view):
    _, go_on = walker
    steps = np.hypot(*np.diff(go_on(30), axis=0).T)

    assert steps.max() < 0.01 * np.ptp(view.positions)


def test_after_a_long_frame_it_goes_on_where_it_was(walker):
    _, go_on = walker
    before = go_on(0.5)[-1]
    after = go_on(5, frame=5.0)[0]

    assert np.hypot(*(after - before)) < 0.5


def test_it_goes_on_in_a_network_that_shows_fewer_digits(walker, view):
    made, go_on = walker
    go_on(2)
    codes, digits = view.codes[:1_000], view.digits.some(np.arange(1_000))
    assert isinstance(view.model, Snapshot)
    made.show(LatentView.after(None, view.model, codes, digits, lambda _: view.plane))

    assert len(go_on(30)) == 1_800
