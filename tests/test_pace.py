import pytest
from made_up_gpu import MadeUpGpu

from ae_model.steppers.pace import Pace


@pytest.mark.parametrize(
    ("most", "begun", "under_way"),
    [
        (30, [10] * 6, [10, 20, 30, 30, 30, 30]),
        (30, [10, 10, 10, 1, 1, 10], [10, 20, 30, 21, 22, 22]),
        (2, [1] * 4, [1, 2, 2, 2]),
        (0, [1] * 3, [1, 1, 1]),  # steps so long that one is too many: the next begins when it has begun
    ],
)
def test_no_more_steps_are_under_way_than_may_be_but_for_those_begun_last(
    monkeypatch: pytest.MonkeyPatch, most: int, begun: list[int], under_way: list[int]
):
    gpu = MadeUpGpu().put_in(monkeypatch)
    pace, seen = Pace(most), []
    for steps in begun:
        gpu.replayed.append(steps)
        pace.begun(steps)
        seen.append(sum(gpu.replayed[gpu.ended :]))
    assert seen == under_way
