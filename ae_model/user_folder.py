"""Where the program keeps what it writes unasked."""

from pathlib import Path

import platformdirs


def user_folder() -> Path | None:
    """The program's folder in the user's home; None where there is no home, as for a user whom the system knows not."""
    try:
        folder = platformdirs.user_data_path("autoencoder-lab", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # an older platformdirs leaves "~" as it is written
