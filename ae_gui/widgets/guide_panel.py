"""The guide: short lessons, each of which has the window set up for it as it is opened."""

import enum
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from ae_gui.theme import MARGIN, SPACING, as_letters, grown
from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.text_labels import heading
from ae_gui.words import fill, translated
from ae_model.sentence import Sentence

_WIDTH = 290  # logical pixels


class Stage(enum.Enum):
    """The network that a lesson is about."""

    LEARNT = enum.auto()  # one that ships, trained on MNIST
    BEGUN = enum.auto()  # a new network of the layers of seed-2d, after its first step
    TRAINING = enum.auto()  # that network while it trains


@dataclass(frozen=True, slots=True)
class Lesson:
    """One step of the guide, in words to be translated, and what the window has to show for it.

    Attributes:
        title: a few words.
        text: what to see and why.
        stage: the network that has to be there.
        page: the name of the page.
        part: what is spoken of, which is ringed: a name that `scenes` knows.
        tool: the name of the tool in the hand, on the page of the plane.
        preset: whose network ships and has to be there, at that stage.
        grid: whether the grid of digits lies behind the points.
        arrows: whether arrows lead from noisy digits to repaired ones.
        challenge: whether it asks for a place between a 4 and a 9.
        button: what the button below the text says; there is none where it is empty.
        other: the preset of the network that the button shows instead; if it is empty, the button acts on the part.
    """

    title: Sentence
    text: Sentence
    stage: Stage
    page: str
    part: str
    tool: str = "explore"
    preset: str = "deep-2d"
    grid: bool = False
    arrows: bool = False
    challenge: bool = False
    button: str = ""
    other: str = ""


