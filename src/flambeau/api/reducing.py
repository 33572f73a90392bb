"""Gives a graph weights of lower precision and measures what that changes: ``precision="bf16"`` and ``"int8"``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import CompileError
from ..ir.graph import STATE, Graph, Op
from ..passes.pipeline import run_reduction
from .calibrating import Calibration, calibrate
from .parity import Parity, difference, outcomes
from .precision import Choice
from .program import Program


def reduce_graph(graph: Graph, target: Callable[..., Any], choice: Choice) -> Parity:
    """Rewrites ``graph``, which has been through the pipeline, and compares it with what it was and with ``target``.

    Raises CompileError where a program to be calibrated raises on an input.
    """
    examples = choice.examples
    unchanged = outcomes(Program.from_graph(graph, shared=frozenset()), examples)
    calibration = _calibrated(graph, choice) if choice.precision == "int8" else Calibration()
    kept = [_told(op, reason) for op, reason in calibration.kept.items()]
    count = run_reduction(graph, calibration.ranges if choice.precision == "int8" else None)
    parity = Parity(choice.precision, count, len(examples), kept)
    if examples:
        reduced = outcomes(Program.from_graph(graph, shared=frozenset()), examples)
        parity.float32 = difference(unchanged, reduced)
        if STATE not in graph.functions:  # else running the target here would change what it does later
            parity.eager = difference(outcomes(target, examples), reduced)
    return parity


def _calibrated(graph: Graph, choice: Choice) -> Calibration:
    try:
        return calibrate(graph, choice.examples)
    except Exception as error:  # whatever the program raises
        raise CompileError(f"the program raises {type(error).__name__} on a calibration input: {error}") from error


def _told(op: Op, reason: str) -> str:
    return f"{reason} ({op.span})" if op.span is not None else reason
