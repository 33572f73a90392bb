"""``python -m benchmarks.language [NAME...]``: small Python programs by Flambeau, CPython and TorchScript.

Rounds of the contenders take turns in one process. Shown are the shortest and the median round's time for a call, in
milliseconds of the thread's own processor time, so that other work on the machine counts little; ratios are those of
the shortest. Lists and dicts handed over from Python are converted in each call, which is part of the time.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import torch

import flambeau as fl

from .__main__ import THREADS, saved
from .language_programs import CASES

ROUNDS = 30
ROUND_SECONDS = 0.01


def time_rounds(contenders: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Milliseconds of a call in each round, of each contender."""
    counts = {}
    for name, run in contenders.items():
        run()
        start = time.thread_time()
        run()
        counts[name] = max(1, int(ROUND_SECONDS / (time.thread_time() - start)))
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            start = time.thread_time()
            for _ in range(counts[name]):
                run()
            times[name].append((time.thread_time() - start) / counts[name] * 1e3)
    return times


def contenders_of(program: Callable[..., Any], inputs: tuple[Any, ...]) -> dict[str, Callable[[], object]]:
    compiled = fl.load(saved(fl.script(program, inputs)))
    contenders: dict[str, Callable[[], object]] = {
        "flambeau": lambda: compiled(*inputs),
        "CPython": lambda: program(*inputs),
    }
    try:
        scripted = torch.jit.script(program)
        scripted(*inputs)
        contenders["torch.jit"] = lambda: scripted(*inputs)
    except Exception:  # TorchScript refuses much of Python
        pass
    return contenders


def main(wanted: list[str]) -> None:
    torch.set_num_threads(THREADS)
    fl.set_num_threads(THREADS)
    names = ("flambeau", "CPython", "torch.jit")
    print(f"{'ms a call, min (median)':24} {''.join(f'{name:>20}' for name in names)}   CPython/fl  torch.jit/fl")
    for program, make_inputs in CASES:
        if wanted and program.__name__ not in wanted:
            continue
        with torch.inference_mode():
            times = time_rounds(contenders_of(program, make_inputs()))
        cells = [
            f"{min(times[name]):10.4f} ({statistics.median(times[name]):7.3f})" if name in times else f"{'-':>20}"
            for name in names
        ]
        own = min(times["flambeau"])
        ratios = [f"{min(times[name]) / own:11.2f}x" if name in times else f"{'-':>12}" for name in names[1:]]
        print(f"{program.__name__:24} {''.join(cells)} {''.join(ratios)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
