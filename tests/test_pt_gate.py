"""Files made by torch pass the gate; files made to hurt do not, whether or not torch alone would have noticed."""

import argparse
import io
import os
import pickle
import random
import struct
import tracemalloc
import zipfile
from collections import Counter, OrderedDict, defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import torch
from handmade import (
    FOUR_FLOATS,
    Call,
    LegacyPickler,
    Storage,
    Tensor,
    ViewPickler,
    both,
    legacy_of,
    pickled,
    saved_by_torch,
    zip_of,
)

from ae_model import pt_gate
from ae_model.pt_gate import GateError


def read(content):
    """All tensors of a flat table in a file, as the gate reads them."""
    opened = pt_gate.opened(io.BytesIO(content))
    return opened.read({name: part for name, part in opened.value.items() if isinstance(part, pt_gate.Tensor)})


def refused(content):
    with pytest.raises(GateError) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
def test_what_torch_saved_reads_the_same(legacy, dtype):
    network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Linear(2, 1)).to(dtype)
    for state in (network.state_dict(), network.state_dict(keep_vars=True)):
        back = read(saved_by_torch(state, legacy))
        assert list(back) == list(state)
        assert all(np.array_equal(back[key], state[key].detach().float().numpy()) for key in state)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("legacy", [False, True])
def test_every_protocol_of_pickle_that_torch_can_write_is_followed(protocol, legacy):
    stream = io.BytesIO()
    state = torch.nn.Linear(3, 2).state_dict()
    torch.save(state, stream, pickle_protocol=protocol, _use_new_zipfile_serialization=not legacy)
    if legacy and protocol != 2:  # its first pickle, the magic number, is another then
        assert not pt_gate.is_pt(stream.getvalue())
    else:
        assert np.array_equal(read(stream.getvalue())["weight"], state["weight"].numpy())


def test_the_stride_of_an_axis_of_one_element_may_be_anything():
    state = {"a": torch.arange(5.0).reshape(5, 1).t()}
    assert state["a"].stride() == (1, 1)
    assert np.array_equal(read(saved_by_torch(state))["a"], state["a"].numpy())


@pytest.mark.parametrize("legacy", [False, True])
def test_numbers_that_lie_in_another_order_are_put_in_theirs(legacy):
    whole = torch.arange(24.0).reshape(2, 3, 4)
    state = {"turned": whole.permute(2, 0, 1), "every second": torch.arange(9.0)[1::2], "part": whole.clone()[1, 1:]}
    back = read(saved_by_torch(state, legacy))
    for name, tensor in state.items():
        assert np.array_equal(back[name], tensor.numpy())
        assert back[name].flags.c_contiguous


def test_what_lies_beside_the_weights_is_passed_over():
    beside = {
        "epoch": 3,
        "loss": 0.5,
        "best": np.float64(0.5),
        "curve": np.zeros(3),
        "name": "mine",
        "count": torch.tensor(3),
        "mean": torch.tensor(0.5),
        "empty": torch.zeros(0),
        "mask": torch.ones(2, dtype=torch.bool),
        "path": Path("here"),
        "args": argparse.Namespace(lr=1e-3, layers=[1, 2]),
        "seen": {1, 2},
        "by default": defaultdict(list, {"a": [1]}),
        "milestones": Counter({30: 1}),
        "generators": (random.getstate(), np.random.default_rng(0).bit_generator.state, torch.get_rng_state()),
        "begun": datetime(2026, 11, 26),
        "sizes": torch.Size([2, 3]),
        "type": torch.float32,
        "pairs": [(1, 2), [3.5, None, True]],
        "optimizer": {"state": {0: {"step": torch.tensor(3.0)}}, "param_groups": [{"betas": (0.9, 0.999)}]},
    }
    weight = torch.arange(4.0)
    for legacy in (False, True):
        content = saved_by_torch({**beside, "weight": weight}, legacy)
        opened = pt_gate.opened(io.BytesIO(content))
        assert np.array_equal(opened.read({"a": opened.value["weight"]})["a"], weight.numpy())
        assert (opened.value["epoch"], opened.value["loss"], opened.value["name"]) == (3, 0.5, "mine")


