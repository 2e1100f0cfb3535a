"""Makes what ships beside the networks in resources/pretrained: small pictures of their planes, and the first codes.

Run it with `.venv/bin/python scripts/preset_pictures.py` after a network there was made anew.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ae_gui.class_colors import SAFE, class_colors  # noqa: E402  after the path is known
from ae_gui.latent_view import Digits, LatentView  # noqa: E402
from ae_gui.networks import CODES_KIND, FIRST_PRESET, shipped_codes, shipped_network  # noqa: E402
from ae_model import checkpoint, sealed  # noqa: E402
from ae_model.config import PRESETS  # noqa: E402
from ae_model.datasets import Split, load_split  # noqa: E402
from ae_model.latent_map import bounds  # noqa: E402
from ae_model.metrics import mean_squared_error  # noqa: E402
from ae_model.snapshot import Snapshot  # noqa: E402

_SIDE, _FINER = 96, 4  # pixels of a picture, and how many times as large it is drawn
_DIGITS, _RADIUS = 1_500, 4  # that are drawn, and of each, in the finer pixels


def main() -> None:
    """Write a PNG beside the network of each preset."""
    split = load_split("mnist", "test")
    names = tuple(map(str, range(10)))
    light, dark = (class_colors(SAFE, len(names), dark=dark).astype(int) for dark in (False, True))
    colors = (light + dark) // 2  # one picture stands on the ground of either theme
    shown = split.sample(_DIGITS)
    for name in PRESETS:
        path = shipped_network(name)
        snapshot = checkpoint.load(path).snapshot
        view = LatentView.after(None, snapshot, snapshot.encode(split.images), Digits.of_test(split, names))
        left, bottom, right, top = bounds(view.positions)
        scale = _SIDE * _FINER / max(right - left, top - bottom)
        middle = np.array([left + right, bottom + top]) / 2
        places = (view.positions[shown] - middle) * (scale, -scale) + _SIDE * _FINER / 2
        picture = Image.new("RGBA", (_SIDE * _FINER,) * 2)
        pen = ImageDraw.Draw(picture)
        for (x, y), label in zip(places.tolist(), split.labels[shown].tolist(), strict=True):
            pen.ellipse((x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS), (*colors[label].tolist(), 230))
        picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(path.with_suffix(".png"), optimize=True)
        if name == FIRST_PRESET:
            _write_codes(snapshot, split)


def _write_codes(snapshot: Snapshot, split: Split) -> None:
    """Write what the window opens with: to compute it takes a third of a second."""
    told = {"test_error": mean_squared_error(snapshot, split.images)}
    pieces = sealed.seal(CODES_KIND, told, {"codes": snapshot.encode(split.images)})
    shipped_codes(FIRST_PRESET).write_bytes(b"".join(pieces))


if __name__ == "__main__":
    main()
