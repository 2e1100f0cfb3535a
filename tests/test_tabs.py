import pytest
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.tabs import Tabs

NAMES = ("training", "latent", "network")


@pytest.fixture
def tabs(qtbot) -> Tabs:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for name in NAMES:
        tabs.add(name, name.title(), QLabel(name))
    return tabs


def test_a_page_is_found_by_its_name_and_an_unknown_name_changes_nothing(tabs):
    for name in (*NAMES, "unheard of"):
        tabs.go_to(name)
    assert tabs.name == "network"
    assert tabs.tabText(tabs.currentIndex()) == "Network"


def test_the_page_that_holds_a_widget_is_brought_to_sight(tabs):
    tabs.bring_to_sight(QLabel("a part", tabs.widget(1)))
    assert tabs.name == "latent"
