from dataclasses import replace

import numpy as np
from networks import drawn, normal
from PIL import Image
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
)
from windows import take_engine, train, trained

from ae_gui.networks import Network
from ae_gui.preferences import ComparisonPage
from ae_model import checkpoint
from ae_model.config import NetworkConfig
from ae_model.data_identity import DataIdentity, fingerprint
from ae_model.events import Live


def test_everything_is_exported_as_a_page_with_all_that_belongs_to_it(qtbot, window, tmp_path, monkeypatch):
    train(qtbot, window)
    take_engine(window)
    window.show()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.tabs.setCurrentWidget(window.network_tab)
    window.commands.export_everything.trigger()

    page = tmp_path / "out" / "32-2, rate 0.001-2" / "index.html"
    qtbot.waitUntil(page.exists, timeout=20_000)
    names = {path.name for path in page.parent.iterdir()}
    assert {"plane.png", "plane.svg", "curves.svg", "layers.png", "epochs.gif", "curves.csv"} <= names
    assert {"dimensions.png", "dimensions.svg"} <= names
    curve = np.array(Image.open(page.parent / "dimensions.png").convert("L"))[: -2 * 60, 2 * 40 :]
    assert ((curve < 160).sum(axis=0) > 0).mean() > 0.3  # PCA's goes across, on a page that was never looked at
    assert "<th>Test error</th>" in page.read_text()
    assert window.comparison_tab.page is ComparisonPage.PLANES
    assert {"network.safetensors", "network.pt", "network.onnx", "decoder.onnx", "codes.csv", "codes.npy"} <= names
    assert len(np.load(page.parent / "codes.npy")) == 500
    assert checkpoint.load(page.parent / "network.pt").snapshot.latent_dim == 2
    assert window.tabs.currentWidget() is window.network_tab
    qtbot.waitUntil(lambda: "index.html" in window.status.shown)


def test_nothing_that_is_exported_tells_where_the_data_set_lies_and_all_of_it_says_which_it_is(
    qtbot, open_window, few, tmp_path, monkeypatch
):
    home = tmp_path / "ada.lovelace"
    window = open_window(replace(few, name="clothes"), str(home / "pictures" / "clothes"))
    train(qtbot, window)
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.commands.export_everything.trigger()
    page = tmp_path / "out" / "32-2, rate 0.001-2" / "index.html"
    qtbot.waitUntil(page.exists, timeout=20_000)

    for path in page.parent.iterdir():
        assert home.name.encode() not in path.read_bytes(), path.name
    text = page.read_text()
    assert "Images of clothes." in text and fingerprint(few) in text
    assert checkpoint.load(page.parent / "network.safetensors").data == DataIdentity.of(replace(few, name="clothes"))


def test_codes_are_exported_with_their_labels(qtbot, window, tmp_path, monkeypatch):
    for path in (tmp_path / "codes.npy", tmp_path / "codes.csv"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        window.commands.export_codes.trigger()
        qtbot.waitUntil(path.exists)
    assert np.array_equal(np.load(tmp_path / "codes.npy")["code"], window.network.codes)
    assert len((tmp_path / "codes.csv").read_text().splitlines()) == 501


def test_in_the_middle_of_an_epoch_the_codes_of_all_test_images_are_exported(qtbot, window, tmp_path, monkeypatch):
    snapshot, images = window.network.snapshot, window.session.data.split.images
    some = np.array([3, 400])
    window.session.on_show.take_live(Live(7, replace(snapshot, epoch=1), snapshot.encode(images[some]), some))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "codes.npy"), ""))
    window.commands.export_codes.trigger()
    qtbot.waitUntil((tmp_path / "codes.npy").exists)
    np.testing.assert_allclose(np.load(tmp_path / "codes.npy")["code"], snapshot.encode(images), atol=1e-5)


