import io
import struct
import zipfile

import pytest

from ae_model.zip_files import opened


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("name", b"content" * 100_000)
    return stream.getvalue()


def test_the_entries_of_an_archive_are_read():
    assert opened(io.BytesIO(archive())).read("name") == b"content" * 100_000


def test_a_list_of_entries_that_is_said_to_be_huge_is_not_read_into_memory():
    content = bytearray(archive())
    content[-10:-2] = struct.pack("<II", 5_000_000, 0)  # its size, and where it begins
    with pytest.raises(zipfile.BadZipFile):
        opened(io.BytesIO(content))
