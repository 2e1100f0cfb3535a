from pathlib import Path

import pytest
from command_line import results

from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_every_option_overrides_the_preset(tiny_digits: str, capsys):
    options = "--preset seed-256d --latent-dim 4 --hidden-sizes 16,8 --epochs 1 --batch-size 10 --learning-rate 0.002"
    options += " --schedule cosine --warmup-epochs 1 --weight-decay 0.01 --precision bf16 --threads 1"
    done = results(["train", "--dataset", tiny_digits, *options.split(), "--seed", "9", "--device", "cpu"], capsys)
    training = checkpoint.load(Path("custom.safetensors")).training
    assert (training.schedule, training.warmup_epochs, training.weight_decay) == ("cosine", 1, 0.01)
    assert (done["precision"], done["threads"]) == (training.precision, training.threads) == ("bf16", 1)
    assert training.preset == done["preset"] == "custom"
    assert training.network == NetworkConfig(ImageShape(28, 28), (16, 8), 4)
    assert (training.epochs, training.batch_size, training.learning_rate, training.seed) == (1, 10, 0.002, 9)


def test_no_hidden_sizes_make_a_linear_network(tiny_digits: str, capsys):
    results(["train", "--dataset", tiny_digits, "--hidden-sizes", "", "--epochs", "1"], capsys)
    assert checkpoint.load(Path("custom.safetensors")).snapshot.config.hidden_sizes == ()


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
