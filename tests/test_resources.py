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
