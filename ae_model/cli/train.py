"""`train`: a network, from a preset and what the command line changes of it.

`torchrun --nproc-per-node=2 -m ae_model train ...` divides each batch among processes; the first one speaks and saves.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model.cli.found import load, network_of
from ae_model.cli.lead import by_torchrun, follow, joined, lead
from ae_model.cli.options import add_command, add_data_dir, add_json, add_output, add_recipe, data_dir, given, recipe
from ae_model.cli.output import Destination, RefusedError, say
from ae_model.cli.unsaid import settled
from ae_model.config import PRESETS, ConfigError, Origin, TrainingConfig
from ae_model.config_fields import name_of, named
from ae_model.datasets import Dataset
from ae_model.recording import Recorder
from ae_model.snapshot import Snapshot

if TYPE_CHECKING:
    from ae_model.cli.options import Commands

_NAMES = max(map(len, PRESETS))  # letters


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = add_command(
        commands,
        "train",
        _train,
        "train a network and save it",
        "Every training is a run, which the window shows and `resume` goes on with.",
        epilog="presets:\n" + "\n".join(f"  {name:<{_NAMES}} {preset.teaches}" for name, preset in PRESETS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_recipe(parser)
    parser.add_argument(
        "--start-from",
        metavar="FILE|RUN",
        help="begin from the weights of a saved network or a run, which decide the layers, and not from random ones",
    )
    parser.add_argument("--start-epoch", type=int, metavar="N", help="of that run; if not given, the last one")
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
    Destination(options.output, config.preset, options.float16).require_writable()
    source, dataset = load(config.dataset, options.data_dir)
    config, start = _begun_from(config, options, dataset)
    output = Destination(options.output, config.preset, options.float16)
    network = replace(config.network, image_shape=dataset.image_shape) if start is None else config.network
    config = replace(config, network=network, dataset=source)

    if by_torchrun():
        with joined(config.device) as rank:
            return (
                _leads(config, dataset, output, options, start)
                if rank == 0
                else follow(config, dataset, rank, start=start)
            )
    return _leads(config, dataset, output, options, start)


def _leads(
    config: TrainingConfig, dataset: Dataset, output: Destination, options: argparse.Namespace, start: Snapshot | None
) -> int:
    recorder = None if options.no_run else Recorder(data_dir(options))
    return lead(config, dataset, output, recorder, start=start, as_json=options.json)


def _begun_from(
    config: TrainingConfig, options: argparse.Namespace, dataset: Dataset
) -> tuple[TrainingConfig, Snapshot | None]:
    """The recipe, and the weights that it begins from, which decide its layers; None for random ones.

    Raises:
        CheckpointError, RunError, RefusedError: if there is no such network.
        ConfigError: if the command line wants other layers.
    """
    if options.start_from is None:
        if options.start_epoch is not None:
            raise RefusedError("--start-epoch is of the run that --start-from names.")
        return config, None
    read, run = network_of(options.start_from, options.data_dir, options.start_epoch)
    wanted = {name: value for name, value in given(options).items() if hasattr(read.snapshot.config, name)}
    opened, notes = settled(read, {name: value for name, value in wanted.items() if name in read.unsaid}, dataset)
    snapshot = opened.snapshot
    if any(getattr(snapshot.config, name) != value for name, value in wanted.items()):
        raise ConfigError("{file} has other layers than those that were asked for.", file=Path(options.start_from).name)
    for note in notes:
        say(note)
    made = name_of(opened.training) if opened.training else Path(options.start_from).name
    name = f"{run.name if run else made}, epoch {snapshot.epoch}"
    return named(replace(config, network=snapshot.config, origin=Origin(name, snapshot.fingerprint))), snapshot
