from typing import Literal

import pytest
from torch import Tensor
from torch.nn import functional as F

from ae_model import config
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Losses
from ae_model.network import AutoEncoder
from ae_model.objectives import OBJECTIVES
from ae_model.objectives.noise import Noise
from ae_model.training import train

pytestmark = pytest.mark.usefixtures("one_thread")


class Dark:
    """Images that are redrawn with as little light as can be."""

    terms = ("error", "light")
    weights = (1.0, 1.0)

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        drawn = network(images)
        return F.mse_loss(drawn, images), drawn.mean()


def test_every_objective_that_can_be_chosen_is_in_the_table():
    assert set(OBJECTIVES) == set(config.Objective.__args__)


def test_an_objective_is_one_class_and_one_row_of_the_table(mnist: Dataset, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(config, "Objective", Literal["reconstruction", "dark"])
    monkeypatch.setitem(OBJECTIVES, "dark", lambda config: Dark())
    few = Dataset("few", Split(mnist.train.images[:300], mnist.train.labels[:300]), mnist.test, mnist.class_names)
    network = NetworkConfig(hidden_sizes=(32,))
    light = []
    for objective in ("reconstruction", "dark"):
        recipe = TrainingConfig(network, epochs=5, batch_size=16, learning_rate=1e-2, objective=objective)
        events = list(train(recipe, few))
        (*_, end) = (event for event in events if isinstance(event, Epoch))
        light.append(end.snapshot.reconstruct(few.test.images[:100]).mean())
    assert light[1] < light[0] / 2
    first = next(event for event in events if isinstance(event, Losses)).values[0]
    assert first > 0.5  # both terms: images of an untrained network are grey
