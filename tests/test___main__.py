import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ENVIRONMENT

import ae_model
from ae_model import checkpoint
from ae_model.__main__ import main
from ae_model.snapshot import Snapshot

COMMANDS = ["train", "resume", "runs", "evaluate", "export", "datasets", "download", "import", "train-classifier"]

MAIN = Path(ae_model.__file__).parents[1] / "main.py"

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_bad_input_is_refused_before_torch_is_loaded():
    program = """
import sys
from ae_model.__main__ import main
code = main(["train", "--dataset", "nowhere"]), main(["evaluate", "nowhere"])
sys.exit(str((code, "torch" in sys.modules)))
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.stderr.splitlines()[-1] == "((2, 2), False)"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["train", "--epochs", "1", "--no-run"], 1),
        (["export", "net", "--output", "net.pt"], 1),
        (["export", "net", "--output", "net.onnx"], 0),
        (["evaluate", "net"], 0),
        (["datasets"], 0),
        (["--version"], 0),
    ],
)
def test_without_torch_what_takes_none_works_and_the_rest_says_so(
    command: list[str], code: int, tiny_digits: str, untrained: Callable[..., Snapshot]
):
    checkpoint.save(Path("net"), untrained(2))
    program = "import sys; sys.modules['torch'] = None; from ae_model.__main__ import main; sys.exit(main())"
    of_data = ["--dataset", tiny_digits] if command[0] in ("train", "evaluate") else []
    command = [sys.executable, "-c", program, *command, *of_data]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == code
    if code == 1:
        assert done.stderr == "This takes the package torch, which is not installed here.\n"


def test_the_program_in_one_folder_does_commands_too_and_calls_itself_as_it_was_called(capsys):
    done = subprocess.run(
        [sys.executable, str(MAIN), "runs", "--data-dir", "user"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "") and done.stderr.startswith("There are no runs in ")
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([\w-]+)\s", capsys.readouterr().out, re.M)
    assert listed == COMMANDS == list(runpy.run_path(str(MAIN))["COMMANDS"])


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_every_command_has_a_help_in_its_own_words(command: list[str], capsys):
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert "Automatic" not in text  # which is the window's word for auto
    assert re.search(r"\n\n[A-Z].*?\.\n", text, re.S), "there is a sentence"
