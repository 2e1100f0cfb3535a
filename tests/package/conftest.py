"""Where the packaged programs are tested: `make test-package`, after `make package`. `make test` leaves this out.

Nothing here looks at the sources. The folders in dist/ are copied to a place that is hard to live in, and started there
as a stranger would; what a test has to see from inside it sees through the probe, which runs a script with the parts
of a packaged program. At the end a table says what was measured, against its limit.
"""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaged import EXPLORER, LAB, ROOT, Program, figures, scratch

STRANGER = 54_321  # a user whom the system does not know, and so has no home


@pytest.fixture(scope="session", params=[LAB, EXPLORER])
def program(request: pytest.FixtureRequest, programs: dict[str, Program]) -> Program:
    """Each of the two programs."""
    return programs[request.param]


@pytest.fixture(scope="session")
def programs(deprived: tuple[str, ...]) -> Iterator[dict[str, Program]]:
    """Both, in a folder with spaces and letters of other alphabets in its name, which cannot be written to."""
    if not all((ROOT / "dist" / name).is_dir() for name in (LAB, EXPLORER)):
        pytest.exit("There is nothing in dist/ to test: call make package first.", 2)
    place = Path(tempfile.mkdtemp(prefix="Prova é 試験 ab-"))
    place.chmod(0o755)
    found = {}
    for name in (LAB, EXPLORER):
        folder = place / name
        shutil.copytree(ROOT / "dist" / name, folder, symlinks=True)
        shutil.copy(ROOT / "build" / "package" / "work" / "autoencoder-lab" / f"{name}-probe", folder)
        _set_writable(folder, False)
        found[name] = Program(name, ROOT / "dist" / name, folder, deprived)
    yield found
    for name in found:
        _set_writable(place / name, True)
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def deprived() -> tuple[str, ...]:
    """A command that takes the network away and, where one may, makes the user one without a home."""
    stranger = ("setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups")
    for command, words in (
        (("unshare", "--net", *stranger), "no network, no home, a user of no rights"),
        (("unshare", "--user", "--net"), "no network"),
        (stranger, "no home, a user of no rights (a network namespace was not possible)"),
        ((), "neither a network namespace nor another user was possible here"),
    ):
        if not command or subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            figures.append(("started with", words, ""))
            return command
    raise AssertionError


@pytest.fixture(scope="session")
def tours(programs: dict[str, Program]) -> Callable[[str], Path]:
    """The folder of a tour of each program, taken when it is first asked for."""
    taken: dict[str, Path] = {}

    def tour(name: str) -> Path:
        if name not in taken:
            folder = scratch()
            done = programs[name].run("--tour", folder, "--epochs", "1", "--size", "1280x720", timeout=600)
            assert done.returncode == 0, done.stdout
            taken[name] = folder
        return taken[name]

    return tour


def _set_writable(folder: Path, writable: bool) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IWUSR if writable else mode & ~0o222)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if figures:
        terminalreporter.section(f"packaged, on {os.cpu_count()} cores")
        widths = [max(len(row[column]) for row in figures) for column in range(2)]
        for what, measured, limit in figures:
            terminalreporter.write_line(f"{what:{widths[0]}}  {measured:>{widths[1]}}  {limit and f'of {limit}'}")
