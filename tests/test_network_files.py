import numpy as np
import pytest
from digits import first
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job
from ae_gui.network_files import NetworkFiles
from ae_gui.networks import Network
from ae_model import checkpoint


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    yield window
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    window.deleteLater()


@pytest.fixture
def files(window, mnist) -> NetworkFiles:
    return NetworkFiles(first(mnist.test, 40), window)


@pytest.fixture
def path(tmp_path, untrained):
    checkpoint.save(tmp_path / "net.safetensors", untrained(2))
    return tmp_path / "net.safetensors"


def test_a_network_is_opened_with_the_codes_of_the_test_images(qtbot, files, path, untrained, mnist):
    with qtbot.waitSignal(files.opened) as opened:
        files.open(path)
    network, where = opened.args
    np.testing.assert_array_equal(network.codes, untrained(2).encode(mnist.test.images[:40]))
    assert where == path


def test_of_two_that_are_asked_for_the_last_one_is_opened(qtbot, files, window, path, untrained):
    checkpoint.save(path.with_name("other.safetensors"), untrained(3))
    opened = []
    files.opened.connect(lambda network, _: opened.append(network.snapshot.latent_dim))
    files.open(path.with_name("other.safetensors"))
    files.open(path)
    qtbot.waitUntil(lambda: not window.findChildren(Job))

    assert opened == [2]


def test_where_the_data_set_changes_meanwhile_its_images_are_encoded(qtbot, files, path, mnist):
    with qtbot.waitSignal(files.opened) as opened:
        files.open(path)
        files.set_split(first(mnist.test, 25))
    assert len(opened.args[0].codes) == 25


def test_what_is_no_network_is_told_in_a_sentence(qtbot, files, path):
    path.write_bytes(b"GIF89a")
    with qtbot.waitSignal(files.failed) as failed:
        files.open(path)
    assert "net.safetensors" in failed.args[0]


def test_a_network_is_saved_or_it_is_told_why_not(qtbot, files, tmp_path, untrained):
    network = Network(untrained(2), np.zeros((0, 2), np.float32), None)
    with qtbot.waitSignal(files.saved) as saved:
        files.save(network, tmp_path / "mine.safetensors")
    assert saved.args == [network, tmp_path / "mine.safetensors"]
    assert checkpoint.load(tmp_path / "mine.safetensors").snapshot.latent_dim == 2

    with qtbot.waitSignal(files.failed) as failed:
        files.save(network, tmp_path / "nowhere" / "mine.safetensors")
    assert "mine.safetensors" in failed.args[0]
