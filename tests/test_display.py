import os
import subprocess
import sys
from pathlib import Path

import pytest

from ae_gui.display import NO_DISPLAY, why_not

XCB = [
    "could not connect to display :97",
    "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.",
    'Could not load the Qt platform plugin "xcb" in "" even though it was found.',
]
WAYLAND = [
    "Failed to create wl_display (No such file or directory)",
    'Could not load the Qt platform plugin "wayland" in "" even though it was found.',
]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="DISPLAY is of X11")
@pytest.mark.parametrize(
    "screen", [{"DISPLAY": ":97", "QT_QPA_PLATFORM": "xcb"}, {"DISPLAY": ":97", "QT_QPA_PLATFORM": "no such"}]
)
def test_without_a_display_the_program_says_so_in_a_sentence_and_has_not_crashed(screen, tmp_path):
    done = subprocess.run(
        [sys.executable, "main.py", "--data-dir", tmp_path],
        cwd=Path(__file__).parents[1],
        env=os.environ | screen,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (NO_DISPLAY, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("The window cannot be opened: ")
    assert list((tmp_path / "logs").glob("crash-*")) == []


@pytest.mark.parametrize(
    ("said", "environment", "sentence"),
    [
        (XCB, {"DISPLAY": ":97"}, "the display :97 does not answer."),
        (XCB, {}, "there is no display."),
        (WAYLAND, {"WAYLAND_DISPLAY": "wayland-9"}, "the display wayland-9 does not answer."),
        (
            WAYLAND + XCB,
            {"WAYLAND_DISPLAY": "wayland-9", "DISPLAY": ":97"},
            "the display wayland-9 or :97 does not answer.",
        ),
        (XCB[1:], {"DISPLAY": ":0"}, "a library that Qt's plugin xcb needs is not installed, such as libxcb-cursor0."),
        (['Could not find the Qt platform plugin "x" in ""'], {}, 'Could not find the Qt platform plugin "x" in "".'),
    ],
)
def test_the_reason_is_the_screens_and_not_what_qt_advises(said, environment, sentence, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert why_not(said) == f"The window cannot be opened: {sentence}"
