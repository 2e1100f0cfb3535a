import json
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import QUICK, error, interrupt_after, only_run, results
from digits import write_data_set

from ae_model import checkpoint, runs
from ae_model.__main__ import main
from ae_model.config import NetworkConfig, Origin
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import ImageShape

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_training_says_what_it_did_and_saves_the_network(tiny_digits: str, capsys):
    done = results(
        ["train", "--dataset", tiny_digits, *QUICK, "--latent-dim", "3", "--output", "mine.safetensors"], capsys
    )
    assert (done["preset"], done["latent_dim"], done["epochs"], done["device"]) == ("custom", 3, 2, "cpu")
    assert done["images_per_second"] == pytest.approx(2 * 300 / done["seconds"])
    assert 0 < done["train_mse"] < 0.3
    assert done["checkpoint"] == "mine.safetensors"
    saved = checkpoint.load(Path("mine.safetensors"))
    assert saved.snapshot.epoch == 2
    assert saved.snapshot.config == NetworkConfig(ImageShape(28, 28), (32,), 3)
    assert saved.training.dataset == "few"  # and not its path
    assert saved.training.device == "cpu"
    measured = results(["evaluate", "mine.safetensors", "--dataset", tiny_digits], capsys)
    assert measured["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)


def test_the_network_takes_the_shape_of_the_images(tmp_path: Path, mnist: Dataset, capsys):
    wide = [Split(split.images[:60, 4:12], split.labels[:60]) for split in (mnist.train, mnist.test)]
    results(["train", "--dataset", str(write_data_set(tmp_path / "wide", *wide)), *QUICK], capsys)
    assert checkpoint.load(Path("custom.safetensors")).snapshot.config.image_shape == ImageShape(8, 28)


def test_a_file_of_arrays_is_trained_on_and_what_was_done_to_it_is_said(tmp_path: Path, mnist: Dataset, capsys):
    np.savez(tmp_path / "mine.npz", images=mnist.train.images[:60].reshape(60, 784) / 255)
    train = ["train", "--dataset", str(tmp_path / "mine.npz"), *QUICK, "--output", "mine.safetensors", "--json"]
    assert main(train) == 0
    done = capsys.readouterr()
    for said in ("Read from images.", "Values from 0 to 1", "There are no labels", "10 of the 60 images"):
        assert said in done.err
    run = runs.read(Path(json.loads(done.out)["run"]))
    saved = checkpoint.load(Path("mine.safetensors"))
    assert run.about.data == saved.data and saved.data.name == "mine.npz"
    measured = results(["evaluate", "mine.safetensors", "--dataset", str(tmp_path / "mine.npz")], capsys)
    assert measured["test_mse"] == pytest.approx(json.loads(done.out)["test_mse"], rel=1e-5)
    assert measured["knn_accuracy"] is None


def test_without_a_run_nothing_but_the_network_is_written(
    tiny_digits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    options = ["--dataset", tiny_digits, *QUICK, "--no-run", "--data-dir", "user", "--json"]
    assert main(["train", *options, "--output", "done"]) == 0
    assert json.loads(capsys.readouterr().out)["run"] == ""
    with monkeypatch.context() as patched:
        interrupt_after(4, patched)
        assert main(["train", *options, "--output", "stopped"]) == 130
    captured = capsys.readouterr()
    assert json.loads(captured.out)["resume"] is None and "Go on with it" not in captured.err
    assert {path.name for path in tmp_path.iterdir()} == {"done", "stopped"}


def test_the_same_seed_trains_the_same_network(tiny_digits: str, capsys):
    first, second = (results(["train", "--dataset", tiny_digits, *QUICK], capsys) for _ in range(2))
    assert first["test_mse"] == second["test_mse"]
    assert first["train_mse"] == second["train_mse"]


def test_what_auto_became_is_saved_with_the_network(tiny_digits: str, capsys):
    done = results(["train", "--dataset", tiny_digits, *QUICK, "--precision", "auto", "--threads", "auto"], capsys)
    training = checkpoint.load(Path(done["checkpoint"])).training
    assert training.precision == done["precision"] in ("fp32", "bf16")
    assert training.threads == done["threads"] == torch.get_num_threads()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--epochs", "0"], "The number of epochs must be"),
        (["--batch-size", "0"], "The batch size must be"),
        (["--learning-rate", "-1"], "The learning rate must be"),
        (["--learning-rate", "nan"], "The learning rate must be"),
        (["--latent-dim", "0"], "The size of a layer must be"),
        (["--hidden-sizes", "1000000000"], "parameters; at most"),
        (["--seed", "-1"], "The seed must be"),
        (["--weight-decay", "2"], "The weight decay must be"),
        (["--warmup-epochs", "81"], "The warm-up of 81 epochs is longer"),
        (["--device", "cpu", "--precision", "tf32"], "tf32 exists on CUDA GPUs alone"),
        (["--threads", "0"], "The number of threads must be"),
        (["--dataset", "nowhere"], "nowhere"),
        (["--output", "nowhere/mine.safetensors"], "nowhere/mine.safetensors cannot be saved: no such file"),
        (["--output", "."], ". cannot be saved: it is a folder"),
    ],
)
def test_bad_input_to_train_is_one_sentence(options: list[str], reason: str, capsys):
    assert reason in error(["train", *options], 2, capsys)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_missing_gpu_is_one_sentence(tiny_digits: str, capsys):
    sentence = error(["train", "--dataset", tiny_digits, "--device", "cuda"], 1, capsys)
    assert sentence == "PyTorch finds no CUDA GPU here; train on the CPU instead."


