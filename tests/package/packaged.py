"""A packaged program that is tested as a stranger would start it, and what was measured of it."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAB, EXPLORER = "autoencoder-lab", "autoencoder-lab-explorer"
MB = 2**20  # as `du` counts

figures: list[tuple[str, str, str]] = []  # what, how much, its limit: rows of the table


@dataclass(frozen=True)
class Program:
    """A packaged program as it was copied to be tested.

    Attributes:
        name: of its folder in dist/ and of its file.
        shipped: that folder.
        folder: the copy, which cannot be written to.
        started_by: a command, to which the program's is added, that takes its comforts away.
    """

    name: str
    shipped: Path
    folder: Path
    started_by: tuple[str, ...]

    def run(self, *arguments: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Start it as a stranger, with standard error closed, and wait for its end."""
        return self._run(self.folder / self.name, *arguments, timeout=timeout)

    def probe(self, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a script with its parts, as a stranger; what it says on standard error is with the rest."""
        path = self.folder.parent / f"{self.name}.py"
        path.write_text(script, encoding="utf-8")
        return self._run(self.folder / f"{self.name}-probe", path, *arguments, redirection="2>&1")

    def _run(
        self, *command: str | Path, redirection: str = "2>&-", timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        environment = ["/usr/bin/env", "-i", "PATH=/nonexistent", "LC_ALL=C.UTF-8"]
        closed = ["/bin/sh", "-c", f'exec "$@" {redirection}', "sh"]
        return subprocess.run(
            [*self.started_by, *closed, *environment, *command],
            cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout,
        )  # fmt: skip


def note(what: str, measured: float, limit: float, unit: str) -> bool:
    """Put a line into the table; returns whether the limit is held."""
    verdict = "" if measured <= limit else "  TOO MUCH"
    figures.append((what, f"{measured:.2f} {unit}" if unit == "s" else f"{measured:.0f} {unit}", f"{limit}{verdict}"))
    return measured <= limit


def scratch() -> Path:
    """A folder that a stranger may write to."""
    folder = Path(tempfile.mkdtemp(prefix="autoencoder-lab-tour-"))
    folder.chmod(0o777)
    return folder
