import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ae_model import files
from ae_model.files import TEMPORARY_SUFFIX, rename_to_free, sweep, write_export, write_whole

ROOT = Path(__file__).parents[1]
posix_only = pytest.mark.skipif(os.name != "posix", reason="of limits, permissions and folders that Windows has not")

FULL_DISK = """
import resource, sys
from pathlib import Path
from ae_model.files import write_whole

# The system writes as much as the limit allows and refuses the rest, as a full disk does.
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_whole(Path(sys.argv[1]), b"new" * 1_000_000)
except OSError as error:
    print(error.filename)
"""


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "network"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_may_be_empty_and_have_the_longest_name(tmp_path):
    path = tmp_path / ("n" * 255)
    write_whole(path, b"")
    assert path.read_bytes() == b""


def test_why_a_folder_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    assert files.why_unwritable(tmp_path / "new" / "folder") is None
    assert list((tmp_path / "new" / "folder").iterdir()) == []
    assert files.why_unwritable(tmp_path / "file") == (
        f"Nothing will be kept, because {tmp_path / 'file'} cannot be written: File exists."
    )


@posix_only
def test_what_a_user_names_is_written_through_a_link_and_what_a_run_holds_is_not(tmp_path):
    target, link = tmp_path / "disk" / "network", tmp_path / "link"
    target.parent.mkdir()
    link.symlink_to(Path("disk") / "network")
    for content in (b"old", b"new"):  # the target of a link need not be there yet
        write_export(link, content)
        assert link.is_symlink() and target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]
    write_whole(link, b"other")
    assert not link.is_symlink() and target.read_bytes() == b"new"


def test_a_folder_that_is_finished_gets_another_name_if_its_own_was_taken_in_the_last_moment(tmp_path, monkeypatch):
    for name in (".made", "page", "page (2)"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    monkeypatch.setattr(os.path, "lexists", lambda _: False)  # as it was a moment ago
    renamed = rename_to_free(tmp_path / ".made", tmp_path / "page")
    assert renamed == tmp_path / "page (3)" and (renamed / "index.html").read_text() == ".made"
    assert (tmp_path / "page" / "index.html").read_text() == "page"


@posix_only
def test_a_file_is_as_readable_for_others_as_any_new_file(tmp_path):
    write_whole(tmp_path / "network", b"new")
    (tmp_path / "any").touch()
    assert (tmp_path / "network").stat().st_mode == (tmp_path / "any").stat().st_mode


@posix_only
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "network"
    path.write_bytes(b"old")
    run = subprocess.run([sys.executable, "-c", FULL_DISK, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_step_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "network"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="network") as caught:
        write_whole(path, b"new")
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("number", "is_told"), [(errno.EIO, True), (errno.EINVAL, False)])
@posix_only
def test_a_folder_that_fails_to_sync_is_told_and_one_that_cannot_is_not(tmp_path, monkeypatch, number, is_told):
    path = tmp_path / "network"
    real_fsync = os.fsync

    def fsync(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real_fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    if is_told:
        with pytest.raises(OSError, match="network"):
            write_whole(path, b"new")
    else:
        write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_the_folder_is_synced_after_the_file_was_renamed(tmp_path, monkeypatch):
    path = tmp_path / "network"
    found = []
    monkeypatch.setattr(os, "fsync", lambda _: found.append(path.exists()))
    write_whole(path, b"new")
    assert found == [False, True]


def test_a_folder_that_is_not_there_or_is_a_file_is_an_error_that_names_the_file(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "nowhere" / "network", tmp_path / "file" / "network"):
        with pytest.raises(OSError, match="network") as caught:
            write_whole(path, b"new")
        assert caught.value.filename == str(path)


@posix_only
def test_a_folder_or_a_device_is_never_replaced_by_a_file(tmp_path):
    folder, pipe = tmp_path / "folder", tmp_path / "pipe"
    folder.mkdir()
    os.mkfifo(pipe)
    for path, is_itself in ((folder, Path.is_dir), (pipe, Path.is_fifo)):
        with pytest.raises(OSError, match=path.name):
            write_whole(path, b"new")
        assert is_itself(path)


def test_a_write_that_takes_only_a_part_is_continued(tmp_path, monkeypatch):
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: real_write(descriptor, content[:7]))
    write_whole(tmp_path / "network", bytes(range(100)))
    assert (tmp_path / "network").read_bytes() == bytes(range(100))


def test_a_write_that_takes_nothing_is_refused_and_not_tried_for_ever(tmp_path, monkeypatch):
    path = tmp_path / "network"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(OSError, match="Nothing more could be written"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def held(monkeypatch):
    """Has another program hold the new file against so many renames, as a virus scanner does; lists those tried."""
    real_replace = os.replace
    tried = []

    def hold(times):
        def replace(source, target):
            tried.append(Path(target).name)
            if len(tried) <= times:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            real_replace(source, target)

        monkeypatch.setattr(os, "replace", replace)
        return tried

    return hold


def test_a_file_that_another_program_holds_for_a_moment_is_replaced_once_it_is_free(tmp_path, monkeypatch, held):
    monkeypatch.setattr(files, "_PAUSES", (0, 0, 0))
    tried = held(3)
    write_whole(tmp_path / "network", b"new")
    assert tried == ["network"] * 4
    assert (tmp_path / "network").read_bytes() == b"new"


def test_a_file_that_another_program_never_lets_go_is_an_error_that_names_it(tmp_path, monkeypatch, held):
    monkeypatch.setattr(files, "_PAUSES", (0, 0, 0))
    path = tmp_path / "network"
    path.write_bytes(b"old")
    tried = held(4)
    with pytest.raises(PermissionError) as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path)
    assert len(tried) == 4
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix_only
def test_where_nothing_holds_files_a_refused_rename_is_not_tried_again(tmp_path, held):
    tried = held(1)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "network", b"new")
    assert tried == ["network"]


