"""`export`: write the network of a file or a run, its codes or its curves, as other programs read them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import checkpoint, network_formats, runs
from ae_model.checkpoint import Checkpoint
from ae_model.cli.found import data_of, network_of
from ae_model.cli.options import add_data_dir, add_dataset, add_json, add_network
from ae_model.cli.output import DONE, RefusedError, say, show
from ae_model.code_tables import write_codes_csv, write_codes_npy
from ae_model.files import behind, write_export
from ae_model.onnx_export import export_onnx_decoder
from ae_model.runs import Run

if TYPE_CHECKING:
    from ae_model.cli.options import Commands

_WHAT = ("network", "decoder", "codes", "curves")


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser(
        "export", help="write a network, its codes or its curves as other programs read them"
    )
    parser.set_defaults(command=_export)
    add_network(parser)
    parser.add_argument("--epoch", type=int, metavar="N", help="of a run: the network after this epoch, not the last")
    files = parser.add_argument_group("what to write; the ending of a file's name decides its format")
    files.add_argument("--to", type=Path, metavar="FILE", help="the network: .safetensors, .pt or .onnx")
    files.add_argument("--decoder", type=Path, metavar="FILE", help="the decoder alone: .onnx")
    files.add_argument("--codes", type=Path, metavar="FILE", help="the codes of the test images: .csv or .npy")
    files.add_argument("--curves", type=Path, metavar="FILE", help="of a run, the figures of its epochs: .csv")
    parser.add_argument("--float16", action="store_true", help="save the weights in half the bytes: .safetensors alone")
    add_dataset(parser)
    add_data_dir(parser)
    add_json(parser)
