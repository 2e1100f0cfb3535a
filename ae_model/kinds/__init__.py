"""The kinds of network, by name: each is a class without state that keeps the promise of `Kind`."""

from ae_model.config import NetworkConfig
from ae_model.kinds.dense import Dense
from ae_model.kinds.kind import Array, Arrays, Kind, LayerSummary, Node

__all__ = ["KINDS", "Array", "Arrays", "Kind", "LayerSummary", "Node", "kind_of"]

KINDS: dict[str, Kind] = {"dense": Dense()}


def kind_of(config: NetworkConfig) -> Kind:
    """The kind of the network that `config` describes."""
    return KINDS[config.kind]
