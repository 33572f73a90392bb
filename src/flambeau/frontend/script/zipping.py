"""``zip`` and ``zip_longest``: several iterables side by side.

for a, b in zip(xs, numbers()):        numbers() drives, xs is read by index
for a, b in zip(lines(), numbers()):   one element of each at a time: what one does shows between the other's
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from ...stdlib import iterating
from . import containers, generators, iteration, iterators, objects, suspended
from .heap import Merge
from .iterators import IteratorValue, ObjectIterator
from .values import (
    NONE,
    Abstract,
    Conflict,
    Dynamic,
    Generator,
    Sequence,
    Static,
    TupleValue,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


def zipped(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """``zip(*parts)``."""
    parts = [_one_by_one(interp, plain_iterator(part)) for part in parts]
    return generators.keep(interp, lambda *held: _zip(interp, _gone_through(interp, held), strict), *parts)


def _one_by_one(interp: Interpreter, part: Abstract) -> Abstract:
    """What may be a generator or a list is gone through as a generator, which may be endless."""
    return interp.call(Static(iterating.each_of), [part]) if suspended.may_be_one(part) else part


def plain_iterator(iterator: Abstract) -> Abstract:
    """An object with ``__next__`` itself, as suspended generators may hold it."""
    return iterator.iterator if isinstance(iterator, ObjectIterator) else iterator


def _gone_through(interp: Interpreter, parts: tuple[Abstract, ...]) -> list[Abstract]:
    return [
        iterators.of_object(interp, part) if hasattr(objects.class_of(part), "__next__") else part for part in parts
    ]


def _zip(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """Where one part is a generator it drives the others; several take turns."""
    from .rules import builtins as dynamic

    if sum(map(is_taken_by_turns, parts)) > 1:
        _store_known(interp, parts)
    drivers = [i for i, p in enumerate(parts) if isinstance(p, Generator)]
    several = len(drivers) > 1 or any(suspended.type_of(p) is not None for p in parts)
    if several or (strict and not _surely_alike(interp, parts)):
        return _zip_by_turns(interp, parts, strict)
    if not drivers:
        for part in parts:
            if isinstance(part, IteratorValue):
                part.follow(interp)
        sources = [_turn(parts, i) or iterators.source_of(interp, p) for i, p in enumerate(parts)]
        _give_up_progress(interp, parts)

        def size(interp: Interpreter) -> Abstract:
            lengths = [s.length(interp) for s in sources] or [Static(0)]
            shortest = lengths[0]
            for other in lengths[1:]:
                if isinstance(shortest, Static) and isinstance(other, Static):
                    shortest = Static(min(shortest.value, other.value))
                elif other is not iterators.ENDLESS:
                    shortest = other if shortest is iterators.ENDLESS else dynamic.dynamic_min(interp, shortest, other)
            return shortest

        return IteratorValue(
            interp, size, lambda interp, index: TupleValue(tuple(s.get(interp, index) for s in sources))
        )
    return driven(interp, parts, drivers[0])


def _surely_alike(interp: Interpreter, parts: list[Abstract]) -> bool:
    """Whether all parts are known to be of one length."""
    if any(isinstance(p, (Generator, IteratorValue)) for p in parts):
        return False
    lengths = [containers.length(interp, p) for p in parts]
    return all(isinstance(n, Static) and n.value == lengths[0].value for n in lengths)  # type: ignore[attr-defined]


def _store_known(interp: Interpreter, parts: list[Abstract]) -> None:
    """Lists for the generators that do nothing but give what is known now, modules for instance. Others are gone
    through step by step."""
    for place, generator in enumerate(parts):
        if not isinstance(generator, generators.GeneratorObject):
            continue
        if generator.endless or sum(part is generator for part in parts) > 1:
            suspended.step(interp, generator.node)
        before, position = interp.heap.capture(), interp.position()
        parts[place] = listed = containers.to_list(interp, generator)
        changed = [m for m in interp.heap.changed_since(before) if m is not generator.progress]
        held = interp.items(listed)
        if (changed or interp.position() != position) and (held is None or all(map(interp.can_lift, held))):
            suspended.step(interp, generator.node)


Next = Callable[[Callable[..., Abstract]], Abstract]  # the next element, or what is given by its argument at the end


def _taken(interp: Interpreter, part: Abstract) -> Next:
    """How the elements of something iterable are taken one by one."""
    if isinstance(part, ObjectIterator):
        return lambda ended: iterators.next_of_object(interp, part.iterator, ended)
    source = part if is_taken_by_turns(part) else iterators.make(interp, part)
    if isinstance(source, IteratorValue):
        return lambda ended: iterators.next_of_sequence(interp, source, ended)
    held = Dynamic(interp.escape(source))
    return lambda ended: suspended.resume(interp, held, lambda *_: ended())


def _zip_by_turns(interp: Interpreter, parts: list[Abstract], strict: bool) -> Abstract:
    """``zip`` of suspended generators, and perhaps of others: each round takes one element of each, in order."""
    sources = [_taken(interp, part) for part in parts]

    def run(interp: Interpreter, deliver: Callable[[Abstract], Any]) -> Abstract:
        def passes(context: Any) -> None:
            def end(number: int) -> Abstract:
                if strict and number > 0:
                    _unequal(interp, number, "shorter")
                for other, source in enumerate(sources[1:] if strict else (), 1):
                    interp.region(functools.partial(longer, other, source))
                interp.arrive(context.on_break, "break")

            def longer(other: int, source: Next, over: Merge) -> Abstract:
                source(lambda: interp.arrive(over, "break"))
                _unequal(interp, other, "longer")

            if not sources:
                end(0)
            row = [source(functools.partial(end, at)) for at, source in enumerate(sources)]
            deliver(TupleValue(tuple(row)))

        iteration.loop(interp, passes, None, {})
        return NONE

    return generators.GeneratorObject(interp, run)


def is_taken_by_turns(part: Abstract) -> bool:
    """Whether what an iterable does when it is gone through may show between the elements of others."""
    return isinstance(part, Generator) or suspended.type_of(part) is not None


def zipped_longest(interp: Interpreter, parts: list[Abstract], fill: Abstract) -> Abstract:
    """``zip_longest`` where generators are among the parts."""
    parts = [_one_by_one(interp, plain_iterator(part)) for part in parts]
    return generators.keep(
        interp, lambda fill, *held: _longest_by_turns(interp, _gone_through(interp, held), fill), fill, *parts
    )


def _longest_by_turns(interp: Interpreter, parts: list[Abstract], fill: Abstract) -> Abstract:
    sources = [_taken(interp, part) for part in parts]

    def run(interp: Interpreter, deliver: Callable[[Abstract], Any]) -> Abstract:
        going = generators.Progress()
        going.slots = {"left": Static(len(sources)), **{str(at): Static(True) for at in range(len(sources))}}
        interp.register(going)

        def passes(context: Any) -> None:
            def end(at: int) -> Abstract:
                going.slots[str(at)] = Static(False)
                going.slots["left"] = left = interp.binary("sub", going.slots["left"], Static(1))
                over = interp.truth(interp.compare("eq", left, Static(0)))

                def leave() -> Abstract:
                    interp.arrive(context.on_break, "break")

                if isinstance(over, bool):
                    return leave() if over else fill
                return interp.branch(over, leave, lambda: fill)

            def one(at: int, source: Next) -> Abstract:
                goes = interp.truth(going.slots[str(at)])
                take = functools.partial(source, functools.partial(end, at))
                if isinstance(goes, bool):
                    return take() if goes else fill
                return interp.branch(goes, take, lambda: fill)

            deliver(TupleValue(tuple(one(at, source) for at, source in enumerate(sources))))

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


def driven(interp: Interpreter, parts: list[Abstract], driver: int) -> Abstract:
    driving = parts[driver]
    assert isinstance(driving, Generator)
    sources = [None if i == driver else iterators.source_of(interp, p) for i, p in enumerate(parts)]
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
