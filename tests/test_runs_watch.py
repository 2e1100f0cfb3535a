from pathlib import Path

import pytest

from ae_gui.runs_watch import RunsWatch

SOON = 1_500  # less than what the watch lets pass before it looks anyway


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    return tmp_path / "runs"


@pytest.fixture
def watch(qtbot, qapp, folder: Path) -> RunsWatch:
    watch = RunsWatch(folder, qapp)
    watch.start()
    yield watch
    watch.stop()
    watch.deleteLater()


def test_a_new_run_is_told_of(qtbot, watch, folder):
    with qtbot.waitSignal(watch.changed, timeout=SOON):
        (folder / "1").mkdir()


def test_the_first_run_of_all_is_told_of(qtbot, qapp, tmp_path):
    watch = RunsWatch(tmp_path / "user" / "runs", qapp)
    watch.start()
    with qtbot.waitSignal(watch.changed, timeout=SOON):
        (tmp_path / "user" / "runs").mkdir(parents=True)
    watch.stop()
    watch.deleteLater()


def test_files_that_are_replaced_in_a_run_that_is_trained_are_told_of(qtbot, watch, folder):
    (folder / "1").mkdir()
    with qtbot.waitSignal(watch.changed, timeout=SOON):
        watch.follow([folder / "1"])
    (folder / "1" / "new").write_text("")
    with qtbot.waitSignal(watch.changed, timeout=SOON):
        (folder / "1" / "new").rename(folder / "1" / "metrics.csv")


def test_it_comes_every_few_seconds_where_the_file_system_tells_of_nothing(qtbot, watch):
    assert watch._anyway.isActive()
    watch._anyway.setInterval(20)
    with qtbot.waitSignals([watch.changed, watch.changed], timeout=SOON):
        pass


def test_when_it_is_stopped_nothing_is_told(qtbot, watch, folder):
    watch.stop()
    assert not watch._anyway.isActive()
    with qtbot.assertNotEmitted(watch.changed, wait=400):
        (folder / "1").mkdir()
