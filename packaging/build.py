"""Builds both programs into dist/, a folder and an archive each: what `make package` calls.

PyInstaller does what the spec file says. Before that the icon is drawn in the forms that the systems want, and after it
what a person meets first is laid beside the program: a README and, on Linux, its entry for the menu.

    build.py [--no-archives]    without the .tar.xz, which takes the longer half of the time
"""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE, DIST = ROOT / "build" / "package", ROOT / "dist"
PROGRAMS = {"autoencoder-lab": "Autoencoder Lab", "autoencoder-lab-explorer": "Autoencoder Lab Explorer"}
ICON_SIZES = (16, 32, 48, 64, 128, 256)  # of a Windows icon; macOS has twice and four times the last one too


def main() -> None:
    """Build everything."""
    MADE.mkdir(parents=True, exist_ok=True)
    draw_icons()
    spec = ROOT / "packaging" / "autoencoder-lab.spec"
    places = ["--distpath", DIST, "--workpath", MADE / "work"]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *places, spec]
    # Modules as they are: to unpack them takes a tenth of the time until the window is painted.
    subprocess.run(command, env=os.environ | {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}, check=True)
    for name, words in PROGRAMS.items():
        add_what_is_met_first(DIST / name, name, words)
        if "--no-archives" not in sys.argv:
            pack(DIST / name)


def draw_icons() -> None:
    """The program's icon, from its drawing, for Windows, macOS and Linux."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication([])
    drawing = QSvgRenderer(str(ROOT / "resources" / "icons" / "app.svg"))
    pictures = {}
    for size in (*ICON_SIZES, 512, 1024):
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        buffer = QBuffer()
        image.save(buffer, "PNG")
        pictures[size] = Image.open(BytesIO(buffer.data().data()))
    largest = pictures.pop(1024)
    largest.save(MADE / "autoencoder-lab.icns", append_images=list(pictures.values()))
    icons = [pictures[size] for size in ICON_SIZES]
    icons[-1].save(MADE / "autoencoder-lab.ico", sizes=[icon.size for icon in icons], append_images=icons[:-1])
    icons[-1].save(MADE / "autoencoder-lab.png")
    del app


def add_what_is_met_first(folder: Path, name: str, words: str) -> None:
    """A README and, on Linux, what puts the program into the menu of a desktop."""
    version = subprocess.run(
        [sys.executable, "-c", "import ae_model; print(ae_model.__version__)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    lines = [f"{words} {version}", "", f"Start it with {name}. It needs no installation, no Python and no network."]
    if sys.platform == "linux":
        lines.append("add-to-menu.sh puts it into the menu of your desktop, wherever this folder is.")
        shutil.copy(MADE / "autoencoder-lab.png", folder / f"{name}.png")
        shutil.copy(ROOT / "packaging" / "linux" / "add-to-menu.sh", folder)
        desktop = (ROOT / "packaging" / "linux" / "autoencoder-lab.desktop").read_text(encoding="utf-8")
        desktop = desktop.replace("@name@", name).replace("@words@", words).replace("@version@", version)
        (folder / f"{name}.desktop").write_text(desktop, encoding="utf-8")
    lines += ["", "Licences of all that is in it: _internal/ae_model/resources/licences/README.txt", ""]
    (folder / "README.txt").write_text("\n".join(lines), encoding="utf-8")


def pack(folder: Path) -> None:
    """An archive of a folder beside it, by xz at its usual strength (-6), on all cores where it is a program."""
    archive = folder.with_name(f"{folder.name}.tar.xz")
    if shutil.which("tar") and shutil.which("xz"):
        # With more than one core it makes blocks of their own, which costs a few per mille of size.
        command = ["tar", "--create", "--use-compress-program=xz -6 -T0", f"--file={archive}"]
        subprocess.run([*command, f"--directory={folder.parent}", folder.name], check=True)
    else:
        shutil.make_archive(str(folder), "xztar", folder.parent, folder.name)


if __name__ == "__main__":
    main()
