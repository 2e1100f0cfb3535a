import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch
from handmade import SMALL, native, random_snapshot, saved_by_torch, sealed
from networks import drawn
from notebook import AutoEncoder

from ae_model import checkpoint, network_formats, pt_gate
from ae_model.checkpoint import CheckpointError, export_pt, load, save, save_state, told
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.data_identity import MNIST, DataIdentity
from ae_model.files import write_whole
from ae_model.image_shape import ImageShape
from ae_model.sealed import seal
from ae_model.snapshot import Snapshot
from ae_model.training_state import Moments, TrainingState

ROOT = Path(__file__).parents[1]
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes and no limit to a file's size")


class Payload:
    """Makes a folder when an ordinary unpickler opens it."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return os.system, (f"mkdir {self.trace}",)


def assert_same_network(one, other):
    assert one.config == other.config
    ours, theirs = one.arrays, other.arrays
    assert all(np.array_equal(ours[key], theirs[key]) for key in ours)


def refused(path):
    """The sentence with which a file is refused, without its name."""
    with pytest.raises(CheckpointError) as caught:
        load(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path} cannot be opened: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence.removeprefix(f"{path} cannot be opened: ")


def refused_content(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return refused(path)


@pytest.fixture
def notebook():
    torch.manual_seed(0)
    return AutoEncoder((1, 28, 28), 512, 2)


def test_a_network_saved_in_float16_is_half_the_size_and_comes_back_rounded(tmp_path):
    snapshot = random_snapshot(NetworkConfig())
    save(tmp_path / "whole", snapshot)
    save(tmp_path / "half", snapshot, float16=True)
    assert (tmp_path / "half").stat().st_size < 0.51 * (tmp_path / "whole").stat().st_size
    ours, theirs = load(tmp_path / "half").snapshot.arrays, snapshot.arrays
    for key, array in ours.items():
        assert array.dtype == np.float32
        np.testing.assert_allclose(array, theirs[key], rtol=2**-11, atol=2**-25)
        assert not np.array_equal(array, theirs[key])


def test_weights_that_float16_cannot_hold_are_not_saved_in_it(tmp_path):
    snapshot = drawn(
        NetworkConfig(ImageShape(1, 1), (), 1), lambda shape: np.full(shape, 70_000 if len(shape) == 2 else 0)
    )
    with pytest.raises(CheckpointError, match="cannot be saved: a weight is beyond what float16 can hold"):
        save(tmp_path / "half", snapshot, float16=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_an_infinite_float16_is_refused(tmp_path):
    arrays = {key: array.astype(np.float16) for key, array in random_snapshot().arrays.items()}
    next(iter(arrays.values()))[0, 0] = np.inf
    assert "finite" in refused_content(tmp_path, native(arrays))


@pytest.mark.parametrize(
    "config",
    [
        NetworkConfig(),
        NetworkConfig(ImageShape(3, 5), (), 1, output="linear"),
        NetworkConfig(ImageShape(3, 3), (8, 7, 6), 4, activation="silu"),
    ],
    ids=str,
)
def test_a_saved_network_comes_back_as_it_was(tmp_path, config):
    snapshot = random_snapshot(config, epoch=12)
    training = TrainingConfig(config, preset="mine", dataset="digits", epochs=12, learning_rate=2e-3, seed=5)
    save(tmp_path / "file", snapshot, training)
    back = load(tmp_path / "file")
    assert_same_network(back.snapshot, snapshot)
    assert (back.snapshot.epoch, back.training, back.notes) == (12, training, ())


def test_a_network_may_be_saved_without_saying_how_it_was_trained(tmp_path):
    save(tmp_path / "file", random_snapshot())
    assert load(tmp_path / "file").training is None


def test_the_format_is_the_one_described(tmp_path):
    (tmp_path / "file").write_bytes(native(training=TrainingConfig(SMALL).to_dict(), data=MNIST.to_dict()))
    save(tmp_path / "saved", random_snapshot(), TrainingConfig(SMALL))
    assert (tmp_path / "saved").read_bytes() == (tmp_path / "file").read_bytes()
    with safetensors.safe_open(tmp_path / "saved", "np") as file:
        assert set(file.keys()) == set(random_snapshot().arrays)


def test_weights_that_are_stored_by_columns_are_saved_right(tmp_path):
    snapshot = random_snapshot()
    by_columns = Snapshot(snapshot.config, {name: np.asfortranarray(array) for name, array in snapshot.arrays.items()})
    save(tmp_path / "file", by_columns)
    assert_same_network(load(tmp_path / "file").snapshot, snapshot)
    export_pt(tmp_path / "file.pt", by_columns)
    assert_same_network(load(tmp_path / "file.pt").snapshot, snapshot)


def test_the_training_of_another_network_is_not_saved_with_this_one(tmp_path):
    with pytest.raises(ValueError, match="another network"):
        save(tmp_path / "file", random_snapshot(), TrainingConfig())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("legacy", [False, True], ids=["zip", "before 1.6"])
@pytest.mark.parametrize("place", ["cpu", "cuda:0"])
def test_the_notebooks_file_opens(tmp_path, monkeypatch, notebook, legacy, place):
    monkeypatch.setattr(torch.serialization, "location_tag", lambda _: place)
    path = tmp_path / "ae_lat_80"
    torch.save(notebook.state_dict(), path, _use_new_zipfile_serialization=not legacy)
    assert place.encode() in path.read_bytes()
    snapshot = load(path).snapshot
    assert snapshot.config == NetworkConfig(ImageShape(28, 28), (512,), 2)
    images = torch.rand(5, 28, 28)
    with torch.no_grad():
        expected = notebook(images.unsqueeze(1)).squeeze(1).numpy()
    np.testing.assert_allclose(snapshot.reconstruct(images.numpy()), expected, atol=1e-6)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16])
def test_other_float_types_and_parameters_are_read_as_float32(tmp_path, notebook, dtype):
    state = notebook.to(dtype).state_dict(keep_vars=True)
    (tmp_path / "file").write_bytes(saved_by_torch(state))
    arrays = load(tmp_path / "file").snapshot.arrays
    assert all(np.array_equal(arrays[key], state[key].detach().float().numpy()) for key in state)


def test_what_a_state_dict_does_not_say_is_noted(tmp_path, notebook):
    (tmp_path / "file").write_bytes(saved_by_torch(notebook.state_dict()))
    opened = load(tmp_path / "file")
    (note,) = opened.all_notes
    assert opened.unsaid == {"activation", "output", "image_shape"}
    assert "ReLU" in note
    assert "28 x 28" in note


def test_an_exported_network_loads_in_the_notebook(tmp_path, notebook):
    snapshot = random_snapshot(NetworkConfig())
    export_pt(tmp_path / "ae_lat_80", snapshot)
    notebook.load_state_dict(torch.load(tmp_path / "ae_lat_80"), strict=True)
    arrays = snapshot.arrays
    assert all(np.array_equal(arrays[key], tensor.numpy()) for key, tensor in notebook.state_dict().items())


@pytest.mark.parametrize(
    "config",
    [
        NetworkConfig(ImageShape(4, 4), (), 3),
        NetworkConfig(ImageShape(5, 5), (9, 8, 7), 1),
        NetworkConfig(ImageShape(9, 6), (5,), kind="convolutional", channels=(3, 4), kernel=4),
    ],
    ids=str,
)
def test_a_network_of_another_architecture_opens_as_what_it_is(tmp_path, config):
    snapshot = random_snapshot(config)
    save(tmp_path / "native", snapshot)
    export_pt(tmp_path / "exported", snapshot)
    for name in ("native", "exported"):
        assert_same_network(load(tmp_path / name).snapshot, snapshot)


@pytest.mark.parametrize(
    "config",
    [
        NetworkConfig(ImageShape(9, 5), (4,), 2, activation="silu", output="linear"),
        NetworkConfig(ImageShape(4, 9), (), 2),
        NetworkConfig(ImageShape(3, 3), (4,), 2, activation="silu"),
        NetworkConfig(ImageShape(8, 8), (), 3, "silu", "linear", "convolutional", (3,)),
    ],
    ids=str,
)
def test_an_exported_state_dict_comes_back_as_what_it_was(tmp_path, config):
    snapshot, training = random_snapshot(config, epoch=7), TrainingConfig(config, preset="mine", epochs=9)
    export_pt(tmp_path / "file.pt", snapshot, training)
    back = load(tmp_path / "file.pt")
    assert_same_network(back.snapshot, snapshot)
    assert (back.snapshot.epoch, back.training, back.all_notes, back.unsaid) == (7, training, (), frozenset())


def test_torch_passes_over_what_an_exported_state_dict_says_of_itself(tmp_path):
    snapshot, path = random_snapshot(), tmp_path / "file.pt"
    export_pt(path, snapshot)
    for how in ({"weights_only": True}, {"weights_only": False}, {"weights_only": True, "mmap": True}):
        state = torch.load(path, **how)
        assert list(state) == list(snapshot.arrays)
        assert all(np.array_equal(state[name].numpy(), array) for name, array in snapshot.arrays.items())


def test_equal_networks_make_equal_exports(tmp_path):
    for name in ("one", "other"):
        export_pt(tmp_path / name, random_snapshot())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format_version": 2}, "newer"),
        ({"unheard": "of"}, "newer Autoencoder Lab knows: unheard"),
        ({"epoch": -1}, "epoch"),
        ({"epoch": ...}, "damaged"),
        ({"network": {**SMALL.to_dict(), "latent_dim": 3}}, "has the shape"),
        ({"training": TrainingConfig().to_dict()}, "another network"),
    ],
    ids=str,
)
def test_what_stands_beside_an_exported_state_dict_must_be_what_this_version_writes(tmp_path, changes, reason):
    export_pt(tmp_path / "file.pt", random_snapshot())
    stream = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "file.pt") as archive, zipfile.ZipFile(stream, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(pt_gate.NOTE_ENTRY):
                fields = json.loads(content) | changes
                content = json.dumps({name: value for name, value in fields.items() if value is not ...})
            changed.writestr(name, content)
    assert reason in refused_content(tmp_path, stream.getvalue())


def test_what_a_file_does_not_say_can_be_said(tmp_path):
    config = NetworkConfig(ImageShape(4, 5), (3,), 2, activation="silu", output="linear")
    state = {key: torch.tensor(array) for key, array in random_snapshot(config).arrays.items()}
    (tmp_path / "file").write_bytes(saved_by_torch(state))
    opened = load(tmp_path / "file")
    assert opened.snapshot.config == NetworkConfig(ImageShape(4, 5), (3,), 2)
    said = told(opened, activation="silu", output="linear")
    assert said.snapshot.config == config
    assert said.unsaid == {"image_shape"}
    assert told(said, image_shape=ImageShape(5, 4)).snapshot.config.image_shape == ImageShape(5, 4)
    with pytest.raises(ValueError, match="20 pixels, which 5×5 does not make"):
        told(opened, image_shape=ImageShape(5, 5))


def test_what_a_file_says_is_not_said_otherwise(tmp_path):
    save(tmp_path / "file", random_snapshot())
    opened = load(tmp_path / "file")
    assert told(opened, activation="relu").snapshot.config == SMALL
    with pytest.raises(ValueError, match="says itself that its network has relu, not silu"):
        told(opened, activation="silu")


@pytest.mark.parametrize("metadata", [None, {"format": "pt"}])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
def test_a_safetensors_file_of_torch_opens(tmp_path, notebook, dtype, metadata):
    state = notebook.to(dtype).state_dict()
    safetensors.torch.save_file({f"_orig_mod.{key}": tensor for key, tensor in state.items()}, tmp_path / "f", metadata)
    opened = load(tmp_path / "f")
    assert "'_orig_mod.'" in opened.notes[0]
    assert all(np.array_equal(opened.snapshot.arrays[key], state[key].float().numpy()) for key in state)


def test_a_training_state_opens_as_its_network(tmp_path):
    snapshot, training = random_snapshot(), TrainingConfig(SMALL)
    moments = {name: np.zeros_like(array) for name, array in snapshot.arrays.items()}
    losses = np.zeros(3, np.float32)
    state = TrainingState(training, snapshot, Moments(moments, moments, 9), np.zeros(9, np.uint8), 9, losses, None, 1.0)
    save_state(tmp_path / "state.safetensors", state)
    opened = load(tmp_path / "state.safetensors")
    assert_same_network(opened.snapshot, snapshot)
    assert opened.training == training
    assert "state of a training" in opened.notes[0]


@pytest.mark.parametrize("legacy", [False, True], ids=["zip", "before 1.6"])
@pytest.mark.parametrize("name", ["network.pt", "network.safetensors", "ae_lat_80"])
def test_code_in_a_pickle_never_runs(tmp_path, legacy, name):
    trace, path = tmp_path / "trace", tmp_path / name
    state = {**{key: torch.tensor(array) for key, array in random_snapshot().arrays.items()}, "a": Payload(trace)}
    path.write_bytes(saved_by_torch(state, legacy))
    sentence = refused(path)
    assert not trace.exists()
    assert "system" in sentence
    assert "nothing was run" in sentence
    torch.load(io.BytesIO(path.read_bytes()), weights_only=False)
    assert trace.exists(), "the file would not have run anything anywhere"


def test_code_behind_a_native_beginning_never_runs(tmp_path):
    trace = tmp_path / "trace"
    program = saved_by_torch(Payload(trace), legacy=True)
    for content in (program[:8] + b"{" + program[8:], native() + program, native()[:8] + b"{}" + program, program[15:]):
        refused_content(tmp_path, content)
    assert not trace.exists()


def test_a_file_that_is_no_file_is_refused(tmp_path):
    assert refused(tmp_path / "missing") == "no such file or directory."
    assert refused(tmp_path) == "it is not a file."
    assert refused_content(tmp_path, b"") == "it is empty."


def test_a_state_dict_is_read_without_torch():
    path = ROOT / "tests" / "files-of-0.1.0" / "seed-2d.pt"
    program = "import sys; from ae_model import checkpoint; checkpoint.load(checkpoint.Path(sys.argv[1])); "
    program += "assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", program, path], cwd=ROOT, check=True)


@posix_only
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "it is not a file."


def test_a_file_larger_than_any_network_is_not_read(tmp_path):
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(checkpoint.MAX_STATE_BYTES + 1)
    assert "no network here takes more than" in refused(path)


def test_a_file_far_larger_than_the_network_that_it_declares_is_refused_unread(tmp_path):
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.write(native())
        file.truncate(2**29)
    tracemalloc.start()
    try:
        assert "far more than its network takes" in refused(path)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_network_that_memory_cannot_hold_is_refused(tmp_path, monkeypatch):
    def load_none(_):
        raise MemoryError

    monkeypatch.setattr(safetensors.numpy, "load", load_none)
    assert refused_content(tmp_path, native()) == "it is too large for this machine's memory."


def test_what_a_file_says_is_quoted_in_a_line_and_not_at_length(tmp_path):
    for content in (native(epoch=10**4000), native(network={**SMALL.to_dict(), "<b>\n\x1b[31m" * 4_000: 1})):
        reason = refused_content(tmp_path, content)
        assert reason.isprintable()
        assert len(reason) < 310


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\x1f\x8b\x08" + bytes(100),
        b"weights",
        b"cos\nsystem\n(S'true'\ntR.",
        bytes(100),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    assert refused_content(tmp_path, content).startswith("it is neither")


def test_a_zip_and_a_safetensors_file_of_others_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "file", "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    assert "an archive of other files; unpack it" in refused(tmp_path / "file")
    content = safetensors.numpy.save({"a.weight": np.zeros((4, 3, 3, 3), np.float32)})
    assert "as layers of convolution do" in refused_content(tmp_path, content)


def test_a_file_cut_short_anywhere_is_refused(tmp_path):
    state = AutoEncoder((1, 3, 3), 4, 2).state_dict()
    for content in (native(), saved_by_torch(state), saved_by_torch(state, legacy=True)):
        for length in range(1, len(content), 7):
            refused_content(tmp_path, content[:length])


def test_a_flipped_bit_in_any_byte_of_a_native_file_is_noticed(tmp_path):
    path = tmp_path / "file"
    save(path, random_snapshot(), TrainingConfig(SMALL))
    content = path.read_bytes()
    rng = np.random.default_rng(0)
    for position in range(len(content)):
        flipped = bytearray(content)
        flipped[position] ^= 1 << rng.integers(8)
        refused_content(tmp_path, flipped)


def test_spaces_added_to_a_native_header_are_noticed(tmp_path):
    content = native()
    size = int.from_bytes(content[:8], "little")
    longer = (size + 8).to_bytes(8, "little") + content[8 : 8 + size] + b" " * 8 + content[8 + size :]
    assert "SHA-256" in refused_content(tmp_path, longer)


@pytest.mark.parametrize("legacy", [False, True], ids=["zip", "before 1.6"])
def test_a_state_dict_with_a_flipped_bit_is_refused_or_a_finite_network_of_the_same_shapes(tmp_path, legacy):
    state = AutoEncoder((1, 3, 3), 4, 2).state_dict()
    content = saved_by_torch(state, legacy)
    rng = np.random.default_rng(0)
    outcomes = {"refused": 0, "opened": 0}
    for position in rng.integers(len(content), size=400):
        flipped = bytearray(content)
        flipped[position] ^= 1 << rng.integers(8)
        outcomes[outcome(tmp_path / "file", bytes(flipped))] += 1
    assert min(outcomes.values()) > 0


def test_a_state_dict_changed_behind_right_checksums_is_refused_or_a_finite_network_of_the_same_shapes(tmp_path):
    content = saved_by_torch(AutoEncoder((1, 3, 3), 4, 2).state_dict())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    rng = np.random.default_rng(0)
    names = [name for name in entries if name.endswith("data.pkl") or "data/" in name]
    outcomes = {"refused": 0, "opened": 0}
    for name in rng.choice(names, size=300, p=[0.5] + [0.5 / (len(names) - 1)] * (len(names) - 1)):
        changed = bytearray(entries[name])
        changed[rng.integers(len(changed))] = rng.integers(256)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for entry, data in {**entries, name: bytes(changed)}.items():
                archive.writestr(entry, data)
        outcomes[outcome(tmp_path / "file", stream.getvalue())] += 1
    assert min(outcomes.values()) > 0


def outcome(path, content):
    path.write_bytes(content)
    try:
        snapshot = load(path).snapshot
    except CheckpointError as error:
        assert str(error).startswith(f"{path} cannot be opened: ")
        return "refused"
    assert snapshot.config == SMALL  # and finite, or it would not be a Snapshot
    return "opened"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_refused(tmp_path, value):
    arrays = {key: array.copy() for key, array in random_snapshot().arrays.items()}
    arrays["ae.1.decoder.0.weight"][0, 0] = value
    state = {key: torch.tensor(array) for key, array in arrays.items()}
    for content in (native(arrays=arrays), saved_by_torch(state), saved_by_torch(state, legacy=True)):
        assert "'ae.1.decoder.0.weight' holds weights that are not finite" in refused_content(tmp_path, content)


def test_a_float64_that_float32_cannot_hold_is_refused(tmp_path):
    state = {key: torch.tensor(array, dtype=torch.float64) for key, array in random_snapshot().arrays.items()}
    state["ae.0.encoder.1.bias"][0] = 1e300
    assert "not finite" in refused_content(tmp_path, saved_by_torch(state))


@pytest.mark.parametrize("dtype", [np.float64, np.int32, np.bool_])
def test_a_native_file_of_other_numbers_than_float32_or_float16_is_refused(tmp_path, dtype):
    arrays = {key: array.astype(dtype) for key, array in random_snapshot().arrays.items()}
    assert f"are {np.dtype(dtype)}, not float32" in refused_content(tmp_path, native(arrays=arrays))


def test_tensors_that_are_not_laid_out_as_they_should_be_are_refused(tmp_path):
    content = native(arrays={"a": np.zeros(4, np.float32)})
    for right, wrong in ((b"[0,16]", b"[0,12]"), (b'"shape":[4]', b'"shape":[5]'), (b'"F32"', b'"X32"')):
        assert right in content
        assert "laid out" in refused_content(tmp_path, sealed(content.replace(right, wrong)))


def test_numbers_that_numpy_has_not_are_refused(tmp_path):
    content = native(arrays={"a": np.zeros(4, np.bool_)})
    content = content.replace(b'"BOOL","shape":[4]', b'"BF16","shape":[2]')
    assert b"BF16" in content
    assert "laid out" in refused_content(tmp_path, sealed(content))


def test_integers_in_a_state_dict_are_refused(tmp_path):
    state = {key: torch.tensor(array).int() for key, array in random_snapshot().arrays.items()}
    for legacy in (False, True):
        assert "no state dict" in refused_content(tmp_path, saved_by_torch(state, legacy))


def test_arrays_that_do_not_fit_the_network_are_refused(tmp_path):
    arrays = random_snapshot().arrays
    assert "'ae.1.decoder.2.bias' is missing" in refused_content(
        tmp_path, native(arrays={key: arrays[key] for key in arrays if key != "ae.1.decoder.2.bias"})
    )
    assert "'other'" in refused_content(tmp_path, native(arrays={**arrays, "other": np.zeros(1, np.float32)}))
    turned = {**arrays, "ae.1.decoder.0.weight": np.ascontiguousarray(arrays["ae.1.decoder.0.weight"].T)}
    for content in (native(arrays=turned), saved_by_torch({key: torch.tensor(turned[key]) for key in turned})):
        assert "has the shape" in refused_content(tmp_path, content)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format_version": 2}, "newer"),
        ({"format_version": None}, "damaged"),
        ({"format_version": 0}, "damaged"),
        ({"format_version": True}, "damaged"),
        ({"format_version": 2, "unheard": "of"}, "newer"),
        ({"unheard": "of"}, "newer Autoencoder Lab knows: unheard"),
        ({"epoch": ...}, "damaged"),
        ({"sha256": "g" * 64}, "damaged"),
        ({"sha256": ""}, "damaged"),
        ({"sha256": "\ud800"}, "damaged"),
        ({"sha256": None}, "damaged"),
        ({"epoch": -1}, "epoch"),
        ({"epoch": 1.0}, "epoch"),
        ({"epoch": True}, "epoch"),
        ({"epoch": 2**31}, "epoch"),
        ({"network": None}, "table"),
        ({"network": {**SMALL.to_dict(), "unheard": "of"}}, "newer Autoencoder Lab knows: unheard"),
        ({"network": {**SMALL.to_dict(), "latent_dim": 10**9}}, "parameters"),
        ({"network": {**SMALL.to_dict(), "hidden_sizes": [10**4000] * 2}}, "."),
        ({"network": {**SMALL.to_dict(), "latent_dim": 3}}, "has the shape"),
        ({"training": 0}, "table"),
        ({"training": {**TrainingConfig(SMALL).to_dict(), "epochs": 0}}, "epochs"),
        ({"training": {**TrainingConfig(SMALL).to_dict(), "learning_rate": float("nan")}}, "learning rate"),
        ({"training": TrainingConfig().to_dict()}, "another network"),
    ],
    ids=str,
)
def test_a_native_header_must_hold_exactly_what_the_format_says(tmp_path, changes, reason):
    assert reason in refused_content(tmp_path, native(**changes))


@pytest.mark.parametrize(
    "header",
    [
        b"{",
        b"{}",
        b'{"__metadata__": 1}',
        b'{"__metadata__": "autoencoder-lab"}',
        b'{"__metadata__": {"autoencoder-lab": 1}}',
        b'{"__metadata__": {"autoencoder-lab": "1"}}',
        b'{"__metadata__": {"autoencoder-lab": "' + b"[" * 50_000 + b'"}}',
        b'{"a": ' + b"[" * 50_000,
        b'{"\xff": 1}',
    ],
    ids=lambda header: header[:50],
)
def test_a_header_of_nonsense_is_refused(tmp_path, header):
    reason = refused_content(tmp_path, len(header).to_bytes(8, "little") + header)
    assert "its header cannot be read" in reason or "no state dict" in reason or "not one of" in reason
    assert "header" in refused_content(tmp_path, (1 << 40).to_bytes(8, "little") + header)


def test_saving_where_it_cannot_be_done_says_so(tmp_path):
    (tmp_path / "file").touch()
    for write in (save, export_pt):
        for path in (tmp_path / "nowhere" / "network", tmp_path / "file" / "network", tmp_path):
            with pytest.raises(CheckpointError) as caught:
                write(path, random_snapshot())
            assert str(caught.value).startswith(f"{path} cannot be saved: ")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


FULL_DISK = """
import resource, sys
from dataclasses import replace
from dataclasses import replace
from pathlib import Path
from ae_model.checkpoint import CheckpointError, load, save

