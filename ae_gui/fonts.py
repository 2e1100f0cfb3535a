"""The letters of the program: Inter, which comes along, so that the window looks alike on every system."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from ae_model.resources import resource

FAMILY = "Inter"
WEIGHTS = ("Regular", "SemiBold", "Bold")  # resources/fonts/NOTICE.md says how they are made


@cache
def load() -> None:
    """Make the letters known to Qt, once; it reads outlines only as it draws them: this takes half a millisecond.

    Where a file cannot be read, Qt writes in the system's letters.
    """
    for weight in WEIGHTS:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{FAMILY}-{weight}.ttf")))
