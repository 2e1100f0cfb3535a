from PySide6.QtCore import QPoint, QRect

from ae_gui.main_window import MainWindow
from ae_gui.widgets.fields import TabBar


def places(window: MainWindow) -> dict[str, QRect]:
    """Where the tabs and the controls of a training are, in the window."""
    header = window.commands.header
    parts = {"speed": window.commands.speed, "menus": header.menus, "tabs": header.findChild(TabBar)}
    return {name: QRect(part.mapTo(window, QPoint()), part.size()) for name, part in parts.items()}


def test_nothing_in_the_header_moves_when_another_page_is_shown(window):
    window.resize(1280, 720)
    seen = []
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        seen.append(places(window))
    assert all(place == seen[0] for place in seen)


def test_the_settings_stand_beside_the_training_page_alone(window):
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        assert window.panel.isVisible() == (window.tabs.currentWidget() is window.training_tab)


def test_a_tab_of_the_header_shows_its_page(window):
    tabs = window.commands.header.findChild(TabBar)
    for page in range(window.tabs.count()):
        tabs.setCurrentIndex(page)
        assert window.tabs.currentIndex() == page
    window.tabs.setCurrentWidget(window.training_tab)
    assert tabs.tabText(tabs.currentIndex()) == "Training"


def test_the_guide_does_not_take_from_the_width_of_the_header(window):
    window.guide_action.trigger()
    assert window.commands.header.width() == window.width()
    window.guide_action.trigger()


def test_a_newcomer_is_told_one_thing_at_a_time(window):
    window.welcome.show()
    window.bar.say("When you were last here.", {"Open": lambda: None})
    assert window.bar.isVisible() and not window.welcome.isVisible()
    window.bar.withdraw("When you were last here.")
    assert window.welcome.isVisible() and not window.bar.isVisible()
    window.welcome.hide()
