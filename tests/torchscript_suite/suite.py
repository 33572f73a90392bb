"""Runs one file of PyTorch's TorchScript tests under observation, in a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import re
import signal
import subprocess
import sys
import unittest
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .observe import Observer, Record, observing
from .stand_ins import import_tests

ROOT = Path(__file__).parents[2]
SECONDS = 300  # for a test


def run_file(tests: Path, name: str, only: str = "") -> list[Record]:
    """The records of ``tests/<name>.py``, ``tests`` being the folder `test` of PyTorch's sources.

    ``only`` is a pattern that the names of the tests to run match.
    """
    records, last = _run(tests, name, only, "")
    while last is not None:  # a test that ended the process: go on with the next
        more, following = _run(tests, name, only, last)
        records += more
        if following in (last, ""):
            break
        last = following
    return records


def _run(tests: Path, name: str, only: str, after: str) -> tuple[list[Record], str | None]:
    """The records of the tests after the one called ``after``, and the last one's name if the process ended in it."""
    command = [sys.executable, "-m", "tests.torchscript_suite.suite", str(tests), name, only, after]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    records = [Record(**json.loads(line[7:])) for line in lines if line.startswith("RECORD ")]
    if "FINISHED" in lines:
        return records, None
    begun = [line[5:] for line in lines if line.startswith("TEST ")]
    last = begun[-1] if begun else after
    records.append(Record(last or name, "the process", "fails", done.stderr[-2000:]))
    return records, last


def _run_here(tests: Path, name: str, only: str, after: str) -> None:
    sys.path.insert(0, str(tests))
    warnings.simplefilter("ignore")
    observer = Observer()
    with observing(observer):
        module = import_tests(name.replace("/", "."))
        _adapt_the_base()
        cases = _cases(unittest.defaultTestLoader.loadTestsFromModule(module))
        own = [
            c for c in cases if type(c).__module__ == module.__name__ and re.search(only, c.id())
        ]  # others are imported
        names = [case.id() for case in own]
        for case in own[names.index(after) + 1 if after else 0 :]:
            print("TEST " + case.id(), flush=True)
            observer.test, before = case.id(), len(observer.records)
            with _at_most(SECONDS):
                unittest.TextTestRunner(stream=io.StringIO()).run(case)
            for record in observer.records[before:]:
                print("RECORD " + json.dumps(vars(record)), flush=True)
    print("FINISHED", flush=True)


@contextlib.contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raises TimeoutError in a test that takes longer."""

    def stop(*_: Any) -> None:
        raise TimeoutError(f"the test takes more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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
    _run_here(Path(sys.argv[1]), *sys.argv[2:])
