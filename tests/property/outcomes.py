"""What a program gives, in CPython and compiled: the same value and type, or the same exception and message."""

from __future__ import annotations

import copy
import linecache
import math
import signal
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

import flambeau as fl

SECONDS = 2  # for CPython; programs that take longer are left out


class TooSlow(BaseException):
    """The program didn't end in time. No Exception, so that no program catches it."""


@dataclass(frozen=True)
class Result:
    """``verdict`` is same, refused, differs or left out; ``text`` says why."""

    verdict: str
    text: str = ""


def load(source: str, name: str) -> types.ModuleType:
    """A module of ``source``, whose lines can be read again by the compiler."""
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, file, "exec"), module.__dict__)
    return module


def judge(source: str, name: str = "generated") -> Result:
    """Compares CPython with the compiled, saved and reloaded program on all of its inputs."""
    try:
        module = load(source, name)
        expected = [_timed(module.program, arguments) for arguments in module.INPUTS]
    except TooSlow:
        return Result("left out", "CPython takes too long")
    try:
        program = reloaded(module.program, module.INPUTS[0])
    except fl.CompileError as error:
        return Result("refused", f"{error.reason}\n{error}")
    except Exception as error:
        return Result("differs", f"the compiler fails: {type(error).__name__}: {error}")
    for arguments, wanted in zip(module.INPUTS, expected):
        got = outcome(program, arguments)
        if _beyond_64_bits(got):
            return Result("left out", "an int outgrows 64 bits")
        difference = different(wanted, got)
        if difference is not None:
            return Result("differs", f"{difference}\nCPython: {wanted!r}\nprogram: {got!r}\ninputs: {arguments!r}")
    return Result("same")


def reloaded(program: Callable[..., Any], example: tuple[Any, ...]) -> fl.Program:
    import io

    file = io.BytesIO()
    fl.script(program, example_inputs=example).save(file)
    return fl.load(file.getvalue())


def outcome(program: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The result, or the exception."""
    try:
        with torch.no_grad():
            return program(*copy.deepcopy(arguments))
    except Exception as error:
        return error


def _timed(program: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    def expire(number: int, frame: Any) -> None:
        raise TooSlow

    previous = signal.signal(signal.SIGALRM, expire)
    signal.alarm(SECONDS)
    try:
        return outcome(program, arguments)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def _beyond_64_bits(got: Any) -> bool:
    return isinstance(got, OverflowError) and "64" in str(got)


def different(wanted: Any, got: Any, where: str = "result") -> str | None:
    """What differs, or None. Floats are to be the same to the last bit, -0.0 and NaN too; those of Tensors nearly."""
    if isinstance(wanted, BaseException) or isinstance(got, BaseException):
        same = type(wanted).__name__ == type(got).__name__ and _message(wanted) == _message(got)
        return None if same else "CPython and the program raise otherwise"
    if type(wanted) is not type(got):
        return f"{where} is of type {type(got).__name__}, not {type(wanted).__name__}"
    if isinstance(wanted, torch.Tensor):
        return _different_tensors(wanted, got, where)
    if isinstance(wanted, float):
        same = math.isnan(wanted) and math.isnan(got) or repr(wanted) == repr(got)
        return None if same else f"{where} is {got!r}, not {wanted!r}"
    if isinstance(wanted, (list, tuple)):
        if len(wanted) != len(got):
            return f"{where} has {len(got)} items, not {len(wanted)}"
        return next((d for i, (a, b) in enumerate(zip(wanted, got)) if (d := different(a, b, f"{where}[{i}]"))), None)
    if isinstance(wanted, dict):
        keys = different(list(wanted), list(got), f"keys of {where}")
        return keys or next((d for k in wanted if (d := different(wanted[k], got[k], f"{where}[{k!r}]"))), None)
    if isinstance(wanted, set):
        exact = {(type(v), v) for v in wanted} == {(type(v), v) for v in got}
        return None if exact else f"{where} is {got!r}, not {wanted!r}"
    return None if wanted == got else f"{where} is {got!r}, not {wanted!r}"


def _message(error: BaseException) -> str:
    """What is written first; hints that PyTorch or Python adds on further lines aren't compared."""
    return (str(error).splitlines() or [""])[0]


def _different_tensors(wanted: torch.Tensor, got: torch.Tensor, where: str) -> str | None:
    if wanted.dtype != got.dtype or wanted.shape != got.shape:
        return f"{where} is {got.dtype} {tuple(got.shape)}, not {wanted.dtype} {tuple(wanted.shape)}"
    close = (
        torch.allclose(wanted, got, rtol=1e-5, atol=1e-6, equal_nan=True)
        if wanted.is_floating_point()
        else torch.equal(wanted, got)
    )
    return None if close else f"{where} is {got}, not {wanted}"
