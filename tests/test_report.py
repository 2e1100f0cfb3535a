import math
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ae_model.files import ExportError
from ae_model.report import DataFile, Language, Picture, Report, write_report
from ae_model.runs import Measurement
from ae_model.sentence import Sentence


def writes(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text)


def refuses(path: Path) -> None:
    raise ValueError(f"{path} cannot be saved: the package onnx is not installed.")


REPORT = Report(
    "Näht & <b>sieht</b>",
    [("Hidden layers", "512"), ("<script>", "alert('x')")],
    [Measurement(469 * epoch, epoch, math.nan if not epoch else 0.1, 0.2 / (epoch + 1), epoch) for epoch in range(3)],
    [Picture("The plane", "plane", {"png": b"png", "svg": b"<svg/>"}), Picture("Epochs", "epochs", {"gif": b"gif"})],
    [DataFile("the network", "network.safetensors", writes("net")), DataFile("for others", "network.onnx", refuses)],
    "MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.",
)


class Page(HTMLParser):
    """What a browser would find on a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.alternatives: list[str] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        for name, value in attributes:
            if name in ("href", "src"):
                self.addresses.append(value)
            if name == "alt":
                self.alternatives.append(value)

    def handle_data(self, data):
        self.text += data


def test_every_file_that_the_page_names_is_beside_it(tmp_path: Path):
    path = write_report(tmp_path, "net", REPORT)
    page = Page(path)
    assert path == tmp_path / "net" / "index.html"
    assert set(page.addresses) == {"plane.png", "plane.svg", "epochs.gif", "network.safetensors"}
    assert all((path.parent / address).is_file() for address in page.addresses)
    assert page.alternatives == ["The plane", "Epochs"]


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing(tmp_path: Path):
    path = write_report(tmp_path, "net", REPORT)
    text = path.read_text()
    assert "http" not in text and "//" not in text
    assert not {"script", "link", "iframe", "object"} & set(Page(path).tags)


def test_texts_are_shown_as_they_are(tmp_path: Path):
    page = Page(write_report(tmp_path, "net", REPORT))
    assert "Näht & <b>sieht</b>" in page.text
    assert "<script>" in page.text and "alert('x')" in page.text
    assert "b" not in page.tags


def test_what_could_not_be_made_is_said_in_its_place(tmp_path: Path):
    path = write_report(tmp_path, "net", REPORT)
    assert "network.onnx cannot be saved: the package onnx is not installed." in Page(path).text
    assert str(tmp_path) not in path.read_text()


def test_a_package_that_is_missing_is_said_and_the_rest_is_there(tmp_path: Path):
    def takes_torch(path: Path) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    path = write_report(tmp_path, "net", replace(REPORT, files=[DataFile("x", "x.pt", takes_torch), REPORT.files[0]]))
    assert "It needs the package torch, which is not installed." in Page(path).text
    assert (path.parent / "network.safetensors").is_file()


def test_a_file_that_the_disk_refuses_leaves_no_page_without_it(tmp_path: Path):
    def full(path: Path) -> None:
        raise ValueError(f"{path} cannot be saved.") from OSError(28, "No space left on device", str(path))

    with pytest.raises(ExportError, match="net cannot be saved: no space left on device"):
        write_report(tmp_path, "net", replace(REPORT, files=[DataFile("x", "x.pt", full)]))
    assert list(tmp_path.iterdir()) == []


def test_before_the_first_step_there_is_no_training_loss(tmp_path: Path):
    assert "nan" not in Page(write_report(tmp_path, "net", REPORT)).text


def test_the_epochs_are_in_a_table_the_last_one_always(tmp_path: Path):
    many = [Measurement(epoch, epoch, 0.1, 0.05, 0.0) for epoch in range(1_234)]
    page = Page(write_report(tmp_path, "net", replace(REPORT, measurements=many)))
    assert page.tags.count("tr") <= 110
    assert "1233" in page.text
    assert "Epochs" not in Page(write_report(tmp_path, "net", replace(REPORT, measurements=[], pictures=[]))).text


def test_the_page_speaks_the_language_that_it_is_given(tmp_path: Path):
    words = {"Files": "File", "{file}: not there. {reason}": "{file}: manca. {reason}", "It is {what}.": "È {what}."}

    def say(said: str) -> str:
        if not isinstance(said, Sentence):
            return said
        values = {name: say(value) for name, value in said.values.items()}
        return words.get(said.template, said.template).format(**values)

    def refuse(_: Path) -> None:
        raise ValueError(Sentence("It is {what}.", what="<qui>"))

    language = Language("it", say, lambda number, form: format(number, form).replace(".", ","))
    report = replace(REPORT, files=[DataFile("codici", "codes.csv", refuse)], language=language)
    page = write_report(tmp_path, "all", report).read_text("utf-8")

    assert '<html lang="it">' in page
    assert "<h2>File</h2>" in page
    assert "codici: manca. È &lt;qui&gt;." in page
    assert "<td>0,06667</td>" in page


def test_an_older_folder_is_never_written_over(tmp_path: Path):
    first, second = (write_report(tmp_path, "net", REPORT) for _ in range(2))
    assert (first.parent.name, second.parent.name) == ("net", "net (2)")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net", "net (2)"]


def test_a_folder_that_cannot_be_finished_is_not_there(tmp_path: Path):
    def fails(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with pytest.raises(ExportError, match="net cannot be saved: no space left on device"):
        write_report(tmp_path, "net", replace(REPORT, files=[DataFile("x", "x", fails)]))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ExportError, match="no such file"):
        write_report(tmp_path / "nowhere", "net", REPORT)
