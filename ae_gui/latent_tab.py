"""The latent space: the codes of the digits as a plane, and tools that ask the decoder about any place of it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QToolButton, QWidget

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.latent_view import Digits, LatentView
from ae_gui.theme import MARGIN, SPACING
from ae_gui.tools import Tool
from ae_gui.tools.code import CodeTool
from ae_gui.tools.draw import DrawTool
from ae_gui.tools.explore import ExploreTool
from ae_gui.tools.path import PathTool
from ae_gui.tools.select import SelectTool
from ae_gui.widgets.axes_chooser import AxesChooser
from ae_gui.widgets.class_legend import ClassLegend
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.flow import FlowLayout
from ae_gui.widgets.side_scroller import SideScroller
from ae_gui.words import fill
from ae_model.datasets import Split
from ae_model.latent_map import LatentMap
from ae_model.snapshot import Array, Autoencoder

_FARTHEST = 1e9  # from the origin that a code is shown: weights that diverged send them beyond what can be drawn


class LatentTab(QWidget):
    """One plane, a row of tools above it, and beside it the inspector of the tool in use.

    Signals:
        palette_chosen(name): the user chose other class colours.
        class_renamed(kind, name): the user calls a class by another name.
        all_digits_wanted(wanted): the user wants to see the training digits too, or not any more.
        digit_picked(index): the user picked a digit, by its point or in a list.
        tool_taken(): the user has another tool in the hand.

    Attributes:
        plane: the plane itself.
        explore, path, draw, select, code: the tools.
        axes: chooses what the plane of a wide code shows.
    """

    palette_chosen = Signal(str)
    class_renamed = Signal(int, str)
    all_digits_wanted = Signal(bool)
    digit_picked = Signal(int)
    tool_taken = Signal()

    def __init__(self, split: Split, class_names: Sequence[str], parent: QWidget | None = None) -> None:
        """A tab that explores models with these test images."""
        super().__init__(parent)
        self._digits = Digits.of_test(split, class_names)
        self._view: LatentView | None = None
        self._palette = next(iter(PALETTES))

        self.plane = CodePlane()
        self.explore = ExploreTool(self.plane)
        self.path = PathTool(self.plane)
        self.draw = DrawTool(self.plane)
        self.select = SelectTool(self.plane)
        self.code = CodeTool(self.plane)
        self._tool: Tool = self.explore
        self.legend = ClassLegend()
        self.axes = AxesChooser()
        self._plane_note = ""
        self._inspectors = QStackedWidget()
        self._make_actions()
        self._lay_out()

        self.set_test_images(split, class_names)
        self.plane.probed.connect(self._probe)
        self.plane.position_clicked.connect(self._click_place)
        self.plane.point_clicked.connect(self._click_point)
        self.plane.region_drawn.connect(self._take_region)
        self.select.drag_changed.connect(self._set_drag)
        self.explore.digit_picked.connect(self.digit_picked)
        self.select.digit_picked.connect(self.digit_picked)
        self.legend.shown_changed.connect(self.plane.set_class_shown)
        self.legend.renamed.connect(self.class_renamed)
        self.axes.changed.connect(self._turn_plane)

    @property
    def class_palette(self) -> str:
        """The name of the class colours, one of `PALETTES`."""
        return self._palette

    @property
    def plane_note(self) -> str:
        """What is said of a plane that does not show all of the codes."""
        return self._plane_note

    @property
    def view(self) -> LatentView | None:
        """What the plane shows; None before a model is shown."""
        return self._view

    # What the window tells this tab

    def set_test_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Explore with other test images; the plane is empty until a model is shown."""
        self._digits = Digits.of_test(split, class_names)
        self._forget()
        self.plane.show_all_classes()
        self.plane.set_class_names(class_names)
        self.legend.set_classes(class_names)
        self._recolor()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        digits = self._digits
        self._digits = Digits(digits.images, digits.labels, tuple(names), digits.test_count)
        self.plane.set_class_names(names)
        self.legend.set_names(names)
        if self._view is not None:
            self._show(replace(self._view, digits=self._digits))

    def show_network(self, model: Autoencoder, codes: Array) -> None:
        """Explore another model; `codes` are those of all test images, (N, latent_dim)."""
        self._forget()
        self.axes.set_dimensions(model.latent_dim)
        self.update_network(model, codes)

    def update_network(self, model: Autoencoder, codes: Array) -> None:
        """Go on exploring the same network, at another moment of its training.

        Args:
            model: that is asked for digits from now on.
            codes: (n, latent_dim) of the first n digits; the others stay where they were, faint.
        """
        codes = np.clip(np.nan_to_num(codes), -_FARTHEST, _FARTHEST)
        self._show(LatentView.after(self._view, model, codes, self._fitted(codes), self._digits))

    def add_training_digits(self, digits: Digits, train_codes: Array, model: Autoencoder) -> None:
        """Show the training digits too, as `model` places them; faint, if another moment of it is on show."""
        if self._view is None:
            return
        view, count = self._view, digits.test_count
        self._digits = digits
        codes, train_codes = view.codes[:count], np.clip(np.nan_to_num(train_codes), -_FARTHEST, _FARTHEST)
        positions = np.concatenate([view.positions[:count], view.plane.place(train_codes)])
        if model is view.model and len(codes) == count:
            codes = np.concatenate([codes, train_codes])
        self._show(replace(view, codes=codes, positions=positions, digits=digits))

    def drop_training_digits(self) -> None:
        """Show the test digits alone."""
        digits, count = self._digits, self._digits.test_count
        self._digits = Digits(digits.images[:count], digits.labels[:count], digits.class_names, count)
        if self._view is not None:
            view = self._view
            shown = replace(view, codes=view.codes[:count], positions=view.positions[:count], digits=self._digits)
            self._show(shown)

    def set_palette(self, name: str) -> None:
        """Choose the class colours by a name of `PALETTES`; the first one where there is no such palette."""
        self._palette = name if name in PALETTES else next(iter(PALETTES))
        self._recolor()
        self.palette_chosen.emit(self._palette)

    @property
    def tools(self) -> Sequence[Tool]:
        """All of them."""
        return list(self._tool_actions)

    @property
    def tool(self) -> Tool:
        """The tool in the hand."""
        return self._tool

    def use(self, tool: Tool) -> None:
        """Take another tool into the hand."""
        self._tool_actions[tool].trigger()

    # What the user does

    @Slot()
    def _take_tool(self) -> None:
        chosen = next(tool for tool, action in self._tool_actions.items() if action.isChecked())
        self._tool.leave()
        self._tool = chosen
        self._inspectors.setCurrentWidget(chosen.inspector)
        self._set_drag()
        chosen.enter()
        self.tool_taken.emit()

    @Slot()
    def _set_drag(self) -> None:
        self.plane.set_drag(self._tool.drag)

    @Slot(float, float)
    def _probe(self, x: float, y: float) -> None:
        if self._view is not None:
            self._tool.probe(x, y)

    @Slot(float, float)
    def _click_place(self, x: float, y: float) -> None:
        if self._view is not None:
            self._tool.click_place(x, y)

    @Slot(int)
    def _click_point(self, index: int) -> None:
        self._tool.click_point(index)

    @Slot(object)
    def _take_region(self, polygon: NDArray[np.float32]) -> None:
        self._tool.take_region(polygon)

    @Slot()
    def _turn_plane(self) -> None:
        """Show other dimensions of the same codes."""
        if self._view is None:
            return
        view = self._view
        self._view = None  # a plane of other axes need not lie like the last one
        self.plane.clear_points()
        self._show(LatentView.after(None, view.model, view.codes, self._fitted(view.codes), view.digits))

    @Slot()
    def _refresh_carpet(self) -> None:
        shown = self.carpet_action.isChecked() and self._view is not None
        self.plane.carpet.set_decoder(self._view.decode if shown and self._view is not None else None)

    # How it is shown

    def _fitted(self, codes: Array) -> LatentMap:
        axes = self.axes.axes
        if axes is not None:
            return LatentMap.of_axes(codes, *axes)
        return LatentMap.fit(codes, like=None if self._view is None else self._view.plane)

    def _show(self, view: LatentView) -> None:
        self._view = view
        self.plane.set_points(view.positions, view.digits.labels[: len(view.positions)], len(view.codes))
        self._name_axes(view)
        self._refresh_carpet()
        for tool in self._tool_actions:
            tool.show(view)

    def _forget(self) -> None:
        """A place of one network's plane means nothing in another's."""
        self._view = None
        self.plane.clear_points()
        self._refresh_carpet()
        for tool in self._tool_actions:
            tool.forget()

    def _recolor(self) -> None:
        colors = class_colors(self._palette, len(self._digits.class_names))
        self.plane.set_class_colors(colors)
        self.legend.set_colors(colors)
        self.select.inspector.set_class_colors(colors)

    def _name_axes(self, view: LatentView) -> None:
        latent_dim, axes = view.model.latent_dim, self.axes.axes
        self._plane_note = ""
        if axes is not None:
            x, y = (fill(self.tr("code {number}"), number=axis + 1) for axis in axes)
            words = self.tr("{share:.0%} of the variance; the other {count} at their mean")
            self._plane_note = fill(words, share=view.plane.variance_shown, count=latent_dim - 2)
        elif latent_dim <= 2:
            x, y = self.tr("code 1"), self.tr("code 2") if latent_dim == 2 else ""
        else:
            x, y = self.tr("component 1"), self.tr("component 2")
            words = self.tr("{share:.0%} of the variance of {count} dimensions")
            self._plane_note = fill(words, share=view.plane.variance_shown, count=latent_dim)
        self.plane.set_axis_names(f"{x} ({self._plane_note})" if self._plane_note else x, y)

    # How it is built

    def _make_actions(self) -> None:
        group = QActionGroup(self)
        self._tool_actions: dict[Tool, QAction] = {}
        for tool, name, key, tip in (
            (self.explore, self.tr("Explore"), "E", self.tr("What the decoder draws under the cursor")),
            (self.path, self.tr("Path"), "P", self.tr("What it draws on the way from one place to another")),
            (self.draw, self.tr("Draw"), "D", self.tr("Draw a digit and see where it lies")),
            (self.select, self.tr("Select"), "S", self.tr("Which digits lie in a part of the plane")),
            (self.code, self.tr("Code"), "C", self.tr("Move each number of a code by itself")),
        ):
            action = self._action(name, key, tip)
            action.triggered.connect(self._take_tool)
            group.addAction(action)
            self._tool_actions[tool] = action
        self._tool_actions[self.explore].setChecked(True)
        self.carpet_action = self._action(
            self.tr("Carpet"), "B", self.tr("What the decoder draws everywhere, behind the points")
        )
        self.carpet_action.toggled.connect(self._refresh_carpet)
        self.names_action = self._action(
            self.tr("Names"), "N", self.tr("The name of each class, in the middle of its points")
        )
        self.names_action.setChecked(True)
        self.names_action.toggled.connect(self.plane.names.setVisible)
        self.all_action = self._action(self.tr("All digits"), "A", self.tr("The training digits' codes too"))
        self.all_action.toggled.connect(self.all_digits_wanted)
        self.fit_action = self._action(self.tr("Fit"), "F", self.tr("Show all points"), checkable=False)
        self.fit_action.triggered.connect(self.plane.fit)
        nothing = self._action(
            self.tr("Select nothing"), "Esc", self.tr("Show all digits alike again"), checkable=False
        )
        nothing.triggered.connect(self.select.clear)

    def _action(self, name: str, key: str, tip: str, checkable: bool = True) -> QAction:
        made = QAction(name, self)
        made.setCheckable(checkable)
        made.setShortcut(key)
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setToolTip(f"{tip} ({key})")
        self.addAction(made)
        return made

    def _lay_out(self) -> None:
        for tool in self._tool_actions:
            self._inspectors.addWidget(tool.inspector)
        beside = SideScroller(self._inspectors)

        tools = FlowLayout()
        for action in self._tool_actions.values():
            tools.addWidget(_button(action))
        tools.add_gap(SPACING)
        for action in (self.carpet_action, self.names_action, self.all_action, self.fit_action):
            tools.addWidget(_button(action))
        tools.add_gap(SPACING)
        tools.addWidget(self.axes)
        tools.add_spring()
        tools.addWidget(self.legend)

        page = QGridLayout(self)
        page.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        page.setSpacing(SPACING)
        page.addLayout(tools, 0, 0)
        page.addWidget(self.plane, 1, 0)
        page.addWidget(beside, 0, 1, 2, 1)
        page.setColumnStretch(0, 1)
        page.setRowStretch(1, 1)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName("tool")
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button
