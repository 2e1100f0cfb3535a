from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ae_model.picture_layout import Layout, class_names, layouts
from ae_model.picture_search import Way


def ways(*patterns: str) -> list[Way]:
    """Ways to pictures; "train/cat*3" is three of them in a folder."""
    made = []
    for pattern in patterns:
        folder, _, count = pattern.partition("*")
        made += [(*filter(None, folder.split("/")), f"{number}.png") for number in range(int(count or 1))]
    return made


def likeliest(*patterns: str) -> Layout:
    return layouts(ways(*patterns))[0]


def read(layout: Layout) -> dict[str, dict[str | None, int]]:
    """How many pictures of each class are in each part."""
    called, _ = class_names(layout.pictures)
    counts: dict[str, Counter[str | None]] = {}
    for picture in layout.pictures:
        name = None if picture.folder is None else called[picture.folder]
        counts.setdefault(picture.part, Counter())[name] += 1
    return {part: dict(classes) for part, classes in counts.items()}


@pytest.mark.parametrize(
    ("train", "test"),
    [
        *[("train", "test"), ("Train", "Test"), ("TRAIN", "TEST"), ("training", "testing"), ("train", "t10k")],
        *[("train", "val"), ("train", "Valid"), ("train", "validation"), ("train", "dev"), ("train", "eval")],
        *[("training_set", "test_set"), ("TrainSet", "TestSet"), ("01 train", "02 test"), ("train2017", "val2017")],
        *[("seg_train", "seg_test"), ("trainingSet", "testSet"), ("addestramento", "prova")],
        *[("entraînement", "validation"), ("train-images", "test-images")],
    ],
)
def test_folders_with_the_names_of_parts_are_parts(train, test):
    layout = likeliest(f"{train}/a*3", f"{train}/b*4", f"{test}/a*1", f"{test}/b*2")
    assert read(layout) == {"train": {"a": 3, "b": 4}, "test": {"a": 1, "b": 2}}
    assert layout.left_out == ()


def test_of_three_parts_what_is_to_validate_with_is_trained_on_and_said():
    layout = likeliest("train/a*3", "train/b*3", "valid/a*1", "valid/b*2", "test/a*2", "test/b*1")
    assert read(layout) == {"train": {"a": 4, "b": 5}, "test": {"a": 2, "b": 1}}
    assert list(map(str, layout.notes)) == ["The 3 pictures in “valid” are trained on."]
    layout = likeliest("train/a*3", "train/b*3", "val/a*1", "val/b*2")
    assert list(map(str, layout.notes)) == ["The 3 pictures in “val” are the test part."]


def test_test_pictures_without_classes_are_left_out_and_counted():
    layout = likeliest("train/a*3", "train/b*3", "test*50")
    assert read(layout) == {"train": {"a": 3, "b": 3}}
    assert [(item.path, item.reason, item.count) for item in layout.left_out] == [
        ("test", "Its pictures are in no folder of a class.", 50)
    ]
    layout = likeliest("train/a*3", "train/b*3", "val/a*2", "val/b*2", "test*50")  # as ImageNet comes
    assert read(layout) == {"train": {"a": 3, "b": 3}, "test": {"a": 2, "b": 2}}
    layout = likeliest("train/a*3", "train/b*3", "test/a*2", "test")
    assert [str(item) for item in layout.left_out] == ["test/0.png: it is in no folder of a class."]


def test_parts_without_any_classes_are_parts_all_the_same():
    assert read(likeliest("train*9", "test*3")) == {"train": {None: 9}, "test": {None: 3}}
    assert read(likeliest("train*9", "test/a*3", "test/b*3")) == {"train": {None: 9}, "test": {None: 6}}


def test_folders_beside_parts_are_left_out_and_counted():
    layout = likeliest("seg_train/seg_train/a*3", "seg_train/seg_train/b*3", "seg_test/seg_test/a*1",
                       "seg_test/seg_test/b*1", "seg_pred/seg_pred*7")  # fmt: skip
    assert read(layout) == {"train": {"a": 3, "b": 3}, "test": {"a": 1, "b": 1}}
    assert [(item.path, item.count) for item in layout.left_out] == [("seg_pred", 7)]


def test_folders_of_pictures_called_train_and_test_are_classes_beside_others():
    assert read(likeliest("train*2", "test*2", "plane*2")) == {"train": {"train": 2, "test": 2, "plane": 2}}
    assert read(likeliest("test tube*2", "train station*2")) == {"train": {"test tube": 2, "train station": 2}}


def test_parts_within_classes_and_in_their_names_are_parts_too():
    layout = likeliest("cat/train*3", "cat/test*1", "dog/train*4", "dog/test*2")
    assert read(layout) == {"train": {"cat": 3, "dog": 4}, "test": {"cat": 1, "dog": 2}}
    layout = likeliest("cats_train*3", "cats_test*1", "dogs_train*4", "dogs_test*2")
    assert read(layout) == {"train": {"cats": 3, "dogs": 4}, "test": {"cats": 1, "dogs": 2}}
    assert read(likeliest("trainA*3", "trainB*2", "testA*2", "testB*1"))["test"] == {"A": 2, "B": 1}


