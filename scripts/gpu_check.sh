#!/usr/bin/env bash
# Everything that has to be known of Autoencoder Lab's CUDA path, in one run on a GPU.
#
#   bash gpu_check.sh                     all checks that fit into LIMIT seconds (430 if not said)
#   bash gpu_check.sh --only speed adam   some of them
#   bash gpu_check.sh gui FILE.tar.xz     a tour of the window on the GPU, with the Qt that gpu_qt.sh has packed
#
# From the project's root on the GPU machine, where python3 is the one that has torch. PYTHONPATH must have
# platformdirs, which that machine lacks. Files go to $OUT: gpu_check.json, gpu_check.md (the table), pytest.txt.
#
# What is expected: same_bits True in every row, at a rate of 0.001 too; waiting: second_call_waits False; pausing: every
# figure under 100 ms, of 4096, 4096 hidden units too; speed: us_a_step within 5 % of us_a_step_graph_alone, troubles
# empty, strides of at most 10 ms, fp32 the fastest of dense networks up to 1024 wide; trainings: "recorded" within 5 %
# of "plain"; kernels: nodes and kernels, neither "unknown" nor none; memory: the same after each training; failed_capture: a trouble
# in all three, and all end well.
set -uo pipefail
export OUT="${OUT:-/tmp/gpu-check-out}" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH="$PWD:$PWD/tests${PYTHONPATH:+:$PYTHONPATH}"
[ "${DRY-}" = 1 ] && export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" # two threads wait for each other on a busy CPU
python=${PYTHON:-python3}
work=$(mktemp -d)
mkdir -p "$OUT"
[ -d ae_model ] || { echo "Not the project's root: $PWD"; exit 1; }

if [ "${1-}" = gui ]; then
    tar xJf "$2" -C "$work"
    export PYTHONPATH="$PYTHONPATH:$work" QT_QPA_PLATFORM=offscreen
    mkdir -p "$work/missing" "$work/cache"
    known=$(ldconfig -p)
    for library in "$work"/system/*.so*; do # those of Debian 12 that this machine has not
        grep -qF "${library##*/} " <<<"$known" || cp "$library" "$work/missing/"
    done
    echo "Libraries that were missing: $(ls "$work/missing" | tr '\n' ' ')"
    export LD_LIBRARY_PATH="$work/missing${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    cat >"$work/fonts.conf" <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$work/fonts</dir><dir>/usr/share/fonts</dir><cachedir>$work/cache</cachedir></fontconfig>
END
    export FONTCONFIG_FILE="$work/fonts.conf"
    cat >"$work/window.py" <<'END'
import sys
from pathlib import Path

exec(Path("packaging/hooks/without_opengl.py").read_text())
from ae_gui.app import main

