from PySide6.QtGui import QUndoStack

from ae_gui.widgets.change import Change


def test_a_change_shows_the_new_value_when_it_is_pushed_and_the_old_one_when_it_is_undone(qapp):
    shown: list[int] = []
    stack = QUndoStack()
    stack.push(Change("Number", shown.append, 1, 2))
    assert (shown, stack.undoText()) == ([2], "Number")
    stack.undo()
    stack.redo()
    assert shown == [2, 1, 2]
