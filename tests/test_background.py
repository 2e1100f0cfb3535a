import threading

import pytest
from PySide6.QtCore import QObject

from ae_gui.background import Job
from ae_model.sentence import Sentence


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


def test_what_the_science_raises_is_told_in_the_users_language(qtbot, owner, translate):
    translate({"{path} holds no images.": "Nessuna immagine in {path}."})

    def work():
        raise ValueError(Sentence("{path} holds no images.", path="a.gz"))

    ((kind, sentence, _),) = run(qtbot, owner, work)

    assert (kind, sentence) == ("complain", "Nessuna immagine in a.gz.")


def test_an_unforeseen_error_is_told_and_logged(qtbot, owner, caplog):
    ((kind, sentence, _),) = run(qtbot, owner, lambda: 1 / 0)

    assert kind == "complain"
    assert "ZeroDivisionError" in sentence
    assert "A background job failed" in caplog.text


def test_a_job_tells_how_far_it_is_in_the_thread_that_made_it(qtbot, owner):
    heard = []
    job = Job(lambda: (job.report(0.25), job.report(0.5)), heard.append, heard.append, owner)
    job.progressed.connect(lambda share: heard.append((share, threading.get_ident())))
    job.ended.connect(lambda: heard.append("ended"))

    with qtbot.waitSignal(job.destroyed):
        job.start()

    here = threading.get_ident()
    assert heard == [(0.25, here), (0.5, here), (None, None), "ended"]


def test_a_cancelled_job_ends_at_its_next_report_and_brings_nothing(qtbot, owner):
    begun, go_on, heard = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        go_on.wait(10)
        job.report(0.5)
        heard.append("went on")

    job = Job(work, heard.append, heard.append, owner)
    job.start()
    begun.wait(10)
    job.cancel()
    with qtbot.waitSignal(job.destroyed):
        go_on.set()

    assert heard == []


def test_what_a_job_had_finished_before_it_was_cancelled_is_not_brought_either(qtbot, owner):
    heard = []
    job = Job(lambda: 1, heard.append, heard.append, owner)
    with qtbot.waitSignal(job.destroyed):
        job.start()
        job.wait()
        job.cancel()
    assert heard == []
