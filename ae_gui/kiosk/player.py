"""What the fair mode plays when nobody is there: a walk and a training take turns."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_WALK_MS, _LONGEST_TRAINING_MS, _SHOW_TRAINED_MS = 40_000, 90_000, 8_000


class Player(QObject):
    """Says what is played next.

    Signals:
        walk_wanted(), training_wanted(): it is the turn of a walk, or of a training.

    Attributes:
        playing: whether it plays.
        can_train: whether a training may have a turn.
    """

    walk_wanted = Signal()
    training_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.playing = self.can_train = False
        self._walks = False
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.take_turn)

    def start(self) -> None:
        """Play from now on, a walk first."""
        self.playing, self._walks = True, False
        self.take_turn()

    def stop(self) -> None:
        """Play no more."""
        self.playing = False
        self._clock.stop()

    @Slot()
    def take_turn(self) -> None:
        """Go on to what comes next."""
        self._walks = not (self._walks and self.can_train)
        self._clock.start(_WALK_MS if self._walks else _LONGEST_TRAINING_MS)
        (self.walk_wanted if self._walks else self.training_wanted).emit()

    def end_training(self) -> None:
        """Let the result of the training that was played be seen for a while, before the next turn."""
        if self.playing and not self._walks:
            self._clock.start(_SHOW_TRAINED_MS)
