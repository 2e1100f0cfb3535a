"""Explore: the decoder asked about the position under the cursor, and digits kept or picked by a click."""

import numpy as np
from PySide6.QtCore import QTimer, Signal, Slot

from ae_gui.in_turns import InTurns
from ae_gui.latent_flow import OfCode, OfDigit, OfNoisy, Question
from ae_gui.latent_view import LatentView
from ae_gui.tools.tool import Tool, picked_words
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.explore_inspector import ExploreInspector
from ae_gui.words import fill
from ae_model.elbo import share_farther
from ae_model.latent_map import Familiarity
from ae_model.metrics import mean_squared_error
from ae_model.snapshot import Array

_REST_MS = 50  # from a moment of a training that is shown to how far from its codes the probe is
_SAMPLES, _SHEET = 4, 10  # rows and columns of digits that are drawn from the prior, beside the plane and on a sheet


class ExploreTool(Tool[ExploreInspector]):
    """Answers a mouse that wanders over the plane.

    Signals:
        digit_picked(index): a click on the point of this digit.
    """

    name, key, drawing = "explore", "E", "mouse-pointer-2"
    digit_picked = Signal(int)

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, ExploreInspector)
        self.title, self.tip = self.tr("Explore"), self.tr("What the network draws under the cursor")
        self.undo_stack = self.inspector.kept.undo_stack
        self._position: tuple[float, float] | None = None
        self._gone = False  # whether the cursor has left the plane
        self._picked: int | None = None
        self._kept: tuple[float, float] | None = None  # at true scale; None since a digit was picked
        self._marked: tuple[tuple[float, float] | None, str] = None, ""
        # What the codes of a moment are like takes as long as all else that is shown of it: it comes later, in turns.
        self._familiarity: Familiarity | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._begin_measuring)
        self._turns = InTurns(self)
        self._turns.done.connect(self._take_measure)
        self._rng = np.random.default_rng()
        self._sampled: Array | None = None  # codes, (n, latent_dim)
        self.inspector.sample.clicked.connect(self._sample)
        self.inspector.noise.changed.connect(self._refresh_probe)
        self.inspector.kept.position_chosen.connect(self._revisit)
        plane.left.connect(self._let_go)

    def show(self, view: LatentView) -> None:
        if self._view is None or not np.array_equal(view.codes, self._view.codes):
            self._drop_measure()
            if self._active and self._position is not None:
                self._rest.start()
        super().show(view)

    def _refresh(self) -> None:
        self._refresh_probe()
        self._refresh_picked()
        self._mark_kept()
        self._refresh_samples()

    def forget(self) -> None:
        self._view = self._position = self._picked = self._kept = None
        self._drop_measure()
        self._mark(None)
        self._plane.set_posterior(None)
        self.inspector.clear()

    def enter(self) -> None:
        super().enter()
        self._mark(*self._marked)

    def leave(self) -> None:
        super().leave()
        self._plane.set_posterior(None)

    def probe(self, x: float, y: float) -> None:
        self._position, self._gone = None if self._view is None else (x, y), False
        self._refresh_probe()

    def click_position(self, x: float, y: float) -> None:
        if self._view is not None:
            self._kept = self._view.true(x, y)
            self.inspector.kept.keep(self._view.decode(np.array([[x, y]], np.float32))[0], self._kept)
            self._mark_kept()
            self._plane.pulse_mark()

    def click_point(self, index: int) -> None:
        self._picked, self._kept = index, None
        self._refresh_picked()
        self._plane.pulse_mark()
        self._ask(OfDigit(index))
        self.digit_picked.emit(index)

    @Slot(float, float)
    def _revisit(self, x: float, y: float) -> None:
        if self._view is not None:
            self._kept = x, y
            self.probe(*self._view.where_seen(x, y))
            self._mark_kept()
            self._plane.pulse_mark()

    def _mark_kept(self) -> None:
        if self._kept is not None and self._view is not None:
            self._mark(self._view.where_seen(*self._kept), self.tr("kept"))

    def _mark(self, position: tuple[float, float] | None, words: str = "") -> None:
        self._marked = position, words
        if self._active:
            self._plane.mark(position, words)

    def _ask(self, question: Question) -> None:
        if self._active:
            self.asked.emit(question)

    @Slot()
    def _let_go(self) -> None:
        self._gone = True
        self._refresh_probe()

    @Slot()
    def _refresh_probe(self) -> None:
        if self._position is None or self._view is None:
            return
        view = self._view
        code = view.lift(*self._position)
        farther = share_farther(code) if view.has_prior else None
        distance = None
        if self._familiarity is not None:
            distance = self._familiarity.distance(code)
        elif not self._rest.isActive() and not self._turns.is_busy:
            self._begin_measuring()
        self.inspector.show_probe(view.drawn(code), distance, farther)
        nearest = self._plane.nearest(*self._position)
        # A digit that was picked is asked about while the cursor is with it, and when it has gone.
        of_picked = self._picked is not None and (nearest == self._picked or self._gone)
        of_whom = self._picked if of_picked else nearest
        self._plane.set_posterior(None if of_whom is None else view.posterior(of_whom))
        if of_whom is not None and self.inspector.noise.strength > 0:
            noisy = view.under_noise(view.digits.images[of_whom][None], self.inspector.noise.strength)
            self.inspector.show_noisy((noisy[0], view.model.reconstruct(noisy)[0]))
            self._ask(OfNoisy(of_whom, noisy[0]))
            return
        self.inspector.show_noisy(None)
        if self._picked is not None and of_picked:
            self._ask(OfDigit(self._picked))
        else:
            self._ask(OfCode(code, nearest))

    @Slot()
    def _begin_measuring(self) -> None:
        if self._view is not None:
            self._turns.begin(Familiarity.fitting(self._view.codes))

    @Slot(object)
    def _take_measure(self, familiarity: Familiarity) -> None:
        self._drop_measure()
        self._familiarity = familiarity
        self._refresh_probe()

    def _drop_measure(self) -> None:
        self._rest.stop()
        self._turns.give_up()
        self._familiarity = None

    @Slot()
    def _sample(self) -> None:
        """Draw other codes from the prior."""
        if self._view is not None and self._view.has_prior:
            self._sampled = self._rng.standard_normal((_SAMPLES**2, self._view.model.latent_dim), np.float32)
            self._refresh_samples()

    def _refresh_samples(self) -> None:
        """Show what the network draws of the same codes of the prior as before."""
        view = self._view
        if view is None or not view.has_prior:
            self.inspector.show_samples(None)
        elif self._sampled is None or self._sampled.shape[1] != view.model.latent_dim:
            self._sample()
        else:
            self.inspector.show_samples(_side_by_side(view.model.decode(self._sampled), _SAMPLES))

    def sheet(self) -> Array:
        """A hundred digits that are drawn from the prior, those that are seen first: (10 H, 10 W)."""
        assert self._view is not None and self._sampled is not None
        others = self._rng.standard_normal((_SHEET**2 - len(self._sampled), self._sampled.shape[1]), np.float32)
        return _side_by_side(self._view.model.decode(np.concatenate([self._sampled, others])), _SHEET)

    def _refresh_picked(self) -> None:
        if self._picked is None or self._view is None or not self._view.shows(self._picked):
            return
        view, index = self._view, self._picked
        image = view.digits.images[index]
        error = mean_squared_error(view.model, image[None])
        words = fill(self.tr("{about}\nMean squared error {error:.4f}"), about=self._about(index), error=error)
        self.inspector.show_picked((image, view.model.reconstruct(image[None])[0], words))
        self._mark(self._plane.point(index), picked_words(view, index))

    def _about(self, index: int) -> str:
        assert self._view is not None
        name, number = self._view.digits.class_name(index), self._view.digits.train_index(index)
        if number is None:
            words = fill(self.tr("Test image {index:,}"), index=index)
        else:
            words = fill(self.tr("Training image {index:,}"), index=number)
        return fill(self.tr("Class {name}"), name=name) + f"\n{words}" if self._view.digits.has_classes else words


def _side_by_side(images: Array, columns: int) -> Array:
    """Images, (n * columns, H, W), as one: (n H, columns W)."""
    rows = images.reshape(-1, columns, *images.shape[1:])
    return np.concatenate(np.concatenate(rows, axis=1), axis=1)