path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # the system refuses the rest, as a full disk does
try:
    save(path, replace(load(path).snapshot, epoch=4))
except CheckpointError as error:
    print(error)
print("torch" in sys.modules)
"""


@posix_only
def test_a_full_disk_leaves_the_old_checkpoint_and_torch_is_not_needed_for_our_own_files(tmp_path):
    path = tmp_path / "file"
    save(path, random_snapshot())
    run = subprocess.run([sys.executable, "-c", FULL_DISK, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [f"{path} cannot be saved: file too large.", "False"]
    assert load(path).snapshot.epoch == 3
    assert list(tmp_path.iterdir()) == [path]


def test_a_network_knows_what_it_was_trained_on(tmp_path):
    clothes = DataIdentity("clothes", "ab" * 32, 1_200, 300)
    snapshot = random_snapshot(SMALL)
    save(tmp_path / "net", snapshot, TrainingConfig(SMALL, dataset="/home/ada/clothes"), clothes)
    opened = load(tmp_path / "net")
    assert opened.data == clothes
    assert opened.training.dataset == "clothes"
    save(tmp_path / "bare", snapshot)
    assert load(tmp_path / "bare").data is None


@pytest.mark.parametrize("name", ["net.safetensors", "net.pt"])
def test_a_network_of_the_format_that_knew_its_data_first_opens_with_it(name):
    opened = load(ROOT / "tests" / "files-that-know-their-data" / name)
    assert opened.data == DataIdentity("clothes", "ab" * 32, 1_200, 300)
    assert (opened.snapshot.epoch, opened.training.epochs) == (4, 9)
    assert all((array == 0.125).all() for array in opened.snapshot.arrays.values())


def test_an_older_network_of_mnist_was_trained_on_the_mnist_of_the_program():
    assert load(ROOT / "resources" / "pretrained" / "deep-2d.safetensors").data == MNIST


def test_an_older_network_hands_no_path_on_when_it_is_saved_again(tmp_path):
    old = TrainingConfig(SMALL, dataset="/home/lovelace/clothes")
    fields = {"epoch": 0, "network": SMALL.to_dict(), "training": old.to_dict()}
    write_whole(tmp_path / "old", *seal("autoencoder-lab", fields, dict(random_snapshot(SMALL).arrays)))
    opened = load(tmp_path / "old")
    assert opened.training == old  # where its data set was is known
    assert opened.data == DataIdentity("clothes")

    save(tmp_path / "new", opened.snapshot, opened.training, opened.data)
    assert b"lovelace" not in (tmp_path / "new").read_bytes()
    assert load(tmp_path / "new").data == opened.data


@pytest.mark.parametrize("name", ["net.safetensors", "net.pt"])
def test_a_variational_network_goes_through_a_file_with_its_log_variance(tmp_path: Path, name: str):
    config = replace(SMALL, code="gaussian")
    snapshot, training = random_snapshot(config), TrainingConfig(config, objective="variational", beta=0.5)
    network_formats.save(tmp_path / name, snapshot, training)
    opened = checkpoint.load(tmp_path / name)
    assert (opened.snapshot.config, opened.training.beta) == (config, 0.5)
    assert opened.snapshot.fingerprint == snapshot.fingerprint
    images = np.zeros((2, *config.image_shape.array_shape), np.uint8)
    np.testing.assert_array_equal(opened.snapshot.posterior(images)[1], snapshot.posterior(images)[1])


@pytest.mark.parametrize("name", ["net.safetensors", "net.pt"])
def test_a_sparse_network_goes_through_a_file_with_the_number_of_units_that_it_keeps(tmp_path: Path, name: str):
    config = replace(SMALL, latent_dim=5, code="sparse", k=2)
    snapshot, training = random_snapshot(config), TrainingConfig(config, objective="sparse", l1=0.5)
    network_formats.save(tmp_path / name, snapshot, training)
    opened = checkpoint.load(tmp_path / name)
    assert (opened.snapshot.config, opened.training.l1) == (config, 0.5)
    images = np.random.default_rng(0).integers(0, 256, (9, *config.image_shape.array_shape), np.uint8)
    codes = opened.snapshot.encode(images)
    np.testing.assert_array_equal(codes, snapshot.encode(images))
    assert np.count_nonzero(codes, axis=1).max() == 2


def test_of_a_state_dict_alone_the_code_is_seen_to_be_gaussian(tmp_path: Path):
    snapshot = random_snapshot(replace(SMALL, code="gaussian"))
    torch.save({name: torch.tensor(array) for name, array in snapshot.arrays.items()}, tmp_path / "net.pt")
    opened = checkpoint.load(tmp_path / "net.pt").snapshot
    assert opened.config.code == "gaussian"
    assert opened.fingerprint == snapshot.fingerprint
