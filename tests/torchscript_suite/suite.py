"""Runs one file of PyTorch's TorchScript tests under observation, in a process of its own."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
import unittest
import warnings
from pathlib import Path
from typing import Any

from .observe import Observer, Record, observing

ROOT = Path(__file__).parents[2]
SECONDS = 900


def run_file(tests: Path, name: str) -> list[Record]:
    """The records of ``tests/<name>.py``, ``tests`` being the folder `test` of PyTorch's sources."""
    command = [sys.executable, "-m", "tests.torchscript_suite.suite", str(tests), name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RECORD ")]
    records = [Record(**json.loads(line[7:])) for line in lines]
    if "FINISHED" not in done.stdout:
        records.append(Record(name, "the process", "fails", done.stderr[-2000:]))
    return records


def _run_here(tests: Path, name: str) -> None:
    sys.path.insert(0, str(tests))
    warnings.simplefilter("ignore")
    observer = Observer()
    with observing(observer):
        module = importlib.import_module(name.replace("/", "."))
        _adapt_the_base()
        for case in _cases(unittest.defaultTestLoader.loadTestsFromModule(module)):
            if type(case).__module__ != module.__name__:
                continue  # imported from another file
            observer.test, before = case.id(), len(observer.records)
            unittest.TextTestRunner(stream=io.StringIO()).run(case)
            for record in observer.records[before:]:
                print("RECORD " + json.dumps(vars(record)), flush=True)
    print("FINISHED", flush=True)


def _cases(suite: Any) -> list[unittest.TestCase]:
    if isinstance(suite, unittest.TestCase):
        return [suite]
    return [case for part in suite for case in _cases(part)]


def _adapt_the_base() -> None:
    """JitTestCase without what has nothing to do with results: export hooks, string frontend for what has a source."""
    import torch
    from torch.testing._internal.jit_utils import JitTestCase

    def check_script(self: Any, script: Any, inputs: Any, name: str = "func", *args: Any, frames_up: int = 1,
                     **kwargs: Any) -> Any:  # fmt: skip
        if isinstance(script, str):
            scripted = getattr(torch.jit.CompilationUnit(script, _frames_up=frames_up), name)
        else:
            scripted = torch.jit.script(script, _frames_up=1)
        scripted(*inputs)
        return scripted

    def check_module(self: Any, module: Any, args: Any) -> Any:
        scripted = torch.jit.script(module)
        scripted(*args)
        return scripted

    JitTestCase.setHooks = lambda self: None
    JitTestCase.checkScript, JitTestCase.checkModule = check_script, check_module


if __name__ == "__main__":
    _run_here(Path(sys.argv[1]), sys.argv[2])
