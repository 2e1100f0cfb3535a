import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ae_model import dataset_folders, datasets, idx
from ae_model.dataset_folders import datasets_folder, put_in_place, sweep, temporary_folder

DIE_WHILE_MAKING_ONE = """
import os, sys
from pathlib import Path
from ae_model.dataset_folders import temporary_folder
with temporary_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_bytes(bytes(1000))
    os._exit(0)
"""


def test_what_a_dead_process_left_is_swept_and_what_a_living_one_makes_is_not(tmp_path):
    subprocess.run([sys.executable, "-c", DIE_WHILE_MAKING_ONE, tmp_path], check=True)
    parent = datasets_folder(tmp_path)
    (parent / "my data set").mkdir()
    (parent / ".hidden.partial").mkdir()  # not ours
    assert len([path for path in parent.iterdir() if path.suffix == ".partial"]) == 2
    with temporary_folder(tmp_path) as living:
        sweep(tmp_path)
        assert living.is_dir()
        assert {path.name for path in parent.iterdir() if path.suffix != ".lock"} == {
            "my data set",
            ".hidden.partial",
            living.name,
        }
    assert {path.name for path in parent.iterdir()} == {"my data set", ".hidden.partial"}


def test_sweeping_where_nothing_is_does_nothing(tmp_path):
    sweep(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path, monkeypatch):
    rename = Path.rename

    def refuse_the_new(path, goal):
        if path.name == "made":
            raise PermissionError(13, "Permission denied")
        return rename(path, goal)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with temporary_folder(tmp_path) as temporary:
        made, old = temporary / "made", datasets_folder(tmp_path) / "x"
        for folder, content in ((made, b"new"), (old, b"old")):
            folder.mkdir()
            (folder / "file").write_bytes(content)
        with pytest.raises(PermissionError, match="x"):
            put_in_place(made, old)
    assert (old / "file").read_bytes() == b"old"


def test_what_is_made_replaces_what_was_there_and_leaves_nothing_beside_it(tmp_path):
    folder = datasets_folder(tmp_path) / "x"
    for content in (b"old", b"new"):
        with temporary_folder(tmp_path) as temporary:
            made = temporary / "made"
            made.mkdir()
            (made / "file").write_bytes(content)
            put_in_place(made, folder)
    assert (folder / "file").read_bytes() == b"new"
    assert list(datasets_folder(tmp_path).iterdir()) == [folder]


def test_images_and_labels_come_back_as_a_data_set_with_its_names(tmp_path, mnist):
    files = (
        (dataset_folders.TRAIN_IMAGES, dataset_folders.TRAIN_LABELS, mnist.train),
        (dataset_folders.TEST_IMAGES, dataset_folders.TEST_LABELS, mnist.test),
    )
    for images, labels, split in files:
        dataset_folders.write_images(tmp_path / f"{images}.gz", split.images[:40])
        dataset_folders.write_labels(tmp_path / labels, split.labels[:40])
    names = tuple(f"digit {number}" for number in range(10))
    dataset_folders.write_words(tmp_path, names, "by hand")
    dataset = datasets.load(str(tmp_path))
    np.testing.assert_array_equal(dataset.test.images, mnist.test.images[:40])
    np.testing.assert_array_equal(dataset.train.labels, mnist.train.labels[:40])
    assert dataset.class_names == names


def test_writing_images_is_told_in_shares_and_can_be_ended(tmp_path):
    images = np.zeros((3, 2048, 2048), np.uint8)
    told: list[float] = []
    dataset_folders.write_images(tmp_path / "images.gz", images, told.append)
    assert told == [0, 1 / 3, 2 / 3]
    np.testing.assert_array_equal(idx.read_images(tmp_path / "images.gz"), images)

    def give_up(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        dataset_folders.write_images(tmp_path / "other.gz", images, give_up)
