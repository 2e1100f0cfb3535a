import math
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from ae_model import control as control_module
from ae_model.config import ConfigError
from ae_model.control import Control, Report

NOTHING = Report(0)
LONG_S = 1_000.0


def test_a_control_that_is_told_nothing_lets_every_step_pass_and_asks_for_nothing():
    control = Control()
    for _ in range(3):
        assert control.take_due() == NOTHING
        assert control.wait() == NOTHING
    assert not control.paused
    assert not control.stopped
    assert control.learning_rate is None
    assert control.watched is None


def test_a_request_is_answered_once():
    control = Control()
    control.request(Report.LOSSES | Report.LIVE)
    assert control.take_due() == Report.LOSSES | Report.LIVE
    assert control.take_due() == NOTHING


def test_a_request_is_not_answered_before_its_delay():
    control = Control()
    control.request(Report.LIVE, delay_s=LONG_S)
    control.request(Report.LOSSES)
    assert control.take_due() == Report.LOSSES


@pytest.mark.parametrize("delays", [(0.0, LONG_S), (LONG_S, 0.0)])
def test_requests_for_the_same_report_merge_at_the_earlier_time(delays: tuple[float, float]):
    control = Control()
    for delay_s in delays:
        control.request(Report.LIVE, delay_s)
    assert control.take_due() == Report.LIVE
    assert control.take_due() == NOTHING


def test_a_pause_makes_every_report_at_once_and_once():
    control = Control()
    control.pause()
    assert control.paused
    assert control.wait() == Report.ALL
    control.resume()
    assert not control.paused
    assert control.wait() == NOTHING


def test_a_single_step_makes_every_report_after_it_and_pauses():
    control = Control()
    control.step()
    assert control.paused
    assert control.wait() == NOTHING  # the step
    assert control.wait() == Report.ALL
    control.step()
    control.step()
    assert [control.wait() for _ in range(4)] == [NOTHING, Report.ALL, NOTHING, Report.ALL]
    assert woken_by(control, control.stop) == NOTHING


def test_a_pause_takes_back_the_single_steps_that_were_not_made():
    control = Control()
    control.step()
    control.pause()
    assert control.wait() == Report.ALL
    assert woken_by(control, control.stop) == NOTHING


def test_after_a_stop_nothing_is_waited_for():
    control = Control()
    control.pause()
    control.limit_speed(0.001)
    control.stop()
    assert control.wait() == NOTHING
    assert control.stopped


def test_watching_other_images_shows_them_even_in_a_pause():
    control = Control()
    control.pause()
    control.wait()
    control.watch([5, 3])
    assert control.wait() == Report.RECONSTRUCTIONS
    assert list(control.watched) == [5, 3]


def test_the_watched_images_are_the_controls_own():
    control = Control()
    mine = np.array([1, 2])
    control.watch(mine)
    mine[0] = 7
    assert list(control.watched) == [1, 2]
    assert not control.watched.flags.writeable


@pytest.mark.parametrize("rate", [0, -1, math.nan, math.inf, 11, True, "fast"])
def test_an_impossible_learning_rate_is_refused_and_the_old_one_kept(rate: object):
    control = Control()
    control.set_learning_rate(0.5)
    with pytest.raises(ConfigError, match="learning rate"):
        control.set_learning_rate(rate)
    assert control.learning_rate == 0.5


@pytest.mark.parametrize("beta", [-1, math.nan, math.inf, 1001, True, "low"])
def test_an_impossible_beta_is_refused_and_the_old_one_kept(beta: object):
    control = Control()
    control.set_beta(0.5)
    with pytest.raises(ConfigError, match="Beta"):
        control.set_beta(beta)
    assert control.beta == 0.5


@pytest.mark.parametrize("steps_per_second", [0, -1, math.nan])
def test_an_impossible_speed_is_refused(steps_per_second: float):
    with pytest.raises(ValueError, match="steps a second"):
        Control().limit_speed(steps_per_second)


def test_a_limited_speed_keeps_steps_apart():
    control = Control()
    control.limit_speed(100)
    began = time.monotonic()
    for _ in range(4):
        assert control.wait() == NOTHING
    assert time.monotonic() - began >= 0.03
    assert time.monotonic() - began < 5


def test_a_single_step_does_not_wait_for_the_speed_limit():
    control = Control()
    control.limit_speed(0.001)
    control.wait()
    control.step()
    assert control.wait() == NOTHING


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (Control.resume, NOTHING),
        (Control.step, NOTHING),
        (Control.stop, NOTHING),
        (lambda control: control.watch([1]), Report.RECONSTRUCTIONS),
    ],
    ids=["resume", "step", "stop", "watch"],
)
def test_a_paused_training_wakes_at_once(act: Callable[[Control], None], answer: Report):
    control = Control()
    control.pause()
    control.wait()
    assert woken_by(control, lambda: act(control)) == answer


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (Control.pause, Report.ALL),
        (Control.step, NOTHING),
        (Control.stop, NOTHING),
        (lambda control: control.limit_speed(None), NOTHING),
        (lambda control: control.watch([1]), Report.RECONSTRUCTIONS),
    ],
    ids=["pause", "step", "stop", "limit", "watch"],
)
def test_a_slowed_training_wakes_at_once(act: Callable[[Control], None], answer: Report):
    control = Control()
    control.limit_speed(0.001)
    control.wait()
    assert woken_by(control, lambda: act(control)) == answer


def test_a_training_that_is_held_back_stands_aside_until_it_is_let_go_on(monkeypatch):
    monkeypatch.setattr(control_module, "ASIDE_S", LONG_S)
    control = Control()
    for let_go in (control.let_go_on, control.stop):
        control.hold_back()
        standing = threading.Thread(target=control.stand_aside, daemon=True)
        standing.start()
        standing.join(0.02)
        assert standing.is_alive()
        let_go()
        standing.join(5)
        assert not standing.is_alive()
    Control().stand_aside()  # nobody holds it back


def test_a_training_that_is_always_held_back_makes_its_steps_all_the_same():
    control = Control()
    began = time.monotonic()
    for _ in range(5):
        control.hold_back()
        control.stand_aside()
    assert 4 * control_module.ASIDE_S < time.monotonic() - began < 5
    control.stand_aside()  # whoever held it back has forgotten to let it go on


def woken_by(control: Control, act: Callable[[], None]) -> Report:
    """What another thread's `wait` returns after `act`, which must not be before it nor seconds later."""
    answers: list[Report] = []
    waiting = threading.Thread(target=lambda: answers.append(control.wait()), daemon=True)
    waiting.start()
    waiting.join(0.02)
    assert answers == []
    act()
    waiting.join(5)
    assert not waiting.is_alive()
    return answers[0]
