"""PySide6 itself, where a release of it once broke under us."""

import sys

import numpy as np

from ae_gui.widgets.digit_view import DigitView


def test_repainting_two_thousand_times_takes_no_reference_to_none(qtbot):
    # PySide6 6.12.0 on Python 3.11 lost one at nearly every call: the interpreter aborted after some 1,000 repaints.
    view = DigitView("digit", 84)
    qtbot.addWidget(view)
    view.show()
    pixels = np.zeros((28, 28), np.uint8)
    view.set_image(pixels)
    view.repaint()
    before = sys.getrefcount(None)

    for _ in range(2_000):
        view.set_image(pixels)
        view.repaint()

    assert sys.getrefcount(None) >= before - 100
