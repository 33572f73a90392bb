"""Iterators: what ``iter``, ``zip``, ``map``, ``enumerate``, ``reversed`` and ``itertools`` give. Each is gone through
once: how far it has come is a slot on the heap, so that ``next(it)`` before, in and after a loop goes on from there.
"""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from . import containers, generators, iteration, objects, suspended
from .lifting import describe
from .values import (
    NONE,
    Abstract,
    Conflict,
    Container,
    DictValue,
    Dynamic,
    Generator,
    KnownView,
    ListValue,
    RangeValue,
    Sequence,
    SetValue,
    Static,
    TupleValue,
    View,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

MOST_KNOWN = 100_000  # elements of an iterator that Python's own function gives while the program is compiled
ENDLESS = Static(sys.maxsize)  # the length of what never ends
TUPLE_ITERATOR = "tuple_iterator"  # the kind of those whose elements are each known apart: a module's parameters, say


class IteratorValue(Sequence):
    """An iterator over a sequence; ``progress.slots["at"]`` is the index of the next element. One that takes from
    another, as ``map(f, iterator)`` does, has its progress."""

    def __init__(
        self, interp: Interpreter, length: Callable[..., Abstract], get: Callable[..., Abstract],
        kind: str = "iterator", progress: generators.Progress | None = None,
    ) -> None:  # fmt: skip
        super().__init__(length, get, kind)
        if progress is None:
            progress = generators.Progress()
            progress.slots["at"] = Static(0)
            interp.register(progress)
        object.__setattr__(self, "progress", progress)
        object.__setattr__(self, "node", interp.node)
        object.__setattr__(self, "reverses", None)

    progress: generators.Progress
    node: ast.AST | None  # of the expression that makes it
    reverses: Abstract | None  # what it goes through from its end, by ``reversed``

    def exhaust(self) -> None:
        """It has come to its end, and stays there however much its source grows."""
        self.progress.slots["at"] = Static(sys.maxsize)

    @property
    def at(self) -> Abstract:
        return self.progress.slots["at"]

    @property
    def is_fresh(self) -> bool:
        return isinstance(self.at, Static) and self.at.value == 0

    def follow(self, interp: Interpreter) -> None:
        """Where it isn't known how far it has come, the compilation starts again with a suspended generator."""
        if isinstance(self.at, Conflict):
            suspended.step(interp, self.node)

    def rest(self) -> Sequence:
        """What is left, counted from here on."""
        if self.is_fresh:
            return self
        at = self.at
        return Sequence(
            lambda interp: interp.binary("sub", self.length(interp), at),
            lambda interp, index: self.get(interp, interp.binary("add", index, at)),
        )


def is_endless(interp: Interpreter, value: Abstract) -> bool:
    if not isinstance(value, Sequence):
        return False
    length = value.length(interp)
    return isinstance(length, Static) and length.value >= ENDLESS.value


def make(interp: Interpreter, iterable: Abstract) -> Abstract:
    """``iter(iterable)``."""
    if isinstance(iterable, (IteratorValue, Generator)) or suspended.type_of(iterable) is not None:
        return iterable
    if objects.class_of(iterable) is not None:
        if hasattr(objects.class_of(iterable), "__iter__"):
            given = interp.call(interp.getattr(iterable, "__iter__"), [])
            return given if objects.class_of(given) is not None else make(interp, given)
        return generators.keep(interp, lambda one: IteratorValue(interp, *_by_index(one)), iterable)

    def build(one: Abstract) -> Abstract:
        if isinstance(one, ListValue):
            return IteratorValue(interp, *_by_index(one))
        source = iteration.sequence(interp, one) if table_of(one) is None else over_table(interp, one)
        kind = TUPLE_ITERATOR if isinstance(one, TupleValue) else "iterator"
        return IteratorValue(interp, source.length, source.get, kind)

    return generators.keep(interp, build, iterable)


def _by_index(value: Abstract) -> tuple[Callable[..., Abstract], Callable[..., Abstract]]:
    """Length and element of something that may still grow while it is gone through."""
    return (
        lambda interp: containers.length(interp, value),
        lambda interp, index: containers.getitem(interp, value, index),
    )


def table_of(value: Abstract) -> Abstract | None:
    """The dict or set of the program's that ``value`` is, or is a view of."""
    owner = value.owner if isinstance(value, (View, KnownView)) else value
    if isinstance(owner, Container) and owner.reference is not None:
        owner = Dynamic(owner.reference)
    held = isinstance(owner, (DictValue, SetValue, Dynamic)) and containers.kind_of(owner) in ("dict", "set")
    return owner if held else None


def over_table(interp: Interpreter, value: Abstract, size: Abstract | None = None) -> Sequence:
    """What a dict, a set or a view of a dict holds now, in order. As in Python, whoever goes through it is told where
    the size has changed meanwhile, or since it was ``size``."""
    owner = table_of(value)
    assert owner is not None
    held = iteration.sequence(interp, value)
    check = size_check(interp, owner, size)

    def length(interp: Interpreter) -> Abstract:
        check()
        return held.length(interp)

    return Sequence(length, held.get)


def size_check(interp: Interpreter, owner: Abstract, size: Abstract | None = None) -> Callable[[], None]:
    """Raises Python's RuntimeError where a dict or set has another size than ``size``, or than it has here."""
    size = containers.length(interp, owner) if size is None else size
    kind = "dictionary" if containers.kind_of(owner) == "dict" else "Set"

    def fail() -> Abstract:
        interp.raise_(RuntimeError, f"{kind} changed size during iteration")

    def check() -> None:
        changed = interp.truth(interp.compare("noteq", containers.length(interp, owner), size))
        if not isinstance(changed, bool):
            interp.branch(changed, fail, lambda: NONE)
        elif changed:
            fail()

    return check


def advance(interp: Interpreter, iterator: Abstract, default: Abstract | None) -> Abstract:
    """``next(iterator)``, ``next(iterator, default)``."""

    def ended() -> Abstract:
        if default is None:
            interp.raise_(StopIteration, "")
        return default

    if isinstance(iterator, IteratorValue):
        return next_of_sequence(interp, iterator, ended)
    if isinstance(iterator, Dynamic) and suspended.type_of(iterator) is not None:
        last = (lambda final: suspended.stop(interp, final)) if default is None else (lambda _: default)
        return suspended.resume(interp, iterator, last)
    if isinstance(iterator, generators.GeneratorObject):
        return generators.first(interp, iterator, ended)
    if isinstance(iterator, Dynamic) and isinstance(iterator.type, ty.UnionType):
        return interp.split(iterator, lambda one: advance(interp, one, default))
    if isinstance(iterator, Generator):
        return interp.region(lambda found: (iterator.push(interp, lambda e: interp.leave(found, e)), ended())[1])
    if objects.class_of(iterator) is not None:
        return next_of_object(interp, iterator, ended if default is not None else None)
    if isinstance(iterator, Static) and hasattr(iterator.value, "__next__"):
        refuse_from_outside(interp, iterator)
    if isinstance(iterator, (Dynamic, Container, Static)):
        interp.raise_(TypeError, f"'{containers.python_name(interp, iterator)}' object is not an iterator")
    interp.refuse(f"next() of {describe(iterator)} can't be compiled")


def refuse_from_outside(interp: Interpreter, iterator: Static) -> NoReturn:
    """Going on with an iterator from outside would take its elements now, and from nobody later."""
    interp.refuse(
        f"{describe(iterator)} that was made before the program starts can't be gone through by it",
        "make the iterator in the program, or keep a list and an index",
    )


def of_elements(interp: Interpreter, made: Iterator[Any]) -> Abstract:
    """What Python's own function has just given, an iterator over elements that are known."""
    elements = list(itertools.islice(made, MOST_KNOWN + 1))
    if len(elements) > MOST_KNOWN:
        interp.refuse(
            f"{describe(Static(made))} of more than {MOST_KNOWN} elements can't be made before the program runs"
        )
    return make(interp, TupleValue(tuple(map(interp.wrap, elements))))


def next_of_sequence(interp: Interpreter, iterator: IteratorValue, ended: Callable[[], Abstract]) -> Abstract:
    iterator.follow(interp)
    index = iterator.at

    def element() -> Abstract:
        taken = iterator.get(interp, index)
        iterator.progress.slots["at"] = interp.binary("add", index, Static(1))
        return taken

    def finished() -> Abstract:
        iterator.exhaust()
        return ended()

    more = interp.truth(interp.compare("lt", index, iterator.length(interp)))
    if isinstance(more, bool):
        return element() if more else finished()
    return interp.branch(more, element, finished)


def next_of_object(interp: Interpreter, iterator: Abstract, ended: Callable[[], Abstract] | None) -> Abstract:
    from . import attempts, exceptions

    method = interp.getattr(iterator, "__next__")
    if ended is None:
        return interp.call(method, [])
    end = ended

    def handle(caught: Dynamic) -> Abstract:
        def again() -> Abstract:
            interp.raise_value(caught)

        return interp.branch(interp.lift(exceptions.matches_any(interp, caught, (StopIteration,))), end, again)

    return attempts.attempt(interp, lambda: interp.call(method, []), handle, interp.node or generators.nowhere())


class ObjectIterator(Generator):
    """An object with ``__next__``."""

    iterator: Abstract


def of_object(interp: Interpreter, iterator: Abstract) -> ObjectIterator:
    """An object with ``__next__``, to be gone through to its StopIteration."""

    def push(interp: Interpreter, body: Callable[[Abstract], Any]) -> Abstract:
        def passes(context: Any) -> None:
            def ended() -> Abstract:
                interp.arrive(context.on_break, "break")

            element = next_of_object(interp, iterator, ended)
            body(element)

        iteration.loop(interp, passes, None, {})
        return NONE

    made = ObjectIterator(push)
    object.__setattr__(made, "iterator", iterator)
    return made


def source_of(interp: Interpreter, part: Abstract) -> Sequence:
    if isinstance(part, IteratorValue):
        part.follow(interp)
        return part.rest()
    return iteration.sequence(interp, part) if table_of(part) is None else over_table(interp, part)


def mapped(
    interp: Interpreter, source: Abstract, function: Callable[[Abstract, Abstract], Abstract], held: Abstract = NONE
) -> Abstract:
    """``function(held, element)`` of each element of an iterator."""
    return generators.keep(
        interp, lambda one, made: _map(interp, one, lambda element: function(made, element)), source, held
    )


def _map(interp: Interpreter, source: Abstract, function: Callable[[Abstract], Abstract]) -> Abstract:
    driving = suspended.driver(interp, source)
    if driving is not None:

        def run(interp: Interpreter, deliver: Callable[[Abstract], Any]) -> Abstract:
            driving.push(interp, lambda element: deliver(function(element)))
            return NONE

        return generators.GeneratorObject(interp, run)
    if isinstance(source, IteratorValue):
        source.follow(interp)
        shared = source
        return IteratorValue(
            interp, shared.length, lambda interp, index: function(shared.get(interp, index)), progress=shared.progress
        )
    inner = source_of(interp, source)
    return IteratorValue(interp, inner.length, lambda interp, index: function(inner.get(interp, index)))


def enumerated(interp: Interpreter, source: Abstract, start: Abstract) -> Abstract:
    """``enumerate(source, start)``."""
    return generators.keep(interp, lambda one, first: _enumerate(interp, one, first), source, start)


def _enumerate(interp: Interpreter, source: Abstract, start: Abstract) -> Abstract:
    from . import zipping

    driving = suspended.driver(interp, source)
    if driving is not None:
        counter = IteratorValue(interp, lambda _: ENDLESS, lambda interp, index: interp.binary("add", index, start))
        return zipping.driven(interp, [counter, driving], 1)
    if isinstance(source, IteratorValue):
        source.follow(interp)
    taken_before: Abstract = source.at if isinstance(source, IteratorValue) else Static(0)
    inner = source if isinstance(source, IteratorValue) else source_of(interp, source)

    def get(interp: Interpreter, index: Abstract) -> Abstract:
        number = index
        for sign, shift in (("sub", taken_before), ("add", start)):
            if not (isinstance(shift, Static) and shift.value == 0):
                number = interp.binary(sign, number, shift)
        return TupleValue((number, inner.get(interp, index)))

    progress = inner.progress if isinstance(inner, IteratorValue) else None
    return IteratorValue(interp, inner.length, get, progress=progress)


def range_of(start: Abstract, stop: Abstract, step: Abstract) -> RangeValue:
    """``range(start, stop, step)`` of ints."""

    def size(interp: Interpreter) -> Abstract:
        if isinstance(step, Static) and step.value == 1:
            if isinstance(start, Static) and start.value == 0:
                return stop
            return interp.binary("sub", stop, start)
        return interp.op("py::len", range_of(start, stop, step), result=ty.INT)

    def get(interp: Interpreter, index: Abstract) -> Abstract:
        scaled = index if isinstance(step, Static) and step.value == 1 else interp.binary("mult", index, step)
        return scaled if isinstance(start, Static) and start.value == 0 else interp.binary("add", start, scaled)

    return RangeValue(size, get, "range", start, stop, step)
