"""`train`: a network, from a preset and what the command line changes of it.

`torchrun --nproc-per-node=2 -m ae_model train ...` divides each batch among processes; the first one speaks and saves.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import datasets
from ae_model.cli.lead import follow, lead
from ae_model.cli.options import add_json, add_output, add_recipe, recipe
from ae_model.cli.output import require_writable, unused
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
        type=Path,
        metavar="DIR",
        default=user_folder(),
        required=user_folder() is None,
        help="the window's folder, in which the training becomes a run (default: %(default)s)",
    )
    add_output(parser)
    add_json(parser)


def _train(options: argparse.Namespace) -> int:
    config = recipe(options)
    output: Path = options.output or unused(config.preset)
    require_writable(output)
    dataset = datasets.load(config.dataset)
    source = config.dataset if config.dataset == "mnist" else str(Path(config.dataset).resolve())  # from anywhere
    network = replace(config.network, image_shape=dataset.image_shape)
    config = replace(config, network=network, dataset=source)

    if "TORCHELASTIC_RUN_ID" not in os.environ:  # which torchrun sets
        return lead(config, dataset, output, options, Recorder(options.data_dir))
    from ae_model.steppers.data_parallel import joined

    with joined(config.device) as rank:
        if rank == 0:
            return lead(config, dataset, output, options, Recorder(options.data_dir))
        return follow(config, dataset, rank)
