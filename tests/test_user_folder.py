import os
import sys

import pytest

from ae_model.user_folder import user_folder, with_home, without_home

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of HOME")


@pytest.fixture(autouse=True)
def _no_xdg(monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME")


def test_it_is_in_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() == tmp_path / ".local" / "share" / "autoencoder-lab"


def test_a_user_whom_the_system_does_not_know_has_none(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 54_321)
    monkeypatch.delenv("HOME")
    assert user_folder() is None
    monkeypatch.setenv("HOME", "nowhere")  # which is no path
    assert user_folder() is None


def test_the_home_of_a_user_is_not_told_and_found_again_by_another(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    assert without_home("/home/ada/pictures") == "~/pictures"
    assert without_home("Of /home/ada and file:///home/ada/x, not /home/ada-2 or /old/home/ada.") == (
        "Of ~ and file://~/x, not /home/ada-2 or /old/home/ada."
    )
    monkeypatch.setenv("HOME", "/Users/ben")
    assert with_home("~/pictures") == "/Users/ben/pictures"
    assert with_home("/else/~/pictures") == "/else/~/pictures"


def test_a_home_that_is_a_link_is_not_told_either(monkeypatch, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "ada").symlink_to(tmp_path / "real")
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    assert without_home(f"{tmp_path}/real/pictures") == without_home(f"{tmp_path}/ada/pictures") == "~/pictures"


@pytest.mark.parametrize("home", ["/", "nowhere"])
def test_a_home_that_is_everything_or_no_path_stands_for_nothing(monkeypatch, home):
    monkeypatch.setenv("HOME", home)
    assert without_home("/data/nowhere/x") == "/data/nowhere/x"
    assert with_home("~/x") == "~/x"
