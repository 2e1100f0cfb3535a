import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import QUICK, error, results
from digits import first_of, write_data_set
from networks import drawn

from ae_model import checkpoint, metrics
from ae_model.__main__ import main
from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset, Split
from ae_model.elbo import evidence
from ae_model.good_draws import from_gaussian_of, share_of_good
from ae_model.image_shape import ImageShape
from ae_model.kinds.dense import Dense
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.resources import resource
from ae_model.sentence import Sentence

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_an_evaluation_measures_the_network_and_pca(tiny_digits: str, mnist: Dataset, capsys):
    results(["train", "--dataset", tiny_digits, *QUICK, "--latent-dim", "5"], capsys)
    measured = results(["evaluate", "custom.safetensors", "--dataset", tiny_digits], capsys)
    snapshot = checkpoint.load(Path("custom.safetensors")).snapshot
    train, train_labels = mnist.train.images[:300], mnist.train.labels[:300]
    test, test_labels = mnist.test.images[:50], mnist.test.labels[:50]
    pca = PCA.fit(train, 5)
    assert measured == {
        "measured_on": "few",
        "trained_on": "few",
        "test_mse": metrics.mean_squared_error(snapshot, test),
        "squared_error_per_image": 784 * metrics.mean_squared_error(snapshot, test),
        "pca_test_mse": metrics.mean_squared_error(pca, test),
        "pca_squared_error_per_image": 784 * metrics.mean_squared_error(pca, test),
        "knn_accuracy": metrics.knn_accuracy(snapshot.encode(train), train_labels, snapshot.encode(test), test_labels),
        "pca_knn_accuracy": metrics.knn_accuracy(pca.encode(train), train_labels, pca.encode(test), test_labels),
        "trustworthiness": metrics.trustworthiness(test, snapshot.encode(test)),
        "pca_trustworthiness": metrics.trustworthiness(test, pca.encode(test)),
        "good_draws": share_of_good(snapshot, from_gaussian_of(snapshot.encode(train))),
        "pca_good_draws": share_of_good(pca, from_gaussian_of(pca.encode(train))),
    }


def test_what_is_not_defined_for_few_images_is_null_and_said_in_words(mnist: Dataset, tmp_path: Path, capsys):
    small = first_of(mnist, 200, 12)
    folder = str(write_data_set(tmp_path / "small", small.train, small.test))
    checkpoint.save(Path("net.safetensors"), drawn(NetworkConfig(), lambda shape: np.zeros(shape)))
    measured = results(["evaluate", "net.safetensors", "--dataset", folder], capsys)
    assert measured["trustworthiness"] is None and measured["pca_trustworthiness"] is None
    assert 0 <= measured["knn_accuracy"] <= 1
    assert main(["evaluate", "net.safetensors", "--dataset", folder]) == 0
    assert "trustworthiness              not defined for so few images\n" in capsys.readouterr().out


def test_a_denoising_network_is_held_against_a_median_filter_and_pca_under_its_own_noise(tiny_digits: str, capsys):
    denoising = ["--objective", "denoising", "--noise-kind", "salt-and-pepper", "--noise", "0.3"]
    results(["train", "--dataset", tiny_digits, *QUICK, *denoising], capsys)
    measured = results(["evaluate", "custom.safetensors", "--dataset", tiny_digits], capsys)
    assert measured["denoised_psnr"] == pytest.approx(-10 * np.log10(measured["denoised_test_mse"]))
    assert measured["noisy_psnr"] < measured["median_filtered_psnr"] and measured["pca_denoised_psnr"] > 10
    assert measured["pca_denoised_components"] >= 5


def test_a_metric_is_one_row_of_the_table(tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys):
    def darkest(subject: metrics.Subject, _: Progress) -> float:
        return float(subject.model.reconstruct(subject.dataset.test.images).min())

    words, tip = Sentence("Darkest pixel"), Sentence("Darkest pixel: of all that are redrawn.")
    monkeypatch.setitem(metrics.METRICS, "darkest", metrics.Metric("darkest", words, tip, ".2f", "evaluate", darkest))
    results(["train", "--dataset", tiny_digits, *QUICK], capsys)
    measured = results(["evaluate", "custom.safetensors", "--dataset", tiny_digits], capsys)
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


