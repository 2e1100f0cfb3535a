"""Data sets to open: MNIST, those that can be downloaded, the user's own, and folders of pictures to make one of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ae_gui.background import Job
from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.file_dialogs import dropped_path, open_folder
from ae_gui.widgets.layouts import in_column, in_row, open_with
from ae_gui.widgets.left_out import LeftOutButton
from ae_gui.widgets.picture_page import PicturePage
from ae_gui.widgets.text_labels import heading, quiet_label
from ae_gui.words import fill, translated
from ae_model import downloads, picture_folder
from ae_model.dataset_folders import datasets_folder
from ae_model.downloads import CATALOGUE, Remote, download, folder_of, is_downloaded
from ae_model.picture_folder import Found, Made
from ae_model.picture_reading import Look
from ae_model.picture_search import natural
from ae_model.progress import Progress

_SIZE = (640, 560)  # logical pixels
_SIDE = 28  # of the images that are proposed, as MNIST's
_EXAMPLES = 100  # pictures, at most, that are shown before they are converted
_STEPS = 1000  # of the progress bar


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A folder of pictures that was looked through, and some of them as they would be, with the class of each."""

    found: Found
    look: Look
    images: NDArray[np.uint8]
    names: list[str]


class DataDialog(QDialog):
    """A dialog beside the window that does one job at a time, and goes on with it when it is closed.

    Signals:
        dataset_ready(source): the user wants to open the data set at this path, or "mnist".
        dropped(path): the user has let a file or folder fall on it.
    """

    dataset_ready = Signal(str)
    dropped = Signal(Path)

    def __init__(
        self, data_dir: Path, parent: QWidget | None = None, files: Mapping[str, Sequence[Remote]] | None = None
    ) -> None:
        """A dialog for the data sets below `data_dir`; `files`, by the name of a data set, replace torchvision's."""
        super().__init__(parent)
        self._data_dir = data_dir
        self._files = files or {}
        self._job: Job | None = None
        self._found: Found | None = None
        self._looking = False  # whether the job only shows the pictures in another look
        self._wanted_look: Look | None = None  # to be shown when that job has ended
        self._to_convert: tuple[str, Look] | None = None  # a name and a look, then too
        self._rows: dict[str, DatasetRow] = {}
        self._list = QVBoxLayout()
        self._pages = QStackedWidget()
        self._pictures_page = PicturePage()
        self._choose = QPushButton(self.tr("Folder of &pictures…"), autoDefault=False)  # Enter is for the fields
        self._doing = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._cancel = QPushButton(self.tr("Cance&l"), autoDefault=False)
        self._trouble = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._made = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._left_out = LeftOutButton()
        self._set_up()
        self._lay_out()
        self.refresh()

    @property
    def is_working(self) -> bool:
        """Whether a job is being done."""
        return self._job is not None

    @Slot()
    def stop(self) -> None:
        """Cancel the job, as the Cancel button does; the window calls this when it is closed."""
        self._wanted_look = self._to_convert = None
        if self._job is not None:
            self._doing.setText(self.tr("Cancelling…"))
            self._job.cancel()

    @Slot()
    def refresh(self) -> None:
        """List the data sets that are there now."""
        while (item := self._list.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()  # it lives on until the loop that runs now ends, and would stand under the others
                row.deleteLater()
        self._rows.clear()
        self._add("mnist", "MNIST", self.tr("Handwritten digits; travels with the program."))
        for offer in CATALOGUE:
            size = self.tr("{size} MB for both parts of EMNIST") if offer.split else self.tr("{size} MB")
            size = fill(size, size=round(offer.size / 1e6))
            words = fill(self.tr("Licence: {licence}. {size}."), licence=offer.licence, size=size)
            is_here = is_downloaded(self._data_dir, offer.name)
            self._add(offer.name, offer.title, translated(offer.about), words, is_here)
        for folder in self._own():
            self._add(str(folder), folder.name, self.tr("Made from pictures."))
        self._list.addStretch()
        self._refresh_controls()

    def look_through(self, root: Path) -> None:
        """Look through a folder of pictures, and show the data set that it would become."""
        if self.is_working:
            self._doing.setText(self.tr("One thing at a time: try again when this is done."))
        self._look_through(root, _SIDE)

    def _look_through(self, root: Path, side: int, layout: str = "") -> None:
        words = fill(self.tr("Looking through {name}…"), name=root.name)
        self._start(words, partial(_see, root, side, layout), self._take_pictures)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what the window takes."""
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := dropped_path(event)) is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    # What is done

    @Slot(str)
    def _download(self, name: str) -> None:
        words = fill(self.tr("Downloading {title}…"), title=downloads.offer(name).title)
        work = partial(download, name, self._data_dir, files=self._files.get(name))
        self._start(words, work, partial(self._take_download, name))

    def _take_download(self, name: str, _: Path) -> None:
        self.refresh()
        self._rows[name].setFocus()

    @Slot()
    def _choose_pictures(self) -> None:
        root = open_folder(
            self, self.tr("A folder of pictures, with a folder for each class if there are some"), "images"
        )
        if root is not None:
            self.look_through(root)

    def _take_pictures(self, seen: _Seen) -> None:
        self._found = seen.found
        self._pictures_page.show_found(seen.found, seen.look)
        self._show_examples(seen)
        self._pages.setCurrentWidget(self._pictures_page)

    @Slot(str)
    def _read_otherwise(self, layout: str) -> None:
        """Look through the same folder again, and read its folders in another way."""
        if self._found is not None:
            self._look_through(self._found.root, self._pictures_page.look.side, layout)

    @Slot(Look)
    def _show_look(self, look: Look) -> None:
        """Show the pictures in another look, or the last of several that were asked for meanwhile."""
        if self._job is not None:
            self._wanted_look = look
        elif self._found is not None:
            self._looking = True
            self._start("", partial(_see_again, self._found, look), self._show_examples)

    def _show_examples(self, seen: _Seen) -> None:
        self._pictures_page.show_pictures(seen.images, seen.names)

    @Slot(str, Look)
    def _convert(self, name: str, look: Look) -> None:
        if self._looking:  # what was typed last is still being shown
            self._wanted_look, self._to_convert = None, (name, look)
        elif self._found is not None:
            work = partial(picture_folder.convert, self._found, self._data_dir, name, look)
            self._start(fill(self.tr("Converting {name}…"), name=name), work, self._take_converted)

    def _take_converted(self, made: Made) -> None:
        self.refresh()
        self._go_to_list()
        self._show_made(made)
        self._open(str(made.folder))

    def _show_made(self, made: Made) -> None:
        """Say what came of the pictures, where that is more than was said of them before."""
        found, known = made.found, self._found.notes if self._found is not None else ()
        said = [translated(note) for note in found.notes if note not in known]
        if found.left_out:
            said.insert(0, fill(self.tr("Left out: {count:,}."), count=found.left_out_count))
        if said:
            words = fill(self.tr("{name} is made of {count:,} pictures."), name=made.folder.name, count=found.count)
            self._made.setText(" ".join([words, *said]))
            self._made.show()
        self._left_out.set_lines(found.left_out)

    @Slot(str)
    def _open(self, source: str) -> None:
        offered = source in {offer.name for offer in CATALOGUE}
        self.dataset_ready.emit(str(folder_of(self._data_dir, source)) if offered else source)

    def _start(self, words: str, work: Callable[[Progress], object], take: Callable[[Any], object]) -> None:
        if self._job is not None:
            return
        self._trouble.clear()
        self._made.hide()
        self._left_out.set_lines(())
        self._doing.setText(words)
        self._bar.setValue(0)
        job = Job(lambda: work(job.report), take, self._trouble.setText, self)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)
        self._job = job
        self._refresh_controls()
        job.start()

    @Slot()
    def _end(self) -> None:
        self._job, self._looking = None, False
        self._refresh_controls()
        if self._to_convert is not None:
            wanted, self._to_convert = self._to_convert, None
            self._convert(*wanted)
        elif self._wanted_look is not None:
            look, self._wanted_look = self._wanted_look, None
            self._show_look(look)

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        self._bar.setValue(round(_STEPS * share))

    # What is shown

    def _own(self) -> list[Path]:
        parent, offered = datasets_folder(self._data_dir), {offer.name for offer in CATALOGUE}
        try:
            folders = [path for path in parent.iterdir() if path.is_dir() and not path.name.startswith(".")]
        except OSError:  # there is none yet
            return []
        own = (folder for folder in folders if folder.name not in offered)
        return sorted(own, key=lambda folder: natural([folder.name]))

    def _add(self, source: str, title: str, about: str, terms: str = "", is_here: bool = True) -> None:
        row = self._rows[source] = DatasetRow(source, title, about, terms, is_here)
        row.wanted.connect(self._open if is_here else self._download)
        self._list.addWidget(row)

    def _refresh_controls(self) -> None:
        working = self.is_working
        for row in self._rows.values():
            row.button.setEnabled(not working)
        self._pictures_page.set_working(working, self._looking)
        self._choose.setEnabled(not working)
        for shown in (self._doing, self._bar, self._cancel):
            shown.setVisible(working and not self._looking)

    @Slot()
    def _go_to_list(self) -> None:
        self._pages.setCurrentIndex(0)

    def _set_up(self) -> None:
        self.setWindowTitle(self.tr("Data sets"))
        self.setModal(False)
        self.setAcceptDrops(True)
        open_with(self, *_SIZE)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._made.hide()
        self._trouble.setForegroundRole(QPalette.ColorRole.BrightText)
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choose.setToolTip(
            self.tr("Makes a data set of your own pictures, with a folder for each class if there are some")
        )
        self._choose.clicked.connect(self._choose_pictures)
        self._cancel.clicked.connect(self.stop)
        self._pictures_page.look_changed.connect(self._show_look)
        self._pictures_page.layout_changed.connect(self._read_otherwise)
        self._pictures_page.convert_wanted.connect(self._convert)
        self._pictures_page.left.connect(self._go_to_list)

    def _lay_out(self) -> None:
        for page in (self._list_page(), self._pictures_page):
            self._pages.addWidget(page)
        doing = in_row(self._doing, (self._bar, 1), self._cancel)
        made = in_row((self._made, 1), self._left_out)
        in_column((self._pages, 1), self._trouble, made, doing, parent=self, margin=MARGIN, spacing=SPACING)

    def _list_page(self) -> QWidget:
        rows = QWidget()
        rows.setLayout(self._list)
        self._list.setContentsMargins(0, 0, SPACING, 0)
        self._list.setSpacing(MARGIN)
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it
        scrolled.setWidget(rows)
        page = QWidget()
        in_column((scrolled, 1), (self._choose, 0, Qt.AlignmentFlag.AlignLeft), parent=page, spacing=SPACING)
        return page


class DatasetRow(QWidget):
    """A data set in the list, and a button to open or to download it.

    Signals:
        wanted(source): the button was pressed.
    """

    wanted = Signal(str)

    def __init__(self, source: str, title: str, about: str, terms: str, is_here: bool) -> None:
        """A row with a title, a line about the images and one of licence and size, which may be empty.

        `source` is a name in the catalogue, "mnist" or a path. A data set that is not here can be downloaded.
        """
        super().__init__()
        verb = self.tr("Open") if is_here else self.tr("Download")
        self.button = QPushButton(verb, autoDefault=False)
        self.button.setAccessibleName(f"{verb} {title}")
        self.button.setAccessibleDescription(f"{about} {terms}".strip())
        self.button.clicked.connect(lambda: self.wanted.emit(source))
        self.setFocusProxy(self.button)
        texts = [quiet_label(text, wrapped=True) for text in (about, terms) if text]
        for line in texts:
            line.setTextFormat(Qt.TextFormat.PlainText)
        words = in_column(heading(title), *texts, spacing=2)
        in_row((words, 1), (self.button, 0, Qt.AlignmentFlag.AlignTop), parent=self, spacing=MARGIN)


def _see(root: Path, side: int, layout: str, report: Progress) -> _Seen:
    found = picture_folder.scan(root, lambda share: report(0.8 * share), layout)
    return _see_again(found, picture_folder.look_for(found, side), lambda share: report(0.8 + 0.2 * share))


def _see_again(found: Found, look: Look, report: Progress) -> _Seen:
    return _Seen(found, look, *picture_folder.preview(found, look, _EXAMPLES, report))
