"""``python -m benchmarks.language [NAME...]``: small Python programs by Flambeau, CPython and TorchScript.

Rounds of the contenders take turns in one process. Shown are the shortest and the median round's time for a call, in
milliseconds of the thread's own processor time, so that other work on the machine counts little; ratios are those of
the shortest. Lists and dicts handed over from Python are converted in each call, large ones where they have changed,
which is part of the time: how much, a program tells that takes the same arguments and does nothing.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import torch

import flambeau as fl

from . import (
    container_programs,
    decoding_programs,
    everyday_programs,
    language_programs,
    processing_programs,
    results,
    text_programs,
)
from .peers import THREADS
from .rounds import alternate, count_for, time_calls

PROGRAMS = (
    language_programs,
    processing_programs,
    everyday_programs,
    container_programs,
    text_programs,
    decoding_programs,
)
ROUNDS = 30
ROUND_SECONDS = 0.01
NAMES = ("flambeau", "arguments", "CPython", "torch.jit")  # "arguments": what their conversion takes of the first
PEERS = NAMES[2:]


def take_one(_a: Any) -> int:
    return 0


def take_two(_a: Any, _b: Any) -> int:
    return 0


def take_three(_a: Any, _b: Any, _c: Any) -> int:
    return 0


def take_four(_a: Any, _b: Any, _c: Any, _d: Any) -> int:
    return 0


TAKING = (take_one, take_two, take_three, take_four)  # by their numbers of parameters


def contenders_of(program: Callable[..., Any], inputs: tuple[Any, ...]) -> dict[str, Callable[[], object]]:
    compiled = fl.load(saved(fl.script(program, inputs)))
    taking = fl.load(saved(fl.script(TAKING[len(inputs) - 1], inputs)))
    contenders: dict[str, Callable[[], object]] = {
        "flambeau": lambda: compiled(*inputs),
        "arguments": lambda: taking(*inputs),
        "CPython": lambda: program(*inputs),
    }
    try:
        scripted = torch.jit.script(program)
        scripted(*inputs)
        contenders["torch.jit"] = lambda: scripted(*inputs)
    except Exception:  # TorchScript refuses much of Python
        pass
    return contenders


def saved(program: fl.Program) -> bytes:
    file = io.BytesIO()
    program.save(file)
    return file.getvalue()


def measure(program: Callable[..., Any], inputs: tuple[Any, ...]) -> dict[str, list[float]]:
    """Milliseconds of a call in each round, of each contender."""
    rounds = {}
    for name, run in contenders_of(program, inputs).items():
        count = count_for(run, ROUND_SECONDS, time.thread_time)
        rounds[name] = lambda run=run, count=count: time_calls(run, count, time.thread_time)
    return alternate(rounds, range(ROUNDS))


def main(wanted: list[str]) -> None:
    torch.set_num_threads(THREADS)
    fl.set_num_threads(THREADS)
    print(f"{'ms a call, min (median)':24} {''.join(f'{name:>20}' for name in NAMES)}   CPython/fl  torch.jit/fl")
    for program, make_inputs in [case for programs in PROGRAMS for case in programs.CASES]:
        name = program.__name__
        if wanted and name not in wanted:
            continue
        with torch.inference_mode():
            times = measure(program, make_inputs())
        results.merge({"language": {name: {who: min(rounds) for who, rounds in times.items()}}})
        cells = [
            f"{min(times[who]):10.4f} ({statistics.median(times[who]):7.3f})" if who in times else f"{'-':>20}"
            for who in NAMES
        ]
        own = min(times["flambeau"])
        ratios = [f"{min(times[n]) / own:11.2f}x" if n in times else f"{'-':>12}" for n in PEERS]
        print(f"{name:24} {''.join(cells)} {''.join(ratios)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
