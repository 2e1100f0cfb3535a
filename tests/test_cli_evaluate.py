import json
from pathlib import Path

import numpy as np
import pytest
from command_line import QUICK, error, results
from networks import drawn

from ae_model import checkpoint, metrics
from ae_model.__main__ import main
from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.sentence import Sentence

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_an_evaluation_measures_the_network_and_pca(tiny_digits: str, mnist: Dataset, capsys):
    results(["train", "--dataset", tiny_digits, *QUICK, "--latent-dim", "5"], capsys)
    measured = results(["evaluate", "custom.safetensors"], capsys)
    snapshot = checkpoint.load(Path("custom.safetensors")).snapshot
    train, train_labels = mnist.train.images[:300], mnist.train.labels[:300]
    test, test_labels = mnist.test.images[:50], mnist.test.labels[:50]
    pca = PCA.fit(train, 5)
    assert measured == {
        "test_mse": metrics.mean_squared_error(snapshot, test),
        "squared_error_per_image": 784 * metrics.mean_squared_error(snapshot, test),
        "pca_test_mse": metrics.mean_squared_error(pca, test),
        "pca_squared_error_per_image": 784 * metrics.mean_squared_error(pca, test),
        "knn_accuracy": metrics.knn_accuracy(snapshot.encode(train), train_labels, snapshot.encode(test), test_labels),
        "pca_knn_accuracy": metrics.knn_accuracy(pca.encode(train), train_labels, pca.encode(test), test_labels),
        "trustworthiness": metrics.trustworthiness(test, snapshot.encode(test)),
        "pca_trustworthiness": metrics.trustworthiness(test, pca.encode(test)),
    }


def test_a_metric_is_one_row_of_the_table(tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys):
    def darkest(subject: metrics.Subject, _: Progress) -> float:
        return float(subject.model.reconstruct(subject.dataset.test.images).min())

    words, tip = Sentence("Darkest pixel"), Sentence("Darkest pixel: of all that are redrawn.")
    monkeypatch.setitem(metrics.METRICS, "darkest", metrics.Metric("darkest", words, tip, ".2f", "evaluate", darkest))
    results(["train", "--dataset", tiny_digits, *QUICK], capsys)
    measured = results(["evaluate", "custom.safetensors"], capsys)
    assert 0 < measured["darkest"] < 1  # of a network that ends in a sigmoid ...
    assert measured["pca_darkest"] < 0  # ... and of PCA, which knows no bounds


@pytest.mark.slow
@pytest.mark.parametrize(
    ("preset", "test_mse", "pca_test_mse", "tolerance"),
    [("seed-2d", 0.0525, 0.05567, 1e-5), ("seed-256d", 0.0095, 0.00138, 1e-5)],
)
def test_one_epoch_on_mnist_gives_the_known_figures(
    preset: str, test_mse: float, pca_test_mse: float, tolerance: float, capsys
):
    done = results(["train", "--preset", preset, "--epochs", "1", "--seed", "0"], capsys)
    assert done["test_mse"] <= test_mse
    measured = results(["evaluate", done["checkpoint"]], capsys)
    assert measured["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)
    assert measured["squared_error_per_image"] == pytest.approx(784 * measured["test_mse"])
    assert measured["pca_test_mse"] == pytest.approx(pca_test_mse, abs=tolerance)
    assert measured["pca_squared_error_per_image"] == pytest.approx(784 * measured["pca_test_mse"])
    assert 0.4 < measured["knn_accuracy"] < 1


def test_a_notebooks_file_is_evaluated_with_a_note_of_what_was_assumed(tiny_digits: str, mnist: Dataset, capsys):
    main(["train", "--dataset", tiny_digits, *QUICK])
    snapshot = checkpoint.load(Path("custom.safetensors")).snapshot
    checkpoint.export_pt(Path("ae_lat_2"), snapshot)
    capsys.readouterr()
    assert main(["evaluate", "ae_lat_2", "--dataset", tiny_digits, "--json"]) == 0
    captured = capsys.readouterr()
    test_mse = json.loads(captured.out)["test_mse"]
    assert test_mse == metrics.mean_squared_error(snapshot, mnist.test.images[:50])
    assert "read as ReLU" in captured.err


@pytest.mark.parametrize("content", [None, b"", b"not a network"])
def test_a_file_that_is_no_network_is_one_sentence_with_its_name(content: bytes | None, capsys):
    if content is not None:
        Path("odd.safetensors").write_bytes(content)
    assert "odd.safetensors" in error(["evaluate", "odd.safetensors"], 2, capsys)


def test_a_network_for_other_images_is_not_evaluated(tiny_digits: str, capsys):
    network = NetworkConfig(ImageShape(2, 3), (), 1)
    checkpoint.save(Path("tiny.safetensors"), drawn(network, np.zeros))
    sentence = error(["evaluate", "tiny.safetensors", "--dataset", tiny_digits], 2, capsys)
    assert sentence == "tiny.safetensors takes images of 2×3 pixels, but those of few have 28×28."
