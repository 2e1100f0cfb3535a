"""The latent space: a plane of the digits' codes, and tools that ask the decoder about any position in it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QImage, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.latent_flow import LatentFlow
from ae_gui.latent_view import Digits, LatentView
from ae_gui.networks import Network
from ae_gui.plane_choice import PlaneChoice
from ae_gui.theme import MARGIN, SPACING, is_dark
from ae_gui.tools import Tools
from ae_gui.tools.tool import Tool
from ae_gui.widgets.card import Card
from ae_gui.widgets.class_legend import ClassLegend
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.flow_strip import height_in
from ae_gui.widgets.inspectors import Inspectors
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow, in_row
from ae_gui.widgets.side_scroller import SideScroller
from ae_gui.widgets.small_curve import SmallCurve
from ae_gui.widgets.tool_row import Segments, Switch, ToolButton
from ae_model.datasets import Split
from ae_model.latent_map import LatentMap
from ae_model.snapshot import Array, Autoencoder

_REST_MS = 50  # from a moment of a training that is shown to its arrows


class LatentTab(QWidget):
    """The flow through the network above a plane, its tools, and the inspector of the one in use.

    While hidden it remembers.

    Signals:
        digit_picked(index): the user picked a digit, by its point or in a list.
        tool_taken(): the user has another tool in the hand.

    Attributes:
        flow: what runs through the network, above all else.
        curve: the error of what is on show, beside the flow.
        plane: the plane itself.
        tools: all of them, by their names.
        tool: the one in the hand.
        legend: the classes, which the user hides and renames there.
        choice: of the plane that is shown.
        all_action: whether the user wants to see the training digits too.
        arrows_action: whether the user wants to see where digits go as they are redrawn from under noise.
    """

    digit_picked = Signal(int)
    tool_taken = Signal()

    def __init__(self, split: Split, class_names: Sequence[str], parent: QWidget | None = None) -> None:
        """A tab that explores models with these test images."""
        super().__init__(parent)
        self._digits = Digits.of_test(split, class_names)
        self._view: LatentView | None = None
        self._behind: list[Network] = []  # moments that came while this tab was hidden, and are to be shown yet, ...
        self._another = False  # ... of another network
        self._palette = next(iter(PALETTES))

        self.plane = CodePlane()
        self.tools = Tools.of(self.plane)
        self.tool: Tool[Any] = self.tools[0]
        self.flow = LatentFlow(self)
        self.curve = SmallCurve()
        self.legend = ClassLegend()
        self.choice = PlaneChoice(self.plane)
        self._inspectors = Inspectors()
        self._arrows_soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._arrows_soon.timeout.connect(self._refresh_arrows)
        self._make_actions()
        self._lay_out()

        self.set_images(split, class_names)
        self.tools.select.beside.then(lambda _: self._recolor())
        self.tools.draw.beside.then(lambda _: self._recolor())
        self.tool.enter()
        self.plane.probed.connect(lambda x, y: self.tool.probe(x, y))
        self.plane.position_clicked.connect(lambda x, y: self.tool.click_position(x, y))
        self.plane.point_clicked.connect(lambda index: self.tool.click_point(index))
        self.plane.region_drawn.connect(lambda polygon: self.tool.take_region(polygon))
        for tool in self.tools:
            tool.asked.connect(self.flow.ask)
        self.tools.select.drag_changed.connect(self._set_drag)
        self.tools.explore.digit_picked.connect(self.digit_picked)
        self.tools.select.digit_picked.connect(self.digit_picked)
        self.legend.shown_changed.connect(self.plane.set_class_shown)
        self.choice.changed.connect(self._change_plane)

    @property
    def view(self) -> LatentView | None:
        """What the plane shows; None before a network is shown."""
        self._catch_up()
        return self._view

    def picture(self) -> QImage:
        """The plane as it is now, also while this tab is hidden."""
        self._catch_up()
        self.plane.settle()
        return self.plane.grab().toImage()

    # The window's calls

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Explore with other test images; the plane is empty until a network is shown."""
        self._digits = Digits.of_test(split, class_names)
        self._behind = []
        self._forget()
        self.plane.show_all_classes()
        self.plane.name_classes(class_names)
        self.names_action.setEnabled(self._digits.has_classes)
        self.legend.set_classes(class_names)
        self._recolor()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._digits = replace(self._digits, class_names=tuple(names))
        self.plane.name_classes(names)
        self.legend.set_names(names)
        if self._view is not None:
            self._show(replace(self._view, digits=self._digits))

    def set_caption(self, words: str) -> None:
        """Say something below the plane, in every picture of it, for as long as it is true."""
        self.choice.caption = words
        self.choice.describe_again()

    def show_network(self, network: Network) -> None:
        """Explore another network, which has the codes of all test images."""
        self._behind, self._another = [network], True
        if self.isVisible():
            self._catch_up()

    def update_network(self, network: Network) -> None:
        """Go on exploring the same network at another moment; digits without a code stay where they were, and fade."""
        # A moment that placed more digits than this one has left some where they still are.
        self._behind = [*(moment for moment in self._behind if len(moment.codes) > len(network.codes)), network]
        if self.isVisible():
            self._catch_up()

    def add_training_digits(self, digits: Digits, codes: Array, model: Autoencoder) -> None:
        """Show the training digits too, as `model` places them, (n, latent_dim)."""
        if self.view is not None:
            self._digits = digits
            self._show(self.view.with_training(digits, codes, model))

    def drop_training_digits(self) -> None:
        """Show the test digits alone."""
        self._digits = self._digits.tested
        if self.view is not None:
            self._show(self.view.of_test())

    @Slot(str)
    def set_palette(self, name: str) -> None:
        """Colour the classes by a palette of `PALETTES`."""
        self._palette = name
        self._recolor()

    def show_drawing(self, ink: NDArray[np.uint8]) -> None:
        """Put a drawing, (RESOLUTION, RESOLUTION), on the pad, and take the tool to draw into the hand."""
        self.use(self.tools.draw)
        self.tools.draw.inspector.pad.show_picture(ink)

    def use(self, tool: Tool[Any]) -> None:
        """Take another tool into the hand."""
        self._tool_actions[tool].trigger()

    def use_named(self, name: str) -> None:
        """Take the tool of this name into the hand; the first one where there is none of this name."""
        self.use(next((tool for tool in self.tools if tool.name == name), self.tools[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what stands above the plane grow with the window."""
        super().resizeEvent(event)
        for part in (self.flow.strip, self.curve):
            part.setFixedHeight(height_in(self.height()))
        self._inspectors.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    # The user's hands

    def _take_tool(self, tool: Tool[Any]) -> None:
        self.tool.leave()
        self.flow.ask(None)
        self.tool = tool
        self._inspectors.setCurrentWidget(tool.inspector)
        self._set_drag()
        tool.enter()
        self.tool_taken.emit()

    @Slot()
    def _set_drag(self) -> None:
        self.plane.set_drag(self.tool.drag)

    @Slot(bool, bool)
    def _change_plane(self, like_before: bool, fit: bool) -> None:
        """Show the same moment in the plane that is chosen now."""
        view = self._view
        if view is None:
            return
        if not like_before:
            self._view = None
        if fit:
            self.plane.clear_points()
        shown = LatentView.after(None, view.model, view.codes, view.digits, self._fitted, view.placed, view.training)
        self._show(shown, softly=fit)

    @Slot()
    def _refresh_carpet(self) -> None:
        view = self._view
        wanted = self.carpet_action.isChecked() or self.plane.carpet.is_strip
        self.plane.carpet.set_decoder(view.decode if view is not None and wanted else None)

    @Slot()
    def _refresh_arrows(self) -> None:
        """Draw the arrows of a network that was trained under noise, where they are wanted."""
        view = self._view
        wanted = self.arrows_action.isVisible() and self.arrows_action.isChecked()
        nowhere = np.empty((0, 2), np.float32)
        self.plane.arrows.put_between(*(view.repairs if view is not None and wanted else (nowhere, nowhere)))

    # Showing

    def _catch_up(self) -> None:
        """Show what came while this tab was hidden."""
        if self._another and self._behind:
            self._forget()
            self.choice.expect(self._behind[0].snapshot.latent_dim)
        moments, self._behind, self._another = self._behind, [], False
        for moment in moments:
            model, codes, digits = moment.snapshot, moment.codes, self._digits
            self._show(LatentView.after(self._view, model, codes, digits, self._fitted, moment.placed, moment.training))

    def _fitted(self, codes: Array) -> LatentMap:
        return self.choice.fitted(codes, None if self._view is None else self._view.plane)

    def _show(self, view: LatentView, softly: bool = True) -> None:
        self._view = view
        is_line = view.model.latent_dim == 1
        self.plane.set_strip(is_line)
        self.carpet_action.setVisible(not is_line)  # a strip of it is there anyway
        all_placed = len(view.placed) == len(view.positions)
        self.plane.set_points(view.positions, view.digits.labels, view.placed, softly=softly and all_placed)
        self.plane.set_prior(view.rings)
        self.choice.describe(view)
        self._refresh_carpet()
        self.arrows_action.setVisible(view.training.objective == "denoising" and not is_line)
        if not self._arrows_soon.isActive():
            self._arrows_soon.start()
        self.flow.take(view)
        for tool in self.tools:
            tool.show(view)
        self.flow.show()

    def _forget(self) -> None:
        """Take everything off the plane: a position of one network's plane means nothing in another's."""
        self._view = None
        self.plane.clear_points()
        self.plane.set_prior([])
        self._refresh_carpet()
        self._refresh_arrows()
        self.flow.forget()
        for tool in self.tools:
            tool.forget()

    def _recolor(self) -> None:
        colors = class_colors(self._palette, len(self._digits.class_names), is_dark(self.palette()))
        self.plane.points.set_colors(colors)
        self.legend.set_colors(colors)
        if self.tools.select.beside.is_made:
            self.tools.select.inspector.mix.set_colors(colors)
        if self.tools.draw.beside.is_made:
            self.tools.draw.inspector.votes.set_colors(colors)

    # Building

    def _make_actions(self) -> None:
        group = QActionGroup(self)
        self._tool_actions: dict[Tool[Any], QAction] = {}
        for tool in self.tools:
            action = self._tool_actions[tool] = self._action(tool.title, tool.key, tool.tip)
            action.triggered.connect(partial(self._take_tool, tool))
            group.addAction(action)
        self._tool_actions[self.tool].setChecked(True)
        tip = self.tr("What the decoder draws everywhere, behind the points")
        self.carpet_action = self._action(self.tr("Grid of digits"), "B", tip)
        self.carpet_action.toggled.connect(self._refresh_carpet)
        tip = self.tr("The name of each class, in the middle of its points")
        self.names_action = self._action(self.tr("Names"), "N", tip)
        self.names_action.setChecked(True)
        self.names_action.toggled.connect(self.plane.names.setVisible)
        self.all_action = self._action(self.tr("All digits"), "A", self.tr("Show the training digits too"))
        tip = self.tr("From where noisy digits are encoded to where their redrawn copies are")
        self.arrows_action = self._action(self.tr("Noise arrows"), "R", tip)
        self.arrows_action.setVisible(False)
        self.arrows_action.toggled.connect(self._refresh_arrows)
        self.fit_action = self._action(self.tr("Fit"), "F", self.tr("Show all points"), checkable=False)
        self.fit_action.triggered.connect(self.plane.fit)
        tip = self.tr("Show all digits alike again")
        nothing = self._action(self.tr("Select nothing"), "Esc", tip, checkable=False)
        nothing.triggered.connect(self.tools.select.clear)

    def _action(self, name: str, key: str, tip: str, checkable: bool = True) -> QAction:
        made = QAction(name, self, checkable=checkable, toolTip=f"{tip} ({key})", shortcut=QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(made)
        return made

    def _lay_out(self) -> None:
        for tool in self.tools:
            tool.beside.place(self._inspectors.add)
        self._inspectors.setCurrentWidget(self.tool.inspector)
        modes = Segments(ToolButton(action, tool.drawing) for tool, action in self._tool_actions.items())
        self.addAction(self.choice.true_scale)
        shown = (
            self.carpet_action,
            self.names_action,
            self.all_action,
            self.choice.true_scale,
            self.choice.turn,
        )
        self.tools.explore.inspector.add_noise_switch(Switch(self.arrows_action))
        fit = ToolButton(self.fit_action, "maximize")
        fit.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        tools = in_flow(modes, SPACING, *map(Switch, shown), SPACING, fit, self.choice.chooser, STRETCH, self.legend)
        below = in_row((Card(self.plane), 1), SideScroller(self._inspectors), spacing=SPACING)
        margin = (MARGIN, SPACING, MARGIN, SPACING)
        head = in_row((self.flow.strip, 1), self.curve, spacing=2 * MARGIN)
        in_column(head, tools, (below, 1), parent=self, margin=margin, spacing=SPACING)
        self._inspectors.fit(self.width())
