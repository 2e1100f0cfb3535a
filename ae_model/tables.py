"""Tables as text: comma-separated for programs, and as spreadsheets of a language take them for numbers.

Where the decimal sign is a comma, as in Italian and German, spreadsheets separate by semicolons, and read 0.5 as a text
or a date. And they take letters beyond ASCII for others unless a mark at the beginning says that they are UTF-8.
"""

import csv
from dataclasses import dataclass
from typing import Any, TextIO

_NOT_A_NUMBER = ("nan", "inf", "-inf")  # which a spreadsheet would take for words


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    Attributes:
        separator: between two values of a row.
        decimal: sign of a number.
        encoding: of the file, as Python calls it.
    """

    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8"

    def number(self, text: str) -> str:
        """A number as Python writes it, in this dialect."""
        if self is PLAIN:
            return text
        return "" if text in _NOT_A_NUMBER else text.replace(".", self.decimal)

    def writer(self, stream: TextIO) -> Any:
        """A writer of rows, as of `csv`."""
        return csv.writer(stream, delimiter=self.separator, lineterminator="\n")


PLAIN = Dialect()


def for_spreadsheet(decimal: str) -> Dialect:
    """The dialect of spreadsheets in a language with this decimal sign."""
    return Dialect(";" if decimal == "," else ",", decimal, "utf-8-sig")
