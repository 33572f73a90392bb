"""Flambeau: scripted to a file, run without torch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flambeau as fl
from flambeau.runtime import _core

from . import THREADS


def export(module: Any, inputs: tuple[Any, ...], folder: Path) -> None:
    fl.compile(module, inputs).save(folder / "model.flam")


def load(folder: Path, inputs: tuple[Any, ...]) -> Callable[[], object]:
    fl.set_num_threads(THREADS)
    program = fl.load(folder / "model.flam")
    return lambda: program(*inputs)


def runtime_files() -> list[Path]:
    """The extension holds the whole runtime, as the C++ library does."""
    return [Path(_core.__file__)]
