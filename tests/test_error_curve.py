import math
from itertools import combinations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPalette

from ae_gui.widgets import error_curve
from ae_gui.widgets.error_curve import ErrorCurve, NetworkError


@pytest.fixture
def curve(qtbot, theme) -> ErrorCurve:  # whose letters are half as high again as those of no theme
    curve = ErrorCurve()
    qtbot.addWidget(curve)
    curve.resize(600, 400)
    curve.show()
    curve.set_curve(np.array([0.06, 0.05, 0.04, 0.0]))
    return curve


def names(curve: ErrorCurve) -> dict[str, QRectF]:
    """The names in sight and where each is written in the scene."""
    curve.grab()  # places them
    items = [item for item in curve.items() if isinstance(item, pg.TextItem) and item.isVisible()]
    return {item.toPlainText(): item.mapRectToScene(item.boundingRect()) for item in items}


def test_the_curve_is_drawn_on_logarithmic_axes_without_its_end_at_no_error(curve):
    (line,) = (item for item in curve.items() if isinstance(item, pg.PlotCurveItem) and len(item.getData()[0]))
    np.testing.assert_allclose(10**line.xData, [1, 2, 3])
    np.testing.assert_allclose(10**line.yData, [0.06, 0.05, 0.04])


def test_each_network_is_a_point_in_sight_with_its_name_and_the_better_one_lower(curve):
    curve.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.002)])

    written = names(curve)
    assert set(written) == {"bad", "good", "PCA"}
    assert written["good"].center().y() > written["bad"].center().y()


def test_no_name_lies_on_another_or_on_a_point_or_is_cut_off_or_struck_through(curve):
    curve.set_curve(np.geomspace(0.06, 0.0005, 300))
    networks = [NetworkError(f"512 → 2, rate {rate}", 2, error) for rate, error in ((0.1, 0.0391), (0.2, 0.039))]
    others = (("linear-2d", 2, 0.0597), ("seed-256d", 256, 0.001), ("at the end, with a long name", 256, 0.0009))
    curve.set_networks([*networks, *(NetworkError(*other) for other in others)])
    for size in (QSize(600, 400), QSize(900, 600)):
        curve.resize(size)
        curve.grab()
        view, written = curve.getViewBox(), names(curve)
        frame = view.mapRectToScene(view.rect())
        assert len(written) == 6 and all(frame.contains(box) for box in written.values())
        assert not any(one.intersects(other) for one, other in combinations(written.values(), 2))
        dots = [(math.log10(network.latent_dim), math.log10(network.error)) for network in curve.networks]
        seen = [view.mapViewToScene(QPointF(*dot)) for dot in dots]
        assert all(item.fill.color().alpha() == 255 for item in curve.items() if isinstance(item, pg.TextItem))
        assert not any(box.contains(point) for box in written.values() for point in seen)


def test_names_of_points_that_crowd_stay_near_theirs_and_cover_no_part_of_another(curve):
    curve.set_curve(np.geomspace(0.06, 0.0005, 300))
    crowd = (("deep-2d", 0.0310), ("variational-2d", 0.0321), ("tuned-2d", 0.0380), ("quick-2d", 0.0391))
    crowd += (("linear-2d", 0.05567), ("seed-2d, epoca 8", 0.0428))
    others = NetworkError("denoising-32d", 32, 0.00796), NetworkError("variational-20d", 20, 0.00696)
    curve.set_networks([NetworkError("seed-2d", 2, 0.0392), *(NetworkError(name, 2, error) for name, error in crowd)])
    curve.set_networks([*curve.networks, *others])
    curve.resize(QSize(850, 570))
    curve.grab()
    view, written = curve.getViewBox(), names(curve)
    assert not any(one.intersects(other) for one, other in combinations(written.values(), 2))
    assert all(view.mapRectToScene(view.rect()).contains(box) for box in written.values())
    for network in curve.networks:
        dot = view.mapViewToScene(QPointF(math.log10(network.latent_dim), math.log10(network.error)))
        whole = QRectF(dot.x() - 4.5, dot.y() - 4.5, 9, 9)
        assert not any(box.intersects(whole) for box in written.values()), network.name
        box = written[network.name]
        assert max(box.left() - dot.x(), dot.x() - box.right(), 0) < 10, network.name
        assert abs(box.center().y() - dot.y()) <= 3 * box.height(), network.name


