import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from handmade_pictures import RAMP, gray, saved
from PIL import Image, ImageDraw

from ae_model import datasets, picture_folder, picture_search
from ae_model.dataset_folders import datasets_folder
from ae_model.picture_folder import (
    as_dataset,
    convert,
    examples,
    free_folder,
    look_for,
    preview,
    scan,
)
from ae_model.picture_reading import Levels, Look, PictureError, read


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    """Twelve cats and six dogs, each picture of one grey."""
    root = tmp_path / "animals"
    for name, count in (("dog", 6), ("cat", 12)):
        for number in range(count):
            saved(root / name / f"{number}.png", gray(np.full((28, 28), 10 * number + len(name) + (name == "dog"))))
    return root


def test_a_folder_a_class_is_found_with_what_is_in_it(animals):
    saved(animals / "cat" / "old" / "wide.jpg", Image.new("RGB", (40, 20)))
    (animals / "cat" / "notes.txt").write_text("not a picture")
    (animals / ".thumbnails").mkdir()
    saved(animals / ".thumbnails" / "0.png", gray(RAMP))
    saved(animals / "cat" / "._0.png", gray(RAMP))
    (animals / "empty").mkdir()
    found = scan(animals)
    assert found.class_names == ("cat", "dog")
    assert (found.count, len(found.train), found.test) == (19, 19, ())
    assert found.sizes == {(28, 28): 18, (40, 20): 1}
    assert found.modes == {"L": 18, "RGB": 1}
    assert [str(item) for item in found.left_out] == [
        ".thumbnails: it is hidden, or the system's own.",
        "cat/._0.png: it is hidden, or the system's own.",
        "cat/notes.txt: by its name, it is not a picture.",
        "empty: it holds no pictures.",
    ]
    assert found.left_out_count == 4


def test_one_of_six_of_each_class_is_held_back_and_the_same_ones_each_time(animals):
    found = scan(animals)
    dataset, again = (as_dataset(found, "animals", Look())[0] for _ in range(2))
    assert np.bincount(dataset.train.labels).tolist() == [10, 5]
    assert np.bincount(dataset.test.labels).tolist() == [2, 1]
    np.testing.assert_array_equal(dataset.test.images, again.test.images)
    assert not dataset.test.images.flags.writeable
    greys = np.concatenate([dataset.train.images, dataset.test.images])[:, 0, 0]
    assert len(set(greys.tolist())) == 18  # none lost, none twice


def test_a_class_of_one_picture_is_trained_on_which_is_said(animals):
    saved(animals / "ape" / "0.png", gray(RAMP))
    found = scan(animals)
    dataset, _ = as_dataset(found, "animals", Look())
    assert np.bincount(dataset.train.labels).tolist() == [1, 10, 5]
    assert found.notes == ("There are no test pictures of ape.",)


def test_folders_called_train_and_test_divide_the_pictures(tmp_path):
    for part, number in (("train", 3), ("test", 2)):
        for label in ("a", "b"):
            for i in range(number):
                saved(tmp_path / "mine" / part / label / f"{i}.png", gray(RAMP))
    found = scan(tmp_path / "mine")
    assert (len(found.train), len(found.test), found.class_names) == (6, 4, ("a", "b"))
    dataset, _ = as_dataset(found, "mine", Look())
    assert (dataset.train.labels.tolist(), dataset.test.labels.tolist()) == ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1])


def test_folders_that_are_converted_at_the_same_time_under_one_name_all_stay(animals, tmp_path):
    found = scan(animals)
    with ThreadPoolExecutor(8) as pool:
        sides = range(4, 20)
        made = list(pool.map(lambda side: convert(found, tmp_path / "data", "mine", Look(side)).folder, sides))
    assert sorted(datasets_folder(tmp_path / "data").iterdir()) == sorted(made)
    assert [datasets.load(str(folder)).image_shape.width for folder in made] == list(sides)


