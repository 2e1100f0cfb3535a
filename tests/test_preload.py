import subprocess
import sys

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
