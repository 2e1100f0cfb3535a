import json
import math
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ae_model.config import (
    DEFAULT_PRESET,
    MAX_HIDDEN_LAYERS,
    MAX_IMAGE_SIDE,
    MAX_PARAMETERS,
    PRESETS,
    ConfigError,
    NetworkConfig,
    Origin,
    Schedule,
    TrainingConfig,
    require_learning_rate,
)
from ae_model.config_fields import changed
from ae_model.image_shape import ImageShape
from ae_model.recipe_changes import RecipeChange

networks = st.builds(
    NetworkConfig,
    image_shape=st.builds(ImageShape, st.integers(1, 64), st.integers(1, 64)),
    hidden_sizes=st.lists(st.integers(1, 1000), max_size=4).map(tuple),
    latent_dim=st.integers(1, 300),
    activation=st.sampled_from(["relu", "silu", "tanh"]),
    output=st.sampled_from(["sigmoid", "linear"]),
    channels=st.lists(st.integers(1, 64), min_size=1, max_size=4).map(tuple),
    kernel=st.integers(2, 9),
)
trainings = st.builds(
    TrainingConfig,
    network=networks,
    preset=st.text(),
    dataset=st.text(),
    epochs=st.integers(10, 100_000),
    batch_size=st.integers(1, 1_000_000),
    learning_rate=st.floats(0, 10, exclude_min=True),
    schedule=st.sampled_from(["constant", "cosine", "linear"]),
    warmup_epochs=st.integers(0, 10),
    weight_decay=st.floats(0, 1),
    seed=st.integers(0, 2**63 - 1),
    device=st.sampled_from(["auto", "cuda"]),
    precision=st.sampled_from(["auto", "fp32", "tf32", "bf16"]),
    threads=st.just("auto") | st.integers(1, 1024),
)


def test_the_seed_presets_are_the_notebooks_networks_and_recipe():
    flat, wide = PRESETS["seed-2d"].config, PRESETS["seed-256d"].config
    assert (flat.network.encoder_sizes, flat.epochs) == ((784, 512, 2), 80)
    assert (wide.network.encoder_sizes, wide.epochs) == ((784, 512, 256), 20)
    for config in (flat, wide):
        assert (config.learning_rate, config.batch_size, config.dataset) == (1e-3, 128, "mnist")
        assert (config.network.activation, config.network.output) == ("relu", "sigmoid")
        assert (config.schedule, config.warmup_epochs, config.weight_decay) == ("constant", 0, 0)
        assert config.precision == "fp32"


def test_a_preset_is_known_by_its_name_and_says_what_it_teaches():
    assert DEFAULT_PRESET in PRESETS
    for name, preset in PRESETS.items():
        assert preset.config.preset == name
        assert preset.teaches.endswith(".")


def test_the_decoder_mirrors_the_encoder():
    network = NetworkConfig(image_shape=ImageShape(28, 20), hidden_sizes=(512, 64), latent_dim=3)
    assert network.encoder_sizes == (560, 512, 64, 3)
    assert network.decoder_sizes == (3, 64, 512, 560)
    assert NetworkConfig(hidden_sizes=()).encoder_sizes == (784, 2)


def test_parameters_are_counted_as_weights_and_biases_of_both_halves():
    encoder = 784 * 512 + 512 + 512 * 2 + 2
    decoder = 2 * 512 + 512 + 512 * 784 + 784
    assert NetworkConfig(hidden_sizes=(512,), latent_dim=2).parameter_count == encoder + decoder


def test_a_gaussian_code_has_as_many_parameters_again_as_its_mean():
    plain, gaussian = (NetworkConfig(hidden_sizes=(512, 64), latent_dim=5, code=code) for code in ("plain", "gaussian"))
    assert gaussian.parameter_count == plain.parameter_count + 64 * 5 + 5


def test_a_sparse_code_has_the_parameters_of_a_plain_one_and_as_many_units_as_are_offered():
    sparse = NetworkConfig(hidden_sizes=(), latent_dim=1024, code="sparse", k=1024)
    assert sparse.parameter_count == replace(sparse, code="plain", k=0).parameter_count
    assert NetworkConfig.from_dict({"code": "sparse"}).k == 0  # all are kept


