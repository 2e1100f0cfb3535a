"""`train`: a network, from a preset and what the command line changes of it.

`torchrun --nproc-per-node=2 -m ae_model train ...` divides each batch among processes; the first one speaks and saves.
"""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from ae_model.cli.found import load
from ae_model.cli.lead import by_torchrun, follow, joined, lead
from ae_model.cli.options import add_data_dir, add_json, add_output, add_recipe, data_dir, recipe
from ae_model.cli.output import Destination
from ae_model.config import PRESETS, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.recording import Recorder

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
    add_data_dir(parser)
    parser.add_argument(
        "--no-run",
        action="store_true",
        help="keep no run: the network alone is saved, and a training that was stopped cannot be gone on with",
    )
    add_output(parser)
    add_json(parser)


def _train(options: argparse.Namespace) -> int:
    config = recipe(options)
    output = Destination(options.output, config.preset, options.float16)
    output.require_writable()
    source, dataset = load(config.dataset, options.data_dir)
    network = replace(config.network, image_shape=dataset.image_shape)
    config = replace(config, network=network, dataset=source)

    if by_torchrun():
        with joined(config.device) as rank:
            return _leads(config, dataset, output, options) if rank == 0 else follow(config, dataset, rank)
    return _leads(config, dataset, output, options)


def _leads(config: TrainingConfig, dataset: Dataset, output: Destination, options: argparse.Namespace) -> int:
    recorder = None if options.no_run else Recorder(data_dir(options))
    return lead(config, dataset, output, recorder, as_json=options.json)
