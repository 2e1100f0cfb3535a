"""The settings that the program remembers between two starts: every key with its type and its default.

The file is JSON and not QSettings': there PySide keeps Python's objects as pickles, and runs what a pickle says when it
is read. Whatever the file holds, written by hand, damaged or from another version, each key has a value of its type,
which is its default where the file has none. Nothing here needs Qt, so it can be read while Qt loads.
"""

import base64
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar, get_args

from ae_gui.pages import PAGES
from ae_model.config import MAX_IMAGE_SIDE, Activation, NetworkConfig, Output, TrainingConfig
from ae_model.files import behind, write_whole
from ae_model.image_shape import ImageShape

T = TypeVar("T")

MOST_RECENT = 10  # files and folders that are offered to be opened again

_MOST_BYTES = 1_000_000  # of the file; what is written here has some thousand
_LONGEST = 4_096  # characters of a text, which may be a path
_MOST_CLASSES = 256  # labels are bytes
_WRONG = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)  # what reading the wrong type raises

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Key(Generic[T]):
    """One setting.

    Attributes:
        name: in the file.
        default: its value where nothing is remembered.
        read: makes a value of JSON; raises one of `_WRONG` where it cannot.
        write: makes JSON of a value.
    """

    name: str
    default: T
    read: Callable[[Any], T]
    write: Callable[[T], Any] = lambda value: value


class ComparisonPage(IntEnum):
    """The pages of Compare, in their order; the file holds their numbers."""

    PLANES = 0
    DIGITS = 1
    DIMENSIONS = 2
    ERRORS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What the user has said of a network whose file does not say it, by the names of `checkpoint.told`."""

    activation: Activation
    output: Output
    height: int
    width: int

    @classmethod
    def of(cls, config: NetworkConfig) -> Self:
        """What was said if it is this network."""
        return cls(config.activation, config.output, config.image_shape.height, config.image_shape.width)

    @classmethod
    def read(cls, value: Any) -> Self:
        """What `dataclasses.asdict` made JSON of."""
        side = _whole(1, MAX_IMAGE_SIDE)
        activation = _one_of(*get_args(Activation))(value["activation"])
        output = _one_of(*get_args(Output))(value["output"])
        return cls(activation, output, side(value["height"]), side(value["width"]))  # type: ignore[arg-type]

    @property
    def image_shape(self) -> ImageShape:
        """Height and width as one."""
        return ImageShape(self.height, self.width)


@dataclass(frozen=True, slots=True)
class RecentItem:
    """A file or folder that was opened or saved.

    Attributes:
        kind: as what it was opened.
        path: its absolute path.
        name: its name, where that is not the last part of the path.
        epoch: told behind the name, in the language of the moment.
        said: what the user has said of a network whose file does not say it.
    """

    kind: Literal["network", "dataset", "run"]
    path: str
    name: str = ""
    epoch: int | None = None
    said: Said | None = None

    @property
    def can_be_kept(self) -> bool:
        """Whether it would be read again: a path may have bytes that are no text."""
        try:
            return self.read(asdict(self)) == self
        except _WRONG:
            return False

    @classmethod
    def read(cls, value: Any) -> Self:
        """The item that `dataclasses.asdict` made JSON of."""
        kind = _one_of("network", "dataset", "run")(value["kind"])
        path = Path(_text(value["path"]))
        if not path.is_absolute():
            raise ValueError(path)
        epoch = _or_none(_whole(0, 1_000_000_000))(value.get("epoch"))
        said = _or_none(Said.read)(value.get("said"))
        return cls(kind, str(path), _text(value.get("name", "")), epoch, said)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a table is sorted."""

    column: int
    descending: bool


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        return choices[choices.index(value)]

    return read


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(value)
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or "\0" in value:
        raise ValueError(value)
    value.encode()  # half a surrogate pair would raise wherever it is shown or opened
    return value


def _readable(read: Callable[[Any], T], values: Iterable[Any]) -> Iterator[T]:
    """Those that can be read: a bad one, or one of a newer version, does not take the others with it."""
    for value in values:
        with suppress(*_WRONG):
            yield read(value)


def _table(read: Callable[[Any], T]) -> Callable[[Any], dict[str, T]]:
    return lambda value: dict(_readable(lambda pair: (_text(pair[0]), read(pair[1])), value.items()))


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value[:_MOST_CLASSES]))


def _sizes(value: Any) -> tuple[int, int]:
    first, second = map(_whole(1, 100_000), value)
    return first, second


def _recent_items(value: Any) -> tuple[RecentItem, ...]:
    return tuple(_readable(RecentItem.read, value[:MOST_RECENT]))


def _sorting(value: Any) -> Sorting:
    return Sorting(_whole(-1, 100)(value["column"]), _flag(value["descending"]))


def _or_none(read: Callable[[Any], T]) -> Callable[[Any], T | None]:
    return lambda value: None if value is None else read(value)


# The window

