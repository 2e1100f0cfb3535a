from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from ae_gui.unsaid_dialog import UnsaidDialog
from ae_model.config import NetworkConfig
from ae_model.guesses import Guess
from ae_model.image_shape import ImageShape

CONFIG = NetworkConfig(ImageShape(4, 6), (9,), 2, activation="silu", output="linear")
GUESSES = [
    Guess(CONFIG, 0.0312),
    Guess(replace(CONFIG, output="sigmoid"), 0.0498),
    Guess(replace(CONFIG, activation="relu"), 0.0612),
    Guess(replace(CONFIG, activation="relu", output="sigmoid"), 0.111),
]


@pytest.fixture
def ask(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(guesses=GUESSES, mean_error=0.0648) -> UnsaidDialog:
        dialog = UnsaidDialog("net.pt", guesses[0].config, guesses, mean_error, "mnist", parent)
        dialog.show()
        return dialog

    return ask


def test_what_redraws_the_images_best_is_chosen_and_its_error_said(ask):
    dialog = ask()
    assert (dialog.activation.currentText(), dialog.output.currentText()) == ("SiLU", "Linear")
    assert dialog.shape.currentText() == "4×6"
    assert dialog.error.text() == (
        "This redraws images of mnist best: mean squared error 0.0312; other choices, 0.0498 or more."
    )


def test_of_another_choice_its_error_is_said(ask):
    dialog = ask()
    dialog.activation.setCurrentIndex(dialog.activation.findData("relu"))
    assert "with an error of 0.0612; the best choice has 0.0312" in dialog.error.text()
    dialog.shape.setCurrentIndex(dialog.shape.findText("6×4"))
    assert "nothing to compare" in dialog.error.text()


def test_where_no_guess_is_better_than_the_mean_image_that_is_said(ask):
    assert "such as GELU" in ask(mean_error=0.02).error.text()


def test_the_answer_is_a_network(qtbot, ask):
    dialog = ask()
    dialog.output.setCurrentIndex(dialog.output.findData("sigmoid"))
    dialog.shape.setCurrentIndex(dialog.shape.findText("3×8"))
    with qtbot.waitSignal(dialog.answered) as answered:
        dialog.buttons.button(QDialogButtonBox.StandardButton.Open).click()
    assert answered.args == [replace(CONFIG, output="sigmoid", image_shape=ImageShape(3, 8))]


def test_who_cancels_answers_nothing(qtbot, ask):
    dialog = ask()
    with qtbot.assertNotEmitted(dialog.answered):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert not dialog.isVisible()


def test_a_network_without_hidden_layers_has_no_activation_to_choose(ask):
    bare = replace(CONFIG, hidden_sizes=())
    dialog = ask([Guess(bare, 0.03)])
    assert not dialog.activation.isEnabled()
    assert "other choices, 0.0648" in dialog.error.text()
