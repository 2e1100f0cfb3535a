"""Words and numbers as the user's language has them."""

from numbers import Real
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from ae_model.sentence import Sentence

CONTEXT = ""  # of all that belongs to no class of Qt, as every `Sentence`; see scripts/translations.py


def fill(template: str, **values: Any) -> str:
    """`template.format(**values)`, with numbers as the user's language writes them.

    A format that Python knows decides how many figures there are: "{loss:.4f}" is 0,0392 in Italian and "{step:,}"
    12.345. Sentences of `ae_model` among the values are translated.
    """
    return template.format(**{name: _Localized(value) for name, value in values.items()})


def written(number: float, form: str = "") -> str:
    """A number by itself, as `format` makes it and the user's language writes it."""
    return format(_Localized(number), form)


def tr(text: str) -> str:
    """A text outside of any QObject, in the user's language; a QObject has a `tr` of its own."""
    return QCoreApplication.translate(CONTEXT, text)


def translated(said: object) -> str:
    """What `ae_model` says, an error or a `Sentence`, in the user's language; all else as its own text."""
    if isinstance(said, BaseException) and len(said.args) == 1:
        said = said.args[0]
    if not isinstance(said, Sentence):
        return str(said)
    return fill(tr(said.template), **said.values)


class _Localized:
    """A value that is formatted as the default locale has it."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._value, name)

    def __getitem__(self, key: Any) -> Any:
        return self._value[key]

    def __format__(self, spec: str) -> str:
        if isinstance(self._value, Sentence):
            return format(translated(self._value), spec)
        text = format(self._value, spec)
        if not isinstance(self._value, Real):
            return text
        locale = QLocale()
        return text.translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})