KILLED = """
import os, sys
from pathlib import Path
from ae_model.files import write_whole

os.replace = lambda *_: os._exit(9)  # as a power cut: nothing is cleaned up
write_whole(Path(sys.argv[1]), b"new")
"""


def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path):
    path = tmp_path / "network"
    path.write_bytes(b"old")
    subprocess.run([sys.executable, "-c", KILLED, path], cwd=ROOT, check=False)
    (leftover,) = set(tmp_path.iterdir()) - {path}
    assert leftover.read_bytes() == b"new"
    others = [
        tmp_path / name
        for name in (TEMPORARY_SUFFIX, f"mine{TEMPORARY_SUFFIX}", f".{16 * 'x'}{TEMPORARY_SUFFIX}", f".{16 * '0'}")
    ]
    for other in others:
        other.touch()
    sweep(tmp_path)
    assert set(tmp_path.iterdir()) == {path, *others}
    assert path.read_bytes() == b"old"


def leftover_of(number):
    return f".{number:016x}{TEMPORARY_SUFFIX}"


@posix_only
def test_a_sweep_follows_no_link_and_looks_into_no_folder(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    for place in (outside, folder, folder / leftover_of(1)):
        place.mkdir()
        (place / leftover_of(0)).touch()
    (folder / leftover_of(2)).symlink_to(outside)
    (folder / leftover_of(3)).symlink_to(outside / leftover_of(0))
    sweep(folder)
    assert {path.name for path in folder.iterdir()} == {leftover_of(number) for number in (1, 2, 3)}
    assert (outside / leftover_of(0)).exists()
    assert (folder / leftover_of(1) / leftover_of(0)).exists()


def test_a_sweep_leaves_what_it_cannot_remove_and_goes_on(tmp_path, monkeypatch):
    real_unlink = os.unlink
    for number in range(3):
        (tmp_path / leftover_of(number)).touch()

    def unlink(path, **more):
        if Path(path).name == leftover_of(1):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real_unlink(path, **more)

    monkeypatch.setattr(os, "unlink", unlink)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [leftover_of(1)]


def test_a_sweep_of_a_folder_that_is_not_there_does_nothing(tmp_path):
    sweep(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    sweep(tmp_path / "file")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_paths_are_numbered_from_the_second_on(tmp_path):
    free = files.numbered(tmp_path / "a run.1")
    assert [next(free).name for _ in range(3)] == ["a run.1", "a run.1 (2)", "a run.1 (3)"]
