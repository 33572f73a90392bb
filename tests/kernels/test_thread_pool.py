"""The pool of threads under the kernels, by runtime/tests/thread_pool.cpp: alone and with a race detector."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "runtime"


@pytest.mark.parametrize("options", [[], ["-fsanitize=thread"]], ids=["plain", "races"])
def test_the_pool(options: list[str], tmp_path: Path) -> None:
    if not shutil.which("c++"):
        pytest.skip("there is no c++")
    parts = [*sorted((RUNTIME / "src" / "parallel").glob("*.cpp")), RUNTIME / "src" / "base" / "error.cpp"]
    sources = [RUNTIME / "tests" / "thread_pool.cpp", *parts]
    program = tmp_path / "program"
    subprocess.run(
        ["c++", "-std=c++20", "-O1", "-g", "-pthread", *options, f"-I{RUNTIME / 'src'}", *sources, "-o", program],
        check=True,
    )
    subprocess.run([program], check=True, timeout=120)
