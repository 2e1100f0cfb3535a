"""Fully connected layers in numpy and in ONNX: every kind has some around its code."""

from collections.abc import Iterator, Sequence

import numpy as np

from ae_model.config import Activation, NetworkConfig
from ae_model.kinds.kind import Array, Arrays, Node

LOG_VARIANCE = "ae.0.log_variance"  # the layer of a Gaussian code beside that of its mean


@np.errstate(over="ignore", invalid="ignore")
def outputs(arrays: Arrays, names: Sequence[str], values: Array, activation: Activation) -> list[Array]:
    """The output, (N, units), of each of the layers called `names`; the last has no activation."""
    results = []
    for name in names:
        values = values @ arrays[f"{name}.weight"].T
        values += arrays[f"{name}.bias"]
        if name != names[-1]:
            values = activated(values, activation)
        results.append(values)
    return results


def encoded(arrays: Arrays, names: Sequence[str], values: Array, config: NetworkConfig) -> list[Array]:
    """The outputs of the layers up to the code, which is as the network has it."""
    results = outputs(arrays, names, values, config.activation)
    if config.code == "sparse":
        _keep_largest(results[-1], config.k)
    return results


@np.errstate(over="ignore", invalid="ignore")
def posterior(arrays: Arrays, names: Sequence[str], values: Array, config: NetworkConfig) -> tuple[Array, Array]:
    """Mean and log-variance, (N, latent_dim) each, of a Gaussian code; `names` are the layers up to the mean."""
    *inner, mean = outputs(arrays, names, values, config.activation)
    hidden = inner[-1] if inner else values
    return mean, hidden @ arrays[f"{LOG_VARIANCE}.weight"].T + arrays[f"{LOG_VARIANCE}.bias"]


def ended(values: Array, config: NetworkConfig) -> Array:
    """The decoder's last numbers as pixels."""
    return sigmoid(values) if config.output == "sigmoid" else values


def activated(values: Array, activation: Activation) -> Array:
    """`values`, which may be written over, after an activation."""
    if activation == "relu":
        return np.maximum(values, 0, out=values)
    return np.tanh(values, out=values) if activation == "tanh" else values * sigmoid(values)


def sigmoid(values: Array) -> Array:
    """1 / (1 + exp(-values))."""
    # tanh neither overflows nor needs two branches, as exp(-x) would.
    half: Array = np.tanh(np.float32(0.5) * values)
    return np.float32(0.5) * half + np.float32(0.5)


def onnx_layers(names: Sequence[str], inputs: str, outputs: str, activation: Activation) -> Iterator[Node]:
    """The layers called `names` from `inputs` to `outputs`; the last has no activation."""
    for name in names:
        values = outputs if name == names[-1] else f"{name}.output"
        yield Node("Gemm", (inputs, f"{name}.weight", f"{name}.bias"), values, {"transB": 1})
        if name == names[-1]:
            return
        inputs = f"{values}.{activation}"
        yield from onnx_activation(values, inputs, activation)


def onnx_codes(names: Sequence[str], inputs: str, codes: str, config: NetworkConfig) -> Iterator[Node]:
    """The layers called `names` from `inputs` to the codes, as the network has them."""
    if config.code != "sparse":
        yield from onnx_layers(names, inputs, codes, config.activation)
        return
    yield from onnx_layers(names, inputs, "answers", config.activation)
    if not 0 < config.k < config.latent_dim:
        yield Node("Relu", ("answers",), codes)
        return
    yield Node("Relu", ("answers",), "rectified")
    yield Node("Constant", (), "k", {"value_ints": [config.k]})
    yield Node("TopK", ("rectified", "k"), "largest", unused=("places",))
    yield Node("ReduceMin", ("largest",), "least", {"axes": [1]})
    yield Node("Less", ("rectified", "least"), "is less")
    yield Node("Constant", (), "nothing", {"value_float": 0.0})
    yield Node("Where", ("is less", "nothing", "rectified"), codes)


def onnx_activation(values: str, result: str, activation: Activation) -> Iterator[Node]:
    """From `values` to their `result` after an activation."""
    if activation == "tanh":
        yield Node("Tanh", (values,), result)
    elif activation == "relu":
        yield Node("Relu", (values,), result)
    else:
        yield Node("Sigmoid", (values,), f"{values}.sigmoid")
        yield Node("Mul", (values, f"{values}.sigmoid"), result)


def _keep_largest(codes: Array, k: int) -> None:
    """Make all but the `k` largest numbers above 0 of each code, (N, units), 0; with a k of 0 all of them are kept."""
    np.maximum(codes, 0, out=codes)
    if 0 < k < codes.shape[1]:
        least = np.partition(codes, -k, axis=1)[:, -k, None]
        codes[codes < least] = 0
