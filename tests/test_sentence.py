import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from ae_model.sentence import Clause, Sentence, in_a_row, system_words

SAID = Sentence("{path} holds {labels}.", path="a{0}.gz", labels=Sentence("{count:,} labels", count=1_234))
COPIES = (copy.copy, copy.deepcopy, lambda said: pickle.loads(pickle.dumps(said)))


@dataclass(frozen=True)
class Note:
    said: str


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_says_the_same_and_remembers_of_what_it_was_made(copied):
    there = copied(SAID)
    assert there == "a{0}.gz holds 1,234 labels." and there.template == SAID.template and there.values == SAID.values
    assert there.values["labels"].template == "{count:,} labels"


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_of_a_clause_remembers_its_sentence(copied):
    there = copied(Clause(Sentence("It is {what}.", what="{empty}")))
    assert there == "it is {empty}" and there.whole.template == "It is {what}."


def test_a_dataclass_as_a_dictionary_keeps_it_and_json_writes_its_text():
    values = asdict(Note(SAID))
    assert values["said"].template == SAID.template
    assert json.loads(json.dumps(values)) == {"said": "a{0}.gz holds 1,234 labels."}


def test_an_error_says_the_sentence_itself_however_often_it_is_passed_on():
    try:
        try:
            raise ValueError(SAID)
        except ValueError as error:
            raise RuntimeError(str(error)) from error
    except RuntimeError as error:
        assert str(error).template == SAID.template


def test_a_clause_loses_a_words_capital_and_its_full_stop_but_not_a_names():
    assert Clause("A weight is too large.") == "a weight is too large"
    assert Clause("No space left on device") == "no space left on device"
    assert Clause("CPU alone.") == "CPU alone" and Clause(r"C:\a.pt is empty.") == r"C:\a.pt is empty"
    assert Clause("") == ""


def test_several_are_said_in_a_row():
    assert in_a_row(["one"]) == "one"
    assert in_a_row([SAID, "two", "three"]) == f"{SAID}; two; three"


def test_common_words_of_the_system_are_sentences_and_others_are_passed_on():
    assert isinstance(system_words(OSError(28, "No space left on device")), Sentence)
    assert system_words(OSError(1, "Odd thing")) == "Odd thing"
    assert system_words(OSError("no number")) == "no number"
