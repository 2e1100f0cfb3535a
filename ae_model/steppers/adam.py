"""Adam without `torch.optim`, whose first optimiser costs one to two seconds: it imports dynamo and sympy.

The arithmetic is torch's own fused kernel, called as `torch.optim.AdamW(fused=True)` calls it; the tests hold the two
against each other, bit for bit.
"""

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from ae_model.snapshot import Array


class Adam:
    """Adam (Kingma and Ba, 2015) with torch's defaults: betas 0.9 and 0.999, epsilon 1e-8.

    Attributes:
        weight_decay: decoupled from the gradient, as in AdamW (Loshchilov and Hutter, 2019); 0 is plain Adam.
        parameters: are optimised in place; all are on one device.
        means, squares: running averages of each parameter's gradient and of its square.
        steps: the number of updates, once for each parameter, as the kernel wants it.
    """

    def __init__(self, parameters: Sequence[Tensor], weight_decay: float = 0.0) -> None:
        self.weight_decay = weight_decay
        self.parameters = list(parameters)
        self.means = [torch.zeros_like(parameter) for parameter in parameters]
        self.squares = [torch.zeros_like(parameter) for parameter in parameters]
        self.steps = [torch.zeros((), device=parameter.device) for parameter in parameters]

    @property
    def updates(self) -> int:
        """The number of updates so far."""
        return int(self.steps[0].item())

    @updates.setter
    def updates(self, updates: int) -> None:
        for step in self.steps:
            step.fill_(updates)

    @torch.no_grad()
    def update(self, gradients: Sequence[Tensor], learning_rate: float | Tensor) -> None:
        """Take one step down `gradients`, which are in the order of the parameters.

        A graph that a GPU has captured reads the learning rate from a tensor of no dimensions on the GPU.
        """
        torch._foreach_add_(self.steps, 1)
        torch._fused_adamw_(
            self.parameters,
            list(gradients),
            self.means,
            self.squares,
            [],  # the largest squares, which only AMSGrad keeps
            self.steps,
            lr=learning_rate,
            beta1=0.9,
            beta2=0.999,
            weight_decay=self.weight_decay,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
        )


def numpy_copies(names: Iterable[str], tensors: Sequence[Tensor]) -> dict[str, Array]:
    """Copies in numpy of float32 tensors, from whatever device they are on, by their names."""
    return {name: tensor.to("cpu", copy=True).numpy() for name, tensor in zip(names, tensors, strict=True)}


def copy_numpy(arrays: Mapping[str, Array], names: Iterable[str], tensors: Sequence[Tensor]) -> None:
    """Write arrays into the tensors of their names."""
    for name, tensor in zip(names, tensors, strict=True):
        tensor.copy_(torch.tensor(arrays[name]))  # torch.tensor copies: an array from a file may be read-only
