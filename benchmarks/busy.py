"""``python -m benchmarks.busy [--models NAME...] [--peers NAME...]``: milliseconds beside other processes.

A service seldom has a machine to itself, and threads that wait for each other may wait for a stranger's time slice.
Each row is a state of the machine: other processes that never rest, at a priority, or fewer processors than threads.
Besides the peers, our own run with one thread is measured: it is what more threads must not fall behind. The peers'
files must have been made (``python -m benchmarks.peers --prepare``).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .models import MODELS
from .peers import OWN, PEERS, THREADS
from .peers.__main__ import FOLDER, Worker
from .report import number, table
from .rounds import alternate

WARM_UP, ROUNDS = 20, 5
SETTLE_SECONDS = 0.3  # until the scheduler has spread what runs, and the peers' threads have gone to sleep


@dataclass(frozen=True)
class Machine:
    """A state of the machine: the ``niceness`` of each process that keeps it busy, the processors left to a peer."""

    title: str
    niceness: tuple[int, ...] = ()
    processors: int | None = None


MACHINES = (
    Machine("nothing else"),
    Machine("a process at nice 12", (12,)),
    Machine("a process", (0,)),
    Machine("two processes", (0, 0)),
    Machine("nothing else, one processor", (), 1),
    Machine("a process, one processor", (0,), 1),
)


@contextlib.contextmanager
def busy(machine: Machine, workers: list[Worker]) -> Iterator[None]:
    every = sorted(os.sched_getaffinity(0))
    place(workers, every[: machine.processors])
    commands = [f"import os; os.nice({nice})\nwhile True: pass" for nice in machine.niceness]
    others = [subprocess.Popen([sys.executable, "-c", command]) for command in commands]
    for other in others:
        os.sched_setaffinity(other.pid, every[: machine.processors])
    time.sleep(SETTLE_SECONDS)
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()
        place(workers, every)


def place(workers: list[Worker], processors: list[int]) -> None:
    for worker in workers:
        for task in Path(f"/proc/{worker.process.pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), processors)


def measure(name: str, peers: list[str], rounds: int) -> list[list[str]]:
    """A row for each state of the machine: medians of the peers' rounds."""
    contenders = [(OWN, THREADS), (OWN, 1), *((peer, THREADS) for peer in peers)]
    workers = [Worker(FOLDER / name, peer, threads) for peer, threads in contenders]
    rows = []
    try:
        for worker in workers:
            for found in (worker.answer(), worker.ask("load")):
                if "reason" in found:
                    raise SystemExit(f"{name}: {found['reason']}")
        runs = {str(i): lambda worker=worker: worker.ask("round")["ms"] for i, worker in enumerate(workers)}
        alternate(runs, range(WARM_UP))
        for machine in MACHINES:
            with busy(machine, workers):
                times = alternate(runs, range(rounds))
            rows.append([machine.title, *(number(statistics.median(found)) for found in times.values())])
            print("  ".join(rows[-1]), file=sys.stderr, flush=True)
    finally:
        for worker in workers:
            worker.close()
    return rows


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.busy", description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", choices=[*MODELS], default=["resnet34"])
    parser.add_argument("--peers", nargs="*", choices=[*PEERS], default=["onnx_runtime"], help="besides our own")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    head = [PEERS[OWN][0], "by one thread", *(PEERS[peer][0] for peer in options.peers)]
    for name in options.models:
        rows = measure(name, options.peers, options.rounds)
        print(table([f"{MODELS[name].title}, ms a call", *head], rows), flush=True)


if __name__ == "__main__":
    main()
