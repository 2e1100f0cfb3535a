"""Zip files of strangers, which hold networks or arrays; `zipfile` believes what they declare of themselves."""

import zipfile
from typing import BinaryIO, cast

_MAX_DIRECTORY = 2**22  # bytes: a hundred thousand entries


class _Frugal:
    """A file of which little is read at once: `zipfile` would read a list of entries of a gigabyte if told so."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._read = file.read

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise zipfile.BadZipFile
        return self._read(size if size >= 0 else _MAX_DIRECTORY)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in `file`, whose list of entries is not too long; its entries are to be read in pieces.

    Raises:
        BadZipFile: if it is none. Damages may lead `zipfile` to other errors too, here and when it is read.
    """
    return zipfile.ZipFile(cast(BinaryIO, _Frugal(file)))
