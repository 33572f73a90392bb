"""``itertools``, ``functools``, ``operator``, ``collections``, ``heapq`` and ``bisect``.

Most are written in the language itself (``flambeau.stdlib``); where all elements are known one by one, Python's own
iterators go through the abstract ones.
"""

from __future__ import annotations

import bisect
import collections
import functools
import heapq
import itertools
import operator
import os
import sys
import textwrap
import urllib.parse
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import collecting, iterating, ordering, sequences, texts
from .. import containers, generators, inherited, iteration, iterators, memoising, nesting, objects, operations, zipping
from ..values import NONE, Abstract, Builtin, Dynamic, Generator, ListValue, SliceValue, Static, TupleValue
from . import function
from .builtins import to_index

if TYPE_CHECKING:
    from ..interpreter import Interpreter

MOST_KNOWN = 512  # so many results of known elements are compiled one by one


def _in_language(fn: Any) -> Any:
    """A rule that calls a function of the stdlib."""
    return lambda interp, *args: interp.call(Static(fn), list(args))


for _python, _ours in {
    itertools.takewhile: iterating.takewhile, itertools.dropwhile: iterating.dropwhile,
    itertools.filterfalse: iterating.filterfalse, itertools.compress: iterating.compress,
    itertools.starmap: iterating.starmap, itertools.pairwise: iterating.pairwise, itertools.chain: iterating.chain,
    itertools.chain.from_iterable: iterating.chain_from,
    dict.fromkeys: collecting.fromkeys, textwrap.dedent: texts.dedent,
    urllib.parse.quote_from_bytes: texts.quote_from_bytes,
    heapq.heappush: ordering.heappush, heapq.heappop: ordering.heappop, heapq.heapify: ordering.heapify,
    heapq.heapreplace: ordering.heapreplace, heapq.heappushpop: ordering.heappushpop,
}.items():  # fmt: skip
    function(_python)(_in_language(_ours))


@function(heapq.merge)
def merge(
    interp: Interpreter, *iterables: Abstract, key: Abstract = NONE, reverse: Abstract = Static(False)
) -> Abstract:
    return interp.call(Static(iterating.merge), [TupleValue(iterables), key, reverse])


def _known_elements(interp: Interpreter, iterables: tuple[Abstract, ...]) -> list[list[Abstract]] | None:
    """The elements of all the iterables, None where those of one are only known at run time."""
    found = []
    for one in iterables:
        source = iteration.resolve(interp, one)
        if isinstance(source, Generator) or iterators.is_endless(interp, source):
            return None
        items = interp.items(source)
        if items is None:
            return None
        found.append(items)
    return found


def _tuples(rows: Any) -> Abstract | None:
    made = list(itertools.islice(rows, MOST_KNOWN + 1))
    if len(made) > MOST_KNOWN:
        return None
    return TupleValue(tuple(TupleValue(tuple(row)) for row in made))


def _arrangements(python: Any, ours: Any) -> None:
    """``combinations(iterable, r)`` and its like."""

    @function(python)
    def rule(interp: Interpreter, iterable: Abstract, r: Abstract = NONE) -> Abstract:
        known = _known_elements(interp, (iterable,))
        if known is not None and interp.is_static(r):
            count = interp.python(r) if r is not NONE else len(known[0])
            if count < 0:
                interp.raise_(ValueError, "r must be non-negative")
            made = _tuples(python(known[0], count))
            if made is not None:
                return iterators.make(interp, made)
        pool = containers.to_list(interp, iterable)
        given: Abstract = interp.call(Static(ours), [pool, containers.length(interp, pool) if r is NONE else r])
        return given


_arrangements(itertools.combinations, iterating.combinations)
_arrangements(itertools.combinations_with_replacement, iterating.combinations_with_replacement)
_arrangements(itertools.permutations, iterating.permutations)


@function(iterating.numbers)
def numbers(interp: Interpreter, start: Abstract, stop: Abstract, step: Abstract) -> Abstract:
    return interp.op("py::to_list", interp.op("py::range", start, stop, step), result=ty.list_of(ty.INT))


@function(iterating.items_at)
def items_at(interp: Interpreter, pool: Abstract, places: Abstract, count: Abstract) -> Abstract:
    items = ty.any_tuple_of(interp.element_type(interp.type_of(pool)))
    return interp.op("py::items_at", pool, places, count, result=items)


