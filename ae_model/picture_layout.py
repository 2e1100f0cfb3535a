"""Which folders of a tree of pictures are classes, and which are parts: to train on, to validate and to test with.

People lay pictures out in a few ways, and name the parts in many. Where a tree can be read in more than one way, all of
them are told, the likeliest first, for the user to choose. Pictures to validate with become the test part, or are
trained on where there is one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ae_model.dataset_files import Part
from ae_model.datasets import MAX_CLASS_NAME, MAX_CLASSES, is_class_name
from ae_model.picture_search import LeftOut, Way, natural, shown
from ae_model.sentence import Sentence

_PARTS: dict[str, Part] = {
    **dict.fromkeys(("train", "training", "trainset", "trainingset", "traindata", "trainingdata"), "train"),
    **dict.fromkeys(("addestramento", "allenamento", "entrainement", "apprentissage", "entrenamiento"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "valset", "validset", "validationset"), "validation"),
    **dict.fromkeys(("dev", "devset", "eval", "evaluation", "validazione", "validacion", "validierung"), "validation"),
    **dict.fromkeys(("test", "testing", "tests", "testset", "testingset", "testdata", "testen", "t10k"), "test"),
    **dict.fromkeys(("holdout", "heldout", "prova", "verifica", "prueba", "pruebas"), "test"),
}
_FILLERS = {"set", "data", "dataset", "split", "part", "images", "image", "imgs", "img", "pictures", "photos"}
_FEW = 5  # names that a sentence has


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a tree that is read in one way.

    Attributes:
        way: to its file.
        part: that it is in.
        folder: the way to the folder of its class; None where there are no classes.
        name: of that folder, or what stands for it.
    """

    way: Way
    part: Part = "train"
    folder: Way | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to read a tree.

    Attributes:
        name: of this way.
        title: what a user is told who may choose another.
        pictures: those that are taken.
        left_out: those that have no place in it.
        notes: sentences on what was understood.
    """

    name: str
    title: str
    pictures: tuple[Picture, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def layouts(ways: Sequence[Way]) -> list[Layout]:
    """All ways to read these pictures, the likeliest first; that there are no classes is always one of them."""
    tree = _Tree(ways)
    makers: tuple[Callable[[_Tree], Layout | None], ...] = (
        _parts,
        _parts_in_classes,
        _parts_in_names,
        _folders,
        _inner,
    )
    found = [layout for make in makers if (layout := make(tree)) is not None]
    found.append(_no_classes(tree))
    named = None if any(picture.folder for picture in found[0].pictures) else _file_names(found[0])
    if named is not None:
        words = Sentence("The names of the files begin as if there were classes: these can be chosen.")
        found = [replace(found[0], notes=(*found[0].notes, words)), *found[1:], named]
    return found


def class_names(pictures: Sequence[Picture]) -> tuple[dict[Way, str], list[str]]:
    """What the class of each folder is called, and sentences about those that are not called as their folders.

    Names that differ only in blanks or in how an accent is stored are of one class; those that differ in capitals too,
    unless they lie side by side.
    """
    folders = Counter(picture.folder for picture in pictures if picture.folder is not None)
    raw = {picture.folder: picture.name for picture in pictures if picture.folder is not None}
    written = {folder: " ".join(unicodedata.normalize("NFC", name).split()) for folder, name in raw.items()}
    alike: dict[str, set[str]] = {}
    for name in written.values():
        alike.setdefault(name.casefold(), set()).add(name)
    side_by_side = Counter((parent, name.casefold()) for parent, name in {(f[:-1], n) for f, n in written.items()})
    apart = {key for (_, key), count in side_by_side.items() if count > 1}
    count: Counter[str] = Counter()
    for folder, name in written.items():
        count[name] += folders[folder]
    called: dict[Way, str] = {}
    for folder, name in written.items():
        variants = {name} if name.casefold() in apart else alike[name.casefold()]
        called[folder] = max(sorted(variants), key=lambda variant: count[variant])
    return _possible(raw, called)


def _possible(raw: Mapping[Way, str], called: Mapping[Way, str]) -> tuple[dict[Way, str], list[str]]:
    """Names that classes can have, each of one class, and what is to be said of them."""
    names: dict[str, str] = {}
    notes: list[str] = []
    for name in sorted(set(called.values()), key=lambda name: natural([name])):
        names[name] = _free(_class_name(name), names.values())
        from_folders = sorted({raw[folder] for folder, said in called.items() if said == name})
        if len(from_folders) > 1:
            words = ", ".join(f"“{shown((folder,))}”" for folder in from_folders[:_FEW])
            notes.append(Sentence("The folders {folders} are one class, {name}.", folders=words, name=names[name]))
        elif names[name] != name:
            words = shown((name[: 2 * MAX_CLASS_NAME],))
            notes.append(
                Sentence("The class of the folder “{folder}” is called {name}.", folder=words, name=names[name])
            )
    return {folder: names[name] for folder, name in called.items()}, notes


def _class_name(name: str) -> str:
    """A name that a class can have: without what cannot be seen, and short."""
    if is_class_name(name):
        return name
    seen = "".join(character if is_class_name(f"x{character}") else " " for character in name)
    return " ".join(seen.split())[:MAX_CLASS_NAME].strip() or "?"


def _free(name: str, taken: Iterable[str]) -> str:
    """A name like this one that is not taken."""
    known, number, free = set(taken), 2, name
    while free in known:
        end = f" ({number})"
        number, free = number + 1, name[: MAX_CLASS_NAME - len(end)] + end
    return free


def class_name_of(folder: str) -> str:
    """What the only class is called of pictures that lie in this folder."""
    return _class_name(" ".join(unicodedata.normalize("NFC", folder).split()))


class _Tree:
    """Pictures by the folders at the first level that has several.

    Attributes:
        ways: to all pictures.
        depth: of that level: 0 is the root's own.
        folders: at it, by their names, and the pictures below each.
        beside: pictures that lie beside these folders, or above them.
    """

    def __init__(self, ways: Sequence[Way]) -> None:
        self.ways = list(ways)
        self.depth = _level(self.ways)
        below = [way for way in self.ways if len(way) > self.depth + 1]
        self.folders = _by_folder(below, self.depth)
        self.beside = [way for way in self.ways if len(way) <= self.depth + 1]


def _by_folder(ways: Iterable[Way], depth: int) -> dict[str, list[Way]]:
    folders: dict[str, list[Way]] = {}
    for way in ways:
        if len(way) > depth + 1:
            folders.setdefault(way[depth], []).append(way)
    return folders


def _level(ways: Sequence[Way]) -> int:
    """The first level with several folders, below folders that hold most of all in a single one; 0 without it."""
    depth = 0
    while len(folders := _by_folder(ways, depth)) == 1:
        (below,) = folders.values()
        if 2 * len(below) <= len(ways):
            return 0
        ways, depth = below, depth + 1
    return depth if len(folders) > 1 else 0


def _level_of_classes(ways: Sequence[Way], depth: int) -> int:
    """The level of the folders in a part, below one that is called like a part again: seg_train/seg_train/street."""
    while len(folders := _by_folder(ways, depth)) == 1:
        (name,) = folders
        part, rest = _part(name)
        if not part and rest:
            break
        depth += 1
    return depth


# The ways to read a tree


def _parts(tree: _Tree) -> Layout | None:
    """Folders called train, test and the like, with a folder for each class in them or none at all."""
    parts = _named_parts(tree)
    if not parts:
        return None
    levels = {name: _level_of_classes(tree.folders[name], tree.depth + 1) for name in parts}
    has_classes = any(_by_folder(tree.folders[name], levels[name]) for name in parts if parts[name] == "train")
    others = [name for name in tree.folders if name not in parts]
    if not has_classes and others:
        return None  # a folder beside "train" and "plane" is one of vehicles
    pictures, left_out = [], _beside(tree)
    for name, part in parts.items():
        level = levels[name] if has_classes else None
        taken = [_picture(way, part, level) for way in tree.folders[name]]
        lone = [picture for picture in taken if has_classes and picture.folder is None]
        if len(lone) == len(taken):
            left_out.append(_folder(tree, name, Sentence("Its pictures are in no folder of a class.")))
        else:
            left_out += [_left_out(picture.way, Sentence("It is in no folder of a class.")) for picture in lone]
        pictures += [picture for picture in taken if picture not in lone] if lone else taken
    left_out += [_folder(tree, name, Sentence("It lies beside the parts, and is not one of them.")) for name in others]
    title = Sentence("Parts: {names}", names=_some(parts))
    return _divided("parts", title, pictures, left_out, {name: parts[name] for name in parts}, tree.depth)


def _parts_in_classes(tree: _Tree) -> Layout | None:
    """Folders of classes, with folders called train and test in each."""
    within = {name: _by_folder(ways, tree.depth + 1) for name, ways in tree.folders.items()}
    names = {inner for folders in within.values() for inner in folders}
    parts = {name: part for name in names if (part := _part(name)[0]) and not _part(name)[1]}
    if (
        len(tree.folders) < 2
        or len(parts) < len(names)
        or len(set(parts.values())) < 2
        or "train" not in parts.values()
    ):
        return None
    pictures, left_out = [], _beside(tree)
    for ways in tree.folders.values():
        for way in ways:
            if len(way) == tree.depth + 2:
                left_out.append(_left_out(way, Sentence("It is in no part of its class.")))
            else:
                folder = way[: tree.depth + 1]
                pictures.append(Picture(way, parts[way[tree.depth + 1]], folder, folder[-1]))
    title = Sentence("Classes: {names}, each with the parts {parts}", names=_some(tree.folders), parts=_some(parts))
    return _divided("parts in classes", title, pictures, left_out, parts, tree.depth + 1)


def _parts_in_names(tree: _Tree) -> Layout | None:
    """Folders called "cats_train" and "cats_test"."""
    told = {name: _part(name) for name in tree.folders}
    classes: dict[str, set[str]] = {}
    for part, rest in told.values():
        classes.setdefault(rest.casefold(), set()).add(part)
    if "" in classes or len(classes) < 2 or any(len(parts) < 2 or "train" not in parts for parts in classes.values()):
        return None
    if any("" in parts for parts in classes.values()):
        return None
    pictures = [
        Picture(way, told[name][0] or "train", (told[name][1].casefold(),), told[name][1])
        for name, ways in tree.folders.items()
        for way in ways
    ]
    parts: dict[str, Part] = {name: part for name, (part, _) in told.items() if part}
    title = Sentence("Classes: {names}, with the part in the name of each folder", names=_some(classes))
    return _divided("parts in names", title, pictures, _beside(tree), parts, tree.depth)


def _folders(tree: _Tree) -> Layout | None:
    """Each folder is a class."""
    if not 2 <= len(tree.folders) <= MAX_CLASSES:
        return None
    pictures = [_picture(way, "train", tree.depth) for ways in tree.folders.values() for way in ways]
    notes = []
    same = [name for name, ways in tree.folders.items() if len(_by_folder(ways, tree.depth + 1)) > 1]
    inner = Counter(name for folder in same for name in _by_folder(tree.folders[folder], tree.depth + 1))
    if sum(count > 1 for count in inner.values()) > 1:
        words = Sentence(
            "The folders {names} hold folders of the same names: these may be the classes.", names=_some(same)
        )
        notes.append(words)
    if tree.depth:
        where = shown(next(iter(tree.folders.values()))[0][: tree.depth])
        notes.append(Sentence("The classes are the folders in “{folder}”.", folder=where))
    title = Sentence("Classes: {names}", names=_some(tree.folders))
    return Layout("folders", title, tuple(pictures), tuple(_beside(tree)), tuple(notes))


def _inner(tree: _Tree) -> Layout | None:
    """The folders within the folders are classes, whatever those around them are."""
    inner = {name: _by_folder(ways, tree.depth + 1) for name, ways in tree.folders.items()}
    names = {name for folders in inner.values() for name in folders}
    if len(inner) < 2 or not all(inner.values()) or not 2 <= len(names) <= MAX_CLASSES:
        return None
    all_of_them = [_picture(way, "train", tree.depth + 1) for ways in tree.folders.values() for way in ways]
    lone = [_left_out(p.way, Sentence("It is in no folder of a class.")) for p in all_of_them if p.folder is None]
    pictures = tuple(picture for picture in all_of_them if picture.folder is not None)
    title = Sentence("Classes: {names}, within {folders}", names=_some(sorted(names)), folders=_some(inner))
    return Layout("inner folders", title, pictures, (*_beside(tree), *lone))


def _no_classes(tree: _Tree) -> Layout:
    notes: list[str] = []
    if len(tree.folders) > MAX_CLASSES:
        notes.append(
            Sentence(
                "There are {count:,} folders, of which at most {most} can be classes: all pictures are of one.",
                count=len(tree.folders),
                most=MAX_CLASSES,
            )
        )
    return Layout("no classes", Sentence("No classes"), tuple(map(Picture, tree.ways)), notes=tuple(notes))


def _file_names(flat: Layout) -> Layout | None:
    """Pictures without classes are of those that their names begin with: cat.0.jpg, dog_1.jpg."""
    begun = [(picture, _beginning(picture.way[-1])) for picture in flat.pictures]
    counts = Counter(name.casefold() for picture, name in begun if picture.part == "train")
    if "" in counts or not 2 <= len(counts) <= MAX_CLASSES or min(counts.values()) < 2:
        return None
    pictures = [replace(picture, folder=(name.casefold(),), name=name) for picture, name in begun if name]
    lone = [
        _left_out(picture.way, Sentence("Its name does not begin with a class.")) for picture, name in begun if not name
    ]
    title = Sentence("Classes in the names of the files: {names}", names=_some(sorted(counts)))
    return Layout("file names", title, tuple(pictures), (*flat.left_out, *lone), flat.notes)


def _beginning(name: str) -> str:
    """The word, or words, before the first number in the name of a file."""
    found = re.match(r"([^\W\d_][^\d.]*?)[\W_]*\d", name)
    return found[1] if found else ""


# What they have in common


def _named_parts(tree: _Tree) -> dict[str, Part]:
    """The folders that are parts, by their names: there is one to train on, and another."""
    order = ("train", "validation", "test", "")
    told = dict(sorted(((name, _part(name)) for name in tree.folders), key=lambda item: order.index(item[1][0])))
    surely: dict[str, Part] = {name: part for name, (part, rest) in told.items() if part and not rest}
    if len(set(surely.values())) > 1 and "train" in surely.values():
        return surely
    maybe: dict[str, Part] = {name: part for name, (part, _) in told.items() if part}
    held = [_by_folder(ways := tree.folders[name], _level_of_classes(ways, tree.depth + 1)).keys() for name in maybe]
    if len(set(maybe.values())) < 2 or len(set.intersection(*map(set, held))) < 2:
        return {}
    if "train" not in maybe.values():
        return {name: "train" if part == "validation" else part for name, part in maybe.items()}
    return maybe


def _part(name: str) -> tuple[Part | Literal[""], str]:
    """The part that a folder is called after, and what else is in its name: "seg_train" is ("train", "seg")."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words: list[str] = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\W_A-Za-z]+", plain)
    if plain.casefold() in _PARTS:  # "VALIDATION", "t10k"
        words = [plain]
    rest = []
    parts: list[Part] = []
    for word in words:
        low = word.casefold()
        if (bare := low if low in _PARTS else low.strip("0123456789")) in _PARTS:
            parts.append(_PARTS[bare])
        elif bare and bare not in _FILLERS:
            rest.append(word)
    return (parts[0] if len(parts) == 1 else ""), " ".join(rest)


