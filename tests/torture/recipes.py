"""Random small trainings of every kind and objective, which `test_kills` and `test_resuming` stop; no test."""

import random
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from ae_model.config import (
    CODES,
    Activation,
    KindName,
    Likelihood,
    NetworkConfig,
    NoiseKind,
    Objective,
    Output,
    Precision,
    Schedule,
    TrainingConfig,
)
from ae_model.events import Epoch

EPOCHS = 3

# In turn, so that a few already are of both kinds and of every objective.
_TAUGHT: list[tuple[KindName, Objective]] = [
    ("convolutional", "reconstruction"),
    ("dense", "sparse"),
    ("dense", "reconstruction"),
    ("convolutional", "variational"),
    ("dense", "denoising"),
    ("dense", "variational"),
    ("convolutional", "sparse"),
    ("convolutional", "denoising"),
]


def last_epoch(events: Iterator[object]) -> Epoch:
    return [event for event in events if isinstance(event, Epoch)][-1]


def any_configs(dice: random.Random, count: int) -> list[TrainingConfig]:
    """Some random networks with random recipes, precisions and threads."""
    return [_any_config(dice, kind, objective) for kind, objective in islice(cycle(_TAUGHT), count)]


def _any_config(dice: random.Random, kind: KindName, objective: Objective) -> TrainingConfig:
    activations: list[Activation] = ["relu", "silu"]
    outputs: list[Output] = ["sigmoid"] if objective == "variational" else ["sigmoid", "linear"]
    schedules: list[Schedule] = ["constant", "cosine", "linear"]
    precisions: list[Precision] = ["fp32", "bf16"]
    network = NetworkConfig(
        hidden_sizes=tuple(dice.choice([16, 33, 128]) for _ in range(dice.randint(0, 3))),
        latent_dim=dice.choice([10, 100] if objective == "sparse" else [1, 2, 30]),
        activation=dice.choice(activations),
        output=dice.choice(outputs),
        kind=kind,
        channels=tuple(dice.choice([1, 3, 8]) for _ in range(dice.randint(1, 3))),
        kernel=dice.randint(2, 5),
        code=CODES.get(objective, "plain"),
        k=dice.choice([0, 3]) if objective == "sparse" else 0,
    )
    return TrainingConfig(
        network,
        epochs=EPOCHS,
        batch_size=dice.choice([32, 100, 128, 700]),
        schedule=dice.choice(schedules),
        warmup_epochs=dice.randint(0, 1),
        weight_decay=dice.choice([0.0, 0.05]),
        seed=dice.randrange(2**32),
        device="cpu",
        precision=dice.choice(precisions),
        threads=dice.choice([1, 2]),
        objective=objective,
        **_fields_of(dice, objective),
    )


def _fields_of(dice: random.Random, objective: Objective) -> dict[str, Any]:
    """The fields that an objective alone reads."""
    likelihoods: list[Likelihood] = ["bernoulli", "binarised", "gaussian"]
    noises: list[NoiseKind] = ["gaussian", "masking", "salt-and-pepper"]
    if objective == "variational":
        return {"likelihood": dice.choice(likelihoods), "beta_warmup_epochs": dice.randint(0, 2)}
    if objective == "denoising":
        return {"noise_kind": dice.choice(noises)}
    if objective == "sparse":
        return {"k_warmup_epochs": dice.randint(0, 2), "l1": dice.choice([0.0, 0.1])}
    return {}
