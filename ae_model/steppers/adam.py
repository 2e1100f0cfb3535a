"""Adam without `torch.optim`, whose first optimiser costs one to two seconds: it imports dynamo and sympy.

The arithmetic is torch's own fused kernel, called as `torch.optim.AdamW(fused=True)` calls it; the tests hold the two
against each other, bit for bit.
"""

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from ae_model.snapshot import Array

_ALIGNMENT = 32  # numbers: where a part of a parameter begins


class Adam:
    """Adam (Kingma and Ba, 2015) with torch's defaults: betas 0.9 and 0.999, epsilon 1e-8.

    Attributes:
        weight_decay: decoupled from the gradient, as in AdamW (Loshchilov and Hutter, 2019); 0 is plain Adam.
        parameters: are optimised in place; all are on one device.
        parts: in how many the kernel gets each parameter, which changes no number. A GPU's takes 65,536 numbers to a
            multiprocessor: of one row with all weights it would leave most of them idle.
        means, squares: running averages of each parameter's gradient and of its square.
        step: the number of updates.
    """

    def __init__(self, parameters: Sequence[Tensor], weight_decay: float = 0.0, parts: int = 1) -> None:
        self.weight_decay = weight_decay
        self.parameters = list(parameters)
        self.parts = parts
        self.means = [torch.zeros_like(parameter) for parameter in parameters]
        self.squares = [torch.zeros_like(parameter) for parameter in parameters]
        self.step = torch.zeros((), device=parameters[0].device)

    @property
    def updates(self) -> int:
        """The number of updates so far."""
        return int(self.step.item())

    @updates.setter
    def updates(self, updates: int) -> None:
        self.step.fill_(updates)

    def forget(self) -> None:
        """Begin anew, with the parameters as they are."""
        for average in (*self.means, *self.squares, self.step):
            average.zero_()

    @torch.no_grad()
    def update(self, gradients: Sequence[Tensor], learning_rate: float | Tensor) -> None:
        """Take one step down `gradients`, which are in the order of the parameters.

        A graph that a GPU has captured reads the learning rate from a tensor of no dimensions on the GPU.
        """
        self.step.add_(1)
        parameters = self._split(self.parameters)
        torch._fused_adamw_(
            parameters,
            self._split(gradients),
            self._split(self.means),
            self._split(self.squares),
            [],  # the largest squares, which only AMSGrad keeps
            [self.step] * len(parameters),
            lr=learning_rate,
            beta1=0.9,
            beta2=0.999,
            weight_decay=self.weight_decay,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
        )

    def _split(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """All tensors in parts, of which each begins where a GPU reads several numbers at a time."""
        if self.parts == 1:
            return list(tensors)
        return [part for tensor in tensors for part in torch.split(tensor.view(-1), self._length(tensor))]

    def _length(self, tensor: Tensor) -> int:
        return -(-tensor.numel() // self.parts // _ALIGNMENT) * _ALIGNMENT


def copy_numpy(arrays: Mapping[str, Array], names: Iterable[str], tensors: Sequence[Tensor]) -> None:
    """Write arrays into the tensors of their names."""
    for name, tensor in zip(names, tensors, strict=True):
        tensor.copy_(torch.tensor(arrays[name]))  # torch.tensor copies: an array from a file may be read-only
