"""``python -m benchmarks [--resume]``: all that is measured, and docs/performance.md written anew."""

from __future__ import annotations

import sys

from . import language, machine, report, results
from .peers import __main__ as measuring


def main() -> None:
    results.merge({"machine": machine.describe()})
    measuring.main(sys.argv[1:])
    language.main([])
    report.write()


if __name__ == "__main__":
    main()
