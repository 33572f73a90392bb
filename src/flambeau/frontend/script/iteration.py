"""Iterating: what has a known length is unrolled, anything else becomes a loop."""

from __future__ import annotations

import ast
import collections.abc
import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from ...ir import Op, Value
from ...stdlib import iterating, ordering, sequences
from . import (
    alike,
    asking,
    choices,
    containers,
    diagnosis,
    experience,
    inherited,
    iterators,
    lifting,
    nesting,
    objects,
    possible,
    records,
    replacing,
    states,
    suspended,
)  # fmt: skip
from .heap import Dead, Materialise, Merge, State, containers_within, differing, same, shapes_differ
from .interpreter import LoopContext
from .lifting import describe, read_outside, torch_class
from .place import Place
from .source import names_in
from .values import (
    DYN,
    NONE,
    UNBOUND,
    Abstract,
    Builtin,
    Choice,
    Conflict,
    Container,
    DictValue,
    Dynamic,
    Frame,
    Generator,
    Key,
    KnownView,
    ListValue,
    Mutable,
    ObjectValue,
    Poison,
    Sequence,
    SetValue,
    StateCache,
    Static,
    TupleValue,
    View,
    is_partly,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

_NUMBERS = (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX, ty.NONE)
UNROLL_LIMIT = 32  # a longer range of numbers becomes a loop, unless its body needs to know the number
# Loops within unrolled loops become loops once the program has grown to so many operations, or the nest to so many
# where its loops go through what registers can hold: its size would be the product of their lengths.
GROWN = 10_000
GROWN_NEST = 2_000
# But a loop over so few elements is unrolled however large the program is, where its nest comes to so few passes.
SHORT = 8
FEW = 128
MOST_ELEMENTS = 1 << 16  # of a range of numbers that are looked at one by one
MOST_COMPARED = 4  # so many passes of an unrolled loop are compared
MOST_PASSES = 256  # of an unrolled loop that goes on for as long as its body says


def items(interp: Interpreter, value: Abstract) -> list[Abstract] | None:
    """The elements of something iterable whose length is known; None where only the running program knows."""
    if isinstance(value, TupleValue):
        return list(value.items)
    if isinstance(value, ListValue):
        return value.items if value.reference is None else None
    if isinstance(value, SetValue):
        return [Static(v) for v in value.in_order()] if value.reference is None else None
    if isinstance(value, DictValue):
        return [Static(k.value) for k in value.slots] if value.reference is None else None
    if asking.to_iterate(interp, value):
        return items(interp, resolve(interp, value))
    if isinstance(value, Static):
        held = value.value
        if isinstance(held, range) and held[MOST_ELEMENTS:]:
            return None
        if torch_class(held, "Tensor"):
            return [interp.getitem(value, Static(i)) for i in range(len(held))]
        if hasattr(held, "__next__"):
            iterators.refuse_from_outside(interp, value)
        if hasattr(held, "__iter__") or hasattr(held, "__getitem__"):
            try:
                return [states.known(interp, v) for v in held]
            except TypeError as error:
                interp.raise_(TypeError, str(error))
        interp.raise_(TypeError, f"'{type(held).__name__}' object is not iterable")
    if isinstance(value, Sequence):
        if isinstance(value, iterators.IteratorValue):
            value.follow(interp)
        length = value.length(interp)
        first = value.at if isinstance(value, iterators.IteratorValue) else Static(0)
        if isinstance(length, Static) and length is not iterators.ENDLESS and isinstance(first, Static):
            return [value.get(interp, Static(i)) for i in range(first.value, length.value)]
        return None
    if isinstance(value, ObjectValue):
        base = inherited.base_of(interp, value)
        if base is not None:
            return items(interp, base) if inherited.plainly_iterated(value.cls) else None
        return items(interp, _by_index(value)) if _is_indexed(value.cls) else None
    if isinstance(value, Dynamic) and isinstance(value.type, ty.Generic) and value.type.name == "Tuple":
        types = list(nesting.elements(value.type))
        return [Dynamic(r) for r in interp.build("unpack", [value.value], types).results]
    return None


def _numbers(numbers: range) -> Sequence:
    """A range without its elements, of which there may be more than fit."""
    count = (numbers.stop - numbers.start + numbers.step - (1 if numbers.step > 0 else -1)) // numbers.step

    def get(interp: Interpreter, index: Abstract) -> Abstract:
        if numbers.step == 1 and numbers.start == 0:
            return index
        return interp.binary("add", interp.binary("mult", index, Static(numbers.step)), Static(numbers.start))

    return Sequence(lambda interp: Static(count), get)


def sequence(interp: Interpreter, value: Abstract) -> Sequence:
    """Something iterable as a length and a way to get the element at an index."""
    if isinstance(value, iterators.IteratorValue):
        return value.rest()
    if isinstance(value, Sequence):
        return value
    if isinstance(value, Container) and value.reference is not None:
        return sequence(interp, Dynamic(value.reference))
    if isinstance(value, ListValue):
        return _by_index(value)  # it may be changed while it is gone through
    if isinstance(value, Dynamic):
        if isinstance(value.type, ty.TensorType):
            rows = interp.op("tensor::unbind_list", value)
            return sequence(interp, rows)
        if isinstance(value.type, ty.ArrayType):
            rows = interp.op("np::iterate", value, result=ty.list_of(interp.element_type(value.type)))
            return sequence(interp, rows)
        if value.type in _NUMBERS:
            interp.raise_(TypeError, f"'{containers.python_name(interp, value)}' object is not iterable")
        if suspended.type_of(value) is not None:
            return sequence(interp, containers.to_list(interp, value))
        if isinstance(value.type, ty.UnionType):
            return sequence(
                interp, interp.split(value, lambda one: _listed_unless_iterable_alone(interp, one, value.type))
            )
        kind = containers.kind_of_type(value.type)
        if kind in ("dict", "set"):
            listed = containers.to_list(interp, value)
            return sequence(interp, listed)
        if isinstance(value.type, (ty.Generic, ty.Simple)) and value.type != ty.ANY:
            return Sequence(
                lambda interp: containers.length(interp, value),
                lambda interp, index: containers.getitem(interp, value, index),
            )
    if objects.class_of(value) is not None or asking.to_iterate(interp, value):
        resolved = resolve(interp, value)
        listed = containers.to_list(interp, resolved) if isinstance(resolved, Generator) else resolved
        return sequence(interp, listed)
    if isinstance(value, Static) and isinstance(value.value, range) and value.value[MOST_ELEMENTS:]:
        return _numbers(value.value)
    known = items(interp, value)
    if known is not None:
        fixed = known

        def get(interp: Interpreter, index: Abstract) -> Abstract:
            if isinstance(index, Static):
                if index.value >= len(fixed):
                    interp.raise_(RuntimeError, "unreachable")  # behind a test that only the running program does
                return fixed[int(index.value)]
            return containers.dynamic_getitem(interp, TupleValue(tuple(fixed)), index)

        return Sequence(lambda interp: Static(len(fixed)), get)
    interp.refuse(f"{describe(value)} can't be iterated over here", "iterate over a list, tuple, dict, range or tensor")


def _listed_unless_iterable_alone(interp: Interpreter, one: Abstract, union: ty.Type) -> Abstract:
    """An alternative of a union as something to iterate over: a list, where others can be iterated over too. The
    program raises TypeError for those that can't."""
    if interp.type_of(one) in _NUMBERS:
        interp.raise_(TypeError, f"'{containers.python_name(interp, one)}' object is not iterable")
    alone = all(m in (*_NUMBERS, interp.type_of(one)) for m in ty.members(union))
    return one if alone else containers.to_list(interp, one)


def resolve(interp: Interpreter, value: Abstract) -> Abstract:
    """What an object of the program is iterated over by: what its ``__iter__`` gives, or its indices."""
    cls = objects.class_of(value)
    if cls is None and asking.to_iterate(interp, value):
        assert isinstance(value, Static)
        cls = type(value.value)
    if cls is None:
        return value
    if not _is_indexed(cls):
        given = interp.call(interp.getattr(value, "__iter__"), [])
        if hasattr(objects.class_of(given), "__next__"):
            return iterators.of_object(interp, given)
        return resolve(interp, given) if given is not value else given
    if not hasattr(cls, "__getitem__"):
        interp.raise_(TypeError, f"'{cls.__name__}' object is not iterable")
    if not hasattr(cls, "__len__"):
        return resolve(interp, interp.call(Static(iterating.by_index), [value]))
    return _by_index(value)


def for_each(
    interp: Interpreter, iterable: Abstract, body: Callable[[Abstract], Any], node: ast.AST | None = None,
    otherwise: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """``for element in iterable: body(element)``, then ``otherwise`` unless a break left the loop."""
    iterable = resolve(interp, iterable)
    if isinstance(iterable, Dynamic) and isinstance(iterable.type, ty.UnionType):
        interp.split(iterable, lambda one: containers.effect(for_each, interp, one, body, node, otherwise))
        return
    if isinstance(iterable, Poison):
        iterable = TupleValue((iterable,))
    if isinstance(iterable, Choice):
        choices.each(interp, iterable, lambda one: containers.effect(for_each, interp, one, body, node, otherwise))
        return
    driver = suspended.driver(interp, iterable)
    if driver is not None:

        def passes() -> None:
            loops, driven = interp.activation.loops, interp.driven
            depth, outer = len(loops), len(driven)

            def one(element: Abstract) -> None:
                inner, inner_driven = loops[depth:], driven[outer:]
                del loops[depth:], driven[outer:]  # a break leaves this loop, not one of the generator's
                try:
                    _one_pass(interp, node, body, element)
                finally:
                    loops[depth:], driven[outer:] = inner, inner_driven

            driven.append((interp.frame, node))
            try:
                driver.push(interp, one)
            finally:
                del driven[outer:]

        with_breaks(interp, node, passes, otherwise)
        return
    if iterators.is_endless(interp, iterable):
        _rolled(interp, iterable, body, node, otherwise)
        return
    if not (_long_range(interp, iterable) or _grows_large(interp, iterable)):
        known = [] if _is_known_iterator(interp, iterable) else items(interp, iterable)
        if known is not None:
            _unrolled_unless_grown(interp, known, body, node, otherwise, iterable)
            return
        _rolled(interp, iterable, body, node, otherwise)
        return
    attempt_state, position = interp.heap.capture(), interp.position()
    try:
        with diagnosis.attempt(interp):
            if isinstance(iterable, Container):
                interp.escape(iterable)
            _rolled(interp, iterable, body, node, otherwise)
    except CompileError as refused:
        # The body needs to know the number: as an index of a ModuleList, say. Then each pass is compiled by itself.
        interp.rewind(position, attempt_state)
        fixed = items(interp, iterable)
        if fixed is None:
            raise refused
        try:
            _unrolled(interp, fixed, body, node, otherwise, iterable)
        except _Grown:
            raise refused from None


def _long_range(interp: Interpreter, value: Abstract) -> bool:
    if isinstance(value, Static):
        return isinstance(value.value, range) and bool(value.value[UNROLL_LIMIT:])  # len() may overflow
    if isinstance(value, Sequence) and value.kind != iterators.TUPLE_ITERATOR:
        length = value.length(interp)
        return isinstance(length, Static) and length.value > UNROLL_LIMIT
    return False


def _has_grown(interp: Interpreter) -> bool:
    """Whether the unrolled loops around us have made enough of the program."""
    if interp.spelling:
        return False
    nest = interp.emitted - interp.nest_began if interp.nest_began is not None else 0
    return nest >= GROWN_NEST or (interp.unrolling > 0 and interp.emitted >= GROWN)


@contextlib.contextmanager
def _unrolling(interp: Interpreter, passes: int | None) -> Iterator[None]:
    """Inside, a loop is unrolled; ``passes`` where registers can hold what it goes through."""
    unrolling, began, around = interp.unrolling, interp.nest_began, interp.nest_passes
    interp.unrolling += 1
    if passes is not None:
        interp.nest_began = interp.emitted if began is None else began
        interp.nest_passes = around * max(passes, 1)
    try:
        yield
    finally:
        interp.unrolling, interp.nest_began, interp.nest_passes = unrolling, began, around


def _grows_large(interp: Interpreter, value: Abstract) -> bool:
    """Whether a loop over things of one type that a register can hold is one too many to be unrolled."""
    if not _has_grown(interp):
        return False
    place = Place(interp)
    elements: list[Abstract] = []
    types: set[ty.Type] = set()
    with contextlib.suppress(Dead, CompileError), diagnosis.attempt(interp):
        elements = items(interp, value) or []
        types = {interp.type_of(item) for item in elements}
    place.go_back()  # making the elements may have had effects
    if any(map(_is_named, elements)) or (len(elements) <= SHORT and len(elements) * interp.nest_passes <= FEW):
        return False
    return len(types) == 1 and ty.ANY not in types


def _is_named(value: Abstract) -> bool:
    """Whether it is, or has as a part, a text that is known: the name of a parameter or an option, by which the body
    may look up or leave out what only the compiler has."""
    if isinstance(value, TupleValue):
        return any(map(_is_named, value.items))
    return isinstance(value, Static) and (
        isinstance(value.value, str) or isinstance(value.value, tuple) and any(isinstance(v, str) for v in value.value)
    )


def _is_known_iterator(interp: Interpreter, value: Abstract) -> bool:
    """Whether it is known how many elements an iterator has left. They are taken one by one: that may have effects."""
    if not isinstance(value, iterators.IteratorValue) or not isinstance(value.at, Static):
        return False
    length = value.length(interp)
    return isinstance(length, Static) and length is not iterators.ENDLESS


def is_never_iterable(value: Abstract) -> bool:
    """Whether nothing of the type of ``value`` can be iterated over."""
    if isinstance(value, Dynamic) and value.type in _NUMBERS:
        return True
    cls = type(value.value) if isinstance(value, Static) else objects.class_of(value)
    return cls is not None and getattr(cls, "__iter__", None) is None and not hasattr(cls, "__getitem__")


def _is_indexed(cls: type) -> bool:
    """Whether instances are iterated over by index: they have no ``__iter__``, or the one of the abstract Sequence."""
    return getattr(cls, "__iter__", collections.abc.Sequence.__iter__) is collections.abc.Sequence.__iter__


def _by_index(value: Abstract) -> Sequence:
    return Sequence(
        lambda interp: containers.length(interp, value), lambda interp, index: containers.getitem(interp, value, index)
    )


def with_breaks(
    interp: Interpreter, node: ast.AST | None, passes: Callable[[], Any], otherwise: Callable[[], None] | None
) -> None:
    """Runs ``passes`` where a ``break`` leads to the end, past ``otherwise``."""

    def body(merge: Merge) -> Abstract:
        interp.activation.loops.append(LoopContext(merge, merge))
        try:
            passes()
        finally:
            interp.activation.loops.pop()
        if otherwise is not None:
            otherwise()
        return NONE

    interp.region(body, node)


def _one_pass(interp: Interpreter, node: ast.AST | None, body: Callable[[Abstract], Any], element: Abstract) -> None:
    """One pass of an unrolled loop: ``continue`` leads to its end."""
    context = interp.activation.loops[-1]

    def run(merge: Merge) -> Abstract:
        interp.activation.loops.append(LoopContext(context.on_break, merge))
        try:
            body(element)
        finally:
            interp.activation.loops.pop()
        return NONE

    interp.region(run, None)


class _Alike(Exception):
    """The passes of an unrolled loop are large, and do the same."""


class _Grown(Exception):
    """What is gone through, or how far, has become something that only the running program knows."""


def _unrolled_unless_grown(
    interp: Interpreter, elements: list[Abstract], body: Callable[[Abstract], Any], node: ast.AST | None,
    otherwise: Callable[[], None] | None, source: Abstract,
) -> None:  # fmt: skip
    place = Place(interp)
    try:
        _unrolled(interp, elements, body, node, otherwise, source)
    except _Alike:
        place.go_back()
        _rolled_if_possible(interp, elements, body, node, otherwise, source)
    except _Grown:
        place.go_back()
        if isinstance(source, Container):
            interp.escape(source)
        if isinstance(source, KnownView) and source.owner is not None:
            interp.escape(source.owner)
            source = containers.renewed(interp, source)
        _rolled(interp, source, body, node, otherwise)


def _rolled_if_possible(
    interp: Interpreter, elements: list[Abstract], body: Callable[[Abstract], Any], node: ast.AST | None,
    otherwise: Callable[[], None] | None, source: Abstract,
) -> None:  # fmt: skip
    """What follows may have to know more than a loop leaves: then the compilation is tried again without that."""
    place = Place(interp)
    try:
        with diagnosis.attempt(interp):
            _rolled(interp, source, body, node, otherwise)
        interp.experience.used = True
    except CompileError:
        place.go_back()
        _unrolled(interp, elements, body, node, otherwise, source, compares=False)


def _unrolled(
    interp: Interpreter, elements: list[Abstract], body: Callable[[Abstract], Any], node: ast.AST | None,
    otherwise: Callable[[], None] | None, source: Abstract, compares: bool = True,
) -> None:  # fmt: skip
    owner = source.owner if isinstance(source, KnownView) else source
    changes = "dictionary" if isinstance(owner, DictValue) else "Set"

    def passes() -> None:
        if isinstance(source, iterators.IteratorValue):
            _iterator_passes(interp, source, body, node, leaving)
            return
        left = list(elements)
        number = 0
        made: list[list[Op]] = []  # by the first passes
        while number < len(left):
            if number >= len(elements) + _most_added(interp, leaving):
                raise _Grown
            number += 1
            at = interp.position()
            _one_pass(interp, node, body, left[number - 1])
            if is_plain and number <= MOST_COMPARED and interp.block is at[0]:
                made.append(at[0].ops[at[1] :])
                if len(made) > 1 and alike.are_too_large(made[-2], made[-1], len(elements)):
                    raise _Alike
            if isinstance(owner, Container) and owner.reference is not None:
                raise _Grown
            if isinstance(owner, ListValue):
                left = owner.items  # it may have grown
            elif isinstance(owner, Container) and len(owner.slots) != len(elements):
                interp.raise_(RuntimeError, f"{changes} changed size during iteration")
            elif isinstance(source, KnownView) and owner is not None:
                left = items(interp, containers.renewed(interp, source)) or []

    leaving = _leaving(interp)
    is_plain = compares and isinstance(owner, Static) and interp.experience.keeps
    is_plain = is_plain and len(elements) > MOST_COMPARED and alike.may_be_many(elements)
    with _unrolling(interp, len(elements) if all(map(interp.can_lift, elements)) else None):
        with_breaks(interp, node, passes, otherwise)


def _leaving(interp: Interpreter) -> int:
    """How many paths have left constructs that are still open: by a break or a return, say."""
    return sum(len(merge.arrivals) for merge in interp.merges)


def _most_added(interp: Interpreter, leaving: int) -> int:
    """How many passes to unroll over elements that the loop itself has added. Few where only the running program knows
    when a path leaves it, ``leaving`` having been so before the loop: it may add elements until then, without end."""
    return UNROLL_LIMIT if _leaving(interp) > leaving else MOST_PASSES


def _iterator_passes(
    interp: Interpreter, source: iterators.IteratorValue, body: Callable[[Abstract], Any], node: ast.AST | None,
    leaving: int,
) -> None:  # fmt: skip
    """The passes over an iterator, which takes each element when its pass begins: the body may change what it goes
    through, and take from it too."""
    first: int | None = None
    while True:
        at, length = source.at, source.length(interp)
        if not (isinstance(at, Static) and isinstance(length, Static)):
            raise _Grown
        if at.value >= length.value:
            break
        if first is None:
            first = length.value
        if at.value >= first + _most_added(interp, leaving):
            raise _Grown
        element = source.get(interp, at)
        source.progress.slots["at"] = Static(at.value + 1)
        _one_pass(interp, node, body, element)
    source.exhaust()


def _rolled(
    interp: Interpreter, iterable: Abstract, body: Callable[[Abstract], Any], node: ast.AST | None,
    otherwise: Callable[[], None] | None,
) -> None:  # fmt: skip
    holder: Mutable = interp.frame
    counter = f"#index{len(interp.activation.loops)}.{id(node)}"
    if isinstance(iterable, iterators.IteratorValue):
        elements: Sequence = iterable
        holder, counter = iterable.progress, "at"
    else:
        owner = iterators.table_of(iterable)
        if isinstance(owner, Dynamic):
            _over_table(interp, iterable, owner, counter, body, node, otherwise)
            return
        elements = sequence(interp, iterable)
        holder.slots[counter] = Static(0)
    owner = iterators.table_of(iterable)
    check = iterators.size_check(interp, owner) if owner is not None else lambda: None

    def one_pass(context: LoopContext) -> None:
        index = holder.slots[counter]
        length = elements.length(interp)
        if length is not iterators.ENDLESS:
            more = interp.lift(interp.compare("lt", index, length))

            def exhausted() -> Abstract:
                check()
                if isinstance(iterable, iterators.IteratorValue):
                    iterable.exhaust()
                if otherwise is not None:
                    otherwise()
                interp.arrive(context.on_break, "break")

            interp.branch(more, lambda: NONE, exhausted, node)
        check()
        element = elements.get(interp, index)
        holder.slots[counter] = interp.binary("add", index, Static(1))
        interp.activation.loops.append(context)
        try:
            body(element)
        finally:
            interp.activation.loops.pop()

    loop(interp, one_pass, node, {(holder, counter, ()): ty.INT})
    if holder is interp.frame:
        holder.slots.pop(counter, None)


def _over_table(
    interp: Interpreter, iterable: Abstract, table: Dynamic, counter: str, body: Callable[[Abstract], Any],
    node: ast.AST | None, otherwise: Callable[[], None] | None,
) -> None:  # fmt: skip
    """A loop over a run-time dict or set, or a view of a dict: place by place, so that what the body writes shows."""
    kind = iterable.kind if isinstance(iterable, View) else "keys"
    size = containers.length(interp, table)
    holder = interp.frame
    holder.slots[counter] = Static(0)

    def part(which: str, place: Abstract, type: ty.Type) -> Abstract:
        return interp.op(f"py::table_{which}", table, place, result=type)

    def one_pass(context: LoopContext) -> None:
        place = interp.op("py::table_next", table, holder.slots[counter], size, result=ty.INT)
        more = interp.lift(interp.compare("gte", place, Static(0)))

        def exhausted() -> Abstract:
            if otherwise is not None:
                otherwise()
            interp.arrive(context.on_break, "break")

        interp.branch(more, lambda: NONE, exhausted, node)
        key = part("key", place, interp.element_type(table.type)) if kind != "values" else NONE
        value = part("value", place, lifting.value_type(table.type)) if kind != "keys" else NONE
        holder.slots[counter] = interp.binary("add", place, Static(1))
        interp.activation.loops.append(context)
        try:
            body({"keys": key, "values": value, "items": TupleValue((key, value))}[kind])
        finally:
            interp.activation.loops.pop()

    loop(interp, one_pass, node, {(holder, counter, ()): ty.INT})
    holder.slots.pop(counter, None)


def while_loop(
    interp: Interpreter, test: Callable[[], bool | Value], body: Callable[[], Any], node: ast.AST,
    otherwise: Callable[[], None] | None,
) -> None:  # fmt: skip
    """``while test: body``; passes whose test is known now are unrolled, up to a limit. One that has met it is no
    longer unrolled, unless it has to be."""
    place = Place(interp)
    known_endless = node in interp.states.endless
    if known_endless or _has_grown(interp):
        try:
            with diagnosis.attempt(interp):
                _rolled_while(interp, test, body, node, otherwise)
            return
        except CompileError:
            place.go_back()  # the body needs to know what the test is about
    if not _always(node):
        if _unrolled_while(interp, test, body, node, otherwise):
            return
        place.go_back()
        if not known_endless and node in interp.states.endless:
            while_loop(interp, test, body, node, otherwise)
            return
    _rolled_while(interp, test, body, node, otherwise)


def _rolled_while(
    interp: Interpreter, test: Callable[[], bool | Value], body: Callable[[], Any], node: ast.AST,
    otherwise: Callable[[], None] | None,
) -> None:  # fmt: skip
    def one_pass(context: LoopContext) -> None:
        held = test()

        def leave() -> Abstract:
            if otherwise is not None:
                otherwise()
            interp.arrive(context.on_break, "break")

        if isinstance(held, bool):
            if not held:
                leave()
        else:
            interp.branch(held, lambda: NONE, leave, node)
            refine(interp, node)
        interp.activation.loops.append(context)
        try:
            body()
        finally:
            interp.activation.loops.pop()

    loop(interp, one_pass, node, {})


def refine(interp: Interpreter, node: ast.AST) -> None:
    """Inside the loop its test holds."""
    from . import narrowing

    if isinstance(node, ast.While):
        narrowing.assume(interp, node.test, True)


def _always(node: ast.AST) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)


class _NotStatic(Exception):
    """The test of a while loop depends on the input."""


def _unrolled_while(
    interp: Interpreter, test: Callable[[], bool | Value], body: Callable[[], Any], node: ast.AST,
    otherwise: Callable[[], None] | None,
) -> bool:  # fmt: skip

    leaving, known_endless = _leaving(interp), node in interp.states.endless

    def passes() -> None:
        for count in range(MOST_PASSES):
            if not known_endless and count >= _most_added(interp, leaving):
                break
            held = test()
            if not isinstance(held, bool):
                raise _NotStatic
            if not held:
                return
            _one_pass(interp, node, lambda _: body(), NONE)
        interp.states.endless.add(node)
        raise _NotStatic

    try:
        with _unrolling(interp, SHORT):
            with_breaks(interp, node, passes, otherwise)
    except _NotStatic:
        return False
    return True


# --- loops whose number of passes only the running program knows ----------------------------------------------------

Location = tuple[Mutable, Any, tuple[int, ...]]


def at(value: Abstract, path: tuple[int, ...]) -> Abstract:
    for index in path:
        assert isinstance(value, TupleValue)
        value = value.items[index]
    return value


def _part(value: Abstract, path: tuple[int, ...]) -> Abstract | None:
    """As ``at``, or None where ``value`` isn't made that way."""
    for index in path:
        if not isinstance(value, TupleValue) or index >= len(value.items):
            return None
        value = value.items[index]
    return value


def put(value: Abstract, path: tuple[int, ...], new: Abstract) -> Abstract:
    if not path:
        return new
    assert isinstance(value, TupleValue)
    parts = list(value.items)
    parts[path[0]] = put(parts[path[0]], path[1:], new)
    return TupleValue(tuple(parts), value.cls)


def loop(
    interp: Interpreter, one_pass: Callable[[LoopContext], None], node: ast.AST | None,
    carried: dict[Location, ty.Type],
) -> None:  # fmt: skip
    """An IR loop: what a pass changes is carried to the next, its types iterated to a fixed point.

    Where the first pass makes an object that the others go on with (a cache that is None before the loop), that pass is
    compiled by itself, and the loop begins with the second.
    """
    place = Place(interp)

    def attempt(base: State) -> Abstract:
        _Loop(interp, visited_pass, node, dict(carried), base, may_peel=True, visit=visit).run()
        return NONE

    def rest(base: State) -> Abstract:
        _Loop(interp, visited_pass, node, dict(carried), base, may_peel=False, visit=visit).run()
        return NONE

    def peeled(ends: Merge) -> Abstract:
        interp.region(lambda latch: containers.effect(visited_pass, LoopContext(ends, latch)), None)
        visit.begin()
        return interp.retrying(rest)

    def visited_pass(context: LoopContext) -> None:
        with interp.experience.visiting("pass", visit):
            one_pass(context)

    with interp.experience.visiting(node) as visit:
        try:
            if visit.makes_an_object:
                raise _MakesAnObject
            interp.retrying(attempt)
        except _MakesAnObject:
            visit.makes_an_object = True
            visit.begin()
            place.go_back()
            interp.region(peeled, node)


class _MakesAnObject(Exception):
    """A pass leaves an object where there was something else before the loop."""


DEEPEST = 24  # that the types of a loop's variables nest: texts in lists in dicts are 3


class _Loop:
    def __init__(
        self, interp: Interpreter, one_pass: Callable[[LoopContext], None], node: ast.AST | None,
        carried: dict[Location, ty.Type], base: State, may_peel: bool, visit: experience.Visit,
    ) -> None:  # fmt: skip
        self.interp, self.one_pass, self.node, self.carried, self.base = interp, one_pass, node, carried, base
        self.may_peel, self.visit = may_peel, visit
        self.unknown: dict[tuple[Mutable, Any], Abstract] = {}  # slots left as something that can't be carried

    def run(self) -> None:
        interp = self.interp
        outer = interp.block
        assert outer is not None
        position = interp.position()
        self._begin_with(self.visit)
        while True:
            self.visit.begin()
            op = interp.build("loop", [], [])
            block = interp.block = op.add_block()
            params = {place: block.add_param(t) for place, t in self.carried.items()}
            self._enter(params)
            start = interp.heap.capture()
            context = LoopContext(Merge(op, self.node), Merge(op, self.node, terminator="continue"))
            interp.merges += [context.on_break, context.on_continue]
            try:
                self.one_pass(context)
                interp.arrive(context.on_continue, "continue")
            except Dead:
                pass
            for arrival in context.on_continue.arrivals:
                replacing.take_over(self.base, start, arrival.state)
            if not self._grow(context.on_continue, start):
                break
            self._tell(self.visit)
            if any(ty.depth(t) > DEEPEST for t in self.carried.values()):
                interp.refuse(
                    "what a variable of this loop holds nests deeper with each pass",
                    "keep the parts in one list, or in instances of a class",
                )
            interp.rewind(position, self.base)
        interp.merges.remove(context.on_continue)
        self._close(context.on_continue)
        interp.heap.restore(self.base)
        outer.ops.remove(op)
        interp.block = outer
        op.operands = [interp.escape(at(self.base[m][k], p) if k in self.base[m] else UNBOUND) for m, k, p in params]
        outer.append(op)
        interp.meet(context.on_break, self.base, outer)

    def _begin_with(self, visit: experience.Visit) -> None:
        """Takes over what earlier interpretations of this loop have found out about it."""
        interp = self.interp
        for name, key in visit.unknown:
            mutable = experience.named(interp, self.base, name)
            if mutable is not None:
                interp.experience.used = True
                self.unknown[mutable, key] = NONE
        for (name, key, path), known in visit.carried.items():
            mutable = experience.named(interp, self.base, name)
            if mutable is None or (mutable, key) in self.unknown or (mutable, key, path) in self.carried:
                continue
            if isinstance(mutable, Container) and (key not in self.base[mutable] or ty.UNBOUND in ty.members(known)):
                continue  # whether it may lack the key is found out anew
            entry = _part(self.base[mutable].get(key, UNBOUND), path)
            if entry is None or containers_within(entry, self.base) or not interp.can_lift(entry, self.base):
                continue
            interp.experience.used = True
            self.carried[mutable, key, path] = ty.join(interp.type_of_in(entry, self.base), known)

    def _tell(self, visit: experience.Visit) -> None:
        """Leaves what has been found out about this loop for its next interpretation."""
        if not self.interp.experience.keeps:
            return
        holders = [m for m, *_ in self.carried] + [m for m, _ in self.unknown]
        names = experience.name_of(self.interp, self.base, holders)
        visit.unknown = {(names[m], key) for m, key in self.unknown if m in names}
        visit.carried = {(names[m], key, path): t for (m, key, path), t in self.carried.items() if m in names}

    def _enter(self, params: dict[Location, Value]) -> None:
        states.forget(self.interp)
        for (mutable, key), left in self.unknown.items():
            reason = "each pass of the loop leaves something else in it"
            mutable.slots[key] = left if isinstance(left, Poison) else Conflict(reason, self.interp.span)
        for (mutable, key, path), param in params.items():
            mutable.slots[key] = put(mutable.slots.get(key, UNBOUND), path, Dynamic(param))

    def _grow(self, latch: Merge, start: State) -> bool:
        """Compares the ends of passes with their start; True where more has to be carried, or wider types."""
        changed = False
        needed: list[Mutable] = []
        partly: dict[DictValue, list[Key]] = {}
        for arrival in latch.arrivals:
            for mutable in differing(start, arrival.state):
                if mutable not in self.base or isinstance(mutable, StateCache):
                    continue
                before, after = start[mutable], arrival.state[mutable]
                if shapes_differ(mutable, before, after) or (is_partly(after) and not is_partly(before)):
                    keys = possible.keys_left(self.interp, mutable, [(before, start), (after, arrival.state)])
                    if keys is None or not isinstance(mutable, DictValue):
                        needed.append(mutable)
                        continue
                    if not is_partly(before) or keys != [key for key in before if key is not DYN]:
                        partly[mutable] = keys
                        continue
                for key in {**before, **after}:
                    if key is DYN and is_partly(before):
                        continue
                    if (
                        (key in after or is_partly(before))
                        and self._passes_on(mutable, key)
                        or (mutable, key, ()) in self.carried
                    ):
                        old, new = before.get(key, UNBOUND), after.get(key, UNBOUND)
                        changed |= self._compare(mutable, key, (), old, new, arrival.state, needed)
        if needed or partly:
            raise Materialise(needed, partly)
        return changed

    def _passes_on(self, mutable: Mutable, key: Any) -> bool:
        """Whether the next pass, or what follows the loop, could read what this pass left in a slot."""
        if (mutable, key) in self.unknown:
            return False
        if not isinstance(mutable, Frame) or not isinstance(key, str):
            return True
        if is_assigned_anew(self.interp, mutable, key):
            return False
        if self.node is None:
            return True
        # A loop around this one begins it anew: only what it goes through is then read before the first assignment.
        again = isinstance(self.node, ast.For) and _mentions([self.node.iter], key)
        return not assigned_first(self.node, key) or self.interp.matters(mutable, key, self.node, again)

    def _compare(
        self, mutable: Mutable, key: Any, path: tuple[int, ...], old: Abstract, new: Abstract, state: State,
        needed: list[Mutable],
    ) -> bool:  # fmt: skip
        place = (mutable, key, path)
        if same(old, new):
            return False
        # What was made before the loop stays one object, however many names a pass gives it.
        needed += [c for c in containers_within(new, state) if c in self.base and not is_run_time(self.base[c])]
        if place in self.carried:
            if self.may_peel and isinstance(new, ObjectValue):
                raise _MakesAnObject
            if self.interp.can_lift(new, state):
                held = ty.join(self.carried[place], self.interp.type_of_in(new, state))
                wider = nesting.bounded(self.interp, held, (self.node, key, path))
                if not ty.differ(wider, self.carried[place]):
                    return False
                self.carried[place] = wider
                return True
            return self._give_up(mutable, key, new)
        if isinstance(old, TupleValue) and isinstance(new, TupleValue) and old.cls is new.cls:
            if len(old.items) == len(new.items):
                changes = [
                    self._compare(mutable, key, (*path, i), a, b, state, needed)
                    for i, (a, b) in enumerate(zip(old.items, new.items))
                ]
                return any(changes)
        entry = at(self.base[mutable].get(key, UNBOUND), path)
        if self.may_peel and isinstance(new, ObjectValue) and not isinstance(entry, ObjectValue):
            raise _MakesAnObject
        if not self.interp.can_lift(new, state) or not self.interp.can_lift(entry, self.base):
            return self._give_up(mutable, key, new)
        if isinstance(entry, (Container, ObjectValue)) and entry in self.base and not entry.is_run_time:
            needed.append(entry)
        for one in [p for p in self.carried if p[:2] == (mutable, key) and p[2][: len(path)] == path]:
            del self.carried[one]
        entry_type = self.interp.type_of_in(entry, self.base)
        self.carried[place] = ty.join(entry_type, self.interp.type_of_in(new, state))
        return True

    def _give_up(self, mutable: Mutable, key: Any, left: Abstract) -> bool:
        self.unknown[mutable, key] = left
        for place in [p for p in self.carried if p[:2] == (mutable, key)]:
            del self.carried[place]
        return True

    def _close(self, latch: Merge) -> None:
        for arrival in latch.arrivals:
            self.interp.heap.restore(arrival.state)
            self.interp.block = arrival.block
            # A variable that a path has let go of isn't read again: any of its type will do.
            params = latch.op.blocks[0].params
            left = [_part(m.slots.get(k, UNBOUND), p) for m, k, p in self.carried]
            operands = [self.interp.escape(v) if v is not None else p for v, p in zip(left, params)]
            self.interp.terminate(arrival, operands, latch.op)


def assigned_first(node: ast.AST, name: str) -> bool:
    """Whether each pass of a loop surely assigns ``name`` before it reads it, and what follows the last pass too."""
    if isinstance(node, ast.comprehension):
        return _mentions([node.target], name)
    if not isinstance(node, (ast.For, ast.While)) or _reads_earlier(node.orelse, name)[0]:
        return False
    if isinstance(node, ast.For) and _mentions([node.target], name):
        return True
    if isinstance(node, ast.While) and _mentions([node.test], name):
        return False
    return _mentions(node.body, name) and not _reads_earlier(node.body, name)[0]


def is_assigned_anew(interp: Interpreter, frame: Frame, name: str) -> bool:
    """Whether code of a generator is being interpreted that runs passes of a loop of ``frame``, each of which assigns
    ``name`` before it reads it, and nothing reads it behind that loop."""
    node = next((node for driven, node in reversed(interp.driven) if driven is frame), None)
    if not isinstance(node, (ast.For, ast.comprehension)) or not assigned_first(node, name):
        return False
    if _mentions([node.iter], name):  # perhaps by a function, which the generator calls
        return False
    return frame.is_comprehension if isinstance(node, ast.comprehension) else not read_outside(frame, name, node, False)


def _mentions(nodes: Iterable[ast.AST], name: str) -> bool:
    return any(name in names_in(node) for node in nodes)


def _reads_earlier(statements: list[ast.stmt], name: str) -> tuple[bool, bool]:
    """Whether statements may read what ``name`` was before them, and whether they surely assign it where they end."""
    for statement in statements:
        if not _mentions([statement], name):
            continue
        if isinstance(statement, ast.If):
            paths = [_reads_earlier(path, name) for path in (statement.body, statement.orelse)]
            if _mentions([statement.test], name) or any(reads for reads, _ in paths):
                return True, False
            if all(assigns for _, assigns in paths):
                return False, True
        elif isinstance(statement, ast.For):
            if _mentions([statement.iter], name) or _reads_earlier(statement.orelse, name)[0]:
                return True, False
            if not _mentions([statement.target], name) and _reads_earlier(statement.body, name)[0]:
                return True, False
        else:
            return not _plainly_assigns(statement, name), True
    return False, False


def _plainly_assigns(statement: ast.stmt, name: str) -> bool:
    """Whether a statement is an assignment to ``name`` that mentions it nowhere else."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return False
    mentions = [n for target in targets for n in ast.walk(target) if isinstance(n, ast.Name) and n.id == name]
    return (
        statement.value is not None
        and not _mentions([statement.value], name)
        and all(isinstance(n.ctx, ast.Store) for n in mentions)
    )


def _orders_itself(type_: ty.Type) -> bool:
    """Whether values are, or hold, instances that a method of the user's puts in order."""
    return records.custom_in(type_, "__lt__", "__gt__") is not None


def _sort_by_own_order(interp: Interpreter, value: Abstract, key: Abstract, reverse: Abstract) -> Abstract:
    """Sorting by the elements' own ``<``, all that Python's sort asks for."""

    def compare(interp: Interpreter, one: Abstract, other: Abstract) -> Abstract:
        a, b = (one, other) if key is NONE else (interp.call(key, [one]), interp.call(key, [other]))
        less = interp.truth(interp.compare("lt", a, b))
        if isinstance(less, bool):
            return Static(-1 if less else 0)
        return interp.branch(less, lambda: Static(-1), lambda: Static(0))

    by_order = Builtin("compare", compare)
    return interp.call(Static(ordering.sort_by_comparison), [containers.to_list(interp, value), by_order, reverse])


def is_reverse(interp: Interpreter, reverse: Abstract) -> Abstract:
    """``reverse`` as a bool: Python takes any int for it."""
    return reverse if interp.type_of(reverse) == ty.BOOL else interp.call(Static(bool), [reverse])


def sorts_plainly(interp: Interpreter, value: Abstract) -> bool:
    """Whether a list is one of the running program's, whose elements compare without a method of its own."""
    if interp.items(value) is not None:
        return False
    element = interp.element_type(interp.type_of(value))
    return not _orders_itself(element) and not any(isinstance(m, ty.TensorType) for m in ty.members(element))


def sort(interp: Interpreter, value: Abstract, key: Abstract, reverse: Abstract) -> Abstract:
    """``sorted(value, key=..., reverse=...)``."""
    if isinstance(value, iterators.IteratorValue):
        value = containers.to_list(interp, value)
    reverse = is_reverse(interp, reverse)
    backwards = interp.python(reverse) if interp.is_static(reverse) else None
    if hasattr(key, "compare"):
        return interp.call(
            Static(ordering.sort_by_comparison), [containers.to_list(interp, value), key.compare, reverse]
        )
    known = items(interp, value)
    if known is not None:
        keys = [interp.call(key, [v]) if key is not NONE else v for v in known]
        if any(_orders_itself(interp.type_of(k)) for k in keys):
            return _sort_by_own_order(interp, value, key, reverse)
        if all(map(interp.is_static, keys)) and backwards is not None:
            wanted = [interp.python(k) for k in keys]
            try:
                order = sorted(range(len(known)), key=wanted.__getitem__, reverse=backwards)
            except Exception as error:
                interp.raise_(type(error), str(error))
            return interp.new_list([known[i] for i in order])
    listed = containers.to_list(interp, value)
    if lifting.holds_mutable(listed):
        for one in interp.items(listed) or ():
            interp.escape(one)  # the sorted list holds the very elements
    element = interp.element_type(interp.type_of(listed))
    if key is NONE and (_orders_itself(element) or any(isinstance(m, ty.TensorType) for m in ty.members(element))):
        return _sort_by_own_order(interp, listed, key, reverse)
    if key is NONE:
        source = interp.lift(listed)
        made = containers.fresh(interp, "List", interp.element_type(source.type))
        return interp.op("py::sorted", source, reverse, result=made)

    def sorted_by(interp: Interpreter, values: Abstract, keys: Abstract, reverse: Abstract) -> Abstract:
        if _orders_itself(interp.element_type(interp.type_of(keys))):
            return interp.call(Static(ordering.sort_by_own_keys), [values, keys, reverse])
        source = interp.lift(values)
        made = containers.fresh(interp, "List", interp.element_type(source.type))
        return interp.op("py::sorted_by", source, keys, reverse, result=made)

    return interp.call(Static(sequences.sort_by), [listed, key, reverse, Builtin("sorted_by", sorted_by)])
