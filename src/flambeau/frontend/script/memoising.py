"""``functools.lru_cache`` and ``cache``: what a function gave for its arguments is looked up in a run-time dict.

The dict of a function that the program decorates is made where that happens; that of one decorated outside of the
program is made when the program starts, so that its memory is that of one call. A ``maxsize`` only bounds memory, and
is not followed.
"""

from __future__ import annotations

import ast
import sysconfig
import types
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from ...ir import Op
from . import containers, diagnosis, records, source
from .values import Abstract, Builtin, Dynamic, Site, Static, TupleValue

if TYPE_CHECKING:
    from .interpreter import Interpreter


def decorate(interp: Interpreter, function: Abstract) -> Abstract:
    """``lru_cache(function)`` in the program."""
    memo = interp.new_dict()
    interp.escape(memo)

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return _remembered(interp, memo, function, list(args), kwargs)

    return Builtin("cached function", call)


def call_cached(interp: Interpreter, cached: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """A call of a function that ``lru_cache`` has decorated outside of the program.

    What can't be compiled is called now where its arguments are known, as if the program's first caller had done so.
    """
    if not all(map(interp.is_static, [*args, *kwargs.values()])):
        return _looked_up(interp, cached, args, kwargs)
    if _is_library(cached) and _gives_something(cached.__wrapped__):
        found = _called(interp, cached, args, kwargs)
        return found if found is not None else _looked_up(interp, cached, args, kwargs)
    state, position = interp.heap.capture(), interp.position()
    try:
        with diagnosis.attempt(interp):
            return _looked_up(interp, cached, args, kwargs)
    except CompileError:
        interp.rewind(position, state)
        found = _called(interp, cached, args, kwargs)
        if found is None:
            raise
        return found


def _is_library(cached: Any) -> bool:
    """Whether an installed package has the function: it asks about the machine, as a rule, and changes nothing."""
    file = cached.__wrapped__.__code__.co_filename if isinstance(cached.__wrapped__, types.FunctionType) else ""
    return any(file.startswith(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib"))


def _gives_something(function: Any) -> bool:
    """Whether a function returns anything: one that doesn't, such as one that warns once, is called for its effect."""
    try:
        node = source.function_node(function)
    except (AttributeError, source.NoSource):
        return True
    return any(isinstance(one, ast.Return) and one.value is not None for one in ast.walk(node))


def _called(interp: Interpreter, cached: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract | None:
    """What the function gives now; None where it raises, or gives no number or text."""
    try:
        found = cached(*map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
    except Exception:
        return None
    return Static(found) if _is_plain(found) else None


def _is_plain(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, (bool, int, float, str, bytes))
        or (isinstance(value, tuple) and all(map(_is_plain, value)))
    )


def _looked_up(interp: Interpreter, cached: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    memo = interp.memos.get(cached)
    if memo is None:
        site = interp.sites.setdefault(("memo", cached), Site(("memo", cached)))
        kind = ty.Generic("Dict", (ty.NEVER, ty.NEVER), frozenset({site}))
        op = interp.constants.append(Op("dict", [], [kind], interp.span))
        memo = interp.memos[cached] = Dynamic(op.result)
    return _remembered(interp, memo, Static(cached.__wrapped__), args, kwargs)


def _remembered(
    interp: Interpreter, memo: Abstract, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract:
    named = [part for name in sorted(kwargs) for part in (Static(name), kwargs[name])]
    key = TupleValue((*args, *named))
    if not all(_hashes_by_value(m) for v in key.items for m in ty.members(interp.type_of(v))):
        return interp.call(function, args, kwargs)

    def compute() -> Abstract:
        given = interp.call(function, args, kwargs)
        containers.setitem(interp, memo, key, given)
        return given

    known = interp.lift(containers.contains(interp, memo, key))
    return interp.branch(known, lambda: containers.getitem(interp, memo, key), compute)


def _hashes_by_value(member: ty.Type) -> bool:
    if isinstance(member, ty.Generic) and member.name in ("Tuple", "TupleOf"):
        return all(_hashes_by_value(m) for a in member.args for m in ty.members(a))
    record = records.of_type(member) if isinstance(member, ty.ClassType) else None
    if record is not None:  # an object by which one it is
        cls: Any = record.cls
        return bool(cls.__eq__ is object.__eq__ and cls.__hash__ is object.__hash__)
    return member in (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR, ty.BYTES)
