"""What is to be said of a training that has ended well and taught its network nothing.

A loss that is no longer a finite number ends a training with an error. A network that has diverged and stayed finite,
or whose units are dead, does not: it is told by what any network has to beat.
"""

from collections.abc import Sequence

from ae_model.config import TrainingConfig
from ae_model.datasets import Dataset
from ae_model.metrics import mean_image_error
from ae_model.runs import Measurement
from ae_model.sentence import Sentence

_LEARNT = 0.9  # of the mean image's error: training images that are redrawn better than that have been learnt


def verdict(config: TrainingConfig, dataset: Dataset, measurements: Sequence[Measurement]) -> str:
    """A sentence on a network that ended no better than it began, or than the mean image; empty for any other.

    A training that was stopped is only held against its own beginning. Takes 0.1 s for MNIST.
    """
    if not measurements or measurements[-1].epoch == 0:
        return ""
    first, last, mean = measurements[0], measurements[-1], mean_image_error(dataset)
    as_it_began = first.epoch == 0 and last.test_error >= first.test_error
    as_the_mean = last.test_error >= mean and (as_it_began or last.epoch == config.epochs)
    if as_the_mean and last.train_loss < _LEARNT * mean:
        return Sentence(
            "The network has learnt its training images alone: their error is {train:.4f}, but that of the test "
            "images, {error:.4f}, is no lower than that of the mean image in place of each, {mean:.4f}; it needs more "
            "images.",
            train=last.train_loss,
            error=last.test_error,
            mean=mean,
        )
    if as_it_began:
        return Sentence(
            "The network has learnt nothing: its test error of {error:.4f} is no lower than before the training, "
            "{before:.4f}; the learning rate of {rate:g} may be too high.",
            error=last.test_error,
            before=first.test_error,
            rate=config.rate,
        )
    if as_the_mean:
        return Sentence(
            "The network has learnt next to nothing: its test error of {error:.4f} is no lower than {mean:.4f}, that "
            "of the mean image in place of each; more epochs or another learning rate may help.",
            error=last.test_error,
            mean=mean,
        )
    return ""
