"""What is timed: one process a contestant, that trains an epoch each time it is asked to.

    python contestants.py NAME LATENT_DIM HIDDEN IMAGES DEVICE

Reads a line, trains one epoch, writes its seconds, until its input ends. Each has a process to itself, and so its own
threads and memory. torch is loaded before ae_model, which would otherwise give its OpenMP a bounded spin: bench.py
decides who gets that.
"""

import logging
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch  # isort: split

import notebook
from numpy.typing import NDArray
from torch import Tensor

from ae_model import datasets
from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder
from ae_model.steppers import Stepper
from ae_model.steppers.cpu import CpuStepper
from ae_model.steppers.cuda import CudaStepper
from ae_model.steppers.eager import EagerStepper

BATCH_SIZE = 128
Epoch = Callable[[], None]


def notebook_loop(latent_dim: int, hidden: int, images: int, device: str) -> Epoch:
    """The notebook's operations in its order: DataLoader, ToTensor, autograd, Adam."""
    loader = mnist_loader(images)
    model = notebook.AutoEncoder((1, 28, 28), hidden, latent_dim).to(device)

    def epoch() -> None:
        for _ in notebook.train_ae((x.to(device) for x, _ in loader), model):
            pass

    return epoch


def lightning(latent_dim: int, hidden: int, images: int, device: str) -> Epoch:
    """The same work, given to a Lightning trainer, with all that it logs and saves switched off."""
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    datasets.torchvision()  # guarded, where torchvision was built for CUDA and torch was not: Lightning imports it too
    import pytorch_lightning as pl

    class Module(pl.LightningModule):
        def __init__(self) -> None:
            super().__init__()
            self.model = notebook.AutoEncoder((1, 28, 28), hidden, latent_dim)

        def training_step(self, batch: tuple[Tensor, Tensor], _: int) -> Tensor:
            return torch.nn.functional.mse_loss(batch[0], self.model(batch[0]))

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.Adam(self.parameters())

    loader, module = mnist_loader(images), Module()

    def epoch() -> None:
        trainer = pl.Trainer(
            max_epochs=1,
            accelerator="gpu" if device == "cuda" else "cpu",
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
        trainer.fit(module, loader)

    return epoch


def mnist_loader(images: int) -> torch.utils.data.DataLoader:
    train, _ = notebook.loaders(Path(tempfile.mkdtemp()))
    if images == 60_000:
        return train
    repeated = torch.utils.data.Subset(train.dataset, [index % 60_000 for index in range(images)])
    return torch.utils.data.DataLoader(repeated, batch_size=BATCH_SIZE, shuffle=True)


def eager(latent_dim: int, hidden: int, images: int, device: str) -> Epoch:
    """Our reference stepper: one tensor of bytes, autograd, fused Adam."""
    return stepper_epochs(EagerStepper(network(latent_dim, hidden, device), pixels(images)), images, device)


def fast(precision: str) -> Callable[[int, int, int, str], Epoch]:
    """What `train()` takes for the device, in one precision."""

    def make(latent_dim: int, hidden: int, images: int, device: str) -> Epoch:
        net = network(latent_dim, hidden, device)
        if device == "cuda":
            torch.cuda.set_stream(torch.cuda.Stream())
            stepper = CudaStepper(net, pixels(images), BATCH_SIZE, precision=precision)
        else:
            stepper = CpuStepper(net, pixels(images), bf16=precision == "bf16")
        stepper.warm_up(torch.arange(BATCH_SIZE, device=device))
        if stepper.trouble:
            raise SystemExit(stepper.trouble)
        return stepper_epochs(stepper, images, device)

    return make


def stepper_epochs(stepper: Stepper, images: int, device: str) -> Epoch:
    def epoch() -> None:
        batches = torch.split(torch.randperm(images).to(device), BATCH_SIZE)
        losses = [stepper.steps(part, [1e-3] * len(part)) for part in strides(batches, stepper.stride)]
        torch.cat(losses).cpu()

    return epoch


def strides(batches: tuple[Tensor, ...], stride: int) -> Iterator[tuple[Tensor, ...]]:
    for start in range(0, len(batches), stride):
        yield batches[start : start + stride]


def network(latent_dim: int, hidden: int, device: str) -> torch.nn.Module:
    config = NetworkConfig(hidden_sizes=(hidden,), latent_dim=latent_dim)
    return AutoEncoder(config, torch.Generator().manual_seed(0)).to(device)


def pixels(images: int) -> NDArray[np.uint8]:
    return np.resize(datasets.load("mnist").train.images, (images, 28, 28))  # repeats them where there are more


def products(dtype: torch.dtype) -> Callable[[int, int, int, str], Epoch]:
    """The bare matrix products of an epoch, forward and backward, on buffers that are there: the floor."""

    def make(latent_dim: int, hidden: int, images: int, device: str) -> Epoch:
        sizes = (784, hidden, latent_dim, hidden, 784)
        layers = range(4)
        weights = [torch.randn(sizes[i + 1], sizes[i], device=device).mul_(0.05).to(dtype) for i in layers]
        activations = [torch.rand(BATCH_SIZE, size, device=device).to(dtype) for size in sizes]
        deltas = [torch.rand(BATCH_SIZE, size, device=device).to(dtype) for size in sizes]
        gradients = [torch.empty_like(weight) for weight in weights]
        outputs = [torch.empty_like(activation) for activation in activations]

        def epoch() -> None:
            for _ in range(images // BATCH_SIZE):
                for i in layers:
                    torch.mm(activations[i], weights[i].t(), out=outputs[i + 1])
                for i in reversed(layers):
                    torch.mm(deltas[i + 1].t(), activations[i], out=gradients[i])
                    if i:
                        torch.mm(deltas[i + 1], weights[i], out=outputs[i])
            if device == "cuda":
                torch.cuda.synchronize()

        return epoch

    return make


CONTESTANTS: dict[str, Callable[[int, int, int, str], Epoch]] = {
    "notebook": notebook_loop,
    "lightning": lightning,
    "eager": eager,
    "fp32": fast("fp32"),
    "tf32": fast("tf32"),
    "bf16": fast("bf16"),
    "products fp32": products(torch.float32),
    "products bf16": products(torch.bfloat16),
}


def main() -> None:
    name, latent_dim, hidden, images, device = sys.argv[1:]
    torch.manual_seed(0)
    epoch = CONTESTANTS[name](int(latent_dim), int(hidden), int(images), device)
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        epoch()
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main()
