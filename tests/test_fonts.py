"""The letters that come along."""

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont

from ae_gui import fonts
from ae_model.resources import resource

ITALIAN = "ÀÈÉÌÒÙàèéìòù«»"
SIGNS = "−×·…–→←↑↓≥≤≠≈±√Σ°′✓›‹“”’"


@pytest.fixture(autouse=True)
def loaded(qapp):
    fonts.load()


def test_what_is_written_in_the_family_is_written_in_it(qapp):
    info = QFontInfo(QFont(fonts.FAMILY))

    assert info.family() == fonts.FAMILY
    assert info.exactMatch()


@pytest.mark.parametrize(
    ("weight", "style"),
    [(QFont.Weight.Normal, "Regular"), (QFont.Weight.DemiBold, "SemiBold"), (QFont.Weight.Bold, "Bold")],
)
def test_every_weight_is_drawn_for_itself(weight, style):
    assert QRawFont.fromFont(QFont(fonts.FAMILY, 12, weight)).styleName() == style


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_every_weight_has_the_letters_of_both_languages_and_the_signs_in_use(weight):
    font = QRawFont(str(resource("fonts", f"{fonts.FAMILY}-{weight}.ttf")), 12)

    assert [sign for sign in ITALIAN + SIGNS if not font.supportsCharacter(ord(sign))] == []


def test_figures_can_be_of_one_width():
    font = QFont(fonts.FAMILY, 12)
    assert QFontMetricsF(font).horizontalAdvance("1111") < QFontMetricsF(font).horizontalAdvance("8888")

    font.setFeature(QFont.Tag("tnum"), 1)

    assert QFontMetricsF(font).horizontalAdvance("1111") == QFontMetricsF(font).horizontalAdvance("8888")
