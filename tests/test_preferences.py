import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ae_gui import preferences
from ae_gui.preferences import (
    CLASS_NAMES,
    FOLDERS,
    GEOMETRY,
    ON_SHOW,
    RECENT,
    RECIPE,
    SMOOTHING,
    TAB,
    THEME,
    Key,
    Preferences,
    RecentItem,
    Said,
)
from ae_model.config import PRESETS

KEYS = [value for value in vars(preferences).values() if isinstance(value, Key)]
SOME = {
    GEOMETRY: b"\x01\xd9\xd0\xcb",
    TAB: "runs",
    SMOOTHING: 5,
    RECIPE: PRESETS["deep-30d"].config,
    CLASS_NAMES: {"mnist": ("zero", "uno", "二"), "/a/folder = x": ("[a]", "b,c")},
    RECENT: (RecentItem("network", "/a/net.pt"), RecentItem("run", "/b/run", "the best so far", 12)),
    ON_SHOW: RecentItem("network", "/c.pt", said=Said("silu", "linear", 28, 30)),
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "user" / "settings.json"


def remember(path: Path, values: dict[Key[Any], Any]) -> None:
    remembered = Preferences(path)
    for key, value in values.items():
        remembered[key] = value
    remembered.save()


def values(path: Path) -> dict[str, Any]:
    """Of every key, as a program would read them now."""
    read = Preferences(path)
    return {key.name: read[key] for key in KEYS}


DEFAULTS = {key.name: key.default for key in KEYS}


def test_no_two_keys_have_one_name_and_every_default_is_a_value_of_its_key():
    assert len({key.name for key in KEYS}) == len(KEYS) > 20
    for key in KEYS:
        assert key.read(json.loads(json.dumps(key.write(key.default)))) == key.default


def test_what_was_set_is_there_at_the_next_start_and_the_rest_is_as_at_first(path):
    assert values(path) == DEFAULTS
    remember(path, SOME)

    assert values(path) == DEFAULTS | {key.name: value for key, value in SOME.items()}


def test_nothing_is_written_where_nothing_was_changed(path):
    remember(path, {THEME: "dark"})
    before = path.stat().st_mtime_ns, path.stat().st_ino
    remember(path, {THEME: "dark"})

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_another_windows_changes_stay(path):
    one, other = Preferences(path), Preferences(path)
    one[THEME], other[TAB] = "dark", "runs"
    one.save()
    other.save()

    assert (Preferences(path)[THEME], Preferences(path)[TAB]) == ("dark", "runs")


def test_what_a_newer_version_remembers_stays(path):
    path.parent.mkdir()
    path.write_text('{"of-tomorrow": [1, 2]}')
    remember(path, {THEME: "dark"})

    assert json.loads(path.read_text()) == {"of-tomorrow": [1, 2], "theme": "dark"}


def test_a_reset_forgets_everything_and_can_be_taken_back(path):
    remember(path, SOME)
    remembered = Preferences(path)
    before = remembered.reset()
    remembered.save()
    assert values(path) == DEFAULTS

    remembered[THEME] = "dark"
    remembered.bring_back(before)
    remembered.save()
    assert values(path) == DEFAULTS | {key.name: value for key, value in SOME.items()}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"null", b"\xff\xfe{}", b'{"theme": "dark"', b"[" * 100_000, b'{"smoothing": 1' + b"0" * 5_000,
     b" " * 2_000_000, b"[General]\ntheme=dark\n"],
    ids=range(10),
)  # fmt: skip
def test_a_file_that_is_no_settings_is_as_none_and_is_replaced_by_the_next(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert values(path) == DEFAULTS

    remember(path, {THEME: "dark"})
    assert Preferences(path)[THEME] == "dark"


def test_a_cut_file_is_as_none(path):
    remember(path, SOME)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        assert values(path) == DEFAULTS


@given(st.dictionaries(st.sampled_from([key.name for key in KEYS]), json_values, max_size=5))
def test_whatever_somebody_writes_each_key_has_a_value_of_its_own_type(tmp_path_factory, written):
    path = tmp_path_factory.getbasetemp() / "by-hand.json"
    path.write_text(json.dumps(written))
    read = Preferences(path)
    for key in KEYS:
        value = read[key]
        assert key.read(json.loads(json.dumps(key.write(value)))) == value, key.name
        assert type(value) is type(key.default) or key.default is None or value is None


@given(st.data())
def test_settings_with_one_value_changed_into_anything_are_read(tmp_path_factory, data):
    written = json.loads(json.dumps({key.name: key.write(value) for key, value in SOME.items()}))
    place, at = written, data.draw(st.sampled_from(sorted(written)))
    while isinstance(place[at], dict | list) and place[at] and data.draw(st.booleans()):
        place = place[at]
        at = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[at] = data.draw(json_values)
    path = tmp_path_factory.getbasetemp() / "changed.json"
    path.write_text(json.dumps(written))

    read = Preferences(path)
    for key in KEYS:
        assert key.read(json.loads(json.dumps(key.write(read[key])))) == read[key], key.name


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "pink"), ("theme", ["dark"]), ("smoothing", True), ("smoothing", 3.0), ("smoothing", -1), ("tab", "x"),
     ("geometry", "not base64!"), ("runs-rows", [0, 0]), ("runs-rows", [1, 2, 3]), ("recent", [{"kind": "network"}]),
     ("recent", [{"kind": "network", "path": "relative"}]), ("on-show", {"kind": "virus", "path": "/a"}),
     ("class-names", {"mnist": 3}), ("class-names", {"mnist": ["\ud800"]}), ("recipe", {"epochs": "many"}),
     ("recipe", PRESETS["seed-2d"].config.to_dict() | {"epochs": -3})],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_the_default(path, name, value):
    path.parent.mkdir()
    path.write_text(json.dumps({name: value}))
    assert values(path) == DEFAULTS


def test_one_bad_entry_takes_no_other_with_it(path):
    net = {"kind": "network", "path": "/a/net.pt"}
    bad = [{"kind": "of tomorrow", "path": "/a"}, {"kind": "network", "path": "/\udcff.pt"}, 3]
    entries = {
        "recent": [*bad, net],
        "class-names": {"mnist": ["zero"], "/a": ["x" * 5_000]},
        "folders": {"images": "/a", "exports": "/\udcff"},
    }
    path.parent.mkdir()
    path.write_text(json.dumps(entries))

    read = Preferences(path)
    assert read[RECENT] == (RecentItem("network", "/a/net.pt"),)
    assert read[CLASS_NAMES] == {"mnist": ("zero",)}
    assert read[FOLDERS] == {"images": "/a"}


@pytest.mark.parametrize("what", ["a folder", "in a file", "a fifo", "read-only"])
def test_a_file_that_cannot_be_read_or_written_harms_nobody(path, what):
    if what == "a folder":
        path.mkdir(parents=True)
    elif what == "in a file":
        path.parent.write_text("in the way")
    elif what == "a fifo":
        path.parent.mkdir()
        os.mkfifo(path)
    else:
        remember(path, {THEME: "dark"})
        path.chmod(0o400)
        path.parent.chmod(0o500)
        if os.access(path.parent, os.W_OK):
            pytest.skip("root may write everywhere")
    remember(path, {THEME: "light"})

    assert Preferences(path)[THEME] in ("dark", "system")
    path.parent.chmod(0o700)