function(iterating.next_combination)(lambda interp, *args: interp.op("py::next_combination", *args))
function(iterating.next_permutation)(lambda interp, *args: interp.op("py::next_permutation", *args))


@function(itertools.product)
def product(interp: Interpreter, *iterables: Abstract, repeat: Abstract = Static(1)) -> Abstract:
    iterables = iterables * int(interp.python(repeat))
    known = _known_elements(interp, iterables)
    made = _tuples(itertools.product(*known)) if known is not None else None
    if made is not None:
        return iterators.make(interp, made)
    pools = [containers.to_list(interp, i) for i in iterables]
    if len(pools) == 1:
        return iterators.mapped(interp, pools[0], lambda _, element: TupleValue((element,)))
    rows = interp.call(Static(iterating.product), pools[:2])
    for pool in pools[2:]:
        pairs = interp.call(Static(iterating.product), [rows, pool])
        rows = iterators.mapped(interp, pairs, lambda _, pair: operations.binary(
            interp, "add", interp.getitem(pair, Static(0)), TupleValue((interp.getitem(pair, Static(1)),))
        ))  # fmt: skip
    return rows


@function(itertools.islice)
def islice(interp: Interpreter, iterable: Abstract, *bounds: Abstract) -> Abstract:
    start, stop, step = (Static(0), *bounds, Static(1)) if len(bounds) == 1 else (*bounds, Static(1))[:3]
    start = Static(0) if start is NONE else start
    source = iteration.resolve(interp, iterable)
    ours = iterating.islice_of_places if _has_places(source) else iterating.islice
    return interp.call(Static(ours), [source, start, stop, Static(1) if step is NONE else step])


@function(itertools.count)
def count(interp: Interpreter, start: Abstract = Static(0), step: Abstract = Static(1)) -> Abstract:
    if ty.FLOAT in (interp.type_of(start), interp.type_of(step)):
        return interp.call(Static(iterating.count_from), [start, step])
    return generators.keep(interp, functools.partial(_count, interp), start, step)


def _count(interp: Interpreter, start: Abstract, step: Abstract) -> Abstract:
    return iterators.IteratorValue(
        interp,
        lambda interp: iterators.ENDLESS,
        lambda interp, index: interp.binary("add", start, interp.binary("mult", index, step)),
    )


@function(itertools.cycle)
def cycle(interp: Interpreter, iterable: Abstract) -> Abstract:
    source = iteration.resolve(interp, iterable)
    if zipping.is_taken_by_turns(source):
        return interp.call(Static(iterating.cycle), [zipping.plain_iterator(source)])
    return generators.keep(interp, functools.partial(_cycle, interp), containers.to_list(interp, iterable))


def _cycle(interp: Interpreter, pool: Abstract) -> Abstract:
    size = containers.length(interp, pool)
    if not isinstance(size, Static):
        filled = interp.lift(interp.compare("gt", size, Static(0)))
        length = interp.branch(filled, lambda: iterators.ENDLESS, lambda: Static(0))
    else:
        length = iterators.ENDLESS if size.value else Static(0)
    return iterators.IteratorValue(
        interp, lambda interp: length, lambda interp, index: interp.getitem(pool, interp.binary("mod", index, size))
    )


@function(itertools.repeat)
def repeat(interp: Interpreter, value: Abstract, times: Abstract = NONE) -> Abstract:
    return generators.keep(interp, functools.partial(_repeat, interp), value, times)


def _repeat(interp: Interpreter, value: Abstract, times: Abstract) -> Abstract:
    length = iterators.ENDLESS if times is NONE else times
    return iterators.IteratorValue(interp, lambda interp: length, lambda interp, index: value)


@function(itertools.accumulate)
def accumulate(interp: Interpreter, iterable: Abstract, func: Abstract = NONE, *, initial: Abstract = NONE) -> Abstract:
    combine = Static(operator.add) if func is NONE else func
    if initial is NONE:
        return interp.call(Static(iterating.accumulate), [iterable, combine])
    return interp.call(Static(iterating.accumulate_from), [iterable, combine, initial])


def _has_places(source: Abstract) -> bool:
    """Whether going through it is going through its places: views of dicts tell of changes."""
    kind = source.type if type(source) is Dynamic else None
    return kind == ty.STR or (isinstance(kind, ty.Generic) and kind.name == "List")


