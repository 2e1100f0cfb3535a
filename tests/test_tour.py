import json

import numpy
import pytest
from program import run
from PySide6.QtWidgets import QGraphicsView

from ae_gui.tour import MOVE_REST_S
from ae_gui.tour_hands import at, drag
from ae_gui.widgets.code_plane import CodePlane
from ae_model import checkpoint

pytestmark = pytest.mark.slow

FAMILY = {"guide-noise", "guide-convolutions", "guide-dictionary", "variational-2d", "variational-collapsed"}
RECIPES = {f"recipe-{preset}" for preset in ("denoising-32d", "variational-2d", "sparse-1000", "convolutional-2d")}


def test_each_move_of_a_dragged_plane_is_answered_however_soon_the_last_one_was(qtbot):
    plane = CodePlane()
    qtbot.addWidget(plane)
    plane.resize(200, 200)
    corners = numpy.array([[0, 0], [1, 1]], numpy.float32)
    plane.set_points(corners, numpy.zeros(2, numpy.uint8), numpy.arange(2))
    plane.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
    with qtbot.waitExposed(plane):
        plane.show()
    way = [at(plane.viewport(), 0.1 + 0.04 * step, 0.5) for step in range(20)]  # each beyond a click's
    assert len(drag(plane.viewport(), way, MOVE_REST_S, plane.painted)) == len(way) - 1


def test_without_torch_the_tour_explores(tmp_path):
    without_torch = "import sys; sys.modules['torch'] = None; from ae_gui.app import main; sys.exit(main(sys.argv[1:]))"

    done = run("-c", without_torch, "--tour", str(tmp_path), timeout=200)

    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "tour.json").read_text())
    assert figures.keys() >= {"ready_s", "decode_ms", "carpet_rest_ms", "draw_ms", "frame_gap_ms"}
    assert "test_mse" not in figures
    names = {path.name[3:-4] for path in tmp_path.glob("*.png")}
    assert names >= {"training", "carpet", "path", "draw", "select", "all-digits", "compare-errors", "network", "guide"}
    assert names >= FAMILY


def test_the_tour_pictures_every_tab_and_measures_the_window(tmp_path):
    done = run("main.py", "--tour", str(tmp_path / "tour"), "--epochs", "1", "--size", "1280x720", timeout=400)

    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "tour" / "tour.json").read_text())
    assert figures.keys() == {
        "preset",
        "epochs",
        "test_mse",
        "images_per_second",
        "window_shown_s",
        "plane_usable_s",
        "ready_s",
        "load_gap_ms",
        "decode_ms",
        "scatter_10000_ms",
        "scatter_70000_ms",
        "carpet_rest_ms",
        "carpet_motion_ms",
        "epoch_change_ms",
        "draw_ms",
        "frame_gap_ms",
    }
    assert 0.02 < figures["test_mse"] < 0.0525
    assert checkpoint.load(tmp_path / "tour" / "network.safetensors").snapshot.latent_dim == 2
    assert numpy.load(tmp_path / "tour" / "codes.npy").shape == (10_000, 2)
    names = [path.name for path in sorted((tmp_path / "tour").glob("*.png"))]
    assert all(name in done.stdout for name in names)
    assert {name[3:-4] for name in names} >= {
        "training", "carpet", "path", "draw", "select", "code", "all-digits", "an-earlier-epoch", "compare-planes",
        "compare-digits", "compare-dimensions", "compare-errors", "network", "guide", "latent-space",
        "runs", "draw-under-noise", *FAMILY, *RECIPES,
    }  # fmt: skip


def test_a_tour_that_cannot_write_its_pictures_ends_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = run("main.py", "--tour", str(tmp_path / "file" / "tour"), timeout=100)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("The tour ended early: ")
