"""`datasets`: list the data sets that `--dataset` takes by their names."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ae_model.cli.options import add_command, add_data_dir, add_json, data_dir
from ae_model.cli.output import DONE, show
from ae_model.dataset_folders import datasets_folder
from ae_model.downloads import CATALOGUE

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = add_command(commands, "datasets", _list, "list the data sets that --dataset takes by their names")
    add_data_dir(parser)
    add_json(parser)


def _list(options: argparse.Namespace) -> int:
    here = _here(data_dir(options))
    rows = [_row("mnist", "Handwritten digits.", "comes with the program", "CC BY-SA 3.0")]
    for offer in CATALOGUE:
        state = "here" if offer.name in here else f"to download, {round(offer.size / 1e6)} MB"
        rows.append(_row(offer.name, offer.about, state, offer.licence, here.pop(offer.name, None)))
    rows += [_row(name, "Made from pictures.", "here", "", folder) for name, folder in here.items()]
    if not options.json:
        rows = [{name: row[name] for name in ("name", "state", "about")} for row in rows]
    show(rows, as_json=options.json)
    return DONE


def _row(name: str, about: str, state: str, licence: str, folder: Path | None = None) -> dict[str, Any]:
    return {"name": name, "state": state, "about": about, "licence": licence, "folder": folder and str(folder)}


def _here(folder: Path) -> dict[str, Path]:
    """The data sets in the user's folder, by their names."""
    try:
        found = [path for path in datasets_folder(folder).iterdir() if path.is_dir() and path.name[0] != "."]
    except OSError:  # there is none yet
        return {}
    return {path.name: path for path in sorted(found)}