def test_a_training_without_a_window_is_a_run_too(tiny_digits: str, tmp_path: Path, capsys):
    done = results(["train", *QUICK, "--dataset", tiny_digits, "--data-dir", str(tmp_path / "user")], capsys)
    run = only_run(tmp_path / "user")
    assert (done["run"], run.about.outcome, run.epochs) == (str(run.folder), "done", 2)
    assert run.about.config.dataset == tiny_digits


def test_a_training_begins_from_a_saved_network_or_an_epoch_of_a_run(tiny_digits: str, tmp_path: Path, capsys):
    train = ["train", "--dataset", tiny_digits, "--epochs", "1", "--device", "cpu", "--data-dir", str(tmp_path)]
    results([*train, "--hidden-sizes", "32", "--output", "first.safetensors"], capsys)
    first, run, name = checkpoint.load(Path("first.safetensors")).snapshot, only_run(tmp_path), "32 → 2, rate 0.001"
    assert main([*train, "--start-from", "first.safetensors", "--output", "second.safetensors"]) == 0
    said = capsys.readouterr().err
    assert f"It begins from the weights of {name}, epoch 1.\n" in said and f"\n{name}, epoch 1: test error" in said
    second = checkpoint.load(Path("second.safetensors"))
    assert second.snapshot.config == first.config
    assert second.training.origin == Origin(f"{name}, epoch 1", first.fingerprint)
    assert second.training.preset == "custom"
    kept = checkpoint.load(runs.epoch_files(run.folder)[0]).snapshot
    results([*train, "--start-from", str(run.folder), "--start-epoch", "0", "--output", "third.safetensors"], capsys)
    assert checkpoint.load(Path("third.safetensors")).training.origin == Origin(f"{name}, epoch 0", kept.fingerprint)


def test_a_network_to_begin_from_that_does_not_fit_is_refused(tiny_digits: str, capsys):
    train = ["train", "--dataset", tiny_digits, "--epochs", "1", "--device", "cpu", "--no-run"]
    results([*train, "--hidden-sizes", "32", "--output", "first.safetensors"], capsys)
    other = [*train, "--start-from", "first.safetensors", "--latent-dim", "5"]
    assert "first.safetensors has other layers than those that were asked for" in error(other, 2, capsys)
    assert "gone.safetensors" in error([*train, "--start-from", "gone.safetensors"], 2, capsys)
    assert "--start-from" in error([*train, "--start-epoch", "3"], 2, capsys)
