"""Networks are found under the names, and in the nests, that other programs' users have them in."""

import re
from collections import OrderedDict
from dataclasses import dataclass

import pytest

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.state_dicts import found, named, shapes_of

CONFIG = NetworkConfig(ImageShape(5, 5), (9, 8), 3)
SHAPES = kind_of(CONFIG).shapes


@dataclass(frozen=True)
class Shape:
    shape: tuple[int, ...]
    is_float: bool = True


STATE = {name: Shape(shape) for name, shape in SHAPES.items()}


def layers(*pairs, bias=True):
    """A state dict of layers: names, inputs, outputs."""
    state = {}
    for name, inputs, outputs in pairs:
        state[f"{name}.weight"] = Shape((outputs, inputs))
        if bias:
            state[f"{name}.bias"] = Shape((outputs,))
    return state


def refused(value):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the sentence is looked at by the caller
        found(value, Shape)
    return str(caught.value)


@pytest.mark.parametrize(
    "config", [CONFIG, NetworkConfig(ImageShape(4, 4), (), 3), NetworkConfig(ImageShape(2, 2), (9, 9, 9), 7)], ids=str
)
def test_the_notebooks_layers_show_in_the_shapes(config):
    state = {name: Shape(shape) for name, shape in kind_of(config).shapes.items()}
    network = found(state, Shape)
    assert (network.config, network.tensors, network.notes) == (config, state, ())


GAUSSIAN = NetworkConfig(ImageShape(5, 5), (9, 8), 3, code="gaussian")
HEAD = {name: Shape(shape) for name, shape in kind_of(GAUSSIAN).shapes.items() if "log_variance" in name}


def test_a_log_variance_beside_the_notebooks_layers_makes_the_code_gaussian():
    network = found({f"module.{name}": part for name, part in (STATE | HEAD).items()}, Shape)
    assert (network.config, network.tensors) == (GAUSSIAN, STATE | HEAD)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ({"ae.0.log_variance.weight": HEAD["ae.0.log_variance.weight"]}, "'ae.0.log_variance.bias' is missing"),
        (HEAD | {"ae.0.log_variance.weight": Shape((3, 9))}, "(3, 9), not (3, 8)"),
        (HEAD | {"ae.0.log_variance.bias": Shape((2**40,))}, "not (3,)"),
        (HEAD | {"ae.0.log_variance.scale": Shape((3,))}, "not part of its network"),
    ],
)
def test_a_log_variance_of_another_shape_is_refused(head, reason):
    assert reason in refused(STATE | head)


@pytest.mark.parametrize(
    "prefix", ["module.", "_orig_mod.", "model.", "net.", "autoencoder.", "module._orig_mod.", "x"]
)
def test_what_stands_before_the_notebooks_names_is_left_out_and_said(prefix):
    network = found({prefix + name: part for name, part in STATE.items()}, Shape)
    assert (network.config, network.tensors) == (CONFIG, STATE)
    assert f"{prefix!r}" in network.notes[0]


@pytest.mark.parametrize("name", ["state_dict", "model_state_dict", "model", "net", "anything"])
def test_a_state_dict_in_a_table_is_found_and_its_place_said(name):
    adam = {"state": {0: {"step": Shape(()), "exp_avg": Shape((9, 25))}}, "param_groups": [{"lr": 0.1}]}
    network = found({"epoch": 3, "optimizer": adam, name: OrderedDict(STATE), "loss": 0.5}, Shape)
    assert network.tensors == STATE
    assert network.notes == (f"Its weights were found under {name!r}.",)


def test_the_usual_place_is_taken_of_two():
    other = {name: Shape(part.shape) for name, part in STATE.items()}
    assert found({"ema": other, "state_dict": STATE}, Shape).notes == ("Its weights were found under 'state_dict'.",)


def test_a_state_dict_deeper_in_is_found():
    network = found({"checkpoint": {"model": {f"module.{name}": part for name, part in STATE.items()}}}, Shape)
    assert network.tensors == STATE
    assert "'checkpoint.model'" in network.notes[0]


def test_tables_in_one_another_for_ever_are_not_followed_for_ever():
    table = {}
    table |= {f"{number}": table for number in range(1000)}
    assert "no state dict" in refused(table)


def test_numbers_and_counters_beside_the_weights_are_passed_over():
    beside = {"epoch": 3, "loss": Shape(()), "num_batches_tracked": Shape((1,), is_float=False), "lr": 0.1}
    assert found({**STATE, **beside}, Shape).tensors == STATE


def test_other_modules_beside_the_network_are_left_out_and_said():
    state = {f"model.{name}": part for name, part in STATE.items()} | {"vgg.0.weight": Shape((4, 3, 3, 3))}
    network = found(state, Shape)
    assert network.tensors == STATE
    assert "Of its tensors 1 are not the network's" in network.notes[1]


