"""What README.md says can be done, done."""

import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def notebook_lines(monkeypatch: pytest.MonkeyPatch, plotted: dict[str, object]) -> str:
    """The lines, which plot into `plotted`: the tests do without matplotlib."""
    pyplot = ModuleType("matplotlib.pyplot")
    pyplot.scatter = lambda x, y, **how: plotted.update(x=x, y=y, **how)
    monkeypatch.setitem(sys.modules, "matplotlib", ModuleType("matplotlib"))
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", pyplot)
    sys.modules["matplotlib"].pyplot = pyplot
    (lines,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) <= 12
    return lines


def test_the_lines_for_a_notebook_train_watch_and_plot(few_digits, few, monkeypatch, capsys, one_thread):
    """Run as they stand, but on fewer digits and for an epoch; what they would plot is looked at."""
    plotted: dict[str, object] = {}
    lines = notebook_lines(monkeypatch, plotted)
    for text, quick in (('datasets.load("mnist")', f"datasets.load({str(few_digits)!r})"), ("epochs=5", "epochs=1")):
        assert lines.count(text) == 1
        lines = lines.replace(text, quick)

    made: dict[str, object] = {}
    exec(lines, made)
    assert re.fullmatch(r"epoch 0: test error 0\.\d{4}\nepoch 1: test error 0\.\d{4}\n", capsys.readouterr().out)
    np.testing.assert_array_equal(np.stack([plotted["x"], plotted["y"]], axis=1), made["codes"])
    np.testing.assert_array_equal(plotted["c"], few.test.labels)


def test_the_same_lines_train_on_the_arrays_of_a_notebook(monkeypatch, one_thread):
    images, labels = np.random.default_rng(0).random((60, 12, 9)), np.arange(60) % 3
    lines = notebook_lines(monkeypatch, {})
    lines = lines.replace('datasets.load("mnist")', "datasets.Dataset.from_arrays(images, labels)")
    made: dict[str, object] = {"images": images, "labels": labels}
    exec(lines.replace("epochs=5", "epochs=1"), made)
    assert made["codes"].shape == (9, 2)


@pytest.mark.parametrize("link", sorted(set(re.findall(r'(?:\]\(|src(?:set)?=")((?!https?://|#)[^)"]+)', README))))
def test_every_file_that_the_readme_leads_to_is_there(link):
    assert (Path(__file__).parents[1] / link).is_file()
