from itertools import product

import numpy as np
import pytest
from cmap import Colormap
from color_science import DEFICIENCIES, VISIBLE, contrast, difference, lab, linear
from PySide6.QtGui import QPalette

from ae_gui import theme
from ae_gui.class_colors import NOTES, PALETTES, SAFE, TITLES, class_colors

# Of two large patches side by side, a difference of 1 is just seen. Points of a few pixels, apart from each other,
# need several times as much; the best published set of ten that was found has 11.9, with two greys, the notebook's 1.2.
FAR_ENOUGH = 10
USUAL_EYES = 16  # by eyes with all their cones, which most have, the ten are told apart more easily
COLOURFUL = 30  # chroma in CIELAB; a grey has 0, the greys of the best published set 6

THEMES = {"light": False, "dark": True}


def every_theme(test):
    return pytest.mark.parametrize("dark", THEMES.values(), ids=THEMES)(test)


def smallest_difference(palette: str, deficiency: str, dark: bool) -> float:
    """Of any two of the ten, as eyes with this deficiency see them."""
    seen = np.clip(linear(class_colors(palette, 10, dark)) @ DEFICIENCIES[deficiency].T, 0, 1)
    one, other = np.triu_indices(10, 1)
    return float(difference(lab(seen)[one], lab(seen)[other]).min())


def ground(dark: bool) -> tuple[int, int, int]:
    color = theme.palette(dark).color(QPalette.ColorRole.Base)  # of the plane
    return color.red(), color.green(), color.blue()


@every_theme
def test_the_colours_of_the_notebook_are_those_that_were_published(dark):
    stops = Colormap("colorbrewer:Paired").color_stops

    assert class_colors("Paired", 10, dark).tolist() == [list(color.rgba8[:3]) for _, color in stops][:10]


@every_theme
@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("count", [2, 10, 26, 47, 256])
def test_every_class_has_a_colour_of_its_own(palette, count, dark):
    colors = class_colors(palette, count, dark)

    assert colors.shape == (count, 3)
    assert len(np.unique(colors, axis=0)) == count


@every_theme
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colour_blind_eyes_tell_every_two_of_the_safe_colours_apart(deficiency, dark):
    assert smallest_difference(SAFE, deficiency, dark) >= (USUAL_EYES if deficiency == "none" else FAR_ENOUGH)


@every_theme
def test_none_of_the_safe_colours_is_a_grey(dark):
    _, a, b = lab(linear(class_colors(SAFE, 10, dark))).T

    assert np.hypot(a, b).min() >= COLOURFUL


@every_theme
@pytest.mark.parametrize("count", [10, 26, 62])  # digits, letters, both with capitals
def test_every_colour_stands_out_from_the_plane(count, dark):
    assert min(contrast(color, ground(dark)) for color in class_colors(SAFE, count, dark)) >= VISIBLE


def test_a_class_keeps_its_hue_when_the_theme_is_changed():
    _, a, b = np.stack([lab(linear(class_colors(SAFE, 10, dark))) for dark in (False, True)]).transpose(2, 0, 1)
    light, dark = np.degrees(np.arctan2(b, a))

    assert np.abs((light - dark + 180) % 360 - 180).max() <= 45  # of the circle of hues


def test_what_is_shown_before_anything_is_chosen_is_safe():
    assert next(iter(PALETTES)) == SAFE


@pytest.mark.parametrize("palette", PALETTES)
def test_a_palette_says_truly_whether_it_is_safe(palette):
    every = product(DEFICIENCIES, THEMES.values())
    safe = all(smallest_difference(palette, deficiency, dark) >= FAR_ENOUGH for deficiency, dark in every)

    assert NOTES[palette].startswith("Not safe") is not safe
    assert palette in TITLES


# What the measures are worth: numbers from where they were published.


@pytest.mark.parametrize(
    ("one", "other", "published"),  # rows 1, 7, 16, 17 and 25 of Sharma, Wu and Dalal's table
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_is_the_published_one(one, other, published):
    assert difference(np.array(one, float), np.array(other, float)) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_grey_is_grey_to_all_eyes(deficiency):
    assert DEFICIENCIES[deficiency] @ np.full(3, 0.5) == pytest.approx(0.5, abs=1e-5)


def test_black_on_white_has_the_largest_contrast():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
