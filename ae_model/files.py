"""Writing a file so that it is whole or not there at all, whatever fails on the way.

Content goes to a temporary file in the same folder, is forced to the disk and renamed over the old file: a
full disk, a crash or a power cut leaves the old file or the new one, never a piece of either. Qt's QSaveFile
promises the same, but was seen to commit a truncated file after a short write.
"""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

TEMPORARY_SUFFIX = ".partial"


def write_whole(path: Path, content: bytes) -> None:
    """Make `content` the file at `path`, replacing an older one in a single step.

    Raises:
        OSError: naming `path`. The old file is untouched and nothing is left behind; only if the very last step
            failed, forcing the rename to the disk, is the new file in place but not sure to outlive a power cut.
    """
    # Its own short name: `path`'s may already be as long as the file system allows.
    temporary = path.parent / f".{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    try:
        _require_replaceable(path)
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _require_replaceable(path: Path) -> None:
    # A rename would replace /dev/null itself if the user may, and root may.
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "Not a regular file")


def _sync_folder(folder: Path) -> None:
    """Force a rename in `folder` to the disk. Windows has no such call and does not need it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder and say so; PostgreSQL passes over the same two.
        if error.errno not in (errno.EBADF, errno.EINVAL):
            raise
    finally:
        os.close(descriptor)
