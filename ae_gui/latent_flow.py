"""What runs through the network on show: a digit, a drawing, or a code that was chosen, from which the decoder draws.

The tools of the plane ask; the answer follows every moment of a training.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Slot

from ae_gui.latent_view import Digits, LatentView
from ae_gui.widgets.flow_strip import Flow, FlowStrip
from ae_gui.words import fill, four_figures
from ae_model.metrics import errors_of
from ae_model.snapshot import Array, Snapshot

_SOON_MS = 25  # from a question to its answer: an eye needs no more, and what was asked with a hand is drawn first


@dataclass(frozen=True, slots=True)
class OfDigit:
    """Asks about one of the digits, by its index."""

    index: int


@dataclass(frozen=True, slots=True, eq=False)
class OfDrawing:
    """Asks about a drawing, (H, W), as the network sees it; `clean` is the same without the noise that lies on it."""

    image: NDArray[np.uint8]
    clean: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class OfNoisy:
    """Asks about one of the digits, by its index, as it is seen under noise, (H, W)."""

    index: int
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class OfCode:
    """Asks about a code, (latent_dim,), that is of no image; `near` is the digit nearest to it, if there is one."""

    code: Array
    near: int | None


Question = OfDigit | OfDrawing | OfNoisy | OfCode


class LatentFlow(QObject):
    """Answers the last question, whatever the network has become since; at first that is about the first digit.

    Attributes:
        strip: where the answer is drawn.
        is_behind: whether it is of an earlier moment or question, and another is on its way.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.strip = FlowStrip()
        self._view: LatentView | None = None
        self._question: Question = OfDigit(0)
        self.is_behind = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._answer)
        self._encoded: tuple[Snapshot, int, tuple[Array, ...]] | None = None  # the last digit's way to its code

    def take(self, view: LatentView) -> None:
        """Take another moment of the network, about which the tools may ask again before it is to `show`."""
        self._view, self.is_behind = view, True
        model, shape = view.model, view.digits.images.shape[1:]
        if isinstance(model, Snapshot) and model.config.image_shape.array_shape != shape:
            self.forget()  # its layers answer to no image that is here

    def show(self) -> None:
        """Answer by the network as it is now: the first time at once, else soon."""
        self.is_behind = True
        if self.strip.flow is None:
            self._answer(anew=True)
        elif not self._soon.isActive():
            self._soon.start()

    def forget(self) -> None:
        """Expect another network or other images."""
        self._view, self._encoded = None, None
        self.is_behind = False
        self._soon.stop()
        self._question = OfDigit(0)
        self.strip.show_flow(None)

    @Slot(object)
    def ask(self, question: Question | None) -> None:
        """Ask about something else; about nothing, a digit is shown on its whole way."""
        if question is None:
            question = OfDigit(0)
        # A drawing grows with every stroke, and a cursor moves: only another digit runs through anew.
        anew = isinstance(question, OfDigit) and question != self._question
        self._question = question
        if anew:
            self._answer(anew=True)
        else:
            self.show()

    @Slot()
    def _answer(self, anew: bool = False) -> None:
        self.is_behind = False
        self._soon.stop()
        view, question = self._view, self._question
        if view is None or not isinstance(view.model, Snapshot):
            return
        if not _is_about(question, view.digits):
            question = self._question = OfDigit(0)  # the training digits may be gone
        if isinstance(question, OfCode):
            flow = self._of_code(view, view.model, question)
        elif isinstance(question, OfDigit):
            flow = self._of_digit(view, view.model, question.index)
        else:
            flow = self._of_image(view, view.model, question)
        self.strip.show_flow(flow, anew)

    def _of_digit(self, view: LatentView, model: Snapshot, index: int) -> Flow:
        inner, image = self._inner(view, model, index), view.digits.images[index]
        return self._whole(model, image, (*inner, *view.answers(inner[-1])), self._named(view.digits, index), image)

    def _of_image(self, view: LatentView, model: Snapshot, question: OfDrawing | OfNoisy) -> Flow:
        """What runs through of an image that may be under noise; the error is that of the clean one."""
        if isinstance(question, OfNoisy):
            clean, name = view.digits.images[question.index], self._named(view.digits, question.index)
        else:
            clean, name = question.clean, self.tr("Your drawing")
        is_noisy = not np.array_equal(question.image, clean)
        words = fill(self.tr("{name} + noise"), name=name) if is_noisy else name
        inner = _inner_of(model, question.image)
        return self._whole(model, question.image, (*inner, *view.answers(inner[-1])), words, clean)

    def _named(self, digits: Digits, index: int) -> str:
        number = digits.train_index(index)
        words = self.tr("Test image {index:,}") if number is None else self.tr("Training image {index:,}")
        words = fill(words, index=index if number is None else number)
        return f"{words}: {digits.class_name(index)}" if digits.has_classes else words

    def _whole(
        self,
        model: Snapshot,
        image: NDArray[np.uint8],
        outputs: tuple[Array, ...],
        words: str,
        wanted: NDArray[np.uint8],
    ) -> Flow:
        error = float(errors_of(wanted[None], outputs[-1].reshape(1, *image.shape).astype(np.float64))[0])
        redrawn = fill(self.tr("Redrawn, error {error}"), error=four_figures(error))
        return Flow(image, model.layers, outputs, (words, self.tr("Its code"), redrawn), True)

    def _of_code(self, view: LatentView, model: Snapshot, question: OfCode) -> Flow:
        near = question.near or 0
        number = view.digits.train_index(near)
        words = self.tr("Nearest real image: {name} (no. {index:,})")
        if not view.digits.has_classes:
            words = self.tr("Nearest real image: no. {index:,}")
        words = fill(words, name=view.digits.class_name(near), index=near if number is None else number)
        *inner, _ = self._inner(view, model, near)
        outputs = (*inner, question.code, *view.answers(question.code))
        told = words, self.tr("Chosen code"), self.tr("What the network draws here")
        return Flow(view.digits.images[near], model.layers, outputs, told, False)

    def _inner(self, view: LatentView, model: Snapshot, index: int) -> tuple[Array, ...]:
        """What the encoder's layers put out for a digit; that nearest to a cursor stays the same for a while."""
        known = self._encoded
        if known is None or known[0] is not model or known[1] != index:
            known = self._encoded = (model, index, _inner_of(model, view.digits.images[index]))
        return known[2]


def _inner_of(model: Snapshot, image: NDArray[np.uint8]) -> tuple[Array, ...]:
    return tuple(output[0] for output in model.inner(image[None]))


def _is_about(question: Question, digits: Digits) -> bool:
    """Whether the digit of a question is there."""
    index = question.index if isinstance(question, OfDigit | OfNoisy) else getattr(question, "near", None)
    return index is None or index < len(digits.images)