def _identity() -> Builtin:
    return Builtin("identity", lambda interp, value: value)


@function(itertools.groupby)
def groupby(interp: Interpreter, iterable: Abstract, key: Abstract = NONE) -> Abstract:
    source = iteration.resolve(interp, iterable)
    ours = iterating.groups_of_places if _has_places(source) else iterating.groupby
    return interp.call(Static(ours), [source, _identity() if key is NONE else key])


@function(itertools.zip_longest)
def zip_longest(interp: Interpreter, *iterables: Abstract, fillvalue: Abstract = NONE) -> Abstract:
    known = _known_elements(interp, iterables)
    if known is not None:
        made = _tuples(itertools.zip_longest(*known, fillvalue=fillvalue))
        if made is not None:
            return iterators.make(interp, made)
    if not iterables:
        return iterators.make(interp, TupleValue(()))
    parts = [iteration.resolve(interp, one) for one in iterables]
    if any(map(zipping.is_taken_by_turns, parts)):
        return zipping.zipped_longest(interp, parts, fillvalue)
    count = len(iterables)
    if count > 1 and all(one is iterables[0] for one in iterables) and not isinstance(iterables[0], Static):
        # One iterator so many times, which gives groups of its elements.
        listed = containers.to_list(interp, iterables[0])
        apart = [interp.getitem(listed, Static(slice(i, None, count))) for i in range(count)]
    else:
        apart = [containers.to_list(interp, one) for one in iterables]
    return interp.call(Static(iterating.zip_longest), [fillvalue, *apart])


@function(itertools.tee)
def tee(interp: Interpreter, iterable: Abstract, n: Abstract = Static(2)) -> Abstract:
    source = iteration.resolve(interp, iterable)
    if zipping.is_taken_by_turns(source):
        return interp.call(Static(iterating.tee_step_by_step), [zipping.plain_iterator(source), n])
    if not isinstance(n, Static):
        return interp.call(Static(iterating.tee), [iterable, n])
    listed = containers.to_list(interp, iterable)
    return TupleValue(tuple(iterators.make(interp, listed) for _ in range(interp.python(n))))


# --- functools and operator -----------------------------------------------------------------------------------------


class ComparisonKey(Builtin):
    """``cmp_to_key(compare)``, which only sorting knows what to do with."""

    compare: Abstract

    def __init__(self, compare: Abstract) -> None:
        super().__init__(
            "cmp_to_key", lambda interp, value: interp.refuse("cmp_to_key() can only be a key of sorted(), sort()...")
        )
        object.__setattr__(self, "compare", compare)


@function(functools.lru_cache)
def lru_cache(interp: Interpreter, maxsize: Abstract = Static(128), typed: Abstract = Static(False)) -> Abstract:
    if isinstance(maxsize, Static) and (maxsize.value is None or isinstance(maxsize.value, int)):
        return Builtin("lru_cache", memoising.decorate)
    return memoising.decorate(interp, maxsize)


@function(functools.cache)
def cache(interp: Interpreter, user_function: Abstract) -> Abstract:
    return memoising.decorate(interp, user_function)


@function(functools.cmp_to_key)
def cmp_to_key(interp: Interpreter, mycmp: Abstract) -> Abstract:
    return ComparisonKey(mycmp)


@function(operator.itemgetter)
def itemgetter(interp: Interpreter, *keys: Abstract) -> Abstract:
    def get(interp: Interpreter, value: Abstract) -> Abstract:
        found = [interp.getitem(value, key) for key in keys]
        return found[0] if len(found) == 1 else TupleValue(tuple(found))

    return Builtin("itemgetter", get)


@function(operator.attrgetter)
def attrgetter(interp: Interpreter, *names: Abstract) -> Abstract:
    def one(interp: Interpreter, value: Abstract, path: str) -> Abstract:
        for name in path.split("."):
            value = interp.getattr(value, name)
        return value

    def get(interp: Interpreter, value: Abstract) -> Abstract:
        found = [one(interp, value, interp.python(name)) for name in names]
        return found[0] if len(found) == 1 else TupleValue(tuple(found))

    return Builtin("attrgetter", get)


