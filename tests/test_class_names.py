from pathlib import Path

import pytest

from ae_gui.class_names import ClassNames
from ae_gui.preferences import CLASS_NAMES, RECENT, Preferences, RecentItem

DIGITS = tuple("0123456789")
CLOTHES = ("Shirt", "Shoe")


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def names(qapp, preferences) -> ClassNames:
    return ClassNames(preferences, "mnist", DIGITS, qapp)


def opened(preferences: Preferences, *paths: str) -> None:
    preferences[RECENT] = tuple(RecentItem("dataset", path) for path in paths)


def test_a_name_is_remembered_for_these_images_wherever_they_lie(names):
    names.set_dataset("fingerprint", "/one/clothes", CLOTHES)
    names.renaming(1, "Boot").redo()
    names.set_dataset("another", "/other/clothes", CLOTHES)  # a folder of the same name
    assert names.now == CLOTHES

    names.set_dataset("fingerprint", "/moved/elsewhere", CLOTHES)
    assert names.now == ("Shirt", "Boot")


def test_a_folder_that_is_called_mnist_is_not_mnist(names):
    names.renaming(0, "nought").redo()
    names.set_dataset("of other images", "/home/me/mnist", DIGITS)
    assert names.now == DIGITS


def test_what_was_remembered_by_the_name_of_a_folder_is_found(names, preferences):
    preferences[CLASS_NAMES] = {"clothes": ("Shirt", "Boot")}
    opened(preferences, "/one/clothes", "/one/letters")
    names.set_dataset("fingerprint", "/one/clothes", CLOTHES)
    assert names.now == ("Shirt", "Boot")

    names.set_dataset("another", "/other/clothes", CLOTHES)  # it was the first one's
    assert names.now == CLOTHES


def test_where_two_folders_may_be_meant_no_name_is_taken_from_either(names, preferences):
    preferences[CLASS_NAMES] = {"clothes": ("Shirt", "Boot")}
    opened(preferences, "/one/clothes", "/other/clothes")
    names.set_dataset("fingerprint", "/one/clothes", CLOTHES)
    assert names.now == CLOTHES


def test_a_renaming_is_undone_in_the_data_set_that_it_was_done_in(qtbot, names):
    renaming = names.renaming(3, "three")
    renaming.redo()
    names.set_dataset("fingerprint", str(Path("/one/clothes")), CLOTHES)
    with qtbot.assertNotEmitted(names.changed):
        renaming.undo()
    names.set_dataset("mnist", "mnist", DIGITS)
    assert names.now == DIGITS


def test_a_class_is_renamed_where_another_number_of_them_is_remembered(qapp, preferences):
    preferences[CLASS_NAMES] = {"mnist": ("zero", "one")}
    names = ClassNames(preferences, "mnist", ("0", "1", "2"), qapp)
    renaming = names.renaming(2, "two")
    renaming.redo()
    assert names.now == ("0", "1", "two")
    renaming.undo()
    assert names.now == ("0", "1", "2")


def test_names_that_were_corrected_in_the_data_set_since_are_seen_beside_those_given_here(names):
    names.set_dataset("fingerprint", "/one/clothes", ("Shirt", "Sheo"))
    names.renaming(0, "Blouse").redo()
    names.set_dataset("fingerprint", "/one/clothes", CLOTHES)
    assert names.now == ("Blouse", "Shoe")


def test_names_in_settings_that_were_corrected_by_hand_and_are_none_are_those_of_the_data_set(names, preferences):
    preferences[CLASS_NAMES] = {"fingerprint": (" ", "Bo\u202eot"), "mnist": ("zero", "uno", "二", *DIGITS[3:])}
    names.set_dataset("fingerprint", "/one/clothes", CLOTHES)
    assert names.now == CLOTHES
    names.set_dataset("mnist", "mnist", DIGITS)
    assert names.now == ("zero", "uno", "二", *DIGITS[3:])
