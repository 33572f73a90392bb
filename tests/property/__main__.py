"""``python -m tests.property --programs 10000 --seed 0``: many random programs, each difference made small."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter, defaultdict

from .outcomes import Result
from .runs import run
from .shrink import shrink

REPORTED = 1000  # programs after which the counts so far are printed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.property", description=__doc__)
    parser.add_argument("--programs", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=0, help="the first program's seed (0); the others follow it")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--show", type=int, default=5, help="differences that are made small and printed (5)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    reasons: defaultdict[str, list[int]] = defaultdict(list)  # the seeds, by what their programs are refused for
    found: list[int] = []
    for seed, source, result in run(range(options.seed, options.seed + options.programs), options.jobs):
        counts[result.verdict] += 1
        if result.verdict in ("refused", "left out"):
            reasons[f"{result.verdict}: {result.text.splitlines()[0]}"].append(seed)
        elif result.verdict in ("differs", "dies"):
            found.append(seed)
            if len(found) <= options.show:
                _show(seed, source, result)
        if counts.total() % REPORTED == 0:
            print(_written(counts), flush=True)
    print(_written(counts))
    if found:
        print(f"  seeds of the differences: {found}")
    for reason, seeds in sorted(reasons.items()):
        print(f"  {reason}: {len(seeds)}, seeds {seeds}")
    return 1 if counts["differs"] or counts["dies"] else 0


def _written(counts: Counter[str]) -> str:
    return ", ".join(f"{verdict}: {count}" for verdict, count in sorted(counts.items()))


def _show(seed: int, source: str, result: Result) -> None:
    small = shrink(source, result) if result.verdict == "differs" else source
    print(f"--- seed {seed}: {result.verdict}\n{small}\n{result.text}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
