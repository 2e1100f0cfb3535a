import json
from pathlib import Path

import pytest
from command_line import QUICK, results

from ae_model import runs
from ae_model.__main__ import main

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_runs_are_listed_the_newest_first(tiny_digits: str, tmp_path: Path, capsys):
    train = ["train", "--dataset", tiny_digits, "--data-dir", "user", *QUICK]
    made = [results([*train, "--epochs", epochs], capsys) for epochs in ("1", "2")]
    (Path(made[0]["run"]) / "run.json").touch()
    assert main(["runs", "--data-dir", "user"]) == 0
    names, first, second = capsys.readouterr().out.splitlines()
    assert names.split() == ["run", "name", "outcome", "epoch", "epochs", "test_mse", "dataset"]
    assert {Path(run["run"]).name in first + second for run in made} == {True}
    assert main(["runs", "--data-dir", "user", "--json"]) == 0
    listed = {run["run"]: run for run in json.loads(capsys.readouterr().out)}
    for run in made:
        there = listed[run["run"]]
        assert (there["outcome"], there["test_mse"], there["dataset"]) == ("done", run["test_mse"], "few")
        assert there["config"]["epochs"] == run["epochs"] and not there["can_resume"]


def test_what_a_stranger_calls_a_run_moves_no_cursor(tiny_digits: str, capsys):
    run = results(["train", "--dataset", tiny_digits, "--data-dir", "user", *QUICK], capsys)["run"]
    runs.annotate(Path(run), runs.Notes("\x1b[2Jgone"))
    assert main(["runs", "--data-dir", "user"]) == 0
    assert "\\x1b[2Jgone" in capsys.readouterr().out


def test_where_there_is_none_it_is_said_and_a_script_gets_an_empty_list(tmp_path: Path, capsys):
    assert main(["runs", "--data-dir", "user"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"There are no runs in {tmp_path / 'user' / 'runs'}.\n")
    assert main(["runs", "--data-dir", "user", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"
