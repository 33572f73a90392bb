"""Things that no register can hold (modules, functions, classes), of which the running program chooses one.

``self.layers[i]`` with a dynamic ``i``, ``{"relu": F.relu}[name]`` and ``act = self.a if flag else self.b`` give a
``Choice``: the members, and the number of the chosen one. Whatever is done with it is compiled for each member::

    self.layers[i](x)   ->   if i == 0: self.layers[0](x)  else: if i == 1: ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...ir import Value
from .missing import raise_key
from .values import (
    UNBOUND,
    Abstract,
    BoundMethod,
    Choice,
    Dynamic,
    FunctionValue,
    Mutable,
    Static,
    TupleValue,
    fits,
)  # fmt: skip
from .values import Sequence as LazySequence

if TYPE_CHECKING:
    from .heap import State
    from .interpreter import Interpreter


def closed(value: Abstract, base: State) -> bool:
    """Whether ``value`` means the same outside of the path that made it: it holds nothing computed there."""
    if isinstance(value, Static):
        return value is not UNBOUND
    if isinstance(value, BoundMethod):
        return closed(value.receiver, base) and closed(value.function, base)
    if isinstance(value, FunctionValue):
        return value.frame in base and all(isinstance(d, Static) for d in value.defaults.values())
    if isinstance(value, Mutable):
        return value in base
    return isinstance(value, Choice) and all(closed(m, base) for m in value.members.values())


def each(interp: Interpreter, choice: Choice, use: Callable[[Abstract], Abstract]) -> Abstract:
    """``use`` of the member that is chosen when the program runs."""
    numbers = list(choice.members)
    tolerant = interp.tolerant(len(numbers), use) if choice.of_all_kinds else lambda position, one: use(one)

    def use_at(position: int) -> Abstract:
        return tolerant(position, _chosen(interp, choice.members[numbers[position]]))

    def test(position: int) -> Abstract:
        if position == len(numbers) - 1:
            return use_at(position)
        chosen = interp.lift(interp.op("py::eq", choice.index, numbers[position], result=ty.BOOL))
        return interp.branch(chosen, lambda: use_at(position), lambda: test(position + 1))

    return test(0)


def _chosen(interp: Interpreter, member: Abstract) -> Abstract:
    """A member where it is the one that is chosen: data which isn't read elsewhere is there."""
    if not isinstance(member, Dynamic) or ty.UNBOUND not in ty.members(member.type):
        return member
    return interp.narrow(member, ty.without(member.type, ty.UNBOUND))


def keep(choice: Choice, wanted: Callable[[Abstract], bool]) -> Abstract:
    """The choice among fewer members, where a test has excluded the others."""
    kept = {number: member for number, member in choice.members.items() if wanted(member)}
    if len(kept) == 1:
        return next(iter(kept.values()))
    return Choice(choice.index, kept, choice.of_all_kinds) if kept else choice


def at(interp: Interpreter, members: Sequence[Abstract], index: Abstract, message: str | None) -> Abstract:
    """``members[index]``, negative indices from the end; the program raises IndexError beyond, in the words of
    torch's module containers where there is no ``message``."""
    count = len(members)
    index = interp.op("tensor::index", index) if isinstance(interp.type_of(index), ty.TensorType) else index
    if ty.is_subtype(interp.type_of(index), ty.BOOL):
        index = interp.op("py::int", index, result=ty.INT)

    def fail() -> Abstract:
        text = message or interp.binary("mod", Static("index %s is out of range"), interp.call(Static(str), [index]))
        interp.raise_(IndexError, text)

    inside = interp.branch(
        interp.lift(interp.compare("lt", index, Static(count))),
        lambda: interp.compare("gte", index, Static(-count)),
        lambda: Static(False),
    )
    held = interp.truth(inside)
    if held is False:
        fail()
    if not isinstance(held, bool):
        interp.branch(held, lambda: TupleValue(()), fail)
    if all(map(interp.can_lift, members)):
        listed = interp.lift(interp.new_list(members))
        return interp.op("py::getitem", listed, index, result=interp.element_type(listed.type))
    counted = interp.binary("mod", index, Static(count))
    assert isinstance(counted, Dynamic)
    return members[0] if count == 1 else Choice(counted, dict(enumerate(members)))


def under(interp: Interpreter, pairs: Sequence[tuple[Any, Abstract]], key: Abstract) -> Abstract:
    """The value of a dict of known keys under a key that only the running program knows, or its KeyError."""

    def missing() -> Abstract:
        raise_key(interp, key)

    def use(position: int) -> Abstract:
        found = pairs[position][1]
        if isinstance(found, Static) and _is_too_wide(found.value):
            interp.raise_(OverflowError, f"{found.value} needs more than 64 bits")
        return found

    return among(interp, key, [name for name, _ in pairs], use, missing)


def _is_too_wide(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_too_wide, value))
    return type(value) is int and not fits(value)


def among(
    interp: Interpreter, key: Abstract, known: Sequence[Any], use: Callable[[int], Abstract],
    missing: Callable[[], Abstract],
) -> Abstract:  # fmt: skip
    """``use(position)`` of the first of the ``known`` values that ``key`` equals, ``missing()`` where it is none."""

    def test(position: int) -> Abstract:
        if position == len(known):
            return missing()
        held = interp.truth(interp.compare("eq", key, Static(known[position])))
        if isinstance(held, bool):
            return use(position) if held else test(position + 1)
        return interp.branch(held, lambda: use(position), lambda: test(position + 1))

    return test(0)


def part(interp: Interpreter, members: Sequence[Abstract], bounds: Abstract) -> Abstract:
    """``members[a:b]`` with bounds that only the running program knows: something to iterate over."""
    numbers = interp.getitem(interp.new_list(Static(i) for i in range(len(members))), bounds)

    def get(interp: Interpreter, position: Abstract) -> Abstract:
        number = interp.getitem(numbers, position)
        assert isinstance(number, Dynamic)
        return Choice(number, dict(enumerate(members)))

    return LazySequence(lambda interp: interp.call(Static(len), [numbers]), get)


def texts(value: Abstract) -> list[str] | None:
    """The texts that ``value`` may be, where it is one of a few constants: ``"left" if flag else "right"``."""
    if isinstance(value, Static):
        return [value.value] if isinstance(value.value, str) else None
    found = _constants(value.value) if isinstance(value, Dynamic) and value.type == ty.STR else None
    return list(dict.fromkeys(found)) if found else None


def _constants(value: Value) -> list[str] | None:
    op = value.op
    if op is None or op.name not in ("constant", "if"):
        return None
    if op.name == "constant":
        return [op.attrs["value"]] if isinstance(op.attrs["value"], str) else None
    found: list[str] = []
    for block in op.blocks:
        last = block.ops[-1]
        if last.name != "yield":
            return None
        part = _constants(last.operands[op.results.index(value)])
        if part is None:
            return None
        found += part
    return found
