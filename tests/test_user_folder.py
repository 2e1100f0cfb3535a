import os
import sys

import pytest

from ae_model.user_folder import user_folder

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
