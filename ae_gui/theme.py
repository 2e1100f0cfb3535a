"""Light and dark: two palettes of Qt's own roles, the letters, the icons, and the few sizes that all parts share.

Widgets that draw for themselves take every colour from their palette and redraw on `PaletteChange`, so a
new theme reaches them as it reaches Qt's own. Roles beyond the plain ones: `Accent` is the one colour that
asks for attention, `PlaceholderText` is quiet text, `Mid` is hairlines and plot grids.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Literal, get_args

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ae_gui import fonts
from ae_gui.style_sheet import STYLE_SHEET
from ae_model.resources import resource

Choice = Literal["system", "light", "dark"]

MARGIN = 12  # around a page
SPACING = 8  # between things that belong together
# The sizes of letters, in logical pixels where the system's are of the usual size. A page has one number, or one
# sentence, that is LARGE; what is read first of a part is its TITLE; BODY is what all else is written in.
SMALL, BODY, TITLE, LARGE = 12, 13, 18, 28
_SYSTEM_LETTERS = 12  # logical pixels of the letters of most systems, beside which Inter of 13 is as wide
_DISABLED = 180  # alpha, of 255, of quiet text that cannot be used now: seen to be so, and still read

YOURS = QColor("#ffd166")  # the dot in the logo: what the user has drawn, picked or made, in both themes

_ROLES = QPalette.ColorRole
_COLORS = {  # light, dark
    _ROLES.Window: ("#f5f5f7", "#1b1c20"),
    _ROLES.WindowText: ("#1d1d21", "#ececf1"),
    _ROLES.Base: ("#ffffff", "#26272d"),
    _ROLES.AlternateBase: ("#f0f0f3", "#2e2f36"),
    _ROLES.Text: ("#1d1d21", "#ececf1"),
    _ROLES.PlaceholderText: ("#5f6069", "#a9aab4"),
    _ROLES.Button: ("#ffffff", "#34353d"),
    _ROLES.ButtonText: ("#1d1d21", "#ececf1"),
    _ROLES.ToolTipBase: ("#1d1d21", "#ececf1"),
    _ROLES.ToolTipText: ("#ffffff", "#1b1c20"),
    _ROLES.Accent: ("#2257c9", "#86acff"),
    _ROLES.Highlight: ("#2257c9", "#3f6fd8"),
    _ROLES.HighlightedText: ("#ffffff", "#ffffff"),
    _ROLES.Link: ("#2257c9", "#86acff"),
    _ROLES.BrightText: ("#b3261e", "#ff8a80"),
    _ROLES.Light: ("#ffffff", "#4a4b55"),
    _ROLES.Midlight: ("#e6e6ea", "#3a3b43"),
    _ROLES.Mid: ("#d5d5db", "#44454f"),
    _ROLES.Dark: ("#b9b9c2", "#5b5c66"),
    _ROLES.Shadow: ("#8b8b94", "#7d7e89"),
}


class _Letters(QObject):
    """Tells, once for all windows, that letters of another size are in use.

    Signals:
        changed(): what a widget measured with the former ones is to be measured again.
    """

    changed = Signal()


letters = _Letters()


class Theme(QObject):
    """Applies one of the two palettes, and the letters, to the application, and follows the system where asked.

    Signals:
        changed(): everything has the colours of the other palette.

    Attributes:
        choice: what the user chose; "system" may be either.
        enlargement: of all letters, and so of all lengths that go through `grown`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        """The theme `choice`, or the system's where that is no `Choice`: settings may have been written by hand."""
        super().__init__(app)
        self._app = app
        self.choice: Choice = next((known for known in get_args(Choice) if known == choice), "system")
        self.enlargement = 1.0
        app.setStyle("Fusion")
        fonts.load()
        self.enlarge(1.0)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Change the theme at once."""
        self.choice = choice
        self._apply()

    def enlarge(self, enlargement: float) -> None:
        """Write in letters so many times as large as the system's size asks for, in every window at once."""
        if self.enlargement == enlargement and self._app.font().family() == fonts.FAMILY:
            return  # to measure all anew takes a moment
        self.enlargement = enlargement
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font = QFont(fonts.FAMILY)
        font.setPointSizeF(QFontInfo(system).pointSizeF() * BODY / _SYSTEM_LETTERS * enlargement)
        self._app.setFont(font)
        if self._app.styleSheet():
            self._app.setStyleSheet(STYLE_SHEET)  # which holds on to the letters that it was set with
        letters.changed.emit()

    @contextmanager
    def applied_afterwards(self) -> Iterator[None]:
        """Let a window be built without the style sheet, which styles each part anew that is put into another."""
        self._app.setStyleSheet("")
        yield
        self._app.setStyleSheet(STYLE_SHEET)

    @Slot()
    def _follow_system(self) -> None:
        if self.choice == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self.choice == "dark" or (
            self.choice == "system" and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self._app.setPalette(palette(dark))
        self._app.setStyleSheet(STYLE_SHEET)  # after each change: a style sheet holds on to the palette it was set with
        self.changed.emit()


def palette(dark: bool) -> QPalette:
    """The colours of one of the two themes; tests/test_theme.py holds every text of them against its ground."""
    made = QPalette()
    for role, (in_light, in_dark) in _COLORS.items():
        made.setColor(role, QColor(in_dark if dark else in_light))
    quiet = made.color(_ROLES.PlaceholderText)
    quiet.setAlpha(_DISABLED)
    for role in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    return made


def is_dark(palette: QPalette) -> bool:
    """Whether what is drawn is drawn on a dark ground."""
    return palette.color(_ROLES.Base).lightness() < 128


def ink_on(color: QColor) -> QColor:
    """Black or white: what is read better on a colour."""
    parts = color.redF(), color.greenF(), color.blueF()
    linear = [((part + 0.055) / 1.055) ** 2.4 if part > 0.04 else part / 12.92 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return QColor("white" if luminance < 0.179 else "black")  # where both have the same contrast


def grown(length: int) -> int:
    """A length in logical pixels that is drawn for letters of the usual size, for the letters that are in use."""
    return round(length * max(1.0, QFontInfo(QApplication.font()).pixelSize() / BODY))


def as_letters(fit: Callable[[], object]) -> None:
    """Call a widget's method now, and whenever letters of another size are in use: to it lengths are fixed."""
    fit()
    letters.changed.connect(fit)


def sized(font: QFont, step: int) -> QFont:
    """`font` in one of the sizes SMALL, BODY, TITLE and LARGE, as large as the letters in use ask for."""
    font = QFont(font)
    font.setPointSizeF(QApplication.font().pointSizeF() * step / BODY)
    return font


def strong(font: QFont) -> QFont:
    """`font` in the weight of titles and of large numbers."""
    font = QFont(font)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def tabular(font: QFont) -> QFont:
    """`font` with figures of one width, so that a changing number does not shake the text beside it."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def plane_icon(preset: str) -> QIcon:
    """A small picture of the plane of a preset, as its trained network lays it out."""
    return QIcon(str(resource("pretrained", f"{preset}.png")))


def icon(name: str, palette: QPalette, role: QPalette.ColorRole = _ROLES.ButtonText) -> QIcon:
    """The line drawing `resources/icons/<name>.svg` in a role of the palette, and in `Accent` where it is on."""
    drawn = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        on = _ROLES.Accent if mode == QIcon.Mode.Normal else _ROLES.ButtonText
        off = role if mode == QIcon.Mode.Normal else _ROLES.ButtonText
        drawn.addPixmap(_drawing(name, palette.color(group, off).rgba()), mode, QIcon.State.Off)
        drawn.addPixmap(_drawing(name, palette.color(group, on).rgba()), mode, QIcon.State.On)
    return drawn


@lru_cache(maxsize=256)
def _drawing(name: str, rgba: int) -> QPixmap:
    pixmap = QPixmap(_lines(name))
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor.fromRgba(rgba))
    painter.end()
    return pixmap


@cache
def _lines(name: str) -> QPixmap:
    """The drawing in whatever colour: to read it takes longer than to colour it."""
    pixmap = QPixmap(QSize(64, 64))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(resource("icons", f"{name}.svg"))).render(painter)
    painter.end()
    return pixmap
