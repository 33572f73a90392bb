"""``python -m benchmarks [NAME...]``: each case by Flambeau, eager PyTorch and TorchScript, as times and as ratios.

Rounds of the contenders take turns, so that a change of the machine's mood meets all alike; the median round counts.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

import flambeau as fl

from . import cases

THREADS = 2
ROUNDS = 11
ROUND_SECONDS = 0.1
OTHERS = ("eager", "torch.jit")


def milliseconds(contenders: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median time of a call of each."""
    counts = {}
    for name, run in contenders.items():
        run()
        start = time.perf_counter()
        run()
        counts[name] = max(1, int(ROUND_SECONDS / (time.perf_counter() - start)))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            start = time.perf_counter()
            for _ in range(counts[name]):
                run()
            times[name].append((time.perf_counter() - start) / counts[name] * 1e3)
    return {name: statistics.median(values) for name, values in times.items()}


def contenders_of(case: cases.Case) -> dict[str, Callable[[], object]]:
    program = fl.load(saved(fl.script(case.program, case.inputs)))
    contenders = {"flambeau": lambda: program(*case.inputs), "eager": lambda: case.program(*case.inputs)}
    try:
        scripted = torch.jit.script(case.program)
        contenders["torch.jit"] = lambda: scripted(*case.inputs)
    except Exception:  # TorchScript refuses much of Python
        pass
    return contenders


def saved(program: fl.Program) -> bytes:
    file = io.BytesIO()
    program.save(file)
    return file.getvalue()


def report_compiling() -> None:
    """Seconds to compile a ResNet-34 and milliseconds to load it; the size of the library."""
    pipeline = cases.resnet34().program
    start = time.perf_counter()
    program = fl.script(pipeline)
    compiled = time.perf_counter() - start
    path = Path("build") / "benchmark.flam"
    path.parent.mkdir(exist_ok=True)
    program.save(path)
    start = time.perf_counter()
    fl.load(path)
    loaded = (time.perf_counter() - start) * 1e3
    print(f"ResNet-34: compiled in {compiled:.2f} s, loaded in {loaded:.1f} ms, {path.stat().st_size / 1e6:.1f} MB")
    for library in Path("build/sdk").glob("lib*/libflambeau.so"):
        print(f"libflambeau.so: {library.stat().st_size / 1e6:.2f} MB")


def main(wanted: list[str]) -> None:
    torch.set_num_threads(THREADS)
    fl.set_num_threads(THREADS)
    if not wanted:
        report_compiling()
    print(f"{'ms a call':24} {'flambeau':>10} {'eager':>10} {'torch.jit':>10}   eager/flambeau  torch.jit/flambeau")
    for make in cases.CASES:
        if wanted and make.__name__ not in wanted:
            continue
        with torch.inference_mode():
            times = milliseconds(contenders_of(make()))
        own = times["flambeau"]
        columns = [f"{times[name]:10.3f}" if name in times else f"{'-':>10}" for name in ("flambeau", *OTHERS)]
        ratios = [f"{times[name] / own:13.2f}x" if name in times else f"{'-':>14}" for name in OTHERS]
        print(f"{make.__name__:24} {' '.join(columns)}   {'     '.join(ratios)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
