import json
import math
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from ae_model import runs, sealed
from ae_model.config import Origin, TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import About, Measurement, Notes, RunError, RunReader

ABOUT = About(
    TrainingConfig(preset="seed-2d"),
    datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    "CPU, 2 threads, fp32",
    469,
    "0" * 64,
    {"Python": "3.11"},
    "stopped",
)
ROWS = (Measurement(0, 0, math.nan, 0.23, 0.0), Measurement(469, 1, 0.07000000029802322, 0.0612345678901234, 1.5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run without a state, as one that failed in its first epoch leaves it."""
    folder = tmp_path / "runs" / "2026-11-24 12-00-00 seed-2d"
    folder.mkdir(parents=True)
    runs.write_about(folder, ABOUT)
    runs.write_measurements(folder, ROWS)
    return folder


def test_what_was_written_is_read(folder: Path):
    run = runs.read(folder)
    assert run.about == ABOUT
    assert str(run.measurements) == str(ROWS)
    assert run.notes == Notes()
    assert not run.has_state and not run.can_resume and not run.in_use


def test_a_data_set_whose_path_is_no_text_is_written_down_all_the_same(folder: Path):
    about = replace(ABOUT, config=replace(ABOUT.config, dataset="/data/caf\udce9"))  # a byte that is no UTF-8
    runs.write_about(folder, about)
    assert runs.read(folder).about.config.dataset == "/data/caf\udce9"


def test_the_user_may_name_a_run_star_it_and_write_about_it(folder: Path):
    notes = Notes("Zäher Anfang", 'with "quotes"\nand lines', starred=True)
    runs.annotate(folder, notes)
    run = runs.read(folder)
    assert run.notes == notes
    assert run.name == "Zäher Anfang"


def test_damaged_notes_are_no_reason_to_lose_a_run(folder: Path):
    (folder / "notes.json").write_bytes(b"\xff{")
    assert runs.read(folder).notes == Notes()


def test_runs_come_newest_first_and_what_is_none_is_told(folder: Path):
    newer = folder.with_name("newer")
    newer.mkdir()
    runs.write_about(newer, replace(ABOUT, created=datetime(2026, 11, 25, tzinfo=UTC)))
    damaged = folder.with_name("damaged")
    damaged.mkdir()
    (damaged / "run.json").write_text("{")
    folder.with_name("another folder").mkdir()
    found, complaints = runs.read_all(folder.parent.parent)
    assert [run.folder for run in found] == [newer, folder]
    assert complaints == [f"{damaged} cannot be read: its run.json cannot be read."]


def test_of_many_runs_only_those_whose_files_have_changed_are_read_again(folder: Path):
    for number in range(3):
        shutil.copytree(folder, folder.with_name(f"{number}"))
    reader = RunReader(folder.parent.parent)
    before = {run.folder: run for run in reader.read()[0]}
    runs.annotate(folder, Notes("changed"))
    runs.write_measurements(folder.with_name("1"), ROWS[:1])
    shutil.rmtree(folder.with_name("2"))
    after = {run.folder: run for run in reader.read()[0]}
    assert set(before) - set(after) == {folder.with_name("2")}
    assert {path for path in after if after[path] is not before[path]} == {folder, folder.with_name("1")}
    assert (after[folder].name, after[folder.with_name("1")].epochs) == ("changed", 0)


def test_a_damaged_run_that_is_mended_is_read(folder: Path):
    content = (folder / "run.json").read_bytes()
    (folder / "run.json").write_text("{")
    reader = RunReader(folder.parent.parent)
    assert len(reader.read()[1]) == len(reader.read()[1]) == 1
    (folder / "run.json").write_bytes(content)
    found, complaints = reader.read()
    assert ([run.folder for run in found], complaints) == ([folder], [])


def test_whether_a_run_is_in_use_is_asked_though_no_file_has_changed(folder: Path):
    runs.write_about(folder, replace(ABOUT, outcome="running"))
    reader = RunReader(folder.parent.parent)
    with runs.lock(folder):
        assert reader.read()[0][0].in_use
    assert reader.read()[0][0].is_interrupted


def test_where_nothing_was_trained_there_are_no_runs(tmp_path: Path):
    assert runs.read_all(tmp_path) == ([], [])


def changed(**changes: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        values = json.loads((folder / "run.json").read_text())
        (folder / "run.json").write_text(json.dumps(values | changes))

    return change


CHANGE = {"step": 1234, "field": "learning_rate", "before": 0.001, "after": 0.0005}


def test_the_changes_and_the_origin_of_a_run_are_read_as_this_version_wrote_them(folder: Path):
    longer = {"step": 9381, "field": "epochs", "before": 20, "after": 30}
    origin = {"name": "deep-2d, epoch 80", "fingerprint": "0a" * 32}
    changed(config={"preset": "custom", "epochs": 30, "origin": origin, "changes": [CHANGE, longer]})(folder)
    about = runs.read(folder).about
    assert about.changes == (RecipeChange(**CHANGE), RecipeChange(**longer))
    assert about.config.origin == Origin(**origin)
    runs.write_about(folder, about)
    assert runs.read(folder).about == about


def test_a_description_with_changes_that_was_altered_in_any_place_is_refused_or_read(folder: Path):
    changed(config={"epochs": 30, "changes": [CHANGE, CHANGE | {"field": "epochs", "before": 20, "after": 30}]})(folder)
    path, rng = folder / "run.json", np.random.default_rng(0)
    content = path.read_bytes()
    refused = 0
    for place in rng.integers(0, len(content), 400).tolist():
        path.write_bytes(content[:place] + bytes([rng.integers(32, 127)]) + content[place + 1 :])
        try:
            runs.read(folder).about.config.as_of(7).rate_factor(5, 10)
        except RunError:
            refused += 1
    assert 100 < refused < 400


def written(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (changed(format_version=2), "newer"),
        (changed(format_version=None), "damaged: its format version"),
        (changed(config={"unheard": "of"}), "newer Autoencoder Lab knows: unheard"),
        (changed(config=[]), "must be a table"),
        (changed(config={"changes": 5}), "changes must be a list"),
        (changed(config={"changes": [["learning_rate", 1]]}), "must be a step, a field and two values"),
        (changed(config={"epochs": 9, "changes": [CHANGE | {"field": "epochs", "before": 9}]}), "only be made longer"),
        (changed(config={"origin": {"path": "/home/ada"}}), "newer Autoencoder Lab knows: path"),
        (changed(created="yesterday"), "isoformat"),
        (changed(created=5), "does not hold what a run's does"),
        (changed(outcome="won"), "something else than text"),
        (changed(outcome=[]), "something else than text"),
        (changed(steps_per_epoch=0), "impossible values"),
        (changed(versions=[]), "impossible values"),
        (changed(extra=1), "newer Autoencoder Lab knows: extra"),
        (written("run.json", b""), "run.json cannot be read"),
        (written("run.json", b"[" * 100_000), "run.json cannot be read"),
        (written("run.json", b"\xff\xfe"), "run.json cannot be read"),
        (written("run.json", b"[]"), "not a table"),
        (written("run.json", b" " * (runs.MAX_JSON_BYTES + 1)), "run.json"),
        (written("metrics.csv", b""), "names of its columns"),
        (written("metrics.csv", b"step,epoch,train_loss,test_error,seconds\n1,2,3\n"), "five numbers"),
        (written("metrics.csv", b"step,epoch,train_loss,test_error,seconds\n1,2,3,x,5\n"), "five numbers"),
        (written("metrics.csv", b"step,epoch,train_loss,test_error,seconds,kl\n"), "newer Autoencoder Lab knows: kl"),
        (
            written("metrics.csv", b"step,epoch,train_loss,test_error,seconds,k\0l\n"),
            "newer Autoencoder Lab knows: k l",
        ),
        (written("metrics.csv", b"step,epoch,train_loss,test_error,seconds," + b"k" * 100_000), "knows: kkk"),
        (changed(**{"x\u202e" * 9_000: 1}), "newer Autoencoder Lab knows: x x "),
        (written("metrics.csv", b"\xff"), "decode"),
    ],
)
def test_a_damaged_run_is_one_sentence_that_names_it(folder: Path, harm: Callable[[Path], None], reason: str):
    harm(folder)
    with pytest.raises(RunError, match=reason) as caught:
        runs.read(folder)
    said = str(caught.value)
    assert str(folder) in said
    assert said.isprintable() and len(said) < 400 + len(str(folder))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes")
@pytest.mark.parametrize("name", ["run.json", "metrics.csv", "losses.safetensors"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path, name: str):
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    read = runs.read_losses if name.startswith("losses") else runs.read
    with pytest.raises(RunError, match=name):
        read(folder)


@pytest.mark.parametrize(
    "arrays",
    [
        {},
        {"losses": np.zeros(3)},
        {"losses": np.zeros((3, 1), np.float32)},
    ],
)
def test_losses_of_another_kind_are_refused(folder: Path, arrays: dict[str, np.ndarray]):
    content = b"".join(sealed.seal(runs.LOSSES_KIND, {"first_step": 1}, arrays))
    (folder / "losses.safetensors").write_bytes(content)
    with pytest.raises(RunError, match="something else than losses"):
        runs.read_losses(folder)


def test_a_run_that_says_it_runs_and_that_nobody_holds_was_interrupted(folder: Path):
    runs.write_about(folder, replace(ABOUT, outcome="running"))
    assert runs.read(folder).is_interrupted
    held = runs.lock(folder)
    assert runs.read(folder).in_use
    held.release()
    assert runs.read(folder).is_interrupted


def test_a_run_of_the_format_that_knew_its_data_set_first_opens_with_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/home/ada")
    about = runs.read(Path(__file__).with_name("files-that-know-their-data") / "run").about
    assert about.data == DataIdentity("clothes", "ab" * 32, 1_200, 300)
    assert about.config.dataset == "/home/ada/pictures/clothes"


def test_a_run_that_says_of_its_data_set_what_cannot_be_is_refused(folder: Path):
    values = json.loads((folder / "run.json").read_text())
    for wrong in ({"data_name": 7}, {"train_images": -1}, {"test_images": "many"}):
        (folder / "run.json").write_text(json.dumps(values | wrong))
        with pytest.raises(RunError, match="its data set"):
            runs.read(folder)


def test_how_much_each_number_of_a_code_is_used_is_kept_epoch_by_epoch(folder: Path):
    rows = tuple(replace(row, divergences=(0.0, 3.25 * row.epoch, 0.5)) for row in ROWS)
    runs.write_measurements(folder, rows)
    assert runs.read_measurements(folder)[1] == rows[1]
    assert runs.as_csv(rows).decode().splitlines()[0].endswith(",kl_1,kl_2,kl_3")
    older_first = (ROWS[0], rows[1])  # a run that an older version began
    runs.write_measurements(folder, older_first)
    assert [row.divergences for row in runs.read_measurements(folder)] == [(), (0.0, 3.25, 0.5)]


@pytest.mark.parametrize("columns", ["kl_2", "kl_1,kl_3", "kl_1,darkest"])
def test_columns_that_are_not_known_are_refused(folder: Path, columns: str):
    text = (folder / "metrics.csv").read_text()
    header, *rows = text.splitlines()
    filled = [row + ",1" * len(columns.split(",")) for row in rows]
    (folder / "metrics.csv").write_text("\n".join([f"{header},{columns}", *filled]))
    with pytest.raises(ValueError, match="only a newer Autoencoder Lab knows"):
        runs.read_measurements(folder)
