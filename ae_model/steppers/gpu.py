"""The CUDA GPU of this process: whether there is one, and whether it can be used, which is not the same.

A GPU may be too old for this PyTorch, held by another program, full, or have a driver that is broken. What PyTorch says
of itself does not tell: so a small product is tried once in a process. A GPU that fails later, in the middle of a
training, is tried again then; one that fails that too is gone until the next start.
"""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import torch

from ae_model.sentence import Sentence

log = logging.getLogger(__name__)

_SIDE = 16  # of the product

# What PyTorch, CUDA and cuBLAS say, in the order in which they are looked for, and what it means.
_MEANINGS = (
    ("out of memory", Sentence("its memory is full")),
    ("ALLOC_FAILED", Sentence("its memory is full")),
    ("no kernel image", Sentence("it is too old for this PyTorch, or too new")),
    ("busy or unavailable", Sentence("another program holds it")),
    ("exclusive", Sentence("another program holds it")),
    ("driver on your system is too old", Sentence("its driver is too old for this PyTorch")),
    ("driver version is insufficient", Sentence("its driver is too old for this PyTorch")),
    ("driver initialization failed", Sentence("its driver does not start")),
    ("device-side assert", Sentence("it has stopped at an error of this program")),
)
_WORDS = ("CUDA", "CUBLAS", "CUDNN", "cuBLAS", "cuDNN", "NVML")  # in errors that are a GPU's
_MOST_LETTERS = 120  # of what PyTorch says

_lock = threading.RLock()  # which a training that the garbage collector ends may find held by its own thread
_users = 0
_is_there = False
_why_not: str | None = None  # "" where it can be used; None until it has been tried


def is_there() -> bool:
    """Whether there is a CUDA GPU, whatever it is good for."""
    _find()
    return _is_there


def why_not() -> str:
    """Why the GPU that is there cannot be used, as a part of a sentence; empty if it can, or there is none."""
    return _find()


def can_be_used() -> bool:
    """Whether there is a CUDA GPU that computes."""
    return not _find() and _is_there


def has_tf32() -> bool:
    """Whether the GPU that can be used has products in TF32; others would silently do them in fp32."""
    return torch.cuda.get_device_capability() >= (8, 0)


def holds(size: int) -> bool:
    """Whether the GPU's memory is as large as so many bytes, whoever has it; True where nobody knows."""
    with suppress(RuntimeError, AssertionError):
        return torch.cuda.get_device_properties(torch.cuda.current_device()).total_memory >= size
    return True


@contextmanager
def used() -> Iterator[None]:
    """Let the GPU be used inside the block, and at its end give back the memory that no tensor needs.

    Once nobody uses it any more, that is also what cuBLAS has set aside for each stream, 32 MiB on the largest GPUs:
    not before, for a captured graph computes in it. A training has let its graphs go by then.
    """
    global _users
    with _lock:
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            _give_back()


def try_again(error: Exception) -> None:
    """Find out whether the GPU can still be used after an `error` of it; if not, it is gone until the next start."""
    global _why_not
    with _lock:
        if _product_fails() is not None:
            _why_not = meaning(error)


def is_error(error: Exception) -> bool:
    """Whether an error is a GPU's."""
    return isinstance(error, torch.OutOfMemoryError | torch.AcceleratorError) or any(w in str(error) for w in _WORDS)


def is_full(error: Exception) -> bool:
    """Whether an error is that of a GPU whose memory is full."""
    return is_error(error) and meaning(error) == "its memory is full"


def meaning(error: Exception) -> str:
    """What an error of a GPU means, in a part of a sentence."""
    said = str(error)
    for words, meant in _MEANINGS:
        if words in said:
            return meant
    first = next(iter(said.strip().splitlines()), "") or type(error).__name__
    return first.removesuffix(".") if len(first) <= _MOST_LETTERS else f"{first[:_MOST_LETTERS]}…"


def _give_back() -> None:
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        with suppress(RuntimeError):
            if not _users and (clear := getattr(torch._C, "_cuda_clearCublasWorkspaces", None)):
                clear()
            torch.cuda.empty_cache()


def _find() -> str:
    """Look for a GPU and try it, once in this process; gives what `why_not` does."""
    global _is_there, _why_not
    with _lock:
        if _why_not is None:
            with warnings.catch_warnings(record=True) as said:  # all that PyTorch tells of a driver that is broken
                warnings.simplefilter("always")
                found = torch.cuda.is_available()
            complaints = [RuntimeError(str(warning.message)) for warning in said if "CUDA init" in str(warning.message)]
            error = _product_fails() if found else next(iter(complaints), None)
            _is_there, _why_not = error is not None or found, "" if error is None else meaning(error)
            if error is not None:
                log.info("The GPU cannot be used: %s", error)
        return _why_not


def _product_fails() -> Exception | None:
    """The error of a small product on the GPU; None if it is right."""
    try:
        ones = torch.ones(_SIDE, _SIDE, device="cuda")
        total = (ones @ ones).sum().item()
    except (RuntimeError, AssertionError) as error:  # the latter from a PyTorch without CUDA
        return error
    finally:
        with suppress(RuntimeError):
            torch.cuda.empty_cache()
    return None if total == _SIDE**3 else RuntimeError("it computes wrong numbers")
