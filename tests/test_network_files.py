from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ae_gui.background import Job
from ae_gui.network_files import NetworkFiles
from ae_gui.networks import Network
from ae_model import checkpoint


@pytest.fixture
def window(qtbot) -> Iterator[QWidget]:
    window = QWidget()
    yield window
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    window.deleteLater()


@pytest.fixture
def files(window) -> NetworkFiles:
    return NetworkFiles(window)


@pytest.fixture
def network(untrained) -> Network:
    return Network(untrained(2), np.zeros((0, 2), np.float32), None)


def test_a_network_is_saved_or_it_is_told_why_not(qtbot, files, tmp_path, network):
    with qtbot.waitSignal(files.saved) as saved:
        files.save(network, tmp_path / "mine.safetensors")
    assert saved.args == [network, tmp_path / "mine.safetensors"]
    assert checkpoint.load(tmp_path / "mine.safetensors").snapshot.latent_dim == 2

    with qtbot.waitSignal(files.failed) as failed:
        files.save(network, tmp_path / "nowhere" / "mine.safetensors")
    assert "mine.safetensors" in failed.args[0]


def test_where_to_save_is_asked_with_a_name_to_begin_with_and_nothing_is_saved_without_an_answer(
    qtbot, files, tmp_path, network, monkeypatch
):
    asked = []

    def answer(path: str):
        def ask(_: object, __: object, proposed: str, *___: object) -> tuple[str, str]:
            asked.append(Path(proposed).name)
            return path, ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)

    answer("")
    with qtbot.assertNotEmitted(files.saved):
        files.choose_to_save(network)
    answer(str(tmp_path / "mine.pt"))
    with qtbot.waitSignal(files.saved):
        files.choose_to_save(network)
    assert [Path(name).stem for name in asked] == ["network-0", "network-0"]
    assert (tmp_path / "mine.pt").exists()
