import pytest

from ae_model.progress import Progress, no_progress


class EnoughError(Exception):
    pass


def slow(progress: Progress = no_progress) -> str:
    for done in range(4):
        progress(done / 4)
    return "done"


def test_work_is_followed_ended_or_left_alone():
    shares = []
    assert slow(shares.append) == "done"
    assert shares == [0, 0.25, 0.5, 0.75]
    assert slow() == "done"

    def enough(share: float) -> None:
        if share > 0.4:
            raise EnoughError

    with pytest.raises(EnoughError):
        slow(enough)
