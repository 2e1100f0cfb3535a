import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ae_model.files import write_whole

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
