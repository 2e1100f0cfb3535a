import sys

from ae_gui import versions
from ae_model import __version__


def test_what_is_not_installed_is_said_to_be_none_and_nothing_is_loaded_to_find_out(monkeypatch):
    monkeypatch.setattr(versions, "_LIBRARIES", ("numpy", "wave", "onnx"))
    loaded = set(sys.modules)
    report = versions.report()

    assert "wave: none" in report
    assert {name for name in set(sys.modules) - loaded if name.partition(".")[0] in ("onnx", "torch")} == set()


def test_a_report_begins_with_the_program_and_says_only_what_is_known(tmp_path):
    bare = versions.report()
    assert bare.startswith(f"Autoencoder Lab {__version__}\nPython 3.")
    assert "GPU" not in bare and "Data folder" not in bare

    assert versions.report("NVIDIA of tomorrow", tmp_path).splitlines()[-2:] == [
        "GPU: NVIDIA of tomorrow",
        f"Data folder: {tmp_path}",
    ]
