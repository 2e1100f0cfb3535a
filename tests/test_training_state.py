from dataclasses import replace

import numpy as np
import pytest

from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.snapshot import Snapshot
from ae_model.training_state import Moments, TrainingState


@pytest.fixture
def state(untrained) -> TrainingState:
    snapshot: Snapshot = untrained(2)
    moments = Moments(snapshot.arrays, {name: np.abs(array) for name, array in snapshot.arrays.items()}, 7)
    losses = np.zeros(3, np.float32)
    return TrainingState(
        TrainingConfig(snapshot.config), snapshot, moments, np.zeros(16, np.uint8), 7, losses, None, 1.0
    )


def test_a_state_is_of_one_network(state):
    with pytest.raises(ValueError, match="weights are those of another network"):
        replace(state, config=TrainingConfig(NetworkConfig(latent_dim=3)))


@pytest.mark.parametrize("averages", ["means", "squares"])
def test_moments_are_of_the_network_and_finite_numbers_of_float32(state, averages):
    name, *others = state.snapshot.arrays
    arrays = getattr(state.moments, averages)

    def with_first(array):
        return replace(state, moments=replace(state.moments, **{averages: {**arrays, name: array}}))

    with pytest.raises(ValueError, match="gradients are those of another network"):
        with_first(arrays[name][:1])
    with pytest.raises(ValueError, match="gradients are those of another network"):
        replace(state, moments=replace(state.moments, **{averages: {other: arrays[other] for other in others}}))
    for wrong in (arrays[name].astype(np.float64), np.full_like(arrays[name], np.nan)):
        with pytest.raises(ValueError, match="not finite numbers of float32"):
            with_first(wrong)


def test_no_average_of_squares_is_negative(state):
    with pytest.raises(ValueError, match="squares are not all positive"):
        replace(state, moments=replace(state.moments, squares=state.snapshot.arrays))


def test_no_epoch_has_more_losses_than_there_were_steps(state):
    assert len(replace(state, step=3).epoch_losses) == 3
    with pytest.raises(ValueError, match="losses of 3 steps after 2"):
        replace(state, step=2)


@pytest.mark.parametrize(("precision", "then"), [("tf32", "fp32"), ("bf16", "bf16")])
def test_a_state_of_a_gpu_goes_on_on_a_cpu_in_a_precision_that_it_has_and_tells_of_it(state, precision, then):
    on_gpu = replace(state, config=replace(state.config, device="cuda", precision=precision))
    config = on_gpu.changed(device="cpu", threads=2).config
    assert (config.device, config.precision, config.threads) == ("cpu", then, 2)
    told = {change.field: (change.before, change.after) for change in config.changes}
    assert told["device"] == ("cuda", "cpu")
    assert told.get("precision") == (None if precision == then else (precision, then))