def test_what_is_converted_opens_as_a_data_set_of_exactly_these_pictures(animals, tmp_path):
    saved(animals / "cat" / "ramp.png", gray(RAMP))
    shares = []
    folder = convert(scan(animals), tmp_path / "data", "animals", Look(), shares.append).folder
    dataset = datasets.load(str(folder))
    assert (dataset.name, dataset.class_names) == ("animals", ("cat", "dog"))
    assert any((image == RAMP).all() for image in (*dataset.train.images, *dataset.test.images))
    assert [path.name for path in datasets_folder(tmp_path / "data").iterdir()] == ["animals"]
    assert "licence is that of the pictures" in (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert shares == sorted(shares)


def test_a_name_that_is_taken_gets_a_number_and_an_odd_one_is_made_a_folders(tmp_path):
    (datasets_folder(tmp_path) / "My Cats").mkdir(parents=True)
    assert free_folder(tmp_path, "my cats").name == "my cats (2)"
    assert free_folder(tmp_path, "../../etc/x").name == "etc-x"
    assert free_folder(tmp_path, "kmnist").name == "kmnist (2)"
    assert free_folder(tmp_path, "nul").name == "nul (2)"
    assert free_folder(tmp_path, "…").name == "pictures"


def rgba(ink: int) -> Image.Image:
    """A square of ink on nothing."""
    image = Image.new("RGBA", (28, 28), (ink, ink, ink, 0))
    ImageDraw.Draw(image).rectangle((7, 7, 20, 20), fill=(ink, ink, ink, 255))
    return image


@pytest.mark.parametrize(("background", "ink", "invert"), [(255, 0, True), (0, 255, False)])
@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize("size", [(28, 28), (36, 28)])  # of the wide one, the padding is no border
def test_the_look_that_is_proposed_has_a_dark_background_and_shows_the_ink(
    tmp_path, background, ink, invert, transparent, size
):
    for label in "ab":
        for i in range(3):
            image = rgba(ink).resize(size)
            if not transparent:
                ground = Image.new("RGBA", image.size, (background,) * 3 + (255,))
                image = Image.alpha_composite(ground, image)
            saved(tmp_path / label / f"{i}.png", image)
    look = look_for(scan(tmp_path), 20)
    assert look == Look(20, invert)
    assert type(look.invert) is bool  # Qt takes no numpy.bool


def test_the_preview_shows_pictures_of_every_class_as_they_will_be(animals):
    found = scan(animals)
    look = Look(12, invert=True)
    images, names = preview(found, look, 8)
    shown = examples(found, 8)
    assert images.shape == (8, 12, 12)
    assert [label for _, label in shown] == [0, 1] * 4 and names == ["cat", "dog"] * 4
    np.testing.assert_array_equal(images[3], read(shown[3][0], look))


def refusal(root: Path) -> str:
    with pytest.raises(PictureError) as told:
        scan(root)
    sentence = str(told.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_what_nothing_can_be_learnt_from_is_refused(tmp_path):
    assert "There is no folder" in refusal(tmp_path / "nowhere")
    (tmp_path / "mine").mkdir()
    assert refusal(tmp_path / "mine") == f"{tmp_path / 'mine'} holds no pictures."
    (tmp_path / "mine" / "0.txt").write_text("no picture")
    assert refusal(tmp_path / "mine").endswith("no pictures that can be used: 0.txt: by its name, it is not a picture.")
    saved(tmp_path / "mine" / "cat" / "0.png", gray(RAMP))
    saved(tmp_path / "mine" / "dog" / "0.png", gray(RAMP))
    assert "one picture of each class; it takes two to hold one back" in refusal(tmp_path / "mine")


def test_pictures_without_classes_are_of_one_that_is_called_after_their_folder(animals):
    for root, name in ((animals / "cat", "cat"), (animals, "cat")):
        for path in (animals / "dog").glob("*.png"):
            path.unlink()
        found = scan(root)
        dataset, _ = as_dataset(found, "cats", Look())
        assert (found.class_names, len(dataset.train.labels), len(dataset.test.labels)) == ((name,), 10, 2)
        assert not dataset.train.labels.any()


def test_classes_are_in_the_order_in_which_people_count(tmp_path):
    for label in range(12):
        for number in range(2):
            saved(tmp_path / f"{label}" / f"{number}.png", gray(RAMP))
    found = scan(tmp_path)
    assert found.class_names == tuple(map(str, range(12)))
    assert found.train[20][0].parent.name == "10" and found.train[20][1] == 10


def test_a_class_that_is_only_tested_is_left_out_and_named(tmp_path):
    for place in ("train/a", "train/b", "test/a", "test/c"):
        for number in range(2):
            saved(tmp_path / place / f"{number}.png", gray(RAMP))
    found = scan(tmp_path)
    assert (found.class_names, len(found.train), len(found.test)) == (("a", "b"), 4, 2)
    assert [str(item) for item in found.left_out] == [
        f"test/c/{number}.png: there are no pictures of its class to train on." for number in range(2)
    ]
    assert list(map(str, found.notes)) == [
        "The class c is left out: it has no pictures to train on that can be read.",
        "There are no test pictures of b.",
    ]


def test_too_many_pictures_are_refused_before_they_are_opened(animals, monkeypatch):
    monkeypatch.setattr(picture_search, "MAX_PICTURES", 17)
    (animals / "cat" / "0.png").write_bytes(b"damaged")
    assert "holds more than 17 pictures" in refusal(animals)


def test_files_that_are_no_pictures_are_left_out_and_all_listed(animals):
    for number in range(7):
        (animals / "cat" / f"{number}.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    found = scan(animals)
    assert (found.count, found.left_out_count) == (11, 7)
    assert str(found.left_out[6]) == "cat/6.png: it is not a picture that can be read."


def test_if_no_picture_can_be_read_five_are_named(animals):
    for path in animals.rglob("*.png"):
        path.write_bytes(b"damaged")
    sentence = refusal(animals)
    assert "animals holds no pictures that can be used: cat/0.png: it is not a picture that can be read; " in sentence
    assert sentence.endswith("cat/4.png: it is not a picture that can be read; and 13 more.")


def broken(path: Path) -> Path:
    """A picture that only decoding tells from a whole one."""
    large = saved(path, gray(np.random.default_rng(0).integers(0, 256, (200, 200))))
    large.write_bytes(large.read_bytes()[:20_000])
    return large


def test_a_truncated_picture_is_left_out_when_it_is_decoded_and_the_notice_names_it(animals, tmp_path):
    broken(animals / "dog" / "0.png")
    found = scan(animals)
    made = convert(found, tmp_path / "data", "animals", Look())
    assert (found.count, made.found.count, made.found.left_out_count) == (18, 17, 1)
    line = "dog/0.png: it cannot be decoded (image file is truncated)."
    assert str(made.found.left_out[0]) == line
    notice = (made.folder / "NOTICE.md").read_text(encoding="utf-8")
    assert "- 14 images to train on, 3 to test with\n" in notice and f"Left out: 1\n\n- {line}\n" in notice
    dataset = datasets.load(str(made.folder))
    assert (dataset.class_names, len(dataset.train.images) + len(dataset.test.images)) == (("cat", "dog"), 17)
    black = np.zeros((28, 28), np.uint8)
    assert not any((image == black).all() for image in (*dataset.train.images, *dataset.test.images))


def test_a_class_without_a_picture_that_can_be_decoded_is_gone_and_that_is_said(animals, tmp_path):
    for number in range(3):
        saved(animals / "ape" / f"{number}.png", gray(np.full((28, 28), 3 * number + 100)))
    for number in range(6):
        broken(animals / "dog" / f"{number}.png")
    made = convert(scan(animals), tmp_path / "data", "animals", Look())
    dataset = datasets.load(str(made.folder))
    assert (dataset.class_names, np.bincount(dataset.train.labels).tolist()) == (("ape", "cat"), [2, 10])
    assert "The class dog is left out: it has no pictures to train on that can be read." in made.found.notes


def test_examples_that_cannot_be_decoded_are_passed_over(animals):
    for number in range(6):
        broken(animals / "dog" / f"{number}.png")
    found = scan(animals)
    images, names = preview(found, look_for(found), 8)
    assert (len(images), set(names)) == (8, {"cat"})


def test_the_values_of_all_pictures_are_found_where_they_are_few_and_are_stretched(tmp_path):
    for label in "ab":
        for number in range(3):
            values = np.minimum(RAMP * 16, 1_000 * (3 - number) + 16 * (label == "b"))
            saved(tmp_path / label / f"{number}.png", Image.fromarray(values.astype(np.uint16)))
    found = scan(tmp_path)
    look = look_for(found)
    assert found.levels == look.stretched == (Levels("16 bits", 0, 3_016),)
    images, _ = preview(found, look, 6)
    assert sorted(images.reshape(6, -1).max(axis=1).tolist()) == [85, 86, 169, 170, 254, 255]  # alike, not each


def test_pictures_of_several_depths_have_the_values_of_each(tmp_path):
    for number in range(3):
        saved(tmp_path / "a" / f"{number}.png", gray(RAMP))
        saved(tmp_path / "b" / f"{number}.png", Image.fromarray(RAMP * 16))
        saved(tmp_path / "c" / f"{number}.tif", Image.fromarray((RAMP / 250).astype(np.float32)))
        saved(tmp_path / "d" / f"{number}.png", gray((RAMP > 100) * 255).convert("1"))
    found = scan(tmp_path)
    assert set(found.levels) == {Levels("16 bits", 0, 4_000), Levels("floats", 0, 1)}
    dataset, _ = as_dataset(found, "mixed", look_for(found))
    ramp = np.round(RAMP * 1.02 + 1e-6)
    for label, expected in enumerate((RAMP, ramp, ramp, (RAMP > 100) * 255)):
        image = dataset.train.images[dataset.train.labels == label][0]
        np.testing.assert_allclose(image, expected, atol=label == 2)  # of halves, which floats round either way


def test_masks_of_0_and_1_are_stretched_beside_pictures_of_two_colours(tmp_path):
    for number in range(3):
        saved(tmp_path / "a" / f"{number}.png", gray(RAMP > 100))
        saved(tmp_path / "b" / f"{number}.png", gray((RAMP > 100) * 255).convert("1"))
    found = scan(tmp_path)
    dataset, _ = as_dataset(found, "masks", look_for(found))
    assert all((image == (RAMP > 100) * 255).all() for image in dataset.train.images)


def test_usual_pictures_are_not_stretched(animals):
    saved(animals / "cat" / "bright.png", gray(RAMP))
    assert scan(animals).levels == ()


def test_stretching_is_written_into_the_notice(tmp_path):
    for number in range(4):
        saved(tmp_path / "mine" / f"{number}.png", gray(RAMP // (200 - number)))
    found = scan(tmp_path / "mine")
    made = convert(found, tmp_path, "mine", look_for(found))
    notice = (made.folder / "NOTICE.md").read_text(encoding="utf-8")
    assert "- Stretched: values from 0 to 1 of 255 became those from black to white.\n" in notice
    dataset = datasets.load(str(made.folder))
    assert (dataset.class_names, dataset.has_classes, len(dataset.test.images)) == (("mine",), False, 1)


def test_images_that_are_both_trained_on_and_tested_with_are_counted(tmp_path):
    for place, count in (("train/a", 3), ("train/b", 3), ("test/a", 2), ("test/b", 1)):
        for number in range(count):
            saved(tmp_path / place / f"{number}.png", gray(np.full((28, 28), 40 * number + (place[-1] == "b"))))
    _, found = as_dataset(scan(tmp_path), "copies", Look())
    assert found.notes == ("Test images that are also training images: 3.",)


def test_folders_are_read_in_another_way_if_it_is_asked_for(tmp_path):
    for place in ("2019/cat", "2019/dog", "2020/cat", "2020/dog"):
        saved(tmp_path / place / "0.png", gray(RAMP))
    assert scan(tmp_path).class_names == ("2019", "2020")
    found = scan(tmp_path, layout="inner folders")
    assert (found.class_names, found.layout) == (("cat", "dog"), "inner folders")
    assert [name for name, _ in found.layouts] == ["folders", "inner folders", "no classes"]
    assert scan(tmp_path, layout="no classes").count == 4


def test_what_has_changed_since_is_read_anew(animals):
    found = scan(animals)
    (animals / "cat" / "0.png").unlink()
    saved(animals / "dog" / "1.png", gray(RAMP))
    dataset, after = as_dataset(found, "animals", Look())
    assert any((image == RAMP).all() for image in (*dataset.train.images, *dataset.test.images))
    assert str(after.left_out[0]) == "cat/0.png: it cannot be read: No such file or directory."
    saved(animals / "bird" / "0.png", gray(RAMP))
    assert scan(animals).class_names == ("bird", "cat", "dog")


def test_a_data_set_that_would_not_fit_is_refused(animals, monkeypatch):
    monkeypatch.setattr(picture_folder, "MAX_DATASET_BYTES", 18 * 28 * 28 - 1)
    with pytest.raises(PictureError, match=r"18 images of 28×28 pixels, .* choose a smaller side"):
        as_dataset(scan(animals), "animals", Look())


@pytest.mark.parametrize("side", [0, 1025])
def test_a_side_that_no_network_takes_is_refused(animals, side):
    with pytest.raises(PictureError, match="must be from 1 to 1,024"):
        preview(scan(animals), Look(side))


class EnoughError(Exception):
    """Raised by a report, as a cancelled job does."""


def test_converting_is_cancelled_by_its_report_and_leaves_nothing(animals, tmp_path):
    for last in (0.5, 0.9):

        def report(share, last=last):
            if share >= last:
                raise EnoughError

        with pytest.raises(EnoughError):
            convert(scan(animals), tmp_path / "data", "animals", Look(), report)
        folder = datasets_folder(tmp_path / "data")
        assert not folder.exists() or list(folder.iterdir()) == []


def test_no_torch_is_needed_to_make_a_data_set(animals):
    program = """
import sys
from pathlib import Path
sys.modules["torch"] = None  # importing it fails, as where it is not
from ae_model.picture_folder import scan
print(scan(Path(sys.argv[1])).count)
"""
    told = subprocess.run([sys.executable, "-c", program, animals], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "18"


def test_pictures_of_several_frames_are_counted(animals):
    for name, options in (("stack.tif", {}), ("film.gif", {"duration": 100})):
        frames = [gray(RAMP), gray(RAMP[::-1])]
        frames[0].save(animals / "cat" / name, save_all=True, append_images=frames[1:], **options)
    assert scan(animals).notes == ("Pictures of several frames, of which the first is taken: 2.",)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_names_that_are_no_text_are_taken_and_told_as_far_as_they_are_text(tmp_path):
    root = tmp_path / os.fsdecode(b"caf\xe9")
    for name in (b"n\xe9", b"x\ny", b"train\xff"):
        for number in range(3):
            saved(root / os.fsdecode(name) / os.fsdecode(b"\xe9%d.png" % number), gray(RAMP))
        (root / os.fsdecode(name) / os.fsdecode(b"bad\xe9.png")).write_bytes(b"damaged")
    found = scan(root)
    made = convert(found, tmp_path, root.name, look_for(found))
    assert datasets.load(str(made.folder)).class_names == ("n", "train", "x y")
    told = "".join(
        [*map(str, made.found.notes), *map(str, made.found.left_out), *(title for _, title in found.layouts)]
    )
    told += (made.folder / "NOTICE.md").read_text(encoding="utf-8")
    assert "n\ufffd/bad\ufffd.png: it is not a picture" in told and told.encode()
    assert "The class of the folder “n\ufffd” is called n." in told
