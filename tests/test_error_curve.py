import numpy as np
import pyqtgraph as pg
import pytest

from ae_gui.widgets.error_curve import ErrorCurve, NetworkError


@pytest.fixture
def curve(qtbot) -> ErrorCurve:
    curve = ErrorCurve()
    qtbot.addWidget(curve)
    curve.resize(600, 400)
    curve.show()
    curve.set_curve(np.array([0.06, 0.05, 0.04, 0.0]))
    return curve


def labels(curve: ErrorCurve) -> dict[str, float]:
    """The names in sight and how far up each stands, as a share of the plot."""
    box = curve.getViewBox()
    items = [item for item in curve.items() if isinstance(item, pg.TextItem) and item.isVisible()]
    (_, (low, high)) = box.viewRange()
    return {item.toPlainText(): (item.pos().y() - low) / (high - low) for item in items}


def test_the_curve_is_drawn_on_logarithmic_axes_without_its_end_at_no_error(curve):
    (line,) = (item for item in curve.items() if isinstance(item, pg.PlotCurveItem) and item.xData is not None)
    np.testing.assert_allclose(10**line.xData, [1, 2, 3])
    np.testing.assert_allclose(10**line.yData, [0.06, 0.05, 0.04])


def test_each_network_is_a_point_in_sight_with_its_name_and_the_better_one_lower(curve):
    curve.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.002)])

    heights = labels(curve)
    assert set(heights) == {"bad", "good"}
    assert 0 < heights["good"] < heights["bad"] < 1


def test_a_network_that_is_gone_leaves_no_name_behind(curve):
    curve.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.01)])
    curve.set_networks([NetworkError("another", 3, 0.01)])
    assert set(labels(curve)) == {"another"}


def test_an_error_that_no_axis_has_room_for_is_left_out(curve):
    curve.set_networks([NetworkError("diverged", 2, float("nan")), NetworkError("perfect", 2, 0.0)])
    assert not curve.networks
    assert curve.verdicts() == []


def test_it_says_in_words_where_pca_wins(curve):
    curve.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.01), NetworkError("same", 1, 0.06)])

    assert curve.verdicts() == [
        "At 2 dimensions PCA is better than bad: 0.05000 against 0.05500.",
        "At 3 dimensions good is better than PCA: 0.01000 against 0.04000.",
        "At 1 dimensions same does what PCA does: 0.06000.",
    ]


def test_of_more_dimensions_than_the_curve_has_it_says_nothing(curve):
    curve.set_networks([NetworkError("wide", 5, 0.01)])
    assert curve.verdicts() == []
