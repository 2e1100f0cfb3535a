from dataclasses import fields, replace

import pytest

from ae_model.config import LIMITS, PRESETS, ConfigError, NetworkConfig, Origin, Schedule, TrainingConfig
from ae_model.config_fields import (
    FIELDS,
    Choice,
    Field,
    Number,
    Whole,
    called,
    changed,
    name_of,
    named,
    preset_of,
    told,
    told_change,
    told_longer,
)
from ae_model.image_shape import ImageShape
from ae_model.recipe_changes import RecipeChange
from ae_model.sentence import Sentence

NAMED = {field.name: field for field in FIELDS}
RECIPE = PRESETS["deep-30d"].config


FASTER = RecipeChange(9, "learning_rate", 1e-3, 0.01)


def of(*hidden_sizes: int, **values: object) -> TrainingConfig:
    return TrainingConfig(NetworkConfig(hidden_sizes=hidden_sizes, latent_dim=2), **values)


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (PRESETS["seed-2d"].config, "seed-2d"),
        (of(1000, 250, learning_rate=3e-4), "1000 → 250 → 2, rate 0.0003"),
        (of(), "784 → 2, rate 0.001"),
        (changed(of(64), {"kind": "convolutional"}), "16 → 32 → 64 → 2, convolutional, rate 0.001"),
        (of(64, objective="denoising"), "64 → 2, denoising, rate 0.001"),
        (changed(of(64), {"objective": "variational"}), "64 → 2, variational, rate 0.001"),
        (of(64).with_changes(FASTER), "64 → 2, rate 0.001 → 0.01"),
        (PRESETS["seed-2d"].config.with_changes(FASTER), "seed-2d, rate 0.001 → 0.01"),
    ],
)
def test_a_recipe_is_called_by_its_preset_or_by_what_it_is(config, name):
    assert name_of(config) == name


def test_every_field_of_a_recipe_is_in_the_table_once_with_a_label_and_a_tip():
    of_configurations = {field.name for cls in (NetworkConfig, TrainingConfig) for field in fields(cls)}
    elsewhere = {
        "image_shape",
        "network",
        "preset",
        "dataset",
        "code",
        "origin",
        "changes",
    }  # which nobody enters
    assert sorted(field.name for field in FIELDS) == sorted(of_configurations - elsewhere)
    assert all(field.label and field.tip for field in FIELDS)
    assert len({field.label for field in FIELDS}) == len(FIELDS)


def test_the_defaults_and_the_presets_are_among_what_is_offered():
    for config in (TrainingConfig(), *(preset.config for preset in PRESETS.values())):
        for field in FIELDS:
            match field.control:
                case Choice(words):
                    assert field.of(config) in words
                case Whole(low, high, nothing):
                    assert (nothing and field.of(config) == nothing[0]) or low <= field.of(config) <= high


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_the_limits_of_a_whole_number_are_those_that_a_configuration_has(name, limits):
    low, high = limits
    for value in (low, high):
        assert getattr(TrainingConfig(**{name: value}), name) == value
    for value in (low - 1, high + 1):
        with pytest.raises(ConfigError, match=f"from {low} to {high:,}"):
            TrainingConfig(**{name: value})


@pytest.mark.parametrize(
    ("name", "text", "value", "words"),
    [
        ("hidden_sizes", "1000, 500,250", (1000, 500, 250), "1000, 500, 250"),
        ("hidden_sizes", "", (), "none"),
        ("latent_dim", "30", 30, "30"),
        ("activation", "silu", "silu", "SiLU"),
        ("batch_size", "10000", 10_000, "10,000"),
        ("learning_rate", "3e-4", 3e-4, "0.0003"),
        ("seed", "10000", 10_000, "10000"),
        ("warmup_epochs", "0", 0, "None"),
        ("threads", "auto", "auto", "Automatic"),
        ("threads", "2", 2, "2"),
    ],
)
def test_a_field_is_read_as_it_is_written_and_told_in_words(name, text, value, words):
    assert NAMED[name].read(text) == value
    assert told(changed(TrainingConfig(), {name: value}))[NAMED[name]] == words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hidden_sizes", "Hidden layers are whole numbers, such as"),
        ("epochs", "Epochs must be a whole number."),
        ("learning_rate", "The learning rate must be a number, such as"),
        ("seed", "The seed must be a whole number."),
    ],
)
def test_what_is_not_written_as_a_field_is_refused_with_a_sentence(name, sentence):
    with pytest.raises(ConfigError, match=sentence):
        NAMED[name].read("many")


def test_other_values_go_where_they_belong():
    config = changed(RECIPE, {"latent_dim": 3, "epochs": 7, "dataset": "letters"})
    network = replace(RECIPE.network, latent_dim=3)
    assert config == replace(RECIPE, network=network, epochs=7, dataset="letters", preset="custom")
    with pytest.raises(ConfigError, match="number of epochs"):
        changed(RECIPE, {"epochs": 0})


