"""Where the program keeps what it writes unasked, and how the user's home is written in files."""

import os
import re
from pathlib import Path

import platformdirs


def user_folder() -> Path | None:
    """The program's folder in the user's home; None where there is no home, as for a user whom the system knows not."""
    try:
        folder = platformdirs.user_data_path("autoencoder-lab", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # an older platformdirs leaves "~" as it is written


def without_home(text: str) -> str:
    """A text with "~" wherever it has the path of the user's home, which tells who they are."""
    for home in _homes():
        text = re.sub(rf"(?:(?<=://)|(?<![\w./\\-])){re.escape(home)}(?![\w.-])", "~", text)
    return text


def with_home(path: str) -> str:
    """The path that `without_home` made of one below the user's home, for whoever is the user now."""
    homes = _homes()
    return homes[0] + path[1:] if homes and path[:2] in ("~/", "~\\") else path


def _homes() -> list[str]:
    """The path of the user's home, and where a link leads from there; none where all lies below it."""
    try:
        home = Path.home()
    except RuntimeError:
        return []
    if not home.is_absolute():
        return []
    return [str(path) for path in (home, Path(os.path.realpath(home))) if path != path.parent]
