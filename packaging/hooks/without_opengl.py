"""Runs when a packaged program starts: stands in for Qt's OpenGL, of which pyqtgraph takes names when it is imported.

Nothing here draws with OpenGL. The real modules are 9 MB, of which each start would read the larger part.
"""

import sys
from types import ModuleType

for name in ("QtOpenGL", "QtOpenGLWidgets"):
    sys.modules[f"PySide6.{name}"] = ModuleType(f"PySide6.{name}")


class QOpenGLWidget:
    """Is derived from, and never made."""


sys.modules["PySide6.QtOpenGLWidgets"].QOpenGLWidget = QOpenGLWidget  # type: ignore[attr-defined]
