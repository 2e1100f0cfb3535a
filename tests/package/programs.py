"""Autoencoder Lab and its Explorer as they are given away; by its name no part of the suite."""

import json
import shlex
import shutil
import statistics
import subprocess
from pathlib import Path

import numpy as np
import pytest
from packaged import EXPLORER, LAB, MB, Program, note, scratch

from ae_model import __version__

STARTS = 20
LARGEST = {LAB: (700, 250), EXPLORER: (180, 75)}  # MB: a folder, its archive

# Everything that is imported only when it is needed, or by another library, and so would not be missed at the start.
IMPORTED = """
import importlib, sys
names = sys.argv[1:]
for name in names:
    importlib.import_module(name)
print("imported", len(names))
"""
BOTH_IMPORT = [
    "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg", "PySide6.QtWidgets", "pyqtgraph",
    "numpy", "numpy.linalg", "numpy.random", "PIL.Image", "cmap", "safetensors.numpy", "filelock",
    "platformdirs", "http.client", "urllib.request", "gzip", "zipfile", "tarfile", "hashlib", "unicodedata",
    "ae_model.downloads", "ae_model.picture_folder", "ae_model.report", "ae_model.picture_files",
    "ae_model.code_tables", "ae_model.cli", "tqdm",
    "ae_gui.data_dialog", "ae_gui.exports", "ae_gui.tour", "ae_gui.trouble",
]  # fmt: skip
LAB_IMPORTS = [
    "ssl", "torch", "torch.optim", "torch.distributed", "torch._dynamo", "sympy", "mpmath", "onnx", "onnx.checker",
    "PIL.ImageFont", "ae_model.training", "ae_model.steppers.cpu", "ae_model.steppers.cuda",
    "ae_model.steppers.data_parallel", "ae_model.onnx_export",
]  # fmt: skip

USED_BY_BOTH = """
import ctypes
from pathlib import Path
from PIL import Image, features
from PySide6.QtCore import QCollator, QLibraryInfo, QLocale, QTranslator
from ae_gui.class_colors import class_colors
from ae_model import checkpoint, datasets
from ae_model.config import PRESETS
from ae_model.resources import resource

Image.init()
assert {"PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"} <= Image.OPEN.keys(), "a format of pictures is missing"
assert all(map(features.check, ("jpg", "zlib", "libtiff", "webp"))), "a library for pictures is missing"
assert len(datasets.load("mnist").train.images) == 60_000
assert len([checkpoint.load(path) for path in resource("pretrained").glob("*.safetensors")]) == len(PRESETS)
assert len(class_colors("Paired", 47, dark=False)) == 47, "more classes than are written out"
assert QCollator(QLocale("it")).compare("è", "f") < 0, "ICU has lost its orders"
qt, ours = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(resource("translations"))
assert QTranslator().load("qtbase_it", qt), "Qt's own buttons in Italian"
assert QTranslator().load("autoencoder-lab_it", ours), "the window in Italian"
print("all is well")
"""

USED_BY_THE_LAB = """
import ssl, sys, warnings
from pathlib import Path
warnings.simplefilter("error")
ssl.create_default_context()
import torch
from ae_model import checkpoint, datasets
from ae_model.config import PRESETS
from ae_model.onnx_export import export_onnx
from ae_model.resources import resource

folder = Path(sys.argv[1])
weight = torch.ones(3, requires_grad=True)
optimizer = torch.optim.Adam([weight])
weight.sum().backward()
optimizer.step()
assert float(weight.detach()[0]) < 1
snapshot = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
checkpoint.export_pt(folder / "network.pt", snapshot)
opened = checkpoint.load(folder / "network.pt").snapshot
assert all((opened.arrays[name] == array).all() for name, array in snapshot.arrays.items())
export_onnx(folder / "network.onnx", snapshot)
assert datasets.torchvision().datasets.FashionMNIST
from ae_model.training import train
from dataclasses import replace
config = replace(PRESETS["tuned-2d"].config, epochs=1, threads=1)
assert len(list(zip(range(3), train(config, datasets.load("mnist"))))) == 3
print("all is well")
"""


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def test_it_is_no_larger_than_it_may_be(program: Program):
    folder, archive = LARGEST[program.name]
    size = sum(path.stat().st_size for path in files(program.shipped))
    packed = program.shipped.with_name(f"{program.name}.tar.xz").stat().st_size
    fits = [
        note(f"{program.name}, unpacked", size / MB, folder, "MB"),
        note(f"{program.name}.tar.xz", packed / MB, archive, "MB"),
    ]

    assert all(fits)


