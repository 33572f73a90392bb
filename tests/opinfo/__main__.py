"""``python -m tests.opinfo [--ops REGEX] [--dtypes float32 int64] [--show]``: PyTorch's operators, one row each."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from .measure import DTYPES, Extent, Measured, full_name, measure, operators

TABLE = Path(__file__).with_name("unequal.txt")
HEAD = "# operator: sample: why it isn't equal. Written by python -m tests.opinfo --write; README.md says what it is."


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.opinfo", description=__doc__)
    parser.add_argument("--ops", default="", help="a regular expression that an operator's name has to hold")
    parser.add_argument("--dtypes", nargs="+", default=DTYPES, choices=DTYPES)
    parser.add_argument("--show", action="store_true", help="list each kind of failure, not only the first")
    parser.add_argument("--every", type=int, default=1, help="judge one operator in so many")
    parser.add_argument("--samples", type=int, help="at most so many for each operator and dtype, evenly chosen")
    parser.add_argument("--reference", action="store_true", help="the longer lists of PyTorch's tests of references")
    parser.add_argument("--changes", type=int, default=0, help="judge so many samples with an argument changed instead")
    parser.add_argument("--write", action="store_true", help="write unequal.txt: of the operators that are judged")
    options = parser.parse_args()
    ops = [op for op in operators() if re.search(options.ops, full_name(op))][:: options.every]
    judged: list[Measured] = []
    for found in measure(ops, Extent(tuple(options.dtypes), options.samples, options.reference, options.changes)):
        if not found.judged:
            continue
        judged.append(found)
        if not found.clean:
            counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
            print(f"{found.name}: {counts}", flush=True)
            for text, where in list(found.texts.items())[: None if options.show else 1]:
                print(f"    {where}: {text}")
    counts = sum((found.counts for found in judged), Counter())
    clean = sum(found.clean for found in judged)
    samples = sum(found.judged for found in judged)
    if options.write:
        write(judged)
    print(f"operators: {clean} of {len(judged)} are clean, {100 * clean / max(len(judged), 1):.1f}%")
    print(f"samples: {counts['equal']} of {samples} are equal, {100 * counts['equal'] / max(samples, 1):.1f}%")
    return 0


def unequal() -> dict[str, str]:
    """The operators that aren't clean, each with one reason."""
    lines = TABLE.read_text().splitlines() if TABLE.exists() else []
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


def write(judged: list[Measured]) -> None:
    """Brings the lines of those operators up to date."""
    table = unequal()
    for found in judged:
        table.pop(found.name, None)
        if not found.clean:
            text, where = next(iter(found.texts.items()))
            table[found.name] = " ".join(f"{where or 'all'}: {text}".split())[:150]
    lines = [f"{name}: {reason}" for name, reason in sorted(table.items())]
    TABLE.write_text("\n".join([HEAD, *lines]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
