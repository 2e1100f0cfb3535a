from pathlib import Path

import pytest
from command_line import QUICK, error, results
from digits import write_data_set
from PIL import Image

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.cli.found import network_of, source_of
from ae_model.cli.output import RefusedError
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_a_data_set_is_called_by_its_path_or_by_its_name_in_the_users_folder(tmp_path: Path):
    own = tmp_path / "user" / "datasets" / "mine"
    own.mkdir(parents=True)
    assert source_of("mnist", tmp_path / "user") == "mnist"
    assert source_of("mine", tmp_path / "user") == str(own)
    (tmp_path / "mine").mkdir()  # what lies here is what is meant
    assert source_of("mine", tmp_path / "user") == str(tmp_path / "mine")
    assert source_of("../datasets/mine", tmp_path / "user") == "../datasets/mine"  # no name leads elsewhere


def test_a_data_set_that_can_be_downloaded_is_told_how(capsys):
    assert main(["train", "--dataset", "kmnist", "--data-dir", "user"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("kmnist is not here yet; this brings it: ") and said.endswith(" download kmnist\n")


@pytest.mark.parametrize("command", [("evaluate",), ("import",), ("train", "--dataset"), ("train", "--output")])
def test_a_path_that_cannot_be_one_is_told_in_a_sentence(command: tuple[str, ...], capsys):
    assert main([*command, "x" * 300, "--data-dir", "user"]) == 2
    assert capsys.readouterr().err.endswith(".\n")


def test_of_a_folder_of_pictures_it_is_said_how_it_becomes_a_data_set(tmp_path: Path, capsys):
    (tmp_path / "photos" / "cats").mkdir(parents=True)
    Image.new("L", (4, 4)).save(tmp_path / "photos" / "cats" / "1.png")
    assert main(["train", "--dataset", "photos"]) == 2
    reason, hint = capsys.readouterr().err.splitlines()
    assert "photos has no train" in reason
    assert hint.startswith("This makes a data set of pictures: ") and hint.endswith(" import photos")


def test_what_is_trained_on_a_named_data_set_is_measured_on_it_without_naming_it_again(
    tmp_path: Path, tiny: Dataset, capsys
):
    (tmp_path / "user" / "datasets").mkdir(parents=True)
    write_data_set(tmp_path / "user" / "datasets" / "mine", tiny.train, tiny.test)
    user = ["--data-dir", "user"]
    done = results(["train", "--dataset", "mine", *QUICK, *user], capsys)
    assert checkpoint.load(Path(done["checkpoint"])).data == DataIdentity("mine", *_rest(tiny))
    for network in (done["checkpoint"], done["run"], Path(done["run"]).name):
        assert results(["evaluate", network, *user], capsys)["test_mse"] == pytest.approx(done["test_mse"], rel=1e-5)


def test_what_has_the_name_of_a_data_set_and_is_another_one_is_not_taken_for_it(tmp_path: Path, tiny: Dataset, capsys):
    write_data_set(tmp_path / "mnist", tiny.train, tiny.test)
    user = ["--data-dir", "user"]
    results(["train", "--dataset", "./mnist", *QUICK, "--output", "net", *user], capsys)
    own = results(["evaluate", "net", *user], capsys)
    (tmp_path / "mnist").rename(tmp_path / "elsewhere")
    assert error(["evaluate", "net", *user], 2, capsys) == (
        "net was trained on “mnist”, which is not found; say where it is now: --dataset."
    )
    moved = results(["evaluate", "net", "--dataset", "elsewhere", *user], capsys)
    assert moved == own | {"measured_on": "elsewhere"}


def test_a_network_over_other_images_is_measured_and_it_is_said(tmp_path: Path, tiny: Dataset, capsys):
    for name, split in (("own", tiny.train), ("other", tiny.test)):
        write_data_set(tmp_path / name, split, split)
    results(["train", "--dataset", "own", *QUICK, "--output", "net", "--data-dir", "user"], capsys)
    for name, said in (("own", False), ("other", True)):
        assert main(["evaluate", "net", "--dataset", name, "--data-dir", "user"]) == 0
        assert ("net was trained on own, and other is another data set: " in capsys.readouterr().err) is said


def _rest(dataset: Dataset) -> tuple[str, int, int]:
    identity = DataIdentity.of(dataset)
    return identity.fingerprint, identity.train_images, identity.test_images


def test_a_run_has_a_network_of_each_epoch_that_is_kept(tiny_digits: str, tmp_path: Path, capsys):
    done = results(["train", "--dataset", tiny_digits, *QUICK, "--data-dir", "user"], capsys)
    for epoch in (0, 1, 2):
        opened, run = network_of(done["run"], None, epoch)
        assert (opened.snapshot.epoch, str(run.folder)) == (epoch, done["run"])
    with pytest.raises(RefusedError, match="has no network of epoch 3; it has those of 0 to 2"):
        network_of(done["run"], None, 3)
    (Path(done["run"]) / "state.safetensors").unlink()
    assert network_of(done["run"], None)[0].snapshot.epoch == 2
