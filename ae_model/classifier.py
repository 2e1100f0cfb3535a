"""The classifier of digits that travels with the program: whether what a network draws looks like one. In numpy.

Fully connected layers with ReLU between them. `classifier_training` makes it: `python -m ae_model train-classifier`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ae_model import sealed
from ae_model.files import write_whole
from ae_model.image_shape import MNIST_SHAPE
from ae_model.resources import resource
from ae_model.sentence import Clause, SaidError, legible
from ae_model.snapshot import Array, chunks, unit_floats

KIND = "classifier"  # of its file
DIGITS = 10
IMAGE_SHAPE = MNIST_SHAPE


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Tells which digit an image shows.

    Attributes:
        arrays: "<layer>.weight", (outputs, inputs), and "<layer>.bias", (outputs,), float32; layers count from 0.
        told: how it was trained, in JSON's types.
    """

    arrays: Mapping[str, Array]
    told: Mapping[str, Any]

    def probabilities(self, images: NDArray[np.generic]) -> Array:
        """Of each digit: (N, 28, 28), uint8 or floats, which are clipped to [0, 1] -> (N, 10)."""
        found = np.empty((len(images), DIGITS), np.float32)
        for chunk in chunks(len(images), math.prod(images.shape[1:])):
            found[chunk] = self._probabilities(unit_floats(images[chunk]).reshape(-1, IMAGE_SHAPE.pixels).clip(0, 1))
        return found

    def _probabilities(self, values: Array) -> Array:
        layers = len(self.arrays) // 2
        for layer in range(layers):
            values = values @ self.arrays[f"{layer}.weight"].T + self.arrays[f"{layer}.bias"]
            if layer < layers - 1:
                np.maximum(values, 0, out=values)
        values -= values.max(axis=1, keepdims=True)
        likely: Array = np.exp(values, out=values)
        likely /= likely.sum(axis=1, keepdims=True)
        return likely

    def save(self, path: Path) -> None:
        """Write it to a file, its weights as float16.

        Raises:
            OSError: if the file cannot be written.
        """
        half = {name: array.astype(np.float16) for name, array in self.arrays.items()}
        write_whole(path, *sealed.seal(KIND, {"told": dict(self.told)}, half))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError: if it cannot be read, was damaged, or holds anything else.
        """
        try:
            fields, half = sealed.unseal(KIND, {"told"}, path.read_bytes())
            arrays = {name: array.astype(np.float32) for name, array in half.items()}
            if not (_are_layers(arrays) and isinstance(fields["told"], dict)):
                raise SaidError("It is not a classifier of digits.")
        except ValueError as error:
            reason = Clause(legible(str(error)))
            raise SaidError("{path} cannot be opened: {reason}.", path=path, reason=reason) from error
        return cls(arrays, fields["told"])


def _are_layers(arrays: Mapping[str, Array]) -> bool:
    """Whether these are the weights and biases, all finite, of layers one behind the other, from pixels to digits."""
    inputs, layers = IMAGE_SHAPE.pixels, len(arrays) // 2
    if not layers or arrays.keys() != {f"{layer}.{name}" for layer in range(layers) for name in ("weight", "bias")}:
        return False
    for layer in range(layers):
        bias = arrays[f"{layer}.bias"]
        if bias.ndim != 1 or arrays[f"{layer}.weight"].shape != (len(bias), inputs):
            return False
        inputs = len(bias)
    return inputs == DIGITS and all(np.isfinite(array).all() for array in arrays.values())


@cache
def shipped_classifier() -> Classifier:
    """The classifier that travels with the program.

    Raises:
        OSError, ValueError: if the installation is damaged.
    """
    return Classifier.load(resource("classifier", "digits.safetensors"))
