from pathlib import Path

import pytest
from command_line import error, results

from ae_model.classifier import Classifier
from ae_model.cli import train_classifier
from ae_model.datasets import Dataset

pytestmark = pytest.mark.usefixtures("in_an_empty_folder", "one_thread")


@pytest.fixture(autouse=True)
def _of_few_digits(few: Dataset, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(train_classifier, "load", lambda name: few)  # an epoch of all takes seconds


def test_a_classifier_is_trained_saved_and_measured_as_it_was_saved(few: Dataset, capsys):
    done = results(["train-classifier", "digits.safetensors", "--epochs", "2"], capsys)
    saved = Classifier.load(Path("digits.safetensors"))
    assert done == {"classifier": "digits.safetensors", "test_error": train_classifier.error_of(saved, few)}


def test_a_folder_that_is_not_there_is_one_sentence_before_anything_is_trained(capsys):
    sentence = error(["train-classifier", "nowhere/digits.safetensors"], 2, capsys)
    assert sentence == "nowhere/digits.safetensors cannot be saved: no such file or directory."
