"""What every tool of the latent space has, and the table of them."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QLabel, QToolButton

from ae_gui import latent_tab
from ae_gui.networks import Network
from ae_gui.tools import CodeTool, DrawTool, ExploreTool, PathTool, SelectTool, Tools
from ae_gui.tools.tool import Tool
from ae_gui.widgets.code_plane import CodePlane


@pytest.fixture
def tools(qtbot) -> Tools:
    plane = CodePlane()
    qtbot.addWidget(plane)
    return Tools.of(plane)


def test_a_tool_of_each_kind_is_made_for_the_plane(tools):
    assert all(isinstance(tool, Tool) and tool.parent() is tools.draw.parent() for tool in tools)


def test_each_is_called_what_the_table_calls_it(tools):
    assert [tool.name for tool in tools] == list(Tools._fields)


def test_each_has_a_key_a_title_and_a_tip_of_its_own(tools):
    for words in ("name", "key", "title", "tip"):
        said = [getattr(tool, words) for tool in tools]
        assert all(said)
        assert len(set(said)) == len(tools)


def test_what_a_tool_does_not_answer_to_does_nothing(tools):
    for tool in tools:
        tool.probe(0.0, 0.0)
        tool.click_position(0.0, 0.0)  # without a network none of them has an answer
        tool.leave()
        assert tool.parent().marked is None


class TapeTool(Tool):
    """A sixth tool, made by the recipe of CONTRIBUTING: a class, and a row in the table."""

    name, key, drawing = "tape", "T", "maximize"

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, lambda: QLabel("0 m"))
        self.title, self.tip = "Tape", "Measure the plane"
        self.undo_stack = QUndoStack(self)
        self.measured = None

    def probe(self, x: float, y: float) -> None:
        self.measured = (x, y)


class SixTools(NamedTuple):
    explore: ExploreTool
    path: PathTool
    draw: DrawTool
    select: SelectTool
    code: CodeTool
    tape: TapeTool

    of = classmethod(Tools.of.__func__)


def test_a_sixth_tool_has_its_button_its_key_its_inspector_and_the_mouse(qtbot, monkeypatch, tiny, untrained):
    monkeypatch.setattr(latent_tab, "Tools", SixTools)
    tab = latent_tab.LatentTab(tiny.test, tiny.class_names)
    qtbot.addWidget(tab)
    tab.show()
    snapshot = untrained(2)
    tab.show_network(Network(snapshot, snapshot.encode(tiny.test.images), None))
    button = next(button for button in tab.findChildren(QToolButton) if button.text() == "Tape")
    assert "(T)" in button.toolTip()

    button.click()
    tab.plane.ask(QPointF(1, 2))
    assert tab.tool is tab.tools.tape
    assert tab.tools.tape.inspector.isVisible()
    assert tab.tools.tape.measured == (1, 2)
