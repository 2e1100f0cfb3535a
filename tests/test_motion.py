import pytest
from windows import menu_item

from ae_gui import motion
from ae_gui.motion import MILLISECONDS, Tween, moves


@pytest.fixture
def seen() -> list[float]:
    return []


@pytest.fixture
def tween(seen, owner) -> Tween:
    return Tween(seen.append, owner)


def test_a_tween_goes_from_0_to_1_and_never_back_slower_towards_its_end(moving, qtbot, tween, seen):
    with qtbot.waitSignal(tween.finished):
        tween.begin()
    assert seen[0] < 0.5 and seen[-1] == 1 and sorted(seen) == seen
    tween.setCurrentTime(MILLISECONDS // 2)
    assert tween.currentValue() > 0.7


def test_a_tween_that_begins_anew_begins_at_0(moving, tween, seen):
    tween.begin()
    tween.setCurrentTime(MILLISECONDS // 2)
    seen.clear()
    tween.begin()
    assert tween.under_way and tween.currentValue() == 0
    tween.settle()
    assert seen[-1] == 1 and not tween.under_way


def test_where_nothing_is_to_move_all_is_at_its_end_at_once(qtbot, tween, seen):
    assert not moves()
    with qtbot.waitSignal(tween.finished):
        tween.begin()
    assert seen == [1.0]


def test_the_user_has_the_last_word_and_it_is_remembered(moving, open_window):
    assert moves()
    window = open_window(source=None)
    assert moves()
    menu_item(window, "Less motion").trigger()
    assert not moves()
    window.close()

    motion.want_less(False)
    again = open_window(source=None)
    assert menu_item(again, "Less motion").isChecked() and not moves()
    menu_item(again, "Less motion").trigger()
    assert moves()