def test_each_convolution_halves_the_image_and_the_layers_after_it_take_what_is_left():
    network = NetworkConfig(ImageShape(28, 15), (64,), 2, kind="convolutional", channels=(4, 8))
    assert network.maps == ((1, 28, 15), (4, 14, 8), (8, 7, 4))
    assert network.encoder_sizes == (8 * 7 * 4, 64, 2)
    assert replace(network, kernel=4).maps == ((1, 28, 15), (4, 14, 7), (8, 7, 3))
    assert network.encoder_words == ("28×15", "4×14×8", "8×7×4", "64", "2")
    assert network.layer_words == (*network.encoder_words, "64", "8×7×4", "4×14×8", "28×15")
    assert NetworkConfig().layer_words == ("784", "512", "2", "512", "784")


def test_a_network_without_convolutions_is_the_same_whatever_images_they_would_not_fit():
    assert NetworkConfig(ImageShape(1, 1)).kind == "dense"


def test_the_units_kept_fall_from_all_to_their_number_over_the_warm_up():
    config = changed(TrainingConfig(), {"objective": "sparse", "latent_dim": 64, "k": 4, "k_warmup_epochs": 2})
    assert [config.k_at(step, 2) for step in range(6)] == [64, 32, 16, 8, 4, 4]
    assert replace(config, k_warmup_epochs=0).k_at(0, 2) == 4
    assert changed(config, {"k": 0}).k_at(1, 2) == 0  # all of them


def test_beta_rises_step_by_step_over_its_warm_up():
    config = changed(TrainingConfig(), {"objective": "variational", "beta": 4.0, "beta_warmup_epochs": 2})
    assert [config.beta_at(step, 4) for step in range(10)] == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4, 4]
    assert replace(config, beta_warmup_epochs=0).beta_at(0, 4) == 4


def test_beta_is_the_one_in_force_and_known_as_it_was():
    config = changed(TrainingConfig(), {"objective": "variational"})
    lowered = config.with_changes(RecipeChange(50, "beta", 1.0, 0.5))
    assert (lowered.beta, lowered.as_of(49).beta) == (0.5, 1.0)
    assert TrainingConfig.from_dict(json.loads(json.dumps(lowered.to_dict()))) == lowered


@given(trainings)
def test_a_configuration_comes_back_from_json(config):
    assert TrainingConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config
    assert NetworkConfig.from_dict(json.loads(json.dumps(config.network.to_dict()))) == config.network


