"""Each file here is a program and its inputs, named for the behaviour: CPython against the saved and reloaded file.

A file defines ``program`` (a function or module) and ``INPUTS`` (argument tuples); the first tells the types. What the
program returns, or the exception that it raises, must be CPython's, whether it is run from Python or from C++.
"""

from __future__ import annotations

import copy
import enum
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

import flambeau as fl
from flambeau.runtime.classes import CONTAINED
from tests.cpp.runner import Fields, NotForCpp, Runner, Text
from tests.property.outcomes import identities

PROGRAMS = sorted(p for p in Path(__file__).parent.glob("*.py") if not p.name.startswith("test_"))


def _load(path: Path) -> ModuleType:
    name = f"flambeau_language_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(program: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """What a call gives: its value, or its exception's type and text."""
    try:
        with torch.no_grad():
            return "value", program(*copy.deepcopy(arguments))
    except Exception as error:
        return "raises", (type(error).__name__, (str(error).splitlines() or [""])[0])


def assert_same(actual: Any, expected: Any) -> None:
    """Equal in type and value, down to the last part."""
    if isinstance(expected, torch.Tensor):
        torch.testing.assert_close(actual, expected, equal_nan=True)
        return
    assert type(actual) is type(expected), f"{actual!r} is no {type(expected).__name__}"
    if isinstance(expected, (np.ndarray, np.generic)):
        assert actual.dtype == expected.dtype and actual.shape == expected.shape
        if expected.dtype.kind in "UO":
            assert_same(actual.tolist(), expected.tolist())
            return
        tolerance = {2: 2e-3, 4: 1e-5, 8: 1e-12}.get(expected.real.itemsize if expected.dtype.kind in "fc" else 0, 0.0)
        np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=tolerance)
        return
    if isinstance(expected, Image.Image):
        assert actual.mode == expected.mode
        assert_same(np.asarray(actual), np.asarray(expected))
        return
    if isinstance(expected, (list, tuple)):
        assert len(actual) == len(expected)
        for one, other in zip(actual, expected):
            assert_same(one, other)
    elif isinstance(expected, dict):
        assert list(actual) == list(expected)
        for key in expected:
            assert_same(actual[key], expected[key])
    elif hasattr(expected, "__dict__") and not isinstance(expected, enum.Enum):
        assert_same(vars(actual), vars(expected))
    else:
        assert actual == expected


def from_cpp(actual: Any, expected: Any) -> Any:
    """What C++ sees of a result, as Python has it: an object's fields and a slice's text are compared as such."""
    if isinstance(actual, Text):
        assert actual.text == repr(expected)
        return expected
    if isinstance(expected, (np.ndarray, np.generic)) and isinstance(actual, torch.Tensor):
        return actual.numpy() if isinstance(expected, np.ndarray) else actual.numpy()[()]
    if isinstance(expected, np.dtype):
        assert actual == getattr(torch, expected.name)
        return expected
    if isinstance(actual, Fields) and isinstance(expected, np.ndarray):  # of texts or objects
        elements = [actual.fields["items"][place] for place in actual.fields["places"].ravel().tolist()]
        made = np.empty(expected.size, dtype=expected.dtype)
        for place, (element, other) in enumerate(zip(elements, expected.ravel().tolist())):
            made[place] = from_cpp(element, other)
        return made.reshape(actual.fields["places"].shape)
    if isinstance(actual, Fields) and isinstance(expected, Image.Image):
        return Image.fromarray(np.ascontiguousarray(actual.fields["#pixels"]))
    if isinstance(actual, Fields):
        cls = type(expected)
        assert actual.cls.partition("[")[0] == f"{cls.__module__}:{cls.__qualname__}"
        for name, value in actual.fields.items():
            if name in CONTAINED:  # what the instance holds as a dict, list or set
                plain = CONTAINED[name](expected)
                assert_same(from_cpp(value, plain), plain)
                continue
            assert_same(from_cpp(value, getattr(expected, name)), getattr(expected, name))
        return expected
    if isinstance(actual, (list, tuple)) and len(actual) == len(expected):
        items = [from_cpp(one, other) for one, other in zip(actual, expected)]
        return type(actual)(items)
    if isinstance(actual, dict) and len(actual) == len(expected):
        pairs = zip(actual.items(), expected.items())
        return {from_cpp(key, k): from_cpp(value, v) for (key, value), (k, v) in pairs}
    return actual


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda p: p.stem)
def test_program(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    module = _load(path)
    file = _compile(module, path.stem, tmp_path)
    compiled = fl.load(file)
    expected = [outcome(module.program, arguments) for arguments in module.INPUTS]
    for arguments, (kind, value) in zip(module.INPUTS, expected):
        actual_kind, actual = outcome(compiled, arguments)
        assert actual_kind == kind, f"{actual!r}, CPython: {value!r}"
        assert_same(actual, value)
        # An object from before the program is copied wherever it is handed out.
        assert identities(actual, instances=False) == identities(value, instances=False), "other parts are one object"
    _check_from_cpp(request.getfixturevalue("cpp"), file, module.INPUTS, expected)


def _compile(module: ModuleType, name: str, folder: Path) -> Path:
    """The compiled file. FLAMBEAU_PROGRAMS names a folder where those are kept that were compiled before (`.ci/run`)."""
    kept = os.environ.get("FLAMBEAU_PROGRAMS")
    file = Path(kept or folder) / f"{name}.flam"
    if kept is None or not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fl.script(module.program, example_inputs=module.INPUTS[0]).save(file)
    return file


def _check_from_cpp(runner: Runner, program: Path, inputs: list[Any], expected: list[tuple[str, Any]]) -> None:
    for arguments, (kind, value) in zip(inputs, expected):
        try:
            actual_kind, actual = runner.call(program, arguments)
        except NotForCpp:
            continue  # no C++ caller has such an argument
        if actual_kind == "raises":
            actual = (actual[0], (actual[1].splitlines() or [""])[0])
        assert actual_kind == kind, f"from C++ {actual!r}, CPython: {value!r}"
        assert_same(from_cpp(actual, value), value)
