"""What every tool of the latent space has, and the table of them."""

import pytest

from ae_gui.tools import Tools
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
