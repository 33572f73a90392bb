"""What the compiler has put off: an alternative of a union that can't be compiled raises TypeError where it is met."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..frontend.script.entry import Examples
    from ..ir.graph import Graph
    from .program import Program


def refuse_what_is_met(program: Program, graph: Graph, example_inputs: Examples | None) -> None:
    """Raises the CompileError of an alternative that the example inputs lead to: it is what the program is for."""
    if not graph.deferred or example_inputs is None or _prints(graph):
        return
    try:
        given = copy.deepcopy(example_inputs)
        trial = program.clone()
        trial(**given) if isinstance(given, Mapping) else trial(*given)
    except TypeError as error:
        met = next((refused for refused in graph.deferred if refused.reason == str(error)), None)
        if met is not None:
            raise met from None
    except Exception:
        return  # the examples raise otherwise, or can't be copied


def _prints(graph: Graph) -> bool:
    from ..ir.graph import walk

    return any(op.name == "py::print" for function in graph.functions.values() for op in walk(function.body))
