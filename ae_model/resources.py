"""Where the files that travel with the program are: data sets, trained networks, icons.

A wheel and a bundle carry `resources/` inside this package; a checkout keeps it beside.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`: `resource("mnist", "NOTICE.md")`."""
    packaged = _PACKAGE / "resources"
    root = packaged if packaged.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
