"""Compiled and traced programs called inside a scripted one: their IR is inlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...ir import COMPUTED
from ...ir.inline import inline
from . import records
from .calls import bind
from .values import UNBOUND, Abstract, Dynamic, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def inline_program(interp: Interpreter, program: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``program(*args, **kwargs)``, its graph copied in here."""
    import ast

    graph = program.graph_ir
    for info in graph.classes.values():
        records.adopt(info)
    parameters = graph.main.parameters
    names = ast.arguments(
        posonlyargs=[], args=[ast.arg(p.name) for p in parameters], vararg=None, kwonlyargs=[], kw_defaults=[],
        kwarg=None, defaults=[],
    )  # fmt: skip
    defaults: dict[str, Abstract] = {
        p.name: UNBOUND if p.default is COMPUTED else Static(p.default) for p in parameters if p.has_default
    }
    bound = bind(interp, "program", names, defaults, args, kwargs)
    assert interp.block is not None
    operands = [interp.escape(bound[p.name]) for p in parameters]
    results = inline(graph, operands, interp.block)
    return Dynamic(results[0])