def test_a_folder_around_all_classes_is_none_itself_and_that_is_said():
    layout = likeliest("PetImages/Cat*3", "PetImages/Dog*3", "")
    assert read(layout) == {"train": {"Cat": 3, "Dog": 3}}
    assert list(map(str, layout.notes)) == ["The classes are the folders in “PetImages”."]
    assert [item.path for item in layout.left_out] == ["0.png"]
    assert read(likeliest("archive/mnist/train/a*2", "archive/mnist/train/b*2", "archive/mnist/test/a", "archive/mnist/test/b"))["test"] == {"a": 1, "b": 1}  # fmt: skip  # noqa: E501


def test_pictures_beside_the_folders_of_classes_are_left_out_and_named():
    layout = likeliest("cat*3", "dog*3", "*2")
    assert [str(item) for item in layout.left_out] == [
        "0.png: it is beside the folders, in none of them.",
        "1.png: it is beside the folders, in none of them.",
    ]


def test_what_can_be_read_in_two_ways_is_said_and_can_be_chosen():
    found = layouts(ways("2019/cat*2", "2019/dog*2", "2020/cat*2", "2020/dog*2"))
    assert [layout.name for layout in found] == ["folders", "inner folders", "no classes"]
    assert "hold folders of the same names" in found[0].notes[0]
    assert read(found[0]) == {"train": {"2019": 4, "2020": 4}}
    assert read(found[1]) == {"train": {"cat": 4, "dog": 4}}
    assert read(found[2]) == {"train": {None: 8}}
    assert str(found[1].title) == "Classes: cat, dog, within 2019, 2020"


def test_classes_in_the_names_of_files_are_said_and_can_be_chosen():
    train = [("train", f"{name}.{number}.jpg") for name in ("cat", "dog") for number in range(5)]
    test = [("test1", f"{number}.jpg") for number in range(3)]
    parts, _, none, named = layouts([*test, *train])
    assert [layout.name for layout in (parts, none, named)] == ["parts", "no classes", "file names"]
    assert read(parts) == {"train": {None: 10}, "test": {None: 3}}
    assert "these can be chosen" in parts.notes[-1]
    assert read(named) == {"train": {"cat": 5, "dog": 5}}
    assert [str(item) for item in named.left_out[:1]] == ["test1/0.jpg: its name does not begin with a class."]
    pets = [(f"{name}_{number}.jpg",) for name in ("Great Dane", "pug", "Pug") for number in range(2)]
    assert read(layouts(pets)[-1]) == {"train": {"Great Dane": 2, "Pug": 4}}
    assert [layout.name for layout in layouts([(f"IMG_{number}.jpg",) for number in range(9)])] == ["no classes"]


@pytest.mark.parametrize("patterns", [("*9",), ("digits*9",), ("", "cat*2"), ("digits/old*3", "digits*9")])
def test_pictures_in_less_than_two_folders_have_no_classes(patterns):
    assert read(likeliest(*patterns)) == {"train": {None: len(ways(*patterns))}}


def test_more_folders_than_there_can_be_classes_are_none():
    layout = likeliest(*(f"{day}*1" for day in range(101)))
    assert read(layout) == {"train": {None: 101}}
    assert layout.notes == ("There are 101 folders, of which at most 100 can be classes: all pictures are of one.",)


def names(*patterns: str) -> tuple[list[str], list[str]]:
    called, notes = class_names(likeliest(*patterns).pictures)
    return sorted(set(called.values())), list(map(str, notes))


def test_names_that_differ_only_in_what_nobody_sees_are_of_one_class():
    assert names("cafe\u0301*2", "caf\u00e9*1", "tea*2") == (
        ["caf\u00e9", "tea"],
        ["The folders “cafe\u0301”, “caf\u00e9” are one class, caf\u00e9."],
    )
    assert names(" cat *2", "dog*2") == (["cat", "dog"], [])


def test_names_that_differ_in_capitals_are_of_one_class_unless_they_lie_side_by_side():
    called, notes = names("train/Cat*3", "train/dog*3", "test/cat*1", "test/Dog*1")
    assert called == ["Cat", "dog"]
    assert notes == ["The folders “Cat”, “cat” are one class, Cat.", "The folders “Dog”, “dog” are one class, dog."]
    assert names("A*2", "a*2") == (["A", "a"], [])


def test_names_that_no_class_can_have_are_made_possible_and_that_is_said():
    called, notes = names("👩\u200d🚀*2", "x" * 70 + "*2", "x" * 71 + "*2", "a\u202eb*2")
    assert called == ["a b", "x" * 56 + " (2)", "x" * 60, "👩\u200d🚀"]
    assert len(notes) == 3 and all("is called" in note for note in notes)


FOLDERS = st.sampled_from(["train", "Test", "val", "a", "A", "b", "cats_train", "cats_test", "images", "train/train"])


@given(st.lists(st.tuples(st.lists(FOLDERS, max_size=3), st.integers(1, 3)), min_size=1, max_size=12))
def test_in_every_reading_of_any_tree_each_picture_is_taken_or_counted_as_left_out(folders):
    tree = {way for names, count in folders for way in ways("/".join(names) + f"*{count}")}
    for layout in layouts(sorted(tree)):
        taken = [picture.way for picture in layout.pictures]
        assert len(set(taken)) == len(taken) and set(taken) <= tree
        assert len(taken) + sum(item.count for item in layout.left_out) == len(tree)
        assert {picture.part for picture in layout.pictures} <= {"train", "test"}
        called, _ = class_names(layout.pictures)
        assert all(picture.folder is None or called[picture.folder] for picture in layout.pictures)
        assert len({picture.folder is None for picture in layout.pictures}) == 1  # all have classes, or none
