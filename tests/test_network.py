import math
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from networks import layer

from ae_model.config import NetworkConfig
from ae_model.kinds import MOST_LOG_VARIANCE
from ae_model.network import AutoEncoder, network_of, snapshot_of

NETWORKS = [
    NetworkConfig(hidden_sizes=hidden_sizes, latent_dim=5, activation=activation, output=output)
    for hidden_sizes, activation, output in product(
        [(), (64,), (64, 32, 16)], ["relu", "silu", "tanh"], ["sigmoid", "linear"]
    )
]


PLAIN_AND_GAUSSIAN = "plain", "gaussian"


def seeded(config: NetworkConfig, seed: int = 0) -> AutoEncoder:
    return AutoEncoder(config, torch.Generator().manual_seed(seed))


def test_weights_are_kaiming_normal_and_biases_zero():
    network = seeded(NetworkConfig(hidden_sizes=(512, 256), latent_dim=64))
    sizes = (784, 512, 256, 64, 256, 512, 784)
    tensors = list(network.state_dict().values())
    for (inputs, outputs), weight, bias in zip(pairwise(sizes), tensors[::2], tensors[1::2], strict=True):
        assert weight.shape == (outputs, inputs)
        assert weight.std().item() == pytest.approx(math.sqrt(2 / inputs), rel=0.02)
        assert abs(weight.mean().item()) < 4 * math.sqrt(2 / inputs / weight.numel())
        assert (weight.abs() > 3 * weight.std()).float().mean().item() == pytest.approx(0.0027, abs=0.001)
        assert not bias.any()


def test_a_gaussian_code_begins_at_the_priors_variance_beside_the_weights_of_a_plain_network():
    plain, gaussian = (
        seeded(NetworkConfig(hidden_sizes=(64, 32), code=code)).state_dict() for code in PLAIN_AND_GAUSSIAN
    )
    head = {name: gaussian.pop(name) for name in list(gaussian) if "log_variance" in name}
    assert [tuple(tensor.shape) for tensor in head.values()] == [(2, 32), (2,)]
    assert not any(tensor.any() for tensor in head.values())
    assert gaussian.keys() == plain.keys()
    assert all(torch.equal(plain[name], gaussian[name]) for name in plain)


def test_numpy_and_torch_give_one_posterior():
    network = seeded(NetworkConfig(hidden_sizes=(64, 32), latent_dim=5, activation="silu", code="gaussian"))
    with torch.no_grad():
        network.encoder.log_variance.weight.normal_(0, 3)
        images = torch.rand(20, 28, 28)
        expected = network.posterior(images)
    for ours, theirs in zip(snapshot_of(network).posterior(images.numpy()), expected, strict=True):
        np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-4)
    assert expected[1].max() == MOST_LOG_VARIANCE  # a wider one is nothing that an image says of its code


@pytest.mark.parametrize("k", [0, 7])
def test_numpy_and_torch_keep_the_same_units(k: int):
    network = seeded(NetworkConfig(hidden_sizes=(), latent_dim=100, code="sparse", k=k))
    images = torch.rand(50, 28, 28, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        codes, redrawn = network.encoder(images).numpy(), network(images).numpy()
    snapshot = snapshot_of(network)
    np.testing.assert_allclose(snapshot.encode(images.numpy()), codes, atol=1e-5)
    np.testing.assert_allclose(snapshot.reconstruct(images.numpy()), redrawn, atol=1e-5)
    assert k == 0 or (np.count_nonzero(codes, axis=1) == k).all()


def test_what_a_unit_of_a_sparse_code_draws_begins_as_what_it_looks_for():
    network = seeded(NetworkConfig(hidden_sizes=(64,), latent_dim=100, code="sparse", k=7))
    looks_for, draws = (network.get_parameter(f"ae.{name}.weight") for name in ("0.encoder.3", "1.decoder.0"))
    torch.testing.assert_close(draws, 3 * looks_for.t())


@pytest.mark.parametrize(("output", "hidden"), [("sigmoid", ()), ("linear", (32,))])
def test_a_sparse_network_begins_in_the_middle_of_its_images(output: Any, hidden: tuple[int, ...]):
    network = seeded(NetworkConfig(hidden_sizes=hidden, latent_dim=9, code="sparse", output=output))
    images = torch.rand(20, 28, 28, generator=torch.Generator().manual_seed(2)) * 0.9 + 0.05
    network.begin_amid(images)
    torch.testing.assert_close(network.decoder(torch.zeros(1, 9))[0], images.mean(0))
    torch.testing.assert_close(network.answers(images).mean(0), torch.zeros(9), atol=1e-4, rtol=0)
    network.begin_amid(torch.zeros(3, 28, 28))  # whose sigmoid would be infinitely far
    assert network.decoder(torch.zeros(1, 9)).max() <= 1 / 254


def test_the_generator_alone_decides_the_weights():
    torch.manual_seed(1)
    first = snapshot_of(seeded(NetworkConfig(), seed=7))
    torch.manual_seed(2)
    again, other = snapshot_of(seeded(NetworkConfig(), seed=7)), snapshot_of(seeded(NetworkConfig(), seed=8))
    assert np.array_equal(layer(first, 0)[0], layer(again, 0)[0])
    assert np.array_equal(layer(first, -1)[0], layer(again, -1)[0])
    assert not np.array_equal(layer(first, 0)[0], layer(other, 0)[0])


@pytest.mark.parametrize("config", NETWORKS, ids=str)
def test_a_network_made_from_a_snapshot_has_its_weights(config: NetworkConfig):
    network = seeded(config, seed=3)
    again = network_of(snapshot_of(network))
    assert again.config == config
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name])


