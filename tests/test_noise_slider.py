import pytest
from PySide6.QtCore import Qt

from ae_gui.widgets.noise_slider import NoiseSlider


@pytest.fixture
def noise(qtbot) -> NoiseSlider:
    made = NoiseSlider()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_goes_by_keyboard_from_no_noise_to_the_strongest_and_says_so(qtbot, noise):
    assert noise.strength == 0.0
    with qtbot.waitSignal(noise.changed):
        qtbot.keyClick(noise.slider, Qt.Key.Key_PageUp)
    assert noise.strength == 0.1
    qtbot.keyClick(noise.slider, Qt.Key.Key_End)
    assert noise.strength == 1.0
    assert noise.slider.accessibleName() == "Noise"