def test_in_a_hostile_place_it_takes_the_tour_saves_and_opens_a_network_and_ends_well(program: Program, tours):
    before = {path: path.stat().st_mtime_ns for path in files(program.folder)}

    folder = tours(program.name)

    figures = json.loads((folder / "tour.json").read_text())
    assert figures["preset"] and figures["ready_s"] > 0
    assert np.load(folder / "codes.npy").shape == (10_000, 2)  # it was saved and opened again
    assert len(list(folder.glob("*.png"))) >= 14
    assert {path: path.stat().st_mtime_ns for path in files(program.folder)} == before


def test_the_lab_trains_on_its_tour(tours):
    figures = json.loads((tours(LAB) / "tour.json").read_text())

    assert 0.02 < figures["test_mse"] < 0.0525
    assert figures["images_per_second"] > 0


def test_the_explorer_explores_on_its_tour(tours):
    figures = json.loads((tours(EXPLORER) / "tour.json").read_text())

    assert "test_mse" not in figures
    assert figures["decode_ms"]["p50"] > 0


def test_both_place_the_test_digits_where_the_other_does(tours):
    lab, explorer = (np.load(tours(name) / "codes.npy") for name in (LAB, EXPLORER))

    assert np.abs(lab - explorer).max() <= 1e-5


def test_it_starts_twenty_times_out_of_twenty_and_in_time(program: Program):
    starts = []
    for _ in range(STARTS):
        folder = scratch()
        done = program.run("--tour", folder, "--brief", timeout=120)
        assert done.returncode == 0, done.stdout
        starts.append(json.loads((folder / "tour.json").read_text()))
        shutil.rmtree(folder)

    in_time = [
        note(f"{program.name}, {words}", statistics.median(start[figure] for start in starts), limit, "s")
        for figure, words, limit in (
            ("window_shown_s", "window", 1.0),
            ("plane_usable_s", "plane usable", 1.5),
            ("ready_s", "ready to train" if program.name == LAB else "all digits there", 2.5),
        )
    ]

    assert all(in_time)


def test_before_its_own_code_no_qt_is_loaded(program: Program):
    assert program.probe("import sys; print('PySide6.QtCore' in sys.modules)").stdout == "False\n"


def test_what_is_opened_from_it_finds_its_own_libraries_and_plugins(program: Program):
    opened = program.probe("import subprocess; print(subprocess.check_output(['/usr/bin/env'], text=True))").stdout

    names = {line.partition("=")[0] for line in opened.splitlines()}
    assert "PATH" in names
    assert not [name for name in names if name.startswith(("LD_", "Q"))]


def test_a_path_of_libraries_that_it_is_given_is_handed_on(program: Program):
    probe = str(program.folder / f"{program.name}-probe")
    script = program.folder.parent / "path.py"
    script.write_text("import os; print(os.environ['LD_LIBRARY_PATH'])")

    done = subprocess.run([probe, script], env={"LD_LIBRARY_PATH": "/somewhere"}, capture_output=True, text=True)

    assert done.stdout == "/somewhere\n"


def test_its_modules_are_stored_as_they_are_so_that_no_start_unpacks_them(program: Program):
    assert b"Opens the desktop program" in (program.shipped / program.name).read_bytes()


def test_what_is_imported_late_is_not_missing(program: Program):
    names = BOTH_IMPORT + (LAB_IMPORTS if program.name == LAB else [])

    assert f"imported {len(names)}" in program.probe(IMPORTED, *names).stdout


