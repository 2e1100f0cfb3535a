"""`train`: a network, from a preset and what the command line changes of it.

`torchrun --nproc-per-node=2 -m ae_model train ...` divides each batch among processes; the first one speaks and saves.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import datasets
from ae_model.cli.lead import by_torchrun, follow, joined, lead
from ae_model.cli.options import add_json, add_output, add_recipe, recipe
from ae_model.cli.output import Destination
from ae_model.config import PRESETS
from ae_model.recording import Recorder
from ae_model.user_folder import user_folder

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "train",
        help="train a network and save it",
        epilog="presets:\n" + "\n".join(f"  {name:<14} {preset.teaches}" for name, preset in PRESETS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=_train)
    add_recipe(parser)
    parser.add_argument(
        "--data-dir",
        type=lambda text: Path(text).absolute(),
        metavar="DIR",
        default=user_folder(),
        required=user_folder() is None,
        help="the window's folder, in which the training becomes a run (default: %(default)s)",
    )
    add_output(parser)
    add_json(parser)


def _train(options: argparse.Namespace) -> int:
    config = recipe(options)
    output = Destination(options.output, config.preset, options.float16)
    output.require_writable()
    dataset = datasets.load(config.dataset)
    source = config.dataset if config.dataset == "mnist" else str(Path(config.dataset).resolve())  # from anywhere
    network = replace(config.network, image_shape=dataset.image_shape)
    config = replace(config, network=network, dataset=source)

    if not by_torchrun():
        return lead(config, dataset, output, Recorder(options.data_dir), as_json=options.json)
    with joined(config.device) as rank:
        if rank == 0:
            return lead(config, dataset, output, Recorder(options.data_dir), as_json=options.json)
        return follow(config, dataset, rank)
