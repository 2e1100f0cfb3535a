import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ae_gui.latent_view import Digits, LatentView
from ae_gui.plane_choice import PlaneChoice
from ae_gui.widgets.point_plane import PointPlane
from ae_model import checkpoint
from ae_model.resources import resource


@pytest.fixture
def choice(qtbot: QtBot) -> PlaneChoice:
    plane = PointPlane()
    qtbot.addWidget(plane)
    choice = PlaneChoice(plane)
    qtbot.addWidget(choice.chooser)
    return choice


@pytest.fixture
def crowd() -> np.ndarray:
    even = np.random.default_rng(0).normal(size=(2_000, 2)).astype(np.float32)
    return even * (1 + np.square(even).sum(axis=1, keepdims=True)) ** 2


def test_digits_that_crowd_are_seen_through_a_lens_until_true_scale_is_wanted(choice, crowd):
    assert choice.fitted(crowd, None).lens is not None
    choice.true_scale.trigger()
    assert choice.fitted(crowd, None).lens is None
    assert choice.true_scale.isVisible()  # there is a way back
    np.testing.assert_array_equal(choice.fitted(crowd, None).place(crowd), crowd)


def test_true_scale_is_offered_only_where_there_is_another(choice, crowd):
    choice.fitted(np.random.default_rng(0).normal(size=(2_000, 2)).astype(np.float32), None)
    assert not choice.true_scale.isVisible()
    choice.fitted(crowd, None)
    assert choice.true_scale.isVisible()


def test_a_bent_plane_says_so_and_has_no_numbers_at_its_edges(choice, mnist, qtbot):
    network = checkpoint.load(resource("pretrained", "deep-2d.safetensors")).snapshot
    digits = Digits.of_test(mnist.test, mnist.class_names)
    codes = network.encode(mnist.test.images[:1_000])
    plane = choice.parent()
    choice.axes.setChecked(True)
    for true_scale in (False, True):
        choice.true_scale.setChecked(true_scale)
        view = LatentView.after(None, network, codes, digits, lambda codes: choice.fitted(codes, None))
        choice.describe(view)
        assert plane.note.words == ("" if true_scale else "The middle is enlarged")
        assert plane.getAxis("bottom").style["showValues"] is true_scale


@pytest.mark.parametrize(
    ("latent_dim", "words"), [(3, "the other number is at its mean"), (16, "the other 14 numbers")]
)
def test_of_raw_codes_the_numbers_that_are_not_seen_are_told(choice, mnist, untrained, latent_dim, words):
    network = untrained(latent_dim)
    codes, digits = network.encode(mnist.test.images[:500]), Digits.of_test(mnist.test, mnist.class_names)
    choice.chooser.set_dimensions(latent_dim)
    choice.chooser.choose(0, 1)
    view = LatentView.after(None, network, codes, digits, lambda codes: choice.fitted(codes, None))
    choice.describe(view)
    assert words in choice.parent().note.words


def test_axes_are_named_only_where_they_are_wanted(choice, mnist, untrained):
    network = untrained(16)
    digits = Digits.of_test(mnist.test, mnist.class_names)
    view = LatentView.after(None, network, network.encode(mnist.test.images[:500]), digits)
    choice.describe(view)
    axis = choice.parent().getAxis("bottom")
    assert not axis.isVisible()
    choice.axes.trigger()
    assert (axis.isVisible(), axis.labelText) == (True, "principal axis 1")
    choice.caption = "Over other images"
    choice.describe_again()
    assert choice.parent().note.words.startswith("Over other images · This plane holds ")
    choice.await_training(True)
    assert choice.parent().note.words.startswith("Placing the training digits … · Over other images")
    choice.await_training(False)
    assert choice.parent().note.words.startswith("Over other images")
