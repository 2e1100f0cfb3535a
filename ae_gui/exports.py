"""Exports: pictures, films, curves, codes and whole pages, asked for here and written in the background."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job, JobError, Latest, Story
from ae_gui.filming import MOST_PICTURES, Film, Writer, a_turn, filming
from ae_gui.networks import Network, file_name, save_network
from ae_gui.widgets.file_dialogs import open_folder, save_file, save_file_as
from ae_gui.widgets.pictures import enlarged, png_of, svg_of
from ae_gui.words import called, changes_told, figure, fill, origin_told, tr, translated, written
from ae_model import runs
from ae_model.code_tables import write_codes_csv, write_codes_npy
from ae_model.config import TrainingConfig
from ae_model.config_fields import told
from ae_model.data_identity import DataIdentity
from ae_model.files import write_export
from ae_model.picture_files import GifWriter, NumberedWriter, gray_frames, write_gif, write_strip
from ae_model.recipe_changes import RecipeChange
from ae_model.report import DataFile, Language, Picture, Report, write_report
from ae_model.runs import Measurement
from ae_model.snapshot import Array
from ae_model.tables import PLAIN, Dialect, for_spreadsheet

_SIDE = 224  # pixels, at least, of a digit in a GIF
_EPOCH_SECONDS = 0.2  # of each epoch in a GIF
_LONGEST_FILLING_S, _LOOK_AGAIN_S = 180.0, 0.1  # of a view that is measured first
_MOST_ON_A_PAGE = 60  # pictures of the GIF of a page, which is to be small


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A view that the page about a network shows.

    Attributes:
        title: stands above its picture.
        name: of its files.
        widget: that is drawn.
        show: brings it into sight, so that it has the size that it is seen at and is filled.
        is_filled: whether all is there that it shows; what takes long to measure comes later.
    """

    title: str
    name: str
    widget: QWidget
    show: Callable[[], object]
    is_filled: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """The contents of the page about a network.

    Attributes:
        network: that it is about.
        codes: gives its codes of the test images, (N, latent_dim); not for the window's thread.
        labels: of the test images, (N,).
        class_names: the name of each label.
        error: gives its test error, or None where nothing is known; not for the window's thread.
        facts: names and values that tell how the network was made.
        measurements: of its epochs, where they are known.
        views: what is shown on the page, in this order.
        end: brings back what was in sight.
        there: whether the network is still on show.
        film: the plane at every epoch, if there is more than one.
        credit: author and licence of the images.
    """

    network: Network
    codes: Callable[[], Array]
    labels: NDArray[np.uint8]
    class_names: Sequence[str]
    error: Callable[[], float | None]
    facts: Sequence[tuple[str, str]]
    measurements: Sequence[Measurement]
    views: Sequence[View]
    end: Callable[[], None]
    there: Callable[[], bool]
    film: Film | None
    credit: str