def test_a_configuration_cannot_be_changed_only_replaced():
    config = TrainingConfig()
    with pytest.raises(FrozenInstanceError):
        config.epochs = 3
    assert replace(config, epochs=3) == TrainingConfig(epochs=3) != config


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"image_shape": ImageShape(0, 28)}, "image side must be a whole number from 1 to 1,024, not 0"),
        ({"image_shape": ImageShape(28, MAX_IMAGE_SIDE + 1)}, "not 1025"),
        ({"image_shape": ImageShape(28.0, 28)}, "not 28.0"),
        ({"image_shape": ImageShape(28, 28, 3)}, "3 channels need a newer Autoencoder Lab"),
        ({"hidden_sizes": (512, 0)}, "size of a layer must be a whole number at least 1, not 0"),
        ({"hidden_sizes": (True,)}, "not True"),
        ({"hidden_sizes": (8,) * (MAX_HIDDEN_LAYERS + 1)}, "At most 16 hidden layers are possible, not 17"),
        ({"hidden_sizes": (10**9,)}, "at most 200,000,000 are possible"),
        ({"latent_dim": -1}, "not -1"),
        ({"latent_dim": "2"}, "not '2'"),
        ({"activation": "gelu"}, "activation must be one of relu, silu, tanh, not 'gelu'"),
        ({"output": None}, "output must be one of sigmoid, linear, not None"),
        ({"code": "cauchy"}, "code must be one of plain, gaussian, sparse, not 'cauchy'"),
        ({"code": "sparse", "latent_dim": 5, "k": 6}, "number of units kept must be a whole number from 0 to 5, not 6"),
        ({"code": "sparse", "k": -1}, "units kept must be a whole number from 0 to 2, not -1"),
        ({"code": "sparse", "k": 1.0}, "not 1.0"),
        ({"k": 1}, "Some units alone are kept of a sparse code, and of no other"),
        ({"code": "gaussian", "k": 2}, "Some units alone are kept of a sparse code, and of no other"),
        ({"channels": ()}, "channels must be those of 1 to 16 convolutions"),
        ({"channels": (16, 0)}, "number of channels must be a whole number at least 1, not 0"),
        ({"kernel": 1}, "size of the kernel must be a whole number from 2 to 9, not 1"),
        ({"kernel": 10}, "from 2 to 9, not 10"),
        ({"kind": "convolutional", "channels": (8,) * 6}, "28×28 pixels can be halved 5 times"),
        ({"kind": "convolutional", "channels": (8,) * 5, "kernel": 4}, "28×28 pixels can be halved 4 times"),
        ({"kind": "convolutional", "image_shape": ImageShape(1, 9), "kernel": 2}, "1×9 pixels can be halved 0 times"),
        ({"kind": "convolutional", "channels": (50_000,)}, "9,800,000 numbers of one image"),
        ({"kind": "convolutional", "channels": (4_000, 6_000)}, "at most 200,000,000 are possible"),
    ],
)
def test_an_impossible_network_is_refused_with_the_reason(values, reason):
    _assert_refused(NetworkConfig, values, reason)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"epochs": 0}, "number of epochs must be a whole number from 1 to 100,000, not 0"),
        ({"epochs": 1.5}, "not 1.5"),
        ({"batch_size": 0}, "batch size must be a whole number from 1 to 1,000,000, not 0"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"seed": 2**63}, "seed must be a whole number"),
        ({"learning_rate": -1e-3}, "learning rate must be a number above 0"),
        ({"schedule": "step"}, "schedule must be one of constant, cosine, linear, not 'step'"),
        ({"warmup_epochs": -1}, "warm-up must be a whole number at least 0, not -1"),
        ({"epochs": 3, "warmup_epochs": 4}, "warm-up of 4 epochs is longer than the training"),
        ({"weight_decay": -0.1}, "weight decay must be a number from 0 to 1, not -0.1"),
        ({"weight_decay": math.nan}, "weight decay must be a number from 0 to 1, not nan"),
        ({"weight_decay": "0.1"}, "not '0.1'"),
        ({"objective": "none"}, "objective must be one of reconstruction, denoising, variational, sparse, not 'none'"),
        ({"noise_kind": "snow"}, "kind of noise must be one of gaussian, masking, salt-and-pepper, not 'snow'"),
        ({"k_warmup_epochs": -1}, "warm-up of the units kept must be a whole number from 0 to 100,000, not -1"),
        ({"l1": -0.1}, "L1 must be a number from 0 to 1, not -0.1"),
        ({"l1": math.inf}, "L1 must be a number from 0 to 1, not inf"),
        ({"objective": "sparse"}, "A sparse training takes a network with a sparse code, and no other does"),
        ({"network": NetworkConfig(code="sparse")}, "takes a network with a sparse code, and no other does"),
        ({"noise": -0.1}, "noise must be a number from 0 to 1, not -0.1"),
        ({"noise": 1.5}, "noise must be a number from 0 to 1, not 1.5"),
        ({"likelihood": "poisson"}, "likelihood must be one of bernoulli, binarised, gaussian, not 'poisson'"),
        ({"beta": -1}, "Beta must be a number from 0 to 1,000, not -1"),
        ({"beta": math.nan}, "Beta must be a number from 0 to 1,000, not nan"),
        ({"beta_warmup_epochs": -1}, "warm-up of beta must be a whole number from 0 to 100,000, not -1"),
        ({"objective": "variational"}, "A variational training takes a network with a Gaussian code, and no other"),
        ({"network": NetworkConfig(code="gaussian")}, "takes a network with a Gaussian code, and no other"),
        (
            {"objective": "variational", "network": NetworkConfig(code="gaussian", output="linear")},
            "likelihood bernoulli takes an output that ends in a sigmoid",
        ),
        ({"device": "tpu"}, "device must be one of auto, cpu, cuda, not 'tpu'"),
        ({"precision": "fp16"}, "precision must be one of auto, fp32, tf32, bf16, not 'fp16'"),
        ({"precision": "tf32", "device": "cpu"}, "tf32 exists on CUDA GPUs alone"),
        ({"threads": 0}, "number of threads must be a whole number from 1 to 1,024, not 0"),
        ({"threads": "all"}, "not 'all'"),
    ],
)
def test_an_impossible_training_is_refused_with_the_reason(values, reason):
    _assert_refused(TrainingConfig, values, reason)


