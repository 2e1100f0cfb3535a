"""The settings of all parts of the window: restored at its start, remembered at its close, reset on demand."""

from collections.abc import Callable
from dataclasses import astuple, replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal, Slot

from ae_gui import preferences as keys
from ae_gui.class_palette import ClassPalette
from ae_gui.later import Later
from ae_gui.motion import want_less
from ae_gui.parts import Parts
from ae_gui.preferences import Key, Preferences, Sorting
from ae_gui.presentation import Presentation
from ae_gui.theme import Choice, Theme
from ae_gui.widgets import file_dialogs
from ae_gui.widgets.layouts import open_with
from ae_model.config import DEFAULT_PRESET, PRESETS, ConfigError, TrainingConfig
from ae_model.image_shape import MNIST_SHAPE

_SOON_MS = 2_000  # after something was chosen, all is written: a program that is killed has not forgotten it

_Setting = tuple[Key[Any], Callable[[], Any], Callable[[Any], object]]  # gives its present value; restores it
_Settings = list[_Setting]


class WindowSettings(QObject):
    """Restores the settings of all parts at a start, and remembers them when the window closes.

    Signals:
        changed(): everything was reset or brought back; what is no part of `Parts` reads its own again.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, theme: Theme, palette: ClassPalette, parts: Parts) -> None:
        super().__init__(parts.window)
        self._preferences, self._theme, self._palette, self._parts = preferences, theme, palette, parts
        self._presentation = Presentation(parts.window, parts.commands, theme)
        # The welcome comes last: to take a tool into the hand hides it.
        welcomed = keys.WELCOMED, lambda: True, parts.welcome.setHidden
        self._all = [*self._of_window(), *self._of_plane(), welcomed]
        for part, settings in self._of_unseen():
            part.then(partial(self._take_in, settings))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.keep)
        parts.commands.less_motion.toggled.connect(want_less)
        theme.changed.connect(palette.tell)  # of whose colours there is a set for each theme

    def _take_in(self, settings: Callable[[Any], _Settings], part: object) -> None:
        """Restore the settings of a part that is made just now; it has those of the file until then."""
        its_own = settings(part)
        self._all += its_own
        self._show(its_own)

    def _show(self, settings: _Settings) -> None:
        for key, _, show in settings:
            show(self._preferences[key])

    def restore(self) -> None:
        """Restore every setting."""
        self._show(self._all)
        self._parts.commands.show_theme(self._theme.choice)
        self._parts.commands.show_language(self._preferences[keys.LANGUAGE])

    @Slot()
    def keep(self) -> None:
        """Remember every setting as it is now."""
        self._gather()
        self._preferences.save()

    @Slot()
    def keep_soon(self) -> None:
        """Remember every setting in a moment, once for all requests until then."""
        self._soon.start()

    @Slot(str)
    def choose_theme(self, choice: Choice) -> None:
        """Change the theme and remember it now: the one in use at the close may be the command line's."""
        self._theme.choose(choice)
        self._preferences[keys.THEME] = choice
        self._soon.start()

    @Slot(str)
    def choose_language(self, choice: str) -> None:
        """Remember the language of the next start."""
        self._preferences[keys.LANGUAGE] = choice
        self._soon.start()

    def reset(self) -> Callable[[], None]:
        """Set everything to its default; returns a function that takes this back, but for later choices."""
        self._gather()
        before = self._preferences.reset()
        self._take()
        self._gather()
        return partial(self._bring_back, before, self._preferences.written)

    def _bring_back(self, before: dict[str, Any], fresh: dict[str, Any]) -> None:
        self._gather()
        now = self._preferences.written
        chosen_since = {name: value for name, value in now.items() if value != fresh.get(name)}
        self._preferences.bring_back(before | chosen_since)
        self._take()

    def _take(self) -> None:
        if self._theme.choice != (theme := self._preferences[keys.THEME]):  # to draw all anew takes a moment
            self._theme.choose(cast(Choice, theme))  # the key knows no others
        if not self._preferences[keys.GUIDE_SHOWN]:
            self._parts.guide_dock.hide()  # first: it puts the page and the tool back that were there before it
        self.restore()
        self._preferences.save()
        self.changed.emit()

    def _gather(self) -> None:
        for key, now, _ in self._all:
            self._preferences[key] = now()

    # What there is

    def _of_window(self) -> _Settings:
        parts = self._parts
        return [
            (keys.GEOMETRY, lambda: bytes(parts.window.saveGeometry().data()), self._place_window),
            (keys.TAB, lambda: parts.tabs.name, parts.tabs.go_to),
            (keys.FOLDERS, file_dialogs.folders, file_dialogs.begin_in),
            # Who was here until the window closed, or changed a setting, is no newcomer.
            (keys.GUIDE_SHOWN, lambda: not parts.guide_dock.isHidden(), parts.guide_dock.setVisible),
            (keys.EPOCHS_A_SECOND, lambda: parts.slider.epochs_a_second, parts.slider.choose_speed),
            (keys.TRAILS, parts.slider.trails_action.isChecked, parts.slider.trails_action.setChecked),
            (keys.LETTERS, lambda: self._presentation.letters, self._presentation.show_letters),
            (keys.LESS_MOTION, parts.commands.less_motion.isChecked, parts.commands.less_motion.setChecked),
            (keys.GUIDE_STEP, lambda: parts.guide.number, parts.guide.go_to),
            (keys.STEPS_A_SECOND, lambda: parts.commands.steps_a_second, parts.commands.choose_speed),
        ]

    def _of_plane(self) -> _Settings:
        latent, palette = self._parts.latent, self._palette
        return [
            (keys.PALETTE, lambda: palette.name, palette.choose),
            (keys.TOOL, lambda: latent.tool.name, latent.use_named),
            (keys.CARPET, latent.carpet_action.isChecked, latent.carpet_action.setChecked),
            (keys.NOISE_ARROWS, latent.arrows_action.isChecked, latent.arrows_action.setChecked),
            (keys.NAMES, latent.names_action.isChecked, latent.names_action.setChecked),
            (keys.TRUE_SCALE, latent.choice.true_scale.isChecked, latent.choice.true_scale.setChecked),
            (keys.AXES, latent.choice.axes.isChecked, latent.choice.axes.setChecked),
        ]

    def _of_unseen(self) -> list[tuple[Later[Any], Callable[[Any], _Settings]]]:
        """The settings of parts that are made later, by these parts."""
        parts = self._parts
        return [
            *self._of_tools(),
            (
                parts.unseen.panel,
                lambda panel: [
                    (keys.RECIPE, self._recipe, self._show_recipe),
                    (keys.MORE_OF_RECIPE, panel.more.isChecked, panel.more.setChecked),
                ],
            ),
            (
                parts.unseen.training,
                lambda training: [
                    (keys.LOG_SCALE, training.plot.log.isChecked, training.plot.log.setChecked),
                    (keys.SMOOTHING, training.plot.smoothing.value, training.plot.smoothing.setValue),
                ],
            ),
            (
                parts.unseen.comparison,
                lambda comparison: [(keys.COMPARISON_PAGE, lambda: comparison.page, comparison.show_page)],
            ),
            (
                parts.unseen.runs,
                lambda runs: [
                    (keys.RUNS_SORTED, lambda: Sorting(*runs.table.sorting), lambda by: runs.table.sort(*astuple(by))),
                    (keys.RUNS_ROWS, runs.rows.sizes, runs.rows.setSizes),
                    (keys.RUNS_COLUMNS, runs.columns.sizes, runs.columns.setSizes),
                ],
            ),
        ]

    def _of_tools(self) -> list[tuple[Later[Any], Callable[[Any], _Settings]]]:
        tools = self._parts.latent.tools
        return [
            (
                tools.select.beside,
                lambda shapes: [
                    (
                        keys.LASSO,
                        shapes.lasso_button.isChecked,
                        lambda lasso: (shapes.lasso_button if lasso else shapes.rectangle_button).setChecked(True),
                    ),
                ],
            ),
            (
                tools.path.beside,
                lambda path: [
                    (
                        keys.PATH_NEAR_DATA,
                        lambda: path.way.currentIndex() == 1,
                        lambda near: path.way.setCurrentIndex(int(near)),
                    ),
                    (keys.PATH_FRAMES, path.count.value, path.count.setValue),
                ],
            ),
        ]

    # How a part of it is read or shown, where that takes more than a word

    def _place_window(self, geometry: bytes) -> None:
        window = self._parts.window
        if not (geometry and window.restoreGeometry(QByteArray(geometry))):
            if window.isVisible():
                window.showNormal()
            open_with(window, 1280, 800)

    def _recipe(self) -> TrainingConfig | None:
        """The panel's recipe for MNIST, which the next start opens; the last valid recipe if this one is not."""
        try:
            return replace(self._parts.unseen.panel.now.config().for_images(MNIST_SHAPE), dataset="mnist")
        except ConfigError:
            return self._preferences[keys.RECIPE]

    def _show_recipe(self, recipe: TrainingConfig | None) -> None:
        if self._parts.unseen.panel.now.can_be_changed:  # while it trains, the panel says with what
            self._parts.unseen.panel.now.set_config(recipe or PRESETS[DEFAULT_PRESET].config)
