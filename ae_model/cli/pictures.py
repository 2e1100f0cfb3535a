"""`import`: make a data set of a folder of pictures."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import picture_folder
from ae_model.cli.options import add_command, add_data_dir, add_json, data_dir
from ae_model.cli.output import DONE, RefusedError, say, show
from ae_model.cli.progress import followed
from ae_model.picture_folder import Found
from ae_model.picture_reading import Look

if TYPE_CHECKING:
    from ae_model.cli.options import Commands

_SHOWN = 10  # files that are left out and named


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "make a data set of a folder of pictures"
    more = "Its images are small, grey and square. The pictures stay as they are; what is not taken is listed."
    parser = add_command(commands, "import", _import, does, more)
    parser.add_argument(
        "pictures",
        type=Path,
        metavar="FOLDER",
        help="with a folder of pictures for each class, such folders below train and test, or no classes",
    )
    parser.add_argument("--name", help="of the data set, for --dataset; if not given, that of the folder")
    parser.add_argument("--side", type=int, default=Look().side, metavar="PIXELS", help="default: %(default)s")
    parser.add_argument(
        "--invert",
        action=argparse.BooleanOptionalAction,
        help="whether bright becomes dark: the background should be black; if not given, as the borders say",
    )
    parser.add_argument(
        "--stretch",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="whether pictures that use few of the possible grey values are stretched, all alike (default: yes)",
    )
    parser.add_argument("--folders", metavar="HOW", help="how the folders are read, of the ways that are told")
    add_data_dir(parser)
    add_json(parser)


def _import(options: argparse.Namespace) -> int:
    with followed() as report:
        found = picture_folder.scan(options.pictures, lambda share: report(0.3 * share), options.folders or "")
        look = _look(found, options)
        if options.folders is not None and found.layout != options.folders:
            ways = ", ".join(f"{name} ({title})" for name, title in found.layouts)
            raise RefusedError(f"The folders of {options.pictures} cannot be read in that way, but so: {ways}.")
        name = options.name or options.pictures.resolve().name
        made = picture_folder.convert(found, data_dir(options), name, look, lambda share: report(0.3 + 0.7 * share))
    _say_what_was_understood(made.found, look)
    results = {
        "name": made.folder.name,
        "folder": str(made.folder),
        "pictures": made.found.count,
        "classes": list(made.found.class_names) if options.json else len(made.found.class_names),
        "left_out": made.found.left_out_count,
    }
    show(results, as_json=options.json)
    return DONE


def _look(found: Found, options: argparse.Namespace) -> Look:
    look = picture_folder.look_for(found, options.side)
    if options.invert is not None:
        look = replace(look, invert=options.invert)
    return look if options.stretch else look.unstretched


def _say_what_was_understood(found: Found, look: Look) -> None:
    for note in found.notes:
        say(note)
    if len(found.layouts) > 1:
        others = ", ".join(f"{name} ({title})" for name, title in found.layouts if name != found.layout)
        say(f"The folders were read as {dict(found.layouts)[found.layout]}; --folders reads them otherwise: {others}.")
    if look.invert:
        say("Bright became dark, since the background is to be black; --no-invert leaves it as it is.")
    for levels in found.levels:
        if levels in look.stretched:
            say(f"Stretched: {levels} became those from black to white; --no-stretch leaves integers as they are.")
        else:
            say(f"Not stretched: {levels}.")
    for item in found.left_out[:_SHOWN]:
        say(f"Left out: {item}")
    if (more := len(found.left_out) - _SHOWN) > 0:
        say(f"Left out: {more:,} more, which its NOTICE.md lists.")
