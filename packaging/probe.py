"""Runs a script with what a packaged program has, for tests/package; it stays in build/ and is not shipped."""

import runpy
import sys

del sys.argv[0]  # as Python does
runpy.run_path(sys.argv[0], run_name="__main__")
