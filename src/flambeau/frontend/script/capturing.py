"""What functions of their own read of those around them: it becomes parameters of theirs, at the end.

func forward(%n: int) {                       func forward(%n: int) {
  %step: int = py::mul(%n, %n)                  %step: int = py::mul(%n, %n)
  %r: int = call count.0(%n)                    %r: int = call count.0(%n, %step)
}                                             }
func count.0(%i: int) -> int {                func count.0(%i: int, %step: int) -> int {
  ... py::sub(%i, %step)                        ... py::sub(%i, %step)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ir import Block, Function, Op, Value, walk

if TYPE_CHECKING:
    from .interpreter import Interpreter
    from .recursion import Outlined


@dataclass
class Reads:
    """What a function's body itself says of what it reads."""

    defined: set[Value]  # in the body
    used: dict[Value, None]  # that is not
    calls: list[Op]  # of functions of their own


def _reads(interp: Interpreter, body: Block) -> Reads:
    ops = list(walk(body))
    defined = {
        *body.params,
        *(r for o in ops for r in o.results),
        *(p for o in ops for b in o.blocks for p in b.params),
    }
    used = dict.fromkeys(v for o in ops for v in o.operands if v not in defined and not _is_constant(interp, v))
    return Reads(defined, used, [o for o in ops if o.name == "call"])


def _is_constant(interp: Interpreter, value: Value) -> bool:
    return value.op is not None and value.op.name == "constant" and value.op.parent is interp.constants


def _reads_of(interp: Interpreter, outlined: Outlined) -> Reads:
    if outlined.is_open:
        return _reads(interp, outlined.body)
    if outlined.reads is None:
        outlined.reads = _reads(interp, outlined.body)
    return outlined.reads


def captured(interp: Interpreter, outlined: Outlined) -> dict[Value, None]:
    """The values of others that a function reads, or that a function reads that it calls."""
    functions = {o.name: o for o in interp.functions}
    found = {outlined.name: _reads_of(interp, outlined)}
    left = [outlined.name]
    while left:
        for op in found[left.pop()].calls:
            name = op.attrs["function"]
            if name not in found and name in functions:
                found[name] = _reads_of(interp, functions[name])
                left.append(name)
    return _closed(found, renewals(interp.functions))[outlined.name]


def renewals(functions: Iterable[Outlined]) -> dict[Op, dict[Value, Value]]:
    """By calls: which values stand there for those that the called function reads."""
    return {op: renewed for outlined in functions for op, renewed in outlined.renewed.items()}


def _closed(reads: dict[str, Reads], renewals: dict[Op, dict[Value, Value]]) -> dict[str, dict[Value, None]]:
    """What each function reads of others, in its own body or through its calls."""
    found = {name: dict(read.used) for name, read in reads.items()}
    changed = True
    while changed:
        changed = False
        for name, read in reads.items():
            for op in read.calls:
                passed = given(op, found.get(op.attrs["function"], {}), renewals)
                missing = [value for value in passed if value not in read.defined and value not in found[name]]
                found[name].update(dict.fromkeys(missing))
                changed = changed or bool(missing)
    return found


def given(op: Op, read: Iterable[Value], renewals: dict[Op, dict[Value, Value]]) -> list[Value]:
    """What a call has to give to a function that has read these values."""
    renewed = renewals.get(op, {})
    return [renewed.get(value, value) for value in read]


def finish(interp: Interpreter, main: Block) -> dict[str, Function]:
    """The functions that have been outlined, complete: with constants of their own, and parameters for what they read
    of the functions around them."""
    functions = {o.name: Function(o.name, o.body, o.result) for o in interp.functions}
    bodies = {"": main, **{name: f.body for name, f in functions.items()}}
    renewed = renewals(interp.functions)
    read = _closed({name: _reads(interp, body) for name, body in bodies.items()}, renewed)
    read.pop("")
    for name, body in bodies.items():
        parameters: dict[Value, Value] = {}
        for value in read.get(name, {}):
            parameters[value] = body.add_param(value.type, value.name)
        copies: list[Op] = []
        for op in walk(body):
            if op.name == "call" and op.attrs["function"] in read:
                op.operands += given(op, read[op.attrs["function"]], renewed)
            for index, operand in enumerate(op.operands):
                if name and _is_constant(interp, operand) and operand not in parameters:
                    assert operand.op is not None
                    copies.append(Op("constant", [], [operand.type], operand.op.span, dict(operand.op.attrs)))
                    parameters[operand] = copies[-1].result
                op.operands[index] = parameters.get(operand, operand)
        for copy in copies:
            copy.parent = body
        body.ops[:0] = copies
    return functions
