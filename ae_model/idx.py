"""A strict reader of IDX files, plain or gzipped: the format MNIST came in, and every set made in its likeness.

An IDX file is a header (two zero bytes, one for the type of the values, one for the number of dimensions, then each
dimension as a big-endian 32-bit integer) followed by the values, and nothing else. The usual readers believe the
header. This one checks the file against it, reads at most one byte beyond the declared size, and unpacks no more than
pictures can pack to: a damaged download or a hostile archive ends in a sentence.
"""

import math
import os
import stat
import struct
import zlib
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ae_model.sentence import SaidError, Sentence, system_words

MAX_BYTES = 2**31  # MNIST's training images are 47 million; more than this would not fit most machines

MAX_SIDE = 2**16  # if one side is 0 there are no pixels to be too many, yet numpy overflows if the other is 2**32

# A gzip file may unpack to a thousand times its size; pictures unpack to some ten times theirs. A file that declares
# more than MAX_BLANK_BYTES must hold at least a hundredth of the bytes that it declares.
MAX_BLANK_BYTES = 2**26
MAX_INFLATION = 100

_GZIP_MAGIC = b"\x1f\x8b"
_UNSIGNED_BYTE = 0x08
_QMNIST_LABELS = b"\0\0\x0c\x02"  # a row of eight 32-bit numbers for each image, of which the first is its class
_GZIP = 31  # zlib's number for gzip's header and checksum around the largest window
_PACKED = 2**18  # bytes of a gzip file that are read at once
_PIECE = 2**20  # read at once, so that memory grows with what a file holds, not with what it declares


class IdxError(SaidError):
    """A file that cannot be read as IDX; the message is one sentence for the user that names it."""


def read_images(path: Path) -> NDArray[np.uint8]:
    """The grey images of the IDX file at `path`, plain or gzipped: (N, H, W), read-only.

    Raises:
        IdxError: if the file cannot be read or is not exactly such a file.
    """
    return _read(path, dimensions=3, content=Sentence("images"))


def read_labels(path: Path) -> NDArray[np.integer]:
    """The labels of the IDX file at `path`, plain or gzipped: (N,), read-only; bytes, or the classes of QMNIST's rows.

    Raises:
        IdxError: if the file cannot be read or is not exactly such a file.
    """
    labels: NDArray[np.integer] = _read(path, dimensions=1, content=Sentence("labels"))
    return labels if labels.ndim == 1 else labels[:, 0]


def _read(path: Path, dimensions: int, content: Sentence) -> NDArray[Any]:
    dtype: np.dtype[Any] = np.dtype(np.uint8)
    try:
        _require_file(path)
        # Gzip is told by the first bytes, not by the name: browsers and archivers rename and unpack as they like.
        with path.open("rb") as file:
            stream = _Unpacked(file) if file.peek().startswith(_GZIP_MAGIC) else file
            start = stream.read(4)
            if start == _QMNIST_LABELS and dimensions == 1:
                start, dimensions, dtype = bytes([0, 0, _UNSIGNED_BYTE, 2]), 2, np.dtype(">i4")
            shape = _declared_shape(path, start + stream.read(4 * dimensions), dimensions, content)
            size = math.prod(shape) * dtype.itemsize
            _require_bearable(path, size)
            if stream is not file:
                _require_possible(path, size, os.fstat(file.fileno()).st_size)
            values = _exactly(path, stream, size)
    except (EOFError, zlib.error):
        raise IdxError("{path} is a damaged gzip file.", path=path) from None
    except OSError as error:
        raise IdxError("{path} cannot be read: {reason}.", path=path, reason=system_words(error)) from None
    array = np.frombuffer(values, dtype).reshape(shape)
    array.flags.writeable = False
    return array


def _require_file(path: Path) -> None:
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise IdxError("{path} cannot be read: it is not a file.", path=path)


def _require_bearable(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        raise IdxError(
            "{path} declares {size:,} values; at most {most:,} can be read.", path=path, size=size, most=MAX_BYTES
        )


def is_inflated(size: int, packed: int) -> bool:
    """Whether a file of `packed` bytes declares more bytes, `size`, than pictures that are packed in it can have."""
    return size > max(MAX_BLANK_BYTES, MAX_INFLATION * packed)


def _require_possible(path: Path, size: int, packed: int) -> None:
    if is_inflated(size, packed):
        raise IdxError(
            "{path} declares {size:,} values, more than pictures in a gzip file of {packed:,} bytes can have.",
            path=path,
            size=size,
            packed=packed,
        )


def _declared_shape(path: Path, header: bytes, dimensions: int, content: Sentence) -> tuple[int, ...]:
    if len(header) < 4 or header[:2] != b"\0\0":
        raise IdxError("{path} is not an IDX file of {content}.", path=path, content=content)
    if header[2] != _UNSIGNED_BYTE:
        raise IdxError(
            "{path} holds values of type 0x{type:02x}; only unsigned bytes (0x08) can be read.",
            path=path,
            type=header[2],
        )
    if header[3] != dimensions:
        raise IdxError(
            "{path} holds values in {found} dimensions; {content} have {dimensions}.",
            path=path,
            found=header[3],
            content=content,
            dimensions=dimensions,
        )
    if len(header) < 4 + 4 * dimensions:
        raise IdxError("{path} ends within its header.", path=path)
    shape = struct.unpack(f">{dimensions}I", header[4:])
    side = max(shape[1:], default=0)
    _require_bearable(path, math.prod(shape))
    if side > MAX_SIDE:
        raise IdxError(
            "{path} declares a side of {side:,} pixels; at most {most:,} can be read.",
            path=path,
            side=side,
            most=MAX_SIDE,
        )
    return shape


def _exactly(path: Path, stream: "BufferedReader | _Unpacked", size: int) -> bytearray:
    """The remaining `size` bytes of `stream`, which must end there."""
    values = bytearray()
    while piece := stream.read(min(_PIECE, size + 1 - len(values))):  # 0 bytes once there is one too many
        values += piece
    if len(values) < size:
        raise IdxError(
            "{path} is truncated: its header declares {size:,} values and {found:,} follow.",
            path=path,
            size=size,
            found=len(values),
        )
    if len(values) > size:
        raise IdxError("{path} goes on after the {size:,} values that its header declares.", path=path, size=size)
    return values


class _Unpacked:
    """What a gzip file holds, one member after the other.

    Python's own reader takes 8 KB at a time until 3.12, and asks for the interpreter as often: while the window is
    built, or torch imported, each of the two waits for the other.
    """

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._member = zlib.decompressobj(wbits=_GZIP)
        self._packed = b""

    def read(self, size: int) -> bytes:
        """The next `size` bytes, or all that are left.

        Raises:
            EOFError: if the file ends within a member.
            zlib.error: if it is damaged.
        """
        pieces, missing = [], size
        while missing and (not self._member.eof or self._goes_on()):
            piece = self._member.decompress(self._packed, missing)
            self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if not (piece or self._packed or self._member.eof):
                self._packed = self._file.read(_PACKED)
                if not self._packed:
                    raise EOFError
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _goes_on(self) -> bool:
        """Whether another member follows; zeros are none."""
        self._packed = self._packed.lstrip(b"\0") or self._file.read(_PACKED).lstrip(b"\0")
        self._member = zlib.decompressobj(wbits=_GZIP) if self._packed else self._member
        return bool(self._packed)
