"""Loading torch's largest libraries without stopping the other threads of the program.

`import torch` links 400 MB of machine code while it holds Python's global lock, and a window stands still for 200 to
400 ms. Linking first through a foreign function call, which gives up the lock, leaves gaps of 50 to 70 ms.
"""

import ctypes
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path


def torch_is_installed() -> bool:
    """Whether there is a torch to load, without loading it; a program made only for exploring has none."""
    return find_spec("torch") is not None


def preload_torch() -> None:
    """Link torch's libraries for the CPU and for CUDA into the process, so that importing torch only has to find them.

    Where one cannot be found or linked so (on Windows, say), nothing happens: the import is slower, or tells why.
    """
    spec = find_spec("torch")
    if sys.platform == "win32" or spec is None or spec.origin is None:
        return
    suffix = "dylib" if sys.platform == "darwin" else "so"
    with suppress(AttributeError, OSError):
        dlopen = ctypes.CDLL(None).dlopen
        dlopen.argtypes, dlopen.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
        for name in ("torch_cpu", "torch_cuda"):
            dlopen(os.fsencode(Path(spec.origin).parent / "lib" / f"lib{name}.{suffix}"), os.RTLD_NOW)
