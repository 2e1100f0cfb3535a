import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import torch
from digits import write_data_set
from networks import drawn, layer

import ae_model
from ae_model import checkpoint, datasets, metrics, runs
from ae_model.__main__ import main
from ae_model.config import NetworkConfig, Objective
from ae_model.control import Control
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import ImageShape
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.sentence import Sentence

QUICK = ["--hidden-sizes", "32", "--epochs", "2", "--device", "cpu"]
DIVERGING = ["--hidden-sizes", ",".join(["64"] * 10), "--learning-rate", "10", "--device", "cpu"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(ae_model.__file__).parents[1])}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def few(tmp_path: Path, tiny: Dataset) -> str:
    """A folder with 300 training and 50 test images of MNIST."""
    return str(write_data_set(tmp_path / "few", tiny.train, tiny.test))


def results(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Run a command that must succeed, and read the last line that it prints."""
    assert main([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out.splitlines()[-1])


def error(arguments: Sequence[str], code: int, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must fail with `code`, and return the one sentence that it says."""
    assert main(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    sentence, *rest = captured.err.splitlines()
    assert rest == []
    assert sentence.endswith(".")
    return sentence


# Training.


def test_training_says_what_it_did_and_saves_the_network(few: str, capsys: pytest.CaptureFixture[str]):
    done = results(["train", "--dataset", few, *QUICK, "--latent-dim", "3", "--output", "mine.safetensors"], capsys)
    assert (done["preset"], done["latent_dim"], done["epochs"], done["device"]) == ("seed-2d", 3, 2, "cpu")
    assert done["images_per_second"] == pytest.approx(2 * 300 / done["seconds"])
    assert 0 < done["train_mse"] < 0.3
    assert done["checkpoint"] == "mine.safetensors"
    saved = checkpoint.load(Path("mine.safetensors"))
    assert saved.snapshot.epoch == 2
    assert saved.snapshot.config == NetworkConfig(ImageShape(28, 28), (32,), 3)
    assert saved.training.dataset == few
    assert saved.training.device == "cpu"
    measured = results(["evaluate", "mine.safetensors"], capsys)
    assert measured["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)


def test_every_option_overrides_the_preset(few: str, capsys: pytest.CaptureFixture[str]):
    options = "--preset seed-256d --latent-dim 4 --hidden-sizes 16,8 --epochs 1 --batch-size 10 --learning-rate 0.002"
    options += " --schedule cosine --warmup-epochs 1 --weight-decay 0.01 --precision bf16 --threads 1"
    done = results(["train", "--dataset", few, *options.split(), "--seed", "9", "--device", "cpu"], capsys)
    training = checkpoint.load(Path("seed-256d.safetensors")).training
    assert (training.schedule, training.warmup_epochs, training.weight_decay) == ("cosine", 1, 0.01)
    assert (done["precision"], done["threads"]) == (training.precision, training.threads) == ("bf16", 1)
    assert training.preset == "seed-256d"
    assert training.network == NetworkConfig(ImageShape(28, 28), (16, 8), 4)
    assert (training.epochs, training.batch_size, training.learning_rate, training.seed) == (1, 10, 0.002, 9)


def test_weights_can_be_saved_in_half_the_bytes(few: str, capsys: pytest.CaptureFixture[str]):
    for name, options in (("whole", []), ("half", ["--float16"])):
        results(["train", "--dataset", few, *QUICK, *options, "--output", name], capsys)
    assert Path("half").stat().st_size < 0.6 * Path("whole").stat().st_size
    errors = [results(["evaluate", name, "--dataset", few], capsys)["test_mse"] for name in ("whole", "half")]
    assert errors[1] == pytest.approx(errors[0], rel=5e-3)


def test_no_hidden_sizes_make_a_linear_network(few: str, capsys: pytest.CaptureFixture[str]):
    results(["train", "--dataset", few, "--hidden-sizes", "", "--epochs", "1"], capsys)
    assert checkpoint.load(Path("seed-2d.safetensors")).snapshot.config.hidden_sizes == ()


def test_the_network_takes_the_shape_of_the_images(tmp_path: Path, mnist: Dataset, capsys: pytest.CaptureFixture[str]):
    wide = [Split(split.images[:60, 4:12], split.labels[:60]) for split in (mnist.train, mnist.test)]
    results(["train", "--dataset", str(write_data_set(tmp_path / "wide", *wide)), *QUICK], capsys)
    assert checkpoint.load(Path("seed-2d.safetensors")).snapshot.config.image_shape == ImageShape(8, 28)


def test_the_same_seed_trains_the_same_network(few: str, capsys: pytest.CaptureFixture[str]):
    first, second = (results(["train", "--dataset", few, *QUICK], capsys) for _ in range(2))
    assert first["test_mse"] == second["test_mse"]
    assert first["train_mse"] == second["train_mse"]


def test_without_a_name_an_earlier_network_is_not_overwritten(few: str, capsys: pytest.CaptureFixture[str]):
    names = [results(["train", "--dataset", few, *QUICK], capsys)["checkpoint"] for _ in range(3)]
    assert names == ["seed-2d.safetensors", "seed-2d-2.safetensors", "seed-2d-3.safetensors"]
    assert all(Path(name).is_file() for name in names)


def test_what_auto_became_is_saved_with_the_network(few: str, capsys: pytest.CaptureFixture[str]):
    done = results(["train", "--dataset", few, *QUICK, "--precision", "auto", "--threads", "auto"], capsys)
    training = checkpoint.load(Path(done["checkpoint"])).training
    assert training.precision == done["precision"] in ("fp32", "bf16")
    assert training.threads == done["threads"] == torch.get_num_threads()


def torchrun(*options: str) -> list[str]:
    """The command for two processes on this machine; each run finds a free port."""
    launch = ["--nproc-per-node=2", "--rdzv-backend=c10d", "--rdzv-endpoint=localhost:0"]
    return [sys.executable, "-m", "torch.distributed.run", *launch, "-m", "ae_model", "train", *options]


@pytest.mark.slow
@pytest.mark.parametrize("objective", get_args(Objective))
def test_two_processes_train_the_network_of_one(few: str, objective: str, capsys: pytest.CaptureFixture[str]):
    """300 images make two batches of 128 and one of 44, of which each process takes half."""
    options = ["--dataset", few, *QUICK, "--threads", "1", "--objective", objective]
    alone = results(["train", *options, "--output", "alone"], capsys)
    command = torchrun(*options, "--output", "together", "--json")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT, timeout=120)
    (line,) = done.stdout.splitlines()  # one of them speaks
    together = json.loads(line)
    assert together["train_mse"] == pytest.approx(alone["train_mse"], rel=1e-5)
    assert together["test_mse"] == pytest.approx(alone["test_mse"], rel=1e-4)
    networks = [checkpoint.load(Path(name)).snapshot for name in ("alone", "together")]
    for name, array in networks[0].arrays.items():
        np.testing.assert_allclose(networks[1].arrays[name], array, atol=1e-4)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the process that follows is found in /proc")
def test_when_one_of_two_processes_dies_the_other_says_so_and_saves_the_last_good_weights(tmp_path: Path):
    command = torchrun("--device", "cpu", "--threads", "1", "--output", str(tmp_path / "kept"))
    with on_a_terminal(command) as (run, terminal):
        read_until(terminal, r"loss=0\.\d{4}")
        os.kill(follower_of(run.pid), signal.SIGKILL)
        shown = read_until(terminal, r"last good weights are in \S*kept\.")
        assert run.wait(40) != 0
    assert "Another process of this training has ended before its time." in shown
    assert checkpoint.load(tmp_path / "kept").training.epochs == 80


def follower_of(torchrun: int) -> int:
    """The process of rank 1 among the children of a torchrun."""
    children = Path(f"/proc/{torchrun}/task/{torchrun}/children").read_text().split()
    (follower,) = [child for child in children if b"\0RANK=1\0" in Path(f"/proc/{child}/environ").read_bytes()]
    return int(follower)


def test_without_json_the_results_are_lines_to_read(few: str, capsys: pytest.CaptureFixture[str]):
    assert main(["train", "--dataset", few, *QUICK]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["epochs"] == "2"
    assert float(lines["test_mse"]) < 0.3


def test_a_training_that_diverges_keeps_the_last_good_weights(few: str, capsys: pytest.CaptureFixture[str]):
    assert main(["train", "--dataset", few, *DIVERGING, "--output", "kept.safetensors"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "The loss of step 2 is not finite; the learning rate of 10 may be too high.",
        "The last good weights are in kept.safetensors.",
    ]
    assert checkpoint.load(Path("kept.safetensors")).snapshot.epoch == 0


def test_a_network_whose_folder_vanished_while_it_trained_is_saved_elsewhere(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "folder").mkdir()
    load = datasets.load

    def load_while_the_folder_vanishes(source: str) -> Dataset:
        (tmp_path / "folder").rmdir()
        return load(source)

    monkeypatch.setattr(datasets, "load", load_while_the_folder_vanishes)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert main(["train", "--dataset", few, *QUICK, "--output", "folder/mine", "--json"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "folder/mine cannot be saved: no such file or directory.\n"
    saved = Path(json.loads(captured.out)["checkpoint"])
    assert saved.is_relative_to(tmp_path)
    assert checkpoint.load(saved).snapshot.epoch == 2


@contextmanager
def on_a_terminal(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process whose errors and progress go to a terminal of 100 columns, of which the near end is given."""
    if sys.platform == "win32":
        pytest.skip("there is no pty")
    import pty
    import termios

    terminal, far_end = pty.openpty()
    termios.tcsetwinsize(far_end, (24, 100))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=far_end, env=ENVIRONMENT) as process:
        os.close(far_end)
        try:
            yield process, terminal
        finally:
            process.kill()
            os.close(terminal)


@pytest.mark.slow
def test_on_a_terminal_there_is_progress_and_ctrl_c_saves_the_weights(tmp_path: Path):
    command = [sys.executable, "-m", "ae_model", "train", "--device", "cpu", "--output", str(tmp_path / "kept")]
    with on_a_terminal(command) as (process, terminal):
        shown = read_until(terminal, r"loss=0\.\d{4}")
        process.send_signal(signal.SIGINT)
        shown += read_until(terminal, r"the weights are in .*")
        assert process.wait(20) == 130
        assert process.stdout.read() == b""
    assert re.search(r"/37520 \[\d\d:\d\d<.*, loss=0\.\d{4}\]", shown)
    assert "Stopped in epoch 1;" in shown
    assert "Traceback" not in shown
    assert checkpoint.load(tmp_path / "kept").training.epochs == 80


def read_until(terminal: int, pattern: str) -> str:
    shown = ""
    while not re.search(pattern, shown):
        assert select.select([terminal], [], [], 60)[0], f"{pattern!r} is not in {shown!r}"
        shown += os.read(terminal, 1024).decode()
    return shown


# Evaluation.


def test_an_evaluation_measures_the_network_and_pca(few: str, mnist: Dataset, capsys: pytest.CaptureFixture[str]):
    results(["train", "--dataset", few, *QUICK, "--latent-dim", "5"], capsys)
    measured = results(["evaluate", "seed-2d.safetensors"], capsys)
    snapshot = checkpoint.load(Path("seed-2d.safetensors")).snapshot
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


def test_a_metric_is_one_row_of_the_table(
    few: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def darkest(subject: metrics.Subject, _: Progress) -> float:
        return float(subject.model.reconstruct(subject.dataset.test.images).min())

    words, tip = Sentence("Darkest pixel"), Sentence("Darkest pixel: of all that are redrawn.")
    monkeypatch.setitem(metrics.METRICS, "darkest", metrics.Metric("darkest", words, tip, ".2f", "evaluate", darkest))
    results(["train", "--dataset", few, *QUICK], capsys)
    measured = results(["evaluate", "seed-2d.safetensors"], capsys)
    assert 0 < measured["darkest"] < 1  # of a network that ends in a sigmoid ...
    assert measured["pca_darkest"] < 0  # ... and of PCA, which knows no bounds


@pytest.mark.slow
@pytest.mark.parametrize(
    ("preset", "test_mse", "pca_test_mse", "tolerance"),
    [("seed-2d", 0.0525, 0.05567, 1e-5), ("seed-256d", 0.0095, 0.00138, 1e-5)],
)
def test_one_epoch_on_mnist_gives_the_known_figures(
    preset: str, test_mse: float, pca_test_mse: float, tolerance: float, capsys: pytest.CaptureFixture[str]
):
    done = results(["train", "--preset", preset, "--epochs", "1", "--seed", "0"], capsys)
    assert done["test_mse"] <= test_mse
    measured = results(["evaluate", done["checkpoint"]], capsys)
    assert measured["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)
    assert measured["squared_error_per_image"] == pytest.approx(784 * measured["test_mse"])
    assert measured["pca_test_mse"] == pytest.approx(pca_test_mse, abs=tolerance)
    assert measured["pca_squared_error_per_image"] == pytest.approx(784 * measured["pca_test_mse"])
    assert 0.4 < measured["knn_accuracy"] < 1


def test_a_notebooks_file_is_evaluated_with_a_note_of_what_was_assumed(
    few: str, mnist: Dataset, capsys: pytest.CaptureFixture[str]
):
    main(["train", "--dataset", few, *QUICK])
    snapshot = checkpoint.load(Path("seed-2d.safetensors")).snapshot
    checkpoint.export_pt(Path("ae_lat_2"), snapshot)
    capsys.readouterr()
    assert main(["evaluate", "ae_lat_2", "--dataset", few, "--json"]) == 0
    captured = capsys.readouterr()
    test_mse = json.loads(captured.out)["test_mse"]
    assert test_mse == metrics.mean_squared_error(snapshot, mnist.test.images[:50])
    assert "read as ReLU" in captured.err


# Bad input.


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
def test_bad_input_to_train_is_one_sentence(options: list[str], reason: str, capsys: pytest.CaptureFixture[str]):
    assert reason in error(["train", *options], 2, capsys)


@pytest.mark.parametrize(
    "options",
    [
        ["train", "--hidden-sizes", "12,a"],
        ["train", "--preset", "none"],
        ["train", "--epochs", "many"],
        ["train", "--threads", "all"],
        [],
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(options)
    assert caught.value.code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_missing_gpu_is_one_sentence(few: str, capsys: pytest.CaptureFixture[str]):
    sentence = error(["train", "--dataset", few, "--device", "cuda"], 1, capsys)
    assert sentence == "PyTorch finds no CUDA GPU here; train on the CPU instead."


@pytest.mark.parametrize("content", [None, b"", b"not a network"])
def test_a_file_that_is_no_network_is_one_sentence_with_its_name(
    content: bytes | None, capsys: pytest.CaptureFixture[str]
):
    if content is not None:
        Path("odd.safetensors").write_bytes(content)
    assert "odd.safetensors" in error(["evaluate", "odd.safetensors"], 2, capsys)


def test_a_network_for_other_images_is_not_evaluated(few: str, capsys: pytest.CaptureFixture[str]):
    network = NetworkConfig(ImageShape(2, 3), (), 1)
    checkpoint.save(Path("tiny.safetensors"), drawn(network, np.zeros))
    sentence = error(["evaluate", "tiny.safetensors", "--dataset", few], 2, capsys)
    assert sentence == "tiny.safetensors takes images of 2×3 pixels, but those of few have 28×28."


def test_bad_input_is_refused_before_torch_is_loaded():
    program = """
import sys
from ae_model.__main__ import main
code = main(["train", "--dataset", "nowhere"]), main(["evaluate", "nowhere"])
sys.exit(str((code, "torch" in sys.modules)))
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.stderr.splitlines()[-1] == "((2, 2), False)"


# Runs.


def only_run(data_dir: Path) -> runs.Run:
    (run,), complaints = runs.read_all(data_dir)
    assert complaints == []
    return run


def test_a_training_without_a_window_is_a_run_too(few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    done = results(["train", *QUICK, "--dataset", few, "--data-dir", str(tmp_path / "user")], capsys)
    run = only_run(tmp_path / "user")
    assert (done["run"], run.about.outcome, run.epochs) == (str(run.folder), "done", 2)
    assert run.about.config.dataset == few


def test_an_interrupted_training_is_resumed_to_the_same_network(
    few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    many = ["--hidden-sizes", "32", "--epochs", "9", "--device", "cpu", "--threads", "1"]
    train = ["train", *many, "--dataset", few]
    results([*train, "--data-dir", str(tmp_path / "whole"), "--output", "a.net"], capsys)

    told: list[object] = []
    wait = Control.wait

    def interrupted(control: Control) -> object:
        if len(told) == 10:
            os.kill(os.getpid(), signal.SIGINT)
        told.append(0)
        return wait(control)

    with monkeypatch.context() as patched:
        patched.setattr(Control, "wait", interrupted)
        assert main([*train, "--data-dir", str(tmp_path / "half"), "--output", "b.net"]) == 130
    capsys.readouterr()
    run = only_run(tmp_path / "half")
    assert run.can_resume and run.epochs < 9
    done = results(["resume", str(run.folder), "--output", "c.net"], capsys)
    assert done["run"] == str(run.folder)
    assert only_run(tmp_path / "half").about.outcome == "done"
    whole, resumed = (checkpoint.load(Path(name)).snapshot for name in ("a.net", "c.net"))
    assert np.array_equal(layer(whole, -1)[0], layer(resumed, -1)[0])


def test_what_is_no_run_is_not_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "empty").mkdir()
    sentence = error(["resume", str(tmp_path / "empty")], 2, capsys)
    assert "empty" in sentence
    assert "nowhere" in error(["resume", str(tmp_path / "nowhere")], 2, capsys)


def test_a_finished_run_has_nothing_left_to_be_trained(few: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    results(["train", *QUICK, "--dataset", few, "--data-dir", str(tmp_path / "user")], capsys)
    assert "is complete" in error(["resume", str(only_run(tmp_path / "user").folder)], 2, capsys)
