"""Kernels of our own for NVIDIA GPUs, compiled where they are used.

The compiler is NVRTC, which a PyTorch for CUDA brings with it; NVIDIA's bindings to it and to the driver are what
PyTorch for CUDA requires on Linux.
"""

import ctypes
from typing import Any, Protocol

import torch

THREADS = 512  # of a block


class Kernels(Protocol):
    """Launches kernels by name."""

    def launch(self, name: str, across: int, down: int, arguments: ctypes.Structure) -> None:
        """Begin one on the current stream, of `across` times `down` blocks; `arguments` may be changed afterwards."""
        ...


class CompiledKernels:
    """The kernels of a source, as the GPU of this process takes them.

    Raises:
        ImportError, AttributeError: NVIDIA's bindings are not installed, or too old.
        RuntimeError: NVRTC or the driver is missing, or refuses; this is what they say.
    """

    def __init__(self, source: bytes) -> None:
        from cuda.bindings import driver, nvrtc

        self._driver = driver
        major, minor = torch.cuda.get_device_capability()
        early = driver.CUlaunchAttribute()  # a kernel is begun before the last one has ended, for which it waits itself
        early.id = driver.CUlaunchAttributeID.CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION
        early.value.programmaticStreamSerializationAllowed = 1
        self._attributes = [early] if major >= 9 else []
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
        launch.attrs, launch.numAttrs = self._attributes, len(self._attributes)
        places = (ctypes.c_void_p * 1)(ctypes.addressof(arguments))
        _asked(driver.cuLaunchKernelEx(launch, function, ctypes.addressof(places), 0))


def _asked(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    """What NVIDIA's bindings answer, without the code that stands before it."""
    code, *rest = answer
    if int(code):
        raise RuntimeError(f"CUDA: {code!s}")
    return tuple(rest)
