"""What becomes of one sample: equal, or why not.

Floats are held to torch's own tolerances. Where they miss, eager may be the one that is off: a result whose error
against what eager gives in float64 is at most NEAR times eager's counts as equal too.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

import flambeau as fl

from .calls import Call

# Operators whose results have no values before something is written to them.
UNINITIALISED = frozenset(
    "empty empty_like empty_strided empty_permuted new_empty new_empty_strided resize_ resize_as_".split()
)

# Those that leave open where equal elements go: eager's vectorised sorts differ with the processor.
UNORDERED = frozenset("sort argsort".split())
NEAR = 2.0


@dataclass
class Verdict:
    """``kind``: equal, random (isn't judged), different, raises, refused, fails."""

    kind: str
    text: str = ""


def judge(
    name: str, function: Callable[..., Any], sample: Any, compiled: dict[str, Any], tolerance: float = 0.0
) -> Verdict:
    """One sample of the operator ``name``, in eager and by the runtime. ``tolerance`` is what torch grants the operator."""
    call = Call.of(function, sample)
    if not all(map(is_plain, call.tensors)):
        return Verdict("random")
    python = call.python()
    eager_arguments, arguments = call.arguments(), call.arguments()
    expected = outcome(python, eager_arguments, seed=0)
    if isinstance(expected, BaseException):
        return Verdict("random")  # what eager refuses is no sample: that is for error_inputs
    if name not in UNINITIALISED and random(python, call, expected):
        return Verdict("random")
    try:
        program = call.program(compiled)
    except fl.CompileError as error:
        return Verdict("refused", error.reason)
    except Exception as error:
        return Verdict("fails", f"{type(error).__name__}: {error}")
    got = outcome(program, arguments, seed=0)
    if isinstance(got, BaseException):
        return Verdict("raises", f"{type(got).__name__}: {(str(got).splitlines() or [''])[0]}")
    values = name not in UNINITIALISED
    difference = (
        different(expected, got, "result", values)
        or different(eager_arguments, arguments, "arguments", values)
        or different_views(expected, got, eager_arguments)
    )
    if difference is None:
        return Verdict("equal")
    if values and (as_near(call, expected, got) or alike_as_defined(sample, expected, got)):
        return Verdict("equal")
    if values and tolerance and within(expected, got, tolerance):
        return Verdict("equal")
    if name in UNORDERED and alike_in_order(sample, expected, got):
        return Verdict("equal")
    return Verdict("different", difference)


def judge_error(function: Callable[..., Any], sample: Any, compiled: dict[str, Any]) -> Verdict:
    """Arguments that must raise: the same exception when it runs, or none of it compiles."""
    call = Call.of(function, sample)
    if not all(map(is_plain, call.tensors)):
        return Verdict("random")
    expected = outcome(call.python(), call.arguments())
    if not isinstance(expected, Exception):
        return Verdict("random")  # raises elsewhere only: on other devices, with gradients
    try:
        got = outcome(call.program(compiled), call.arguments())
    except fl.CompileError:
        return Verdict("equal")
    except Exception as failure:
        return Verdict("fails", f"{type(failure).__name__}: {failure}")
    if not isinstance(got, BaseException):
        return Verdict("different", f"eager raises {type(expected).__name__}: {str(expected).splitlines()[0]}")
    alike = isinstance(got, type(expected)) or isinstance(got, RuntimeError) and isinstance(expected, RuntimeError)
    if alike:
        return Verdict("equal")
    return Verdict("different", f"raises {type(got).__name__} ({got}), not {type(expected).__name__} ({expected})")


def is_plain(tensor: torch.Tensor) -> bool:
    return tensor.layout == torch.strided and not tensor.is_quantized and tensor.device.type == "cpu"


def outcome(function: Callable[..., Any], arguments: list[Any], seed: int = 0) -> Any:
    torch.default_generator.manual_seed(seed)
    try:
        with torch.no_grad():
            return function(*arguments)
    except Exception as error:
        return error


def random(python: Callable[..., Any], call: Call, expected: Any) -> bool:
    """Whether eager gives something else the next time."""
    again = outcome(python, call.arguments(), seed=1)
    return isinstance(again, BaseException) or different(expected, again, "result") is not None


def different(expected: Any, got: Any, where: str, values: bool = True) -> str | None:
    """What differs, or None."""
    if isinstance(expected, torch.Tensor):
        return _different_tensors(expected, got, where, values)
    if isinstance(expected, (list, tuple)):
        if type(expected).__name__ != type(got).__name__:
            return f"{where} is of type {type(got).__name__}, not {type(expected).__name__}"
        if len(expected) != len(got):
            return f"{where} has {len(got)} items, not {len(expected)}"
        found = (different(a, b, f"{where}[{i}]", values) for i, (a, b) in enumerate(zip(expected, got)))
        return next((d for d in found if d), None)
    if type(expected) is not type(got):
        return f"{where} is of type {type(got).__name__}, not {type(expected).__name__}"
    if isinstance(expected, float):
        close = math.isclose(expected, got, rel_tol=1e-6) or math.isnan(expected) and math.isnan(got)
        return None if close else f"{where} is {got!r}, not {expected!r}"
    return None if expected == got else f"{where} is {got!r}, not {expected!r}"


def _different_tensors(expected: torch.Tensor, got: Any, where: str, values: bool) -> str | None:
    if not isinstance(got, torch.Tensor):
        return f"{where} is of type {type(got).__name__}, not Tensor"
    if expected.dtype != got.dtype:
        return f"{where} is {got.dtype}, not {expected.dtype}"
    if expected.shape != got.shape:
        return f"{where} has the shape {tuple(got.shape)}, not {tuple(expected.shape)}"
    if not values:
        return None
    try:
        torch.testing.assert_close(got, expected.resolve_conj().resolve_neg(), equal_nan=True, check_stride=False)
    except AssertionError as error:
        return f"{where}: {' '.join(str(error).split())}"[:300]
    return None


def different_views(expected: Any, got: Any, arguments: list[torch.Tensor]) -> str | None:
    """Which view of an argument has other strides than eager's, or None."""
    memory = {t.untyped_storage().data_ptr() for t in arguments}
    for e, g in zip(flattened(expected), flattened(got)):
        if not isinstance(e, torch.Tensor) or not e.numel() or e.untyped_storage().data_ptr() not in memory:
            continue
        wide = [d for d, n in enumerate(e.shape) if n > 1]
        if [e.stride(d) for d in wide] != [g.stride(d) for d in wide]:
            return f"a view has the strides {g.stride()}, not {e.stride()}"
    return None


def as_near(call: Call, expected: Any, got: Any) -> bool:
    """Whether ``got`` is as near to what eager gives in float64 as ``expected`` is, or nearly."""
    wide = call.in_float64()
    reference = outcome(wide.python(), wide.tensors)
    if isinstance(reference, BaseException):
        return False
    triples = list(zip(flattened(reference), flattened(expected), flattened(got)))
    return len(flattened(got)) == len(triples) and all(_as_near(*triple) for triple in triples)


def _as_near(reference: Any, expected: Any, got: Any) -> bool:
    if not isinstance(got, torch.Tensor) or not isinstance(reference, torch.Tensor):
        return bool(expected == got)
    if (expected.dtype, expected.shape) != (got.dtype, got.shape) or reference.shape != got.shape:
        return False
    if different(reference.to(got.dtype), got, "") is None:
        return True
    if not got.is_floating_point() or not torch.equal(torch.isfinite(expected), torch.isfinite(got)):
        return False
    finite = torch.isfinite(expected) & torch.isfinite(reference)
    mine, eagers = ((t.double() - reference.double())[finite].abs().amax() for t in (got, expected))
    return bool(mine <= NEAR * eagers)


def alike_as_defined(sample: Any, expected: Any, got: Any) -> bool:
    """Whether what the operator defines of its result is equal: signs of singular vectors are free, say."""
    process = getattr(sample, "output_process_fn_grad", None)
    if process is None:
        return False
    try:
        return all(
            different(e, g, "") is None
            for e, g in zip(flattened(process(expected)), flattened(process(got)), strict=True)
        ) and [(t.shape, t.dtype) for t in flattened(expected)] == [(t.shape, t.dtype) for t in flattened(got)]
    except Exception:
        return False


def within(expected: Any, got: Any, tolerance: float) -> bool:
    try:
        torch.testing.assert_close(got, expected, rtol=tolerance, atol=tolerance, equal_nan=True)
    except (AssertionError, TypeError):
        return False
    return True


def alike_in_order(sample: Any, expected: Any, got: Any) -> bool:
    """Whether positions name the same elements."""
    given = [arg for arg in sample.args if type(arg) is int]
    dim = given[0] if given else sample.kwargs.get("dim", -1)
    if isinstance(expected, torch.Tensor):
        expected, got = (expected,), (got,)
    chosen = [sample.input.gather(dim, places[-1]) for places in (expected, got)]
    return different(chosen[0], chosen[1], "") is None and all(map(torch.equal, expected[:-1], got[:-1]))


def flattened(value: Any) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flattened(item)]
    return [value]
