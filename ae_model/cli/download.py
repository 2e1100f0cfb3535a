"""`download`: bring a data set of the catalogue into the user's folder."""

import argparse
from typing import TYPE_CHECKING

from ae_model.cli.options import add_command, add_data_dir, add_json, data_dir
from ae_model.cli.output import DONE, say, show
from ae_model.cli.progress import followed
from ae_model.downloads import CATALOGUE, download, offer

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    names = [offer.name for offer in CATALOGUE]
    parser = add_command(commands, "download", _download, "download a data set")
    parser.add_argument("name", choices=names, metavar="NAME", help=", ".join(names))
    add_data_dir(parser)
    add_json(parser)


def _download(options: argparse.Namespace) -> int:
    wanted = offer(options.name)
    say(f"Downloading {wanted.title}, {round(wanted.size / 1e6)} MB. {wanted.credit} Licence: {wanted.licence}.")
    with followed() as report:
        folder = download(wanted.name, data_dir(options), report)
    show({"name": wanted.name, "folder": str(folder)}, as_json=options.json)
    return DONE
