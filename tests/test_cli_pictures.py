from pathlib import Path

import pytest
from command_line import QUICK, error, results
from PIL import Image

from ae_model import datasets
from ae_model.__main__ import main
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.fixture
def pictures(tmp_path: Path, tiny: Dataset) -> Path:
    """Three pictures of each of two digits."""
    for digit in (0, 1):
        folder = tmp_path / "my digits" / f"digit {digit}"
        folder.mkdir(parents=True)
        for number, image in enumerate(tiny.train.images[tiny.train.labels == digit][:3]):
            Image.fromarray(image).save(folder / f"{number}.png")
    return tmp_path / "my digits"


def test_a_folder_of_pictures_becomes_a_data_set_that_is_trained_on_by_its_name(pictures: Path, capsys):
    (pictures / "digit 0" / "notes.txt").touch()
    (pictures / "digit 0" / "bad.png").write_bytes(b"no picture")
    assert main(["import", "my digits", "--data-dir", "user"]) == 0
    captured = capsys.readouterr()
    assert dict(line.split(maxsplit=1) for line in captured.out.splitlines())["name"] == "my digits"
    assert "Left out: digit 0/bad.png" in captured.err
    made = results(["import", "my digits", "--name", "mine", "--side", "14", "--data-dir", "user"], capsys)
    assert (made["name"], made["pictures"], made["classes"]) == ("mine", 6, ["digit 0", "digit 1"])
    assert str(datasets.load(made["folder"]).image_shape) == "14×14"
    done = results(["train", "--dataset", "mine", *QUICK, "--data-dir", "user"], capsys)
    assert done["outcome"] == "done"


def test_the_look_of_pictures_can_be_said(pictures: Path, capsys):
    images = {}
    for option in ("--invert", "--no-invert"):
        made = results(["import", "my digits", "--name", option[2:], option, "--data-dir", "user"], capsys)
        images[option] = datasets.load(made["folder"]).train.images
    assert (images["--invert"] == 255 - images["--no-invert"]).all()


def test_masks_are_stretched_unless_it_is_not_wanted_and_either_is_said(pictures: Path, capsys):
    for path in pictures.rglob("*.png"):
        with Image.open(path) as image:
            mask = image.point([value // 128 for value in range(256)])
        mask.save(path)
    for options, most, said in (([], 255, "Stretched: values"), (["--no-stretch"], 1, "Not stretched: values")):
        assert main(["import", "my digits", *options, "--no-invert", "--data-dir", "user"]) == 0
        assert f"{said} from 0 to 1 of 255" in capsys.readouterr().err
        name = "my digits" if not options else "my digits (2)"
        assert datasets.load(str(Path("user") / "datasets" / name)).train.images.max() == most


def test_pictures_that_make_no_data_set_are_one_sentence(pictures: Path, capsys):
    user = ["--data-dir", "user"]
    assert "nowhere" in error(["import", "nowhere", *user], 2, capsys)
    assert "side" in error(["import", "my digits", "--side", "0", *user], 2, capsys)
    said = error(["import", "my digits", "--folders", "backwards", *user], 2, capsys)
    assert "cannot be read in that way, but so: " in said and "no classes" in said
    assert not (Path("user") / "datasets" / "my digits").exists()