def test_the_declarations_made_by_hand_here_are_ones_that_torch_can_read():
    for content in both({"a": Tensor(Storage())}):
        assert np.array_equal(read(content)["a"], torch.load(io.BytesIO(content), weights_only=True)["a"].numpy())


def test_the_largest_network_is_far_below_the_bounds():
    state = OrderedDict((f"ae.0.encoder.{i}.weight", torch.nn.Parameter(torch.zeros(1, 1))) for i in range(68))
    archive = zipfile.ZipFile(io.BytesIO(saved_by_torch(state)))
    assert len(archive.namelist()) < 0.7 * pt_gate.MAX_ENTRIES
    assert archive.getinfo("archive/data.pkl").file_size < 0.5 * pt_gate.MAX_PICKLE_BYTES


@pytest.mark.parametrize("function", [os.system, eval, print, torch.load, torch.Tensor, zipfile.ZipFile, bytearray])
def test_a_call_of_anything_else_is_refused_by_its_name_and_not_made(function, capsys):
    for content in both({"a": Call(function, ("print('run')",))}):
        assert function.__name__ in refused(content)
    assert capsys.readouterr().out == ""


def test_a_known_function_is_not_called_with_unknown_arguments():
    rebuild = torch._utils._rebuild_tensor_v2
    for call in (Call(rebuild), Call(rebuild, ("storage", 0, (4,), (1,), False, {})), Call(torch.FloatStorage, (9,))):
        for content in both({"a": call}):
            assert "makes a call" in refused(content)


@pytest.mark.parametrize(
    ("tensor", "reason"),
    [
        (Tensor(Storage(), shape=(1000, 1000), strides=(0, 0)), "overlap"),
        (Tensor(Storage(), shape=(3, 3), strides=(1, 1)), "beyond"),
        (Tensor(Storage(), shape=(2, 2), strides=(1, -1)), "shape"),
        (Tensor(Storage(), shape=(5,)), "beyond"),
        (Tensor(Storage(), offset=1), "beyond"),
        (Tensor(Storage(), offset=-1, shape=(3,)), "beyond"),
        (Tensor(Storage(), shape=(-4,)), "shape"),
        (Tensor(Storage(), shape=(4, 1), strides=(1,)), "shape"),
        (Tensor(Storage(), shape=("4",)), "shape"),
        (Tensor(Storage(), shape=(4, "4")), "shape"),
        (Tensor(Storage(), shape=(1 << 2000,) * 9, strides=(0,) * 9), "shape"),
        (Tensor(Storage(count=5)), "sizes that it declares"),
        (Tensor(Storage(count=500_000_000), shape=(500_000_000,)), "sizes that it declares"),
        (Tensor(Storage(OrderedDict)), "not in a storage"),
        (Tensor(Storage(count=-4)), "not in a storage"),
    ],
    ids=str,
)
def test_a_tensor_must_be_what_its_storage_holds_and_no_more(tensor, reason):
    contents = both({"a": tensor})
    tracemalloc.start()
    try:
        for content in contents:
            assert reason in refused(content)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_storage_has_one_size():
    for content in both({"a": Tensor(Storage()), "b": Tensor(Storage(count=3), shape=(3,))}):
        assert "in two ways" in refused(content)


def test_tensors_that_share_numbers_are_refused_because_copies_would_multiply_them():
    for content in both({f"tensor {i}": Tensor(Storage()) for i in range(60)}):
        assert "overlap" in refused(content)


def test_a_state_dict_has_no_attributes_but_the_versions_of_its_modules():
    state = OrderedDict(a=Tensor(Storage()))
    state.hook = 1
    for content in both(state):
        assert "attributes" in refused(content)


def test_an_attribute_is_not_set_on_a_tensor():
    # torch would call the tensor's set_() with it.
    program = pickled({"a": Tensor(Storage())})
    assert program.endswith(b"Rq\rs.")  # made, memorised, put into the table
    assert "attributes" in refused(zip_of(program[:-5] + b"R}X\t\x00\x00\x00_metadata}sbs."))