LESSONS = (
    Lesson(
        Sentence("What an autoencoder is"),
        Sentence(
            "An autoencoder learns to copy a picture, with a catch: on the way the picture has to pass through "
            "very few numbers, its code. Follow the digit from left to right. 784 pixels go in, 2 numbers are "
            "left of them in the middle, and from these alone 784 pixels are drawn again. Nobody tells the "
            "network which digit it sees: the picture itself is what the copy is compared with."
        ),
        Stage.LEARNT,
        "latent",
        "flow",
    ),
    Lesson(
        Sentence("The layers"),
        Sentence(
            "The encoder narrows from 784 pixels through 1,000, 500 and 250 hidden units to the code of 2 numbers, "
            "and the decoder mirrors it. Each bar is a layer, and each stripe in it a unit that answers to the "
            "digit at hand. The network has 2,823,286 weights and biases, and training has set every one of them. "
            "Click a layer to see what its units look for."
        ),
        Stage.LEARNT,
        "network",
        "layers",
    ),
    Lesson(
        Sentence("The code plane"),
        Sentence(
            "A code of two numbers is a place in a plane. Each point here is the code of one of 10,000 test "
            "digits, in the colour of its class. The network was never told the classes, and yet they come apart, "
            "because digits that look alike are copied well from codes that lie together. Ones lie far from "
            "zeros; 4 and 9 differ in one short stroke and lie side by side. The middle is enlarged, so that "
            "every class has room: switch True scale on to see the plane as it is."
        ),
        Stage.LEARNT,
        "latent",
        "plane",
    ),
    Lesson(
        Sentence("The decoder"),
        Sentence(
            "The decoder turns any place of the plane into a picture, also where no digit ever was. Move the "
            "mouse slowly from one class into another, and watch one digit become the other. A click keeps what "
            "you have found. The meter beside the plane tells whether the decoder knows the place from training, "
            "or invents what it draws there."
        ),
        Stage.LEARNT,
        "latent",
        "plane",
    ),
    Lesson(
        Sentence("The encoder"),
        Sentence(
            "The encoder turns a picture into a place. Draw a digit on the pad: it is scaled and centred as the "
            "training digits were, encoded, and marked in the plane while you draw. Draw a 7, and then one "
            "without its bar: the mark moves towards the ones. The bars below the pad say which classes lie "
            "around your digit."
        ),
        Stage.LEARNT,
        "latent",
        "pad",
        tool="draw",
    ),
    Lesson(
        Sentence("Holes in the plane"),
        Sentence(
            "The grid shows what the decoder draws everywhere. Nothing in training asks the codes to fill the "
            "plane, so between the classes and beyond them the decoder was never trained, and what it draws there "
            "may be no digit at all. This is why a plain autoencoder is a poor generator of new digits. Click two "
            "places: the Path tool shows what is drawn on the way from one to the other, straight through the "
            "holes or around them."
        ),
        Stage.LEARNT,
        "latent",
        "plane",
        tool="path",
        grid=True,
    ),
    Lesson(
        Sentence("How it begins"),
        Sentence(
            "This is a new network, after a single step of training. Its weights were drawn at random, from "
            "Kaiming's normal distribution, whose variance is two over the number of inputs: with it a signal "
            "passes through the layers without fading or growing. The first hidden units are shown: noise. After "
            "an epoch of training many of them will be strokes and blobs of ink."
        ),
        Stage.BEGUN,
        "network",
        "units",
    ),
    Lesson(
        Sentence("The loss"),
        Sentence(
            "Now the network trains. The loss says how bad its copies are: it is the mean squared error, the mean "
            "over all pixels of the squared difference in grey, from 0 to 1. A step takes 128 digits, and moves every "
            "weight a little in the direction in which their error falls; 469 steps are an epoch, in which each of "
            "the 60,000 training digits is seen once. A network that answers every picture with the same mean digit "
            "has a loss near 0.067."
        ),
        Stage.TRAINING,
        "training",
        "loss",
    ),
    Lesson(
        Sentence("Reading the curves"),
        Sentence(
            "The pale line is the loss of each step. It jumps, since every step sees other digits; the strong "
            "line is a mean of the steps before. The dots are the error on the 10,000 test digits, which are "
            "never trained on: if the dots rise while the line falls, the network learns its training digits by "
            "heart. The copies below become clearer with every epoch."
        ),
        Stage.TRAINING,
        "training",
        "copies",
    ),
    Lesson(
        Sentence("PCA beside it"),
        Sentence(
            "Principal component analysis, PCA, is the best that a network without curves can do: it keeps the "
            "two directions in which digits vary most, and needs no training. With two numbers a digit its error "
            "is 0.0557, the trained network's 0.0310. Move the mouse over one plane and see the same digit in the "
            "other."
        ),
        Stage.LEARNT,
        "comparison",
        "planes",
    ),
    Lesson(
        Sentence("How many numbers"),
        Sentence(
            "More numbers in the code make a smaller error, for both. But the lead of the network melts: with 256 "
            "numbers PCA reaches 0.00138, and seed-256d, whose learning rate stays the same from start to end, "
            "only 0.00232, though it could do all that PCA does. The network is not too weak: with a rate that "
            "rises and then falls, the same network, tuned-256d, reaches 0.00083 in as many epochs."
        ),
        Stage.LEARNT,
        "comparison",
        "curve",
    ),
    Lesson(
        Sentence("Under noise"),
        Sentence(
            "This network saw each training digit under noise and was asked for the clean one: a denoising "
            "autoencoder. To tell noise and digit apart it has to know what digits look like. An arrow leads from the "
            "code of a noisy digit to that of its redrawn copy: noise drives the codes together, and the copies lie "
            "apart again. Move the mouse over the points, and then the slider Noise: noisy digits go in, and clean "
            "ones come out. The button shows deep-30d, which never saw noise: look what it makes of the same."
        ),
        Stage.LEARNT,
        "latent",
        "plane",
        preset="denoising-32d",
        arrows=True,
        button=Sentence("Show deep-30d"),
        other="deep-30d",
    ),
    Lesson(
        Sentence("The same weights everywhere"),
        Sentence(
            "A 7 is a 7 wherever it lies. The layers so far know nothing of that: each unit has a weight of its own "
            "for every pixel. A convolution looks at 3 × 3 pixels at a time, with the same weights everywhere, and "
            "what it answers is a map. These are the maps of the first one for the digit at hand. Turn the list from "
            "Feature maps to Looks for to see its weights, and click other layers. With 830,881 parameters this "
            "network, convolutional-32d, redraws digits as well as deep-30d, which has three times as many."
        ),
        Stage.LEARNT,
        "network",
        "units",
        preset="convolutional-32d",
        button=Sentence("Show deep-30d"),
        other="deep-30d",
    ),
    Lesson(
        Sentence("A variational one"),
        Sentence(
            "A variational autoencoder gives each picture not a place but a cloud of places, the ellipse in the "
            "plane, and decodes one that it draws from it. A second term of its loss, the divergence, draws all "
            "clouds towards one prior, a normal distribution around the middle; the rings are one, two and three "
            "deviations of it. So new digits can be drawn: a code from the prior is decoded. Press Sample and look "
            "which of them are digits. A classifier says that 85 % are."
        ),
        Stage.LEARNT,
        "latent",
        "sample",
        preset="variational-2d",
        button=Sentence("Sample"),
    ),
    Lesson(
        Sentence("Numbers that die"),
        Sentence(
            "In this variational network the divergence counts twenty times: its beta is 20. Most of the 20 numbers "
            "of its code gave up. They are the same for every picture, which costs no divergence, and tell the "
            "decoder nothing. The bars show how much each number is used, and the dead ones are named. This is "
            "called collapse. A lower beta cures it, from the start or moved while it trains. The button shows a "
            "network whose beta is 1."
        ),
        Stage.LEARNT,
        "network",
        "divergences",
        preset="variational-collapsed",
        button=Sentence("Show it with beta 1"),
        other="variational-20d",
    ),
    Lesson(
        Sentence("A dictionary"),
        Sentence(
            "This network has 1,000 units in its code, more than an image has pixels, but of each digit only the 25 "
            "that answer most are kept. So each unit becomes a word of a dictionary: a stroke, a bend or a loop, "
            "which is added to the image where the unit fires. Go through the units: beside each stand the nine "
            "training digits that fire it most. Silence one of those that fire at the digit above, or boost it with "
            "the knob, and its stroke goes or grows at once."
        ),
        Stage.LEARNT,
        "network",
        "dictionary",
        preset="sparse-1000",
        button=Sentence("Silence the strongest"),
    ),
    Lesson(
        Sentence("A challenge"),
        Sentence(
            "Somewhere in this plane lies a digit that is as much a 4 as a 9. Find the place: move the mouse "
            "until the drawing could be both, and click there. The guide tells you when you have found it. After "
            "that, draw your own doubtful digit, or press Train and see how long a new network takes to tell them "
            "apart."
        ),
        Stage.LEARNT,
        "latent",
        "plane",
        challenge=True,
    ),
)


