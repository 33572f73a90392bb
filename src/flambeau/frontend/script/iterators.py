"""Iterators: what ``iter``, ``zip``, ``map``, ``enumerate``, ``reversed`` and ``itertools`` give. Each is gone through
once: how far it has come is a slot on the heap, so that ``next(it)`` before, in and after a loop goes on from there.
"""

from __future__ import annotations

import ast
import functools
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from . import containers, generators, iteration, objects, suspended
from .heap import Merge
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

    progress: generators.Progress
    node: ast.AST | None  # of the expression that makes it

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
        return _next_of_sequence(interp, iterator, ended)
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
        return _next_of_object(interp, iterator, ended if default is not None else None)
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


def _next_of_sequence(interp: Interpreter, iterator: IteratorValue, ended: Callable[[], Abstract]) -> Abstract:
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


def _next_of_object(interp: Interpreter, iterator: Abstract, ended: Callable[[], Abstract] | None) -> Abstract:
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


def of_object(interp: Interpreter, iterator: Abstract) -> Generator:
    """An object with ``__next__``, to be gone through to its StopIteration."""

    def push(interp: Interpreter, body: Callable[[Abstract], Any]) -> Abstract:
        def passes(context: Any) -> None:
            def ended() -> Abstract:
                interp.arrive(context.on_break, "break")

            element = _next_of_object(interp, iterator, ended)
            body(element)

        iteration.loop(interp, passes, None, {})
        return NONE

    return Generator(push)