def test_what_both_use_works(program: Program):
    done = program.probe(USED_BY_BOTH)

    assert "all is well" in done.stdout, done.stdout


def test_what_only_the_lab_uses_works_and_nothing_warns(programs: dict[str, Program]):
    done = programs[LAB].probe(USED_BY_THE_LAB, scratch())

    assert done.stdout == "all is well\n"


def test_the_explorer_holds_no_torch_and_nothing_that_only_torch_needs(programs: dict[str, Program]):
    explorer = programs[EXPLORER]
    done = explorer.probe(
        "import importlib.util as u\n"
        "names = 'torch torchvision torchgen functorch sympy mpmath networkx jinja2 fsspec onnx'.split()\n"
        "print([name for name in names if u.find_spec(name)])"
    )

    assert done.stdout == "[]\n"
    names = {path.name.lower() for path in explorer.shipped.rglob("*")}
    assert not [name for name in names if "torch" in name or "c10" in name or "nvidia" in name or "libcuda" in name]


def test_it_does_commands_without_its_window(program: Program):
    folder = scratch()
    shipped = program.folder / "_internal" / "ae_model" / "resources" / "pretrained" / "seed-2d.safetensors"
    done = program.run("evaluate", shipped, "--data-dir", folder, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["test_mse"] < 0.0392
    train = ["train", "--epochs", "1", "--threads", "1", "--data-dir", folder, "--output", folder / "net", "--json"]
    done = program.run(*train)
    if program.name == EXPLORER:
        assert done.returncode == 1
    else:
        assert done.returncode == 0 and json.loads(done.stdout)["outcome"] == "done"


def test_it_says_its_version(program: Program):
    assert program.run("--version").stdout == f"Autoencoder Lab {__version__}\n"
    assert f" {__version__}\n" in (program.shipped / "README.txt").read_text().partition("\n\n")[0] + "\n"


def test_it_carries_licences_of_all_that_is_in_it(program: Program):
    folder = program.shipped / "_internal" / "ae_model" / "resources" / "licences"
    index = (folder / "README.txt").read_text()

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text()
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.0.txt").read_text()
    assert "Yann LeCun" in (folder / "mnist.md").read_text()
    assert "Apache" in (folder / "safetensors" / "LICENSE").read_text()
    for name in ("PySide6_Essentials", "shiboken6", "numpy", "pillow", "pyqtgraph", "safetensors", "libx11-6"):
        assert f"\n{name} " in index
    assert [f"\n{name} " in index for name in ("torch", "sympy", "libssl3")] == [program.name == LAB] * 3
    for line in index.splitlines():
        if line.endswith(".txt") and "system/" in line:
            assert (folder / line.rpartition(" ")[2]).stat().st_size > 0


def test_its_entry_for_the_menu_starts_it_from_where_it_is(program: Program, tmp_path):
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/sh", program.folder / "add-to-menu.sh"], env=environment, check=True, capture_output=True)

    entry = tmp_path / ".local/share/applications" / f"{program.name}.desktop"
    lines = dict(line.split("=", 1) for line in entry.read_text().splitlines() if "=" in line)
    assert shlex.split(lines["Exec"]) == [str(program.folder / program.name), "%f"]
    assert lines["Icon"] == program.name
    icon = tmp_path / ".local/share/icons/hicolor/256x256/apps" / f"{program.name}.png"
    assert icon.read_bytes().startswith(b"\x89PNG")
    if validator := shutil.which("desktop-file-validate"):
        subprocess.run([validator, entry], check=True)


def test_a_wrong_argument_is_refused(program: Program):
    assert program.run("--epochs", "0").returncode == 2


@pytest.mark.parametrize("descriptors", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_with_standard_files_closed_it_starts(program: Program, descriptors: str):
    folder = scratch()
    command = ["/bin/sh", "-c", f'exec "$@" {descriptors}', "sh", str(program.folder / program.name)]

    done = subprocess.run([*command, "--tour", folder, "--brief"], env={"PATH": "/nonexistent"}, timeout=120)

    assert done.returncode == 0
    assert (folder / "tour.json").exists()
