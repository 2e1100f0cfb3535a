"""Pictures for the tests, made by hand and saved."""

from pathlib import Path

import numpy as np
from PIL import Image

RAMP = np.arange(28 * 28, dtype=np.uint16).reshape(28, 28) % 251  # (28, 28), every pixel unlike its neighbours


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)
    return path


def gray(values: np.ndarray) -> Image.Image:
    return Image.fromarray(values.astype(np.uint8))
