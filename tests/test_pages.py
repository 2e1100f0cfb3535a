import sys
from subprocess import run

from ae_gui.pages import PAGES
from ae_gui.preferences import TAB


def test_the_settings_know_the_pages_and_no_others():
    assert [TAB.read(name) for name in PAGES] == list(PAGES)
    assert TAB.default in PAGES


def test_the_table_is_read_without_qt():
    program = "import sys, ae_gui.pages; assert 'PySide6' not in sys.modules"
    assert run([sys.executable, "-c", program], check=False).returncode == 0