def test_a_memory_that_is_full_is_one_sentence(tiny_digits: str, untrained, monkeypatch: pytest.MonkeyPatch, capsys):
    def full(*_: object) -> PCA:
        raise MemoryError

    checkpoint.save(Path("net"), untrained(2))
    monkeypatch.setattr(PCA, "fit", full)
    assert main(["evaluate", "net", "--dataset", tiny_digits]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "The memory is full."


def test_the_data_set_of_a_network_is_found_while_it_is_anywhere_that_is_known(tiny_digits: str, capsys):
    done = results(["train", "--dataset", tiny_digits, *QUICK, "--data-dir", "user"], capsys)
    evaluate = ["evaluate", "custom.safetensors", "--data-dir", "user"]
    assert results(evaluate, capsys)["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)
    Path("user/datasets").mkdir()
    shutil.copytree(tiny_digits, "user/datasets/mine")
    Path("user/fingerprints.json").unlink()
    measured = results(evaluate, capsys)
    assert (measured["measured_on"], measured["trained_on"]) == ("mine", "few")
    assert measured["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)

    shutil.rmtree("user")
    sentence = error(evaluate, 2, capsys)
    assert sentence == ("custom.safetensors was trained on “few”, which is not found; say where it is now: --dataset.")


def test_figures_of_images_that_a_network_was_not_trained_on_are_said_to_be_so(
    tiny_digits: str, tiny: Dataset, tmp_path: Path, capsys
):
    main(["train", "--dataset", tiny_digits, *QUICK])
    other = write_data_set(tmp_path / "clothes", tiny.test, tiny.train)
    capsys.readouterr()
    assert main(["evaluate", "custom.safetensors", "--dataset", str(other), "--json"]) == 0
    captured = capsys.readouterr()
    measured = json.loads(captured.out)
    assert (measured["measured_on"], measured["trained_on"]) == ("clothes", "few")
    assert (
        "custom.safetensors was trained on few, and clothes is another data set: "
        "it has 50 training and 300 test images, not 300 and 50."
    ) in captured.err.splitlines()


def evaluated(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[float, str]:
    """The test error, and what was said beside it."""
    assert main(["evaluate", *arguments, "--json"]) == 0
    captured = capsys.readouterr()
    *notes, measuring = captured.err.splitlines()
    assert measuring.startswith("Measuring ")
    return json.loads(captured.out)["test_mse"], "\n".join(notes)


@pytest.mark.parametrize("preset", ["deep-2d", "linear-2d", "seed-2d"])
def test_its_own_state_dict_is_the_network_that_it_was(preset: str, tiny_digits: str, tiny: Dataset, capsys):
    shipped = checkpoint.load(resource("pretrained", f"{preset}.safetensors"))
    checkpoint.export_pt(Path("net.pt"), shipped.snapshot, shipped.training)
    test_mse, said = evaluated(["net.pt", "--dataset", tiny_digits], capsys)
    assert test_mse == metrics.mean_squared_error(shipped.snapshot, tiny.test.images)
    (trained_on,) = said.splitlines()  # and nothing of what is guessed
    assert trained_on.startswith("net.pt was trained on mnist, and few is another data set")


@pytest.mark.parametrize("preset", ["deep-2d", "linear-2d", "seed-2d"])
def test_a_state_dict_is_taken_for_what_redraws_the_images_best(preset: str, tiny_digits: str, tiny: Dataset, capsys):
    shipped = checkpoint.load(resource("pretrained", f"{preset}.safetensors")).snapshot
    torch.save({name: torch.tensor(array) for name, array in shipped.arrays.items()}, "net.pt")
    test_mse, said = evaluated(["net.pt", "--dataset", tiny_digits], capsys)
    assert test_mse == metrics.mean_squared_error(shipped, tiny.test.images)
    activation, output = ("SiLU" if preset == "deep-2d" else "ReLU"), shipped.config.output
    assert f"read as {activation}, {output} and 28 x 28 pixels" in said
    assert "redraws few best" in said


def test_what_a_state_dict_does_not_say_can_be_said(tiny_digits: str, tiny: Dataset, capsys):
    shipped = checkpoint.load(resource("pretrained", "deep-2d.safetensors")).snapshot
    torch.save({name: torch.tensor(array) for name, array in shipped.arrays.items()}, "net.pt")
    options = ["--activation", "relu", "--output-kind", "sigmoid", "--image-shape", "28x28"]
    test_mse, said = evaluated(["net.pt", "--dataset", tiny_digits, *options], capsys)
    wrong = replace(shipped.config, activation="relu", output="sigmoid")
    assert test_mse == metrics.mean_squared_error(replace(shipped, config=wrong), tiny.test.images)
    assert said == ""


def test_images_of_a_state_dict_have_the_shape_of_the_data_set(tiny: Dataset, capsys):
    low = Split(tiny.test.images[:, :20, :18], tiny.test.labels)
    folder = str(write_data_set(Path("low").absolute(), low, low))
    snapshot = drawn(NetworkConfig(ImageShape(20, 18), (), 2), np.zeros)
    torch.save({name: torch.tensor(array) for name, array in snapshot.arrays.items()}, "net.pt")
    _, said = evaluated(["net.pt", "--dataset", folder], capsys)
    assert "20 x 18 pixels" in said


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--activation", "silu"], "The file says itself that its network has relu, not silu."),
        (["--image-shape", "14x56"], "The file says itself that its network has 28×28, not 14×56."),
    ],
)
def test_what_a_file_says_is_not_said_otherwise(options: list[str], reason: str, tiny_digits: str, capsys):
    checkpoint.save(Path("net.safetensors"), drawn(NetworkConfig(), np.zeros))
    assert error(["evaluate", "net.safetensors", "--dataset", tiny_digits, *options], 2, capsys) == reason


@pytest.mark.parametrize("text", ["28", "28x", "0x28", "28x28x1", "a"])
def test_a_shape_is_a_height_and_a_width(text: str, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", "net.pt", "--image-shape", text])
    assert caught.value.code == 2
    assert "such as 28x28" in capsys.readouterr().err


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


def test_of_a_variational_network_the_likelihood_is_measured_and_said_which(tiny_digits: str, mnist: Dataset, capsys):
    quick = ["train", "--dataset", tiny_digits, *QUICK, "--objective", "variational", "--likelihood", "binarised"]
    results([*quick, "--output", "net.safetensors"], capsys)
    measured = results(["evaluate", "net.safetensors", "--dataset", tiny_digits, "--samples", "20"], capsys)
    snapshot, images = checkpoint.load(Path("net.safetensors")).snapshot, mnist.test.images[:50]
    expected = evidence(snapshot, images, "binarised", samples=20)
    assert {name: measured[name] for name in ("negative_elbo", "kl", "log_likelihood")} == {
        "negative_elbo": expected.negative_elbo,
        "kl": expected.kl,
        "log_likelihood": expected.log_likelihood,
    }
    assert measured["likelihood"] == "binarised"
    assert (measured["log_likelihood_samples"], measured["log_likelihood_images"]) == (20, 50)
    assert measured["test_mse"] == metrics.mean_squared_error(snapshot, images)
    assert len(measured["kl_by_dimension"]) == 2
    assert sum(measured["kl_by_dimension"]) == pytest.approx(expected.kl)
    assert 0 <= measured["dead_dimensions"] <= 2


def test_all_test_images_are_measured_if_that_is_asked_for_and_otherwise_a_thousand(
    monkeypatch: pytest.MonkeyPatch, tiny_digits: str, capsys
):
    monkeypatch.setattr("ae_model.cli.evaluate.SOME", 10)
    results(["train", "--dataset", tiny_digits, *QUICK, "--objective", "variational", "--output", "net"], capsys)
    asked = ["evaluate", "net", "--dataset", tiny_digits, "--samples", "2"]
    assert results(asked, capsys)["log_likelihood_images"] == 10
    assert results([*asked, "--all"], capsys)["log_likelihood_images"] == 50
    with pytest.raises(SystemExit):
        main([*asked, "--samples", "0"])
    assert "a whole number from 1 to 10,000" in capsys.readouterr().err


def test_a_variational_network_encodes_each_image_once(tiny_digits: str, monkeypatch: pytest.MonkeyPatch, capsys):
    config, encoded = NetworkConfig(hidden_sizes=(8,), code="gaussian"), []
    checkpoint.save(Path("net.safetensors"), drawn(config, lambda shape: np.full(shape, 0.01)))
    for name in ("encode", "posterior"):
        answer = getattr(Dense, name)

        def counted(kind, arrays, images, answer=answer):
            encoded.append(len(images))
            return answer(kind, arrays, images)

        monkeypatch.setattr(Dense, name, counted)
    measured = results(["evaluate", "net.safetensors", "--dataset", tiny_digits, "--all"], capsys)
    assert measured["log_likelihood_images"] == 50
    assert sorted(encoded) == [50, 300]
