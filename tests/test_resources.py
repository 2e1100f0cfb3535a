import tomllib
from pathlib import Path

import pytest

from ae_model import resources


def test_a_path_leads_to_a_file_that_ships():
    assert resources.resource("mnist", "NOTICE.md").is_file()
    assert resources.resource("icons").is_dir()


@pytest.mark.parametrize("packaged", [False, True])
def test_in_a_package_they_lie_beside_the_modules_and_in_a_checkout_beside_the_package(tmp_path, monkeypatch, packaged):
    package = tmp_path / "ae_model"
    package.mkdir()
    root = (package if packaged else tmp_path) / "resources"
    root.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)

    assert resources.resource("icons", "play.svg") == root / "icons" / "play.svg"


def test_a_wheel_carries_every_folder_of_a_checkout():
    root = Path(resources.__file__).parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    folders = {f"resources/{folder.name}" for folder in (root / "resources").iterdir() if folder.is_dir()}
    assert folders == {"/".join(Path(path).parts[:2]) for path in carried}
    assert all(there == f"ae_model/{here}" for here, there in carried.items())
