import gzip
from pathlib import Path

import numpy as np
import pytest
from digits import idx_file

from ae_model import datasets
from ae_model.dataset_files import DatasetFilesError, SeveralDatasetsError, find, place_of
from ae_model.datasets import DatasetError

USUAL = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
VALUES = (
    np.arange(6 * 5 * 7, dtype=np.uint8).reshape(6, 5, 7),
    np.array([0, 1, 1, 0, 1, 0], np.uint8),
    np.ones((4, 5, 7), np.uint8),
    np.array([1, 0, 0, 1], np.uint8),
)


def write(folder: Path, names: tuple[str, ...]) -> Path:
    for name, values in zip(names, VALUES, strict=True):
        path, content = folder / name, idx_file(values)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content) if ".gz" in name else content)
    return folder


@pytest.mark.parametrize(
    "names",
    [
        tuple(f"{name}/{name}" for name in USUAL),  # as Kaggle's MNIST is unpacked
        tuple(f"raw/{name}" for name in USUAL),
        tuple(f"MNIST/raw/{name}" for name in USUAL),  # below torchvision's root
        tuple(f"raw/{name}/{name}" for name in USUAL),
        tuple(f"gzip/emnist-letters-{name.replace('t10k', 'test')}.gz" for name in USUAL),
        tuple(f"{name} (1).gz" for name in USUAL),
        tuple(f"{name}.gz.1" for name in USUAL),
        tuple(f"{name} - Copy" for name in USUAL),
        tuple(name.replace("-", "_").upper() for name in USUAL),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("train-images.idx", "train-labels.idx", "test-images.idx", "test-labels.idx"),
        ("train.idx3-ubyte", "train.idx1-ubyte", "test.idx3-ubyte", "test.idx1-ubyte"),
        ("train/images-idx3-ubyte", "train/labels-idx1-ubyte", "test/images-idx3-ubyte", "test/labels-idx1-ubyte"),
        ("training-images.bin", "training-labels.bin", "testing-images.bin", "testing-labels.bin"),
    ],
    ids=lambda names: names[0],
)
def test_files_are_found_under_whatever_names_and_folders_they_have_which_is_said(tmp_path, names):
    dataset = datasets.load(str(write(tmp_path, names)))
    assert len(dataset.train.images) == 6
    assert dataset.train.labels.tolist() == VALUES[1].tolist()
    assert dataset.test.labels.tolist() == VALUES[3].tolist()
    assert names[0] in dataset.notes[0]
    assert dataset.notes[0].startswith("Read from ")


def test_of_several_copies_the_nearest_and_most_usual_is_read_without_a_word(tmp_path):
    """Kaggle's copy has each file twice: beside a folder of its name, and in it."""
    write(tmp_path, tuple(f"{name}/{name}" for name in USUAL))
    write(tmp_path, tuple(name.replace("-idx", ".idx") for name in USUAL))
    (tmp_path / USUAL[0] / USUAL[0]).write_bytes(b"not read")
    dataset = datasets.load(str(tmp_path))
    assert len(dataset.train.images) == 6
    assert dataset.notes == ()


def test_a_file_stands_for_its_folder_unless_there_are_several_data_sets_in_it(tmp_path):
    nested = write(tmp_path / "kaggle", tuple(f"{name}/{name}" for name in USUAL))
    assert place_of(nested / USUAL[3] / USUAL[3]) == nested
    assert datasets.load(str(nested / USUAL[3] / USUAL[3])).class_names == ("0", "1")
    plain = write(tmp_path / "plain", USUAL)
    assert place_of(plain / USUAL[0]) == place_of(plain) == plain
    for name in ("emnist-letters", "emnist-digits"):
        write(tmp_path, tuple(f"{name}-{file}" for file in USUAL))
    file = tmp_path / f"emnist-digits-{USUAL[0]}"
    assert place_of(file) == file
    (plain / "other").write_bytes(b"")
    assert place_of(plain / "other") == plain / "other"


def test_a_file_of_the_usual_name_goes_before_a_second_download(tmp_path):
    write(tmp_path, USUAL)
    (tmp_path / f"{USUAL[0]} (1)").write_bytes(b"not read")
    assert len(datasets.load(str(tmp_path)).train.images) == 6


def test_of_several_data_sets_in_a_folder_one_is_opened_by_one_of_its_files(tmp_path):
    for name in ("emnist-letters", "emnist-digits"):
        write(tmp_path, tuple(f"{name}-{file}" for file in USUAL))
    with pytest.raises(SeveralDatasetsError) as refusal:
        find(tmp_path)
    assert set(refusal.value.choices) == {"emnist-letters", "emnist-digits"}
    with pytest.raises(DatasetError, match="holds several data sets: emnist-digits, emnist-letters"):
        datasets.load(str(tmp_path))
    for name, file in refusal.value.choices.items():
        dataset = datasets.load(str(file))
        assert dataset.name == name
        assert len(dataset.train.images) == 6
        assert name in dataset.notes[0]


