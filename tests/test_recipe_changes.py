from dataclasses import asdict
from itertools import pairwise

import pytest

from ae_model.recipe_changes import MOST_CHANGES, RecipeChange, with_change

CHANGE = RecipeChange(1234, "learning_rate", 0.001, 0.0005)


def rate(step: int, before: float, after: float) -> RecipeChange:
    return RecipeChange(step, "learning_rate", before, after)


def test_a_change_is_read_from_what_a_file_holds_of_it():
    assert RecipeChange.from_dict(asdict(CHANGE)) == CHANGE


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"step": 1, "field": "epochs", "before": 1},
        asdict(CHANGE) | {"more": 1},
        asdict(CHANGE) | {"step": 0},
        asdict(CHANGE) | {"step": 2**40},
        asdict(CHANGE) | {"step": True},
        asdict(CHANGE) | {"field": 3},
        asdict(CHANGE) | {"field": "x" * 1000},
        asdict(CHANGE) | {"after": float("nan")},
        asdict(CHANGE) | {"after": [1]},
        asdict(CHANGE) | {"before": "a\x00"},
    ],
)
def test_what_is_no_change_is_refused_in_a_sentence(wrong: object):
    with pytest.raises(ValueError, match="must be a step, a field and two values"):
        RecipeChange.from_dict(wrong)


def test_changes_follow_each_other():
    assert with_change((CHANGE,), rate(2000, 0.0005, 0.001)) == (CHANGE, rate(2000, 0.0005, 0.001))


def test_two_changes_at_one_step_are_one_and_none_if_the_second_takes_the_first_back():
    assert with_change((CHANGE,), rate(1234, 0.0005, 0.0001)) == (rate(1234, 0.001, 0.0001),)
    assert with_change((CHANGE,), rate(1234, 0.0005, 0.001)) == ()


def test_of_very_many_changes_those_that_held_longest_are_kept_and_the_chain_is_whole():
    changes: tuple[RecipeChange, ...] = ()
    step = 0
    for number in range(MOST_CHANGES + 50):
        step += 1 if number % 5 == 4 else 100  # every fifth follows the one before at once
        changes = with_change(changes, rate(step, number + 1, number + 2))
    assert len(changes) == MOST_CHANGES
    assert (changes[0].before, changes[-1].step, changes[-1].after) == (1, step, MOST_CHANGES + 51)
    assert all(one.after == other.before for one, other in pairwise(changes))
    assert min(other.step - one.step for one, other in pairwise(changes)) == 100


def test_of_very_many_changes_only_those_of_one_field_are_joined_and_never_those_of_the_epochs():
    changes: tuple[RecipeChange, ...] = ()
    for number in range(1, MOST_CHANGES):  # each a step after a longer training was asked for
        longer = RecipeChange(10 * number, "epochs", number, number + 1)
        changes = with_change(changes, longer)
        changes = with_change(changes, rate(10 * number + 1, number, number + 1))
    epochs = [change for change in changes if change.field == "epochs"]
    rates = [change for change in changes if change.field == "learning_rate"]
    assert [change.before for change in epochs] == list(range(1, MOST_CHANGES))
    assert all(one.after == other.before for one, other in pairwise(rates))
    assert (rates[0].before, rates[-1].after) == (1, MOST_CHANGES)
