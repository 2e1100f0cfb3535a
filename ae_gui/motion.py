"""Whether things on the screen move, and the one way in which they do: a quarter of a second, slower towards its end.

Movement explains, and makes some people ill. So nothing moves where the system asks for less motion, or where the user
does; whoever moves something asks `moves` each time, or lets a `Tween` ask.
"""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication

MILLISECONDS = 250  # of one movement
STILL = "AUTOENCODER_LAB_STILL"  # in the environment: nothing moves, as in tests, where pictures must be the same

_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION of winuser.h

_less = False


def moves() -> bool:
    """Whether things may move now."""
    return not (_less or STILL in os.environ or _system_wants_less())


def want_less(less: bool) -> None:
    """Let nothing move from now on, whatever the system says; or leave it to the system again."""
    global _less
    _less = less


class Tween(QVariantAnimation):
    """A movement from 0 to 1, which begins anew whenever it is asked to; without motion it is at 1 at once."""

    def __init__(self, advance: Callable[[float], object], parent: QObject, milliseconds: int = MILLISECONDS) -> None:
        """A movement that tells `advance` how far it is."""
        super().__init__(parent, startValue=0.0, endValue=1.0, duration=milliseconds)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._advance = advance
        self.valueChanged.connect(self._tell)

    @property
    def under_way(self) -> bool:
        """Whether it has begun and is not at its end."""
        return self.state() == self.State.Running

    def begin(self) -> None:
        """Move from 0 to 1, wherever it is now."""
        self.stop()
        if moves():
            self.start()
        else:
            self._advance(1.0)
            self.finished.emit()

    def settle(self) -> None:
        """Be at the end now, if it is under way."""
        if self.under_way:
            self.setCurrentTime(self.duration())

    def _tell(self, share: float) -> None:
        if self.under_way:  # Qt tells of the value at rest too
            self._advance(share)


def _system_wants_less() -> bool:
    """What the system was asked for: Qt 6.12 tells, and Windows."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", lambda: None)()
    preference = getattr(hints, "motionPreference", None)
    if preference is not None and "Reduce" in str(preference()):
        return True
    if sys.platform == "win32":
        import ctypes

        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animated), 0)
        return not animated.value
    return False
