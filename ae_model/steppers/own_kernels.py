"""Kernels of our own for NVIDIA GPUs, `resources/kernels`, compiled where they are used.

The compiler is NVRTC, which a PyTorch for CUDA brings with it, and NVIDIA's bindings to it, which PyTorch for CUDA on
Linux requires. Where either is missing, or the kernels cannot be compiled for the GPU at hand, there are none: who
asks goes on with PyTorch's.
"""

import ctypes
import logging
import threading
from typing import Any, Protocol

import torch

from ae_model.resources import resource

log = logging.getLogger(__name__)

THREADS = 512  # of a block

_lock = threading.Lock()
_compiled: "CompiledKernels | None" = None
_tried = False


class Kernels(Protocol):
    """Launches kernels by name."""

    def launch(self, name: str, across: int, down: int, arguments: ctypes.Structure) -> None:
        """Begin one on the current stream, of `across` times `down` blocks; `arguments` may be changed afterwards."""
        ...


class CompiledKernels:
    """The kernels of a source, as the GPU of this process takes them.

    Raises:
        ImportError: NVIDIA's bindings are not installed.
        RuntimeError: NVRTC or the driver is missing, or refuses; this is what they say.
    """

    def __init__(self, source: bytes) -> None:
        from cuda.bindings import driver, nvrtc

        self._driver = driver
        major, minor = torch.cuda.get_device_capability()
        self._begins_early = major >= 9  # before that which comes before has ended; the kernels wait for it themselves
        (program,) = _asked(nvrtc.nvrtcCreateProgram(source, b"kernels.cu", 0, [], []))
        options = [f"--gpu-architecture=sm_{major}{minor}".encode(), b"--std=c++17"]
        said = nvrtc.nvrtcCompileProgram(program, len(options), options)
        if int(said[0]):
            (size,) = _asked(nvrtc.nvrtcGetProgramLogSize(program))
            words = bytearray(size)
            _asked(nvrtc.nvrtcGetProgramLog(program, words))
            raise RuntimeError(words.rstrip(b"\0").decode(errors="replace"))
        (size,) = _asked(nvrtc.nvrtcGetCUBINSize(program))
        binary = bytearray(size)
        _asked(nvrtc.nvrtcGetCUBIN(program, binary))
        _asked(nvrtc.nvrtcDestroyProgram(program))
        torch.cuda.current_stream()  # makes the context that the driver loads into
        (self._module,) = _asked(driver.cuModuleLoadData(bytes(binary)))
        self._functions: dict[str, Any] = {}

    def launch(self, name: str, across: int, down: int, arguments: ctypes.Structure) -> None:
        function = self._functions.get(name)
        if function is None:
            (function,) = _asked(self._driver.cuModuleGetFunction(self._module, name.encode()))
            self._functions[name] = function
        driver = self._driver
        launch = driver.CUlaunchConfig()
        launch.gridDimX, launch.gridDimY, launch.gridDimZ = across, down, 1
        launch.blockDimX, launch.blockDimY, launch.blockDimZ = THREADS, 1, 1
        launch.hStream = driver.CUstream(torch.cuda.current_stream().cuda_stream)
        if self._begins_early:
            early = driver.CUlaunchAttribute()
            early.id = driver.CUlaunchAttributeID.CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION
            early.value.programmaticStreamSerializationAllowed = 1
            launch.attrs, launch.numAttrs = [early], 1
        places = (ctypes.c_void_p * 1)(ctypes.addressof(arguments))
        _asked(driver.cuLaunchKernelEx(launch, function, ctypes.addressof(places), 0))


def load() -> Kernels | None:
    """The kernels, compiled once in a process; None where they cannot be had."""
    global _compiled, _tried
    with _lock:
        if not _tried:
            _tried = True
            try:
                _compiled = CompiledKernels(resource("kernels", "dense_step.cu").read_bytes())
            except (ImportError, RuntimeError, OSError) as error:
                log.info("No kernels of our own: %s", error)
        return _compiled


def _asked(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    """What NVIDIA's bindings answer, without the code that stands before it."""
    code, *rest = answer
    if int(code):
        raise RuntimeError(f"CUDA: {code!s}")
    return tuple(rest)
