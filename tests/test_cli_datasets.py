import json
from pathlib import Path

import pytest

from ae_model.__main__ import main
from ae_model.downloads import CATALOGUE

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


def test_all_data_sets_that_have_a_name_are_listed(tmp_path: Path, capsys):
    for name in ("kmnist", "mine", ".0123456789abcdef.partial"):
        (tmp_path / "user" / "datasets" / name).mkdir(parents=True)
    assert main(["datasets", "--data-dir", "user"]) == 0
    title, *lines = capsys.readouterr().out.splitlines()
    assert title.split() == ["name", "state", "about"]
    assert [line.split()[0] for line in lines] == ["mnist", *(offer.name for offer in CATALOGUE), "mine"]
    states = dict(line.split("  ", 1) for line in lines)
    assert states["kmnist"].split()[0] == "here" and states["fashion-mnist"].split()[:2] == ["to", "download,"]
    assert main(["datasets", "--data-dir", "user", "--json"]) == 0
    listed = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed["mine"]["folder"] == str(tmp_path / "user" / "datasets" / "mine")
    assert listed["kmnist"]["licence"] == "CC BY-SA 4.0" and listed["fashion-mnist"]["folder"] is None
