"""``script``, ``trace`` and ``compile``: a Python callable in, a ``Program`` out.

program = fl.script(pipeline)                 # reads the source

@fl.script
def pipeline(image): ...

program = fl.trace(model, (example,))         # records a run
program = fl.compile(model, (example,))       # scripts what scripts, else traces; ``program.report`` says which
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from ..errors import CompileError
from .collecting import seldom
from .deferring import refuse_what_is_met
from .memory import storages_of
from .precision import Choice, Precision, positional
from .progress import progress
from .training import refuse_training_mode

if TYPE_CHECKING:
    from ..frontend.script.entry import Examples
    from ..ir.graph import Graph
    from .program import Program


@overload
def script(
    target: Callable[..., Any], example_inputs: Examples | None = None, *, precision: Precision = "float32",
    calibration: Sequence[Sequence[Any]] | None = None,
) -> Program: ...  # fmt: skip
@overload
def script(
    *, example_inputs: Examples | None = None, precision: Precision = "float32",
    calibration: Sequence[Sequence[Any]] | None = None,
) -> Callable[[Callable[..., Any]], Program]: ...  # fmt: skip
def script(
    target: Callable[..., Any] | None = None, example_inputs: Examples | None = None, *,
    precision: Precision = "float32", calibration: Sequence[Sequence[Any]] | None = None,
) -> Program | Callable[[Callable[..., Any]], Program]:  # fmt: skip
    """Compiles a function or module by reading its source. Also a decorator.

    Parameter types come from ``example_inputs`` (a tuple, or a dict by the parameters' names), else from annotations or
    defaults, else they are Tensors; what has a default may be left out, whatever the example gives for it. A call may
    give an int where they say float.
    ``precision`` ("float32", "exact", "bf16", "int8") says how floats are computed: docs/precision.md. ``calibration``
    is a list of argument tuples for "int8" (else the example inputs serve) and for ``Program.parity``. Raises
    CompileError, which shows the place in the source, the reason and the fix.
    """
    if target is None:
        return lambda decorated: script(decorated, example_inputs, precision=precision, calibration=calibration)
    choice = Choice(precision, positional(target, example_inputs), calibration)
    from ..frontend.script import script_graph

    refuse_training_mode(target)
    with progress("reading the source"), seldom():
        graph = script_graph(target, example_inputs)
    program = _finish(graph, target, "scripted", choice)
    refuse_what_is_met(program, graph, example_inputs)
    return program


@overload
def trace(
    target: Callable[..., Any], example_inputs: Examples, on_branch: Literal["error", "warn"] = "error", *,
    precision: Precision = "float32", calibration: Sequence[Sequence[Any]] | None = None,
) -> Program: ...  # fmt: skip
@overload
def trace(
    *, example_inputs: Examples, on_branch: Literal["error", "warn"] = "error", precision: Precision = "float32",
    calibration: Sequence[Sequence[Any]] | None = None,
) -> Callable[[Callable[..., Any]], Program]: ...  # fmt: skip
def trace(
    target: Callable[..., Any] | None = None, example_inputs: Examples = (),
    on_branch: Literal["error", "warn"] = "error", *, precision: Precision = "float32",
    calibration: Sequence[Sequence[Any]] | None = None,
) -> Program | Callable[[Callable[..., Any]], Program]:  # fmt: skip
    """Compiles any callable by recording what one run on ``example_inputs`` does. Also a decorator.

    Sizes stay symbolic; where Python branches on them, the program checks that its input goes the example's way. A
    Tensor that is turned into a Python bool, int or float is an error, since a trace can't know the other branch;
    ``on_branch="warn"`` fixes the value that the run had, with a warning. The rest is as for ``script``.
    """
    if target is None:
        return lambda decorated: trace(
            decorated, example_inputs, on_branch, precision=precision, calibration=calibration
        )
    choice = Choice(precision, positional(target, example_inputs), calibration)
    from ..frontend.trace import trace_graph

    refuse_training_mode(target)
    with progress("recording a run"):
        graph = trace_graph(target, example_inputs, on_branch)
    return _finish(graph, target, "traced", choice)


def compile(
    target: Callable[..., Any], example_inputs: Examples | None = None, *, precision: Precision = "float32",
    calibration: Sequence[Sequence[Any]] | None = None,
) -> Program:  # fmt: skip
    """Scripts ``target``, or traces it where that fails and there are inputs to trace with, be they for calibration;
    ``Program.report`` says which.

    The rest is as for ``script``. Raises the CompileError of scripting where tracing isn't possible either.
    """
    try:
        return script(target, example_inputs, precision=precision, calibration=calibration)
    except CompileError as refusal:
        examples = example_inputs if example_inputs is not None or not calibration else calibration[0]
        if examples is None:
            raise
        try:
            program = trace(target, examples, precision=precision, calibration=calibration)
        except CompileError as other:
            raise refusal from other
        program.report = f"traced, because it can't be scripted: {refusal.reason}"
        return program


@seldom()
def _finish(graph: Graph, target: Callable[..., Any], report: str, choice: Choice) -> Program:
    """Runs the passes and makes the program."""
    from ..passes import run_pipeline, run_storing
    from ..runtime import _core
    from .program import Program

    shared = storages_of(graph)
    with progress("optimising"):
        run_pipeline(graph, precision=choice.precision)
    parity = None
    if choice.is_reduced:
        from .reducing import reduce_graph

        with progress("reducing the precision"):
            parity = reduce_graph(graph, target, choice)
    run_storing(graph, _core.panel_width())
    with progress("making the program"):
        program = Program.from_graph(graph, report, shared)
    program.parity = parity
    return program