def test_a_field_that_means_something_with_one_choice_alone_does_not_apply_with_another():
    noise = Field("noise", Sentence("Noise"), Sentence("Of"), Number(Sentence("No.")), only_with=("goal", "a"))
    assert noise.applies({"goal": "a"}.__getitem__)
    assert not noise.applies({"goal": "b"}.__getitem__)


def test_the_objective_decides_whether_the_code_is_gaussian():
    variational = changed(TrainingConfig(), {"objective": "variational"})
    assert variational.network.code == "gaussian"
    assert {field.name for field in told(variational)} >= {"likelihood", "beta", "beta_warmup_epochs"}
    assert changed(variational, {"epochs": 7}).network.code == "gaussian"
    assert changed(variational, {"objective": "denoising"}).network.code == "plain"


def test_and_whether_it_is_sparse_of_which_alone_units_are_kept():
    sparse = changed(TrainingConfig(), {"objective": "sparse", "latent_dim": 50, "k": 5})
    assert (sparse.network.code, sparse.network.k) == ("sparse", 5)
    assert {"k", "l1"} <= {field.name for field in told(sparse)}
    assert changed(sparse, {"latent_dim": 60}).network.k == 5
    plain = changed(sparse, {"objective": "reconstruction"})
    assert (plain.network.code, plain.network.k) == ("plain", 0)
    assert not {"k", "l1"} & {field.name for field in told(plain)}
    assert NAMED["k"].told(0) == "All"


def test_a_recipe_is_that_of_its_preset_on_whatever_data_and_machine():
    elsewhere = replace(RECIPE, seed=5, device="cpu", threads=2, dataset="letters", preset="custom")
    smaller = replace(elsewhere, network=replace(RECIPE.network, image_shape=ImageShape(8, 8)))
    on_a_cpu = replace(elsewhere, precision="bf16")  # what "auto" has become there
    assert preset_of(replace(elsewhere, origin=Origin("seed-2d, epoch 80", "ab"))) == "custom"
    assert preset_of(elsewhere) == preset_of(smaller) == preset_of(on_a_cpu) == "deep-30d"


def test_a_changed_recipe_has_the_name_that_is_true_of_it():
    preset = PRESETS["seed-2d"].config
    smaller = changed(preset, {"hidden_sizes": (24,), "epochs": 6})
    assert (changed(preset, {"seed": 5}).preset, smaller.preset) == ("seed-2d", "custom")
    assert changed(smaller, {"hidden_sizes": (512,), "epochs": 80}).preset == "seed-2d"
    assert changed(preset, {"latent_dim": 256, "epochs": 20}).preset == "seed-256d"
    assert changed(preset, {"noise": 0.3}).preset == "seed-2d"  # which there is none of


def test_a_recipe_that_says_it_is_a_preset_is_one_and_a_name_of_its_own_stays():
    preset = PRESETS["seed-2d"].config
    assert named(replace(preset, epochs=6)).preset == "custom"
    assert named(replace(preset, preset="custom")).preset == "seed-2d"
    assert named(replace(preset, epochs=6, preset="mine")).preset == "mine"


def test_a_choice_has_its_word_and_a_name_stays_as_it_is():
    assert (called("relu"), called("cosine"), called("my network")) == ("ReLU", "Cosine", "my network")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (RecipeChange(1234, "learning_rate", 0.001, 0.0005), "Learning rate 0.001 → 0.0005 at step 1,234"),
        (RecipeChange(9, "epochs", 20, 3000), "Epochs 20 → 3,000 at step 9"),
        (RecipeChange(9, "device", "cpu", "cuda"), "Device CPU → CUDA GPU at step 9"),
        (RecipeChange(9, "torch", "2.8.0", "2.9.1"), "torch 2.8.0 → 2.9.1 at step 9"),
        (RecipeChange(9, "epochs", "many", 3), "Epochs many → 3 at step 9"),
    ],
)
def test_a_change_is_told_in_the_words_of_the_panel(change: RecipeChange, words: str):
    assert told_change(change) == words


AGAIN_SAID = "After epoch 20 the learning rate begins again at 0.0005, and falls along "


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("constant", "From epoch 20 to 30 the learning rate stays at 0.0005."),
        ("cosine", AGAIN_SAID + "half a cosine wave to nothing at epoch 30."),
        ("linear", AGAIN_SAID + "a straight line to nothing at epoch 30."),
    ],
)
def test_what_the_schedule_does_in_a_longer_training_is_told(schedule: Schedule, words: str):
    config = TrainingConfig(epochs=20, schedule=schedule).with_changes(RecipeChange(99, "epochs", 20, 30))
    assert told_longer(config, 5e-4) == words