@pytest.mark.parametrize(
    "state",
    [
        layers(("encoder.0", 25, 9), ("encoder.2", 9, 3), ("decoder.0", 3, 9), ("decoder.2", 9, 25)),
        layers(("decoder.0", 3, 9), ("decoder.2", 9, 25), ("encoder.0", 25, 9), ("encoder.2", 9, 3)),
        layers(("fc1", 25, 9), ("fc2", 9, 3), ("fc3", 3, 9), ("fc4", 9, 25)),
        layers(("hidden", 25, 9), ("bottleneck", 9, 3), ("expand", 3, 9), ("out", 9, 25)),
        layers(("e", 25, 9), ("c", 9, 3), ("d", 3, 9), ("b", 9, 25), bias=False),
    ],
)
def test_layers_under_other_names_are_recognised_by_their_sizes(state):
    network = found(state, Shape)
    assert network.config == NetworkConfig(ImageShape(5, 5), (9,), 3)
    assert network.notes[0] == "Its layers were recognised by their sizes: 25 → 9 → 3 → 9 → 25."
    shapes = kind_of(network.config).shapes
    assert all(part.shape == shapes[name] for name, part in network.tensors.items())


def test_more_than_nine_layers_keep_their_order():
    sizes = (25, 9, 9, 9, 9, 3, 9, 9, 9, 9, 25)
    names = [f"fc{number}" for number in range(1, 11)]
    state = layers(*zip(names, sizes, sizes[1:], strict=False))
    network = found({name: state[name] for name in sorted(state)}, Shape)
    assert [network.tensors[name] for name in network.tensors if name.endswith("weight")] == [
        state[f"{name}.weight"] for name in names
    ]


def test_layers_without_biases_are_said_to_have_none():
    network = found(layers(("a", 25, 3), ("b", 3, 25), bias=False), Shape)
    assert "no biases" in network.notes[-1]
    assert list(network.tensors) == ["ae.0.encoder.1.weight", "ae.1.decoder.0.weight"]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({}, "no state dict"),
        ([STATE], "no state dict"),
        ({"a": Shape((4,))}, "'a' is in it, but not part"),
        ({**STATE, "": Shape((4,))}, "'' is in it, but not part"),
        ({**STATE, "ae.2.extra.weight": Shape((3,))}, "'ae.2.extra.weight' is in it, but not part"),
        ({name: part for name, part in STATE.items() if "bias" not in name}, "'ae.0.encoder.1.bias' is missing"),
        ({name: part for name, part in STATE.items() if "5.bias" not in name}, "'ae.0.encoder.5.bias' is missing"),
        ({**STATE, "ae.0.encoder.1.bias": Shape((8,))}, "has the shape (8,), not (9,)"),
        ({name: part for name, part in STATE.items() if "encoder" in name}, "it has 25 → 9, 9 → 8, 8 → 3"),
        (
            layers(("fc1", 25, 9), ("mean", 9, 3), ("variance", 9, 3), ("fc3", 3, 9), ("fc4", 9, 25)),
            "25 → 9, 9 → 3, 9 → 3, 3 → 9",
        ),
        (layers(("fc1", 25, 9), ("fc2", 9, 10)), "back, such as 784 → 512 → 2 → 512 → 784; it has 25 → 9, 9 → 10"),
        ({"conv1.weight": Shape((8, 1, 3, 3)), "conv1.bias": Shape((8,))}, "(8, 1, 3, 3), as layers of convolution do"),
        (layers(("a", 2**62, 2), ("b", 2, 2**62)), "pixels are not possible"),
        (layers(("a", 1031, 2), ("b", 2, 1031)), "1,031 pixels are not possible"),
        (layers(("a", 0, 2), ("b", 2, 0)), "do not lead"),
    ],
)
def test_what_is_no_such_network_is_refused_in_a_sentence_that_helps(state, reason):
    assert reason in refused(state)


def test_images_may_have_every_shape_that_makes_their_pixels():
    assert [str(shape) for shape in shapes_of(12)] == ["3×4", "4×3", "2×6", "6×2", "1×12", "12×1"]
    assert [str(shape) for shape in shapes_of(4)] == ["2×2", "1×4", "4×1"]


def test_tensors_whose_names_are_known_are_taken_if_each_has_its_shape_and_before_any_is_read():
    shapes = {"conv.weight": (4, 1, 3, 3), "conv.bias": (4,)}
    ours = {name: Shape(shape) for name, shape in shapes.items()}
    assert named(ours, Shape, shapes) == ours
    for wrong, reason in (
        ({"conv.bias": Shape((5,))}, "has the shape (5,), not (4,)"),
        ({"more": Shape((5,))}, "not part of its network"),
        ({"conv.bias": 3}, "no state dict"),
    ):
        with pytest.raises(ValueError, match=re.escape(reason)):
            named({**ours, **wrong}, Shape, shapes)
    with pytest.raises(ValueError, match="is missing"):
        named({"conv.weight": ours["conv.weight"]}, Shape, shapes)
    with pytest.raises(ValueError, match="no state dict"):
        named([ours], Shape, shapes)
