import numpy as np
import pytest
from PySide6.QtGui import QPalette

from ae_gui.widgets.divergence_bars import DivergenceBars
from ae_model.elbo import Spread

SPREAD = Spread(np.array([0.5, 2.0, 0.001, 1.0]), np.array([False, False, True, False]))


@pytest.fixture
def bars(qtbot) -> DivergenceBars:
    bars = DivergenceBars()
    qtbot.addWidget(bars)
    bars.resize(200, bars.sizeHint().height())
    return bars


def test_numbers_are_sorted_by_their_divergence_and_the_dead_ones_named(bars):
    bars.set_spread(SPREAD)
    assert bars.order == [1, 3, 0, 2]
    assert "3.5 nats in all" in bars.words
    assert "Dead, 1 of 4: 3." in bars.words
    assert bars.accessibleDescription() == bars.words
    bars.set_spread(Spread(SPREAD.divergence, np.zeros(4, bool)))
    assert "None is dead." in bars.words


def test_a_bar_is_as_high_as_its_divergence_and_a_dead_one_grey(bars):
    bars.set_spread(SPREAD)
    image, accent, dark = bars.grab().toImage(), *(bars.palette().color(r) for r in (QPalette.Accent, QPalette.Dark))
    heights = [sum(image.pixelColor(31 * place + 5, y) == accent for y in range(image.height())) for place in range(4)]
    assert heights[0] == pytest.approx(2 * heights[1], abs=1) and heights[0] == pytest.approx(4 * heights[2], abs=2)
    assert heights[3] == 0
    column = [image.pixelColor(31 * 3 + 5, y).name() for y in range(image.height())]
    assert column.count(dark.name()) == 2


def test_many_dead_numbers_are_not_all_named(bars):
    bars.set_spread(Spread(np.zeros(100), np.ones(100, bool)))
    assert "Dead, 100 of 100: 1, 2, 3, 4, " in bars.words and bars.words.endswith("23, 24 ….")
    bars.grab()


def test_without_a_variational_network_there_is_nothing(bars):
    bars.set_spread(SPREAD)
    bars.set_spread(None)
    assert bars.isHidden() and bars.words == ""
