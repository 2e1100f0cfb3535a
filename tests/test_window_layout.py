from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from ae_gui.main_window import MainWindow
from ae_gui.tour_hands import drag, three, wait
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


def test_the_settings_give_way_where_the_guide_leaves_no_room_for_them(window):
    window.resize(1093, 614)  # a screen of 1366 x 768 at 125 %
    window.tabs.setCurrentWidget(window.training_tab)
    window._guide_dock.show()
    QApplication.processEvents()
    assert window.width() == 1093
    assert not window.panel.isVisible()
    assert window.training_tab.width() <= window.training_tab.parentWidget().width()

    window.resize(1600, 900)
    QApplication.processEvents()
    assert window.panel.isVisible()

    window.resize(1093, 614)
    window._guide_dock.hide()
    QApplication.processEvents()
    assert window.panel.isVisible()


def test_no_page_scrolls_sideways_beside_the_guide_on_a_small_screen(window):
    window.resize(1093, 614)
    window._guide_dock.show()
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        QApplication.processEvents()
        shown = window.tabs.currentWidget()
        assert shown.width() <= shown.parentWidget().width(), shown.objectName()
    window._guide_dock.hide()


def test_what_the_network_makes_of_a_drawing_is_seen_without_scrolling_on_a_small_screen(window):
    window.resize(1280, 720)
    window.tabs.setCurrentWidget(window.latent_tab)
    window.welcome.show()
    window.latent_tab.use(window.latent_tab.tools.draw)
    QApplication.processEvents()  # the welcome goes
    QApplication.processEvents()  # its room is taken
    pad = window.latent_tab.tools.draw.inspector.pad
    before = pad.paper
    drag(pad, three(pad), 0)
    wait(lambda: window.latent_tab.tools.draw.inspector.redrawn.image is not None, 5, "redraw")
    QApplication.processEvents()
    assert pad.paper == before  # it does not change under the pen
    for part in (pad, window.latent_tab.tools.draw.inspector.seen, window.latent_tab.tools.draw.inspector.redrawn):
        assert part.visibleRegion().boundingRect().height() == part.height(), part.accessibleName()
    window.latent_tab.use(window.latent_tab.tools.explore)
    window.welcome.hide()
