import numpy as np
import pytest
import torch
from stepping import RATE, same_weights, shuffled

from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.gradient_step import one_by_one

pytestmark = pytest.mark.usefixtures("one_thread")


def test_steps_one_by_one_are_a_gradient_and_an_update_each(mnist):
    images, order = mnist.train.images[:1_000], shuffled(1_000, seed=0)[:3]
    stepper, by_hand = (EagerStepper(same_weights(2, torch.float32)[1], images) for _ in range(2))
    losses = one_by_one(stepper, order, [RATE, 2 * RATE, 3 * RATE])

    expected = []
    for number, indices in enumerate(order, 1):
        expected.append(by_hand.differentiate(indices).item())
        by_hand.update(number * RATE)
    np.testing.assert_array_equal(losses.numpy(), np.array(expected, np.float32))
    for ours, theirs in zip(stepper.network.parameters(), by_hand.network.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_batch_without_a_learning_rate_is_an_error(mnist):
    stepper = EagerStepper(same_weights(2, torch.float32)[1], mnist.train.images[:1_000])
    with pytest.raises(ValueError, match="shorter"):
        one_by_one(stepper, shuffled(1_000, seed=0)[:2], [RATE])