@function(operator.methodcaller)
def methodcaller(interp: Interpreter, name: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return Builtin(
        "methodcaller",
        lambda interp, value: interp.call(interp.getattr(value, interp.python(name)), list(args), kwargs),
    )


def _operators() -> None:
    for name, python in operations.BINARY.items():
        function(python)(lambda interp, a, b, name=name: interp.binary(name, a, b))
        in_place = getattr(operator, "i" + python.__name__.strip("_"))
        function(in_place)(lambda interp, a, b, name=name: operations.inplace(interp, name, a, b))
    for name, python in operations.COMPARE.items():
        function(python)(lambda interp, a, b, name=name: interp.compare(name, a, b))
    for name, python in operations.UNARY.items():
        if name != "not":
            function(python)(lambda interp, a, name=name: operations.unary(interp, name, a))


_operators()
function(operator.not_)(lambda interp, a: operations.negate(interp, a))
function(operator.concat)(lambda interp, a, b: interp.binary("add", a, b))
function(operator.iconcat)(lambda interp, a, b: operations.inplace(interp, "add", a, b))
function(operator.countOf)(lambda interp, a, b: interp.call(Static(sequences.count_of), [a, b]))
function(operator.indexOf)(lambda interp, a, b: interp.call(Static(iterating.index_of), [a, b]))
function(operator.inv, operator.invert)(lambda interp, a: operations.unary(interp, "invert", a))
function(operator.abs)(lambda interp, a: interp.call(Static(abs), [a]))
function(sys.intern)(lambda interp, text: text)
function(operator.index)(lambda interp, a: _index(interp, a))
function(operator.truth)(lambda interp, a: operations.as_bool(interp, a))
function(operator.is_)(lambda interp, a, b: interp.compare("is", a, b))
function(operator.is_not)(lambda interp, a, b: interp.compare("isnot", a, b))
function(operator.contains)(lambda interp, a, b: containers.contains(interp, a, b))
function(operator.getitem)(lambda interp, a, key: interp.getitem(a, key))
function(operator.setitem)(lambda interp, a, key, b: containers.effect(containers.setitem, interp, a, key, b))
function(operator.delitem)(lambda interp, a, key: containers.effect(containers.delitem, interp, a, key))


def _index(interp: Interpreter, a: Abstract) -> Abstract:
    a = objects.plain(interp, a)
    if isinstance(interp.type_of(a), ty.UnionType) and not ty.is_subtype(interp.type_of(a), ty.union(ty.INT, ty.BOOL)):
        return interp.split(a, lambda one: _index(interp, one))
    cls = objects.class_of(a) or (type(a.value) if isinstance(a, Static) else None)
    kinds = ty.members(interp.type_of(a))
    if isinstance(kinds[0], ty.ClassType) and hasattr(cls, "__index__"):
        return interp.call(interp.getattr(a, "__index__"), [])
    if all(kind in (ty.INT, ty.BOOL) for kind in kinds):
        return interp.call(Static(int), [a])
    if all(isinstance(kind, (ty.TensorType, ty.ArrayType)) for kind in kinds):
        return to_index(interp, a)
    interp.raise_(TypeError, f"'{containers.python_name(interp, a)}' object cannot be interpreted as an integer")


@function(os.fspath)
def file_path(interp: Interpreter, path: Abstract) -> Abstract:
    """``os.fspath(path)``: texts are their own."""
    if all(kind in (ty.STR, ty.BYTES) for kind in ty.members(interp.type_of(path))):
        return path
    return interp.call(interp.getattr(path, "__fspath__"), [])


# --- collections ----------------------------------------------------------------------------------------------------


@function(collections.deque)
def deque(interp: Interpreter, iterable: Abstract = Static(()), maxlen: Abstract = NONE) -> Abstract:
    return interp.call(Static(collecting.Deque), [iterable, maxlen])


@function(collections.defaultdict)
def default_dict(interp: Interpreter, *args: Abstract, **named: Abstract) -> Abstract:
    factory = args[0] if args else NONE
    cls = collecting.default_dict_of(factory.value) if isinstance(factory, Static) else collections.defaultdict
    made = interp.new_object(cls)
    inherited.add_base(interp, made)
    if not isinstance(factory, Static):
        made.slots["default_factory"] = factory
    interp.call(Static(dict.__init__), [made, *args[1:]], named)
    return made


@function(collections._count_elements)  # type: ignore[attr-defined]
def count_elements(interp: Interpreter, mapping: Abstract, iterable: Abstract) -> Abstract:
    """What ``Counter`` counts with; its own source is compiled otherwise."""
    return interp.call(Static(collecting.count_elements), [mapping, iterable])


# --- heapq and bisect -----------------------------------------------------------------------------------------------


def _compares_alone(type: ty.Type) -> bool:
    """Whether the runtime compares values of ``type`` as Python does: numbers, texts, and tuples and lists of them."""
    return all(
        part in (ty.NEVER, ty.BOOL, ty.INT, ty.FLOAT, ty.STR)
        or (isinstance(part, ty.Generic) and part.name in ("Tuple", "TupleOf", "List"))
        for part in nesting.parts(type)
    )


def _heap_step(operator: str, by_comparison: Any) -> Any:
    def rule(interp: Interpreter, heap: Abstract, *places: Abstract) -> Abstract:
        is_known = isinstance(heap, ListValue) and heap.reference is None
        if is_known or not _compares_alone(interp.element_type(interp.type_of(heap))):
            return interp.call(Static(by_comparison), [heap, *places])
        return interp.op(operator, interp.lift(heap), *places)

    return rule


function(ordering.rise)(_heap_step("py::heap_rise", ordering.rise_by_comparison))
function(ordering.sink)(_heap_step("py::heap_sink", ordering.sink_by_comparison))


def _best(interp: Interpreter, n: Abstract, iterable: Abstract, key: Abstract, largest: bool) -> Abstract:
    """What is best of an iterable. Where only the running program knows its elements, few are kept of many."""
    if iteration.items(interp, iterable) is None and interp.type_of(n) == ty.INT:
        iterable = containers.to_list(interp, iterable)
        keys = iterable if key is NONE else interp.call(Static(sequences.copy_each), [iterable, key])
        if key is not NONE or _compares_alone(interp.element_type(interp.type_of(keys))):
            return interp.call(Static(ordering.largest if largest else ordering.smallest), [iterable, keys, n])
    ordered = iteration.sort(interp, iterable, key, Static(largest))
    return interp.getitem(ordered, SliceValue(NONE, interp.call(Static(max), [n, Static(0)]), NONE))


@function(heapq.nlargest)
def nlargest(interp: Interpreter, n: Abstract, iterable: Abstract, key: Abstract = NONE) -> Abstract:
    return _best(interp, n, iterable, key, True)


@function(heapq.nsmallest)
def nsmallest(interp: Interpreter, n: Abstract, iterable: Abstract, key: Abstract = NONE) -> Abstract:
    return _best(interp, n, iterable, key, False)


def _bisects_alone(interp: Interpreter, values: Abstract, x: Abstract) -> bool:
    """Whether an operator finds the place of ``x``, of which no method of the program's own has to compare anything."""
    if not isinstance(x, Dynamic) or not isinstance(values, (Dynamic, ListValue, TupleValue, Static)):
        return False
    type = interp.type_of(values)
    is_sequence = isinstance(type, ty.Generic) and type.name in ("List", "Tuple", "TupleOf") and not type.cls
    return is_sequence and _compares_alone(interp.element_type(type)) and _compares_alone(x.type)


def _bisect(fn: Any) -> Any:
    behind = Static(fn is ordering.bisect_right)

    def rule(
        interp: Interpreter, a: Abstract, x: Abstract, lo: Abstract = Static(0), hi: Abstract = NONE, *,
        key: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        if key is NONE and _bisects_alone(interp, a, x) and interp.type_of(lo) == ty.INT:
            return interp.op("py::bisect", interp.lift(a), x, lo, hi, behind, result=ty.INT)
        return interp.call(Static(fn), [a, x, lo, hi, _identity() if key is NONE else key])

    return rule


def _insort(fn: Any) -> Any:
    find = _bisect(fn)

    def rule(
        interp: Interpreter, a: Abstract, x: Abstract, lo: Abstract = Static(0), hi: Abstract = NONE, *,
        key: Abstract = NONE,
    ) -> Abstract:  # fmt: skip
        wanted = x if key is NONE else interp.call(key, [x])
        place = find(interp, a, wanted, lo, hi, key=key)
        return interp.call(interp.getattr(a, "insert"), [place, x])

    return rule


function(bisect.bisect_left)(_bisect(ordering.bisect_left))
function(bisect.bisect_right)(_bisect(ordering.bisect_right))
function(bisect.insort_left)(_insort(ordering.bisect_left))
function(bisect.insort_right)(_insort(ordering.bisect_right))
