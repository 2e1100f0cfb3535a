import json
import shlex
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import ENVIRONMENT, QUICK, error, interrupt_after, only_run, results, torchrun
from digits import first, write_data_set
from networks import layer

from ae_model import checkpoint, runs
from ae_model.__main__ import main
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_an_interrupted_training_is_resumed_to_the_same_network(
    tiny_digits: str, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    many = ["--hidden-sizes", "32", "--epochs", "9", "--device", "cpu", "--threads", "1"]
    train = ["train", *many, "--dataset", tiny_digits]
    results([*train, "--data-dir", str(tmp_path / "whole"), "--output", "a"], capsys)

    with monkeypatch.context() as patched:
        interrupt_after(10, patched)
        assert main([*train, "--data-dir", str(tmp_path / "half"), "--output", "b"]) == 130
    capsys.readouterr()
    run = only_run(tmp_path / "half")
    assert run.can_resume and run.epochs < 9
    done = results(["resume", str(run.folder), "--output", "c"], capsys)
    assert done["run"] == str(run.folder)
    assert only_run(tmp_path / "half").about.outcome == "done"
    whole, resumed = (checkpoint.load(Path(name)).snapshot for name in ("a", "c"))
    assert np.array_equal(layer(whole, -1)[0], layer(resumed, -1)[0])


def test_what_is_no_run_is_not_resumed(tmp_path: Path, capsys):
    (tmp_path / "empty").mkdir()
    assert error(["resume", "empty"], 2, capsys) == "empty is not the folder of a run: it has no run.json."
    assert error(["resume", "nowhere"], 2, capsys) == "There is no folder nowhere."
    (tmp_path / "network").touch()
    assert error(["resume", "network"], 2, capsys) == "network is a file, and not the folder of a run."


def test_a_run_goes_on_where_its_data_set_was_moved_to(tiny: Dataset, tmp_path: Path, capsys):
    old, new = write_data_set(tmp_path / "old", tiny.train, tiny.test), tmp_path / "new"
    user = ["--data-dir", "user"]
    run = results(["train", *QUICK, "--dataset", "old", *user], capsys)["run"]
    old.rename(new)
    again = ["resume", run, "--epochs", "3", *user]
    assert error(again, 2, capsys) == f"{run} was trained on “old”, which is not found; say where it is now: --dataset."
    other = write_data_set(tmp_path / "other", tiny.test, tiny.test)
    assert main([*again, "--dataset", "other"]) == 2
    assert "was trained on other images than those of other: " in capsys.readouterr().err
    assert results([*again, "--dataset", "new"], capsys)["epoch"] == 3
    assert only_run(tmp_path / "user").about.config.dataset == str(new)
    assert results(["evaluate", run, *user], capsys) == results(["evaluate", run, "--dataset", "new"], capsys)
    assert other.is_dir()


def test_what_changes_the_last_digits_is_said(tiny_digits: str, capsys):
    run = results(["train", *QUICK, "--threads", "1", "--dataset", tiny_digits, "--data-dir", "user"], capsys)["run"]
    assert main(["resume", run, "--epochs", "3", "--threads", "2", "--device", "cpu", "--json"]) == 0
    captured = capsys.readouterr()
    said = "From here on the last digits may not be those of a training that never stopped: threads 2."
    assert captured.err.startswith(said)
    assert json.loads(captured.out)["threads"] == 2
    assert main(["resume", run, "--epochs", "4", "--threads", "2"]) == 0
    assert "last digits" not in capsys.readouterr().err


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_device_that_is_not_there_is_refused_and_auto_is_no_change(tiny_digits: str, tmp_path: Path, capsys):
    one = ["--threads", str(torch.get_num_threads())]
    train = ["train", *QUICK, "--device", "cpu", *one, "--dataset", tiny_digits, "--data-dir", str(tmp_path / "user")]
    run = results(train, capsys)["run"]
    again = ["resume", run, "--epochs", "3"]
    sentence = "PyTorch finds no CUDA GPU here; train on the CPU instead."
    assert error([*again, "--device", "cuda"], 2, capsys) == sentence
    assert main([*again, "--device", "auto", "--threads", "auto"]) == 0
    assert "last digits" not in capsys.readouterr().err
    assert [c.field for c in only_run(tmp_path / "user").about.config.changes] == ["epochs"]


def test_a_rate_is_set_back_to_what_it_was_first(tiny_digits: str, tmp_path: Path, capsys):
    run = results(["train", *QUICK, "--dataset", tiny_digits, "--data-dir", "user"], capsys)["run"]
    for epochs, rate in (("3", "0.0005"), ("4", "0.001")):
        results(["resume", run, "--epochs", epochs, "--learning-rate", rate], capsys)
        assert only_run(tmp_path / "user").about.config.rate == float(rate)


def test_where_there_is_nothing_to_go_on_from_the_way_to_start_anew_is_said(tiny_digits: str, tmp_path: Path, capsys):
    options = ["--dataset", tiny_digits, *QUICK, "--seed", "7", "--threads", "1", "--data-dir", "user"]
    first = results(["train", *options], capsys)
    folder = Path(first["run"])
    (folder / "state.safetensors").unlink()  # as if it had been killed before its first state
    assert main(["resume", str(folder)]) == 2
    nothing, again = capsys.readouterr().err.splitlines()
    assert nothing == (
        f"There is nothing to go on from in {folder}: the training ended before its first state was written."
    )
    words = shlex.split(again.removeprefix("Start it anew: "))
    second = results(words[words.index("train") :], capsys)
    assert second["test_mse"] == first["test_mse"]


@pytest.mark.slow
def test_several_processes_go_on_with_a_run(tiny_digits: str, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    train = ["train", *QUICK, "--epochs", "9", "--threads", "1", "--dataset", tiny_digits]
    alone = results([*train, "--output", "a"], capsys)
    with monkeypatch.context() as patched:
        interrupt_after(10, patched)
        assert main([*train, "--data-dir", "half", "--output", "b", "--json"]) == 130
    folder = json.loads(capsys.readouterr().out)["run"]
    command = torchrun("resume", folder, "--output", "c", "--json")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT, timeout=120)
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["test_mse"] == pytest.approx(alone["test_mse"], rel=1e-4)
    assert only_run(tmp_path / "half").about.outcome == "done"


def test_a_finished_run_has_nothing_left_to_be_trained(tiny_digits: str, tmp_path: Path, capsys):
    results(["train", *QUICK, "--dataset", tiny_digits, "--data-dir", str(tmp_path / "user")], capsys)
    assert "is complete" in error(["resume", str(only_run(tmp_path / "user").folder)], 2, capsys)


def test_a_finished_run_is_trained_until_it_has_so_many_epochs_in_all(tiny_digits: str, tmp_path: Path, capsys):
    results(["train", *QUICK, "--schedule", "cosine", "--dataset", tiny_digits, "--data-dir", str(tmp_path)], capsys)
    before = only_run(tmp_path)
    longer = ["resume", str(before.folder), "--epochs", str(before.epochs + 2)]
    assert main([*longer, "--learning-rate", "0.0002", "--json"]) == 0
    said = capsys.readouterr()
    assert "the learning rate begins again at 0.0002, and falls along half a cosine wave" in said.err
    after = only_run(tmp_path)
    assert after.epochs == json.loads(said.out)["epochs"] == before.epochs + 2
    assert [change.field for change in after.about.changes] == ["epochs", "learning_rate"]
    assert "is complete" in error(longer, 2, capsys)  # a job that is started again adds none
    fewer = [*longer[:2], "--epochs", "1"]
    assert f"has {before.epochs + 2} epochs; it can be given more" in error(fewer, 2, capsys)


def test_a_variational_run_goes_on_at_another_beta_and_no_other_run_has_one(tiny_digits: str, tmp_path: Path, capsys):
    quick = ["train", *QUICK, "--dataset", tiny_digits, "--data-dir"]
    results([*quick, str(tmp_path / "variational"), "--objective", "variational"], capsys)
    run = only_run(tmp_path / "variational")
    results(["resume", str(run.folder), "--epochs", str(run.epochs + 1), "--beta", "0.5"], capsys)
    about = only_run(tmp_path / "variational").about
    assert [(change.field, change.after) for change in about.changes] == [("epochs", run.epochs + 1), ("beta", 0.5)]
    assert about.config.beta == 0.5
    results([*quick, str(tmp_path / "plain")], capsys)
    plain = only_run(tmp_path / "plain")
    longer = ["resume", str(plain.folder), "--epochs", str(plain.epochs + 1), "--beta", "0.5"]
    assert "--beta is of a variational training" in error(longer, 2, capsys)


def test_what_has_changed_where_the_data_set_of_a_run_was_is_not_taken_for_it(
    tiny: Dataset, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    clothes = write_data_set(tmp_path / "clothes", tiny.train, tiny.test)
    with monkeypatch.context() as patched:
        interrupt_after(4, patched)
        main(["train", *QUICK, "--dataset", str(clothes), "--data-dir", "user"])
    capsys.readouterr()
    run = only_run(tmp_path / "user")
    shutil.rmtree(clothes)
    write_data_set(clothes, first(tiny.train, 200), tiny.test)
    user = ["--data-dir", "user"]
    said = error(["resume", str(run.folder), *user], 2, capsys)
    assert said.endswith(f"“clothes”, and {clothes} is another one now; say where it is now: --dataset.")
    said = error(["resume", str(run.folder), *user, "--dataset", str(clothes)], 2, capsys)
    assert said.endswith("it has 200 training and 50 test images, not 300 and 50.")
    assert runs.read(run.folder).about == run.about
