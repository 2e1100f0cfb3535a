"""The page about a network: a folder with an HTML file for any browser, and all files that the page shows or offers.

The page holds no script and loads nothing from the web; it is light or dark as the reader's system is.
"""

import math
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ae_model.files import ExportError, rename_to_free, unsaved, write_whole
from ae_model.metrics import of_each_epoch
from ae_model.runs import Measurement
from ae_model.sentence import Sentence, without

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
       color: #1d1d21; background: #f5f5f7; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
img { max-width: 100%; background: #fff; border-radius: 8px; } figure { margin: 0 0 2rem; }
figcaption, .quiet { color: #5f6069; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2rem 1.5rem .2rem 0; border-bottom: 1px solid #d5d5db; font-weight: normal; }
th { color: #5f6069; } a { color: #2257c9; }
@media (prefers-color-scheme: dark) {
  body { color: #ececf1; background: #1b1c20; } th, figcaption, .quiet { color: #a0a1ab; } a { color: #86acff; }
  th, td { border-color: #44454f; } }
"""
_MOST_ROWS = 100  # of the table of epochs; all are in the file of the curves


@dataclass(frozen=True, slots=True)
class Picture:
    """A view to be shown on the page.

    Attributes:
        title: shown above it, and said by a screen reader.
        name: of its files, without ending.
        files: the content of each file by its ending; the first is shown, the others are offered.
    """

    title: str
    name: str
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to be offered on the page.

    Attributes:
        title: a few words about its contents.
        name: of the file.
        write: writes it to a path. If it raises a `ValueError` or an `ImportError`, the page tells the reason in place
            of the file; if an `OSError` caused that error, there is no page.
    """

    title: str
    name: str
    write: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the page.

    Attributes:
        name: as HTML has it.
        say: translates a `Sentence`, or the message of an error.
        write: writes a number in a format of Python's.
    """

    name: str = "en"
    say: Callable[[str], str] = str
    write: Callable[[float, str], str] = format


@dataclass(frozen=True, slots=True)
class Report:
    """The contents of the page.

    Attributes:
        title: of the page.
        facts: names and values that tell how the network was made.
        measurements: of its epochs, where they are known.
        pictures: in their order.
        files: in their order.
        credit: author and licence of the images.
        language: of the texts of the page itself.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    measurements: Sequence[Measurement]
    pictures: Sequence[Picture]
    files: Sequence[DataFile]
    credit: str
    language: Language = field(default_factory=Language)


def write_report(parent: Path, name: str, report: Report) -> Path:
    """Make a folder `name` in `parent`, with a number if there is one already; it is there whole or not at all.

    Returns:
        The page in it.

    Raises:
        ExportError: if it cannot be written.
    """
    try:
        made = Path(tempfile.mkdtemp(prefix=".", suffix=".partial", dir=parent))
    except OSError as error:
        raise ExportError(unsaved(parent / name, error)) from error
    try:
        _fill(made, report)
        made.chmod(0o755)  # a temporary folder is its owner's alone
        return rename_to_free(made, parent / name) / "index.html"
    except OSError as error:
        raise ExportError(unsaved(parent / name, error)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _fill(folder: Path, report: Report) -> None:
    for picture in report.pictures:
        for ending, content in picture.files.items():
            write_whole(folder / f"{picture.name}.{ending}", content)
    missing: dict[str, str] = {}
    for file in report.files:
        try:
            file.write(folder / file.name)
        except ImportError as error:  # the notebook's format takes torch, which the Explorer leaves out
            missing[file.name] = Sentence("It needs the package {name}, which is not installed.", name=error.name)
        except ValueError as error:
            if isinstance(error.__cause__, OSError):  # trouble with the disk: the page would not be whole
                raise error.__cause__ from None
            missing[file.name] = without(folder, str(error))
    write_whole(folder / "index.html", _page(report, missing).encode(errors="replace"))


def _page(report: Report, missing: dict[str, str]) -> str:
    language = report.language
    files = language.say(Sentence("Files"))
    links = [_link(file, missing.get(file.name), language) for file in report.files]
    credit = language.say(Sentence("{credit} Made by Autoencoder Lab.", credit=report.credit))
    parts = [
        f"<h1>{escape(report.title)}</h1>",
        _table(report.facts),
        *(_figure(picture) for picture in report.pictures),
        _epochs(report.measurements, language),
        f"<h2>{escape(files)}</h2><ul>",
        *links,
        "</ul>",
        f'<p class="quiet">{escape(credit)}</p>',
    ]
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(language.name)}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{_STYLE}</style>\n"
    )
    return head + "\n".join(part for part in parts if part) + "\n</html>\n"


def _table(facts: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>\n" for name, value in facts)
    return f"<table>\n{rows}</table>"


def _figure(picture: Picture) -> str:
    shown, *others = [f"{picture.name}.{ending}" for ending in picture.files]
    more = " ".join(f'<a href="{escape(other)}">{escape(Path(other).suffix[1:].upper())}</a>' for other in others)
    title = escape(picture.title)
    image = f'<img src="{escape(shown)}" alt="{title}">'
    return f"<h2>{title}</h2>\n<figure>{image}<figcaption>{more}</figcaption></figure>"


def _epochs(measurements: Sequence[Measurement], language: Language) -> str:
    if not measurements:
        return ""
    step = -(-len(measurements) // _MOST_ROWS)
    shown = [*measurements[:-1:step], measurements[-1]]
    rows = "".join(
        f"<tr><td>{row.epoch}</td><td>{row.step}</td><td>{_figure_of(row.train_loss, language)}</td>"
        f"<td>{_figure_of(row.test_error, language)}</td><td>{language.write(row.seconds, '.1f')}</td>"
        + "".join(
            f"<td>{_figure_of(row.figures.get(m.name, math.nan), language, m.form)}</td>" for m in of_each_epoch()
        )
        + "</tr>\n"
        for row in shown
    )
    names = (
        *(Sentence("epoch"), Sentence("step")),
        *(Sentence("training loss"), Sentence("test error"), Sentence("seconds")),
        *(metric.words for metric in of_each_epoch()),
    )
    head = "".join(f"<th>{escape(language.say(name))}</th>" for name in names)
    title = language.say(Sentence("Epochs"))
    return f"<h2>{escape(title)}</h2>\n<table><tr>{head}</tr>\n{rows}</table>"


def _figure_of(error: float, language: Language, form: str = ".5f") -> str:
    return "–" if math.isnan(error) else language.write(error, form)  # before the first step there is no training loss


def _link(file: DataFile, trouble: str | None, language: Language) -> str:
    if trouble is not None:
        said = language.say(Sentence("{file}: not there. {reason}", file=file.title, reason=trouble))
        return f'<li class="quiet">{escape(said)}</li>'
    return f'<li><a href="{escape(file.name)}">{escape(file.name)}</a>: {escape(file.title)}</li>'
