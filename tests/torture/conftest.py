"""Faults to survive: a few of each in every `.ci/run`, all of them in `make torture` (`run.py`), with a table.

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
        failed: whether the test has said so already.
    """

    name: str
    count: int
    survived: int = 0
    figures: dict[str, float | str] = field(default_factory=dict)
    seconds: float = 0.0
    failed: bool = False


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(name, short, full): a fault to survive, and how often")


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Iterator[Fault]:
    """The row of the test's `fault` marker; every one of its count must be survived."""
    marker = request.node.get_closest_marker("fault")
    made = Fault(marker.args[0], marker.kwargs["full" if request.config.getoption("--full") else "short"])
    _faults.append(made)
    yield made
    if not made.failed:
        assert made.survived == made.count, f"{made.name}: {made.survived} of {made.count} survived"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    made = getattr(item, "funcargs", {}).get("fault")
    if call.when == "call" and isinstance(made, Fault):
        made.seconds = call.duration
        made.failed = call.excinfo is not None
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    report = session.config.getoption("--report")
    if report is not None:
        Path(report).write_text(json.dumps([asdict(made) for made in _faults]))
