"""A pad to draw on with a mouse, a pen or a finger."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTabletEvent,
    QTouchEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.widgets.change import Change
from ae_gui.widgets.pictures import add_picture_actions, draw_digit
from ae_model.sentence import Sentence

RESOLUTION = 224  # pixels of the ink: eight for each of MNIST's
PEN = RESOLUTION / 11  # width of a stroke, which makes lines as thick as MNIST's

_KEY_STEPS = 28  # of an arrow key from side to side: a pixel of MNIST each
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_LOWEST = 0.55  # of its side as it was made, where there is little room
_FRAME_MS = 16  # between two signals that the ink has changed


@dataclass(slots=True)
class _Stroke:
    """Positions in the ink, and the width of the pen on the way to each."""

    positions: list[QPointF] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)


class DrawPad(QWidget):
    """White ink on black, of the same resolution on every screen: strokes, or a picture and strokes on it.

    By keyboard, arrows move the pen and Space puts it down, or lifts it.

    Signals:
        ink_changed(): ink was added or taken away; at most once a frame.

    Attributes:
        undo_stack: a stroke, a picture and a clearing each are one step.
    """

    GESTURES_OF = Sentence("On the pad")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Arrow keys"), Sentence("Move the pen")),
        (Sentence("Space"), Sentence("Put the pen down, or lift it")),
    )
    ink_changed = Signal()

    def __init__(self, side: int, parent: QWidget | None = None, *, pen: float = PEN) -> None:
        """An empty pad of `side` logical pixels; `pen` is how many of the ink's own pixels a stroke is wide."""
        super().__init__(parent)
        self._side, self._scale = side, 1.0
        self._pen = pen
        self._strokes: list[_Stroke | QImage] = []
        self._growing: _Stroke | None = None
        self._pen_at: QPointF | None = None  # where the keys have taken it
        self._ink = QImage(RESOLUTION, RESOLUTION, QImage.Format.Format_Grayscale8)
        self._ink.fill(0)
        self.undo_stack = QUndoStack(self)
        self._telling = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._telling.timeout.connect(self.ink_changed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(self.tr("Pad to draw a digit on"))
        self.setAccessibleDescription(self.tr("Arrow keys move the pen; Space puts it down, or lifts it."))
        add_picture_actions(self, "drawing", lambda: self._ink.copy())

    @property
    def ink(self) -> NDArray[np.uint8]:
        """The drawing, (224, 224)."""
        pixels = np.frombuffer(self._ink.constBits(), np.uint8).reshape(RESOLUTION, self._ink.bytesPerLine())
        return pixels[:, :RESOLUTION].copy()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes and self._growing is None

    @Slot()
    def clear(self) -> None:
        """Take all ink away; this can be undone."""
        self._end()  # a key may clear while a pen still draws: undo brings its stroke back too
        if self._strokes:
            self.undo_stack.push(Change(self.tr("Clear"), self.show_strokes, self._strokes, []))

    def forget(self) -> None:
        """Take all ink away for good: the next user cannot bring it back."""
        self.clear()
        self.undo_stack.clear()

    def show_picture(self, ink: NDArray[np.uint8]) -> None:
        """Replace the drawing by a picture of white ink on black, (RESOLUTION, RESOLUTION); this can be undone."""
        self._end()
        pixels = np.ascontiguousarray(ink).tobytes()
        picture = QImage(pixels, RESOLUTION, RESOLUTION, RESOLUTION, self._ink.format()).copy()  # Qt keeps no pixels
        after: list[_Stroke | QImage] = [picture]
        self.undo_stack.push(Change(self.tr("Picture"), self.show_strokes, self._strokes, after))

    def show_strokes(self, strokes: list[_Stroke | QImage]) -> None:
        """Replace the drawing by these strokes, the first of which may be a picture that they lie on."""
        if strokes is self._strokes:
            return
        self._strokes = strokes
        self._ink.fill(0)
        for stroke in [*strokes, self._growing] if self._growing else strokes:
            if isinstance(stroke, QImage):
                self._ink = stroke.copy()
                continue
            for last in range(len(stroke.positions)):
                self._draw(stroke, last)
        self._changed()

    # The user's hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        paper = self.paper
        pen = paper.center() if self._pen_at is None else QPointF(self._pen_at)
        if event.key() in _WAYS:
            pen += QPointF(*_WAYS[Qt.Key(event.key())]) * paper.width() / _KEY_STEPS
            x, y = min(max(pen.x(), paper.left()), paper.right()), min(max(pen.y(), paper.top()), paper.bottom())
            self._pen_at = QPointF(x, y)
            self._go_on(self._pen_at, 1.0)
        elif event.key() == Qt.Key.Key_Space and event.isAutoRepeat():
            return  # a key held down counts once
        elif event.key() == Qt.Key.Key_Space and self._growing is not None:
            self._end()
        elif event.key() == Qt.Key.Key_Space:
            self._pen_at = pen
            self._begin(pen, 1.0)
        else:
            super().keyPressEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._pen_at is not None:
            self._pen_at = None
            self._end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTabletEvent):
            width = 0.5 + 0.5 * event.pressure()  # the lightest pressure draws half the width
        elif isinstance(event, QTouchEvent) or (isinstance(event, QMouseEvent) and _of_left_button(event)):
            width = 1.0
        else:
            return super().event(event)
        if event.isBeginEvent() or event.type() == QEvent.Type.MouseButtonDblClick:  # two strokes in quick succession
            self._begin(event.points()[0].position(), width)
        elif event.isUpdateEvent():
            self._go_on(event.points()[0].position(), width)
        else:
            self._end()
        event.accept()
        return True

    def _begin(self, position: QPointF, width: float) -> None:
        self._end()
        self._growing = _Stroke()
        self._go_on(position, width)

    def _go_on(self, position: QPointF, width: float) -> None:
        if self._growing is None:
            return
        paper = self.paper
        self._growing.positions.append((position - paper.topLeft()) * (RESOLUTION / paper.width()))
        self._growing.widths.append(width * self._pen)
        self._draw(self._growing, len(self._growing.positions) - 1)
        self._changed()

    def _end(self) -> None:
        if self._growing is not None:
            before, self._strokes = self._strokes, [*self._strokes, self._growing]
            self._growing = None
            self.undo_stack.push(Change(self.tr("Stroke"), self.show_strokes, before, self._strokes))

    # How it is drawn

    def _draw(self, stroke: _Stroke, last: int) -> None:
        """Ink the way to one position of a stroke; the first one is a dot."""
        painter = QPainter(self._ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(Qt.GlobalColor.white), stroke.widths[last])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if last == 0:
            painter.drawPoint(stroke.positions[0])
        else:
            painter.drawLine(stroke.positions[last - 1], stroke.positions[last])
        painter.end()

    def _changed(self) -> None:
        self.update()
        if not self._telling.isActive():
            self._telling.start()

    def enlarge(self, scale: float) -> None:
        """Be so many times as large as it was made."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = round(self._scale * self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """As wide as it is to be, and less high where there is no room: what comes of a drawing is to be seen too."""
        return QSize(self.sizeHint().width(), round(_LOWEST * self._side))

    @property
    def paper(self) -> QRectF:
        """The square that is drawn on, in the middle."""
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = self.paper.toRect()
        draw_digit(painter, paper, self._ink, self.palette())
        if self.is_empty:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(paper, how, self.tr("Draw a digit here"))
        if self._pen_at is not None:
            down = self._growing is not None
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 3 if down else 1))
            radius = self._pen * paper.width() / RESOLUTION / 2
            painter.drawEllipse(self._pen_at, radius, radius)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(paper.adjusted(0, 0, -1, -1))
        painter.end()


def _of_left_button(event: QMouseEvent) -> bool:
    moves = event.type() == QEvent.Type.MouseMove
    return moves or event.button() == Qt.MouseButton.LeftButton
