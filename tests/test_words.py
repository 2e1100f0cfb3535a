import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QLocale

from ae_gui.widgets.fields import SpinBox
from ae_gui.words import clock, counted, figure, fill, four_figures, translated, written
from ae_model.sentence import Clause, Sentence


@pytest.fixture
def italian() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("it_IT"))
    yield
    QLocale.setDefault(before)


def test_numbers_are_written_as_the_language_has_them_and_all_else_is_left_alone(italian):
    assert fill("{n:,} digits, error {mse:.4f}", n=60_000, mse=np.float32(0.0392)) == "60.000 digits, error 0,0392"
    assert fill("{path} at {sizes[0]}", path="a.b,c", sizes=(784,)) == "a.b,c at 784"


@pytest.mark.parametrize("count", [999, 1_000, 10_000])
def test_whole_numbers_are_written_alike_whichever_way_they_come_into_a_text(italian, qtbot, count):
    box = SpinBox(maximum=count)
    qtbot.addWidget(box)
    box.setValue(count)
    said = box.tr("%n unit(s)", "", count), box.tr("%Ln unit(s)", "", count)
    told = fill("{count:,} unit(s)", count=count)
    assert {fill("{count} unit(s)", count=count), *(counted(words, count) for words in said)} == {told}
    assert f"{box.text()} unit(s)" == told
    box.lineEdit().setText(str(count))
    box.interpretText()
    assert box.value() == count


def test_in_english_they_are_as_python_writes_them():
    assert fill("{n:,} digits, error {mse:.4f}", n=60_000, mse=0.0392) == "60,000 digits, error 0.0392"


def test_an_error_has_four_figures_that_matter_or_a_dash(italian):
    assert [figure(error) for error in (0.03984, 0.00138, math.nan, math.inf)] == ["0,0398", "0,00138", "–", "–"]
    assert figure(0.03984, ".5f") == "0,03984"
    assert four_figures(math.nan) == "nan"


def test_a_clock_has_hours_where_there_are_some():
    assert [clock(seconds) for seconds in (0, 59.6, 3_599, 3_725)] == ["0:00", "1:00", "59:59", "1:02:05"]


def test_what_the_science_says_is_filled_in_again_for_the_window(italian):
    inner = Sentence("{count:,} labels", count=1_234)
    error = ValueError(Sentence("{path} holds {labels}.", path="a.gz", labels=inner))
    assert str(error) == "a.gz holds 1,234 labels."
    assert translated(error) == "a.gz holds 1.234 labels."


def test_a_clause_is_made_of_the_translated_sentence(italian, translate):
    translate({"{path} cannot be read: {why}.": "Illeggibile {path}: {why}.", "It has {n:,} bytes.": "Ha {n:,} byte."})
    said = Sentence("{path} cannot be read: {why}.", path="a", why=Clause(Sentence("It has {n:,} bytes.", n=1_234)))
    assert translated(said) == "Illeggibile a: ha 1.234 byte."


def test_what_was_typed_is_quoted_as_it_was(italian):
    assert translated(Sentence("not {value!r}.", value="a.b")) == "not 'a.b'."
    assert translated(Sentence("not {value!r}.", value=0.5)) == "not 0,5."


def test_any_other_error_says_what_it_says():
    assert translated(OSError(2, "No such file")) == "[Errno 2] No such file"


def test_a_number_that_is_rounded_to_zero_has_no_sign():
    assert fill("{x:.1f}", x=-0.04) == "0.0"
    assert fill("{x:.1f}", x=-0.06) == "−0.1"


def test_a_number_below_zero_has_a_minus_sign_and_an_exponent_what_can_be_typed(italian):
    assert fill("{x:.3f}, {n:,}, {name}", x=np.float32(-0.107), n=-1_234, name="deep-2d") == "−0,107, −1.234, deep-2d"
    assert written(-2.5e-7) == "−2,5e-07"
