import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINKED = """
import sys
from pathlib import Path
from ae_model.preload import preload_torch
preload_torch()
assert "libtorch_cpu.so" in Path("/proc/self/maps").read_text()
assert "torch" not in sys.modules
import torch
assert torch.ones(3).sum() == 3
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_library_is_linked_before_torch_is_imported_and_torch_works_with_it():
    done = subprocess.run([sys.executable, "-c", LINKED], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr


SHOWN = """
from pathlib import Path
from ae_model.preload import preload_torch
preload_torch()
print(Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("names", [["torch_cpu"], ["torch_cpu", "torch_cuda"]])
def test_the_library_for_cuda_is_linked_too_where_there_is_one(tmp_path: Path, names: list[str]):
    libraries = tmp_path / "torch" / "lib"  # of a torch that is made up
    libraries.mkdir(parents=True)
    (tmp_path / "torch" / "__init__.py").touch()
    (some,) = set(re.findall(r"/\S*/libm[.-]\S*", Path("/proc/self/maps").read_text()))
    for name in names:
        shutil.copy(some, libraries / f"lib{name}.so")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])}
    shown = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, timeout=60, env=environment)
    assert shown.returncode == 0, shown.stderr
    assert [name for name in ("torch_cpu", "torch_cuda") if str(libraries / f"lib{name}.so") in shown.stdout] == names
