"""Whether training is possible, and what is said where it is not."""

import sys

import pytest
from PySide6.QtCore import QObject

from ae_gui.background import Job
from ae_gui.session import engine as module
from ae_gui.session.engine import Engine


@pytest.fixture
def engine(qapp):
    parent = QObject()
    yield Engine(parent)
    for job in parent.findChildren(Job):
        job.wait()
    parent.deleteLater()


def test_at_first_it_is_neither_ready_nor_missing(engine):
    assert (engine.is_ready, engine.why_not, engine.gpu_name) == (False, "", None)


def test_it_is_ready_once_torch_is_loaded(engine, qtbot):
    with qtbot.waitSignal(engine.ready, timeout=60_000):
        engine.load()

    assert (engine.is_ready, engine.why_not) == (True, "")
    assert "torch" in sys.modules


def test_the_gpu_that_was_found_is_known_before_it_is_said_to_be_ready(engine):
    names = []
    engine.ready.connect(lambda: names.append(engine.gpu_name))
    engine.take("NVIDIA H100")

    assert names == ["NVIDIA H100"]


def test_a_program_without_torch_says_at_once_that_it_is_for_exploring(engine, qtbot, monkeypatch):
    monkeypatch.setattr(module, "torch_is_installed", lambda: False)
    with qtbot.waitSignal(engine.missing, timeout=0) as missing:
        engine.load()

    assert missing.args == ["This program is for exploring. Autoencoder Lab trains too: it has PyTorch."]
    assert (engine.is_ready, engine.why_not) == (False, missing.args[0])


def test_a_torch_that_cannot_be_loaded_is_missing_with_its_reason(engine, qtbot, monkeypatch):
    monkeypatch.setitem(sys.modules, "ae_model.training", None)
    with qtbot.waitSignal(engine.missing, timeout=60_000) as missing:
        engine.load()

    assert missing.args[0].startswith("You can explore here, but not train. ModuleNotFoundError: ")
    assert engine.why_not == missing.args[0]
