"""Computes at compile time what depends on constants only, weights included.

    %scale: Tensor = aten::reshape(tensor(float32, [3], #0), [1, -1, 1, 1])
    %n: int = py::mul(3, 4)
    %y: Tensor = aten::mul.Tensor(%x, %scale)
        =>
    %y: Tensor = aten::mul.Tensor(%x, tensor(float32, [1, 3, 1, 1], #0))

What is a value is itself, whatever it holds: ``py::is(%x, %x)`` is True.

Left alone are: operators that draw random numbers or have effects; results that are changed in place or handed out,
since each call must get a fresh one; those that are much bigger than what they are made of (a ``torch.zeros`` of a
megabyte belongs in memory, not in the file); and what raises, which the program then does at run time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch

from .. import types
from ..ir import Graph, Op, Value, walk
from ..ir.interpret import STRUCTURE, constant_value, has_type
from ..ir.reference import evaluate
from ..ir.reference_python import NamedTuple
from ..ir.text import literal_type
from ..types import Generic, Type, members
from .alias import Aliases, may_hold_reference
from .rewrite import Rewriter, declared, is_constant

ALLOWED_GROWTH = 1 << 20  # bytes that a folded result may have beyond its inputs
_INT_RANGE = range(-(1 << 63), 1 << 63)
# What is computed from the place where the program runs is not known here, nor what hash() makes of a text there; a
# NamedTuple has no literal.
_LEFT = frozenset({"tensor::device", "py::perf_counter", "py::named_tuple", "py::hash"})


def fold_constants(graph: Graph) -> None:
    for function in graph.functions.values():
        aliases = Aliases(function)
        rewriter = Rewriter(function)
        for op in list(walk(function.body)):
            if op.name == "py::is" and op.operands[0] is op.operands[1]:
                _replace(op, [True], rewriter)
            elif _is_foldable(op, aliases):
                _fold(op, aliases, rewriter)
        rewriter.finish()


def _is_foldable(op: Op, aliases: Aliases) -> bool:
    if not op.results or op.blocks or op.name in _LEFT or not all(_is_known(v, op) for v in op.operands):
        return False
    operator = declared(op)
    if op.name not in ("tuple", "unpack", "cast") and (operator is None or not operator.is_pure):
        return False
    return not any(may_hold_reference(v.type) and aliases.is_written(v) for v in [*op.operands, *op.results])


def _is_known(value: Value, user: Op) -> bool:
    """Whether ``value`` is a constant, or a list of constants, such as an index is made of. PyTorch's operators can't
    tell one list from another that is equal."""
    op = value.op
    is_list = op is not None and op.name == "list" and all(map(is_constant, op.operands))
    return is_constant(value) or (is_list and user.name.startswith("aten::"))


def _known_value(value: Value) -> Any:
    op = value.op
    assert op is not None
    return list(map(_known_value, op.operands)) if op.name == "list" else constant_value(op)


def _fold(op: Op, aliases: Aliases, rewriter: Rewriter) -> None:
    inputs = [_known_value(v) for v in op.operands]
    try:
        with torch.no_grad():
            if op.name in STRUCTURE:
                results = STRUCTURE[op.name](op, inputs)
            else:
                results = evaluate(op.name, inputs, len(op.results))
    except Exception:  # the program raises it again, at its own time
        return
    if len(results) != len(op.results) or _bytes(results) > _bytes(inputs) + ALLOWED_GROWTH:
        return
    if not all(_is_allowed(value, result, aliases) for value, result in zip(results, op.results)):
        return
    _replace(op, results, rewriter)


def _replace(op: Op, results: Sequence[Any], rewriter: Rewriter) -> None:
    for value, result in zip(results, op.results):
        frozen = _freeze(value)
        type = literal_type(frozen) if result.type == types.ANY else result.type
        constant = rewriter.constant_before(op, frozen, type)
        constant.name = result.name
        rewriter.replace(result, constant)
    rewriter.erase(op)


_IMMUTABLE = (bool, int, float, complex, str, bytes, torch.dtype, torch.device, type(None), type(...))


def _is_allowed(value: Any, result: Value, aliases: Aliases) -> bool:
    """Whether a constant can hold ``value`` and stand for ``result``."""
    leaves = list(_leaves(value))
    if _names_a_class(result.type):
        return False
    if any(isinstance(leaf, int) and leaf not in _INT_RANGE for leaf in leaves):
        return False
    if isinstance(value, torch.Size) and result.type != types.SIZE:
        return False
    if _holds_named_tuple(value):  # no constant has a class
        return False
    if _holds_list(value) and _has_alternatives(result.type):  # only a type tells a constant list from a tuple
        return False
    if all(isinstance(leaf, _IMMUTABLE) for leaf in leaves) and not _holds_list(value):
        return has_type(value, result.type)
    if not all(
        isinstance(leaf, _IMMUTABLE) or (isinstance(leaf, torch.Tensor) and leaf.is_contiguous()) for leaf in leaves
    ):
        return False
    return result.type != types.ANY and has_type(value, result.type) and not aliases.escapes(result)


def _names_a_class(type: Type) -> bool:
    """Whether values of ``type`` are, or hold, NamedTuples, which have no literal."""
    return any(isinstance(m, Generic) and (m.cls or any(map(_names_a_class, m.args))) for m in members(type))


def _has_alternatives(type: Type) -> bool:
    """Whether values of ``type`` are, or hold, a list or something else."""
    if len(members(type)) > 1:
        return any(isinstance(m, Generic) for m in members(type))
    return isinstance(type, Generic) and any(map(_has_alternatives, type.args))


def _holds_list(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, tuple) and any(map(_holds_list, value)))


def _holds_named_tuple(value: Any) -> bool:
    return isinstance(value, NamedTuple) or (isinstance(value, (list, tuple)) and any(map(_holds_named_tuple, value)))


def _freeze(value: Any) -> Any:
    """The form in which ``attrs`` holds it: a tuple for any sequence."""
    if isinstance(value, torch.Tensor):
        return value.detach()
    return tuple(map(_freeze, value)) if isinstance(value, (list, tuple)) else value


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for v in value:
            yield from _leaves(v)
    else:
        yield value


def _bytes(values: list[Any]) -> int:
    return sum(t.nbytes for t in _leaves(values) if isinstance(t, torch.Tensor))
