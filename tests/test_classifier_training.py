import numpy as np
import pytest

from ae_model.classifier_training import trained
from ae_model.cli.train_classifier import error_of
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("one_thread")


def test_a_classifier_learns_and_the_same_seed_gives_the_same_one(few: Dataset, tiny: Dataset):
    shares: list[float] = []
    one = trained(few, 4, seed=1, progress=shares.append)
    assert error_of(one, few) < 0.2
    assert shares == [epoch / 4 for epoch in range(4)]
    first, again, other = (trained(tiny, 1, seed) for seed in (1, 1, 2))
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(again.arrays[name], array)
    assert not np.array_equal(again.arrays["0.weight"], other.arrays["0.weight"])
    assert one.told == {"data": "few", "epochs": 4, "seed": 1}