@pytest.mark.parametrize("rate", [0, -1, 10.001, math.nan, math.inf, True, "0.1", None])
def test_an_impossible_learning_rate_is_refused(rate):
    with pytest.raises(ConfigError, match="The learning rate must be a number above 0 and at most 10"):
        require_learning_rate(rate)


@pytest.mark.parametrize("rate", [1e-12, 0.001, 1, 10.0])
def test_a_possible_learning_rate_is_accepted(rate):
    require_learning_rate(rate)


def test_a_constant_schedule_leaves_the_learning_rate_as_it_is():
    assert [TrainingConfig(epochs=2).rate_factor(step, 3) for step in range(6)] == [1] * 6


def test_a_warm_up_rises_step_by_step_to_the_full_rate():
    config = TrainingConfig(epochs=4, warmup_epochs=2)
    assert [config.rate_factor(step, 2) for step in range(8)] == [0.25, 0.5, 0.75, 1, 1, 1, 1, 1]


def test_a_cosine_falls_along_half_a_wave_from_the_full_rate_to_nearly_nothing():
    config = TrainingConfig(epochs=5, warmup_epochs=1, schedule="cosine")
    factors = [config.rate_factor(step, 100) for step in range(500)]
    assert factors[99] == factors[100] == 1
    assert factors[200] == pytest.approx((1 + math.cos(math.pi / 4)) / 2)
    assert factors[300] == pytest.approx(0.5)
    assert 0 < factors[499] < 1e-4
    assert factors[100:] == sorted(factors[100:], reverse=True)


def test_a_linear_schedule_falls_by_as_much_each_step_and_is_nothing_after_the_last():
    config = TrainingConfig(epochs=5, warmup_epochs=1, schedule="linear")
    factors = [config.rate_factor(step, 100) for step in range(500)]
    assert factors[99] == factors[100] == 1
    assert [factors[step] for step in (200, 300, 400, 499)] == [0.75, 0.5, 0.25, 1 / 400]


@given(trainings)
def test_the_learning_rate_never_leaves_its_bounds(config):
    for step in (0, 1, config.warmup_epochs * 7, config.epochs * 7 - 1):
        assert 0 < config.rate_factor(step, 7) <= 1


def test_the_largest_network_possible_is_accepted():
    largest = (MAX_PARAMETERS - 785) // 1572  # a code of one and n hidden units have 1572 n + 785 parameters
    NetworkConfig(hidden_sizes=(largest,), latent_dim=1)
    with pytest.raises(ConfigError, match="parameters"):
        NetworkConfig(hidden_sizes=(largest + 1,), latent_dim=1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda values: values.update(momentum=0.9, decay=0), "newer Autoencoder Lab knows: decay, momentum"),
        (lambda values: values.update(network=3), "must be a table of names and values, not int"),
        (lambda values: values["network"].update(hidden_sizes=512), "must be a list of whole numbers, not 512"),
        (lambda values: values["network"].update(hidden_sizes=["512"]), "not '512'"),
        (lambda values: values["network"].update(image_shape=[28]), "image shape must be (height, width), not (28,)"),
        (lambda values: values["network"].update(image_shape=[28, 28, 3]), "3 channels need a newer Autoencoder Lab"),
        (lambda values: values["network"].update(image_shape=[28, 28, 1, 1]), "must be (height, width)"),
        (lambda values: values["network"].update(stride=2), "newer Autoencoder Lab knows: stride"),
        (lambda values: values.update(epochs="20"), "not '20'"),
    ],
)
def test_a_dictionary_that_is_no_configuration_is_refused_with_the_reason(change, reason):
    values = TrainingConfig().to_dict()
    change(values)
    with pytest.raises(ConfigError) as refusal:
        TrainingConfig.from_dict(values)
    assert reason in str(refusal.value)