def test_a_snapshot_keeps_its_weights_when_the_network_goes_on():
    network = seeded(NetworkConfig())
    snapshot = snapshot_of(network, epoch=4)
    before = [array.copy() for array in snapshot.arrays.values()]
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 1
    after = snapshot.arrays.values()
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert snapshot.epoch == 4


def test_a_network_made_from_a_snapshot_can_be_trained_without_changing_it():
    snapshot = snapshot_of(seeded(NetworkConfig()))
    before = layer(snapshot, 0)[0].copy()
    with torch.no_grad():
        for parameter in network_of(snapshot).parameters():
            parameter += 1
    assert np.array_equal(layer(snapshot, 0)[0], before)


def test_a_snapshot_of_a_float64_network_is_float32():
    assert layer(snapshot_of(seeded(NetworkConfig()).double()), 0)[0].dtype == np.float32


def test_weights_that_are_not_finite_make_no_snapshot():
    network = seeded(NetworkConfig())
    with torch.no_grad():
        network.get_parameter("ae.1.decoder.2.bias")[3] = math.nan
    with pytest.raises(ValueError, match=r"'ae\.1\.decoder\.2\.bias' .* not finite"):
        snapshot_of(network)


def test_all_weights_come_from_a_gpu_in_one_row_by_way_of_pinned_memory(monkeypatch: pytest.MonkeyPatch):
    network, pieces, empty, copy = seeded(NetworkConfig()), [], torch.empty, torch.Tensor.copy_

    def pinned(size: int, pin_memory: bool) -> torch.Tensor:
        assert pin_memory
        return empty(size)

    def noted(target: torch.Tensor, source: torch.Tensor) -> torch.Tensor:
        pieces.append(len(source))
        return copy(target, source)

    monkeypatch.setattr(torch.Tensor, "is_cuda", True)
    monkeypatch.setattr(torch, "empty", pinned)
    monkeypatch.setattr(torch.Tensor, "copy_", noted)
    monkeypatch.setattr("ae_model.network._STAGE", 300_000)
    snapshot = snapshot_of(network)
    monkeypatch.undo()
    rest = sum(parameter.numel() for parameter in network.parameters()) - 600_000
    assert pieces == [300_000, 300_000, 300_000, 300_000, rest, rest]
    for name, tensor in network.state_dict().items():
        assert np.array_equal(snapshot.arrays[name], tensor.numpy())


def has_large_pages() -> bool:
    said = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    return said.exists() and "[never]" not in said.read_text()


@pytest.mark.skipif(not has_large_pages(), reason="this system gives no large pages")
def test_the_memory_of_a_large_snapshot_comes_in_large_pages_so_that_it_is_there_at_once():
    import resource

    network = seeded(NetworkConfig(hidden_sizes=(4096, 1024)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    snapshot = snapshot_of(network)
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    assert taken < sum(array.nbytes for array in snapshot.arrays.values()) / 4096 / 4  # of small pages it would be all
