import threading

import pytest

from ae_gui.background import Job, JobError, Latest
from ae_model.sentence import Sentence


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


def test_a_full_memory_is_a_sentence(qtbot, owner):
    def work():
        raise MemoryError("Unable to allocate 359. MiB")

    ((kind, sentence, _),) = run(qtbot, owner, work)

    assert (kind, sentence) == ("complain", "The memory is full.")


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


@pytest.fixture
def latest(owner):
    """A `Latest` and what it was told: of failures, and of results that nobody waited for."""
    complaints, dropped = [], []
    return Latest(owner, complaints.append, dropped.append), complaints, dropped


def all_done(qtbot, owner) -> None:
    qtbot.waitUntil(lambda: not owner.findChildren(Job))


def test_a_story_reads_from_top_to_bottom_around_its_work(qtbot, owner, latest):
    here, heard = threading.get_ident(), []

    def story():
        there = yield threading.get_ident
        heard.append(there != here and threading.get_ident() == here)
        heard.append((yield lambda: "and then"))

    latest[0].follow(story())
    assert latest[0].busy
    all_done(qtbot, owner)
    assert heard == [True, "and then"]
    assert not latest[0].busy


def test_of_several_only_the_newest_is_taken_and_the_others_are_let_go_of(qtbot, owner, latest):
    go_on, heard = threading.Event(), []

    def slow() -> str:
        go_on.wait(10)
        return "old"

    latest[0].run(slow, heard.append)
    latest[0].run(lambda: "new", heard.append)
    qtbot.waitUntil(lambda: heard == ["new"])
    go_on.set()
    all_done(qtbot, owner)
    assert heard == ["new"]
    assert latest[2] == ["old"]


def test_a_story_that_is_replaced_is_closed_at_once(qtbot, owner, latest):
    heard = []

    def story():
        try:
            yield lambda: None
        finally:
            heard.append("closed")

    latest[0].follow(story())
    latest[0].close()
    assert heard == ["closed"]
    all_done(qtbot, owner)


def test_a_story_may_ask_for_the_one_that_replaces_it(qtbot, owner, latest):
    heard = []

    def story():
        try:
            yield lambda: None
            latest[0].run(lambda: "next", heard.append)
            yield lambda: heard.append("went on")
        finally:
            heard.append("closed")

    latest[0].follow(story())
    all_done(qtbot, owner)
    assert heard == ["closed", "next"]


def test_work_that_fails_is_told_of_unless_its_story_knows_better_or_is_over(qtbot, owner, latest):
    def failing(words: str):
        def work():
            raise ValueError(words)

        return work

    def careful():
        try:
            yield failing("expected")
        except JobError as error:
            heard.append(str(error))

    heard = []
    latest[0].run(failing("told"), heard.append)
    all_done(qtbot, owner)
    latest[0].follow(careful())
    all_done(qtbot, owner)
    latest[0].run(failing("outdated"), heard.append)
    latest[0].close()
    all_done(qtbot, owner)
    assert heard == ["expected"]
    assert latest[1] == ["told"]
    assert not latest[0].busy
