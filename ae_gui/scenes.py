"""Sets the window up for each lesson of the guide, and gives the user back what was there before.

A lesson says what it needs; what is missing is brought one thing after the other, and each thing that has come, a data
set, a network, the end of a training, asks what is missing next.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, QTimer, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.networks import Network, shipped_network
from ae_gui.parts import Parts
from ae_gui.preferences import ComparisonPage, RecentItem
from ae_gui.session.open_data import MNIST
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.session.trainer import Ending
from ae_gui.widgets.guide_panel import Lesson, Stage
from ae_gui.widgets.ring import WidgetRing
from ae_gui.words import fill
from ae_model.config import PRESETS, ConfigError, TrainingConfig

_RING = 3  # logical pixels
_BOTH = 0.3  # share of the votes that each of the two classes of the challenge has at a place between them
_FOUR, _NINE = 4, 9


@dataclass(frozen=True, slots=True)
class _Own:
    """What was the user's when the guide was opened."""

    source: str
    network: Network
    run: Path | None
    epoch: int | None
    recipe: TrainingConfig | None
    page: str
    tool: str
    grid: bool
    arrows: bool
    true_scale: bool
    comparison_page: ComparisonPage
    part: QRectF | None  # of the plane
    training: Path | None = None  # the run of a training that the guide has stopped
    paused: bool = False
    selected: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))


