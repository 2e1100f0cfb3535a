import pytest
from PIL import Image
from program import run


@pytest.mark.slow
def test_the_film_shows_the_window_at_work_and_ends_the_program(tmp_path):
    done = run("main.py", "--film", str(tmp_path / "film.gif"), timeout=300)

    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "film.gif") as film:
        assert done.stdout.strip() == f"The film of {film.n_frames} pictures is in {tmp_path / 'film.gif'}."
        assert film.n_frames > 50
        assert film.size == (812, 501)
