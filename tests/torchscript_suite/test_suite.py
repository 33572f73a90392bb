"""At least 97 % of the functions in PyTorch's TorchScript tests are equal, and the others are known with a reason.

Skips where the tests' sources are absent: README.md says how to get them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .__main__ import FILES, JUDGED, share, sources_folder
from .suite import run_file

LEAST = 97.0


def known() -> set[str]:
    lines = Path(__file__).with_name("unequal.txt").read_text().splitlines()
    return {": ".join(line.split(": ")[:3]) for line in lines if line and not line.startswith("#")}


def test_torchscripts_functions_give_eagers_results() -> None:
    folder = sources_folder()
    if folder is None:
        pytest.skip("FLAMBEAU_PYTORCH_TESTS doesn't name PyTorch's tests: see tests/torchscript_suite/README.md")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda file: (file, run_file(folder, file)), FILES))
    unequal = {
        f"{file}: {record.test.rpartition('.')[2]}: {record.name}": record
        for file, records in found
        for record in records
        if record.verdict in JUDGED[1:]
    }
    new = [f"{name}: {unequal[name].verdict}: {unequal[name].text}" for name in sorted(unequal.keys() - known())]
    assert not new, "\n\n".join(new)
    assert share([record for _, records in found for record in records]) >= LEAST
