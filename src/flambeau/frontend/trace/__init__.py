"""The trace front end: records one run of a callable on example inputs.

``trace_graph(model, (torch.rand(1, 3, 224, 224),))`` gives the IR of what the run did. Sizes stay symbolic, devices are
the caller's, and what the run learnt of its inputs is checked by the program. See ``recorder``.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from ...errors import CompileError
from ...ir import Graph
from ..recording import recording
from ..script import MAX_RESTARTS, finish_graph, records
from ..script.interpreter import Interpreter
from ..script.rules import builtins, core, creation, environment, strings, torch_functions  # noqa: F401  they register
from ..script.states import States
from ..script.values import Site
from .inputs import add_parameters
from .patches import patched
from .recorder import Recorder


def trace_graph(
    fn: Callable[..., Any], example_inputs: Sequence[Any] | Mapping[str, Any], on_branch: str = "error"
) -> Graph:
    """The IR of what ``fn(*example_inputs)`` does, ``fn(**example_inputs)`` of a mapping. Raises CompileError where the
    run depends on what a trace can't see.

    ``on_branch="warn"`` fixes a branch or number that depends on the input to what the example has, with a warning.
    """
    if on_branch not in ("error", "warn"):
        raise ValueError(f'on_branch is "error" or "warn", not {on_branch!r}')
    if isinstance(example_inputs, torch.Tensor):
        example_inputs = (example_inputs,)
    sites: dict[object, Site] = {}
    frame = sys._getframe()
    known = records.Records()
    for _ in range(MAX_RESTARTS):
        for site in sites.values():
            site.read = False
        interp = Interpreter(sites, States(allowed=False))
        recorder = Recorder(interp, on_branch, frame)
        with records.recording(known):
            graph = _record(fn, example_inputs, recorder)
        if not interp.stale:
            return graph
    raise CompileError("what the program's containers hold grows without end")


def _record(fn: Callable[..., Any], example_inputs: Sequence[Any] | Mapping[str, Any], recorder: Recorder) -> Graph:
    interp = recorder.interp
    named = list(example_inputs) if isinstance(example_inputs, Mapping) else []
    examples = list(example_inputs.values()) if isinstance(example_inputs, Mapping) else example_inputs
    parameters, args, unchanged = add_parameters(recorder, named or _signature(fn), examples)
    try:
        with torch.no_grad(), recording(recorder), patched(), recorder:
            result = fn(**dict(zip(named, args))) if named else fn(*args)
    except Exception as error:
        if recorder.failure is not None:
            raise recorder.failure from None
        error.args = tuple(recorder.readable(a) if isinstance(a, str) else a for a in error.args)
        raise
    if recorder.failure is not None:
        raise recorder.failure
    unchanged()
    returned = interp.lift(recorder.abstract(result))
    interp.build("return", [returned], [])
    return finish_graph(interp, parameters, returned.type)


def _signature(fn: Callable[..., Any]) -> list[str]:
    """The names of the positional parameters; ``*args`` gives ``args_0`` and so on as they are needed."""
    called = fn.forward if isinstance(fn, torch.nn.Module) else fn
    try:
        parameters = inspect.signature(called).parameters.values()
    except (TypeError, ValueError):
        return ["*input"]
    names = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return names + [f"*{p.name}" for p in parameters if p.kind is p.VAR_POSITIONAL]


__all__ = ["trace_graph"]
