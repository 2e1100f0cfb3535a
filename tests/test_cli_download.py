from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import QUICK, results
from download_server import Server, offered, serving

from ae_model import downloads
from ae_model.__main__ import main

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")  # a machine may have one
    with serving() as server:
        files = offered(server)
        monkeypatch.setattr(downloads, "remote_files", lambda wanted: files)
        yield server


def test_a_data_set_is_downloaded_with_its_licence_said_and_is_trained_on_by_its_name(server: Server, capsys):
    assert main(["download", "fashion-mnist", "--data-dir", "user", "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("Downloading Fashion-MNIST, 31 MB. By Han Xiao")
    assert captured.err.endswith("Licence: MIT, © 2017 Zalando SE.\n")
    assert '"name": "fashion-mnist"' in captured.out
    done = results(["train", "--dataset", "fashion-mnist", *QUICK, "--data-dir", "user"], capsys)
    assert done["outcome"] == "done"


def test_a_download_that_fails_is_one_sentence_and_exit_code_1(server: Server, capsys):
    server.content.clear()
    assert main(["download", "fashion-mnist", "--data-dir", "user"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Fashion-MNIST could not be downloaded" in captured.err.splitlines()[-1]
    assert list((Path("user") / "datasets").iterdir()) == []
