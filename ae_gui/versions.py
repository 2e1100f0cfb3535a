"""What a bug report needs to know of the program and the machine; in English, for those who read it."""

import os
import platform
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QSysInfo, qVersion

from ae_model import __version__
from ae_model.user_folder import without_home

_LIBRARIES = ("PySide6", "pyqtgraph", "numpy", "torch", "torchvision", "safetensors")


def report(device: str = "", data_dir: Path | None = None) -> str:
    """Describe the versions of all parts and the machine; its GPU and the program's folder where they are given."""
    lines = [
        f"Autoencoder Lab {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        *map(_library, _LIBRARIES),
        f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}, {QLocale().name()}",
        f"{_processor()}, {os.cpu_count()} processors",
    ]
    if device:
        lines.append(f"GPU: {device}")
    if data_dir is not None:
        lines.append(f"Data folder: {without_home(str(data_dir))}")
    return "\n".join(lines)


def _library(name: str) -> str:
    """Its version, without importing it: that takes seconds with torch."""
    if name in sys.modules:
        return f"{name} {getattr(sys.modules[name], '__version__', '?')}"
    from importlib import metadata  # which takes a tenth of the start of the program, and it needs none

    for installed in (name, f"{name}-Essentials"):
        try:
            return f"{name} {metadata.version(installed)}, not loaded"
        except metadata.PackageNotFoundError:
            continue
    return f"{name}: none"


def _processor() -> str:
    """What it is called; Python knows on other systems than Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "Unknown processor")
