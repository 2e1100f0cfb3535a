"""Faults to survive: a few of each in every run of the suite, all of them in `make torture`, which prints a table.

A test of a fault names it and its two counts, and tells what it has survived:

    @pytest.mark.fault("a full disk at every write", short=20, full=200)
    def test_a_full_disk_...(fault):
        for number in range(fault.count):
            ...
            fault.survived += 1
        fault.figures["extra memory, MB"] = 31
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

REPORT = Path(__file__).parents[2] / "build" / "torture.json"

_faults: list["Fault"] = []


@dataclass
class Fault:
    """One row of the table.

    Attributes:
        name: of the fault.
        count: how often it is to be survived in this run.
        survived: how often it was.
        figures: what was measured on the way, by name and unit.
        seconds: that the test took.
    """

    name: str
    count: int
    survived: int = 0
    figures: dict[str, float | str] = field(default_factory=dict)
    seconds: float = 0.0


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(name, short, full): a fault to survive, and how often")


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Iterator[Fault]:
    """The row of the test's `fault` marker; every one of its count must be survived."""
    marker = request.node.get_closest_marker("fault")
    made = Fault(marker.args[0], marker.kwargs["full" if request.config.getoption("--full") else "short"])
    _faults.append(made)
    yield made
    assert made.survived == made.count, f"{made.name}: {made.survived} of {made.count} survived"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    made = getattr(item, "funcargs", {}).get("fault")
    if call.when == "call" and isinstance(made, Fault):
        made.seconds = call.duration
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not _faults or not config.getoption("--full"):
        return
    terminalreporter.section("faults survived")
    width = max(len(made.name) for made in _faults)
    for made in _faults:
        figures = ", ".join(f"{name} {value}" for name, value in made.figures.items())
        terminalreporter.line(
            f"{made.name:<{width}}  {made.survived:>7,} of {made.count:>7,}  {made.seconds:6.0f} s  {figures}"
        )
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(made) for made in _faults], indent=2))
