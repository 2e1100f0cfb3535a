import copy

import pytest
import torch

from ae_model.steppers.adam import Adam

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
@pytest.mark.parametrize("parts", [1, 36])
def test_adam_is_torchs_fused_adam_bit_for_bit(dtype: torch.dtype, weight_decay: float, parts: int):
    generator = torch.Generator().manual_seed(0)
    shapes = [(512, 784), (512,), (2, 512), (2,)]
    ours = [torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
    theirs = copy.deepcopy(ours)
    adam = Adam(ours, weight_decay, parts)
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


def test_a_row_of_weights_goes_to_the_kernel_in_parts_that_begin_where_several_numbers_are_read_at_a_time(monkeypatch):
    asked, fused = [], torch._fused_adamw_

    def noted(parameters, *arguments, **more):
        asked.append(parameters)
        fused(parameters, *arguments, **more)

    monkeypatch.setattr(torch, "_fused_adamw_", noted)
    row = torch.randn(806_688)
    Adam([row], parts=36).update([torch.randn(806_688)], 1e-3)
    (parts,) = asked
    assert len(parts) == 36
    assert all((part.data_ptr() - row.data_ptr()) % (32 * 4) == 0 for part in parts)


def test_adam_that_forgets_begins_anew():
    rows = [torch.ones(64), torch.ones(64)]
    adams = [Adam([row], parts=2) for row in rows]
    adams[0].update([torch.full((64,), 3.0)], 0.0)
    adams[0].forget()
    for adam in adams:
        adam.update([torch.full((64,), -1.0)], 0.1)
    assert torch.equal(*rows) and adams[0].updates == 1
