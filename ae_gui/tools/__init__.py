"""The tools of the latent space, one a file, and the table of them."""

from typing import NamedTuple, Self, get_type_hints

from ae_gui.tools.code import CodeTool
from ae_gui.tools.draw import DrawTool
from ae_gui.tools.explore import ExploreTool
from ae_gui.tools.path import PathTool
from ae_gui.tools.select import SelectTool
from ae_gui.widgets.code_plane import CodePlane


class Tools(NamedTuple):
    """Every tool, in the order of their buttons; the first one is in the hand at the start."""

    explore: ExploreTool
    path: PathTool
    draw: DrawTool
    select: SelectTool
    code: CodeTool

    @classmethod
    def of(cls, plane: CodePlane) -> Self:
        """One tool of each kind, for a plane."""
        return cls(*(make(plane) for make in get_type_hints(cls).values()))