def zipped(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """``zip(*parts)``."""
    return generators.keep(interp, lambda *held: _zip(interp, list(held), strict), *parts)


def _zip(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """Where one part is a generator it drives the others; several take turns."""
    from .rules import builtins as dynamic

    drivers = [i for i, p in enumerate(parts) if isinstance(p, Generator)]
    if any(suspended.type_of(p) is not None for p in parts) or (strict and not _surely_alike(interp, parts)):
        return _zip_by_turns(interp, parts, strict)
    for extra in drivers[1:]:
        parts[extra] = _stored(interp, parts[extra])
    if not drivers:
        for part in parts:
            if isinstance(part, IteratorValue):
                part.follow(interp)
        sources = [_turn(parts, i) or _source(interp, p) for i, p in enumerate(parts)]
        _give_up_progress(interp, parts)

        def size(interp: Interpreter) -> Abstract:
            lengths = [s.length(interp) for s in sources] or [Static(0)]
            shortest = lengths[0]
            for other in lengths[1:]:
                if isinstance(shortest, Static) and isinstance(other, Static):
                    shortest = Static(min(shortest.value, other.value))
                elif other is not ENDLESS:
                    shortest = other if shortest is ENDLESS else dynamic.dynamic_min(interp, shortest, other)
            return shortest

        return IteratorValue(
            interp, size, lambda interp, index: TupleValue(tuple(s.get(interp, index) for s in sources))
        )
    return _zip_driven(interp, parts, drivers[0])


def _surely_alike(interp: Interpreter, parts: list[Abstract]) -> bool:
    """Whether all parts are known to be of one length."""
    if any(isinstance(p, (Generator, IteratorValue)) for p in parts):
        return False
    lengths = [containers.length(interp, p) for p in parts]
    return all(isinstance(n, Static) and n.value == lengths[0].value for n in lengths)  # type: ignore[attr-defined]


def _zip_by_turns(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """``zip`` of suspended generators, and perhaps of others: each round takes one element of each, in order."""
    sources = [p if isinstance(p, Generator) else make(interp, p) for p in parts]
    taken = [Dynamic(interp.escape(s)) if isinstance(s, Generator) else s for s in sources]

    def next_of(source: Abstract, ended: Callable[..., Abstract]) -> Abstract:
        if isinstance(source, IteratorValue):
            return _next_of_sequence(interp, source, ended)
        assert isinstance(source, Dynamic)
        return suspended.resume(interp, source, ended)

    def run(interp: Interpreter, deliver: Callable[[Abstract], Any]) -> Abstract:
        def passes(context: Any) -> None:
            def end(number: int) -> Abstract:
                if strict and number > 0:
                    _unequal(interp, number, "shorter")
                for other, source in enumerate(taken[1:] if strict else (), 1):
                    interp.region(functools.partial(longer, other, source))
                interp.arrive(context.on_break, "break")

            def longer(other: int, source: Abstract, over: Merge) -> Abstract:
                next_of(source, lambda *_: interp.arrive(over, "break"))
                _unequal(interp, other, "longer")

            if not taken:
                end(0)
            row = [next_of(source, lambda *_, at=at: end(at)) for at, source in enumerate(taken)]
            deliver(TupleValue(tuple(row)))

        iteration.loop(interp, passes, None, {})
        return NONE

    return generators.GeneratorObject(interp, run)


def _give_up_progress(interp: Interpreter, parts: list[Abstract]) -> None:
    """How far ``zip`` has come in iterators of the program isn't followed: none of them can be used again."""
    for part in parts:
        if isinstance(part, IteratorValue):
            part.progress.slots["at"] = Conflict("how much zip() has taken of this iterator isn't known", interp.span)


def _turn(parts: list[Abstract], place: int) -> Sequence | None:
    """What the iterator at ``place`` gives where it stands in several places, which take from it by turns:
    ``zip(it, it)`` gives pairs. None where it stands in one only."""
    iterator = parts[place]
    places = [i for i, part in enumerate(parts) if part is iterator]
    if not isinstance(iterator, IteratorValue) or len(places) == 1:
        return None
    rest, count, first = iterator.rest(), len(places), places.index(place)
    return Sequence(
        lambda interp: interp.binary("floordiv", rest.length(interp), Static(count)),
        lambda interp, index: rest.get(
            interp, interp.binary("add", interp.binary("mult", index, Static(count)), Static(first))
        ),
    )


def _unequal(interp: Interpreter, number: int, how: str) -> NoReturn:
    """``zip(strict=True)``: the argument after the first ``number`` ones has another length."""
    others = "argument 1" if number == 1 else f"arguments 1-{number}"
    interp.raise_(ValueError, f"zip() argument {number + 1} is {how} than {others}")


def _source(interp: Interpreter, part: Abstract) -> Sequence:
    if isinstance(part, IteratorValue):
        part.follow(interp)
        return part.rest()
    return iteration.sequence(interp, part) if table_of(part) is None else over_table(interp, part)


def _stored(interp: Interpreter, generator: Abstract) -> Abstract:
    if isinstance(generator, generators.GeneratorObject) and generator.endless:
        suspended.step(interp, generator.node)
        interp.refuse("two generators that don't end are gone through side by side", "use one loop for both")
    return containers.to_list(interp, generator)


def _zip_driven(interp: Interpreter, parts: list[Abstract], driver: int) -> Abstract:
    driving = parts[driver]
    assert isinstance(driving, Generator)
    sources = [None if i == driver else _source(interp, p) for i, p in enumerate(parts)]
    _give_up_progress(interp, parts)

    def run(interp: Interpreter, deliver: Callable[[Abstract], Any]) -> Abstract:
        count = generators.Progress()
        count.slots["at"] = Static(0)
        interp.register(count)

        def whole(done: Any) -> Abstract:
            def check(which: list[Sequence | None]) -> None:
                for source in which:
                    if source is not None:
                        _leave_at_end(interp, count.slots["at"], source, done)

            def one(element: Abstract) -> None:
                check(sources[driver:])
                index = count.slots["at"]
                row = [element if s is None else s.get(interp, index) for s in sources]
                count.slots["at"] = interp.binary("add", index, Static(1))
                deliver(TupleValue(tuple(row)))
                check(sources[:driver])

            check(sources[:driver])
            driving.push(interp, one)
            return NONE

        return interp.region(whole)

    return generators.GeneratorObject(interp, run)


def _leave_at_end(interp: Interpreter, index: Abstract, source: Sequence, done: Any) -> None:
    more = interp.truth(interp.compare("lt", index, source.length(interp)))

    def leave() -> Abstract:
        interp.leave(done)

    if isinstance(more, bool):
        if not more:
            leave()
        return
    interp.branch(more, lambda: NONE, leave)


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
    inner = _source(interp, source)
    return IteratorValue(interp, inner.length, lambda interp, index: function(inner.get(interp, index)))


def enumerated(interp: Interpreter, source: Abstract, start: Abstract) -> Abstract:
    """``enumerate(source, start)``."""
    return generators.keep(interp, lambda one, first: _enumerate(interp, one, first), source, start)


def _enumerate(interp: Interpreter, source: Abstract, start: Abstract) -> Abstract:
    driving = suspended.driver(interp, source)
    if driving is not None:
        counter = IteratorValue(interp, lambda _: ENDLESS, lambda interp, index: interp.binary("add", index, start))
        return _zip_driven(interp, [counter, driving], 1)
    if isinstance(source, IteratorValue):
        source.follow(interp)
    taken_before: Abstract = source.at if isinstance(source, IteratorValue) else Static(0)
    inner = source if isinstance(source, IteratorValue) else _source(interp, source)

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
