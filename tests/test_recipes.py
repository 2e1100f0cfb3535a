"""CONTRIBUTING's recipes, followed in a copy of the house: it takes the files that they name, and no others.

Those for a kind of network, an objective and a metric are followed in `test_kinds_kind`, `test_objectives` and
`test_cli_evaluate`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT

pytestmark = pytest.mark.slow

# Before what a test does in the copy: a window over few digits, which is closed in the end.
WINDOW = """
import sys
sys.path.append({tests!r})
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication
from digits import first_of
from networks import drawn, normal
from windows import at_rest, windows
import numpy as np
from ae_gui.language import speak
from ae_gui.theme import Theme
from ae_model import datasets
from ae_model.config import NetworkConfig
from pathlib import Path

app = QApplication([])
speak(app, "en")
network = drawn(NetworkConfig(hidden_sizes=(16,), latent_dim=2), normal(np.random.default_rng(0)))
few = first_of(datasets.load("mnist"), 300, 50)
with windows(Theme(app), Path("user"), few, "mnist", network) as open_window:
    window = open_window()
"""


class House:
    """A copy of the program to be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("ae_gui", "ae_model", "scripts"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "resources").mkdir()
        for part in (ROOT / "resources").iterdir():
            if part.name != "translations":
                (folder / "resources" / part.name).symlink_to(part)
        shutil.copytree(ROOT / "resources" / "translations", folder / "resources" / "translations")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, *changes: tuple[str, str]) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, f"{name}: {before}"
            text = text.replace(before, after)
        self.write(name, text)

    def run(self, *command: str) -> str:
        """What Python prints there."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, *command], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def in_window(self, body: str) -> str:
        return self.run("-c", WINDOW.format(tests=str(ROOT / "tests")) + body)

    def holds_its_walls(self) -> None:
        self.run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


def test_a_tab(house):
    house.change("ae_gui/pages.py", ('    "runs":', '    "notes": Sentence("Notes"),\n    "runs":'))
    house.write(
        "ae_gui/notes_tab.py",
        """from PySide6.QtWidgets import QLabel

class NotesTab(QLabel):
    def set_images(self, split, class_names):
        self.images = len(split.images)

    def show_network(self, network):
        self.setText(network.name)
""",
    )
    house.change(
        "ae_gui/unseen.py",
        (
            "        self.training.then(self._show_all)\n",
            """        self.notes = Later(self._make_notes)
        self.notes.then(self._show_notes)
        self.training.then(self._show_all)
""",
        ),
        ("self.network, self.runs\n", "self.network, self.notes, self.runs\n"),
        (
            "    # How each is made\n",
            """    # How each is made

    def _make_notes(self):
        from ae_gui.notes_tab import NotesTab

        return NotesTab()

    def _show_notes(self, tab):
        self._session.data.images_changed.connect(tab.set_images)
        self._session.on_show.replaced.connect(tab.show_network)
        tab.set_images(self._session.data.split, self._session.data.names.now)
        tab.show_network(self._session.on_show.network)
""",
        ),
    )
    house.change("pyproject.toml", (" | runs_tab | ", " | runs_tab | notes_tab | "))

    told = house.in_window("""
    window.tabs.go_to("notes")
    actions = [item for item in window.findChildren(type(window.guide_action)) if item.text() == "Notes"]
    tab = window.unseen.notes.now
    print(tab.text(), tab.images, [item.shortcut().toString() for item in actions])
    window.close()
    at_rest(window)
    print(open_window().tabs.name)
""")
    assert told.splitlines() == ["network, epoch 0 50 ['Ctrl+5']", "notes"]
    house.holds_its_walls()


def test_a_tool_of_the_plane(house):
    house.write(
        "ae_gui/widgets/ruler_inspector.py",
        """from PySide6.QtWidgets import QLabel

class RulerInspector(QLabel):
    pass
""",
    )
    house.write(
        "ae_gui/tools/ruler.py",
        """from PySide6.QtGui import QUndoStack
from ae_gui.tools.tool import Tool
from ae_gui.widgets.ruler_inspector import RulerInspector

class RulerTool(Tool):
    name, key, drawing = "ruler", "M", "spline"

    def __init__(self, plane):
        super().__init__(plane, RulerInspector)
        self.title, self.tip = "Ruler", "How far a position is from the middle"
        self.undo_stack = QUndoStack(self)

    def probe(self, x, y):
        self.inspector.setText(f"{(x * x + y * y) ** 0.5:.1f}")
""",
    )
    house.change(
        "ae_gui/tools/__init__.py",
        ("from ae_gui.tools.select", "from ae_gui.tools.ruler import RulerTool\nfrom ae_gui.tools.select"),
        ("    code: CodeTool\n", "    code: CodeTool\n    ruler: RulerTool\n"),
    )

    told = house.in_window("""
    latent = window.latent_tab
    window.tabs.setCurrentWidget(latent)
    latent.use(latent.tools.ruler)
    latent.plane.probed.emit(3.0, 4.0)
    print(latent.tools.ruler.inspector.isVisible(), latent.tools.ruler.inspector.text())
    window.close()
    at_rest(window)
    print(open_window().latent_tab.tool.name)
""")
    assert told.splitlines() == ["True 5.0", "ruler"]
    house.holds_its_walls()


def test_a_data_set_to_download(house):
    house.change(
        "ae_model/downloads.py",
        (
            "CATALOGUE = (\n",
            """CATALOGUE = (
    Offer("qmnist", "QMNIST", Sentence("More digits."), Sentence("BSD"), "By its authors.", 9, tuple("01"), "QMNIST"),
""",
        ),
    )
    told = house.run(
        "-c",
        """
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from ae_gui.data_dialog import DataDialog
from ae_model.downloads import folder_of
app = QApplication([])
window = QWidget()
dialog = DataDialog(Path("user"), window)
dialog.refresh()
print(any("QMNIST" in label.text() for label in dialog.findChildren(QLabel)), folder_of(Path("user"), "qmnist").name)
""",
    )
    assert told.split() == ["True", "qmnist"]
    house.holds_its_walls()


def test_a_language(house):
    house.change("ae_gui/language.py", ('"it": "Italiano"}', '"it": "Italiano", "de": "Deutsch"}'))
    house.change("scripts/translations.py", ('LANGUAGES = ("it", ', 'LANGUAGES = ("it", "de", '))
    house.change("ae_gui/app.py", ('choices=["system", "en", "it"]', 'choices=["system", "en", "it", "de"]'))
    house.run("scripts/translations.py")

    name = "resources/translations/autoencoder-lab_de.ts"
    untranslated = '<source>Train</source>\n        <translation type="unfinished"></translation>'
    translated = "<source>Train</source>\n        <translation>Trainieren</translation>"
    text = (house.folder / name).read_text(encoding="utf-8")
    assert untranslated in text
    house.write(name, text.replace(untranslated, translated))
    house.run("scripts/translations.py")

    told = house.in_window("""
    speak(app, "de")
    window = open_window()
    items = [item for item in window.findChildren(type(window.guide_action)) if item.data() == "de"]
    print(window.commands.train.text(), [item.text() for item in items])
""")
    assert told.splitlines() == ["Trainieren ['Deutsch']"]
