"""The window in front of an audience: on the whole screen, and in larger letters, with which all lengths grow."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from ae_gui.commands import Commands
from ae_gui.theme import Theme

USUAL = 100  # percent
_SIZES = (90, USUAL, 115, 130, 150, 175, 200)


class Presentation(QObject):
    """Does what the menu View offers for it."""

    def __init__(self, window: QMainWindow, commands: Commands, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._commands, self._theme = window, commands, theme
        window.installEventFilter(self)
        commands.full_screen.triggered.connect(self._fill_screen)
        commands.larger.triggered.connect(lambda: self.show_letters(self._next(larger=True)))
        commands.smaller.triggered.connect(lambda: self.show_letters(self._next(larger=False)))
        commands.usual_size.triggered.connect(lambda: self.show_letters(USUAL))
        self._refresh()

    @property
    def letters(self) -> int:
        """How large all letters are, in percent of the system's size."""
        return round(100 * self._theme.enlargement)

    def show_letters(self, percent: int) -> None:
        """Write in letters of another size, at once and everywhere."""
        self._theme.enlarge(percent / 100)
        self._refresh()

    @Slot(bool)
    def _fill_screen(self, full: bool) -> None:
        state = self._window.windowState() & ~Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | Qt.WindowState.WindowFullScreen if full else state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark whether the window fills the screen, by whatever it came to."""
        if event.type() == QEvent.Type.WindowStateChange and watched is self._window:
            self._commands.full_screen.setChecked(self._window.isFullScreen())
        return super().eventFilter(watched, event)

    def _next(self, larger: bool) -> int:
        if larger:
            return next((size for size in _SIZES if size > self.letters), _SIZES[-1])
        return next((size for size in reversed(_SIZES) if size < self.letters), _SIZES[0])

    def _refresh(self) -> None:
        self._commands.larger.setEnabled(self.letters < _SIZES[-1])
        self._commands.smaller.setEnabled(self.letters > _SIZES[0])
