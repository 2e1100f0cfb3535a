import argparse
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import results

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.cli.options import add_recipe, command_of, recipe
from ae_model.config import PRESETS, NetworkConfig
from ae_model.config_fields import preset_of
from ae_model.image_shape import ImageShape

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_every_option_overrides_the_preset(tiny_digits: str, capsys):
    options = "--preset seed-256d --latent-dim 4 --hidden-sizes 16,8 --epochs 1 --batch-size 10 --learning-rate 0.002"
    options += " --activation silu --output-kind linear"
    options += " --schedule cosine --warmup-epochs 1 --weight-decay 0.01 --precision bf16 --threads 1"
    done = results(["train", "--dataset", tiny_digits, *options.split(), "--seed", "9", "--device", "cpu"], capsys)
    training = checkpoint.load(Path("custom.safetensors")).training
    assert (training.schedule, training.warmup_epochs, training.weight_decay) == ("cosine", 1, 0.01)
    assert (done["precision"], done["threads"]) == (training.precision, training.threads) == ("bf16", 1)
    assert training.preset == done["preset"] == "custom"
    assert training.network == NetworkConfig(ImageShape(28, 28), (16, 8), 4, "silu", "linear")
    assert (training.epochs, training.batch_size, training.learning_rate, training.seed) == (1, 10, 0.002, 9)


def test_no_hidden_sizes_make_a_linear_network(tiny_digits: str, capsys):
    results(["train", "--dataset", tiny_digits, "--hidden-sizes", "", "--epochs", "1"], capsys)
    assert checkpoint.load(Path("custom.safetensors")).snapshot.config.hidden_sizes == ()


def test_the_options_that_make_a_recipe_make_it():
    for name, preset in PRESETS.items():
        network = replace(preset.config.network, hidden_sizes=(24, 9), latent_dim=30, activation="silu")
        if network.code == "plain":
            network = replace(network, output="linear")
        other = replace(preset.config, network=network, dataset="/a b/c", epochs=7, learning_rate=3e-5, threads=2)
        for config in (preset.config, other, replace(other, network=replace(network, hidden_sizes=()))):
            parser = argparse.ArgumentParser()
            add_recipe(parser)
            assert recipe(parser.parse_args(shlex.split(command_of(config)))) == replace(
                config, preset=preset_of(config)
            ), name


@pytest.mark.parametrize(
    "options",
    [
        ["train", "--hidden-sizes", "12,a"],
        ["train", "--preset", "none"],
        ["train", "--epochs", "many"],
        ["train", "--threads", "all"],
        [],
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused(options: list[str], capsys):
    with pytest.raises(SystemExit) as caught:
        main(options)
    assert caught.value.code == 2
    assert "error: " in capsys.readouterr().err
