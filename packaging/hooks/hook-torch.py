"""torch as it is imported, in compiled modules.

PyInstaller's own hook brings all of its modules and all of their sources, its tests, and tools for compilers. The
libraries are brought as that one does it, those of CUDA too where they are packages of their own (untested).
"""

import re
from importlib.metadata import requires
from pathlib import Path

from _pyinstaller_hooks_contrib.utils import nvidia_cuda
from packaging.requirements import Requirement
from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs, get_package_paths

_ROOT = Path(get_package_paths("torch")[1])

# Asked for when torch is imported: modules of settings read their own comments, and overloads for TorchScript are
# told from their source.
_READS_ITSELF = re.compile(r"^install_config_module\(|^ *@(torch\.)?(jit\.|_jit_internal\.)*_overload", re.MULTILINE)


def _modules(folder: Path) -> list[str]:
    paths = [path.relative_to(_ROOT.parent).with_suffix("") for path in sorted(folder.rglob("*.py"))]
    return [
        ".".join(path.parts).removesuffix(".__init__") for path in paths if path.parts[1] not in ("test", "testing")
    ]


def _reads_itself(module: str) -> bool:
    path = _ROOT.parent.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return _READS_ITSELF.search(file.read_text(encoding="utf-8")) is not None


module_collection_mode = {"torch": "pyz"}
module_collection_mode |= {module: "pyz+py" for module in _modules(_ROOT) if _reads_itself(module)}

# By name, in a loop, which PyInstaller does not see; torchvision is what needs torch._dynamo.
hiddenimports = _modules(_ROOT / "_dynamo" / "polyfills")
hiddenimports += nvidia_cuda.infer_hiddenimports_from_requirements(
    [need.name for need in map(Requirement, requires("torch") or ()) if need.marker is None or need.marker.evaluate()]
)

binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])  # torch looks for it when it is imported
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]  # it looks for its libraries beside one another
