"""ICU's library of data with less data in it: of its 30 MB for all languages, what Qt may ask for in two of them.

Qt brings ICU to sort, to know time zones and to convert old encodings, none of which the window does; names and
numbers are Qt's own. It stays whole as a library, with fewer items in its one table. The table is all that it holds,
but for a few bytes for the loader behind it, so that it can be made shorter in place. A library that is built in any
other way is refused.
"""

import struct
from collections.abc import Iterator

_PAGE = 4096
_LOAD = 1
_HEADER = struct.Struct("<IIQQQQQQ")  # of a segment: kind, flags, offset, 2 addresses, 2 sizes, alignment

KEPT = (
    # English, Italian and what both rest on: names, orders of sorting, time zones.
    "root.res", "en.res", "it.res", "pool.res", "res_index.res",
    "coll/root.res", "coll/en.res", "coll/it.res", "coll/res_index.res", "coll/pool.res", "coll/ucadata.icu",
    "zone/root.res", "zone/en.res", "zone/it.res", "zone/res_index.res", "zone/pool.res", "zone/tzdbNames.res",
    # Tables of no language.
    "cnvalias.icu", "icuver.res", "icustd.res", "keyTypeData.res", "likelySubtags.res", "metadata.res", "metaZones.res",
    "numberingSystems.res", "plurals.res", "supplementalData.res", "timezoneTypes.res", "windowsZones.res",
    "zoneinfo64.res", "nfkc.nrm", "nfkc_cf.nrm", "uts46.nrm",
)  # fmt: skip


def shortened(library: bytes) -> bytes:
    """The same library with the items of `KEPT` alone in its table.

    Raises:
        ValueError: if it is not built as expected.
    """
    return _with_content(library, _table({name: item for name, item in _items(library) if name in KEPT}, library))


def _items(library: bytes) -> Iterator[tuple[str, bytes]]:
    """Each item of the table by its name, without the version before its first stroke."""
    base = _base(library)
    (count,) = struct.unpack_from("<I", library, base)
    places = [struct.unpack_from("<II", library, base + 4 + 8 * number) for number in range(count)]
    ends = [item for _, item in places[1:]] + [_segments(library)[0][5] - base]
    for (name, item), end in zip(places, ends, strict=True):
        label = library[base + name : library.index(b"\0", base + name)].decode("ascii")
        yield label.partition("/")[2], library[base + item : base + end]


def _base(library: bytes) -> int:
    """Where the table's own places are counted from."""
    if library[:5] != b"\x7fELF\x02" or library[_PAGE + 2 : _PAGE + 4] != b"\xda\x27":
        raise ValueError("Not a library of ICU's data.")
    if library[_PAGE + 8 : _PAGE + 10] != b"\0\0" or library[_PAGE + 12 : _PAGE + 16] != b"CmnD":
        raise ValueError("Not a table of this machine's byte order.")
    return _PAGE + struct.unpack_from("<H", library, _PAGE)[0]


def _table(items: dict[str, bytes], library: bytes) -> bytes:
    base = _base(library)
    (first,) = struct.unpack_from("<I", library, base + 4)
    version = library[base + first : library.index(b"/", base + first) + 1]
    labels = {name: version + name.encode("ascii") + b"\0" for name in sorted(items)}  # it is searched by halves
    names_at = 4 + 8 * len(items)
    contents_at = _rounded(names_at + sum(map(len, labels.values())), 16)
    beginning, names, contents = bytearray(struct.pack("<I", len(items))), bytearray(), bytearray()
    for name, label in labels.items():
        beginning += struct.pack("<II", names_at + len(names), contents_at + len(contents))
        names += label
        contents += items[name].ljust(_rounded(len(items[name]), 16), b"\0")
    return library[_PAGE:base] + bytes(beginning + names).ljust(contents_at, b"\0") + bytes(contents)


def _segments(library: bytes) -> list[tuple[int, ...]]:
    start, size, count = *struct.unpack_from("<Q", library, 32), *struct.unpack_from("<HH", library, 54)
    return [_HEADER.unpack_from(library, start + size * number) for number in range(count)]


def _with_content(library: bytes, table: bytes) -> bytes:
    """The library with another table, and what comes after it moved up; addresses in memory stay as they were."""
    segments = _segments(library)
    loaded = [segment for segment in segments if segment[0] == _LOAD]
    if len(loaded) != 2 or loaded[0][2] != 0:
        raise ValueError("Not the two segments of a library of nothing but data.")
    end, behind = _PAGE + len(table), loaded[1][2]
    moved = behind - _rounded(end, _PAGE) - behind % _PAGE  # at the same place of a page
    changed = bytearray(library[:_PAGE] + table).ljust(behind - moved, b"\0") + library[behind : behind + loaded[1][5]]
    start, size = *struct.unpack_from("<Q", library, 32), *struct.unpack_from("<H", library, 54)
    for number, (kind, flags, offset, *addresses, in_file, in_memory, align) in enumerate(segments):
        if kind == _LOAD and offset == 0:
            in_file = in_memory = end
        elif offset >= behind:
            offset -= moved
        _HEADER.pack_into(changed, start + size * number, kind, flags, offset, *addresses, in_file, in_memory, align)
    struct.pack_into("<Q", changed, 40, 0)  # no table of sections any more, which only tools read
    struct.pack_into("<HH", changed, 60, 0, 0)
    return bytes(changed)


def _rounded(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple
