"""What is on show, in the words of the window's title and of its status bar."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.session.session import Session
from ae_gui.words import figure, fill, translated
from ae_model.config_fields import name_of
from ae_model.snapshot import Snapshot

_HALF = 1e-3  # a run keeps its epochs in float16


class Captions(QObject):
    """Keeps both true of the network that is looked at; the next training is the panel's matter."""

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__(parts.window)
        self._on_show, self._data, self._trainer = session.on_show, session.data, session.trainer
        self._over, self._measuring = session.shown_over, session.measuring
        self._window, self._status = parts.window, parts.status
        shown = session.on_show
        moved = shown.replaced, shown.moved, shown.epochs_changed, session.shown_over.captioned
        trained = session.trainer.changed, session.trainer.recipe_changed, session.trainer.ended
        for changed in (*moved, *trained, session.measuring.changed):
            changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Say it again."""
        name = self._name()
        self._window.setWindowTitle(f"{self._title(name)} – Autoencoder Lab")
        self._status.say_on_show(self._words(name))

    def _name(self) -> str:
        network = self._on_show.network
        if network.training is None or network.title or not self._is_in_an_epoch:
            return translated(network.name)
        # Else its number would be that of the epoch before, which has another error on the curve and among the runs.
        words, recipe = self.tr("{name}, stopped in epoch {epoch}"), translated(name_of(network.training))
        return fill(words, name=recipe, epoch=network.snapshot.epoch + 1)

    def _title(self, name: str) -> str:
        network, over = self._on_show.network, self._over.short
        if not self._data.fits(network.snapshot):
            over = fill(self.tr("for images of {shape} pixels"), shape=network.snapshot.config.image_shape)
        return name + (f" ({over})" if over else "")

    def _words(self, name: str) -> str:
        network, config = self._on_show.network, self._on_show.network.snapshot.config
        if not self._data.fits(network.snapshot):
            words = self.tr("Nothing on show: {name} takes images of {shape} pixels")
            return fill(words, name=name, shape=config.image_shape)
        parts = [fill(self.tr("On show: {name}"), name=name)]
        if not self._trainer.running:  # which has its figures beside these
            parts.append("-".join(config.encoder_words))
            parts.append(fill(self.tr("{count:,} parameters"), count=config.parameter_count))
        if (error := self._measuring.test_error) is not None:
            over = self._over.wanted is not None
            words = self.tr("test error {error} over {data}") if over else self.tr("test error {error}")
            parts.append(fill(words, error=figure(error, ".4f"), data=self._data.identity.name))
        return "  ·  ".join(parts)

    @property
    def _is_in_an_epoch(self) -> bool:
        """Whether what is on show is of a training that was stopped after the last epoch that it finished."""
        kept, shown = self._on_show.history.epochs, self._on_show.network.snapshot
        if self._trainer.running or not kept or kept[-1].snapshot.epoch != shown.epoch:
            return False
        return not _are_alike(kept[-1].snapshot, shown)


@lru_cache(maxsize=1)  # all that refreshes the captions asks, and comparing takes 3 ms
def _are_alike(one: Snapshot, other: Snapshot) -> bool:
    """Whether two moments of a network have the same weights, but for how a run keeps them."""
    before, now = one.arrays, other.arrays
    smallest_first = sorted(now, key=lambda name: now[name].size)  # which tell at once that others have been trained on
    return before is now or all(np.allclose(before[name], now[name], _HALF, _HALF**2) for name in smallest_first)
