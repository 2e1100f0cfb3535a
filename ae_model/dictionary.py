"""What each unit of a code stands for: how often it fires, and for which images most, in numpy.

A unit fires at an image if its number there is above 0. Of a sparse code that says something: a few units fire at each
image, and what such a unit draws is a part of images, as a word is of sentences; all of them are a dictionary.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ae_model.progress import Progress, no_progress
from ae_model.snapshot import Array, Snapshot, chunks

STRONGEST = 9  # images of each unit that are remembered


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """The units of a code, counted over some images.

    Attributes:
        images: how many there were.
        fired: (units,) at how many of them each unit fires.
        strongest: (units, 9) the images that fire each most, the strongest first; -1 where there are no more.
        most: (units,) the largest number of each; 0 of one that never fires.
    """

    images: int
    fired: NDArray[np.intp]
    strongest: NDArray[np.intp]
    most: Array

    @property
    def dead(self) -> NDArray[np.intp]:
        """The units that fire at no image."""
        return np.flatnonzero(self.fired == 0)


def dictionary_of(snapshot: Snapshot, images: NDArray[np.generic], progress: Progress = no_progress) -> Dictionary:
    """Count how often each unit of the network's code fires at `images`, (N, H, W), and for which it does most."""
    units = snapshot.latent_dim
    fired = np.zeros(units, np.intp)
    values = np.zeros((units, STRONGEST), np.float32)  # descending
    strongest = np.full((units, STRONGEST), -1, np.intp)
    for chunk in chunks(len(images), max(units, images[0].size)):
        progress(chunk.start / len(images))
        codes = snapshot.encode(images[chunk])
        fired += np.count_nonzero(codes > 0, axis=0)
        # Few are above the weakest of the nine, once some images have been seen.
        places, found = np.nonzero(codes > values[:, -1])
        _put(values, strongest, found, codes[places, found], chunk.start + places)
    return Dictionary(len(images), fired, strongest, values[:, 0].copy())


def _put(
    values: Array, strongest: NDArray[np.intp], units: NDArray[np.intp], new: Array, images: NDArray[np.intp]
) -> None:
    """Let more numbers of some `units`, (n,), at some `images`, (n,), be among the strongest ones, if they are."""
    touched = np.unique(units)
    all_units = np.concatenate((np.repeat(touched, STRONGEST), units))
    all_values = np.concatenate((values[touched].ravel(), new))
    all_images = np.concatenate((strongest[touched].ravel(), images))
    order = np.lexsort((-all_values, all_units))  # stable: of equal ones the first image stays first
    first = np.searchsorted(all_units[order], touched)
    kept = order[first[:, None] + np.arange(STRONGEST)]
    values[touched], strongest[touched] = all_values[kept], all_images[kept]
