"""Networks of other programs, found among named tensors: a state dict of torch, or what a training keeps it in.

What is looked for are fully connected layers from an image to a code, and their mirror image back, under any names:
those of the notebook, `ae.0.encoder.1.weight` ... `ae.1.decoder.2.bias`, with whatever stands before them, or others
whose sizes leave no doubt. Beside the notebook's names the log-variance of a Gaussian code is known, by ours. What such
a file does not say of its network is guessed by others.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from ae_model.config import MAX_IMAGE_SIDE, NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.kinds.connected import LOG_VARIANCE
from ae_model.sentence import SaidError, Sentence

_FIRST = "ae.0.encoder.1.weight"  # of the notebook's network
# What trainings call the state dict that they keep, the usual first.
_USUAL_NAMES = ("state_dict", "model_state_dict", "model", "net", "network", "autoencoder", "weights", "module")
_DEEPEST = 3  # dicts in one another, that are looked into
_MOST_TABLES = 256  # that are looked into
_MOST_TOLD = 6  # layers


class Shaped(Protocol):
    """A tensor whose numbers have not been read."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def is_float(self) -> bool: ...


T = TypeVar("T", bound=Shaped)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A network that was found.

    Attributes:
        config: of the network, with square images, or nearly, and the notebook's activation and output.
        tensors: by the names of our own arrays, in their order; the biases are missing if it has none.
        notes: where it was found, and what was done to make it ours, for the user.
    """

    config: NetworkConfig
    tensors: Mapping[str, T]
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Layer(Generic[T]):
    name: str
    weight: T  # (outputs, inputs)
    bias: T | None


def found(value: object, kind: type[T]) -> Found[T]:
    """The first network in `value`, dicts of tensors of a `kind` and of other things, in one another.

    Raises:
        ValueError: if there is none; the sentence is about the first state dict there is.
    """
    reason: ValueError | None = None
    for place, tensors in _state_dicts(value, kind):
        try:
            network = _found(tensors)
        except ValueError as error:
            reason = reason or error
            continue
        if not place:
            return network
        note = Sentence("Its weights were found under {place!r}.", place=place)
        return Found(network.config, network.tensors, (note, *network.notes))
    raise reason or SaidError("It holds no state dict: no table of names and tensors.")


def named(value: object, kind: type[T], shapes: Mapping[str, tuple[int, ...]]) -> dict[str, T]:
    """The tensors of a `kind` in a state dict of ours, whose names and shapes are known.

    Raises:
        ValueError: if it has others.
    """
    if not isinstance(value, dict) or not all(isinstance(part, kind) and part.is_float for part in value.values()):
        raise SaidError("It holds no state dict: no table of names and tensors.")
    _require_shapes(value, shapes)
    return value


def _state_dicts(value: object, kind: type[T]) -> Iterator[tuple[str, dict[str, T]]]:
    """The tables of tensors of floats, and the names that they have in one another; the outermost first."""
    level: list[tuple[str, object]] = [("", value)]
    seen: list[object] = []  # a table may be in itself
    for _ in range(_DEEPEST):
        tables, level = level, []
        for place, table in tables:
            if not isinstance(table, dict) or any(table is other for other in seen) or len(seen) == _MOST_TABLES:
                continue
            seen.append(table)
            tensors = {name: part for name, part in table.items() if isinstance(part, kind) and _is_weight(part)}
            if tensors and all(isinstance(name, str) for name in tensors):
                yield place, tensors
            inner = [name for name, part in table.items() if isinstance(name, str) and isinstance(part, dict)]
            inner.sort(key=lambda name: _USUAL_NAMES.index(name) if name in _USUAL_NAMES else len(_USUAL_NAMES))
            level += [(f"{place}.{name}" if place else name, table[name]) for name in inner]


def _is_weight(tensor: Shaped) -> bool:
    """Whether it may be a layer's: counters and losses are whole numbers, or have no axis."""
    return tensor.is_float and len(tensor.shape) > 0