def _assert_refused(kind: type, values: dict, reason: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        kind(**values)
    assert reason in str(refusal.value)
    assert str(refusal.value).endswith(".")


# What was changed while it trained.

LONGER = TrainingConfig(
    epochs=30,
    schedule="cosine",
    warmup_epochs=1,
    changes=(RecipeChange(101, "epochs", 10, 20), RecipeChange(201, "epochs", 20, 30)),
)


@pytest.mark.parametrize(("schedule", "last"), [("cosine", 0.001), ("linear", 0.0101)])
def test_a_training_made_longer_keeps_the_rates_of_the_steps_before_and_falls_once_more(
    schedule: Schedule, last: float
):
    first = TrainingConfig(epochs=10, schedule=schedule, warmup_epochs=1)
    factors = [replace(LONGER, schedule=schedule).rate_factor(step, 10) for step in range(300)]
    assert factors[:100] == [first.rate_factor(step, 10) for step in range(100)]
    for begin in (100, 200):
        part = factors[begin : begin + 100]
        assert part[0] == 1 and part[50] == pytest.approx(0.5) and 0 < part[-1] < last
        assert part == sorted(part, reverse=True)


def test_a_training_of_constant_rate_made_longer_has_the_same_rate():
    constant = replace(LONGER, schedule="constant", warmup_epochs=0)
    assert {constant.rate_factor(step, 10) for step in range(300)} == {1.0}


def test_a_configuration_goes_through_a_file_with_its_changes():
    config = LONGER.with_changes(
        RecipeChange(205, "learning_rate", 1e-3, 5e-4), RecipeChange(206, "threads", "auto", 2)
    )
    assert config.changes[2:] == (
        RecipeChange(205, "learning_rate", 1e-3, 5e-4),
        RecipeChange(206, "threads", "auto", 2),
    )
    assert (config.learning_rate, config.threads) == (1e-3, 2)
    assert TrainingConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_a_configuration_is_known_as_it_was_at_an_earlier_step():
    config = LONGER.with_changes(
        RecipeChange(205, "learning_rate", 1e-3, 5e-4),
        RecipeChange(206, "device", "cpu", "cuda"),
        RecipeChange(206, "precision", "fp32", "tf32"),
    )
    assert config.as_of(300) == config
    assert (replace(config, device="cuda").as_of(205).device, config.as_of(205).precision) == ("cpu", "fp32")
    assert config.as_of(200) == replace(LONGER, device="cpu", changes=LONGER.changes[:1], epochs=20)
    assert config.as_of(0).changes == () and config.as_of(0).epochs == 10


@pytest.mark.parametrize(
    "changes",
    [
        3,
        [3],
        [{"step": 5, "field": "epochs", "before": 40, "after": 20}],
        [{"step": 5, "field": "epochs", "before": "many", "after": 20}],
        [
            {"step": 5, "field": "epochs", "before": 5, "after": 9},
            {"step": 6, "field": "epochs", "before": 3, "after": 20},
        ],
    ],
)
def test_impossible_changes_in_a_file_are_refused(changes: object):
    with pytest.raises(ConfigError):
        TrainingConfig.from_dict({"epochs": 20, "changes": changes})


def test_a_configuration_tells_which_network_it_begins_from():
    config = TrainingConfig(origin=Origin("deep-2d, epoch 80", "ab" * 32))
    assert TrainingConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config
    assert TrainingConfig.from_dict({"origin": None}).origin is None
    for wrong in (3, {"name": 3}, {"name": "x", "fingerprint": None}, {"path": "/home/ada"}):
        with pytest.raises(ConfigError):
            TrainingConfig.from_dict({"origin": wrong})


def test_a_recipe_fits_images_of_another_shape():
    recipe = PRESETS["tuned-2d"].config.for_images(ImageShape(12, 9))
    assert recipe.network.image_shape == ImageShape(12, 9)
    assert recipe.for_images(PRESETS["tuned-2d"].config.network.image_shape) == PRESETS["tuned-2d"].config
