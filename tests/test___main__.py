import subprocess
import sys

import pytest
from command_line import ENVIRONMENT

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