def _found(tensors: Mapping[str, T]) -> Found[T]:
    notes = []
    if is_notebooks := (first := next((name for name in tensors if name.endswith(_FIRST)), None)) is not None:
        prefix = first.removesuffix(_FIRST)
        if prefix:
            notes.append(Sentence("The names of its weights were read without {prefix!r} before them.", prefix=prefix))
        own = {name.removeprefix(prefix): part for name, part in tensors.items() if name.startswith(prefix)}
        if len(own) < len(tensors):
            count = len(tensors) - len(own)
            notes.append(Sentence("Of its tensors {count:,} are not the network's, and were left out.", count=count))
        tensors = own
    head = {name: tensors[name] for name in tensors if is_notebooks and name.startswith(f"{LOG_VARIANCE}.")}
    tensors = {name: part for name, part in tensors.items() if name not in head}
    layers = _chained(_layers(tensors), is_notebooks)
    sizes = _sizes(layers)
    shape, hidden, latent = _guessed_shape(sizes[0]), sizes[1 : len(layers) // 2], sizes[len(layers) // 2]
    config = NetworkConfig(shape, hidden, latent, code="gaussian" if head else "plain")
    if not is_notebooks:
        words = _arrows(sizes)
        notes.append(Sentence("Its layers were recognised by their sizes: {sizes}.", sizes=words))
    if layers[0].bias is None:
        if is_notebooks:  # which has them always
            raise SaidError("{key!r} is missing.", key=f"{layers[0].name}.bias")
        notes.append(Sentence("It has no biases: they were taken to be 0."))
    named: dict[str, T] = {}
    for layer, ours in zip(layers, kind_of(config).layers, strict=True):
        named[f"{ours.name}.weight"] = layer.weight
        if layer.bias is not None:
            named[f"{ours.name}.bias"] = layer.bias
    _require_shapes(head, {name: shape for name, shape in kind_of(config).shapes.items() if LOG_VARIANCE in name})
    return Found(config, named | head, tuple(notes))


def _require_shapes(tensors: Mapping[str, T], shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Accept the tensors of these names and shapes, and no others.

    Raises:
        ValueError: if there are others.
    """
    for name, part in tensors.items():
        if name not in shapes:
            raise SaidError("{key!r} is in it, but not part of its network.", key=name)
        if part.shape != shapes[name]:
            raise SaidError(
                "{key!r} has the shape {shape}, not {expected}.", key=name, shape=part.shape, expected=shapes[name]
            )
    if missing := sorted(shapes.keys() - tensors.keys()):
        raise SaidError("{key!r} is missing.", key=missing[0])


def _layers(tensors: Mapping[str, T]) -> list[_Layer[T]]:
    """Fully connected layers, in the order of their weights.

    Raises:
        ValueError: if there is anything else, or some have a bias and some have none.
    """
    layers, left = [], dict(tensors)
    for name, weight in tensors.items():
        if len(weight.shape) == 2 and name.endswith("weight"):
            stem = name.removesuffix("weight")
            bias = left.get(f"{stem}bias")
            if bias is not None and bias.shape != weight.shape[:1]:
                raise SaidError(
                    "{key!r} has the shape {shape}, not {expected}.",
                    key=f"{stem}bias",
                    shape=bias.shape,
                    expected=weight.shape[:1],
                )
            layers.append(_Layer(stem.removesuffix("."), weight, bias))
            left.pop(name)
            left.pop(f"{stem}bias", None)
    for name, part in left.items():
        if len(part.shape) > 2:
            raise SaidError(
                "{name!r} has the shape {shape}, as layers of convolution do; of other programs only fully connected "
                "networks can be read: nn.Linear layers from the image to the code, and the same sizes back.",
                name=name,
                shape=part.shape,
            )
        raise SaidError("{key!r} is in it, but not part of a network of fully connected layers.", key=name)
    for layer in layers:
        if layer.bias is None and any(other.bias is not None for other in layers):
            raise SaidError("{key!r} is missing.", key=f"{layer.name}.bias")
    return layers


def _chained(layers: Sequence[_Layer[T]], is_notebooks: bool) -> Sequence[_Layer[T]]:
    """The layers from the image to the code and back, each of which takes what the one before puts out.

    Raises:
        ValueError: if there is no such order.
    """
    by_name = sorted(layers, key=lambda layer: _letters_and_numbers(layer.name))
    for order in [by_name] if is_notebooks else [layers, by_name, sorted(by_name, key=_decodes)]:
        sizes, middle = _sizes(order), len(order) // 2
        fits = all(one.weight.shape[0] == other.weight.shape[1] for one, other in pairwise(order))
        # Turned round, decoder first, the sizes are mirrored as well.
        if (
            order
            and len(order) % 2 == 0
            and fits
            and sizes == sizes[::-1]
            and (is_notebooks or sizes[middle] < sizes[0])
        ):
            return order
    told = ", ".join(_arrows(layer.weight.shape[::-1]) for layer in layers[:_MOST_TOLD])
    raise SaidError(
        "Its layers do not lead from an image to a code and, by the same sizes, back, such as "
        "784 → 512 → 2 → 512 → 784; it has {layers}.",
        layers=told + (" …" if len(layers) > _MOST_TOLD else ""),
    )


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Names by the letters and the numbers in them: layer 10 comes after layer 9."""
    return sorted(names, key=_letters_and_numbers)


def _letters_and_numbers(name: str) -> list[tuple[str, int]]:
    return [(text, int(number or 0)) for text, number in re.findall(r"([^0-9]*)([0-9]{0,9})", name)]


def _decodes(layer: _Layer[T]) -> bool:
    return "dec" in layer.name.lower()


def _sizes(layers: Sequence[_Layer[T]]) -> tuple[int, ...]:
    return tuple(layer.weight.shape[1] for layer in layers[:1]) + tuple(layer.weight.shape[0] for layer in layers)


def _arrows(sizes: Sequence[int]) -> str:
    return " → ".join(map(str, sizes))


def shapes_of(pixels: int) -> list[ImageShape]:
    """Every shape that images of so many pixels may have, the squarest first, lying before standing."""
    sides = [
        side for side in range(1, math.isqrt(pixels) + 1) if pixels % side == 0 and pixels // side <= MAX_IMAGE_SIDE
    ]
    pairs = [pair for side in reversed(sides) for pair in ((side, pixels // side), (pixels // side, side))]
    return [ImageShape(height, width) for height, width in dict.fromkeys(pairs)]


def _guessed_shape(pixels: int) -> ImageShape:
    shapes = shapes_of(pixels) if 0 < pixels <= MAX_IMAGE_SIDE**2 else []
    if not shapes:
        raise SaidError("Images of {pixels:,} pixels are not possible here.", pixels=pixels)
    return shapes[0]
