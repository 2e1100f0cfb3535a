"""The guide: a dozen short lessons that a teacher can leave open; a button of each sets the window up for it."""

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


class Scene(enum.Enum):
    """The state of the window that a lesson is about."""

    DIGITS = enum.auto()  # the Training tab: ten digits and what becomes of them
    LAYERS = enum.auto()  # the Network tab, its code chosen
    RANDOM_WEIGHTS = enum.auto()  # a new network of seed-2d, one step old, in the Network tab
    ENCODER = enum.auto()  # the plane, and the Draw tool
    DECODER = enum.auto()  # the plane, and the Explore tool
    LOSS = enum.auto()  # a training of seed-2d begins, in the Training tab, at full speed
    PLOTS = enum.auto()  # the Training tab, whatever goes on
    PLANE = enum.auto()  # the plane, its carpet off, fitted
    HOLES = enum.auto()  # the plane with its carpet, and the Path tool
    PCA = enum.auto()  # the Compare tab: both planes
    DIMENSIONS = enum.auto()  # the Compare tab: error against dimension
    EXERCISE = enum.auto()  # the Training tab, paused if it trains


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of the guide, in words to be translated.

    Attributes:
        title: a few words.
        text: what to see and why.
        button: the words on its button.
        scene: shown by the button.
        answer: to the question that the text asks, if it asks one.
    """

    title: Sentence
    text: Sentence
    button: Sentence
    scene: Scene
    answer: Sentence | None = None


LESSONS = (
    Lesson(
        Sentence("What an autoencoder is"),
        Sentence(
            "An autoencoder learns to copy its input, with a catch: on the way the picture has to pass through very "
            "few numbers, its code. Here 784 pixels become 2 numbers, and 784 pixels again. No labels are needed: the "
            "picture itself is what the answer is compared with. What survives the squeeze is what the network has "
            "understood of handwritten digits."
        ),
        Sentence("Show ten digits and their copies"),
        Scene.DIGITS,
    ),
    Lesson(
        Sentence("The layers"),
        Sentence(
            "In the notebook's network the encoder narrows from 784 pixels over 512 hidden units to the code; the "
            "decoder mirrors it. Each bar is a layer, as high as the square root of its units, and each stripe a unit "
            "that answers to the digit at hand. Nearly all of the 806,674 weights and biases are in the first layer "
            "and in the last one. Choose a layer to see its weights as pictures."
        ),
        Sentence("Show the layers"),
        Scene.LAYERS,
    ),
    Lesson(
        Sentence("How it begins"),
        Sentence(
            "Before training, weights are drawn at random: Kaiming's normal distribution, whose variance is two over "
            "the number of inputs. With it a signal passes through ReLU layers without fading or growing, however many "
            "there are. Biases begin at zero. Look at the hidden units now: noise. After an epoch many of them have "
            "turned into strokes and blobs of ink."
        ),
        Sentence("Begin a new network"),
        Scene.RANDOM_WEIGHTS,
    ),
    Lesson(
        Sentence("The encoder"),
        Sentence(
            "The encoder turns a picture into a point. Draw a digit: it is scaled and centred as MNIST's were, encoded "
            "and marked in the plane while you draw. A 7 becomes a 1 if you leave out its bar; watch the mark wander. "
            "Where do your digits land, compared with those of the same class in the test set, which were written by "
            "other people?"
        ),
        Sentence("Draw a digit"),
        Scene.ENCODER,
    ),
    Lesson(
        Sentence("The decoder"),
        Sentence(
            "The decoder turns any point into a picture, also where no digit ever was. Move the mouse slowly from one "
            "cloud of points into another and see one digit change into the other. A click keeps what you find. The "
            "meter under the picture says how far you are from everything that the network has seen."
        ),
        Sentence("Explore the plane"),
        Scene.DECODER,
    ),
    Lesson(
        Sentence("The loss"),
        Sentence(
            "How bad a copy is says the mean squared error: the mean, over all pixels, of the squared difference in "
            "grey, from 0 to 1. A step takes 128 digits, and Adam moves every weight a little to where their error "
            "falls. 469 such steps are an epoch: each of the 60,000 digits once, in a new order. A network that "
            "answers with the same mean digit to everything stands near 0.067."
        ),
        Sentence("Train from the start"),
        Scene.LOSS,
    ),
    Lesson(
        Sentence("Reading the plots"),
        Sentence(
            "The pale line is the loss of each step, which jumps, since each step sees other digits; the strong one is "
            "its mean over some steps. The dots are the error on 10,000 test digits that were never trained on. If the "
            "dots part from the line and rise while it falls, the network learns its training digits by heart. The "
            "dashed line is PCA's error with as many numbers."
        ),
        Sentence("Show the plots"),
        Scene.PLOTS,
    ),
    Lesson(
        Sentence("The latent plane"),
        Sentence(
            "Each point is the code of a test digit, in the colour of its class. The network was never told the "
            "classes, and yet they come apart, because digits that look alike are copied well from codes that lie "
            "together. Ones lie far from zeros; 4 and 9, which differ in a short stroke, lie on top of each other. "
            "Drag the epoch slider to see how it came about."
        ),
        Sentence("Show the plane"),
        Scene.PLANE,
    ),
    Lesson(
        Sentence("Holes in the plane"),
        Sentence(
            "Nothing in the loss asks the codes to fill the plane. Between the clouds, and beyond them, the decoder "
            "was never trained, and what it draws there may be no digit at all: the carpet shows it. That is why a "
            "plain autoencoder is a poor generator of new digits, and what variational ones were made for. A path near "
            "the data goes around the holes."
        ),
        Sentence("Show the carpet"),
        Scene.HOLES,
    ),
    Lesson(
        Sentence("PCA beside it"),
        Sentence(
            "Principal component analysis is the best that a linear network can do: it keeps the two directions in "
            "which digits vary most, and needs no training but one decomposition. With two numbers its error is "
            "0.0557, the trained network's 0.0392. A network without hidden layers and without a sigmoid finds the "
            "same plane as PCA, in other axes: put linear-2d beside it."
        ),
        Sentence("Compare both planes"),
        Scene.PCA,
    ),
    Lesson(
        Sentence("How many numbers"),
        Sentence(
            "More numbers, smaller error, for both. But the network's lead melts: with 256 numbers PCA reaches "
            "0.00138, and the notebook's recipe with its constant learning rate only 0.00232, though it could do all "
            "that PCA does. It is not the network that is too weak: with a rate that rises and then falls, the same "
            "one reaches 0.00083 in as many epochs."
        ),
        Sentence("Show the error against the dimension"),
        Scene.DIMENSIONS,
    ),
    Lesson(
        Sentence("An exercise"),
        Sentence(
            "In the course's notebook, training goes through a loader, which shuffles the digits and hands them out in "
            "batches, while the ten digits that are watched come straight from the data set. Both are the same "
            "pictures. Why not watch through the loader as well? Think first, then open the answer."
        ),
        Sentence("Watch the ten digits"),
        Scene.EXERCISE,
        Sentence(
            "The loader's order is new in each epoch, which training needs: batches that were always the same would "
            "pull the weights the same way, one after the other. Watching needs the opposite: the same ten digits each "
            "time, or their copies could not be compared from one epoch to the next. It also needs no batches, and no "
            "gradients. And asking a shuffling loader for a look would draw from its random numbers, and so change the "
            "training that is being watched."
        ),
    ),
)


class GuidePanel(QWidget):
    """A panel that shows one lesson at a time.

    Signals:
        scene_wanted(scene): the user wants the window set up for this lesson.
    """

    scene_wanted = Signal(Scene)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.choice = ComboBox()
        self._count = heading("")
        self._text = QLabel()
        self._answer = QLabel()
        self.show_button, self.answer_button = QPushButton(), QPushButton(self.tr("Open the answer"))
        self.back_button, self.next_button = QPushButton(self.tr("Back")), QPushButton(self.tr("Next"))
        self._lay_out()
        self.choice.currentIndexChanged.connect(self.go_to)
        self.back_button.clicked.connect(lambda: self.go_to(self._number - 1))
        self.next_button.clicked.connect(lambda: self.go_to(self._number + 1))
        self.show_button.clicked.connect(lambda: self.scene_wanted.emit(self.lesson.scene))
        self.answer_button.clicked.connect(self._open_answer)
        self.go_to(0)

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
        return "\n".join(label.text() for label in (self._text, self._answer) if not label.isHidden())

    @Slot(int)
    def go_to(self, number: int) -> None:
        """Open a lesson by its number, counted from 0; a number that no lesson has changes nothing."""
        if not 0 <= number < len(LESSONS):
            return
        self._number = number
        self.choice.setCurrentIndex(number)
        lesson = self.lesson
        words = self.tr("Step {number} of {count}")
        self._count.setText(fill(words, number=number + 1, count=len(LESSONS)))
        self._text.setText(translated(lesson.text))
        self._answer.setText(translated(lesson.answer or ""))
        self._answer.hide()
        self.answer_button.setVisible(bool(lesson.answer))
        self.show_button.setText(translated(lesson.button))
        self.back_button.setEnabled(number > 0)
        self.next_button.setEnabled(number < len(LESSONS) - 1)

    @Slot()
    def _open_answer(self) -> None:
        self._answer.show()
        self.answer_button.hide()

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(grown(_WIDTH))
        for label in (self._text, self._answer):
            font = QFont(label.font())
            font.setPointSizeF(1.1 * QApplication.font().pointSizeF())
            label.setFont(font)

    def _lay_out(self) -> None:
        as_letters(self._fit)
        self.choice.setAccessibleName(self.tr("Step of the guide"))
        self.choice.addItems([translated(lesson.title) for lesson in LESSONS])
        for label in (self._text, self._answer):
            label.setWordWrap(True)
        self._answer.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        page = QWidget()
        reading = self._text, self.show_button, self.answer_button, self._answer, STRETCH
        in_column(*reading, parent=page, margin=(0, 0, SPACING, 0), spacing=MARGIN)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setAccessibleName(self.tr("Text of the step"))
        scroll.setFrameShape(scroll.Shape.NoFrame)

        turn = in_row(self.back_button, STRETCH, self.next_button)
        in_column(self._count, self.choice, (scroll, 1), turn, parent=self, margin=MARGIN, spacing=MARGIN)
