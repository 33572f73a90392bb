"""The clocks go on, and ``time.time`` counts from 1970."""

import time


def program(n: int):
    started, process, exact = time.perf_counter(), time.process_time(), time.perf_counter_ns()
    total = sum(i * i for i in range(n))
    later = time.perf_counter() >= started and time.process_time() >= process and time.perf_counter_ns() >= exact
    seconds, nanoseconds = time.time(), time.time_ns()
    return total, later, 1.7e9 < seconds < 1e10, abs(nanoseconds / 1e9 - seconds) < 60, time.monotonic() > 0


INPUTS = [(100,)]