def _divided(
    name: str, title: str, pictures: list[Picture], left_out: list[LeftOut], parts: Mapping[str, Part], depth: int
) -> Layout | None:
    """A layout with parts: what is to validate with is tested with, or trained on where there are test pictures."""
    if not any(picture.part == "train" for picture in pictures):
        return None
    is_tested = any(picture.part == "test" for picture in pictures)
    notes: list[str] = []
    for folder, part in parts.items():
        count, said = sum(picture.way[depth] == folder for picture in pictures), shown((folder,))
        if part == "validation" and count:
            there = Sentence("The {count:,} pictures in “{folder}” are trained on.", count=count, folder=said)
            held = Sentence("The {count:,} pictures in “{folder}” are the test part.", count=count, folder=said)
            notes.append(there if is_tested else held)
    becomes: Part = "train" if is_tested else "test"
    pictures = [replace(picture, part=becomes) if picture.part == "validation" else picture for picture in pictures]
    return Layout(name, title, tuple(pictures), tuple(left_out), tuple(notes))


def _picture(way: Way, part: Part, depth: int | None) -> Picture:
    """A picture whose class is the folder at this level of its way, if its way goes so deep."""
    if depth is None or len(way) <= depth + 1:
        return Picture(way, part)
    return Picture(way, part, way[: depth + 1], way[depth])


def _beside(tree: _Tree) -> list[LeftOut]:
    return [_left_out(way, Sentence("It is beside the folders, in none of them.")) for way in tree.beside]


def _left_out(way: Way, reason: str) -> LeftOut:
    return LeftOut(shown(way), reason)


def _folder(tree: _Tree, name: str, reason: str) -> LeftOut:
    """A whole folder that is left out."""
    ways = tree.folders[name]
    return LeftOut(shown(ways[0][: tree.depth + 1]), reason, len(ways))


def _some(names: Iterable[str]) -> str:
    some = [shown((name,)) for name in names]
    return ", ".join(some[:_FEW]) + (", …" if len(some) > _FEW else "")
