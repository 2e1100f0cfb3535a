import re
from pathlib import Path

import pytest
from PIL import Image
from program import run


@pytest.mark.slow
def test_the_film_shows_the_window_at_work_and_ends_the_program(tmp_path):
    done = run("main.py", "--film", str(tmp_path / "film.gif"), timeout=300)

    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "film.gif") as film:
        said = re.fullmatch(r"The film of (\d+) pictures is in (.+)\.", done.stdout.strip())
        assert said and Path(said[2]) == tmp_path / "film.gif"
        assert 50 < film.n_frames <= int(said[1])  # pictures that are alike are one in the file, shown for longer
        assert film.size == (812, 501)
