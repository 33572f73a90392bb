"""Runs an operator in eager PyTorch and in the runtime, and compares: values, dtype, shape, strides, exception type.

    check("aten::sum.dim_IntList", tensor, [1], False, None)

Floats are held to ``tolerance`` relative to the result's largest finite magnitude, everything else must be equal. An
operator with effects gets clones of its tensors, which are compared afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from flambeau.runtime import _core  # noqa: E402

TOLERANCE = {
    torch.float32: 2e-6,
    torch.float64: 1e-13,
    torch.float16: 2e-3,
    torch.bfloat16: 1.6e-2,
    torch.complex64: 2e-6,
    torch.complex128: 1e-13,
}


def eager(name: str, *args: Any) -> Any:
    """The same call in PyTorch. ``args`` follow the schema, keyword-only ones included."""
    namespace, _, rest = name.partition("::")
    base, _, overload = rest.partition(".")
    function = getattr(getattr(getattr(torch.ops, namespace), base), overload or "default")
    parameters = function._schema.arguments
    positional = [a for a, p in zip(args, parameters) if not p.kwarg_only]
    keywords = {p.name: a for a, p in zip(args, parameters) if p.kwarg_only}
    return function(*positional, **keywords)


def check(name: str, *args: Any, tolerance: float | None = None, strides: bool = True) -> None:
    """Fails unless both give the same result, or raise the same exception."""
    ours_args, eager_args = _clone(list(args)), _clone(list(args))
    try:
        expected: Any = eager(name, *eager_args)
    except Exception as error:
        kind = type(error)
        with pytest.raises(Exception) as caught:
            _core.call(name, ours_args)
        assert _same_kind(caught.value, kind), f"{name}: {kind.__name__}({error}) but {caught.value!r}"
        return
    found = _core.call(name, ours_args)
    compare(name, found, expected, tolerance, strides)
    compare(f"{name}: arguments", ours_args, eager_args, tolerance, strides)


def compare(what: str, found: Any, expected: Any, tolerance: float | None = None, strides: bool = True) -> None:
    if isinstance(expected, (tuple, list)) and not isinstance(expected, torch.Size):
        assert len(found) == len(expected), what
        for index, (f, e) in enumerate(zip(found, expected)):
            compare(f"{what}[{index}]", f, e, tolerance, strides)
        return
    if not isinstance(expected, torch.Tensor):
        assert found == expected or (found != found and expected != expected), f"{what}: {found!r}, not {expected!r}"
        return
    assert isinstance(found, torch.Tensor), f"{what}: {found!r} is no tensor"
    assert found.dtype == expected.dtype, f"{what}: {found.dtype}, not {expected.dtype}"
    assert found.shape == expected.shape, f"{what}: {tuple(found.shape)}, not {tuple(expected.shape)}"
    if strides and expected.numel() > 1:
        wide = [d for d, n in enumerate(expected.shape) if n > 1]
        assert [found.stride(d) for d in wide] == [expected.stride(d) for d in wide], (
            f"{what}: strides {found.stride()}, not {expected.stride()}"
        )
    if expected.dtype not in TOLERANCE:
        assert torch.equal(found, expected), f"{what}: {found} is not {expected}"
        return
    limit = TOLERANCE[expected.dtype] if tolerance is None else tolerance
    finite = expected[torch.isfinite(expected)].abs()
    scale = float(finite.max()) if finite.numel() else 1.0
    torch.testing.assert_close(
        found, expected, rtol=limit, atol=limit * scale, equal_nan=True, msg=lambda m: f"{what}: {m}"
    )


def layouts(x: Any) -> list[Any]:
    """``x`` in several layouts: row-major, reversed dims, every other element, and channels-last where it is an image."""
    found = [x, x.permute(*reversed(range(x.dim()))).contiguous().permute(*reversed(range(x.dim())))]
    if x.dim() and x.numel():
        wide = torch.zeros([2 * n for n in x.shape], dtype=x.dtype)
        view = wide[tuple(slice(None, None, 2) for _ in x.shape)]
        found.append(view.copy_(x))
    if x.dim() == 4:
        found.append(x.contiguous(memory_format=torch.channels_last))
    return found


def _clone(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        if 0 in value.stride() and value.numel() > 1:
            return value  # an expanded tensor, which nothing may write to
        copy = torch.empty_strided(value.size(), value.stride(), dtype=value.dtype)
        return copy.copy_(value) if value.numel() else copy
    if isinstance(value, list):
        return [_clone(v) for v in value]
    return value


def _same_kind(error: BaseException, kind: type[BaseException]) -> bool:
    return isinstance(error, kind) or (issubclass(kind, RuntimeError) and isinstance(error, RuntimeError))


LEVELS = ["baseline", "avx2", "avx512"]


def run_at_level(code: str, level: str, threads: int = 2) -> None:
    """Runs ``code``, which may import this folder's tests, where the runtime uses that level of vector instructions."""
    if LEVELS.index(level) > LEVELS.index(_core.simd_level()):
        pytest.skip(f"this processor has no {level}")
    start = f"""
import sys
sys.path.insert(0, {os.path.dirname(__file__)!r})
from flambeau.runtime import _core
assert _core.simd_level() == {level!r} and _core.thread_count() == {threads}
"""
    environment = os.environ | {"FLAMBEAU_SIMD": level, "FLAMBEAU_THREADS": str(threads)}
    subprocess.run([sys.executable, "-c", start + code], env=environment, check=True)


def run_test_at_level(module: str, test: str, level: str, threads: int) -> None:
    """Runs a test of this folder's that takes a folder for its files, where the runtime uses that level."""
    code = f"""
import pathlib, tempfile
import {module}
with tempfile.TemporaryDirectory() as folder:
    {module}.{test}(pathlib.Path(folder))
"""
    run_at_level(code, level, threads)
