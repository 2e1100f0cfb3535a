import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette

from ae_gui.widgets.diverging import diverging_image


@pytest.fixture(params=["white", "#202020"])
def paper(request) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(request.param))
    return palette


def test_zero_is_paper_and_the_signs_have_hues_of_their_own(paper):
    image = diverging_image(np.array([[-2.0, 0.0, 2.0]]), paper)
    below, zero, above = (image.pixelColor(x, 0) for x in range(3))
    assert zero == paper.color(QPalette.ColorRole.Base)
    assert below.red() > below.blue()
    assert above.blue() > above.red()


def test_the_largest_magnitude_has_the_full_colour_whatever_the_scale(paper):
    values = np.array([[-1.0, 0.5]])
    assert diverging_image(values, paper) == diverging_image(1e-6 * values, paper)
    half, full = (diverging_image(np.array([[-1.0, share]]), paper).pixelColor(1, 0) for share in (0.5, 1.0))
    assert abs(half.red() - paper.color(QPalette.ColorRole.Base).red()) < abs(
        full.red() - paper.color(QPalette.ColorRole.Base).red()
    )


def test_nothing_at_all_and_what_is_no_number_are_paper(paper):
    image = diverging_image(np.array([[0.0, np.nan]]), paper)
    assert {image.pixelColor(x, 0).name() for x in range(2)} == {paper.color(QPalette.ColorRole.Base).name()}
