"""What scripts/setup.sh does once Python and its packages are there."""

import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

SETUP = Path(__file__).parents[1] / "scripts" / "setup.sh"


def test_setting_up_compiles_the_sources_so_that_no_start_has_to(tmp_path):
    sources = [tmp_path / "ae_model" / "cli" / "lead.py", tmp_path / "ae_gui" / "window.py"]
    for source in sources:
        source.parent.mkdir(parents=True)
        source.write_text("LIFE = 42\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "scripts").mkdir()

    functions = SETUP.read_text().removesuffix('main "$@"\n')
    subprocess.run(["bash", "-c", functions + "compile_sources\n"], cwd=tmp_path / "scripts", check=True)

    assert all(Path(cache_from_source(str(source))).exists() for source in sources)
