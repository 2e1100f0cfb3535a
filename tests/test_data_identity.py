from dataclasses import replace

import pytest

from ae_model.data_identity import MNIST, DataIdentity, fingerprint, name_of
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.sentence import SaidError


def test_the_images_and_labels_make_a_data_set_what_it_is_and_not_its_name_or_its_classes(tiny):
    assert fingerprint(replace(tiny, name="elsewhere", class_names=tuple("abcdefghij"))) == fingerprint(tiny)
    labels = tiny.test.labels.copy()
    labels[7] += 1
    assert fingerprint(replace(tiny, test=Split(tiny.test.images, labels))) != fingerprint(tiny)


def test_the_mnist_that_travels_with_the_program_is_known(mnist: Dataset):
    assert DataIdentity.of(mnist) == DataIdentity.of_source("mnist") == MNIST


def test_of_a_path_the_name_remains_whichever_system_wrote_it():
    assert name_of("/home/ada/pictures/clothes/") == name_of(r"C:\Users\Ada\clothes") == name_of("clothes") == "clothes"
    assert DataIdentity.of_source("/home/ada/clothes") == DataIdentity("clothes")


def test_a_name_is_always_text_that_a_file_can_hold(tiny: Dataset):
    assert DataIdentity.of(replace(tiny, name="caf\udce9")).name == name_of("/data/caf\udce9") == "caf?"
    assert DataIdentity.from_dict({"name": "\ud800"}).name == "?"  # in a file of a stranger


def test_a_fingerprint_says_which_data_set_it_is_and_where_none_is_known_the_name_does():
    ours, moved = DataIdentity("clothes", "ab" * 32), DataIdentity("clothes-2", "ab" * 32)
    assert not ours.is_another_than(moved)
    assert ours.is_another_than(DataIdentity("clothes", "cd" * 32))
    assert not ours.is_another_than(DataIdentity("clothes"))
    assert ours.is_another_than(DataIdentity("mnist"))


def test_it_comes_back_from_a_file_as_it_was():
    assert DataIdentity.from_dict(MNIST.to_dict()) == MNIST
    assert DataIdentity.from_dict({"name": "old"}) == DataIdentity("old")


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        {"name": 7},
        {"name": "x" * 300},
        {"name": "x", "fingerprint": None},
        {"name": "x", "train_images": -1},
        {"name": "x", "train_images": True},
    ],
)
def test_what_a_stranger_writes_instead_is_refused(values):
    with pytest.raises(SaidError):
        DataIdentity.from_dict(values)


def test_a_field_of_the_future_is_named():
    with pytest.raises(SaidError, match="only a newer Autoencoder Lab knows: colours"):
        DataIdentity.from_dict({"name": "x", "colours": 3})


def test_how_another_data_set_differs_is_said(tiny):
    known = DataIdentity.of(tiny)
    assert known.difference(ImageShape(8, 9), tiny) == "its images have 28×28 pixels, not 8×9"
    fewer = replace(tiny, test=Split(tiny.test.images[:9], tiny.test.labels[:9]))
    assert known.difference(MNIST_SHAPE, fewer) == "it has 300 training and 9 test images, not 300 and 50"
    assert DataIdentity("old", "ab").difference(MNIST_SHAPE, tiny) == "its images or their labels are others"