def test_what_is_exported_of_a_network_over_images_that_it_was_not_trained_on_says_so(
    qtbot, window, untrained, tmp_path, monkeypatch
):
    foreign = Network(window.network.snapshot, window.network.codes, None, data=DataIdentity("clothes", "ab" * 32))
    window.session.on_show.replace(foreign)
    assert window.windowTitle() == "network, epoch 0 (trained on clothes, shown over few) – Autoencoder Lab"
    assert "trained on clothes, shown over few" in window.notice.text.lower()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.commands.export_everything.trigger()
    page = tmp_path / "out" / "network-0" / "index.html"
    qtbot.waitUntil(page.exists, timeout=20_000)
    assert "Trained on clothes, shown over few" in page.read_text()
    assert "trained on clothes, shown over few" in (page.parent / "plane.svg").read_text()  # below the plane

    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: asked.append(arguments[2]) or ("", ""))
    window.commands.export_codes.trigger()
    assert asked[0].endswith("network-0 trained on clothes, shown over few codes.csv")


def test_the_epochs_are_exported_as_a_gif_of_the_plane(qtbot, window, tmp_path, monkeypatch):
    trained(qtbot, window)
    window.tabs.setCurrentWidget(window.latent_tab)
    window.epoch_slider.look_at(2)
    path = tmp_path / "epochs.gif"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    window.epoch_slider.gif_action.trigger()
    qtbot.waitUntil(path.exists, timeout=20_000)

    with Image.open(path) as film:
        assert film.n_frames == 4
        width, height = window.latent_tab.plane.size().toTuple()
        assert film.size[0] == width
        assert film.size[1] > height  # above the plane stands which epoch it is
        captions = []
        for frame in (0, 3):
            film.seek(frame)
            captions.append(np.array(film.convert("L"))[: film.size[1] - height])
        assert (captions[0] != captions[1]).any()
    qtbot.waitUntil(lambda: window.epoch_slider.position == 2)


def test_a_network_of_a_file_has_no_empty_curves_on_its_page(qtbot, window, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.commands.export_everything.trigger()
    page = tmp_path / "out" / "network-0" / "index.html"
    qtbot.waitUntil(page.exists, timeout=20_000)
    assert not (page.parent / "curves.png").exists()
    assert (page.parent / "plane.png").exists()
    assert "<th>Test error</th>" in page.read_text()
    qtbot.waitUntil(lambda: "network-0" in window.bar.text)


def test_a_page_is_of_one_network_or_of_none(qtbot, window, untrained, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.commands.export_everything.trigger()
    snapshot = untrained(2, seed=1)
    images = window.session.data.split.images
    window.session.on_show.replace(Network(snapshot, snapshot.encode(images), None))
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    assert "no longer on show" in window.findChildren(QMessageBox)[0].text()
    assert list((tmp_path / "out").iterdir()) == []


def test_a_path_is_exported_as_a_strip(qtbot, window, tmp_path, monkeypatch):
    tab = window.latent_tab
    tab.use(tab.tools.path)
    tab.plane.position_clicked.emit(0.0, 0.0)
    tab.plane.position_clicked.emit(1.0, 1.0)
    path = tmp_path / "path.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    tab.tools.path.inspector.strip_button.click()
    qtbot.waitUntil(path.exists, timeout=20_000)

    with Image.open(path) as strip:
        assert strip.size == (24 * 28, 28)


def test_digits_that_are_drawn_from_the_prior_are_exported_as_a_sheet(qtbot, window, tmp_path, monkeypatch):
    snapshot = drawn(NetworkConfig(hidden_sizes=(8,), code="gaussian"), normal(np.random.default_rng(0)))
    window.session.on_show.replace(Network(snapshot, snapshot.encode(window.session.data.split.images), None))
    window.tabs.setCurrentWidget(window.latent_tab)
    path = tmp_path / "sheet.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.latent_tab.tools.explore.inspector.save_sheet.click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    with Image.open(path) as sheet:
        assert sheet.size == (280, 280)
