"""Each line of ``numpy_expressions.txt`` compiled once, and run on arrays of several dtypes: NumPy's types, dtypes, shapes, values
and exceptions."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import flambeau as fl

DTYPES = ["uint8", "int32", "int64", "float16", "float32", "float64", "bool"]
LINES = (Path(__file__).parent / "numpy_expressions.txt").read_text().splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path: Path = tmp_path_factory.mktemp("numpy") / "numpy_programs.py"
    functions = [f"def case_{n}(a, b, i, s):\n    return {line}\n" for n, line in enumerate(CASES)]
    path.write_text("import numpy as np\n\n" + "\n".join(functions))
    spec = importlib.util.spec_from_file_location("numpy_programs", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inputs(dtype: str) -> tuple[Any, ...]:
    a = (np.arange(12) * 7 % 5).reshape(3, 4).astype(dtype)
    return a, np.array([3, 1, 0, 2]).astype(dtype), np.array([2, 0, 1]), 3


def outcome(program: Any, dtype: str) -> tuple[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return "value", program(*inputs(dtype))
        except Exception as error:
            return "raises", (type(error).__name__, str(error))


def assert_same(actual: Any, expected: Any) -> None:
    assert type(actual) is type(expected), f"{actual!r} is no {type(expected).__name__}"
    if isinstance(expected, (list, tuple)):
        assert len(actual) == len(expected)
        for one, other in zip(actual, expected):
            assert_same(one, other)
    elif isinstance(expected, (np.ndarray, np.generic)):
        assert actual.dtype == expected.dtype and actual.shape == expected.shape
        floats = expected.real.itemsize if expected.dtype.kind in "fc" else 0
        tolerance = {2: 2e-3, 4: 2e-6, 8: 1e-12}.get(floats, 0.0)
        np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=tolerance)
    else:
        assert actual == expected or (actual != actual and expected != expected)


@pytest.mark.parametrize("case", range(len(CASES)), ids=CASES)
def test_expression(case: int, programs: ModuleType) -> None:
    function = getattr(programs, f"case_{case}")
    program = fl.script(function, example_inputs=inputs("float32"))
    for dtype in DTYPES:
        kind, expected = outcome(function, dtype)
        actual_kind, actual = outcome(program, dtype)
        assert actual_kind == kind, f"{dtype}: {actual!r}, NumPy: {expected!r}"
        assert_same(actual, expected)
