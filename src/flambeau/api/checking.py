"""``fl.check``: runs a pipeline in Python and as a program, and names the first operator whose results differ.

Three stages may be at fault, and are compared in turn: the operators (each on the arguments that PyTorch's run gave
it), the passes (the IR interpreted after them against before), and the front end (the IR against eager Python)::

    >>> print(fl.check(pipeline, (image,)))
    same: 1 result, largest difference 2.4e-07
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import render
from .program import Program

if TYPE_CHECKING:
    from ..ir.graph import Graph, Op

RTOL = 1e-4  # of the largest magnitude in a tensor of floats; everything else must be equal
ATOL = 1e-6


@dataclass(frozen=True, slots=True)
class CheckReport:
    """``ok``, and in ``text`` what was compared or where it differs. True where the results are the same."""

    ok: bool
    text: str

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        return self.text


class _Differs(Exception):
    def __init__(self, op: Op, what: str) -> None:
        super().__init__(what)
        self.op = op


def check(pipeline: Callable[..., Any], inputs: Sequence[Any], *, rtol: float = RTOL) -> CheckReport:
    """Compares ``pipeline(*inputs)`` in eager Python with its program, scripted here. Raises CompileError."""
    from .compiling import script

    program = script(pipeline, inputs)
    expected = _outcome(pipeline, inputs)
    actual = _outcome(program, inputs)
    difference = compare(expected, actual, rtol)
    if difference is None:
        return CheckReport(True, f"same: {_largest(expected, actual)}")
    return CheckReport(False, f"different: {difference}\n{_blame(pipeline, program, inputs, expected, rtol)}")


def _outcome(run: Callable[..., Any], inputs: Sequence[Any]) -> Any:
    """The result on copies of the inputs, or the exception that it raised."""
    import torch

    try:
        with torch.no_grad():
            return run(*copy.deepcopy(tuple(inputs)))
    except Exception as error:
        return error


def _blame(pipeline: Callable[..., Any], program: Program, inputs: Sequence[Any], expected: Any, rtol: float) -> str:
    from ..frontend.script import script_graph
    from ..ir.interpret import interpret

    before = script_graph(pipeline, inputs)
    difference = compare(expected, _outcome(lambda *args: interpret(before, args), inputs), rtol)
    if difference is not None:
        return f"the front end is at fault: the IR before any pass gives another result than Python: {difference}"
    assert program._graph is not None
    after: Graph = program._graph
    difference = compare(expected, _outcome(lambda *args: interpret(after, args), inputs), rtol)
    if difference is not None:
        return f"a pass is at fault: the IR gives another result after the passes: {difference}"
    try:
        interpret(after, copy.deepcopy(tuple(inputs)), hook=_comparing_hook(rtol))
    except _Differs as found:
        return render(f"the operator {found.op.name} differs: {found}", found.op.span, kind="first difference")
    except Exception as error:
        return f"no operator differs up to where it raises {type(error).__name__}: {error}"
    return "no single operator differs: the bytecode or its interpreter is at fault"


def _comparing_hook(rtol: float) -> Callable[[Op, list[Any], Callable[[], list[Any]]], list[Any]]:
    from ..ops import operator
    from ..runtime import _core

    def hook(op: Op, arguments: list[Any], execute: Callable[[], list[Any]]) -> list[Any]:
        if operator(op.name).trait in ("Random", "Effect"):
            return execute()
        given = copy.deepcopy(arguments)
        results = execute()
        try:
            got = _core.call(op.name, given)
        except Exception as error:
            raise _Differs(op, f"it raises {type(error).__name__}: {error}") from None
        listed = [got] if len(results) == 1 else list(got or ())
        difference = compare(results, listed, rtol)
        if difference is not None:
            raise _Differs(op, difference)
        return results

    return hook


def compare(expected: Any, actual: Any, rtol: float = RTOL, path: str = "result") -> str | None:
    """What differs between two results, or None: types, shapes, dtypes and ints exactly, floats within ``rtol``."""
    import torch

    if isinstance(expected, BaseException) or isinstance(actual, BaseException):
        same = type(expected).__name__ == type(actual).__name__ and str(expected) == str(actual)
        return None if same else f"Python gives {expected!r}, the program {actual!r}"
    if isinstance(expected, torch.Tensor) and isinstance(actual, torch.Tensor):
        return _compare_tensors(expected, actual, rtol, path)
    if type(expected).__name__ != type(actual).__name__:
        return f"{path}: expected {type(expected).__name__}, got {type(actual).__name__}"
    if isinstance(expected, (list, tuple)):
        if len(expected) != len(actual):
            return f"{path}: expected {len(expected)} items, got {len(actual)}"
        differences = (compare(e, a, rtol, f"{path}[{i}]") for i, (e, a) in enumerate(zip(expected, actual)))
        return next((d for d in differences if d), None)
    if isinstance(expected, dict):
        if list(expected) != list(actual):
            return f"{path}: expected the keys {list(expected)}, got {list(actual)}"
        return next((d for k in expected if (d := compare(expected[k], actual[k], rtol, f"{path}[{k!r}]"))), None)
    if isinstance(expected, float):
        close = (
            math.isclose(expected, actual, rel_tol=rtol, abs_tol=ATOL) or math.isnan(expected) and math.isnan(actual)
        )
        return None if close else f"{path}: expected {expected!r}, got {actual!r}"
    return None if expected == actual else f"{path}: expected {expected!r}, got {actual!r}"


def _compare_tensors(expected: Any, actual: Any, rtol: float, path: str) -> str | None:
    import torch

    if expected.dtype != actual.dtype:
        return f"{path}: expected {expected.dtype}, got {actual.dtype}"
    if expected.shape != actual.shape:
        return f"{path}: expected the shape {tuple(expected.shape)}, got {tuple(actual.shape)}"
    if not (expected.is_floating_point() or expected.is_complex()):
        wrong = int((expected != actual).sum())
        return f"{path}: {wrong} of {expected.numel()} elements differ" if wrong else None
    finite = expected[torch.isfinite(expected)]
    scale = float(finite.abs().max()) if finite.numel() else 0.0
    tolerance = max(rtol, _EPSILONS.get(str(expected.dtype), 0.0)) * scale + ATOL
    if torch.allclose(actual, expected, rtol=0, atol=tolerance, equal_nan=True):
        return None
    return f"{path}: the largest difference is {_distance(expected, actual):.3g} where values reach {scale:.3g}"


_EPSILONS = {"torch.float16": 4e-3, "torch.bfloat16": 3e-2}


def _distance(expected: Any, actual: Any) -> float:
    wide = expected.to("cpu").double() if not expected.is_complex() else expected
    gap = (wide - actual.to(wide.dtype)).abs().nan_to_num(0.0)
    return float(gap.max()) if gap.numel() else 0.0


def _largest(expected: Any, actual: Any) -> str:
    """ "3 results, largest difference 1.2e-06"."""
    import torch

    if isinstance(expected, BaseException):
        return f"both raise {expected!r}"
    pairs = list(zip(expected, actual)) if isinstance(expected, tuple) else [(expected, actual)]
    gaps = [_distance(e, a) for e, a in pairs if isinstance(e, torch.Tensor) and e.is_floating_point()]
    count = f"{len(pairs)} result{'s' if len(pairs) != 1 else ''}"
    return f"{count}, largest difference {max(gaps):.2g}" if gaps else count
