"""Brings the translations up to date with the sources: `make translations`.

Every text of `ae_gui` and every sentence of `ae_model` goes into resources/translations/*.ts, where Qt Linguist
(`.venv/bin/pyside6-linguist`) translates it; what is translated there goes into the .qm beside it, which the program
reads. A text that is no longer in the sources is dropped, with its translation: git has it.

    scripts/translations.py [FOLDER]     the .ts files of another folder instead
"""

import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("it", "en")  # English for its plurals alone
SENTENCES = (
    *(
        "Sentence",
        "SaidError",
        "ArrayError",
        "ArrayFileError",
        "CheckpointError",
        "ConfigError",
        "DatasetError",
        "DatasetFilesError",
    ),
    *(
        "DownloadError",
        "ExportError",
        "GateError",
        "IdxError",
        "NotDefinedError",
        "PictureError",
        "RunError",
        "_TroubleError",
    ),
)


def main(folder: Path = FOLDER) -> None:
    """Update and compile the file of every language in `folder`."""
    for language in LANGUAGES:
        texts = folder / f"autoencoder-lab_{language}.ts"
        update(texts, language)
        _run("lrelease", "-silent", texts, "-qm", texts.with_suffix(".qm"))


def update(texts: Path, language: str) -> None:
    """Bring the texts of the sources into the file `texts`, with the translations that it has.

    `Sentence("...")`, and an error that makes one, is read as `tr("...")` outside of any class, so sentences have the
    empty context, which is also where `ae_gui.words.translated` looks for them. Line numbers are left out: they would
    change with every commit.
    """
    sources = sorted(path for package in ("ae_gui", "ae_model") for path in (ROOT / package).rglob("*.py"))
    aliases = ",".join(f"tr+={name}" for name in SENTENCES)
    plurals = ("-pluralonly",) if language == "en" else ()
    _run(
        *("lupdate", "-silent", "-no-obsolete", "-locations", "none", "-tr-function-alias", aliases),
        *("-source-language", "en", "-target-language", language, *plurals, *sources, "-ts", texts),
    )


def _run(tool: str, *arguments: str | Path) -> None:
    """Run a tool of Qt Linguist, which PySide6 brings with it; its complaints end this program."""
    subprocess.run([Path(PySide6.__file__).parent / tool, *arguments], check=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
