import numpy as np
import pytest
from cmap import Colormap

from ae_gui.class_colors import PALETTES, class_colors


@pytest.mark.parametrize(
    ("palette", "published"), [("Paired", "colorbrewer:Paired"), ("Colour-blind safe", "petroff:petroff10")]
)
def test_the_ten_colours_are_those_that_were_published(palette, published):
    stops = Colormap(published).color_stops

    assert class_colors(palette, 10).tolist() == [list(color.rgba8[:3]) for _, color in stops][:10]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("count", [2, 10, 26, 47, 256])
def test_every_class_has_a_colour_of_its_own(palette, count):
    colors = class_colors(palette, count)

    assert colors.shape == (count, 3)
    assert len(np.unique(colors, axis=0)) == count
