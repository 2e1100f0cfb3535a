import threading

import pytest
from PySide6.QtCore import QObject

from ae_gui.background import Job


@pytest.fixture
def owner(qapp) -> QObject:
    return QObject()


def run(qtbot, owner, work):
    """Run a job to its end; returns (kind, what, thread) of every call that came back."""
    heard = []
    job = Job(
        work,
        lambda result: heard.append(("take", result, threading.get_ident())),
        lambda sentence: heard.append(("complain", sentence, threading.get_ident())),
        owner,
    )
    with qtbot.waitSignal(job.destroyed):
        job.start()
    return heard


def test_work_is_done_in_another_thread_and_taken_in_this_one(qtbot, owner):
    here = threading.get_ident()

    ((kind, there, taken_in),) = run(qtbot, owner, threading.get_ident)

    assert (kind, taken_in) == ("take", here)
    assert there != here


def test_a_file_that_cannot_be_read_is_a_sentence(qtbot, owner, tmp_path):
    ((kind, sentence, _),) = run(qtbot, owner, (tmp_path / "missing").read_bytes)

    assert kind == "complain"
    assert "missing" in sentence


def test_an_unforeseen_error_is_told_and_logged(qtbot, owner, caplog):
    ((kind, sentence, _),) = run(qtbot, owner, lambda: 1 / 0)

    assert kind == "complain"
    assert "ZeroDivisionError" in sentence
    assert "A background job failed" in caplog.text
