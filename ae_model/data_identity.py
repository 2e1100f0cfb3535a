"""A data set, told by what is in it and not by where it lies: what of it travels in files that are handed on.

Fingerprints find a data set again that was moved, and tell whether a network is shown over the images that it was
trained on.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any, Self

import numpy as np

from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.sentence import SaidError, Sentence

_LONGEST = 255  # characters of a text; file systems allow a name no more


def _text(name: str) -> str:
    """A name as any file can hold it: on Linux that of a folder may be no text."""
    return name.encode(errors="replace").decode()[:_LONGEST]


@dataclass(frozen=True, slots=True)
class DataIdentity:
    """The name of a data set, and what tells it from every other one.

    Attributes:
        name: for the user: "mnist", or the name of its folder or file.
        fingerprint: as `fingerprint`; empty where it is not known, as in networks of 0.1.0.
        train_images, test_images: how many there are; 0 where that is not known.

    Raises:
        SaidError: if a value is impossible.
    """

    name: str
    fingerprint: str = ""
    train_images: int = 0
    test_images: int = 0

    def __post_init__(self) -> None:
        counts = self.train_images, self.test_images
        if not all(isinstance(text, str) and len(text) <= _LONGEST for text in (self.name, self.fingerprint)):
            raise SaidError("Its data set has an impossible name or fingerprint.")
        if any(type(count) is not int or not 0 <= count < 2**31 for count in counts):
            raise SaidError("Its data set has impossible numbers of images: {counts}.", counts=counts)
        object.__setattr__(self, "name", _text(self.name))

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """That of a data set; takes 50 ms for MNIST."""
        counts = len(dataset.train.images), len(dataset.test.images)
        return cls(dataset.name[:_LONGEST], fingerprint(dataset), *counts)

    @classmethod
    def of_source(cls, source: str) -> "DataIdentity":
        """What can be said of the data set that was read from `source`, which need not be there."""
        return MNIST if source == MNIST.name else cls(name_of(source))

    @classmethod
    def from_dict(cls, values: object) -> Self:
        """The identity that `to_dict` wrote, after a trip through JSON.

        Raises:
            SaidError: if it is anything else, or has a field of a newer version.
        """
        if not isinstance(values, Mapping) or "name" not in values:
            raise SaidError("It does not say which data set is meant.")
        if unknown := ", ".join(sorted(map(str, set(values) - {field.name for field in fields(cls)}))):
            raise SaidError("Its data set has fields that only a newer Autoencoder Lab knows: {names}.", names=unknown)
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """In JSON's types."""
        return asdict(self)

    def is_another_than(self, other: "DataIdentity") -> bool:
        """Whether it is known to be another data set; by their names alone where a fingerprint is not known."""
        if self.fingerprint and other.fingerprint:
            return self.fingerprint != other.fingerprint
        return self.name != other.name

    def difference(self, shape: ImageShape, found: Dataset) -> Sentence:
        """How a data set that was found differs from this one, of images of `shape`: the end of a sentence."""
        here = len(found.train.images), len(found.test.images)
        if found.image_shape != shape:
            return Sentence("its images have {found} pixels, not {shape}", found=found.image_shape, shape=shape)
        if self.train_images and here != (self.train_images, self.test_images):
            return Sentence(
                "it has {train:,} training and {test:,} test images, not {train_then:,} and {test_then:,}",
                train=here[0],
                test=here[1],
                train_then=self.train_images,
                test_then=self.test_images,
            )
        return Sentence("its images or their labels are others")


MNIST = DataIdentity("mnist", "25c98f992c005963b7428e1f38418b233c9b286cc403519287eb8063f0bcfe07", 60_000, 10_000)


def fingerprint(dataset: Dataset) -> str:
    """SHA-256, in hexadecimal, of the images and labels of a data set; takes 50 ms for MNIST."""
    digest = sha256()
    for split in (dataset.train, dataset.test):
        for array in (split.images, split.labels):
            digest.update(repr(array.shape).encode())
            digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def name_of(source: str) -> str:
    """The last part of the path of a data set, whichever system wrote it."""
    return _text(re.split(r"[\\/]", source.rstrip("\\/"))[-1] or source)
