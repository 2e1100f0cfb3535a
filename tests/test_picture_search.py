import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ae_model import picture_search
from ae_model.picture_reading import PictureError
from ae_model.picture_search import LeftOut, Search, natural, shown

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a small picture, or other content, below the folder `mine`."""

    def write(name: str, content: bytes | None = None) -> Path:
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            Image.fromarray(np.full((4, 4), 9, np.uint8)).save(path, "PNG")
        else:
            path.write_bytes(content)
        return path

    return write


def taken(root: Path) -> list[str]:
    return ["/".join(way) for way in Search(root).pictures]


def reasons(root: Path) -> dict[str, str]:
    return {item.path: item.reason for item in Search(root).left_out}


def test_pictures_are_found_by_their_names_whatever_is_capital_in_order_as_people_count(make, tmp_path):
    names = ["10/b.JPG", "10/c (1).jpeg", "10/c.jfif", "9/img2.png", "9/img10.tif", "9/sub/x.WebP"]
    for name in reversed(names):
        make(name)
    assert taken(tmp_path / "mine") == ["9/img2.png", "9/img10.tif", "9/sub/x.WebP", *names[:3]]
    assert reasons(tmp_path / "mine") == {}


def test_a_name_without_an_extension_is_looked_into(make, tmp_path):
    make("a/IMG_0001")
    make("a/README", b"no picture")
    assert taken(tmp_path / "mine") == ["a/IMG_0001"]
    assert reasons(tmp_path / "mine") == {"a/README": "By its name, it is not a picture."}


def test_what_systems_leave_among_pictures_is_left_out_and_listed(make, tmp_path):
    make("a/0.png")
    for name in (".DS_Store", "a/._0.png", "a/Thumbs.db", "a/desktop.ini", "@eaDir/0.png", "__MACOSX/a/0.png"):
        make(name)
    assert taken(tmp_path / "mine") == ["a/0.png"]
    assert set(reasons(tmp_path / "mine").values()) == {"It is hidden, or the system's own."}
    expected = ["__MACOSX", ".DS_Store", "@eaDir", "a/._0.png", "a/desktop.ini", "a/Thumbs.db"]
    assert sorted(reasons(tmp_path / "mine")) == sorted(expected)


def test_pictures_that_are_still_in_the_cloud_are_told(make, tmp_path):
    make("a/.0.png.icloud", b"bplist00")
    make("a/1.png", b"")
    told = reasons(tmp_path / "mine")
    assert told["a/.0.png.icloud"] == "It is in the cloud and not on this disk: download it first."
    assert told["a/1.png"] == "It is empty: if it is in the cloud, download it first."
    assert told["a"] == "It holds no pictures."


def test_kinds_of_pictures_that_are_not_read_are_told(make, tmp_path):
    names = ["a/IMG_1.HEIC", "a/IMG_2.cr2", "a/IMG_3.avif", "a/scan.JP2", "a/drawing.svg"]
    for name in names:
        make(name, b"raw")
    told = reasons(tmp_path / "mine")
    assert {told[name] for name in names} == {"This kind of picture is not read here: export it as JPEG or PNG."}


def test_links_to_folders_and_pictures_are_followed_once(make, tmp_path):
    make("z real/0.png")
    make("z real/deep/4.png")
    (tmp_path / "elsewhere").mkdir()
    make("../elsewhere/1.png")
    mine = tmp_path / "mine"
    (mine / "a link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (mine / "early").symlink_to(mine / "z real" / "deep", target_is_directory=True)
    (mine / "again").symlink_to(mine / "z real", target_is_directory=True)
    (mine / "z real" / "round").symlink_to(mine, target_is_directory=True)
    (mine / "z real" / "2.png").symlink_to(tmp_path / "elsewhere" / "1.png")
    (mine / "z real" / "3.png").symlink_to(tmp_path / "nowhere.png")
    assert taken(mine) == ["a link/1.png", "z real/0.png", "z real/2.png", "z real/deep/4.png"]
    assert reasons(mine) == {
        "early": "It is a link to a folder that is looked through already.",
        "again": "It is a link to a folder that is looked through already.",
        "z real/round": "It is a link to a folder that is looked through already.",
        "z real/3.png": "It is a link that leads nowhere.",
    }


def test_a_folder_that_cannot_be_read_is_left_out_and_the_others_are_not(make, tmp_path, monkeypatch):
    make("a/0.png")
    make("b/0.png")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)  # who is root may read all
    assert taken(tmp_path / "mine") == ["a/0.png"]
    assert reasons(tmp_path / "mine")["b"] == "It cannot be read: Permission denied."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_left_out_and_not_waited_for(make, tmp_path):
    make("a/0.png")
    os.mkfifo(tmp_path / "mine" / "a" / "pipe.png")
    assert reasons(tmp_path / "mine") == {"a/pipe.png": "It is not a file."}


def test_an_empty_folder_might_have_been_a_class_and_is_told(make, tmp_path):
    make("a/0.png")
    (tmp_path / "mine" / "b" / "deep").mkdir(parents=True)
    assert reasons(tmp_path / "mine") == {"b": "It holds no pictures."}


def test_too_many_pictures_are_refused(make, tmp_path, monkeypatch):
    for number in range(3):
        make(f"a/{number}.png")
    monkeypatch.setattr(picture_search, "MAX_PICTURES", 2)
    with pytest.raises(PictureError, match="holds more than 2 pictures or 1,000,000 files; that is too many"):
        Search(tmp_path / "mine")
    with pytest.raises(PictureError, match="There is no folder"):
        Search(tmp_path / "nowhere")


def test_numbers_within_names_count_as_numbers():
    names = ["b", "a10", "a9", "10", "9", "B2", "a09"]
    assert sorted(names, key=lambda name: natural([name])) == ["9", "10", "a09", "a9", "a10", "b", "B2"]


def test_a_line_about_a_file_has_its_path_and_the_reason_and_nothing_that_breaks_a_line():
    assert str(LeftOut("a/0.txt", "By its name, it is not a picture.")) == "a/0.txt: by its name, it is not a picture."
    assert shown(("a\n", "x\udce9.png")) == "a\ufffd/x\ufffd.png"
    assert shown(("👩\u200d🚀", "0.png")) == "👩\u200d🚀/0.png"