class GuidePanel(QWidget):
    """A panel that shows one lesson at a time.

    Signals:
        opened(lesson): the user has turned to this lesson.
        asked(lesson): its button was pressed.
        finished(): the user is through.
    """

    opened = Signal(Lesson)
    asked = Signal(Lesson)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.choice = ComboBox()
        self._count = heading("")
        self._text, self._remark = QLabel(), QLabel()
        self.act_button = QPushButton()
        self.back_button, self.next_button = QPushButton(self.tr("Back")), QPushButton()
        self._lay_out()
        self.choice.activated.connect(self._turn_to)
        self.back_button.clicked.connect(lambda: self._turn_to(self._number - 1))
        self.next_button.clicked.connect(self._go_on)
        self.act_button.clicked.connect(lambda: self.asked.emit(self.lesson))
        self._show_lesson()

    @property
    def number(self) -> int:
        """The number of the open lesson, counted from 0."""
        return self._number

    @property
    def lesson(self) -> Lesson:
        """The open lesson."""
        return LESSONS[self._number]

    @property
    def text(self) -> str:
        """The text that can be read now."""
        return "\n".join(label.text() for label in (self._text, self._remark) if not label.isHidden())

    @Slot(int)
    def go_to(self, number: int) -> None:
        """Open a lesson by its number, counted from 0; a number that no lesson has changes nothing."""
        if 0 <= number < len(LESSONS) and number != self._number:
            self._number = number
            self._show_lesson()

    def remark(self, words: str) -> None:
        """Say something below the text of this lesson; nothing if it is empty."""
        self._remark.setText(words)
        self._remark.setVisible(bool(words))

    @Slot(int)
    def _turn_to(self, number: int) -> None:
        self.go_to(number)
        self.opened.emit(self.lesson)

    @Slot()
    def _go_on(self) -> None:
        if self._number < len(LESSONS) - 1:
            self._turn_to(self._number + 1)
        else:
            self.finished.emit()

    def _show_lesson(self) -> None:
        self.choice.setCurrentIndex(self._number)
        words = self.tr("Step {number} of {count}")
        self._count.setText(fill(words, number=self._number + 1, count=len(LESSONS)))
        self._text.setText(translated(self.lesson.text))
        self.remark("")
        self.act_button.setText(translated(self.lesson.button))
        self.act_button.setVisible(bool(self.lesson.button))
        self.back_button.setEnabled(self._number > 0)
        last = self._number == len(LESSONS) - 1
        self.next_button.setText(self.tr("Finish") if last else self.tr("Next"))

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(grown(_WIDTH))
        for label in (self._text, self._remark):
            font = QFont(label.font())
            font.setPointSizeF(1.1 * QApplication.font().pointSizeF())
            label.setFont(font)

    def _lay_out(self) -> None:
        as_letters(self._fit)
        self.choice.setAccessibleName(self.tr("Step of the guide"))
        self.choice.addItems([translated(lesson.title) for lesson in LESSONS])
        for label in (self._text, self._remark):
            label.setWordWrap(True)
        self._remark.setForegroundRole(QPalette.ColorRole.Accent)
        page = QWidget()
        act = in_row(self.act_button, STRETCH)
        in_column(self._text, act, self._remark, STRETCH, parent=page, margin=(0, 0, SPACING, 0), spacing=MARGIN)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setAccessibleName(self.tr("Text of the step"))
        scroll.setFrameShape(scroll.Shape.NoFrame)

        turn = in_row(self.back_button, STRETCH, self.next_button)
        in_column(self._count, self.choice, (scroll, 1), turn, parent=self, margin=MARGIN, spacing=MARGIN)
