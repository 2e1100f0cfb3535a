"""The kinds of network, by name: each is a class that keeps the promise of `Kind`."""

from ae_model.config import NetworkConfig
from ae_model.kinds.convolutional import Convolutional
from ae_model.kinds.dense import Dense
from ae_model.kinds.kind import MOST_LOG_VARIANCE, Array, Arrays, Kind, LayerSummary, Node, Units

__all__ = ["KINDS", "MOST_LOG_VARIANCE", "Array", "Arrays", "Kind", "LayerSummary", "Node", "Units", "kind_of"]

KINDS: dict[str, type[Kind]] = {"dense": Dense, "convolutional": Convolutional}


def kind_of(config: NetworkConfig) -> Kind:
    """The network that `config` describes, as its kind has it."""
    return KINDS[config.kind](config)
