"""Runs when a packaged program starts: what is opened from it gets the path of libraries that it was given itself.

PyInstaller's loader puts the program's folder in its place, where a file manager would find another Qt than its own.
The program's own libraries are found nevertheless: the system reads the path once, before this runs.
"""

import os

if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
