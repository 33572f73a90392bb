"""Watches PyTorch's TorchScript tests: whatever they script and call is also compiled by Flambeau and compared with eager.

TorchScript itself goes on doing its work, so that a test reaches its end and shows which functions TorchScript takes.
A function is recorded when ``torch.jit.script`` or ``CompilationUnit`` has accepted it, and judged at each call::

    with observing(records):
        unittest.main(...)
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import linecache
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import torch

import flambeau as fl
from flambeau.ops import operators

from .compare import different


@dataclass
class Record:
    """One function or module that TorchScript compiled, and what became of it here."""

    test: str
    name: str
    # equal, refused, different, fails (by an error of the compiler's own), random (draws numbers), not called
    verdict: str = "not called"
    text: str = ""


@dataclass
class Watched:
    """A Python callable behind an object of TorchScript's."""

    record: Record
    eager: Any
    original: Any  # a copy from which Flambeau compiles
    scripted: Any  # keeps TorchScript's object, whose id is the key
    program: fl.Program | None = None

    def note(self, verdict: str, text: str) -> None:
        """The worst verdict of all calls stays."""
        if WORST.index(verdict) > WORST.index(self.record.verdict):
            self.record.verdict, self.record.text = verdict, text


WORST = ["not called", "equal", "random", "refused", "different", "fails"]


@dataclass
class Observer:
    records: list[Record] = field(default_factory=list)
    test: str = ""
    watched: dict[int, Watched] = field(default_factory=dict)
    busy: bool = False

    def watch(self, python: Any, scripted: Any) -> None:
        """Notes that TorchScript made ``scripted`` of ``python``."""
        if isinstance(python, torch.nn.Module):
            try:
                eager, original = copy.deepcopy(python).eval(), copy.deepcopy(python).eval()
            except Exception:
                return
        elif inspect.isfunction(python):
            eager = original = python
        else:
            return
        name = getattr(python, "__name__", type(python).__name__)
        record = Record(self.test, name)
        self.records.append(record)
        self.watched[id(scripted)] = Watched(record, eager, original, scripted)

    def follow(self, scripted: Any, made: Any) -> Any:
        """Notes that ``made`` is another form of ``scripted``: frozen, or saved and loaded."""
        seen = self.watched.get(id(scripted))
        if seen is not None:
            self.watched[id(made)] = replace(seen, scripted=made)
        return made

    def called(self, scripted: Any, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[..., Any]) -> Any:
        """A call that a test makes of what was scripted: judged, unless TorchScript refuses what eager takes."""
        seen = self.watched.get(id(scripted))
        if seen is None or self.busy or torch.jit.is_tracing():
            return run(scripted, *args, **kwargs)
        self.busy = True
        try:
            verdict, text, expected = _judge(seen, args, kwargs)
        finally:
            self.busy = False
        try:
            result = run(scripted, *args, **kwargs)
        except Exception:
            if isinstance(expected, Exception):
                seen.note(verdict, text)
            raise
        if verdict != "refused" or not isinstance(expected, Exception):  # TorchScript's meaning isn't Python's there
            seen.note(verdict, text)
        return result


def _judge(seen: Watched, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, str, Any]:
    """The verdict, why, and what eager gives."""
    try:
        positional = _positional(seen.eager, args, kwargs)
        given, mine = tree_copy(positional), tree_copy(positional)
    except Exception as error:
        return "not called", f"the arguments can't be copied: {error}", None
    expected = _outcome(seen.eager, given)
    if isinstance(expected, TypeError) and "argument" in str(expected):
        return "not called", f"eager takes other arguments: {expected}", None
    try:
        if seen.program is None:
            seen.program = reloaded(seen.original, mine)
        got = _outcome(seen.program, tree_copy(mine))
        if isinstance(got, TypeError) and str(got).startswith("forward(): argument"):
            seen.program = reloaded(seen.original, mine)  # an example of another type is another program
            got = _outcome(seen.program, mine)
    except fl.CompileError as error:
        return "refused", str(error), expected
    except Exception as error:
        return "fails", f"{type(error).__name__}: {error}", expected
    difference = different(expected, got)
    if difference is None:
        return "equal", "", expected
    if any(operators()[use.name].trait == "Random" for use in seen.program.code.operators):
        return "random", "", expected
    return "different", f"{difference}\neager: {expected!r}\nprogram: {got!r}", expected


