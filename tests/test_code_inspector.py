"""A code as sliders."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.code_inspector import CodeInspector


@pytest.fixture
def inspector(qtbot) -> CodeInspector:
    made = CodeInspector()
    qtbot.addWidget(made)
    made.set_ranges(np.array([0, -1, 5], np.float32), np.array([10, 1, 5], np.float32))
    made.set_code(np.array([2.5, 0, 5], np.float32))
    qtbot.waitUntil(lambda: len(made.sliders) == 3)
    return made


def test_each_slider_stands_where_the_code_lies_in_its_range(inspector):
    assert [slider.value() for slider in inspector.sliders[:2]] == [250, 500]

    inspector.set_code(np.array([99, -99, 5], np.float32))
    assert [slider.value() for slider in inspector.sliders[:2]] == [1_000, 0]
    np.testing.assert_array_equal(inspector.code, [99, -99, 5])


def test_a_slider_moves_its_number_alone_and_tells_the_code(inspector, qtbot):
    with qtbot.waitSignal(inspector.code_changed) as changed:
        inspector.sliders[1].setValue(750)

    np.testing.assert_allclose(changed.args[0], [2.5, 0.5, 5], atol=1e-6)


def test_a_number_below_zero_has_the_minus_that_it_has_in_the_flow(inspector):
    inspector.set_code(np.array([2.5, -0.5, 5], np.float32))
    assert "−0.5" in [label.text() for label in inspector.findChildren(QLabel)]


def test_a_code_that_is_set_is_not_told_as_the_users(inspector, qtbot):
    with qtbot.assertNotEmitted(inspector.code_changed):
        inspector.set_code(np.array([1, 1, 5], np.float32))


def test_a_long_code_gets_its_sliders_a_few_at_a_time(inspector, qtbot):
    inspector.set_ranges(np.zeros(100, np.float32), np.ones(100, np.float32))
    assert len(inspector.sliders) == 0

    qtbot.waitUntil(lambda: len(inspector.sliders) > 0)
    assert len(inspector.sliders) < 100
    qtbot.waitUntil(lambda: len(inspector.sliders) == 100)
    assert inspector.sliders[99].accessibleName() == "Dimension 100"
