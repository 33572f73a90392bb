"""``python -m tests.torchscript_suite [files] [--show]``: a table of what became of the functions in each file."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from .observe import Record
from .suite import run_file

FILES = [
    f"jit/test_{name}"
    for name in (
        "list_dict class_type string_formatting enum isinstance with slice typing module_containers dataclasses union "
        "builtins"
    ).split()
]
JUDGED = ["equal", "refused", "different", "fails"]
OTHERS = ["not called", "random"]


def sources_folder() -> Path | None:
    """The folder `test` of PyTorch's sources, from the environment."""
    folder = os.environ.get("FLAMBEAU_PYTORCH_TESTS")
    return Path(folder) if folder and (Path(folder) / "jit" / "test_list_dict.py").exists() else None


def share(records: list[Record]) -> float:
    """How many in a hundred of the functions that were judged are equal."""
    judged = [r for r in records if r.verdict in JUDGED]
    return 100 * sum(r.verdict == "equal" for r in judged) / max(len(judged), 1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torchscript_suite", description=__doc__)
    parser.add_argument("files", nargs="*", default=FILES, help="jit/test_hash, say; the twelve of FILES by default")
    parser.add_argument("--show", action="store_true", help="list what isn't equal")
    parser.add_argument("--only", default="", help="a pattern that the names of the tests to run match")
    options = parser.parse_args()
    folder = sources_folder()
    if folder is None:
        print("FLAMBEAU_PYTORCH_TESTS must name the folder `test` of PyTorch's sources: see README.md", file=sys.stderr)
        return 2
    print(f"{'file':34}" + "".join(f"{verdict:>12}" for verdict in [*JUDGED, *OTHERS]) + "   equal")
    records = []
    for file in options.files:
        found = run_file(folder, file, options.only)
        records += found
        _row(file, found)
        for record in found if options.show else []:
            if record.verdict in JUDGED[1:]:
                text = " | ".join(record.text.splitlines())[:200]
                print(f"    {record.test.rpartition('.')[2]}: {record.name}: {record.verdict}: {text}")
    _row("all", records)
    return 0


def _row(title: str, records: list[Record]) -> None:
    counts = Counter(r.verdict for r in records)
    cells = "".join(f"{counts[verdict]:>12}" for verdict in [*JUDGED, *OTHERS])
    print(f"{title:34}{cells}{share(records):7.1f}%", flush=True)


if __name__ == "__main__":
    sys.exit(main())