class Exports(QObject):
    """Asks for a file or a folder, and writes an export there.

    Signals:
        said(words): a sentence that names the file that was written.
        told(words, offers): a message about a folder that was written, and what can be opened of it.
        failed(sentence): the reason why nothing was written.
    """

    said = Signal(str)
    told = Signal(str, object)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._taking = Latest(self, self.failed.emit)  # of pictures

    def strip(self, images: Array) -> None:
        """Ask for a file and write images, (n, H, W), side by side as PNG."""
        path = save_file(self._window, self.tr("Save path as a strip"), "path", [(self.tr("Picture"), "png")])
        if path:
            self._write(lambda: write_strip(path, gray_frames(images)), path.name)

    def sheet(self, image: Array) -> None:
        """Ask for a file and write digits that were drawn from the prior, one image (H, W), as PNG."""
        title = self.tr("Save digits drawn from the prior")
        path = save_file(self._window, title, "drawn from the prior", [(self.tr("Picture"), "png")])
        if path:
            self._write(lambda: write_strip(path, gray_frames(image[None])), path.name)

    def gif(self, images: Array, seconds: float) -> None:
        """Ask for a file and write images, (n, H, W), as a GIF with so many seconds for each."""
        path = save_file(self._window, self.tr("Save path as a GIF"), "path", [(self.tr("Animation"), "gif")])
        if path:
            times = max(1, _SIDE // images.shape[2])
            frames = (gray_frames(image[None], times)[0] for image in images)  # one at a time
            self._write(lambda: write_gif(path, frames, seconds), path.name)

    def epochs_gif(self, film: Film) -> None:
        """Ask for a file, and write the film as a GIF, of as many epochs as make a minute."""
        path = save_file(self._window, self.tr("Save the epochs as a GIF"), "epochs", [(self.tr("Animation"), "gif")])
        if path:
            film = film.thinned(MOST_PICTURES)
            self._follow(self._filming(film, partial(GifWriter, path, _EPOCH_SECONDS), path.name))

    def epochs_pngs(self, film: Film) -> None:
        """Ask for a folder, and write the film as one numbered PNG for each epoch."""
        folder = open_folder(self._window, self.tr("Folder for a PNG of each epoch"), "exports")
        if folder:
            self._follow(self._filming(film, partial(NumberedWriter, folder, "epoch", film.numbers), folder.name))

    def close(self) -> None:
        """Take no more pictures: the window closes."""
        self._taking.close()

    def curves(
        self, measurements: Sequence[Measurement], plot: QWidget, name: str, changes: Sequence[RecipeChange] = ()
    ) -> None:
        """Ask for a file and write curves: as a table of the epochs and changes, or as the plot that shows them."""
        kinds = [*_tables(), (self.tr("Picture"), "png"), (self.tr("Drawing"), "svg")]
        chosen = save_file_as(self._window, self.tr("Save curves"), f"{name} curves", kinds)
        if chosen is None:
            return
        path, kind = chosen
        if path.suffix.lower() == ".csv":
            content = runs.as_csv(measurements, changes, _dialect(kind))
        else:
            content = svg_of(plot) if path.suffix.lower() == ".svg" else png_of(enlarged(plot))
        self._write(partial(write_export, path, content), path.name)

    def codes(
        self, codes: Callable[[], Array], labels: NDArray[np.uint8], class_names: Sequence[str], name: str
    ) -> None:
        """Ask for a file and write the codes that `codes` gives, (n, latent_dim), with their labels.

        They are written as a table, or for numpy.
        """
        kinds = [*_tables(), (self.tr("Array for numpy"), "npy")]
        chosen = save_file_as(self._window, self.tr("Save codes"), f"{name} codes", kinds)
        if chosen is None:
            return
        path, kind = chosen
        if path.suffix.lower() == ".npy":
            self._write(lambda: write_codes_npy(path, codes(), labels), path.name)
        else:
            self._write(lambda: write_codes_csv(path, codes(), labels, class_names, _dialect(kind)), path.name)

    def everything(self, contents: Contents) -> None:
        """Ask for a folder, and write the page about a network into a folder of its own there."""
        parent = open_folder(self._window, self.tr("Where to put the folder with everything"), "exports")
        if parent is None:
            return
        self._follow(self._gathering(parent, contents))

    def _follow(self, story: Story[None]) -> None:
        """Take pictures as a story tells, if none are being taken."""
        if self._taking.busy:
            self.failed.emit(self.tr("Other pictures are still being taken; try again when they are saved."))
        else:
            self._taking.follow(story)

    def _filming(self, film: Film, open_writer: Callable[[], Writer], name: str) -> Story[None]:
        if (yield from filming(film, open_writer, self._window)):
            self.said.emit(fill(self.tr("Saved {name}: {epochs}"), name=name, epochs=film.told))

    def _gathering(self, parent: Path, contents: Contents) -> Story[None]:
        """All that is on the page about a network: the film, the views, and then the files."""
        pictures: list[Picture] = []
        gif: list[Picture] = []
        with tempfile.TemporaryDirectory() as folder:
            if contents.film is not None:
                film, path = contents.film.thinned(_MOST_ON_A_PAGE), Path(folder) / "epochs.gif"
                if not (yield from filming(film, partial(GifWriter, path, _EPOCH_SECONDS), self._window)):
                    return
                title = fill(self.tr("The plane: {epochs}"), epochs=film.told)
                gif = [Picture(title, "epochs", {"gif": path.read_bytes()})]
        try:
            for view in contents.views:
                view.show()
                yield a_turn  # and then it has the size that it is seen at
                until = monotonic() + _LONGEST_FILLING_S
                while not view.is_filled() and contents.there() and monotonic() < until:
                    yield partial(sleep, _LOOK_AGAIN_S)
                if not contents.there():
                    raise JobError(tr("Nothing was exported: the network is no longer on show."))
                drawn = {"png": png_of(enlarged(view.widget)), "svg": svg_of(view.widget)}
                pictures.append(Picture(view.title, view.name, drawn))
        finally:
            contents.end()
        page = yield partial(_write_report, parent, file_name(contents.network), contents, [*pictures, *gif])
        self._tell_saved(page)
        offers = {
            self.tr("Open the page"): partial(_open, page),
            self.tr("Open the folder"): partial(_open, page.parent),
        }
        self.told.emit(fill(self.tr("All of it is in the folder {name}."), name=page.parent.name), offers)

    def _write(self, write: Callable[[], None], name: str) -> None:
        Job(write, lambda _: self._tell_saved(name), self.failed.emit, self._window).start()

    def _tell_saved(self, name: str | Path) -> None:
        self.said.emit(fill(self.tr("Saved {name}"), name=name))


def _tables() -> list[tuple[str, str]]:
    """The kinds of tables, the plain one first; the other is for spreadsheets of the user's language."""
    if _spreadsheets().decimal == ",":
        return [(tr("Table"), "csv"), (tr("Table for a spreadsheet, with 0,5 and semicolons"), "csv")]
    return [(tr("Table"), "csv"), (tr("Table for a spreadsheet"), "csv")]


def _dialect(kind: int) -> Dialect:
    """How the table of a kind, by its position in `_tables`, is written."""
    return (PLAIN, _spreadsheets())[kind]


def _spreadsheets() -> Dialect:
    """The dialect of the spreadsheets here: the system decides, which may be German where the window is English."""
    signs = QLocale.system().decimalPoint(), QLocale().decimalPoint()
    return for_spreadsheet("," if "," in signs else ".")


def facts_of(network: Network) -> list[tuple[str, str]]:
    """Names and values that tell how a network was made, as far as that is known."""
    config, recipe = network.snapshot.config, network.training
    facts = [
        (tr("Layers"), " · ".join(config.encoder_words)),
        (tr("Parameters"), written(config.parameter_count, ",")),
        (tr("Epoch"), str(network.snapshot.epoch)),
    ]
    if recipe is not None:
        facts.append((tr("Preset"), called(recipe.preset)))
    data = DataIdentity.of_source(recipe.dataset) if network.data is None and recipe is not None else network.data
    if data is not None:
        facts.append((tr("Data set"), data.name))
        if data.fingerprint:
            facts.append((tr("Images' fingerprint"), data.fingerprint))
    facts += [
        (translated(field.label), translated(words))
        for field, words in told(recipe or TrainingConfig(config)).items()
        if recipe is not None or field.of_network
    ]
    if recipe is not None and recipe.origin is not None:
        facts.append((tr("Began from"), origin_told(recipe)))
    if recipe is not None and recipe.changes:
        facts.append((tr("Changed while it trained"), changes_told(recipe)))
    return facts


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _write_report(parent: Path, name: str, contents: Contents, pictures: Sequence[Picture]) -> Path:
    """Write the page; off the window's thread, since a state dict takes torch."""
    network, error = contents.network, contents.error()
    facts = [*contents.facts] if error is None else [(tr("Test error"), figure(error, ".4f")), *contents.facts]

    def decoder(path: Path) -> None:
        from ae_model.onnx_export import export_onnx_decoder

        export_onnx_decoder(path, network.snapshot, network.data)

    files = [
        DataFile(tr("the network, for Autoencoder Lab"), "network.safetensors", partial(save_network, network)),
        *_codes_files(contents),
        *_curves_files(contents),
    ]
    if find_spec("torch"):  # who has not installed what a format takes has not asked for it
        files.append(DataFile(tr("the network, for torch"), "network.pt", partial(save_network, network)))
    if find_spec("onnx"):
        files += [
            DataFile(tr("the network, for other programs"), "network.onnx", partial(save_network, network)),
            DataFile(tr("its decoder alone"), "decoder.onnx", decoder),
        ]
    report = Report(
        translated(network.name),
        facts,
        contents.measurements,
        pictures,
        files,
        contents.credit,
        Language(QLocale().bcp47Name().removesuffix("-POSIX"), translated, written),
    )
    return write_report(parent, name, report)


def _codes_files(contents: Contents) -> Iterator[DataFile]:
    codes, labels = contents.codes(), contents.labels

    def table(dialect: Dialect) -> Callable[[Path], None]:
        return lambda path: write_codes_csv(path, codes, labels, contents.class_names, dialect)

    yield DataFile(tr("codes of the test images"), "codes.csv", table(PLAIN))
    if (dialect := _spreadsheets()).decimal != PLAIN.decimal:
        yield DataFile(tr("the same for a spreadsheet"), "codes-spreadsheet.csv", table(dialect))
    yield DataFile(tr("the same for numpy"), "codes.npy", lambda path: write_codes_npy(path, codes, labels))


def _curves_files(contents: Contents) -> Iterator[DataFile]:
    changes = contents.network.training.changes if contents.network.training else ()

    def table(dialect: Dialect) -> Callable[[Path], None]:
        return partial(write_export, content=runs.as_csv(contents.measurements, changes, dialect))

    if contents.measurements:
        yield DataFile(tr("errors of every epoch"), "curves.csv", table(PLAIN))
        if (dialect := _spreadsheets()).decimal != PLAIN.decimal:
            yield DataFile(tr("the same for a spreadsheet"), "curves-spreadsheet.csv", table(dialect))
