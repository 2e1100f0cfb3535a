import csv
from pathlib import Path

import numpy as np
import pytest
import torch
from command_line import error, results

from ae_model import checkpoint
from ae_model.cli.unsaid import settled
from ae_model.datasets import Dataset
from ae_model.resources import resource
from ae_model.snapshot import Snapshot

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.fixture
def deep() -> Snapshot:
    """A network that ships, and in net.pt what a state dict says of it."""
    snapshot = checkpoint.load(resource("pretrained", "deep-2d.safetensors")).snapshot
    torch.save({name: torch.tensor(array) for name, array in snapshot.arrays.items()}, "net.pt")
    return snapshot


def test_what_is_exported_of_a_state_dict_is_what_redraws_the_images_best(deep: Snapshot, tiny_digits: str, capsys):
    results(["export", "net.pt", "--output", "net.safetensors", "--dataset", tiny_digits], capsys)
    assert checkpoint.load(Path("net.safetensors")).snapshot.config == deep.config


def test_what_is_exported_of_a_state_dict_is_what_it_is_said_to_be(deep: Snapshot, tiny_digits: str, capsys):
    options = ["--activation", "silu", "--output-kind", "linear", "--image-shape", "28x28", "--dataset", tiny_digits]
    results(["export", "net.pt", "--output", "net.safetensors", *options], capsys)
    config = checkpoint.load(Path("net.safetensors")).snapshot.config
    assert (config.activation, config.output) == ("silu", "linear")


def test_a_training_begins_from_a_state_dict_as_what_it_is(deep: Snapshot, tiny_digits: str, capsys):
    train = ["train", "--dataset", tiny_digits, "--epochs", "1", "--device", "cpu", "--no-run"]
    results([*train, "--start-from", "net.pt", "--output", "guessed.safetensors"], capsys)
    assert checkpoint.load(Path("guessed.safetensors")).snapshot.config == deep.config
    results([*train, "--start-from", "net.pt", "--output-kind", "linear", "--output", "said.safetensors"], capsys)
    assert checkpoint.load(Path("said.safetensors")).snapshot.config.output == "linear"
    assert "other layers" in error([*train, "--start-from", "net.pt", "--latent-dim", "5"], 2, capsys)


def test_without_images_to_try_it_on_a_network_is_taken_for_one_of_the_notebook(deep: Snapshot):
    opened, notes = settled(checkpoint.load(Path("net.pt")), {}, None)
    assert (opened.snapshot.config.activation, opened.snapshot.config.output) == ("relu", "sigmoid")
    assert "read as ReLU" in notes[-1]


def test_a_file_that_says_what_it_is_is_not_tried(tiny: Dataset, deep: Snapshot):
    checkpoint.save(Path("net.safetensors"), deep)
    opened, notes = settled(checkpoint.load(Path("net.safetensors")), {}, tiny)
    assert (opened.snapshot.config, notes) == (deep.config, ())


def test_tables_are_written_for_italian_and_german_spreadsheets(deep: Snapshot, tiny_digits: str, capsys):
    checkpoint.save(Path("net.safetensors"), deep)
    results(["export", "net.safetensors", "--codes", "c.csv", "--dataset", tiny_digits, "--decimal-comma"], capsys)
    assert Path("c.csv").read_bytes().startswith(b"\xef\xbb\xbfindex;class;code_1;code_2\n")
    with Path("c.csv").open(encoding="utf-8-sig") as file:
        first = next(csv.DictReader(file, delimiter=";"))
    assert np.isfinite(float(first["code_1"].replace(",", ".")))
