"""Goes through all that the real window can show, for tests that look at each of it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)
from windows import make_all

from ae_gui.about import AboutDialog
from ae_gui.comparison_tab import Side
from ae_gui.data_dialog import DataDialog
from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.preferences import ComparisonPage
from ae_gui.shortcuts import ShortcutsDialog
from ae_gui.trouble import TroubleDialog


def fill(window: MainWindow) -> None:
    """Let every view have something to show and every control something to do, as after a training."""
    make_all(window)
    window.epoch_slider.set_epochs([0, 1, 2, 3], 1)
    network = window.network
    for side, name in enumerate(("left", "right")):
        window.comparison_tab.show_side(side, Side(name, network.snapshot, network.codes))
    window.latent_tab.tools.select.click_point(0)
    window.bar.say("A message", {"Do": lambda: None})
    QApplication.processEvents()


def views(window: MainWindow, wide: Network) -> Iterator[str]:
    """Show one view after the other; each is told by its name while it is on show."""
    tabs, latent, comparison = window.tabs, window.latent_tab, window.comparison_tab
    tabs.setCurrentWidget(window.training_tab)
    yield _settled("training")
    window.panel.findChild(QAbstractButton, "more").setChecked(True)
    yield _settled("training, more of the recipe")
    tabs.setCurrentWidget(latent)
    for tool in (latent.tools.explore, latent.tools.path, latent.tools.draw, latent.tools.select, latent.tools.code):
        latent.use(tool)
        yield _settled(f"latent space, {type(tool).__name__}")
    latent.use(latent.tools.explore)
    tabs.setCurrentWidget(comparison)
    for page in ComparisonPage:
        comparison.show_page(page)
        yield _settled(f"comparison {page.name}")
    comparison.show_page(ComparisonPage.PLANES)
    tabs.setCurrentWidget(window.network_tab)
    yield _settled("network")
    tabs.setCurrentWidget(window.runs_tab)
    yield _settled("runs")
    window._guide_dock.show()
    yield _settled("guide")
    window._guide_dock.hide()
    before = window.network
    window.session.on_show.replace(wide)
    tabs.setCurrentWidget(latent)
    latent.choice.chooser.choose(0, 1)
    latent.use(latent.tools.code)
    yield _settled("a wide code")
    latent.use(latent.tools.explore)
    window.session.on_show.replace(before)


def dialogs(window: MainWindow, folder: Path) -> Iterator[QWidget]:
    """The program's own dialogs, one after the other."""
    trouble = TroubleDialog("Something went wrong.", window)
    for dialog in (DataDialog(folder, window), trouble, AboutDialog(window, "", folder), ShortcutsDialog(window)):
        dialog.show()
        for button in dialog.findChildren(QAbstractButton):
            if button.isCheckable():
                button.setChecked(True)  # the details of the trouble
        QApplication.processEvents()
        yield dialog
        dialog.close()
        dialog.deleteLater()
    window.activateWindow()
    _settled("the window again")


def interactive(root: QWidget) -> list[QWidget]:
    """What a user can do something with, or hear something of: controls, plots, pictures, lists, bars of progress."""
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar)
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and (isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not _is_a_part(widget)
    ]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def spoken_description(widget: QWidget) -> str:
    """What a screen reader says of it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def about(widget: QWidget) -> str:
    """A widget for the message of a test that fails."""
    return f"{type(widget).__name__} {spoken_name(widget)!r} in {type(widget.parent()).__name__}"


def _is_a_part(widget: QWidget) -> bool:
    """Whether it belongs to another control, which is spoken of as a whole."""
    parent = widget.parentWidget()
    named_by_qt = widget.objectName().startswith("qt_")
    in_a_control = isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
    viewport = parent is not None and getattr(parent, "viewport", lambda: None)() is widget
    return isinstance(widget, QScrollBar) or widget.focusProxy() is not None or named_by_qt or in_a_control or viewport


def _settled(name: str) -> str:
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which the former leaves to the event loop
    return name
