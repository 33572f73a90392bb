"""Many programs in worker processes, so that one that crashes or hangs is found and not the end of the run."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .outcomes import ENDLESS, TOO_SLOW, Result, judge
from .programs import generate

SECONDS = 60  # of a processor's time for one program: it never ends
PATIENCE = 20 * SECONDS  # without a word from a worker: it waits for what never comes

Report = tuple[int, str, Result]


@dataclass
class Worker:
    """A process that judges ``seeds`` in order; ``done`` of them so far."""

    seeds: Sequence[int]
    process: multiprocessing.process.BaseProcess
    pipe: multiprocessing.connection.Connection
    done: int = 0


def run(seeds: Sequence[int], jobs: int) -> Iterator[Report]:
    """The seed, source and verdict of each program, in the order in which they are ready. ``dies`` is the verdict of a
    program that takes its process with it, or never ends."""
    workers = [_start(seeds[index::jobs]) for index in range(jobs) if seeds[index::jobs]]
    while workers:
        ready = multiprocessing.connection.wait([w.pipe for w in workers], timeout=PATIENCE)
        for worker in [w for w in workers if w.pipe in ready] or workers[:1]:
            workers.remove(worker)
            try:
                if worker.pipe not in ready:
                    worker.process.kill()
                yield worker.pipe.recv()
                worker.done += 1
                rest = None
            except EOFError:
                worker.process.join()
                seed = worker.seeds[worker.done]
                code = worker.process.exitcode
                yield seed, generate(seed).source, TOO_SLOW if code == ENDLESS else Result("dies", f"exit code {code}")
                rest = worker.seeds[worker.done + 1 :]
            if rest:
                workers.append(_start(rest))
            elif rest is None and worker.done < len(worker.seeds):
                workers.append(worker)


def _start(seeds: Sequence[int]) -> Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(seeds, theirs), daemon=True)
    process.start()
    theirs.close()
    return Worker(seeds, process, ours)


def _work(seeds: Sequence[int], pipe: multiprocessing.connection.Connection) -> None:
    for seed in seeds:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # which ends the process, however busy the machine is
        source = generate(seed).source
        pipe.send((seed, source, judge(source)))
    pipe.close()
