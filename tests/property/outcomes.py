"""What a program gives, in CPython and compiled: the same value and type, or the same exception and message."""

from __future__ import annotations

import copy
import enum
import itertools
import linecache
import math
import multiprocessing
import os
import signal
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

import flambeau as fl

SECONDS = 2  # of a processor's time for CPython; programs that take longer are left out
AGAIN = 12  # more runs of CPython on what it and the program differ in: the order of a set with NaN is by its address
SWALLOWED = 20  # times that a program goes on when told to end, by a ``continue`` in a finally clause: it never ends
ENDLESS = 75  # the exit code of a worker whose program doesn't


class TooSlow(BaseException):
    """The program didn't end in time. No Exception, so that no program catches it."""


@dataclass(frozen=True)
class Result:
    """``verdict`` is same, refused, differs or left out; ``text`` says why."""

    verdict: str
    text: str = ""


TOO_SLOW = Result("left out", "CPython takes too long")
UNSETTLED = Result("left out", "CPython gives another result each time")


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
        return TOO_SLOW
    module = load(source, name)  # once more, since a program may change the module's state
    try:
        program = reloaded(module.program, module.INPUTS[0])
    except fl.CompileError as error:
        return Result("refused", f"{error.reason}\n{error}")
    except Exception as error:
        return Result("differs", f"the compiler fails: {type(error).__name__}: {error}")
    for arguments, wanted in zip(module.INPUTS, expected):
        got = outcome(program, arguments)
        if _beyond_64_bits(got.value) or _holds_beyond_64_bits(wanted.value):
            return Result("left out", "an int outgrows 64 bits")
        difference = different(wanted.value, got.value) or different(wanted.arguments, got.arguments, "arguments")
        if difference is None and _parts(wanted) != _parts(got):
            difference = "other parts are one object"
        if difference is not None and _varies(source, name, expected):
            return UNSETTLED
        if difference is not None:
            return Result("differs", f"{difference}\nCPython: {wanted!r}\nprogram: {got!r}\ninputs: {arguments!r}")
    return Result("same")


def _varies(source: str, name: str, expected: list[Outcome]) -> bool:
    """Whether CPython itself gives something else when objects lie elsewhere."""
    moved = []
    for again in range(AGAIN):
        moved += [again + k / 2 for k in range(2 * again + 1)]
        module = load(source, name)
        for arguments, before in zip(module.INPUTS, expected):
            if different(before.value, outcome(module.program, arguments).value):
                return True
    return False


def reloaded(program: Callable[..., Any], example: tuple[Any, ...]) -> fl.Program:
    import io

    file = io.BytesIO()
    fl.script(program, example_inputs=example).save(file)
    return fl.load(file.getvalue())


@dataclass(frozen=True)
class Outcome:
    """The result, or the exception, and what has become of the arguments."""

    value: Any
    arguments: tuple[Any, ...]


def outcome(program: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    """A copy of both, since the next call may change what a module or global holds and this one gave."""
    given = copy.deepcopy(arguments)
    try:
        with torch.no_grad():
            return Outcome(*copy.deepcopy((program(*given), given)))
    except Exception as error:
        return Outcome(error, given)


def _timed(program: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    times = itertools.count()

    def expire(number: int, frame: Any) -> None:
        if next(times) > SWALLOWED and multiprocessing.parent_process() is not None:
            os._exit(ENDLESS)
        raise TooSlow

    previous = signal.signal(signal.SIGVTALRM, expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, SECONDS / SWALLOWED)
    try:
        found = outcome(program, arguments)
        if next(times):
            raise TooSlow  # which a finally clause swallowed: what was found isn't what the program gives
        return found
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _beyond_64_bits(got: Any) -> bool:
    return isinstance(got, OverflowError) and "64" in str(got)


def _holds_beyond_64_bits(wanted: Any) -> bool:
    """Whether CPython's result has such an int, which the program may have made another exception of."""
    if isinstance(wanted, dict):
        return any(map(_holds_beyond_64_bits, [*wanted, *wanted.values()]))
    if isinstance(wanted, (list, tuple, set)):
        return any(map(_holds_beyond_64_bits, wanted))
    return type(wanted) is int and not -(2**63) <= wanted < 2**63


def different(wanted: Any, got: Any, where: str = "result") -> str | None:
    """What differs, or None. Floats are to be the same to the last bit, -0.0 and NaN too; those of Tensors nearly."""
    if isinstance(wanted, BaseException) or isinstance(got, BaseException):
        same = type(wanted).__name__ == type(got).__name__ and _message(wanted) == _message(got)
        return None if same else "CPython and the program raise otherwise"
    if type(wanted).__qualname__ != type(got).__qualname__:
        return f"{where} is of type {type(got).__name__}, not {type(wanted).__name__}"
    if isinstance(wanted, torch.Tensor):
        return _different_tensors(wanted, got, where)
    if isinstance(wanted, np.ndarray):
        if wanted.dtype != got.dtype:
            return f"{where} is of dtype {got.dtype}, not {wanted.dtype}"
        return _different_tensors(torch.from_numpy(wanted.copy()), torch.from_numpy(got.copy()), where)
    if isinstance(wanted, (float, complex)):
        same = isinstance(wanted, float) and math.isnan(wanted) and math.isnan(got) or repr(wanted) == repr(got)
        return None if same else f"{where} is {got!r}, not {wanted!r}"
    if isinstance(wanted, (list, tuple)):
        if len(wanted) != len(got):
            return f"{where} has {len(got)} items, not {len(wanted)}"
        return next((d for i, (a, b) in enumerate(zip(wanted, got)) if (d := different(a, b, f"{where}[{i}]"))), None)
    if isinstance(wanted, dict):
        keys = different(list(wanted), list(got), f"keys of {where}")
        values = zip(wanted.items(), got.values())
        return keys or next((d for (k, a), b in values if (d := different(a, b, f"{where}[{k!r}]"))), None)
    if isinstance(wanted, enum.Enum):
        return None if wanted.name == got.name else f"{where} is {got}, not {wanted}"
    if isinstance(wanted, set):
        wanted, got = (
            {(m.__class__.__name__, m.name) if isinstance(m, enum.Enum) else m for m in s} for s in (wanted, got)
        )
        exact = sorted(map(repr, wanted)) == sorted(map(repr, got))  # NaN isn't equal to itself
        return None if exact else f"{where} is {got!r}, not {wanted!r}"
    if hasattr(wanted, "__dict__"):
        return different(vars(wanted), vars(got), where)
    return None if wanted == got else f"{where} is {got!r}, not {wanted!r}"


def _parts(outcome: Outcome) -> list[int]:
    return identities([] if isinstance(outcome.value, BaseException) else [outcome.value, outcome.arguments])


def identities(whole: Any, instances: bool = True) -> list[int]:
    """Which of the mutable parts of a value, in the order of a walk, are the same object: ``[a, b, a]`` gives 0, 1, 2, 1.
    Those of other classes than Python's and Tensors count only with ``instances``."""
    numbers: dict[int, int] = {}
    walked: list[int] = []

    def walk(value: Any) -> None:
        if type(value) in (list, dict, set, torch.Tensor, torch.nn.Parameter) or (
            instances and hasattr(value, "__dict__")
        ):
            known = id(value) in numbers
            walked.append(numbers.setdefault(id(value), len(numbers)))
            if known:
                return
        if isinstance(value, (list, tuple)):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif not isinstance(value, (torch.Tensor, enum.Enum)) and hasattr(value, "__dict__"):
            for item in vars(value).values():
                walk(item)

    walk(whole)
    return walked


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
