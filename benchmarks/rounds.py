"""Timing in rounds: the contenders take turns, so that a change of the machine's mood meets all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

Clock = Callable[[], float]


def count_for(run: Callable[[], object], seconds: float, clock: Clock = time.perf_counter) -> int:
    """How many calls fill ``seconds``, by one call that is timed after one that isn't; at least one."""
    run()
    start = clock()
    run()
    return max(1, int(seconds / max(clock() - start, 1e-9)))


def time_calls(run: Callable[[], object], count: int, clock: Clock = time.perf_counter) -> float:
    """Milliseconds of a call, of ``count`` in a row."""
    start = clock()
    for _ in range(count):
        run()
    return (clock() - start) / count * 1e3


def alternate(contenders: Mapping[str, Callable[[], float]], rounds: Iterable[int]) -> dict[str, list[float]]:
    """What each contender's round gives, in the order of rounds."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in rounds:
        for name, one_round in contenders.items():
            times[name].append(one_round())
    return times
