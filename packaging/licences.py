"""The licences and notices of all that a packaged program carries, found beside what it was taken from.

A Python package has its own in its metadata, a library of the system in Debian's folder of its package, and Qt's are in
`resources/licences`. What has none to be found fails the build: it may not be shipped.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "resources" / "licences"

_IS_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/", re.IGNORECASE)
_IS_CODE = re.compile(r"\.(py|pyc|pyi|so)$")
_COMMON = Path("/usr/share/common-licenses")  # where Debian keeps what its packages have in common

_INTRODUCTION = """\
Autoencoder Lab is under the MIT licence (autoencoder-lab.txt). It carries the work of many others, each under its
own licence; the texts are in this folder, a folder or a file for each.

Qt, PySide6 and shiboken6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt, which rests
on GPL-3.0.txt). They are shared libraries in the folder _internal/PySide6, and may be replaced there by other builds
of the same version, also by your own; so may all other libraries. Their source is at https://download.qt.io and
https://code.qt.io. They are as their makers built them, but for this: the data of ICU (libicudata) is reduced to the
languages of this program, and symbols for debuggers are taken out of some libraries.

The handwritten digits, MNIST, are by Yann LeCun and Corinna Cortes, under CC BY-SA 3.0 (mnist.md). The letters are
Inter, by Rasmus Andersson, under the SIL Open Font License (inter.md); the icons are Lucide's, under ISC (lucide.md).

What is here:

"""


def gather(sources: Iterable[str], folder: Path) -> None:
    """Write the licences of everything that these files came from into `folder`, with a README that lists them.

    Raises:
        RuntimeError: if a package has no licence, or nobody knows whose a library is.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paths = {Path(source).resolve() for source in sources}
    packages, rest = _packages(paths)
    lines = [_gather_package(package, folder) for package in sorted(packages, key=lambda package: package.name.lower())]
    lines += _gather_python(folder)
    lines += [_gather_system(name, folder) for name in sorted(_debian_packages(rest))]
    shutil.copy(ROOT / "LICENSE", folder / "autoencoder-lab.txt")
    for part, name in {"mnist": "mnist", "fonts": "inter", "icons": "lucide"}.items():
        shutil.copy(ROOT / "resources" / part / "NOTICE.md", folder / f"{name}.md")
    for text in TEXTS.glob("*.txt"):
        shutil.copy(text, folder)
    (folder / "README.txt").write_text(_INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")


def _packages(paths: set[Path]) -> tuple[list[Distribution], set[Path]]:
    """The Python packages that the files are of, and what is of none."""
    found = []
    rest = set(paths)
    for package in distributions():
        own = {Path(str(package.locate_file(file))).resolve() for file in package.files or ()}
        if own & paths or package.name == "pyinstaller":  # whose loader starts the program
            found.append(package)
        rest -= own
    return found, rest


def _gather_package(package: Distribution, folder: Path) -> str:
    texts = [file for file in package.files or () if _IS_LICENCE.search(str(file)) and not _IS_CODE.search(str(file))]
    for file in texts:
        inside = str(file).partition(".dist-info/")[2].removeprefix("licenses/") or str(file)
        copy = folder / package.name / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(package.locate_file(file)), copy)
    licence = _licence_of(package)
    if not texts and "LGPL-3.0" not in licence:
        raise RuntimeError(f"{package.name} has no text of its licence ({licence}).")
    return f"{package.name} {package.version}: {licence}"


def _licence_of(package: Distribution) -> str:
    """What a package says of its licence in a line."""
    metadata = package.metadata
    names = [name.rpartition(" :: ")[2] for name in metadata.get_all("Classifier", ()) if name.startswith("License ::")]
    lines = (metadata.get("License-Expression") or metadata.get("License") or "").strip().splitlines()
    short = lines[0] if len(lines) == 1 and len(lines[0]) < 100 else ""
    return short or ", ".join(names) or "see its text"


def _gather_python(folder: Path) -> list[str]:
    source = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if not source.exists():  # as on Windows
        source = Path(sys.base_prefix) / "LICENSE.txt"
    shutil.copy(source, folder / "python.txt")
    return [f"Python {sys.version.split()[0]}: PSF-2.0"]


def _debian_packages(paths: set[Path]) -> set[str]:
    """The packages of Debian's (or of a relative's) that the system's libraries are of."""
    inside = (ROOT, Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("stdlib")).resolve())
    names = set()
    for path in paths if sys.platform == "linux" else ():
        if any(path.is_relative_to(place) for place in inside):
            continue
        # Where /lib is a link to /usr/lib, the package may know the file by either name.
        for name in (path, Path("/", *path.parts[2:])):
            found = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
            if found.returncode == 0:
                names.add(found.stdout.partition(":")[0])
                break
        else:
            raise RuntimeError(f"Nobody knows whose {path} is.")
    return names


def _gather_system(package: str, folder: Path) -> str:
    text = Path("/usr/share/doc") / package / "copyright"
    copy = folder / "system" / f"{package}.txt"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(text, copy)
    for name in re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text.read_text(encoding="utf-8")):
        if (_COMMON / name).exists():
            shutil.copyfile(_COMMON / name, copy.parent / f"{name}.txt")
    version = subprocess.run(["dpkg-query", "-Wf", "${Version}", package], capture_output=True, text=True, check=True)
    return f"{package} {version.stdout} (of the system): system/{package}.txt"
