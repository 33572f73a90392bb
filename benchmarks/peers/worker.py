"""``python -m benchmarks.peers.worker FOLDER PEER``: runs one peer's model, a line of JSON for each command.

    load    loads it, calls it, compares the results with eager's -> {"load": ms, "first": ms} or {"reason": text}
    round   -> {"ms": of a call, "waited": its threads' time without a processor, as a share of the round's}
    end     -> {"peak": bytes at most beyond those before loading}

A process for each peer, because their thread pools spin and their allocators keep what they get; between its rounds a
process sleeps. Each round begins with a pause, since the threads of the peer before may still spin, and a call that
isn't timed: the caches hold another peer's data. So does loading, which NumPy's own threads would disturb, too.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..rounds import count_for, time_calls
from . import module_of

ROUND_SECONDS, PAUSE_SECONDS = 0.15, 0.1
RELATIVE, LEAST, UNEQUAL = 1e-3, 1e-5, 1e-3  # of floats to the largest; of floats; share of integers that may differ


def main(folder: Path, peer: str) -> None:
    channel = os.fdopen(os.dup(1), "w")  # libraries write what they like to the other one
    os.dup2(2, 1)

    def answer(value: Mapping[str, Any]) -> None:
        channel.write(json.dumps(value) + "\n")
        channel.flush()

    module = module_of(peer)
    inputs = pickle.loads((folder / "inputs.pickle").read_bytes())
    for path in (folder / peer).rglob("*"):
        if path.is_file():
            path.read_bytes()  # into the page cache
    answer({"size": size_of((folder / peer).rglob("*")), "runtime": size_of(module.runtime_files())})
    for command in sys.stdin:
        if command == "load\n":
            time.sleep(PAUSE_SECONDS)
            before = resident("VmRSS")
            reset_peak()
            start = time.perf_counter()
            run = module.load(folder / peer, inputs)
            loaded = time.perf_counter()
            found = run()
            called = time.perf_counter()
            reason = difference(arrays_of(found), folder)
            if reason:
                return answer({"reason": reason})
            count = count_for(run, ROUND_SECONDS)
            answer({"load": (loaded - start) * 1e3, "first": (called - loaded) * 1e3})
        elif command == "round\n":
            time.sleep(PAUSE_SECONDS)
            run()
            waited = seconds_waited()
            ms = time_calls(run, count)
            answer({"ms": ms, "waited": (seconds_waited() - waited) / (ms * count / 1e3)})
        else:
            answer({"peak": resident("VmHWM") - before})


def size_of(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def resident(field: str) -> int:
    """Bytes, now (``VmRSS``) or at most (``VmHWM``)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(field))


def seconds_waited() -> float:
    """How long this process's threads have been ready to run without a processor to run on; 0 where nobody tells."""
    return sum(int(path.read_text().split()[1]) for path in Path("/proc/self/task").glob("*/schedstat")) / 1e9


def reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def arrays_of(value: Any) -> list[np.ndarray[Any, Any]]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [array for item in value for array in arrays_of(item)]
    return [np.asarray(value)]


def difference(found: list[np.ndarray[Any, Any]], folder: Path) -> str:
    """How the results differ from eager's; empty where they are as good as equal."""
    expected = pickle.loads((folder / "expected.pickle").read_bytes())
    if len(found) != len(expected):
        return f"gives {len(found)} results instead of {len(expected)}"
    if json.loads((folder / "facts.json").read_text())["is_unordered"]:
        return unmatched(found, expected)
    for one, other in zip(found, expected):
        if one.size != other.size:
            return f"gives shape {one.shape} instead of {other.shape}"
        one = one.reshape(other.shape)  # without the batch, perhaps
        if other.dtype.kind == "f":
            worst = float(np.abs(one - other).max())
            if not worst <= RELATIVE * float(np.abs(other).max()) + LEAST:
                return f"its results are off by {worst:.2g} where the largest is {np.abs(other).max():.2g}"
        elif float((one != other).mean()) > UNEQUAL:
            return f"{float((one != other).mean()):.1%} of its results differ"
    return ""


def unmatched(found: list[np.ndarray[Any, Any]], expected: list[np.ndarray[Any, Any]]) -> str:
    """Boxes, scores and labels: nearly each must have its like, at whatever place."""
    boxes, scores, labels = expected
    alike = (found[2][:, None] == labels) & (np.abs(found[1][:, None] - scores) < 1e-3)
    alike &= np.abs(found[0][:, None] - boxes).max(-1) < 1
    share = float(min(alike.any(0).mean(), alike.any(1).mean()))
    return "" if share > 0.97 else f"only {share:.0%} of its boxes are eager's"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
