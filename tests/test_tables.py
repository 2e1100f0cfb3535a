import csv
import math
from pathlib import Path

import numpy as np
import pytest

from ae_model.code_tables import write_codes_csv
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Measurement, as_csv
from ae_model.tables import PLAIN, for_spreadsheet

ROWS = [
    Measurement(0, 0, math.nan, 0.25, 0.0, {"knn_accuracy": 0.125}),
    Measurement(9, 1, 0.5, 1e-05, 1234.5, {"knn_accuracy": math.nan}),
]
CODES = np.array([[0.5, -1.25], [1e-9, 2]], np.float32)
LABELS = np.array([0, 1], np.uint8)


def test_the_plain_table_is_what_it_has_always_been(tmp_path: Path):
    assert as_csv(ROWS) == (
        b"step,epoch,train_loss,test_error,seconds,knn_accuracy\n0,0,,0.25,0.000,0.125\n9,1,0.5,1e-05,1234.500,\n"
    )
    write_codes_csv(tmp_path / "codes.csv", CODES, LABELS, ["Größe", "one"])
    assert (tmp_path / "codes.csv").read_bytes() == (
        "index,class,code_1,code_2\n0,Größe,0.5,-1.25\n1,one,9.99999972e-10,2\n".encode()
    )


def test_a_table_for_italian_and_german_spreadsheets_has_their_signs_and_a_mark_of_its_encoding(tmp_path: Path):
    dialect = for_spreadsheet(",")
    write_codes_csv(tmp_path / "codes.csv", CODES, LABELS, ["Größe; eins", "=one"], dialect)
    for content in (as_csv(ROWS, (), dialect), (tmp_path / "codes.csv").read_bytes()):
        assert content.startswith(b"\xef\xbb\xbf")
    assert as_csv(ROWS, (), dialect).decode("utf-8-sig").splitlines() == [
        "step;epoch;train_loss;test_error;seconds;knn_accuracy",
        "0;0;;0,25;0,000;0,125",
        "9;1;0,5;1e-05;1234,500;",
    ]
    with (tmp_path / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        _, first, second = csv.reader(file, delimiter=";")
    assert first == ["0", "Größe; eins", "0,5", "-1,25"]
    assert second[1] == "'=one"


def test_the_numbers_of_a_table_for_spreadsheets_are_those_of_the_plain_one():
    dialect = for_spreadsheet(",")
    numbers = [0.1, -12345.678, 1e300, 5e-324]
    assert [float(dialect.number(repr(number)).replace(",", ".")) for number in numbers] == numbers


def test_changes_are_told_with_the_signs_of_the_language():
    change = RecipeChange(5, "learning_rate", 0.001, 0.0005)
    (line,) = (line for line in as_csv(ROWS, [change], for_spreadsheet(",")).decode().splitlines() if "step 5" in line)
    assert line.endswith(";learning_rate 0,001 -> 0,0005 at step 5")


@pytest.mark.parametrize(("decimal", "separator"), [(".", ","), (",", ";"), ("٫", ",")])
def test_the_separator_follows_from_the_decimal_sign(decimal: str, separator: str):
    assert for_spreadsheet(decimal).separator == separator
    assert PLAIN.separator == ","