def test_below_torchvisions_root_each_data_set_is_one_to_choose(tmp_path):
    for name in ("MNIST", "FashionMNIST"):
        write(tmp_path, tuple(f"{name}/raw/{file}" for file in USUAL))
    with pytest.raises(SeveralDatasetsError) as refusal:
        find(tmp_path)
    assert refusal.value.choices == {"mnist": tmp_path / "MNIST", "fashionmnist": tmp_path / "FashionMNIST"}
    for folder in (tmp_path / "MNIST", tmp_path / "MNIST" / "raw"):
        assert datasets.load(str(folder)).name == "MNIST"
    file = tmp_path / "FashionMNIST" / "raw" / USUAL[2]
    assert datasets.load(str(file)).name == "FashionMNIST"


def test_a_data_set_in_the_folder_itself_goes_before_others_below(tmp_path):
    write(tmp_path, USUAL)
    write(tmp_path, tuple(f"older/{name}" for name in USUAL))
    assert find(tmp_path).name == ""


def test_the_usual_names_go_before_those_of_another_data_set_beside_them(tmp_path):
    write(tmp_path, tuple(f"emnist-letters-{name}" for name in USUAL))
    write(tmp_path, USUAL)
    assert find(tmp_path).are_as_usual
    assert find(tmp_path / f"emnist-letters-{USUAL[1]}").name == "emnist-letters"


def test_pictures_archives_notes_and_hidden_files_are_no_files_of_a_data_set(tmp_path):
    write(tmp_path, USUAL)
    for name in ("train-images.png", "train-images.tar", "test-labels.txt", "._train-images-idx3-ubyte", "x"):
        (tmp_path / name).write_bytes(b"")
    assert {path.name for path in find(tmp_path).paths.values()} == set(USUAL)


def test_an_idx_file_of_any_name_is_a_data_set_alone(tmp_path):
    (tmp_path / "download").write_bytes(idx_file(VALUES[0]))
    dataset = datasets.load(str(tmp_path / "download"))
    assert (dataset.name, dataset.has_classes) == ("download", False)
    assert (len(dataset.train.images), len(dataset.test.images)) == (5, 1)
    (tmp_path / "notes.txt").write_text("neither")
    with pytest.raises(DatasetError, match=r"notes\.txt is not an IDX file of images"):
        datasets.load(str(tmp_path / "notes.txt"))


def test_emnists_own_files_are_turned_upright_and_its_letters_have_their_names(tmp_path):
    write(tmp_path, tuple(f"emnist-letters-{name}" for name in USUAL))
    for part in ("train", "t10k"):
        labels = np.array([1, 2, 3, 1, 2, 3] if part == "train" else [3, 1, 1, 2], np.uint8)
        (tmp_path / f"emnist-letters-{part}-labels-idx1-ubyte").write_bytes(idx_file(labels))
    (tmp_path / "emnist-letters-mapping.txt").write_text("1 65 97\n2 66 98\n3 67 99\n")
    dataset = datasets.load(str(tmp_path))
    np.testing.assert_array_equal(dataset.train.images, VALUES[0].transpose(0, 2, 1))
    assert dataset.class_names == ("A", "B", "C")
    assert dataset.test.labels.tolist() == [2, 0, 0, 1]
    assert any("turned upright" in note for note in dataset.notes)


def test_qmnists_labels_are_the_first_of_eight_numbers_in_each_row(tmp_path):
    names = ("qmnist-train-images-idx3-ubyte", "", "qmnist-test-images-idx3-ubyte", "")
    for name, values, labels in zip(names[::2], VALUES[::2], VALUES[1::2], strict=True):
        (tmp_path / name).write_bytes(idx_file(values))
        rows = np.arange(8 * len(labels), dtype=">i4").reshape(-1, 8)
        rows[:, 0] = labels
        header = bytes([0, 0, 12, 2]) + len(labels).to_bytes(4, "big") + (8).to_bytes(4, "big")
        path = tmp_path / name.replace("images-idx3-ubyte", "labels-idx2-int.gz")
        path.write_bytes(gzip.compress(header + rows.tobytes()))
    dataset = datasets.load(str(tmp_path))
    assert dataset.name == "qmnist"
    assert dataset.train.labels.tolist() == VALUES[1].tolist()
    assert dataset.test.labels.tolist() == VALUES[3].tolist()


def test_a_link_into_itself_among_the_files_is_passed_over(tmp_path):
    write(tmp_path, USUAL)
    (tmp_path / "loop").symlink_to("loop")
    assert {path.name for path in find(tmp_path).paths.values()} == set(USUAL)


def test_what_cannot_even_be_the_name_of_a_folder_is_not_there(tmp_path):
    with pytest.raises(DatasetFilesError, match="There is no folder"):
        find(tmp_path / ("x" * 300))
