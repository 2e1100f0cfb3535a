"""Makes the README's pictures, docs/*.png: the window with the network that ships, as it is seen at 1280 x 800.

Run it with `.venv/bin/python scripts/readme_pictures.py` after the window has changed; the films beside them are made
by `python main.py --film docs/film-light.gif --theme light`, and `dark`.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt  # noqa: E402  after the path is known

from ae_gui.display import open_application  # noqa: E402
from ae_gui.language import speak  # noqa: E402
from ae_gui.main_window import MainWindow  # noqa: E402
from ae_gui.networks import read_first_view  # noqa: E402
from ae_gui.preferences import ComparisonPage, Preferences  # noqa: E402
from ae_gui.theme import Theme  # noqa: E402
from ae_gui.tour_hands import STILL_S, at, rest, send, wait  # noqa: E402

_SIZE = 1280, 800
_UNDER_CURSOR = 0.62, 0.36  # a position in the plane, in shares of its width and height


def main() -> None:
    """Write the pictures of three pages."""
    app = open_application(sys.argv[:1], lambda: None)
    speak(app, "en")
    theme = Theme(app, "light")
    with TemporaryDirectory() as folder:
        window = MainWindow(*read_first_view(), Path(folder), Preferences(Path(folder) / "settings.json"), theme)
        window.first_painted.connect(window.load_behind, Qt.ConnectionType.QueuedConnection)
        window.commands.less_motion.setChecked(True)
        window.welcome.hide()
        window.resize(*_SIZE)
        window.show()
        wait(lambda: window.session.is_loaded, STILL_S, "load", lambda: len(sys.modules))

        plane = window.latent_tab.plane.viewport()
        send(QEvent.Type.MouseMove, plane, at(plane, *_UNDER_CURSOR))
        _save(window, "window")
        tab = window.comparison_tab
        window.tabs.setCurrentWidget(tab)
        tab.show_page(ComparisonPage.PLANES)
        wait(lambda: tab.is_filled, STILL_S, "fit PCA", tab.progress.value)
        plane = tab.planes.planes[0].viewport()
        send(QEvent.Type.MouseMove, plane, at(plane, 0.6, 0.3))
        _save(window, "compare")
        window.tabs.setCurrentWidget(window.network_tab)
        window.network_tab.setFocus()  # and not in a box, where a cursor blinks
        _save(window, "network")
        window.close()
        wait(lambda: not window.isVisible(), STILL_S, "close")


def _save(window: MainWindow, name: str) -> None:
    rest(1)
    window.grab().save(str(ROOT / "docs" / f"{name}.png"))


if __name__ == "__main__":
    main()
