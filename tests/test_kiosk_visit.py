"""What a visitor looks at, and what is said of it."""

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.kiosk.visit import Visit
from ae_gui.latent_view import Digits
from ae_gui.networks import read_first_view


@pytest.fixture(scope="module")
def visit(qapp) -> Visit:
    split, network = read_first_view()
    digits = Digits.of_test(split, tuple(map(str, range(10))))
    return Visit(digits, network.snapshot, network.codes, QObject(qapp))


def test_the_digit_is_what_the_network_draws_at_the_position(visit):
    visit.position = tuple(map(float, visit.view.positions[0]))

    np.testing.assert_allclose(visit.digit(), visit.snapshot.decode(visit.view.codes[:1])[0], atol=1e-3)


def test_among_digits_of_one_class_its_name_is_said(visit):
    sevens = visit.view.positions[visit.view.digits.labels == 7]
    visit.position = tuple(map(float, np.median(sevens, axis=0)))

    assert visit.words() == "People who write like this mean 7."


def test_far_from_all_digits_nobody_wrote_it(visit):
    visit.position = (1e3, 1e3)

    assert visit.words() == "Nobody wrote this one: the network invents it."


def test_between_two_classes_it_asks_which(visit):
    questions = set()
    for x, y in visit.view.positions[:400].tolist():
        visit.position = (x, y)
        questions.add(visit.words().split()[0])

    assert {"Is", "People"} <= questions


def test_a_network_in_training_is_looked_at_with_as_many_digits_as_it_has_placed(visit, untrained):
    other = untrained(2)
    before = visit.snapshot, visit.view.codes
    placed, digits = np.arange(40, 140), visit.view.digits
    visit.show(other, other.encode(digits.images[placed]), placed)

    assert len(visit.view.positions) == 100
    np.testing.assert_array_equal(visit.view.digits.labels, digits.labels[40:140])
    assert visit.snapshot is other
    visit.show(*before)
