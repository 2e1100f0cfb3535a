import gzip
import json
import shutil
from pathlib import Path

import pytest
from digits import first, idx_file, write_data_set

from ae_model import datasets, known_data
from ae_model.data_identity import MNIST, DataIdentity, fingerprint
from ae_model.datasets import Dataset, Split
from ae_model.known_data import KnownData


@pytest.fixture
def folder(tiny: Dataset, tmp_path: Path) -> Path:
    return write_data_set(tmp_path / "clothes", tiny.train, tiny.test)


@pytest.fixture
def known(tmp_path: Path) -> KnownData:
    return KnownData(tmp_path / "user")


@pytest.fixture
def clothes(tiny: Dataset) -> DataIdentity:
    return DataIdentity("clothes", fingerprint(tiny), 300, 50)


def other(tiny: Dataset, folder: Path) -> Path:
    return write_data_set(folder, first(tiny.train, 40), first(tiny.test, 10))


def change(folder: Path, tiny: Dataset) -> None:
    """Put other images into a data set of the same place."""
    changed = Split(255 - tiny.train.images, tiny.train.labels)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx_file(changed.images)))


def test_a_data_set_is_found_where_it_was_recorded(known: KnownData, clothes: DataIdentity, folder: Path):
    assert known.where(clothes, str(folder)) == str(folder)


def test_one_that_was_moved_is_found_where_it_was_opened_since(
    known: KnownData, clothes: DataIdentity, folder: Path, tmp_path: Path
):
    moved = shutil.move(folder, tmp_path / "elsewhere")
    assert known.where(clothes, str(folder)) is None
    known.remember(str(moved), clothes.fingerprint)
    assert known.where(clothes, str(folder)) == str(moved)


def test_one_that_was_made_or_downloaded_is_found_without_having_been_opened(
    known: KnownData, clothes: DataIdentity, folder: Path, tmp_path: Path, tiny: Dataset
):
    (tmp_path / "user" / "datasets").mkdir(parents=True)
    other(tiny, tmp_path / "user" / "datasets" / "others")
    (tmp_path / "user" / "datasets" / ".0123456789abcdef.partial").mkdir()
    moved = shutil.move(folder, tmp_path / "user" / "datasets" / "mine")
    assert known.where(clothes) == str(moved)


def test_other_images_at_the_same_place_are_not_taken_for_it(
    known: KnownData, clothes: DataIdentity, folder: Path, tiny: Dataset
):
    known.remember(str(folder), clothes.fingerprint)
    change(folder, tiny)
    assert known.where(clothes, str(folder)) is None
    now = DataIdentity("clothes", fingerprint(datasets.load(str(folder))))
    assert known.where(now) == str(folder)


def test_what_has_not_changed_is_not_read_again(
    known: KnownData, clothes: DataIdentity, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    assert known.where(clothes, str(folder)) == str(folder)
    monkeypatch.setattr(datasets, "load", None)  # whoever calls it now fails
    assert known.where(clothes, str(folder)) == str(folder)


def test_the_mnist_of_the_program_is_always_there(known: KnownData, tmp_path: Path):
    assert known.where(MNIST, str(tmp_path / "gone")) == "mnist"
    known.remember("mnist", MNIST.fingerprint)
    assert not (tmp_path / "user").exists()


def test_of_a_network_that_knows_no_fingerprint_the_recorded_place_is_believed(known: KnownData, folder: Path):
    assert known.where(DataIdentity("clothes"), str(folder)) == str(folder)
    assert known.where(DataIdentity("clothes"), str(folder / "gone")) is None
    assert known.where(DataIdentity("clothes")) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"/x": 3}', b"[" * 100_000])
def test_a_damaged_memory_is_none(
    known: KnownData, clothes: DataIdentity, folder: Path, tmp_path: Path, content: bytes
):
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "fingerprints.json").write_bytes(content)
    assert known.where(clothes, str(folder)) == str(folder)


def test_what_cannot_be_read_or_remembered_is_no_trouble(clothes: DataIdentity, folder: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    unwritable = KnownData(tmp_path / "file")
    unwritable.remember(str(folder), clothes.fingerprint)
    unwritable.remember(str(tmp_path / "gone"), clothes.fingerprint)
    assert unwritable.where(clothes, str(folder)) == str(folder)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(b"nonsense")
    assert KnownData(None).where(clothes, str(folder)) is None


def test_of_very_many_places_the_last_are_remembered(
    known: KnownData, clothes: DataIdentity, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(known_data, "_MOST", 2)
    places = [str(folder), *(str(shutil.copytree(folder, tmp_path / name)) for name in "ab")]
    for place in places:
        known.remember(place, clothes.fingerprint)
    assert list(json.loads((tmp_path / "user" / "fingerprints.json").read_bytes())) == places[1:]
