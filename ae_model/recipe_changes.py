"""What is changed of a recipe while it trains: the learning rate, how long it is, and where it goes on.

A `TrainingConfig` keeps its changes, so that a run, a network in a file and an exported page all tell of them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from ae_model.sentence import SaidError

MOST_CHANGES = 200  # of a training that are kept: the header of a file has room for them
MAX_STEP = 2**31
_MAX_TEXT = 100  # characters

Value = int | float | str


@dataclass(frozen=True, slots=True)
class RecipeChange:
    """One change of a recipe, and an event of the training that it was made in.

    Attributes:
        step: the first step that was made with the new value, counted from 1 over the whole training.
        field: of `TrainingConfig`, or the name of a library.
        before, after: its values.

    Raises:
        ValueError: if it is none.
    """

    step: int
    field: str
    before: Value
    after: Value

    def __post_init__(self) -> None:
        texts = [self.field, *(value for value in (self.before, self.after) if isinstance(value, str))]
        numbers = [value for value in (self.before, self.after) if not isinstance(value, str)]
        if (
            type(self.step) is not int
            or not 1 <= self.step < MAX_STEP
            or not all(isinstance(text, str) and len(text) <= _MAX_TEXT and text.isprintable() for text in texts)
            or not all(type(number) in (int, float) and math.isfinite(number) for number in numbers)
        ):
            raise SaidError("A change of the recipe must be a step, a field and two values.")

    @classmethod
    def from_dict(cls, values: object) -> Self:
        """The change that `dataclasses.asdict` made a table of.

        Raises:
            ValueError: if it is none.
        """
        if not isinstance(values, Mapping) or set(values) != {"step", "field", "before", "after"}:
            raise SaidError("A change of the recipe must be a step, a field and two values.")
        return cls(**values)


def with_change(changes: Sequence[RecipeChange], new: RecipeChange) -> tuple[RecipeChange, ...]:
    """Changes and a newer one: two of one field at one step are one, and none if the value is the old one again.

    Of more than `MOST_CHANGES`, the one that held for the fewest steps is joined with the next of its field. Those of
    "epochs" all stay: a schedule is made of them.
    """
    kept = list(changes)
    same = [old for old in kept if (old.step, old.field) == (new.step, new.field)]
    for old in same:
        kept.remove(old)
        new = RecipeChange(new.step, new.field, old.before, new.after)
    if new.before != new.after:
        kept.append(new)
    if len(kept) > MOST_CHANGES:
        fields = dict.fromkeys(change.field for change in kept if change.field != "epochs")
        pairs = [pair for field in fields for pair in pairwise(change for change in kept if change.field == field)]
        if pairs:
            short, after = min(pairs, key=lambda pair: pair[1].step - pair[0].step)
            kept[kept.index(after)] = RecipeChange(after.step, after.field, short.before, after.after)
            kept.remove(short)
    return tuple(kept)
