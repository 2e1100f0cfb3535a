import numpy as np
import pytest

from ae_gui.widgets.loss_history import LossHistory


def history_of(losses, first_step=1):
    history = LossHistory()
    history.append(first_step, np.asarray(losses, np.float32))
    return history


def test_losses_come_back_by_their_step():
    history = history_of([0.5, 0.25], first_step=470)
    history.append(472, np.array([0.125], np.float32))
    assert (history.first_step, history.next_step, len(history)) == (470, 473, 3)
    assert [history.loss(step) for step in (470, 471, 472)] == [0.5, 0.25, 0.125]


def test_a_gap_between_losses_is_refused():
    history = history_of([0.5, 0.25])
    with pytest.raises(ValueError, match="step 3 is expected, not of step 4"):
        history.append(4, np.array([0.1], np.float32))


def test_a_million_losses_added_in_pieces_are_all_kept():
    losses = np.random.default_rng(0).random(1_000_000, dtype=np.float32)
    history = LossHistory()
    for start in range(0, len(losses), 7_919):
        history.append(start + 1, losses[start : start + 7_919])
    assert history.loss(1_000_000) == losses[-1]
    assert (history.lowest, history.highest) == (losses.min(), losses.max())
    assert history.means(np.array([900_000]), 20_000)[0] == pytest.approx(losses[880_000:900_000].mean(), rel=1e-5)


def test_a_mean_is_of_the_losses_up_to_a_step_and_of_none_that_come_later():
    losses = np.concatenate([np.full(500, 0.1), np.full(500, 0.9)])  # as after a change of the learning rate
    means = history_of(losses).means(np.arange(1, 1_001), 30)
    assert means[:500].tolist() == pytest.approx([0.1] * 500)
    assert (np.diff(means[499:530]) > 0).all()
    assert means[529:].tolist() == pytest.approx([0.9] * 471)


def test_the_means_of_a_falling_loss_begin_at_the_first_and_stay_by_it():
    losses = 0.045 + 0.2 / np.arange(1, 101)
    for first_step in (1, 470):  # a run from the start, and one that goes on
        means = history_of(losses, first_step).means(first_step + np.arange(100), 30)
        assert means[0] == pytest.approx(losses[0])
        assert (means / losses - 1).max() < 0.02


def test_a_calm_mean_is_of_as_many_losses_as_are_asked_for_once_there_are_enough():
    history = history_of(np.arange(1, 1_001))
    assert history.means(np.array([300, 1_000]), 30).tolist() == [285.5, 985.5]
    assert history.means(np.array([1_000]), 1).tolist() == [1_000]


def test_steps_are_clipped_to_those_whose_loss_is_known():
    history = history_of([1, 2, 3], first_step=10)
    assert history.clipped(-5, 11) == (10, 12)
    assert history.clipped(11, 99) == (11, 13)
    start, end = history.clipped(50, 99)
    assert start == end


def test_few_losses_are_drawn_one_by_one():
    steps, losses = history_of([3, 1, 2], first_step=10).peaks(0, 99, columns=2)
    assert steps.tolist() == [10, 11, 12]
    assert losses.tolist() == [3, 1, 2]


def test_many_losses_are_thinned_to_the_columns_with_every_peak_kept():
    losses = np.random.default_rng(0).random(37_520, dtype=np.float32)
    losses[12_345], losses[30_000] = 5, -5
    steps, drawn = history_of(losses).peaks(1, 37_520, columns=800)
    assert len(drawn) <= 4 * 800 + 4
    assert (drawn.max(), drawn.min()) == (5, -5)
    assert steps[drawn.argmax()] == pytest.approx(12_346, abs=64)
    assert (np.diff(steps) >= 0).all()


def test_a_curve_that_grows_keeps_its_past_as_it_was_drawn():
    losses = np.random.default_rng(0).random(10_000, dtype=np.float32)
    history = history_of(losses[:9_000])
    steps, drawn = history.peaks(1, 20_000, columns=800)
    history.append(9_001, losses[9_000:])
    more_steps, more_drawn = history.peaks(1, 20_000, columns=800)
    unfinished = 2  # the last block's lowest and highest
    assert more_steps[: len(steps) - unfinished].tolist() == steps[:-unfinished].tolist()
    assert more_drawn[: len(drawn) - unfinished].tolist() == drawn[:-unfinished].tolist()


def test_a_stretch_shows_the_peaks_of_its_own_steps_only():
    losses = np.ones(10_000, np.float32)
    losses[0] = 9
    _, drawn = history_of(losses).peaks(2, 10_000, columns=10)
    assert drawn.max() == 1


def test_losses_that_are_not_finite_do_not_count_as_lowest_or_highest():
    history = history_of([1, np.nan, np.inf, 2])
    assert (history.lowest, history.highest) == (1, 2)
    assert np.isnan(history.means(np.array([4]), 2)).all()
