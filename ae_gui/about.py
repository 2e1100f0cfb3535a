"""The dialog about the program: its versions, to be copied into a bug report, and the licences of its parts."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from ae_gui import versions
from ae_gui.theme import MARGIN, SPACING, TITLE, sized, strong
from ae_gui.widgets.layouts import in_column, in_row, open_with
from ae_gui.widgets.tabs import Tabs
from ae_gui.words import fill
from ae_model import __version__
from ae_model.resources import resource

_SIZE = (820, 520)  # logical pixels
_ICON = 64
_MOST_CHARACTERS = 200_000  # of a text that is shown; torch's notices alone are longer


class AboutDialog(QDialog):
    """A dialog with two pages: the program and the machine, and the texts of the licences.

    Attributes:
        facts: the versions, which can be copied.
        texts, text: the list of licences, and the text of the chosen one.
    """

    def __init__(self, window: QWidget, device: str, data_dir: Path) -> None:
        """A dialog for a program that trains on `device`, if that is no CPU, and writes into `data_dir`."""
        super().__init__(window)
        self.setWindowTitle(self.tr("About Autoencoder Lab"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.facts = QPlainTextEdit(versions.report(device, data_dir), readOnly=True)
        self.texts, self.text = QListWidget(), QPlainTextEdit(readOnly=True)
        self._fill_texts()
        self._lay_out()
        open_with(self, *_SIZE)

    @Slot()
    def copy(self) -> None:
        """Copy the versions, which a bug report needs."""
        QGuiApplication.clipboard().setText(self.facts.toPlainText())

    @Slot(str)
    def _show_text(self, title: str) -> None:
        if title:  # there is one
            self.text.setPlainText(self._read(self._files[title]))

    def _read(self, path: Path) -> str:
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                text, cut = file.read(_MOST_CHARACTERS), bool(file.read(1))
        except OSError as error:
            return str(error)
        return text + "\n\n" + fill(self.tr("The rest is in {path}"), path=path) if cut else text

    def _fill_texts(self) -> None:
        self._files = licence_files()
        self.texts.addItems(list(self._files))
        self.texts.currentTextChanged.connect(self._show_text)
        self.texts.setCurrentRow(0)

    def _lay_out(self) -> None:
        icon = QLabel(pixmap=QApplication.windowIcon().pixmap(_ICON), alignment=Qt.AlignmentFlag.AlignTop)
        name = QLabel(fill(self.tr("Autoencoder Lab {version}"), version=__version__))
        name.setFont(strong(sized(name.font(), TITLE)))
        words = QLabel(
            self.tr(
                "See what an autoencoder learns: train one on handwritten digits and walk through its code space.\n"
                "The program is under the MIT licence; MNIST is by Yann LeCun and Corinna Cortes, under CC BY-SA 3.0.\n"
                "Its letters are Inter, by Rasmus Andersson, under the SIL Open Font License; its icons are "
                "Lucide's, ISC."
            ),
            wordWrap=True,
        )
        words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.facts.setAccessibleName(self.tr("Versions and machine"))
        self.texts.setAccessibleName(self.tr("Licences"))
        self.text.setAccessibleName(self.tr("Text of the licence"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

        head = in_row(icon, (name, 1), spacing=MARGIN)
        licences = QWidget()
        in_row((self.texts, 1), (self.text, 3), parent=licences, margin=(0, SPACING, 0, 0))
        pages = Tabs()
        pages.addTab(self.facts, self.tr("Versions"))
        pages.addTab(licences, self.tr("Licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(self.tr("As text, for a bug report"))
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.close)
        in_column(head, words, (pages, 1), buttons, parent=self, margin=MARGIN, spacing=MARGIN)


def licence_files() -> dict[str, Path]:
    """The files of licences by the names of what they are about; a packaged program has those of all its parts."""
    folder = resource("licences")
    texts = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    found = {" – ".join(path.relative_to(folder).with_suffix("").parts): path for path in texts}
    own = resource().parent / "LICENSE"
    if own.is_file():
        found = {"Autoencoder Lab": own} | found
    borrowed = {"MNIST": "mnist", "Inter": "fonts", "Lucide": "icons"}
    return found | {name: resource(folder, "NOTICE.md") for name, folder in borrowed.items()}
