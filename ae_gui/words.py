"""Words and numbers as the user's language has them."""

import math
from numbers import Integral, Real
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from ae_model import config_fields
from ae_model.config import TrainingConfig
from ae_model.sentence import Clause, Sentence

NO_CLASSES = Sentence("There are no classes to tell apart.")  # also where all images are of one class

CONTEXT = ""  # of all that belongs to no class of Qt, as every `Sentence`; see scripts/translations.py


def fill(template: str, **values: Any) -> str:
    """`template.format(**values)`, with numbers as the user's language writes them, and with minus signs.

    A format that Python knows decides how many figures there are: "{loss:.4f}" is 0,0392 in Italian. Whole numbers
    without one are grouped, {step} is 12.345. Sentences of `ae_model` among the values are translated.
    """
    return template.format(**{name: _Localized(value) for name, value in values.items()})


def written(number: float, form: str = "") -> str:
    """A number by itself, as `format` makes it and the user's language writes it."""
    return format(_Localized(number), form)


def counted(words: str, count: int) -> str:
    """Words that Qt's `tr` has put a count into, with the count written as `fill` writes numbers.

    Qt groups the figures of no %n, and in Italian those of %Ln from 10.000 on.
    """
    return words.replace(str(count), written(count, ","))


def four_figures(error: float) -> str:
    """An error with the four figures that matter: 0.0398, 0.00138."""
    return written(error, ".4f" if error >= 0.01 else ".5f")


def figure(error: float, form: str = "") -> str:
    """An error in this form, or else with four figures; a dash where it is not finite."""
    if not math.isfinite(error):
        return "–"
    return written(error, form) if form else four_figures(error)


def clock(seconds: float) -> str:
    """Minutes and seconds, and hours where there are some."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def tr(text: str) -> str:
    """A text outside of any QObject, in the user's language; a QObject has a `tr` of its own."""
    return QCoreApplication.translate(CONTEXT, text)


def called(choice: str) -> str:
    """The word for a preset or for a choice of a configuration, "Lineare" for "linear"; a name as it is."""
    return translated(config_fields.called(choice))


def changes_told(config: TrainingConfig) -> str:
    """The changes that were made while a network trained; empty if there was none."""
    return "; ".join(translated(config_fields.told_change(change)) for change in config.changes)


def origin_told(config: TrainingConfig) -> str:
    """The network that a training began from, with the beginning of its fingerprint; empty for random weights."""
    return "" if config.origin is None else f"{config.origin.name} ({config.origin.fingerprint[:12]})"


def translated(said: object) -> str:
    """What `ae_model` says, an error or a `Sentence`, in the user's language; all else as its own text.

    To be called before a signal carries it: a QString does not remember of what a sentence was made.
    """
    text = str(said)
    if isinstance(text, Clause):
        return Clause(translated(text.whole))
    if isinstance(text, Sentence):
        return fill(tr(text.template), **text.values)
    return text


class _Localized:
    """A value that is formatted as the default locale has it."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._value, name)

    def __getitem__(self, key: Any) -> Any:
        return self._value[key]

    def __format__(self, spec: str) -> str:
        if isinstance(self._value, Sentence | Clause):
            return format(translated(self._value), spec)
        is_whole = isinstance(self._value, Integral) and not isinstance(self._value, bool)
        return self._written(format(self._value, spec or ("," if is_whole else "")))

    def __repr__(self) -> str:
        return self._written(repr(self._value))

    def _written(self, text: str) -> str:
        if not isinstance(self._value, Real):
            return text
        locale = QLocale()
        rounded_to_zero = not any(digit in text for digit in "123456789")
        sign = "−" if text.startswith("-") and not rounded_to_zero else ""
        figures = text.removeprefix("-")
        return sign + figures.translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})
