"""Opens checkpoint files in a process of its own, watched: a program for `test_checkpoints`, not a test.

Takes the path of a file a line, in JSON, and answers each with a line of JSON. While a file is opened an audit hook
takes down whatever Python does that the opening of a harmless file does not, a pickle that looks a name up, a program
started, a file written, an import; code in a file cannot take the hook out again. A file that takes too long ends the
process, and shows where it was.
"""

import codecs
import faulthandler
import hashlib
import json
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np

from ae_model import runs
from ae_model.checkpoint import load, load_state
from ae_model.classifier import DIGITS, IMAGE_SHAPE, Classifier
from ae_model.kinds import kind_of
from ae_model.sentence import SaidError
from ae_model.snapshot import Snapshot

Network: TypeAlias = Snapshot | Classifier

SECONDS = 60  # for one file; most take a thousandth of one

# zipfile, json and pickletools each know some of these, and import one when they meet a text in it.
CODECS = ("ascii", "cp437", "latin_1", "raw_unicode_escape", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be")
CODECS += ("utf_32", "utf_32_le", "utf_32_be")

_opening: Path | None = None
_deeds: list[str] = []  # done while it was opened


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _opening is None:
        return
    if not is_harmless(event, arguments, _opening):
        _deeds.append(f"{event} {str(arguments)[:200]}")


def is_harmless(event: str, arguments: tuple[object, ...], opening: Path) -> bool:
    """Whether opening what is harmless does so: a file is opened, to be read, and Python has nothing else to say.

    The folder of a run is looked through, several of its files are opened, and its lock is tried.
    """
    if event == "fcntl.flock":
        return opening.is_dir()
    if event not in ("open", "os.scandir", "os.listdir", "os.remove", "pathlib.Path.glob"):
        return False
    path = Path(str(arguments[0]))
    if path.name == ".lock":
        return path.parent == opening
    is_read = event != "open" or arguments[1] in ("r", "rb")
    return is_read and event != "os.remove" and (path == opening or path.is_relative_to(opening))


def main() -> None:
    """Answer until there are no more lines.

    The files in the arguments are harmless; they make Python import all that it needs, and the first stays open.
    """
    for codec in CODECS:
        codecs.lookup(codec)
    (opened,), *_ = [found_in(Path(path)) for path in sys.argv[1:]]
    first = digest(opened)
    sys.addaudithook(_hook)
    before = memory_kb("VmRSS")
    with suppress(OSError):  # else the peak of all these imports would hide what comes after
        Path("/proc/self/clear_refs").write_text("5")
    for line in sys.stdin:
        answer = opening(Path(json.loads(line)))
        answer["untouched"] = digest(opened) == first and is_sound(opened)
        answer["extra_kb"] = memory_kb("VmHWM") - before
        print(json.dumps(answer), flush=True)


def opening(path: Path) -> dict[str, object]:
    """What came of a file: a sentence, or whether the network is what it should be."""
    global _opening
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    _deeds.clear()
    _opening = path
    try:
        found = found_in(path)
        answer: dict[str, object] = {"opened": all(map(is_sound, found))}
    except SaidError as error:  # any other ends this process
        answer = {"refused": str(error)}
    finally:
        _opening = None
        faulthandler.cancel_dump_traceback_later()
    return {**answer, "deeds": _deeds.copy()}


def found_in(path: Path) -> list[Network]:
    """What a checkpoint holds, a training state or a classifier, if that is its name, or each network of a run."""
    if path.name.startswith("run"):
        runs.read(path)
        runs.read_losses(path)
        kept = [load(file).snapshot for file in runs.epoch_files(path).values()]
        return [runs.network(path), *kept]
    if path.name.startswith("classifier"):
        return [Classifier.load(path)]
    return [load_state(path).snapshot if path.name.startswith("state") else load(path).snapshot]


def is_sound(network: Network) -> bool:
    """Whether a network's arrays are of the shapes that it declares, finite and read-only."""
    if isinstance(network, Classifier):
        likely = network.probabilities(np.zeros((1, IMAGE_SHAPE.height, IMAGE_SHAPE.width), np.uint8))
        return likely.shape == (1, DIGITS) and bool(np.isfinite(likely).all())
    if network.config.kind == "convolutional":
        return are_of_shapes(network, [*kind_of(network.config).shapes.values()])
    encoder = [*pairwise(network.config.encoder_sizes)]
    heads = encoder[-1:] if network.config.code == "gaussian" else []
    sizes = (*encoder, *heads, *pairwise(network.config.decoder_sizes))
    shapes = [shape for inputs, outputs in sizes for shape in ((outputs, inputs), (outputs,))]
    return are_of_shapes(network, shapes)


def are_of_shapes(snapshot: Snapshot, shapes: list[tuple[int, ...]]) -> bool:
    arrays = snapshot.arrays.values()
    return [array.shape for array in arrays] == shapes and all(
        array.dtype == np.float32 and bool(np.isfinite(array).all()) and not array.flags.writeable for array in arrays
    )


def digest(snapshot: Snapshot) -> str:
    """Of all the bits of a network."""
    return hashlib.sha256(b"".join(array.tobytes() for array in snapshot.arrays.values())).hexdigest()


def memory_kb(kind: str) -> int:
    """Resident memory of this process, now (VmRSS) or the most ever (VmHWM); 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(kind)), 0)


if __name__ == "__main__":
    main()