# What QWidget.saveGeometry says, which knows of screens that are not there any more.
GEOMETRY: Key[bytes] = Key(
    "geometry",
    b"",
    lambda value: base64.b64decode(_text(value), validate=True),
    lambda value: base64.b64encode(value).decode(),
)
TAB = Key("tab", "latent", _one_of(*PAGES))
THEME = Key("theme", "system", _one_of("system", "light", "dark"))
LANGUAGE = Key("language", "system", _text)
EPOCHS_A_SECOND = Key("epochs-a-second", 5, _whole(1, 100))
TRAILS = Key("trails", False, _flag)
LETTERS = Key("letters", 100, _whole(50, 300))  # percent of the system's
LESS_MOTION = Key("less-motion", False, _flag)
WELCOMED = Key("welcomed", False, _flag)  # once, which is enough
GUIDE_SHOWN = Key("guide-shown", False, _flag)
GUIDE_STEP = Key("guide-step", 0, _whole(0, 100))

# Files

RECENT: Key[tuple[RecentItem, ...]] = Key("recent", (), _recent_items, lambda items: [asdict(item) for item in items])
ON_SHOW: Key[RecentItem | None] = Key("on-show", None, _or_none(RecentItem.read), lambda item: item and asdict(item))
FOLDERS: Key[dict[str, str]] = Key("folders", {}, _table(_text))  # where dialogs begin, for each of their purposes

# Training

RECIPE: Key[TrainingConfig | None] = Key(
    "recipe", None, _or_none(TrainingConfig.from_dict), lambda recipe: None if recipe is None else recipe.to_dict()
)
MORE_OF_RECIPE = Key("more-of-recipe", False, _flag)
STEPS_A_SECOND: Key[int | None] = Key("steps-a-second", None, _or_none(_whole(1, 1_000)))  # None is full speed
LOG_SCALE = Key("log-scale", True, _flag)
SMOOTHING = Key("smoothing", 3, _whole(0, 100))

# The latent space, and the other tabs

PALETTE = Key("palette", "", _text)  # a name that nothing is called by is the first palette
TOOL = Key("tool", "", _text)  # a name that no tool has is the first tool
CARPET = Key("carpet", False, _flag)
NOISE_ARROWS = Key("noise_arrows", False, _flag)
NAMES = Key("names", True, _flag)
TRUE_SCALE = Key("true-scale", False, _flag)
AXES = Key("axes", False, _flag)
LASSO = Key("lasso", False, _flag)
PATH_NEAR_DATA = Key("path-near-data", False, _flag)
PATH_FRAMES = Key("path-frames", 24, _whole(2, 120))
CLASS_NAMES: Key[dict[str, tuple[str, ...]]] = Key("class-names", {}, _table(_names))
COMPARISON_PAGE = Key("comparison-view", ComparisonPage.PLANES, lambda page: ComparisonPage(_whole(0, 3)(page)), int)
RUNS_SORTED = Key("runs-sorted", Sorting(-1, True), _sorting, asdict)  # by no column that is seen, at first
RUNS_ROWS = Key("runs-rows", (240, 320), _sizes)
RUNS_COLUMNS = Key("runs-columns", (600, 400), _sizes)


class Preferences:
    """The values of all keys, `preferences[THEME]`; what is set is on the disk after `save`."""

    def __init__(self, path: Path) -> None:
        """What is remembered in the file at `path`; where it cannot be read, nothing is."""
        self._path = path
        self._values = _read(path)
        self._changed: set[str] = set()

    def __getitem__(self, key: Key[T]) -> T:
        try:
            return key.read(self._values[key.name])
        except _WRONG:
            return key.default

    def __setitem__(self, key: Key[T], value: T) -> None:
        written = key.write(value)
        if self._values.get(key.name) != written:
            self._values[key.name] = written
            self._changed.add(key.name)

    @property
    def written(self) -> dict[str, Any]:
        """All values that are no defaults, as the file has them."""
        return dict(self._values)

    def read_again(self, key: Key[Any]) -> None:
        """Take what another window has saved since, unless this one has something to save."""
        if key.name not in self._changed:
            self._values.pop(key.name, None)
            self._values |= {name: value for name, value in _read(self._path).items() if name == key.name}

    def reset(self) -> dict[str, Any]:
        """Forget everything; returns what `bring_back` takes."""
        before, self._values = self._values, {}
        self._changed |= before.keys()
        return before

    def bring_back(self, values: dict[str, Any]) -> None:
        """Remember again what was forgotten."""
        self._changed |= self._values.keys() | values.keys()
        self._values = dict(values)

    def save(self) -> None:
        """Write what has changed; another window's changes since then stay. A file that cannot be written stays."""
        if not self._changed:
            return
        values = {name: value for name, value in _read(self._path).items() if name not in self._changed}
        values |= {name: self._values[name] for name in self._changed & self._values.keys()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(behind(self._path), json.dumps(values, indent=1, sort_keys=True).encode())
        except OSError as error:
            log.warning("Settings cannot be remembered: %s", error)
        else:
            self._changed.clear()


def _read(path: Path) -> dict[str, Any]:
    """What is in the file, by name; nothing where it is no JSON."""
    try:
        if path.stat().st_size > _MOST_BYTES or not path.is_file():
            return {}
        values = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
