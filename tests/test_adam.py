import copy

import pytest
import torch

from ae_model.steppers.adam import Adam

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_adam_is_torchs_fused_adam_bit_for_bit(dtype: torch.dtype, weight_decay: float):
    generator = torch.Generator().manual_seed(0)
    shapes = [(512, 784), (512,), (2, 512), (2,)]
    ours = [torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
    theirs = copy.deepcopy(ours)
    adam = Adam(ours, weight_decay)
    if weight_decay:
        reference = torch.optim.AdamW(theirs, fused=True, weight_decay=weight_decay)
    else:
        reference = torch.optim.Adam(theirs, fused=True)
    for step in range(50):
        gradients = [torch.randn(shape, generator=generator, dtype=dtype) * 10 ** (-step / 5) for shape in shapes]
        rate = reference.param_groups[0]["lr"] = 1e-3 / (1 + step)
        adam.update(gradients, rate)
        for parameter, gradient in zip(theirs, gradients, strict=True):
            parameter.grad = gradient
        reference.step()
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))
