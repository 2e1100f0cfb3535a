"""`export`: write the network of a file or a run, its codes or its curves, as other programs read them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import network_formats, runs
from ae_model.checkpoint import Checkpoint
from ae_model.cli.found import data_of, network_of, require_fitting
from ae_model.cli.options import add_command, add_data_dir, add_dataset, add_json, add_network
from ae_model.cli.output import DONE, RefusedError, say, show
from ae_model.cli.unsaid import add_unsaid, said, settled
from ae_model.code_tables import write_codes_csv, write_codes_npy
from ae_model.datasets import Dataset
from ae_model.files import write_export
from ae_model.onnx_export import export_onnx_decoder
from ae_model.tables import PLAIN, Dialect, for_spreadsheet

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "write a network, its codes or its curves as other programs read them"
    parser = add_command(commands, "export", _export, does, "Older files of these names are replaced.")
    add_network(parser)
    parser.add_argument("--epoch", type=int, metavar="N", help="of a run: the network after this epoch, not the last")
    parser.add_argument(
        "--output",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="the network, as its ending says: .safetensors, .pt or .pth for torch, or .onnx; several may be given",
    )
    parser.add_argument("--decoder", type=Path, metavar="FILE", help="the decoder alone, as ONNX")
    parser.add_argument("--codes", type=Path, metavar="FILE", help="the codes of the test images: .csv or .npy")
    parser.add_argument("--curves", type=Path, metavar="FILE", help="of a run, the figures of its epochs, as CSV")
    parser.add_argument(
        "--decimal-comma",
        action="store_true",
        help="write tables as spreadsheets in Italian or German read them: 0,5 and semicolons, marked as UTF-8",
    )
    parser.add_argument("--float16", action="store_true", help="save the weights in half the bytes: .safetensors alone")
    add_dataset(parser, "what it was trained on")
    add_data_dir(parser)
    add_unsaid(parser)
    add_json(parser)


def _export(options: argparse.Namespace) -> int:
    written = [*options.output, *(path for path in (options.decoder, options.codes, options.curves) if path)]
    if not written:
        raise RefusedError("Say what to write: --output net.pt or net.onnx, --decoder, --codes or --curves.")
    for path in options.output:
        network_formats.require_known(path, float16=options.float16)
    read, run = network_of(options.network, options.data_dir, options.epoch)
    if options.curves is not None and run is None:
        raise RefusedError(f"{options.network} has no curves: it is one network, and not the folder of a run.")
    # What its file does not say is found by trying, which takes a data set.
    dataset = data_of(options, read, run) if options.codes is not None or read.unsaid else None
    opened, notes = settled(read, said(options), dataset)
    for note in notes:
        say(note)
    for path in options.output:
        network_formats.save(path, opened.snapshot, opened.training, opened.data, float16=options.float16)
    if options.decoder is not None:
        export_onnx_decoder(options.decoder, opened.snapshot, opened.data)
    dialect = for_spreadsheet(",") if options.decimal_comma else PLAIN
    if options.codes is not None and dataset is not None:
        _write_codes(options, opened, dataset, dialect)
    if run is not None and options.curves is not None:
        write_export(options.curves, runs.as_csv(run.measurements, run.about.config.changes, dialect))
    show({"epoch": opened.snapshot.epoch, "files": [str(path) for path in written]}, as_json=options.json)
    return DONE


def _write_codes(options: argparse.Namespace, opened: Checkpoint, dataset: Dataset, dialect: Dialect) -> None:
    require_fitting(options.network, opened.snapshot, dataset)
    codes, test = opened.snapshot.encode(dataset.test.images), dataset.test
    if options.codes.suffix.lower() == ".npy":
        write_codes_npy(options.codes, codes, test.labels)
    else:
        write_codes_csv(options.codes, codes, test.labels, dataset.class_names, dialect)