@pytest.mark.parametrize(
    "program", [b"", b".", b"\x80\x02", b"\x80\x02}", b"}s.", b"h\x07.", b"t.", b"\xff", b"X\xff."]
)
def test_a_pickle_that_breaks_off_or_makes_no_sense_is_damaged(program):
    assert "damaged" in refused(zip_of(program))


def test_other_instructions_are_refused_though_they_do_nothing():
    assert "INST" in refused(zip_of(b"(X\x04\x00\x00\x00trueios\nsystem\n."))
    assert "PROTO" in refused(zip_of(b"\x80\x06" + pickled({"a": Tensor(Storage())})[2:]))


def test_a_number_in_a_tower_of_tuples_does_not_overflow_the_stack():
    # To hash it, as a key of a dict must be, ends CPython with a segmentation fault.
    tower = b"\x80\x02}" + b")" + b"\x85" * 60_000 + b"K\x01s."
    assert "fills a table" in refused(zip_of(tower))


def test_nor_does_one_in_the_list_of_an_older_files_storages():
    # Where stacks are small, as in macOS's threads, far fewer tuples are enough.
    content = legacy_of(pickled({"a": Tensor(Storage())}, LegacyPickler))
    order = pickle.dumps(["0"], 2)
    assert order in content
    assert "list its tensors" in refused(content.replace(order, b"\x80\x02])" + b"\x85" * 60_000 + b"a."))


def test_a_place_in_the_memo_costs_nothing_however_high_its_number():
    # CPython's own unpickler makes room for all the places below.
    program = b"\x80\x02}r\xff\xff\xff\x7f."
    tracemalloc.start()
    try:
        refused(zip_of(program))
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_long_pickle_is_refused_before_its_objects_fill_the_memory():
    program = b"\x80\x02" + b"}" * 5_000_000 + b"."
    for content in (zip_of(program), legacy_of(program)):
        tracemalloc.start()
        try:
            assert "longer" in refused(content)
            assert tracemalloc.get_traced_memory()[1] < 4 * len(program)
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("instruction", [b"c", b"X\x00\x00\x00\x04"], ids=["a line without end", "a text of 64 MB"])
def test_what_an_instruction_claims_to_follow_it_is_not_read_as_far_as_it_goes(instruction):
    content = legacy_of(b"\x80\x02" + instruction + b"a" * 2**26)
    tracemalloc.start()
    try:
        assert "damaged" in refused(content)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_directory_that_is_said_to_be_as_long_as_the_file_is_not_read():
    size = 2**26
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, size - 22, 0, 0)
    content = b"PK\x03\x04" + bytes(size - 4 - len(end)) + end
    assert zipfile.is_zipfile(io.BytesIO(content))
    tracemalloc.start()
    try:
        assert "damaged" in refused(content)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_storages_are_read_only_once_the_pickle_is_in_order():
    content = zip_of(pickled({"a": Call(os.system, ("true",))}), {"0": bytes(2**26)})
    tracemalloc.start()
    try:
        assert "system" in refused(content)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("legacy", [False, True])
def test_a_file_that_becomes_shorter_while_it_is_read_is_damaged(legacy):
    file = io.BytesIO(saved_by_torch({"a": torch.zeros(1000)}, legacy))
    opened = pt_gate.opened(file)
    file.truncate(len(file.getvalue()) - 400 if legacy else 1000)  # in the middle of the numbers
    with pytest.raises(GateError, match="damaged"):
        opened.read(opened.value)


def test_storages_must_be_the_ones_that_the_pickle_names():
    program = pickled({"a": Tensor(Storage())})
    for storages in ({"1": FOUR_FLOATS}, {"0": FOUR_FLOATS, "1": FOUR_FLOATS}, {"0": bytes(15)}, {"0": bytes(17)}):
        assert "sizes" in refused(zip_of(program, storages))
    for content in both({"a": Tensor(Storage(torch.DoubleStorage))}):
        refused(content)


@pytest.mark.parametrize("name", ["data/../x", "DATA.PKL", "data/0/1", "other"])
def test_an_entry_that_torch_does_not_write_is_refused(name):
    assert name in refused(zip_of(pickled({"a": Tensor(Storage())}), **{name: b""}))


