"""What this package says to a user: English sentences that a window can say in another language.

There is no Qt here and so no translator. A `Sentence` is its English text, and remembers what it was made of; whoever
shows it may make it again, of a translated template and with numbers as they are written elsewhere.

    raise DatasetError(Sentence("{path} holds no images.", path=path))

A template is a whole sentence, or a part that stands on its own, and written out where the `Sentence` is made: Qt
Linguist's tools read the source. What is said within another sentence is one of its values.
"""

import os
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any, Self

_MOST_LETTERS = 300  # of a reason


class Sentence(str):
    """A text made of a template and what fills its places, as `str.format` does it.

    Attributes:
        template: "{path} holds no images."; what a translator sees.
        values: by the names of their places; among them may be other sentences.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """The sentence in English; literal curly brackets of the template are doubled."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __str__(self) -> Self:
        """Itself and not a bare copy, so that `str(error)` is what the error was raised with."""
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """For copies and pickles, which would else take the text for a template."""
        return (self.template,), self.values


class SaidError(ValueError):
    """An error whose message is a sentence for the user; Qt Linguist's tools read the templates of its kinds too."""

    def __init__(self, said: str, **values: Any) -> None:
        """An error with a `Sentence`, or with the template of one and its values."""
        super().__init__(said if isinstance(said, Sentence) else Sentence(said, **values))


class Clause(str):
    """A sentence within another, after a colon: without its capital letter and its full stop.

    Attributes:
        whole: the sentence, or what else is said; of a `Sentence` the window translates the whole.
    """

    whole: str

    def __new__(cls, whole: str) -> Self:
        """What "It is empty." is in "x.pt cannot be opened: it is empty."."""
        is_capital = whole[1:2].islower() or whole[1:2] == " "  # of a word, not of "CPU" or "C:\"
        made = super().__new__(cls, (whole[:1].lower() if is_capital else whole[:1]) + whole[1:].removesuffix("."))
        made.whole = whole
        return made

    def __str__(self) -> Self:
        """Itself, as a `Sentence` is."""
        return self

    def __getnewargs__(self) -> tuple[str]:
        """For copies and pickles."""
        return (self.whole,)


def legible(reason: str) -> str:
    """A reason that may quote a file, which may hold anything: cut where it is long, without what cannot be printed."""
    if len(reason) <= _MOST_LETTERS and reason.isprintable():
        return reason
    return "".join(letter if letter.isprintable() else " " for letter in reason[:_MOST_LETTERS]) + "…"


def in_a_row(parts: Sequence[str]) -> str:
    """Several things said one after the other, as one; there is at least one."""
    return reduce(lambda some, next_one: Sentence("{some}; {next_one}", some=some, next_one=next_one), parts)


def without(folder: Path, said: str) -> str:
    """What is said, without the path of a folder that nobody will find: its files by their names, itself as "it"."""
    if isinstance(said, Sentence):
        values = {name: _without(folder, value) for name, value in said.values.items()}
        return type(said)(said.template, **values)
    return said.replace(f"{folder}{os.sep}", "").replace(str(folder), "it")


def _without(folder: Path, value: Any) -> Any:
    if isinstance(value, Clause):
        return Clause(without(folder, value.whole))
    if not isinstance(value, str | Path):
        return value
    return Sentence("it") if str(value) == str(folder) else without(folder, str(value))


def system_words(error: OSError) -> str:
    """What the system says of an error, without a full stop; a `Sentence` for what goes wrong most."""
    words = error.strerror or str(error)
    return words if isinstance(words, Sentence) else _SYSTEM_WORDS.get(words, words)


# Of POSIX, in its own words. Qt sets the C library's language, which then has its own translations, if it has any; what
# Windows says is in the user's language already. Neither is found here, and both are passed on.
_SYSTEM_WORDS = {
    str.__str__(words): words
    for words in (
        Sentence("Disk quota exceeded"),
        Sentence("File exists"),
        Sentence("File name too long"),
        Sentence("Input/output error"),
        Sentence("Is a directory"),
        Sentence("No space left on device"),
        Sentence("No such file or directory"),
        Sentence("Not a directory"),
        Sentence("Operation not permitted"),
        Sentence("Permission denied"),
        Sentence("Read-only file system"),
        Sentence("Too many open files"),
    )
}

MEMORY_IS_FULL = Sentence("The memory is full.")
