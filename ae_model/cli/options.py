"""The options that commands share, and how a recipe is read from them."""

import argparse
import re
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ae_model.cli.output import RefusedError
from ae_model.config import DEFAULT_PRESET, PRESETS, ConfigError, TrainingConfig
from ae_model.config_fields import BY_NAME, FIELDS, Choice, Field, Sizes, Whole, changed
from ae_model.sentence import Clause
from ae_model.user_folder import user_folder

if TYPE_CHECKING:  # at run time it is no generic
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_NAMES = {field: "output-kind" if field.name == "output" else field.name.replace("_", "-") for field in FIELDS}


def add_command(
    commands: "Commands", name: str, run: Callable[[argparse.Namespace], int], does: str, more: str = "", **how: Any
) -> argparse.ArgumentParser:
    """A command that `run` does and gives the exit code of; what it does in a few words, and more if they are asked."""
    told = f"{does[0].upper()}{does[1:]}. {more}"
    parser: argparse.ArgumentParser = commands.add_parser(name, help=does, description=told.strip(), **how)
    parser.set_defaults(command=run)
    return parser


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """The preset, the data set and every part of a recipe."""
    add_dataset(parser)
    parser.add_argument(
        "--preset",
        choices=PRESETS,
        default=DEFAULT_PRESET,
        metavar="P",
        help="one of those below (default: %(default)s)",
    )
    recipe = parser.add_argument_group("recipe", "What is not given is as in the preset.")
    for field, name in _NAMES.items():
        recipe.add_argument(
            f"--{name}", dest=_dest(field), type=partial(_read, field), help=_tip(field), **_values(field)
        )


def add_dataset(parser: argparse.ArgumentParser, otherwise: str = "mnist") -> None:
    """The data set; `otherwise` says what is taken if none is given."""
    parser.add_argument(
        "--dataset",
        metavar="D",
        help=f"a name that `datasets` lists, or the path of a folder or file; if not given, {otherwise}",
    )


def add_network(parser: argparse.ArgumentParser) -> None:
    """A network, in a file or in a run."""
    parser.add_argument(
        "network", metavar="FILE|RUN", help="a network's file, or the folder of a run or its name, as `runs` lists it"
    )


def add_option(parser: argparse.ArgumentParser, name: str, tip: str) -> None:
    """An option for one field of a recipe, of which it takes the values."""
    field = BY_NAME[name]
    parser.add_argument(f"--{name.replace('_', '-')}", type=partial(_read, field), help=tip, **_values(field))


def recipe(options: argparse.Namespace) -> TrainingConfig:
    """The preset, changed as the command line says."""
    return changed(PRESETS[options.preset].config, given(options))


def given(options: argparse.Namespace) -> dict[str, Any]:
    """The parts of a recipe that the command line names, and their values."""
    named = {"dataset": options.dataset} | {field.name: getattr(options, _dest(field)) for field in FIELDS}
    return {name: value for name, value in named.items() if value is not None}


def command_of(config: TrainingConfig) -> str:
    """The options of `train` that make this recipe, as they are written in a shell."""
    preset = config.preset if config.preset in PRESETS else DEFAULT_PRESET
    words = ["--preset", preset]
    if config.dataset != "mnist":
        words += ["--dataset", config.dataset]
    for field, name in _NAMES.items():
        if (value := field.of(config)) != field.of(PRESETS[preset].config):
            written = ",".join(map(str, value)) if isinstance(field.control, Sizes) else str(value)
            words += [f"--{name}", written]
    return shlex.join(words)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """The user's folder, which the window has too."""
    parser.add_argument(
        "--data-dir",
        type=lambda text: Path(text).absolute(),
        metavar="DIR",
        default=user_folder(),
        help="the folder that the window shares, of runs and data sets (default: %(default)s)",
    )


def data_dir(options: argparse.Namespace) -> Path:
    """The user's folder.

    Raises:
        RefusedError: if none was named and the user has no home.
    """
    if options.data_dir is None:
        raise RefusedError("There is no home folder to keep anything in; name a folder: --data-dir DIR.")
    folder: Path = options.data_dir
    return folder


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where a training saves its network, and how."""
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to save the network, as its ending says: .safetensors, .pt or .pth for torch, or .onnx; if not "
        "given, PRESET.safetensors here, or custom.safetensors where the preset was changed, numbered if there is one "
        "already",
    )
    parser.add_argument("--float16", action="store_true", help="save the weights in half the bytes")


def add_json(parser: argparse.ArgumentParser) -> None:
    """How results are printed."""
    parser.add_argument("--json", action="store_true", help="print the results as JSON, in one line")


def _values(field: Field) -> dict[str, Any]:
    """How the help tells of the values of a field."""
    match field.control:
        case Choice(words):
            return {"choices": list(words)}
        case Whole(nothing=(str() as word, _)):
            return {"metavar": f"{word}|N"}
        case Sizes():
            return {"metavar": "512,.."}
    return {"metavar": "N"}


def _tip(field: Field) -> str:
    """The line of explanation, with the values as they are typed here, and as argparse wants it."""
    tip = Clause(field.tip).replace("%", "%%")
    match field.control:
        case Choice(words):
            for value, word in words.items():
                tip = tip if " " in word else re.sub(rf"\b{re.escape(word)}\b", value, tip)
        case Whole(nothing=(str() as value, word)):
            tip = tip.replace(word, value)
    return tip


def _dest(field: Field) -> str:
    return f"of_recipe_{field.name}"  # options.output is a file


def _read(field: Field, text: str) -> Any:
    try:
        return field.read(text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