sys.exit(main(sys.argv[1:]))
END
    # shellcheck disable=SC2086
    timeout "${LIMIT:-200}" "$python" "$work/window.py" --tour "$work/tour" --size 1280x720 ${TOUR:---preset seed-2d --epochs 80}
    code=$?
    cp "$work"/tour/tour.json "$work"/tour/*{training,latent-space,runs}*.png "$OUT/" 2>/dev/null
    ls "$OUT" | tail -n +8 | while read -r name; do rm -f "$OUT/$name"; done # at most eight come back
    echo "code $code"; cat "$work/tour/tour.json"
    exit $code
fi

cat >"$work/gpu_check.py" <<'GPU_CHECK'
"""All that has to be known of the CUDA path, in one run on a GPU. Called by gpu_check.sh, from the project's root.

    python gpu_check.py                 everything that fits into LIMIT seconds
    python gpu_check.py --only speed bits
    DRY=1 python gpu_check.py           on a GPU made up of the CPU, tiny: finds mistakes of this file, measures nothing

Each check writes into OUT/gpu_check.json as soon as it is done: what is cut off keeps what was measured.
"""

import argparse
import ctypes
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from contextlib import nullcontext, suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

BEGAN = time.monotonic()
LIMIT = float(os.environ.get("LIMIT", "430"))
DRY = os.environ.get("DRY") == "1"
ROOT = Path.cwd()
OUT = Path(os.environ.get("OUT") or tempfile.mkdtemp(prefix="gpu-check-"))
ENV = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])}
RESULTS: dict = {}
ROWS: list[tuple[str, str]] = []
CHECKS: dict = {}
PRECISIONS = ("fp32", "tf32", "bf16")
BATCH = 128


def left() -> float:
    return LIMIT - (time.monotonic() - BEGAN)


def check(seconds: float):
    def enter(function):
        CHECKS[function.__name__] = (seconds, function)
        return function

    return enter


def row(name: str, value: object) -> None:
    ROWS.append((name, str(value)))
    print(f"   {name}: {value}", flush=True)


def libraries() -> None:
    """Import what the checks use, after the cheap ones have had their own processes."""
    global np, torch, datasets, PRESETS, NetworkConfig, Dataset, Split, AutoEncoder, Control, Report
    global Epoch, Live, Losses, Reconstructions, Started, snapshot_of, TrainingState, fp32_products, train, resume, CudaStepper, EagerStepper, Backprop, FusedBackprop
    global DEV, DATA
    import ae_model  # before torch: it bounds the spin of OpenMP's threads

    import numpy as np  # isort: skip
    import torch

    from ae_model import datasets
    from ae_model.config import PRESETS, NetworkConfig
    from ae_model.control import Control, Report
    from ae_model.datasets import Dataset, Split
    from ae_model.events import Epoch, Live, Losses, Reconstructions, Started
    from ae_model.network import AutoEncoder, snapshot_of
    from ae_model.steppers.backprop import Backprop
    from ae_model.steppers.cuda import CudaStepper
    from ae_model.steppers.eager import EagerStepper
    from ae_model.steppers.fused import FusedBackprop
    from ae_model.steppers.precision import fp32_products
    from ae_model.training import resume, train
    from ae_model.training_state import TrainingState

    DEV = "cpu" if DRY else "cuda"
    DATA = datasets.load("mnist")
    if DRY:
        import pytest
        from made_up_gpu import MadeUpGpu

        MadeUpGpu(step_ms=2.0).put_in(pytest.MonkeyPatch())
        DATA = first(1_200, 100)


def first(train_count: int, test_count: int):
    return Dataset(
        "few",
        Split(DATA.train.images[:train_count], DATA.train.labels[:train_count]),
        Split(DATA.test.images[:test_count], DATA.test.labels[:test_count]),
        DATA.class_names,
    )


def own_stream():
    return nullcontext() if DRY else torch.cuda.stream(torch.cuda.Stream())


def sync() -> None:
    if not DRY:
        torch.cuda.synchronize()


def network(config):
    return AutoEncoder(config, torch.Generator().manual_seed(0)).to(DEV)


def stepper_of(config, precision: str, images=None):
    images = DATA.train.images if images is None else images
    return CudaStepper(network(config.network), images, config.batch_size, config.weight_decay, precision)


def batches_of(count: int, seed: int = 0):
    order = torch.randperm(len(DATA.train.images), generator=torch.Generator().manual_seed(seed)).to(DEV)
    return order.split(BATCH)[:count]


def us_a_step(run, steps: int, replays: int = 10) -> float:
    """Median microseconds of the device for a step, over three rounds of replays."""
    if DRY:
        began = time.perf_counter()
        run()
        return 1e6 * (time.perf_counter() - began) / steps
    run()
    run()
    torch.cuda.synchronize()
    rounds = []
    for _ in range(3):
        begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        for _ in range(replays):
            run()
        end.record()
        end.synchronize()
        rounds.append(begin.elapsed_time(end) * 1e3 / (steps * replays))
    return round(statistics.median(rounds), 2)


def captured(body):
    """A graph of `body()`, which was run once before; on a CPU the body itself."""
    body()
    if DRY:
        return body
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=torch.cuda.current_stream(), capture_error_mode="thread_local"):
        body()
    return graph.replay


def bits(snapshot) -> str:
    digest = hashlib.sha256()
    for array in snapshot.arrays.values():
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]


def bits_of(stepper) -> str:
    digest = hashlib.sha256()
    for parameter in stepper.network.parameters():
        digest.update(parameter.detach().cpu().numpy().tobytes())
    for array in (*stepper.moments.means.values(), *stepper.moments.squares.values()):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]


# The machine, and what a launch-bound graph cannot beat on it


@check(15)
def machine() -> dict:
    found = {"python": sys.version.split()[0], "torch": torch.__version__, "cuda": torch.version.cuda, "cpus": os.cpu_count()}
    if not DRY:
        properties = torch.cuda.get_device_properties(0)
        found |= {
            "gpu": properties.name,
            "multiprocessors": properties.multi_processor_count,
            "l2_mb": properties.L2_cache_size / 2**20,
            "capability": f"{properties.major}.{properties.minor}",
            "fp32_precision": torch.backends.cuda.matmul.fp32_precision,
        }
        with suppress(OSError, subprocess.SubprocessError):
            asked = ["nvidia-smi", "--query-gpu=driver_version,clocks.sm,clocks.mem,power.limit", "--format=csv,noheader"]
            found["nvidia_smi"] = subprocess.run(asked, capture_output=True, text=True, timeout=20).stdout.strip()
    row("machine", found)
    return found


@check(20)
def floors() -> dict:
    """Microseconds of a node of a graph: of the smallest kernels, of a walk over a batch, of each matrix product."""
    count = 4 if DRY else 200
    found = {}
    with own_stream(), torch.no_grad():
        tiny, other = torch.zeros(1, device=DEV), torch.zeros(1, device=DEV)
        plane = torch.rand(BATCH, 784, device=DEV)
        for name, body in {
            "tiny kernel": lambda: [tiny.add_(1) for _ in range(count)],
            "tiny copy (memcpy node)": lambda: [other.copy_(tiny) for _ in range(count)],
            "relu_ of 128x784": lambda: [plane.relu_() for _ in range(count)],
            "sum of 128x784 over the batch": lambda: [plane.sum(0) for _ in range(count)],
            "dot of 100,352": lambda: [torch.dot(plane.view(-1), plane.view(-1)) for _ in range(count)],
        }.items():
            found[name] = us_a_step(captured(body), count)
        shapes = {"784>512": (BATCH, 784, 512), "512>784": (BATCH, 512, 784), "grad 784x512": (784, BATCH, 512),
                  "512>2": (BATCH, 512, 2), "2>512": (BATCH, 2, 512), "grad 512x2": (512, BATCH, 2)}  # fmt: skip
        products = torch.backends.cuda.matmul
        for precision in PRECISIONS:
            dtype = torch.bfloat16 if precision == "bf16" else torch.float32
            before = products.fp32_precision
            products.fp32_precision = "tf32" if precision == "tf32" else "ieee"
            try:
                for name, (m, k, n) in shapes.items():
                    a, b = torch.rand(m, k, device=DEV, dtype=dtype), torch.rand(n, k, device=DEV, dtype=dtype)
                    c = torch.empty(m, n, device=DEV, dtype=dtype)

                    def body(a=a, b=b, c=c):
                        for _ in range(count):
                            torch.mm(a, b.t(), out=c)

                    found[f"{precision} {name}"] = us_a_step(captured(body), count)
            finally:
                products.fp32_precision = before
    row("us a node", {name: found[name] for name in list(found)[:5]})
    for precision in PRECISIONS:
        row(f"us a product, {precision}", {n.split(" ", 1)[1]: v for n, v in found.items() if n.startswith(precision)})
    return found


# What the stepper is now


@check(60)
def speed() -> dict:
    """Each preset in each precision: does it capture, how long does that take, is it right, how fast is it."""
    found = {}
    plain = [name for name, preset in PRESETS.items() if preset.config.network.code == "plain"]
    for preset in plain if not DRY else ("seed-2d",):
        config = PRESETS[preset].config
        reference = None
        for precision in PRECISIONS:
            with own_stream():
                began = time.perf_counter()
                made = stepper_of(config, precision)
                made.warm_up(batches_of(1)[0])
                sync()
                ready = time.perf_counter() - began
                order = batches_of(made.stride)
                rates = [1e-3] * made.stride
                losses = made.steps(order, rates).tolist()
                if reference is None:
                    eager = EagerStepper(network(config.network), DATA.train.images, config.weight_decay)
                    reference = [eager.steps([batch], [1e-3]).item() for batch in order]
                worst = max(abs(a / b - 1) for a, b in zip(losses, reference[: len(losses)], strict=False))
                entry = {
                    "trouble": str(made.trouble),
                    "stride": made.stride,
                    "warm_up_s": round(ready, 3),
                    "worst_loss_difference": float(f"{worst:.3g}"),
                    "us_a_step": us_a_step(lambda: made.steps(order, rates), len(order), 1 if DRY else 8),
                }
                graph = graph_of(made)
                if graph is not None:
                    entry["us_a_step_graph_alone"] = us_a_step(graph.replay, made.stride, 8)
                    calls = []
                    for _ in range(5):
                        sync()
                        began = time.perf_counter()
                        graph.replay()
                        calls.append(1e6 * (time.perf_counter() - began))
                    sync()
                    entry["us_of_host_a_replay"] = round(statistics.median(calls), 1)
                found[f"{preset} {precision}"] = entry
                del made, graph
    for name, entry in found.items():
        row(f"speed {name}", entry)
    return found


@check(20)
def kernels() -> dict:
    """What a step is made of: nodes of the graph, and each kernel's time in one replay."""
    from torch.profiler import ProfilerActivity, profile

    found: dict = {}
    config = PRESETS["seed-2d"].config
    for precision in ("fp32", "tf32"):
        with own_stream():
            made = stepper_of(config, precision)
            made.warm_up(batches_of(1)[0])
            order = batches_of(made.stride)
            made.steps(order, [1e-3] * len(order))
            sync()
            with profile(activities=[ProfilerActivity.CPU if DRY else ProfilerActivity.CUDA]) as profiled:
                graph_of(made).replay()
                sync()
            table = []
            for average in profiled.key_averages():
                total = average.self_cpu_time_total if DRY else average.self_device_time_total
                if total:
                    table.append((average.key[:90], average.count / made.stride, total / made.stride))
            table.sort(key=lambda entry: -entry[2])
            found[f"kernels {precision}"] = [(name, round(count, 2), round(us, 2)) for name, count, us in table]
            busy = sum(entry[2] for entry in table)
            # Last: with its graph torch may free the workspace in which those of the stepper compute.
            found[f"nodes {precision}"] = nodes_of(made, order[0])
            row(f"{precision}: nodes a step", found[f"nodes {precision}"])
            row(f"{precision}: kernels a step, us of them", (round(sum(e[1] for e in table), 1), round(busy, 1)))
            for name, count, us in table[:9]:
                row(f"   {us:6.2f} us, {count:4.1f} times", name[:70])
    return found


def graph_of(made):
    """The CUDA graph of as many steps as are replayed at a time."""
    graphs = getattr(made, "_graphs", {})
    return graphs[made.stride, BATCH]._graph if graphs else None


def nodes_of(made, indices) -> dict:
    """How many nodes of which kind one step is."""
    graph = torch.cuda.CUDAGraph(keep_graph=True)
    rate = torch.zeros((), device=DEV)
    with (
        fp32_products(made._precision),
        torch.cuda.graph(graph, stream=torch.cuda.current_stream(), capture_error_mode="thread_local"),
    ):
        made._gradient_step.differentiate(indices)
        made._gradient_step.update(rate)
    try:
        from cuda.bindings import runtime

        raw = graph.raw_cuda_graph()
        error, _, count = runtime.cudaGraphGetNodes(raw, 0)
        error, nodes, count = runtime.cudaGraphGetNodes(raw, count)
        kinds: dict = {}
        for node in nodes[:count]:
            error, kind = runtime.cudaGraphNodeGetType(node)
            name = kind.name.removeprefix("cudaGraphNodeType")
            kinds[name] = kinds.get(name, 0) + 1
        return kinds
    except Exception as error:
        return {"unknown": f"{type(error).__name__}: {error}"[:80]}


@check(10)
def waiting() -> dict:
    """Whether `steps` returns before the device has finished the replay before it: the second and third call."""
    with own_stream():
        made = stepper_of(PRESETS["seed-2d"].config, "fp32")
        made.warm_up(batches_of(1)[0])
        order = batches_of(made.stride)
        rates = [1e-3] * len(order)
        made.steps(order, rates)
        sync()
        calls = []
        for _ in range(8):
            began = time.perf_counter()
            made.steps(order, rates)
            calls.append(round(1e3 * (time.perf_counter() - began), 3))
        sync()
        rest = 1e3 * (time.perf_counter() - began) - calls[-1]
    found = {"ms_of_each_call": calls, "ms_left_after_the_last": round(rest, 3)}
    found["second_call_waits"] = calls[1] > 3 * calls[0] + 0.3
    row("steps() waits for the replay before", found)
    return found


# Bits


@check(60)
def same_bits() -> dict:
    """What is claimed to be the same, bit for bit, whatever is asked for on the way."""
    found: dict = {}
    config = replace(PRESETS["seed-2d"].config, device=DEV, epochs=1, batch_size=BATCH)
    exact = 2.0**-10  # a rate that float32 holds
    for precision in PRECISIONS if not DRY else ("fp32",):
        for label, rate in (("0.001", 1e-3), ("2^-10", exact)):
            one = replace(config, precision=precision, learning_rate=rate)
            plain = trained(one)
            key = f"{precision} rate {label}"
            found[key] = {
                "twice": trained(one)[0] == plain[0],
                "views, pause, 3 single steps": trained(one, disturbing())[0] == plain[0],
                "resumed at step 3": resumed_at_3(one)[0] == plain[0],
                "graph and one by one": graph_is_one_by_one(one, precision, rate),
            }
    tuned = replace(PRESETS["tuned-2d"].config, device=DEV, epochs=1, warmup_epochs=1, precision="fp32")
    plain = trained(tuned)
    found["tuned-2d fp32"] = {
        "twice": trained(tuned)[0] == plain[0],
        "views, pause, 3 single steps": trained(tuned, disturbing())[0] == plain[0],
    }
    for precision in PRECISIONS if not DRY else ("fp32", "bf16"):  # through autograd, with noise from a generator
        noisy = replace(config, precision=precision, objective="denoising")
        plain = trained(noisy)
        found[f"denoising {precision}"] = {
            "twice": trained(noisy)[0] == plain[0],
            "views, pause, 3 single steps": trained(noisy, disturbing())[0] == plain[0],
            "resumed at step 3": resumed_at_3(noisy)[0] == plain[0],
        }
    for name, entry in found.items():
        row(f"same bits, {name}", entry)
    return found


def trained(config, steer=None, state=None, autosave_s=None, data=None):
    """The bits of the last weights, the losses, the last epoch and the states of a training."""
    control, losses, states, last = Control(), [], [], None
    data = data or DATA
    events = resume(state, data, control, autosave_s) if state else train(config, data, control, autosave_s)
    for event in events:
        if isinstance(event, Losses):
            losses.append(event.values)
        elif isinstance(event, TrainingState):
            states.append(event)
        elif isinstance(event, Epoch):
            last = event
        if steer:
            steer(event, control)
    return bits(last.snapshot), losses, last, states


def disturbing():
    lives = 0

    def steer(event, control):
        nonlocal lives
        if isinstance(event, Epoch) and event.step == 0:
            for _ in range(3):
                control.step()
        elif isinstance(event, Live) and lives < 3:
            lives += 1
            if lives == 3:
                control.resume()
                control.request(Report.ALL, 0.01)
        else:
            control.request(Report.LOSSES)

    return steer


def resumed_at_3(config):
    control = Control()
    for _ in range(3):
        control.step()
    state = None
    for event in train(config, DATA, control, autosave_s=1e9):
        if isinstance(event, TrainingState):
            if event.step == 3:
                control.stop()
            state = event
    assert state.step == 3, state.step
    return trained(config, state=state)


def graph_is_one_by_one(config, precision: str, rate: float) -> bool:
    sides = []
    for replayed in (True, False):
        with own_stream():
            made = stepper_of(config, precision)
            order = batches_of(52)
            made.warm_up(order[0])
            if not replayed:
                made._graphs.clear()
            made.steps(order, [rate] * len(order))
            sides.append(bits_of(made))
    return sides[0] == sides[1]


# Faster


@check(10)
def adam() -> dict:
    """torch's fused Adam on one row of 806,688 numbers is 13 blocks; the same row in parts is more."""
    size, count = 806_688, 2 if DRY else 60
    found = {}
    with own_stream(), torch.no_grad():
        rows = [torch.rand(size, device=DEV) * 1e-2 for _ in range(4)]
        rate, step = torch.full((), 1e-3, device=DEV), torch.ones((), device=DEV)
        for parts in (1, 13, 36, 66, 126, 197, 252):
            length = -(-size // parts // 32) * 32
            split = [list(row.split(length)) for row in rows]
            steps = [step] * len(split[0])

            def body(split=split, steps=steps):
                for _ in range(count):
                    torch._fused_adamw_(
                        split[0], split[1], split[2], split[3], [], steps,
                        lr=rate, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False,
                    )  # fmt: skip

            found[f"{parts} parts"] = us_a_step(captured(body), count)
    row("us of fused Adam", found)
    return found


# Whole trainings


@check(60)
def trainings() -> dict:
    """Wall time of whole trainings, and where it goes: steps, epoch ends, states, the disk."""
    from ae_model.recording import AUTOSAVE_S, Recorder

    found = {}
    plans = [
        ("seed-2d", "fp32", "plain"), ("seed-2d", "fp32", "states"), ("seed-2d", "fp32", "recorded"),
        ("tuned-2d", "fp32", "plain"), ("tuned-2d", "bf16", "plain"), ("deep-2d", "fp32", "plain"),
        ("deep-2d", "tf32", "plain"),
    ]  # fmt: skip
    for preset, precision, kind in plans:
        if left() < 40:
            break
        config = replace(PRESETS[preset].config, device=DEV, precision="fp32" if DRY else precision)
        if DRY:
            config = replace(config, epochs=2)
        with tempfile.TemporaryDirectory() as folder:
            recorder = Recorder(Path(folder)) if kind == "recorded" else None
            wants_state = recorder.wants_state if recorder else None
            events = train(config, DATA, Control(), None if kind == "plain" else AUTOSAVE_S, None, wants_state)
            if recorder:
                events = recorder.record(events, DATA)
            began, marks, last, started = time.perf_counter(), [], None, None
            for event in events:
                if isinstance(event, Started):
                    started = time.perf_counter() - began
                elif isinstance(event, Epoch):
                    marks.append(time.perf_counter())
                    last = event
            wall = time.perf_counter() - began
        epochs = [b - a for a, b in pairwise(marks)]
        found[f"{preset} {precision} {kind}"] = entry = {
            "epochs": config.epochs,
            "wall_s": round(wall, 2),
            "started_after_s": round(started, 2),
            "seconds_said": round(last.seconds, 2),
            "ms_an_epoch": round(1e3 * statistics.median(epochs), 2),
            "worst_ms_an_epoch": round(1e3 * max(epochs), 1),
            "test_mse": round(last.test_mse, 5),
        }
        row(f"training {preset} {precision} {kind}", entry)
    return found


@check(25)
def pausing() -> dict:
    """Milliseconds from `pause()` to the view of where it stopped, for a small and a large network.

    Beside them those to the reconstructions, before which the steps under way end, and those of a snapshot alone.
    """
    found = {}
    for hidden in ((512,), (4096, 4096)) if not DRY else ((64,),):
        base = PRESETS["seed-2d"].config
        config = replace(base, network=replace(base.network, hidden_sizes=hidden), device=DEV, epochs=1_000)
        config = replace(config, precision="fp32")
        control, arrived, times, drawn = Control(), threading.Event(), [], []

        def pump(config=config, control=control, arrived=arrived, drawn=drawn):
            for event in train(config, DATA, control):
                if isinstance(event, Reconstructions):
                    drawn.append(time.perf_counter())
                elif isinstance(event, Live):
                    arrived.set()

        thread = threading.Thread(target=pump, daemon=True)
        thread.start()
        time.sleep(3 if not DRY else 1)
        steps_end = []
        for _ in range(6):
            arrived.clear()
            began = time.perf_counter()
            control.pause()
            if not arrived.wait(20):
                break
            times.append(round(1e3 * (time.perf_counter() - began), 1))
            steps_end.append(round(1e3 * (drawn[-1] - began), 1))
            control.resume()
            time.sleep(0.6)
        began = time.perf_counter()
        control.stop()
        thread.join(30)
        stop_ms, snapshots, net = round(1e3 * (time.perf_counter() - began), 1), [], network(config.network)
        for _ in range(4):
            sync()
            began = time.perf_counter()
            snapshot_of(net)
            snapshots.append(round(1e3 * (time.perf_counter() - began), 1))
        found[str(hidden)] = {
            "pause_ms": times, "reconstructions_ms": steps_end, "stop_ms": stop_ms, "snapshot_ms": snapshots
        }  # fmt: skip
        row(f"pausing {hidden}", found[str(hidden)])
    return found


# In processes of their own


def python(*arguments: str, timeout: float = 90, env: dict | None = None, feed: str | None = None):
    began = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, *arguments], env=ENV | (env or {}), capture_output=True, text=True,
            timeout=min(timeout, max(left(), 5)), input=feed,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        return 124, str(error.stdout or "")[-800:], "timed out", time.monotonic() - began
    return done.returncode, done.stdout, done.stderr, time.monotonic() - began


@check(100)
def project_tests() -> dict:
    """The project's own tests that need a GPU, with stand-ins for fixtures that would import Qt."""
    folder = Path(tempfile.mkdtemp())
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n fault\n slow\n clock\n")
    (folder / "gpu_fixtures.py").write_text(
        "import pytest\n"
        "@pytest.fixture(scope='session')\n"
        "def mnist():\n    from ae_model import datasets\n    return datasets.load('mnist')\n"
        "@pytest.fixture\n"
        "def one_thread():\n    yield\n"
    )
    tests = ["tests/test_cuda.py", "tests/test_gpu.py", "tests/test_fused.py", "tests/test_own_kernels.py", "tests/torture/test_full_memory.py"]
    code, out, err, took = python(
        "-m", "pytest", "-c", str(folder / "pytest.ini"), f"--rootdir={ROOT}", "--noconftest", "-p", "gpu_fixtures",
        "-p", "no:cacheprovider", "-q", "-rA", "-W", "default", "--durations=5",
        "-k", "captured or come_to_rest or really_full or replay_has or real_gpu or compile", *tests,
        env={"PYTHONPATH": os.pathsep.join([str(folder), f"{ROOT}/tests", ENV["PYTHONPATH"]])}, timeout=170,
    )  # fmt: skip
    (OUT / "pytest.txt").write_text(out + err)
    lines = [line for line in out.splitlines() if line.startswith(("PASSED", "FAILED", "ERROR", "SKIPPED"))]
    summary = [line for line in lines if "replay_has" not in line]
    row("project tests", (code, f"{took:.0f} s", out.strip().splitlines()[-1:] or err[-300:]))
    for line in summary:
        row("  ", line[:150])
    return {"code": code, "lines": lines, "tail": (out + err)[-1500:] if code else ""}


@check(35)
def memory() -> dict:
    """What eight trainings in threads of their own leave behind on the device."""
    code, out, err, _ = python(__file__, "--alone", "memory_alone", timeout=60)
    row("memory after each training, MiB (allocated, reserved)", out.strip().splitlines()[-1:] or err[-300:])
    return {"code": code, "out": out[-1500:], "err": err[-500:] if code else ""}


def memory_alone() -> None:
    libraries()
    config = replace(PRESETS["seed-2d"].config, device=DEV, epochs=1, precision="fp32")
    rows = []
    for _ in range(8 if not DRY else 2):
        thread = threading.Thread(target=lambda: [None for _ in train(config, DATA)])
        thread.start()
        thread.join()
        if not DRY:
            rows.append((torch.cuda.memory_allocated() >> 20, torch.cuda.memory_reserved() >> 20))
    print(rows)


@check(30)
def failed_capture() -> dict:
    """A capture that fails: is it said, does the training go on, and is it not tried again in the same process?"""
    code, out, err, _ = python(__file__, "--alone", "failed_capture_alone", timeout=60)
    row("a capture that fails", (code, out.strip().splitlines()[-4:], err.strip().splitlines()[-2:] if code else ""))
    return {"code": code, "out": out[-2000:], "err": err[-1500:]}


def failed_capture_alone() -> None:
    libraries()
    ways = {way: way.differentiate for way in (Backprop, FusedBackprop)}

    def broken(real):
        def breaking(self, indices):
            loss = real(self, indices)
            if not DRY and torch.cuda.is_current_stream_capturing():
                loss.item()
            return loss

        return breaking

    config = replace(PRESETS["seed-2d"].config, device=DEV, epochs=1, precision="fp32")
    for name in ("broken", "whole", "whole again"):
        for way, real in ways.items():
            way.differentiate = broken(real) if name == "broken" else real
        try:
            events = list(train(config, DATA))
            last = [event for event in events if isinstance(event, Epoch)][-1]
            print(name, "| trouble:", str(events[0].trouble)[:60] or None, "| test error:", round(last.test_mse, 4))
        except Exception as error:
            print(name, "| raised", type(error).__name__, str(error)[:200])
    if not DRY:
        try:
            torch.cuda.empty_cache()
            print("empty_cache: fine")
        except RuntimeError as error:
            print("empty_cache:", str(error)[:160])


@check(40)
def import_gaps() -> dict:
    """How long a window's thread would stand still while torch is loaded and warmed up."""
    found = {}
    for extra in ("", "libtorch_cuda.so"):
        code, out, err, took = python(__file__, "--alone", f"import_gaps_alone:{extra}", timeout=60)
        found[extra or "as it is"] = out.strip().splitlines()[-1:] or err[-200:]
    row("largest gaps while loading, ms; seconds to be ready", found)
    return found


def import_gaps_alone(extra: str) -> None:
    from importlib.util import find_spec

    from ae_model.preload import preload_torch

    def load() -> None:
        preload_torch()
        library = Path(find_spec("torch").origin).parent / "lib" / extra
        if extra and library.exists():
            dlopen = ctypes.CDLL(None).dlopen
            dlopen.argtypes, dlopen.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
            dlopen(os.fsencode(library), os.RTLD_NOW)
        from ae_model.training import warm_up

        warm_up()

    began = last = time.perf_counter()
    thread = threading.Thread(target=load)
    thread.start()
    gaps = []
    while thread.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
    print([round(1e3 * gap) for gap in sorted(gaps)[-5:]], round(time.perf_counter() - began, 2))


@check(60)
def programs() -> dict:
    """The program without a window: a training, what it saves, one of `torchrun`, and one with the GPU hidden."""
    found = {}
    folder = tempfile.mkdtemp()
    device, epochs = ("cpu", "1") if DRY else ("cuda", "80")
    common = ["--json", "--data-dir", folder]
    runs = {
        "train": ["-m", "ae_model", "train", "--epochs", epochs, "--device", device, "--output", f"{folder}/a", *common],
        "evaluate": ["-m", "ae_model", "evaluate", f"{folder}/a", "--json"],
        "torchrun": ["-m", "torch.distributed.run", "--nproc-per-node=1", "-m", "ae_model", "train", "--epochs", "1",
                     "--device", device, "--precision", "fp32" if DRY else "tf32", "--output", f"{folder}/b", *common],
        "GPU hidden": ["-m", "ae_model", "train", "--epochs", "1", "--output", f"{folder}/c", *common],
    }  # fmt: skip
    for name, arguments in runs.items():
        if left() < 30 or (DRY and name == "torchrun"):
            continue
        env = {"CUDA_VISIBLE_DEVICES": ""} if name == "GPU hidden" else None
        code, out, err, took = python(*arguments, timeout=240 if DRY else 60, env=env)
        said = {}
        with suppress(ValueError, IndexError):
            said = json.loads(out.strip().splitlines()[-1])
        keep = ("device", "precision", "seconds", "images_per_second", "train_mse", "test_mse", "knn_accuracy")
        found[name] = {"code": code, "wall_s": round(took, 1)} | {k: said[k] for k in keep if k in said}
        if code:
            found[name]["err"] = err[-400:]
        row(f"program: {name}", found[name])
    return found


@check(110)
def contestants() -> dict:
    """Rows of the benchmark: seconds an epoch at k = 2, each in a process of its own."""
    found = {}
    device = "cpu" if DRY else "cuda"
    plan = {"fp32": 5, "tf32": 5, "bf16": 5, "eager": 3, "products fp32": 5, "products bf16": 5, "notebook": 2, "lightning": 2}
    if DRY:
        plan = {"products fp32": 1}
    for name, epochs in plan.items():
        if left() < 25:
            break
        code, out, err, took = python(
            "tests/benchmarks/contestants.py", name, "2", "512", "60000", device, timeout=60, feed="\n" * (epochs + 1)
        )
        numbers = [float(line) for line in out.split()[1:]] if code == 0 else []
        if len(numbers) > 1:
            seconds = statistics.median(numbers[1:])
            found[name] = {"s_an_epoch": round(seconds, 4), "images_per_second": round(60_000 / seconds), "wall_s": round(took)}
        else:
            found[name] = {"code": code, "err": err[-300:]}
        row(f"contestant {name}", found[name])
    return found


ORDER = (
    "machine", "project_tests", "speed", "kernels", "floors", "same_bits", "waiting", "adam", "trainings",
    "pausing", "memory", "failed_capture", "import_gaps", "programs", "contestants",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="+", choices=ORDER, default=ORDER)
    parser.add_argument("--alone")
    options = parser.parse_args()
    if options.alone:
        name, _, argument = options.alone.partition(":")
        function = {"memory_alone": memory_alone, "failed_capture_alone": failed_capture_alone}.get(name)
        function() if function else import_gaps_alone(argument)
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    libraries()
    for name in ORDER:
        if name not in options.only:
            continue
        seconds, function = CHECKS[name]
        if left() < min(seconds, 30) and name not in ("machine",):
            RESULTS[name] = "skipped: no time left"
            print(f"== {name}: skipped, {left():.0f} s left", flush=True)
            continue
        print(f"== {name} ({left():.0f} s left)", flush=True)
        began = time.monotonic()
        try:
            RESULTS[name] = function()
        except BaseException as error:
            RESULTS[name] = {"failed": f"{type(error).__name__}: {error}"[:500], "trace": traceback.format_exc()[-1500:]}
            row(f"{name} FAILED", RESULTS[name]["failed"])
        RESULTS.setdefault("seconds", {})[name] = round(time.monotonic() - began, 1)
        (OUT / "gpu_check.json").write_text(json.dumps(RESULTS, indent=1, default=str))
    print("\n" + json.dumps(RESULTS["seconds"]))
    print("\n| what | found |\n|---|---|")
    table = "\n".join(f"| {name} | {value[:260]} |" for name, value in ROWS)
    (OUT / "gpu_check.md").write_text(table)
    print(table[-9_500:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
GPU_CHECK
"$python" "$work/gpu_check.py" "$@"
