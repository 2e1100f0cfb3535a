"""The wheel stands alone: what a person has after `pip install`, with no checkout in sight."""

import email
import os
import re
import runpy
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from ae_model import __version__

CHECKOUT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the project's own wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("packaging")
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, CHECKOUT)
    (wheel,) = folder.glob("*.whl")
    pip("install", "--target", folder / "site", wheel)
    return folder / "site"


def test_what_is_installed_is_compiled_so_that_a_start_need_not_write_there(site):
    sources = [path for package in ("ae_model", "ae_gui") for path in (site / package).rglob("*.py")]

    assert len(sources) > 100
    assert all(Path(cache_from_source(str(path))).exists() for path in sources)


def pip(command: str, *arguments: str | Path) -> None:
    """Run pip with no network: the project's dependencies are here already."""
    offline = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", command, *offline, *arguments], check=True)


def run_installed(site: Path, *command: str | Path) -> str:
    """What `command` prints in an empty folder, where Python sees the installed package and not the checkout."""
    completed = subprocess.run(
        command, cwd=site.parent, env=os.environ | {"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True
    )
    return completed.stdout.strip()


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_the_installed_package_finds_its_resources_inside_itself(site: Path):
    code = "from ae_model.resources import resource; print(resource('mnist', 'NOTICE.md'))"
    assert run_installed(site, sys.executable, "-c", code) == str(site / "ae_model/resources/mnist/NOTICE.md")


def test_the_installed_package_carries_every_resource_of_the_checkout(site: Path):
    travelling = {path for path in files(CHECKOUT / "resources") if path.suffix != ".ts"}  # sources of translations
    assert files(site / "ae_model" / "resources") == travelling


def test_the_installed_package_loads_the_whole_of_mnist(site: Path):
    code = "from ae_model.datasets import load; d = load('mnist'); print(len(d.train.images), len(d.test.images))"
    assert run_installed(site, sys.executable, "-c", code) == "60000 10000"


def test_the_installed_command_is_there_and_says_what_it_takes(site: Path):
    assert "--tour" in run_installed(site, site / "bin" / "autoencoder-lab", "--help")
    assert run_installed(site, site / "bin" / "aelab", "--version") == f"Autoencoder Lab {__version__}"
    assert "aelab train" in run_installed(site, site / "bin" / "aelab", "train", "--help")


def test_the_installed_package_tells_type_checkers_that_it_has_types(site: Path):
    assert (site / "ae_model" / "py.typed").is_file()


def test_the_page_of_the_package_says_whose_it_is_and_has_no_link_to_what_is_not_beside_it(site: Path):
    (file,) = site.glob("autoencoder_lab-*.dist-info/METADATA")
    told = email.message_from_string(file.read_text(encoding="utf-8"))
    assert told["Author"] == "The Autoencoder Lab authors"
    assert "Typing :: Typed" in told.get_all("Classifier")
    assert told["Description-Content-Type"] == "text/markdown"
    text = told.get_payload()
    assert text.startswith("# Autoencoder Lab") and len(text) > 10_000
    links = re.findall(r"(?:\]\(|src(?:set)?=\")([^)\"]+)", text)
    assert len(links) > 0 and all(link.startswith(("https://", "#")) for link in links)


def test_a_page_of_a_project_with_an_address_leads_there():
    page = runpy.run_path(str(CHECKOUT / "packaging" / "page.py"))["page"]
    readme = '<img src="docs/a.gif">\n![A](docs/b.png)\n[c](C.md) [d](https://d.org/) [e](#e)'
    assert page(readme, "https://host/lab") == (
        '<img src="https://host/lab/raw/HEAD/docs/a.gif">\n![A](https://host/lab/raw/HEAD/docs/b.png)\n'
        "[c](https://host/lab/blob/HEAD/C.md) [d](https://d.org/) [e](#e)"
    )
    assert page("<picture>\n<img>\n</picture>\n![A](b.png)\n[c](C.md) [e](#e)", None) == "c [e](#e)"
