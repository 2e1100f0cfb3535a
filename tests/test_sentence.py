import ast
import copy
import json
import pickle
import runpy
import string
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

import ae_model
from ae_model.resources import resource
from ae_model.sentence import Clause, SaidError, Sentence, in_a_row, system_words, without

SAID = Sentence("{path} holds {labels}.", path="a{0}.gz", labels=Sentence("{count:,} labels", count=1_234))
COPIES = (copy.copy, copy.deepcopy, lambda said: pickle.loads(pickle.dumps(said)))

PACKAGE = Path(ae_model.__file__).parent
SCRIPT = PACKAGE.parent / "scripts" / "translations.py"
ERRORS = set(runpy.run_path(str(SCRIPT))["SENTENCES"]) - {"Sentence"}

# What is raised without a Sentence: (file, function) and why. Nobody who uses the window gets to read these.
PLAIN = {
    ("control.py", "limit_speed"): "the window asks for no such speed",
    ("dense.py", "looks_for"): "the window asks it of no such layer",
    ("dense.py", "draws"): "the window asks it of no such layer",
    ("convolutional.py", "looks_for"): "the window asks it of no such layer",
    ("convolutional.py", "draws"): "the window asks it of no such layer",
    ("metrics.py", "largest_angle"): "the window compares none of different dimensions",
    ("own_kernels.py", "_asked"): "the driver's own words, which `gpu.meaning` has a sentence around",
    ("pca.py", "encode"): "the window encodes no images of another shape",
    ("pca.py", "decode"): "the window decodes no codes of another dimension",
    ("picture_files.py", "add"): "the window films no frames of different shapes",
    ("snapshot.py", "_require_fitting"): "the window encodes no images of another shape",
    ("snapshot.py", "decode"): "the window decodes no codes of another dimension",
    ("snapshot.py", "posterior"): "the window asks for none of a plain code",
}


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


def test_a_folder_that_nobody_will_find_is_left_out_and_the_template_stays():
    folder = Path("made") / "here"
    inner = Sentence("{path} is empty.", path=folder / "a.gz")
    said = without(
        folder, Sentence("{folder} is no good: {why}; {count:,}", folder=folder, why=Clause(inner), count=1_234)
    )
    assert said == "it is no good: a.gz is empty; 1,234" and said.template == "{folder} is no good: {why}; {count:,}"
    assert without(folder, f"{folder / 'a.gz'} in {folder}.") == "a.gz in it."


def test_common_words_of_the_system_are_sentences_and_others_are_passed_on():
    assert isinstance(system_words(OSError(28, "No space left on device")), Sentence)
    assert system_words(OSError(1, "Odd thing")) == "Odd thing"
    assert system_words(OSError("no number")) == "no number"


def test_whatever_the_science_raises_can_be_translated():
    plain = {
        (path.name, function)
        for path, function, call in raised()
        if is_plain_text(call.args) and not (is_call_of(call, ERRORS) and isinstance(call.args[0], ast.Constant))
    }
    allowed = {place for place in plain if place in PLAIN or (place[0], "*") in PLAIN}
    assert plain - allowed == set()
    assert {place for place in PLAIN if place[1] != "*"} <= plain  # nothing is excused that need not be


def test_every_template_is_written_out_where_linguist_finds_it_and_its_places_are_filled():
    calls = templates()
    assert len(calls) > 100
    for call in calls:
        template, *others = call.args
        assert isinstance(template, ast.Constant) and not others, ast.unparse(call)
        places = {name.partition("[")[0] for _, name, _, _ in string.Formatter().parse(template.value) if name}
        given = {keyword.arg for keyword in call.keywords}
        assert places == given or (None in given and given - {None} <= places), ast.unparse(call)


def test_linguists_file_has_every_template():
    """`make translations` brings them there; one that is still missing is where Qt's tool does not see it."""
    texts = ElementTree.parse(resource("translations", "autoencoder-lab_it.ts"))
    (nameless,) = (context for context in texts.iter("context") if not context.findtext("name"))
    known = {source.text for source in nameless.iter("source")}
    assert {call.args[0].value for call in templates()} <= known


def test_linguists_tools_read_the_template_of_every_error_that_makes_a_sentence():
    classes = (node for path in sources() for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    makers = {node.name for node in classes if any(ast.unparse(base) == "SaidError" for base in node.bases)}
    assert makers | {"SaidError"} == ERRORS


def test_an_error_says_a_sentence_that_it_is_given_or_makes_one_of_a_template():
    given, made = SaidError(SAID), SaidError("{path} holds {count:,} images.", path="a{0}.gz", count=1_234)
    assert str(given) is SAID
    assert str(made) == "a{0}.gz holds 1,234 images."
    assert str(made).template == "{path} holds {count:,} images."


def templates() -> list[ast.Call]:
    """All calls that make a sentence, but for the one that makes an error's; errors are also given a made one."""
    calls = [call for path in sources() for call in ast.walk(tree(path)) if is_call_of(call, {"Sentence", *ERRORS})]
    makers = [call for call in calls if is_call_of(call, {"Sentence"}) or call.keywords or is_plain_text(call.args)]
    return [call for call in makers if ast.unparse(call) != "Sentence(said, **values)"]


def sources() -> Iterator[Path]:
    for package in (PACKAGE, PACKAGE.with_name("ae_gui")):
        yield from package.rglob("*.py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def raised() -> Iterator[tuple[Path, str, ast.Call]]:
    """All errors that the package raises, each with its file and the innermost function around it.

    The command line's own are left out: it speaks English.
    """
    for path in set(PACKAGE.rglob("*.py")) - set((PACKAGE / "cli").rglob("*.py")):
        functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
        inner = {id(node): function.name for function in functions for node in ast.walk(function)}  # the last one wins
        for node in (node for function in functions for node in ast.walk(function)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                yield path, inner[id(node)], node.exc


def is_plain_text(arguments: list[ast.expr]) -> bool:
    """Whether a text without a template is among them, also one that is put together."""
    return any(
        isinstance(node, ast.JoinedStr | ast.BinOp) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        for node in arguments
    )


def is_call_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
