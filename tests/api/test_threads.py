"""The pool's threads: a child process has its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

import flambeau as fl

BEGIN = """
import os, signal, sys
import numpy as np
import flambeau as fl

def threads():
    return len(os.listdir("/proc/self/task"))

fl.set_num_threads(3)
program = fl.load(sys.argv[1])
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc")


def saved(width: int, folder: Path) -> Path:
    fl.script(nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width)).eval(),
              example_inputs=(torch.zeros(64, width),)).save(folder / "net.flam")  # fmt: skip
    return folder / "net.flam"


def run(code: str, file: Path) -> None:
    subprocess.run([sys.executable, "-c", BEGIN + code, str(file)], check=True, timeout=60)


@pytest.mark.parametrize("calls", [0, 1])
def test_a_child_process_has_threads_of_its_own(calls: int, tmp_path: Path) -> None:
    code = f"""
x = np.random.default_rng(0).standard_normal((64, 1024)).astype(np.float32)
for _ in range({calls}):
    program(x)
child = os.fork()
if child == 0:
    signal.alarm(30)
    alone = threads()
    program(x)
    assert threads() == alone + 2, threads()
    fl.set_num_threads(2)
    program(x)
    assert threads() == alone + 1, threads()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
program(x)
"""
    run(code, saved(1024, tmp_path))