@pytest.mark.parametrize("name", ["constants.pkl", "code/run.py"])
def test_a_program_of_torchscript_is_called_one(name):
    assert "TorchScript" in refused(zip_of(pickled({"a": Tensor(Storage())}), **{name: b""}))


def test_what_a_later_torch_may_note_beside_its_tensors_is_passed_over():
    content = zip_of(pickled({"a": Tensor(Storage())}), **{".new/note": b"unknown"})
    assert b".new/note" in content
    assert list(read(content)) == ["a"]
    assert pt_gate.opened(io.BytesIO(content)).note == b""


def test_a_zip_of_something_else_is_not_a_state_dict():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/version", "3\n")
    assert "state dict" in refused(stream.getvalue())


def test_numbers_in_the_other_byte_order_are_refused():
    assert "little-endian" in refused(zip_of(pickled({"a": Tensor(Storage())}), byteorder="big"))
    content = legacy_of(pickled({"a": Tensor(Storage())}, LegacyPickler))
    assert "little-endian" in refused(content.replace(b"little_endianq\x02\x88", b"little_endianq\x02\x89"))


def test_a_compressed_zip_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", pickled({"a": Tensor(Storage(count=10**7), shape=(10**7,))}))
        archive.writestr("archive/data/0", bytes(4 * 10**7))
    assert "compressed" in refused(stream.getvalue())


def test_a_changed_byte_in_an_entry_is_noticed():
    content = zip_of(pickled({"a": Tensor(Storage())}), {"0": b"sixteen numbers."})
    assert "damaged" in refused(content.replace(b"sixteen", b"Sixteen"))


def test_two_entries_of_one_name_are_refused():
    content = zip_of(pickled({"a": Tensor(Storage())}), {"0": FOUR_FLOATS, "1": FOUR_FLOATS})
    assert "overlap" in refused(content.replace(b"archive/data/1", b"archive/data/0"))


def test_entries_in_two_folders_are_refused():
    content = zip_of(pickled({"a": Tensor(Storage())}))
    assert "overlap" in refused(content.replace(b"archive/data/0", b"brchive/data/0"))


def test_entries_that_share_their_bytes_are_refused():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("archive/data/1", bytes(10_000))
        hidden = archive.infolist()[0]
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("archive/data/0", inner.getvalue()[: 10_000 + 44])  # the other entry, header and all
        hidden.header_offset = 44
        archive.filelist.append(hidden)
    assert "overlap" in refused(outer.getvalue())


def test_more_entries_than_a_network_has_are_refused_unread():
    storages = {str(i): b"" for i in range(pt_gate.MAX_ENTRIES)}
    assert "entries" in refused(zip_of(pickled({}), storages))


def test_an_older_file_must_end_where_its_last_storage_ends():
    program = pickled({"a": Tensor(Storage())}, LegacyPickler)
    assert read(legacy_of(program))
    for storages in (FOUR_FLOATS[:-1], FOUR_FLOATS + b"0", b""):
        assert "damaged" in refused(legacy_of(program, storages))


def test_an_older_file_must_list_its_storages_with_their_sizes():
    program = pickled({"a": Tensor(Storage())}, LegacyPickler)
    assert "sizes" in refused(legacy_of(program, count=500_000_000))
    for order in ((), ("0", "0"), ("1",), ("0", "1")):
        assert "list" in refused(legacy_of(program, order=order))


def test_an_older_file_whose_storages_are_views_of_others_is_refused():
    assert "storage of their own" in refused(legacy_of(pickled({"a": Tensor(Storage())}, ViewPickler)))


def test_an_older_file_of_an_unknown_version_is_refused():
    content = legacy_of(pickled({"a": Tensor(Storage())}, LegacyPickler))
    assert "version" in refused(content.replace(pickle.dumps(1001, 2), pickle.dumps(1002, 2)))


def test_only_the_first_bytes_say_what_a_file_is():
    assert pt_gate.is_pt(saved_by_torch({})) and pt_gate.is_pt(saved_by_torch({}, legacy=True))
    assert not pt_gate.is_pt(pickle.dumps({})) and not pt_gate.is_pt(b"") and not pt_gate.is_pt(b"cos\nsystem\n")
