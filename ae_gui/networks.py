"""The networks that the window shows, and how they get there from files; no Qt, so that it is read while Qt loads."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ae_model import checkpoint, network_formats, sealed
from ae_model.checkpoint import Checkpoint, CheckpointError
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.config_fields import BY_NAME, name_of
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Split, load_split
from ae_model.resources import resource
from ae_model.sentence import Sentence
from ae_model.snapshot import Array, Snapshot

FIRST_PRESET = "deep-2d"  # whose trained network is seen first: of those with a plane it tells the digits apart best
CODES_KIND = "codes"  # of the file that ships beside it, with its codes and its test error


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network on show: its snapshot, its codes, and how it was made.

    Attributes:
        snapshot: the network itself.
        codes: (n, latent_dim) of the test images; in the middle of an epoch of some of them.
        training: the recipe it was trained by, where that is known.
        notes: assumptions made when its file was read.
        title: its name, where that is not made of its recipe and its epoch.
        data: what it was trained on, where that is known.
        told: whether the user has said what its file does not say of it.
        placed: (n,) which test images the codes are of, ascending; None where they are of all.
        known_error: its mean squared error a pixel over MNIST's test images, where it ships with the program.
    """

    snapshot: Snapshot
    codes: Array
    training: TrainingConfig | None
    notes: tuple[str, ...] = ()
    title: str = ""
    data: DataIdentity | None = None
    placed: NDArray[np.intp] | None = None
    told: bool = False
    known_error: float | None = None

    @property
    def name(self) -> str:
        """Its title, or what its recipe is called and its epoch; to be `translated` before it is shown."""
        if self.title:
            return self.title
        if self.training is None:
            return Sentence("network, epoch {epoch}", epoch=self.snapshot.epoch)
        return Sentence("{name}, epoch {epoch}", name=name_of(self.training), epoch=self.snapshot.epoch)


def save_network(network: Network, path: Path) -> None:
    """Save a network as its file's ending says, see `network_formats.save`."""
    network_formats.save(path, network.snapshot, network.training, network.data)


def file_name(network: Network) -> str:
    """What to call files of a network, without an ending: no character that a file system would not take."""
    return safe_name(network.name.replace(", epoch ", "-"))


def safe_name(name: str) -> str:
    """A name without the characters that a file system would not take, and without arrows."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name.replace(" → ", "-"))[:100]


def read_network(path: Path, split: Split) -> Network:
    """Read a checkpoint and encode the test images with it; slow, so not for the window's thread.

    What its file does not say of a network is taken to be what redraws these images best.

    Raises:
        CheckpointError: if the file holds no network, or one for images of another shape.
    """
    from ae_model import guesses  # which few files take

    read = checkpoint.load(path)
    if possible := guesses.ranked(read, split.images[split.sample(guesses.SAMPLE)]) if read.unsaid else []:
        read = guesses.as_guessed(read, possible[0])
    return placed(read, path.name, split)


def placed(read: Checkpoint, name: str, split: Split) -> Network:
    """Encode the test images with a network that was read from a file of this name; slow too.

    Raises:
        CheckpointError: if it is one for images of another shape.
    """
    expected, found = split.image_shape, read.snapshot.config.image_shape
    if found != expected:
        raise CheckpointError(
            "{file} holds a network for images of {width}×{height} pixels; "
            "the data set that is open has {expected_width}×{expected_height}.",
            file=name,
            width=found.width,
            height=found.height,
            expected_width=expected.width,
            expected_height=expected.height,
        )
    notes = (*read.all_notes, *([_as_told(read.snapshot.config)] if read.told else []))
    codes = read.snapshot.encode(split.images)
    title = Path(name).stem if read.told or read.unsaid else ""  # how many epochs it was trained is not known
    return Network(read.snapshot, codes, read.training, notes, title, read.data, told=bool(read.told))


def _as_told(config: NetworkConfig) -> Sentence:
    return Sentence(
        "Its file does not say what it is; it was opened as you have said: {activation}, {output}, {shape}.",
        activation=BY_NAME["activation"].told(config.activation),
        output=BY_NAME["output"].told(config.output),
        shape=config.image_shape,
    )


def read_first_view(preset: str = FIRST_PRESET) -> tuple[Split, Network]:
    """Read MNIST's test images and a trained network of the program, which the window opens with.

    The codes and the test error of `FIRST_PRESET` ship too: to compute them takes a third of a second that the first
    picture has not.

    Raises:
        DatasetError, CheckpointError, ValueError: if the installation is damaged.
    """
    split, path = load_split("mnist", "test"), shipped_network(preset)
    codes = shipped_codes(preset)
    if not codes.exists():
        return split, read_network(path, split)
    read = checkpoint.load(path)
    told, arrays = sealed.unseal(CODES_KIND, {"test_error"}, codes.read_bytes())
    error = float(told["test_error"])
    return split, Network(read.snapshot, arrays["codes"], read.training, read.notes, data=read.data, known_error=error)


def shipped_codes(preset: str) -> Path:
    """The file of what a trained network makes of MNIST's test images, which ships for `FIRST_PRESET` alone."""
    return resource("pretrained", f"{preset}.codes")


def shipped_network(preset: str) -> Path:
    """The file of the trained network that ships with the program, one for each preset."""
    return resource("pretrained", f"{preset}.safetensors")