def test_names_of_points_of_one_dimension_that_crowd_are_a_column_in_order_or_beside_their_own(curve):
    curve.set_curve(np.geomspace(0.06, 0.0005, 300))
    crowd = {"deep-2d": 0.0310, "variational-2d": 0.0321, "convolutional-2d": 0.0325, "tuned-2d": 0.0380}
    crowd |= {"quick-2d": 0.0391, "seed-2d": 0.03915}
    curve.set_networks([NetworkError(name, 2, error) for name, error in sorted(crowd.items())])
    for size in ((850, 570), (680, 430)):
        curve.resize(*size)
        written = names(curve)
        assert not any(one.intersects(other) for one, other in combinations(written.values(), 2))
        view = curve.getViewBox()
        assert all(view.mapRectToScene(view.rect()).contains(box) for box in written.values())
        x = view.mapViewToScene(QPointF(math.log10(2), -1)).x()
        column = [name for name in crowd if written[name].left() > x]
        assert sorted(column, key=lambda name: -written[name].center().y()) == column  # the best is lowest
        for name in crowd.keys() - column:  # which would be far from its point
            assert len(column) >= 5 and written[name].right() < x
            y = view.mapViewToScene(QPointF(0, math.log10(crowd[name]))).y()
            assert abs(written[name].center().y() - y) < written[name].height() / 2, name


def test_a_line_leads_to_each_name_that_has_no_room_beside_its_point(curve):
    def leaders() -> int:
        curve.grab()
        (line,) = (
            item for item in curve.items() if isinstance(item, pg.PlotCurveItem) and item.opts["connect"] == "pairs"
        )
        return len(line.getData()[0]) // 2

    curve.set_networks([NetworkError("alone", 2, 0.03)])
    assert leaders() == 0
    curve.set_networks([NetworkError(f"network {number}", 2, 0.03 + number / 1_000) for number in range(6)])
    assert 2 <= leaders() < 6


def test_a_network_that_is_gone_leaves_no_name_behind(curve):
    curve.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.01)])
    curve.set_networks([NetworkError("another", 3, 0.01)])
    assert set(names(curve)) == {"another", "PCA"}


def test_without_a_curve_there_is_no_name_of_one(curve):
    curve.set_curve(np.empty(0))
    assert not names(curve)


def test_an_error_that_no_axis_has_room_for_is_left_out(curve):
    curve.set_networks([NetworkError("diverged", 2, float("nan")), NetworkError("perfect", 2, 0.0)])
    assert not curve.networks


def test_it_knows_the_error_of_pca_with_as_many_dimensions(curve):
    assert curve.pca_error(NetworkError("plane", 2, 0.04)) == 0.05
    assert curve.pca_error(NetworkError("wide", 5, 0.01)) is None


def test_a_closed_curve_lets_the_theme_change(qapp):
    closed = ErrorCurve()
    closed.close()  # as qtbot does, which may be long before the widget is gone
    closed.setPalette(QPalette(Qt.GlobalColor.black))
    assert closed.palette().window().color() == Qt.GlobalColor.black


def test_all_places_for_a_name_are_judged_at_once(curve, monkeypatch):
    judged: list[int] = []
    trouble = error_curve._trouble
    monkeypatch.setattr(error_curve, "_trouble", lambda *given: judged.append(len(given[0])) or trouble(*given))
    curve.set_networks([NetworkError(f"network {n}", 2 + n, 0.04 / (n + 1)) for n in range(12)])
    curve.grab()
    assert judged == 13 * [len(error_curve._WAYS)]  # that of the curve is one too
