from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from networks import drawn
from PySide6.QtWidgets import QDialogButtonBox
from windows import at_rest, complaint, drop

from ae_gui.main_window import MainWindow
from ae_gui.preferences import RecentItem
from ae_gui.unsaid_dialog import UnsaidDialog
from ae_model import checkpoint
from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.resources import resource
from ae_model.snapshot import Snapshot


def shipped(name: str) -> Snapshot:
    return checkpoint.load(resource("pretrained", f"{name}.safetensors")).snapshot


DEEP = shipped("deep-2d")


def bare(path: Path, snapshot: Snapshot = DEEP) -> Path:
    torch.save({name: torch.tensor(array) for name, array in snapshot.arrays.items()}, path)
    return path


def asked(qtbot, window: MainWindow) -> UnsaidDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(UnsaidDialog)), timeout=10_000)
    return next(dialog for dialog in window.findChildren(UnsaidDialog) if dialog.isVisible())


def answer(qtbot, window: MainWindow, dialog: UnsaidDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Open).click()
    at_rest(window)


def test_what_a_file_does_not_say_is_asked_and_what_redraws_the_open_images_best_is_chosen(qtbot, window, tmp_path):
    drop(window, bare(tmp_path / "deep.pt"))
    dialog = asked(qtbot, window)
    assert (dialog.activation.currentText(), dialog.output.currentText()) == ("SiLU", "Sigmoid")
    assert window.network.snapshot.config != DEEP.config, "nothing is on show before the answer"
    answer(qtbot, window, dialog)
    assert window.network.snapshot.config == DEEP.config
    assert window.bar.text.endswith("as you have said: SiLU, Sigmoid, 28×28.")
    assert window.windowTitle().startswith("deep "), "it was trained, and nobody knows for how many epochs"


def test_an_answer_is_remembered_with_the_file_and_chosen_when_it_is_opened_anew(qtbot, window, tmp_path):
    path = bare(tmp_path / "deep.pt")
    window.opening.open_network(path)
    dialog = asked(qtbot, window)
    dialog.output.setCurrentIndex(dialog.output.findData("linear"))
    answer(qtbot, window, dialog)
    linear = replace(DEEP.config, output="linear")
    assert window.network.snapshot.config == linear

    window.opening.open_network(path)
    dialog = asked(qtbot, window)
    assert dialog.answer == linear
    dialog.output.setCurrentIndex(dialog.output.findData("sigmoid"))
    answer(qtbot, window, dialog)
    assert window.network.snapshot.config == DEEP.config


def test_who_opens_it_again_from_the_recent_ones_is_not_asked_again(qtbot, open_window, tmp_path):
    path = bare(tmp_path / "deep.pt")
    window = open_window()
    window.opening.open_network(path)
    answer(qtbot, window, asked(qtbot, window))
    window.close()
    later = open_window()
    later.opening.open_recent(RecentItem("network", str(path)))
    at_rest(later)
    assert later.network.snapshot.config == DEEP.config


def test_what_was_said_of_a_file_is_not_said_of_another_at_its_place(qtbot, window, tmp_path):
    path = bare(tmp_path / "deep.pt")
    window.opening.open_network(path)
    answer(qtbot, window, asked(qtbot, window))
    bare(path, shipped("linear-2d"))
    window.opening.open_recent(RecentItem("network", str(path)))
    at_rest(window)
    assert window.network.snapshot.config.hidden_sizes == (), "what fits is taken as it was said"
    checkpoint.export_pt(path, DEEP)
    window.opening.open_recent(RecentItem("network", str(path)))
    at_rest(window)
    assert not window.network.told


def test_who_cancels_keeps_what_is_on_show(qtbot, window, tmp_path):
    before = window.network.snapshot
    window.opening.open_network(bare(tmp_path / "deep.pt"))
    asked(qtbot, window).reject()
    at_rest(window)
    assert window.network.snapshot is before


def test_a_network_of_other_images_is_not_asked_about(qtbot, window, tmp_path):
    small = drawn(NetworkConfig(ImageShape(3, 4), (), 2), np.zeros)
    window.opening.open_network(bare(tmp_path / "small.pt", small))
    with qtbot.waitSignal(window.opening.failed) as failed:
        pass
    assert "images of 4×3 pixels" in failed.args[0]
    complaint(qtbot, window)
