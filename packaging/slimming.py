"""Lighter copies of libraries: without symbols that only a debugger reads, and ICU without languages nobody asks for.

Nothing here is necessary: what cannot be made lighter with care is taken as it is. For Linux alone.
"""

import shutil
import struct
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import icu
from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]  # of PyInstaller's tables: its place in the program, its source, its kind

_LOAD = 1  # a kind of segment


def slim(entries: list[Entry], folder: Path) -> list[Entry]:
    """The same libraries, those that can be made lighter as copies in `folder`."""
    if sys.platform != "linux" or not shutil.which("strip"):
        return entries
    return [
        (place, source if kind == "SYMLINK" else str(_lighter(Path(source), folder / place)), kind)
        for place, source, kind in entries
    ]


def without_padding(entries: list[Entry]) -> list[Entry]:
    """Take the system's libXau for the one of pillow's wheel, which is the same with 2 MB of nothing in it."""
    systems = next((source for place, source, _ in entries if place == "libXau.so.6"), None)
    return [
        (place, systems if systems and place.startswith("pillow.libs/libXau-") else source, kind)
        for place, source, kind in entries
    ]


def without_orphans(entries: list[Entry]) -> list[Entry]:
    """Leave out the system's libraries that nothing needs any more, since what needed them was left out."""
    if sys.platform != "linux":
        return entries
    called = defaultdict(list)
    for entry in entries:
        called[Path(entry[0]).name].append(entry)
    waiting = [entry for entry in entries if not _is_systems(entry)]
    kept = set(waiting)
    while waiting:
        _, source, kind = waiting.pop()
        names = set() if kind == "SYMLINK" else {Path(name).name for name, _ in get_imports(source)}
        new = {entry for name in names for entry in called[name]} - kept
        kept |= new
        waiting += new
    return [entry for entry in entries if entry in kept]


def _is_systems(entry: Entry) -> bool:
    """Whether PyInstaller took a library for another one's sake, and put it, or a link to it, into the main folder."""
    return "/" not in entry[0] and not entry[0].startswith("libpython")


def _lighter(source: Path, copy: Path) -> Path:
    copy.parent.mkdir(parents=True, exist_ok=True)
    if source.name.startswith("libicudata.so"):
        try:
            copy.write_bytes(icu.shortened(source.read_bytes()))
        except ValueError as error:
            print(f"{source.name} stays as it is: {error}", file=sys.stderr)
            return source
    else:
        stripped = subprocess.run(["strip", "--strip-unneeded", "-o", copy, source], capture_output=True, check=False)
        # What patchelf has moved about is no longer in pages after `strip`, and would not load: numpy's OpenBLAS.
        if stripped.returncode != 0 or not _is_in_pages(copy):
            return source
    shutil.copymode(source, copy)
    return copy if copy.stat().st_size < source.stat().st_size else source


def _is_in_pages(path: Path) -> bool:
    """Whether a library's segments can be mapped to their addresses."""
    with path.open("rb") as file:
        header = file.read(64)
        start, size, count = *struct.unpack_from("<Q", header, 32), *struct.unpack_from("<HH", header, 54)
        file.seek(start)
        table = file.read(size * count)
    segments = [struct.unpack_from("<IIQQQQQQ", table, size * number) for number in range(count)]
    return all((address - offset) % align == 0 for kind, _, offset, address, *_, align in segments if kind == _LOAD)