class Scenes(QObject):
    """Has the window show what the open lesson is about, and what is the user's own once the guide is closed."""

    def __init__(self, session: Session, opening: Opening, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._opening, self._parts = session, opening, parts
        self._own: _Own | None = None  # while the guide is open, and until all of it is back
        self._wanted: Lesson | None = None
        self._leaving = False
        self._trains = self._begun = False  # a training of the guide is under way; it has done one step alone
        self._showed_recipe = False  # the guide's, in the panel
        self._coming: _Own | None = None  # whose run is on its way back, with which another page comes
        self._pausing = False  # the user's training, once it goes on
        self._epoch: int | None = None  # to be looked at again, once the epochs of its run are here
        self._ring = WidgetRing(_RING, self)
        parts.guide.opened.connect(self._show)
        parts.guide.asked.connect(self._act)
        parts.guide.finished.connect(parts.guide_dock.hide)
        parts.guide_dock.visibilityChanged.connect(self._hide)
        parts.guide_dock.toggleViewAction().triggered.connect(self._open)
        parts.latent.plane.position_clicked.connect(self._judge)
        parts.latent.plane.point_clicked.connect(lambda index: self._judge(*parts.latent.plane.point(index)))
        trainer, on_show = session.trainer, session.on_show
        trainer.ended.connect(self._take_end)
        trainer.training_started.connect(self._pause_again)
        on_show.epochs_changed.connect(self._look_again)
        opening.run_shown.connect(self._turn_back)
        for come in (session.data.loaded, session.loaded, session.engine.ready, session.engine.missing):
            come.connect(self._go_on)
        # Once all views have taken it: a page that comes into sight would show the one before it first. And by a timer:
        # what the mouse and other timers have to say comes between two steps that take a frame each.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        on_show.replaced.connect(lambda: self._soon.start())

    @Slot(bool)
    def _open(self, shown: bool) -> None:
        if shown:
            self._show(self._parts.guide.lesson)

    @Slot(bool)
    def _hide(self, shown: bool) -> None:
        if not shown and self._own is not None and self._parts.guide_dock.isHidden():  # and not with the window
            self._leave()

    @Slot(Lesson)
    def _show(self, lesson: Lesson) -> None:
        """Bring what a lesson needs that the user has turned to; a guide that was open at the start waits for that."""
        self._leaving = False
        self._own = self._own or self._users()
        self._wanted = lesson
        self._ring.put_around(None)
        self._go_on()

    @property
    def ringed(self) -> QWidget | None:
        """What the lesson speaks of; None while it is not there yet."""
        return self._ring.around

    def is_set_up(self) -> bool:
        """Whether nothing is on its way to what the lesson needs, or back to what is the user's."""
        return self._wanted is None and not self._leaving

    def put_recipe_back(self) -> None:
        """Show the user's own recipe again, if that of the guide is shown; the window may be closing."""
        panel, own = self._parts.unseen.panel, self._own
        if self._showed_recipe and own is not None and own.recipe is not None and panel.now.can_be_changed:
            self._showed_recipe = False
            panel.now.set_config(own.recipe)

    def _put_page_back(self) -> None:
        """Show the user's own page, tool and switches again."""
        self._wanted, own = None, self._own
        if own is None:
            return
        parts, latent = self._parts, self._parts.latent
        self._ring.put_around(None)
        parts.unseen.comparison.now.show_page(own.comparison_page)
        latent.use_named(own.tool)
        latent.carpet_action.setChecked(own.grid)
        latent.arrows_action.setChecked(own.arrows)
        latent.choice.true_scale.setChecked(own.true_scale)
        parts.tabs.go_to(own.page)

    # What is missing

    @Slot()
    def _go_on(self) -> None:
        if self._leaving:
            self._put_back()
        elif (lesson := self._wanted) is not None and self._is_ready_for(lesson):
            self._wanted = None
            self._set(lesson)

    def _is_ready_for(self, lesson: Lesson) -> bool:
        """Whether a lesson's network is there; if not, the next thing that is missing is on its way."""
        session, guide, stage = self._session, self._parts.guide, lesson.stage
        if stage is not Stage.LEARNT and session.engine.why_not:
            guide.remark(session.engine.why_not)
            stage = Stage.LEARNT
        if session.trainer.running and not self._serves(stage):
            if self._trains or session.trainer.can_be_resumed:
                self._stop()
            else:
                guide.remark(self.tr("Your training is not saved yet: this step is possible once it has ended."))
            return False
        if session.data.source != MNIST or not session.data.fits(session.on_show.now.snapshot):
            if not session.data.loading:
                self._opening.open_dataset(MNIST)
            return session.data.source == MNIST and session.data.fits(session.on_show.now.snapshot)
        if stage is Stage.LEARNT:
            if not self._is_learnt(session.on_show.network, lesson.preset):
                self._opening.open_network(shipped_network(lesson.preset))
            return self._is_learnt(session.on_show.network, lesson.preset)
        if not session.is_loaded:
            guide.remark(self.tr("What training needs is being loaded …"))
            return False
        guide.remark("")
        if not self._trains:
            self._train()
        elif stage is Stage.TRAINING and session.trainer.paused:
            session.trainer.toggle()
            self._begun = False
        return session.on_show.now.training is session.trainer.config  # its first moment has come

    def _serves(self, stage: Stage) -> bool:
        """Whether the training under way is what a stage needs."""
        return self._trains and (stage is Stage.TRAINING or (stage is Stage.BEGUN and self._begun))

    def _is_learnt(self, network: Network, preset: str) -> bool:
        """Whether a network is the one of a preset that ships, at its end."""
        training = network.training
        is_whole = training is not None and (training.preset, training.epochs) == (preset, network.snapshot.epoch)
        return is_whole and self._session.on_show.run is None

    def _stop(self) -> None:
        trainer = self._session.trainer
        if not self._trains and self._own is not None:
            self._own = replace(self._own, paused=trainer.paused)
        trainer.stop()

    def _train(self) -> None:
        """Begin a training that is written nowhere: it is the guide's and not the user's."""
        session, panel = self._session, self._parts.unseen.panel.now
        dataset = session.data.dataset
        assert dataset is not None and self._wanted is not None
        device = self._own.recipe.device if self._own is not None and self._own.recipe is not None else "auto"
        config = replace(PRESETS["seed-2d"].config, device=device)
        panel.set_config(config)
        self._showed_recipe = True
        self._trains, self._begun = True, self._wanted.stage is Stage.BEGUN
        session.trainer.start(config, dataset, one_step=self._begun)

    @Slot(Ending)
    def _take_end(self, ending: Ending) -> None:
        if self._trains:
            self._trains = self._begun = False
        elif self._own is not None and (self._wanted is not None or self._leaving):  # the guide has stopped it
            self._own = replace(self._own, training=ending.folder)
        self._go_on()

    # What a lesson shows

    def _set(self, lesson: Lesson) -> None:
        parts, latent = self._parts, self._parts.latent
        latent.use_named(lesson.tool)
        latent.carpet_action.setChecked(lesson.grid)
        latent.arrows_action.setChecked(lesson.arrows)
        parts.tabs.go_to(lesson.page)
        if lesson.page == "latent":
            latent.plane.fit()
        elif lesson.page == "network":
            page = parts.unseen.network.now
            page.select_code() if lesson.part in ("layers", "divergences", "dictionary") else page.diagram.select(0)
        elif lesson.page == "comparison":
            compared = ComparisonPage.DIMENSIONS if lesson.part == "curve" else ComparisonPage.PLANES
            parts.unseen.comparison.now.show_page(compared)
        self._ring.put_around(self._part(lesson.part))

    def _part(self, name: str) -> QWidget:
        parts, latent = self._parts, self._parts.latent
        spoken_of: dict[str, Callable[[], QWidget]] = {
            "flow": lambda: latent.flow.strip,
            "plane": lambda: latent.plane,
            "sample": lambda: latent.tools.explore.inspector.sample,
            "pad": lambda: latent.tools.draw.inspector.pad,
            "layers": lambda: parts.unseen.network.now.diagram,
            "divergences": lambda: parts.unseen.network.now.divergences,
            "dictionary": lambda: parts.unseen.network.now.firing,
            "units": lambda: parts.unseen.network.now.sheet,
            "loss": lambda: parts.unseen.training.now.plot,
            "copies": lambda: parts.unseen.training.now.grid,
            "planes": lambda: parts.unseen.comparison.now.planes,
            "curve": lambda: parts.unseen.comparison.now.curve,
        }
        return spoken_of[name]()

    @Slot(Lesson)
    def _act(self, lesson: Lesson) -> None:
        """Do what the button of a lesson says: show it with the other network, draw samples, or silence a unit."""
        if lesson.other:
            self._show(replace(lesson, preset=lesson.other))
        elif lesson.part == "dictionary" and self.is_set_up():
            page = self._parts.unseen.network.now
            page.order.setCurrentIndex(1)  # by activation
            page.sheet.go_to(0)
            page.firing.silence.click()
        elif self.is_set_up():
            self._parts.latent.tools.explore.inspector.sample.click()

    @Slot(float, float)
    def _judge(self, x: float, y: float) -> None:
        """Say whether a place is one between the two classes of the challenge."""
        guide, view = self._parts.guide, self._parts.latent.view
        if self._own is None or self._leaving or not guide.lesson.challenge or view is None:
            return
        votes = view.votes(view.lift(x, y))
        if len(votes) <= _NINE:
            return
        four, nine = float(votes[_FOUR]), float(votes[_NINE])
        first = int(votes.argmax())
        if min(four, nine) >= _BOTH:
            words = self.tr("Found: of the digits around it, {four:.0%} are a 4 and {nine:.0%} are a 9.")
            guide.remark(fill(words, four=four, nine=nine))
        else:
            words = self.tr("Not here: of the digits around it, {share:.0%} are a {name}.")
            guide.remark(fill(words, share=float(votes[first]), name=view.digits.class_names[first]))

    # What is the user's own

    def _users(self) -> _Own:
        session, parts = self._session, self._parts
        on_show, latent = session.on_show, parts.latent
        try:
            recipe = parts.unseen.panel.now.config()
        except ConfigError:
            recipe = None
        return _Own(
            session.data.source,
            on_show.now,
            on_show.run,
            None if on_show.network is on_show.now else on_show.network.snapshot.epoch,
            recipe,
            parts.tabs.name,
            latent.tool.name,
            latent.carpet_action.isChecked(),
            latent.arrows_action.isChecked(),
            latent.choice.true_scale.isChecked(),
            parts.unseen.comparison.now.page,
            latent.plane.frame.part,
            selected=latent.tools.select.selected,
        )

    def _leave(self) -> None:
        self._put_page_back()
        self._leaving = True
        self._put_back()

    def _put_back(self) -> None:
        """Put the next thing of the user's back that is not there yet."""
        session, opening, own = self._session, self._opening, self._own
        assert own is not None
        if self._trains:
            self._stop()
            return
        if session.trainer.running:  # the user's own, which the guide has let be
            self._be_done()
            return
        self.put_recipe_back()
        if own.training is not None:
            self._be_done()
            self._coming, self._pausing = own, own.paused
            opening.go_on_in(own.training, {})
        elif session.on_show.now is own.network and session.data.source == own.source:
            self._be_done()
            self._show_again(own)
        elif own.run is not None:
            self._be_done()
            self._coming, self._epoch = own, own.epoch
            opening.open_recent(RecentItem("run", str(own.run)))
        elif own.source and session.data.source != own.source:
            if not session.data.loading:
                opening.open_dataset(own.source)
        else:
            self._be_done()
            if own.network.data is not None and not own.source:  # it was shown without its images
                session.data.make_room(own.network.data, own.network.snapshot.config.image_shape)
            session.on_show.replace(own.network)
            self._show_again(own)

    def _be_done(self) -> None:
        self._own, self._leaving = None, False

    @Slot()
    def _turn_back(self) -> None:
        own, self._coming = self._coming, None
        if own is not None:
            self._parts.tabs.go_to(own.page)
            self._show_again(own)

    def _show_again(self, own: _Own) -> None:
        """Show the part of the plane again that was seen, and select the digits that were; nothing where none were."""
        latent = self._parts.latent
        if latent.view is None:  # which shows the network also while the page is hidden
            return
        latent.plane.frame.show_part(own.part)
        if len(own.selected):
            latent.tools.select.select(own.selected)

    @Slot()
    def _pause_again(self) -> None:
        if self._pausing:
            self._pausing = False
            self._session.trainer.pause()

    @Slot(object, object, int)
    def _look_again(self, numbers: object, *_: object) -> None:
        """Look at the epoch again that the user looked at, once it is there."""
        assert isinstance(numbers, list)
        if self._epoch in numbers:
            position, self._epoch = numbers.index(self._epoch), None
            self._parts.slider.look_at(position)