def reloaded(python: Any, example: list[Any]) -> fl.Program:
    """The program of a function or module, as it comes out of a file."""
    file = io.BytesIO()
    fl.script(python, example_inputs=example).save(file)
    return fl.load(file.getvalue())


def _positional(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    if not kwargs:
        return list(args)
    called = function.forward if isinstance(function, torch.nn.Module) else function
    bound = inspect.signature(called).bind(*args, **kwargs)
    bound.apply_defaults()
    return list(bound.args)


def tree_copy(value: Any) -> Any:
    """A copy that shares nothing and asks for no gradients."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(tree_copy, value))
    if type(value) in (list, tuple):
        return type(value)(map(tree_copy, value))
    if type(value) is dict:
        return {tree_copy(k): tree_copy(v) for k, v in value.items()}
    return copy.deepcopy(value)


def _outcome(function: Any, args: list[Any]) -> Any:
    torch.manual_seed(0)
    try:
        with torch.no_grad(), contextlib.redirect_stdout(io.StringIO()):
            return function(*args)
    except Exception as error:
        return error


@contextlib.contextmanager
def observing(observer: Observer) -> Iterator[None]:
    """Replaces TorchScript's entrances by ones that tell ``observer``."""
    script, unit, freeze = torch.jit.script, torch.jit.CompilationUnit, torch.jit.freeze
    function_call = torch.jit.ScriptFunction.__call__
    module_call = torch.jit.RecursiveScriptModule.__call__

    def scripted(obj: Any, *args: Any, **kwargs: Any) -> Any:
        if "_frames_up" not in kwargs:
            kwargs["_frames_up"] = 0
        kwargs["_frames_up"] += 1
        made = script(obj, *args, **kwargs)
        observer.watch(obj, made)
        return made

    class Unit(unit):  # type: ignore[misc, valid-type]
        """Its functions, given as a text, exist in Python too."""

        def __init__(self, lang: str | None = None, _frames_up: int = 0) -> None:
            super().__init__(lang, _frames_up + 1)
            frame = inspect.currentframe()
            for _ in range(_frames_up + 1):
                frame = frame.f_back if frame is not None else None
            scope = {**frame.f_globals, **frame.f_locals} if frame is not None else {}
            self._python = functions_of(lang, scope) if lang else {}
            self._made: dict[str, Any] = {}

        def __getattr__(self, name: str) -> Any:
            if name in self.__dict__.get("_made", {}):
                return self._made[name]
            found = super().__getattr__(name)
            if name in self.__dict__.get("_python", {}):
                self._made[name] = found
                observer.watch(self._python[name], found)
            return found

    def frozen(module: Any, *args: Any, **kwargs: Any) -> Any:
        return observer.follow(module, freeze(module, *args, **kwargs))

    def call_function(self: Any, *args: Any, **kwargs: Any) -> Any:
        if observer.busy and hasattr(self, "_torchdynamo_inline"):
            return self._torchdynamo_inline(*args, **kwargs)  # eager calls Python, not TorchScript on copies of lists
        return observer.called(self, args, kwargs, function_call)

    def call_module(self: Any, *args: Any, **kwargs: Any) -> Any:
        return observer.called(self, args, kwargs, module_call)

    torch.jit.script, torch.jit.CompilationUnit, torch.jit.freeze = scripted, Unit, frozen
    torch.jit.ScriptFunction.__call__ = call_function
    torch.jit.RecursiveScriptModule.__call__ = call_module
    try:
        yield
    finally:
        torch.jit.script, torch.jit.CompilationUnit, torch.jit.freeze = script, unit, freeze
        torch.jit.ScriptFunction.__call__ = function_call
        torch.jit.RecursiveScriptModule.__call__ = module_call


def functions_of(source: str, scope: dict[str, Any]) -> dict[str, Any]:
    """The functions that ``source`` defines, whose lines the compiler can read."""
    text = textwrap.dedent(source)
    file = f"<torchscript {len(linecache.cache)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    made: dict[str, Any] = {}
    scope = {"torch": torch, **_typing(), **scope}
    try:
        exec(compile(text, file, "exec"), scope, made)
    except Exception:
        return {}
    scope.update(made)  # they may call one another
    return {name: value for name, value in made.items() if inspect.isfunction(value)}


def _typing() -> dict[str, Any]:
    import math
    import typing

    names = {name: getattr(typing, name) for name in ("Any", "Dict", "List", "Optional", "Tuple", "Union")}
    return {**names, "Tensor": torch.Tensor, "math": math}
