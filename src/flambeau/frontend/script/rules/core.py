"""Rules for the builtins that work on containers, classes and iterators, and for ``typing`` and ``functools``."""

from __future__ import annotations

import builtins
import contextlib
import copy
import dataclasses
import enum
import functools
import inspect
import operator
import types
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import iterating, sequences
from ....stdlib.collecting import FrozenSet
from .. import (
    asking,
    attempts,
    attributes,
    classes,
    constructing,
    containers,
    dynamic_names,
    expressions,
    generators,
    having,
    inherited,
    iteration,
    iterators,
    kept,
    lifting,
    nesting,
    objects,
    open_objects,
    operations,
    outside,
    records,
    sets,
    states,
    suspended,
    tensor_classes,
    zipping,
)
from ..exceptions import ExceptionClass, matches_any
from ..generators import ManagerValue, nowhere
from ..heap import Merge
from ..values import (
    NONE,
    UNBOUND,
    Abstract,
    BoundMethod,
    Builtin,
    Conflict,
    Container,
    Dynamic,
    FunctionValue,
    Generator,
    Key,
    ObjectValue,
    Sequence,
    SetValue,
    Static,
    TupleValue,
    hash_lasts,
)  # fmt: skip
from . import builtins as dynamic
from . import copying, function, numpy_arrays

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(len)
def length(interp: Interpreter, value: Abstract) -> Abstract:
    return containers.length(interp, value)


@function(isinstance)
def is_instance(interp: Interpreter, value: Abstract, wanted: Abstract) -> Abstract:
    return classes.is_instance(interp, value, wanted)


@function(issubclass)
def is_subclass(interp: Interpreter, cls: Abstract, wanted: Abstract) -> Abstract:
    if isinstance(cls, ExceptionClass):
        bases = classes.class_tuple(interp, wanted)
        return interp.split(
            cls.exception,
            lambda one: Static(issubclass(type(None), bases)) if one is NONE else matches_any(interp, one, bases),
        )
    if not interp.is_static(cls) and interp.type_of(cls) == ty.ARRAY_DTYPE:  # of array.dtype.type
        names = [c.__name__ for c in classes.class_tuple(interp, wanted)]
        return interp.op("np::is_subdtype", cls, Static(names))
    return operations.native(interp, issubclass, interp.python(cls), classes.class_tuple(interp, wanted))


@function(hasattr)
def has_attribute(interp: Interpreter, value: Abstract, name: Abstract) -> Abstract:
    if not interp.is_static(name):
        return dynamic_names.has(interp, value, name)
    wanted = interp.python(name)
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        return interp.split(value, lambda one: has_attribute(interp, one, name))
    if _computes_attributes(value):
        found = _attempt_attribute(interp, value, wanted, lambda: Static(True), lambda: Static(False))
        return found
    missing = attributes.is_missing(interp, value, wanted)
    if missing is not None:
        return operations.negate(interp, missing)
    known = having.has(interp, value, wanted)
    return known if known is not None else Static(attributes.find(interp, value, wanted) is not None)


def _computes_attributes(value: Abstract) -> bool:
    """Whether a method of the user's decides which attributes there are."""
    cls = objects.class_of(value)
    return cls is not None and (hasattr(cls, "__getattr__") or records.is_custom(cls, "__getattribute__"))


def _attempt_attribute(
    interp: Interpreter, value: Abstract, name: str, then: Any, otherwise: Any, keep: bool = False
) -> Abstract:
    """``value.name`` tried: ``then`` where it is there (the attribute itself with ``keep``), else ``otherwise``."""

    def look() -> Abstract:
        found = attributes.find(interp, value, name)
        if found is None:
            return otherwise()  # type: ignore[no-any-return]
        return found if keep else then()

    def handle(caught: Dynamic) -> Abstract:
        def again() -> Abstract:
            interp.raise_value(caught)

        return interp.branch(interp.lift(matches_any(interp, caught, (AttributeError,))), otherwise, again)

    return attempts.attempt(interp, look, handle, interp.node or nowhere())


@function(getattr)
def get_attribute(interp: Interpreter, value: Abstract, name: Abstract, *default: Abstract) -> Abstract:
    if not interp.is_static(name):
        return dynamic_names.get(interp, value, name, default)
    if default and isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        return interp.split(value, lambda one: get_attribute(interp, one, name, *default))
    if default and _computes_attributes(value):
        return _attempt_attribute(interp, value, interp.python(name), None, lambda: default[0], keep=True)
    missing = attributes.is_missing(interp, value, interp.python(name)) if default else None
    if missing is not None:
        return interp.branch(interp.lift(missing), lambda: default[0], lambda: get_attribute(interp, value, name))
    known = having.has(interp, value, interp.python(name)) if default else None
    if known is not None and not interp.is_static(known):  # of an array or a scalar of NumPy's
        return interp.branch(interp.lift(known), lambda: get_attribute(interp, value, name), lambda: default[0])
    if known is not None and not interp.python(known):
        return default[0]
    found = attributes.find(interp, value, interp.python(name))
    if found is None:
        return default[0] if default and known is None else attributes.get(interp, value, interp.python(name))
    return found


@function(setattr)
def set_attribute(interp: Interpreter, target: Abstract, name: Abstract, value: Abstract) -> Abstract:
    if interp.is_static(name):
        attributes.set_(interp, target, interp.python(name), value)
    else:
        dynamic_names.put(interp, target, name, value)
    return NONE


@function(callable)
def is_callable(interp: Interpreter, value: Abstract) -> Abstract:
    if isinstance(value, Static):
        return Static(callable(value.value))
    if isinstance(value, Dynamic) and objects.has_instances(value.type):
        return interp.split(value, lambda one: is_callable(interp, one))
    cls = objects.class_of(value)
    if cls is not None:
        return Static(inspect.getattr_static(cls, "__call__", None) is not None)
    return Static(not isinstance(value, (Dynamic, TupleValue, Container)))


@function(type)
def type_of(interp: Interpreter, value: Abstract) -> Abstract:
    if isinstance(value, Static):
        return Static(type(value.value))
    cls = objects.class_of(value)
    if cls is not None:
        return Static(getattr(cls, "stands_for", cls))
    if isinstance(value, TupleValue):
        return Static(value.cls)
    tag = tensor_classes.of(interp, value)
    if tag is not None:
        return Static(tag)
    if interp.type_of(value) == ty.EXCEPTION and isinstance(value, Dynamic):
        return ExceptionClass(value)
    if isinstance(value, Container):
        return Static({"list": list, "dict": dict, "set": set}[containers.kind_of(value)])
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        if set(value.type.members) == {ty.NONE, ty.EXCEPTION}:
            return ExceptionClass(value)
        return interp.split(value, lambda one: type_of(interp, one))
    found = classes.python_class(interp, interp.type_of(value))
    if found is None and isinstance(interp.type_of(value), ty.ArrayType):
        return numpy_arrays.class_of(interp, value)
    if found is None:
        interp.refuse("the type of this value is only known when the program runs", "use isinstance")
    return Static(found)


@function(id)
def identity(interp: Interpreter, value: Abstract) -> Abstract:
    if interp.copiers:  # a key of the memo of __deepcopy__
        return Static(id(value.value if isinstance(value, Dynamic) else value))
    if isinstance(value, Static) and not isinstance(value.value, (str, bytes, int, float, complex, types.NoneType)):
        return Static(id(value.value))  # of what is from outside and stays as it is
    return interp.op("py::id", Dynamic(interp.escape(value)), result=ty.INT)


def super_of(interp: Interpreter, cls: type | None, instance: Abstract) -> Abstract:
    """``super()`` in a method of ``cls``: the attributes of the classes after it."""
    assert cls is not None
    owner = objects.class_of(instance) or type(getattr(instance, "value", None))
    if isinstance(instance, Static) and isinstance(instance.value, type) and cls in instance.value.__mro__:
        owner = instance.value
    if cls not in owner.__mro__ and interp.type_of(instance) == ty.EXCEPTION:
        owner = cls  # of what was caught no more is known than which class it is of
    order = owner.__mro__[owner.__mro__.index(cls) + 1 :]
    return SuperValue(instance, order)


class SuperValue(Builtin):
    """What ``super()`` gives: attributes are looked up in the rest of the instance's class order."""

    def __init__(self, instance: Abstract, order: tuple[type, ...]) -> None:
        super().__init__("super", lambda *_: NONE)
        object.__setattr__(self, "instance", instance)
        object.__setattr__(self, "order", order)

    instance: Abstract
    order: tuple[type, ...]

    def find(self, interp: Interpreter, name: str) -> Abstract | None:
        for cls in self.order:
            if name in cls.__dict__:
                return self._bound(interp, cls.__dict__[name], name)
        return None

    def _bound(self, interp: Interpreter, held: Any, name: str) -> Abstract:
        """What a class's ``name`` is for the instance, as Python's descriptors would bind it."""
        if isinstance(held, property):
            return interp.call(Static(held.fget), [self.instance])
        if isinstance(held, staticmethod) and name != "__new__":
            return Static(held.__func__)
        if isinstance(held, classmethod):
            return BoundMethod(self.instance if self._is_class() else Static(self._owner()), Static(held.__func__))
        if name == "__new__":
            written = records.is_custom_function(getattr(held, "__func__", held))
            return Static(getattr(held, "__func__", held)) if written else constructing.new_of(name)
        if name == "__call__" and held is type.__dict__["__call__"]:
            return constructing.call_of(interp.python(self.instance))
        if isinstance(held, (types.FunctionType, functools._lru_cache_wrapper)):
            return BoundMethod(self.instance, Static(held))
        if objects.class_of(self.instance) is not None:
            method = inherited.inherited_method(interp, self.instance, held)
            if method is not None:
                return method
        if held is BaseException.__init__ or (name == "__init__" and issubclass(held.__objclass__, BaseException)):
            return Builtin(name, self._exception_init)
        if name in ("__init__", "__init_subclass__"):
            return Builtin(name, lambda interp, *args, **kwargs: NONE)
        if isinstance(self.instance, Static) and hasattr(held, "__get__"):
            return Static(held.__get__(self.instance.value, type(self.instance.value)))
        return Static(held)

    def _is_class(self) -> bool:
        return isinstance(self.instance, Static) and isinstance(self.instance.value, type)

    def _owner(self) -> Any:
        return objects.class_of(self.instance) or type(getattr(self.instance, "value", None))

    def _exception_init(self, interp: Interpreter, *args: Abstract) -> Abstract:
        assert isinstance(self.instance, ObjectValue)
        self.instance.slots["args"] = TupleValue(args)
        return NONE


@function(object.__new__, dict.__new__, list.__new__, set.__new__)
def allocate(interp: Interpreter, cls: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return constructing.allocate(interp, interp.python(cls))


@function(tuple.__new__)
def allocate_tuple(interp: Interpreter, cls: Abstract, *given: Abstract) -> Abstract:
    """``tuple.__new__(cls, values)``: of a NamedTuple, say, as its ``_make`` calls it."""
    wanted = interp.python(cls)
    if wanted is tuple:
        return interp.call(cls, list(given))
    fields = getattr(wanted, "_fields", None)
    if fields is None:
        interp.refuse(f"{wanted.__name__} inherits from tuple", "make it a NamedTuple, or a class that holds a tuple")
    items = interp.items(*given) if given else []
    if items is not None:
        return TupleValue(tuple(items), wanted)
    return interp.call(Static(sequences.named_tuple), [cls, *given, Static(len(fields))])


@function(super)
def super_explicit(interp: Interpreter, cls: Abstract, instance: Abstract) -> Abstract:
    return super_of(interp, interp.python(cls), instance)


# --- iterables ------------------------------------------------------------------------------------------------------


@function(range)
def make_range(interp: Interpreter, *bounds: Abstract) -> Abstract:
    if all(map(interp.is_static, bounds)):
        return operations.native(interp, range, *map(interp.python, bounds))
    bounds = tuple(dynamic.to_index(interp, b) if _is_array(interp, b) else b for b in bounds)
    bounds = tuple(interp.op("tensor::int", b) if operations.is_tensor(b) else b for b in bounds)
    bounds = tuple(_whole(interp, b) for b in bounds)
    start = bounds[0] if len(bounds) > 1 else Static(0)
    stop = bounds[1] if len(bounds) > 1 else bounds[0]
    step = bounds[2] if len(bounds) > 2 else Static(1)
    return iterators.range_of(start, stop, step)


def _whole(interp: Interpreter, bound: Abstract) -> Abstract:
    """A bound of a range; TypeError where it is no int."""
    if isinstance(interp.type_of(bound), ty.UnionType):
        return interp.split(bound, lambda one: _whole(interp, one))
    if interp.type_of(bound) in (ty.FLOAT, ty.COMPLEX, ty.STR, ty.NONE):
        name = containers.python_name(interp, bound)
        interp.raise_(TypeError, f"'{name}' object cannot be interpreted as an integer")
    if isinstance(interp.type_of(bound), ty.ClassType):
        return interp.call(Static(operator.index), [bound])
    return bound


def _is_array(interp: Interpreter, bound: Abstract) -> bool:
    return any(isinstance(m, ty.ArrayType) for m in ty.members(interp.type_of(bound)))


@function(enumerate)
def make_enumerate(interp: Interpreter, iterable: Abstract, start: Abstract = Static(0)) -> Abstract:
    return iterators.enumerated(interp, iteration.resolve(interp, iterable), start)


@function(zip)
def make_zip(interp: Interpreter, *iterables: Abstract, strict: Abstract = Static(False)) -> Abstract:
    return zipping.zipped(interp, [iteration.resolve(interp, i) for i in iterables], bool(interp.python(strict)))


@function(map)
def make_map(interp: Interpreter, mapped: Abstract, *iterables: Abstract) -> Abstract:
    if len(iterables) == 1:
        source = iteration.resolve(interp, iterables[0])
        return iterators.mapped(interp, source, lambda function, element: interp.call(function, [element]), mapped)

    def row(function: Abstract, element: Abstract) -> Abstract:
        return interp.call(function, interp.items(element) or [])

    return iterators.mapped(interp, make_zip(interp, *iterables), row, mapped)


@function(filter)
def make_filter(interp: Interpreter, wanted: Abstract, iterable: Abstract) -> Abstract:
    return generators.keep(interp, functools.partial(_filter, interp), wanted, iterable)


def _filter(interp: Interpreter, wanted: Abstract, iterable: Abstract) -> Abstract:
    def run(interp: Interpreter, deliver: Any) -> Abstract:
        def one(element: Abstract) -> None:
            held = interp.truth(element if wanted is NONE else interp.call(wanted, [element]))
            if isinstance(held, bool):
                if held:
                    deliver(element)
                return
            interp.branch(held, lambda: containers.effect(deliver, element), lambda: NONE)

        iteration.for_each(interp, iterable, one)
        return NONE

    return generators.GeneratorObject(interp, run)


@function(reversed)
def make_reversed(interp: Interpreter, iterable: Abstract) -> Abstract:
    asked = asking.method(interp, iterable, "__reversed__")
    if asked is not None:
        return interp.call(asked, [])
    if isinstance(iterable, ObjectValue) and hasattr(iterable.cls, "__reversed__"):
        return interp.call(interp.getattr(iterable, "__reversed__"), [])
    if suspended.driver(interp, iterable) is not None:
        interp.raise_(TypeError, "'generator' object is not reversible")
    if isinstance(iterable, (Dynamic, Container, Static)) and not _is_reversible(interp, iterable):
        interp.raise_(TypeError, f"'{containers.python_name(interp, iterable)}' object is not reversible")
    size = iteration.sequence(interp, iterable).length(interp)  # what is appended later isn't seen
    return generators.keep(interp, functools.partial(_reversed, interp), iterable, size)


def _reversed(interp: Interpreter, iterable: Abstract, size: Abstract) -> Abstract:
    inner = iteration.sequence(interp, iterable)

    def get(interp: Interpreter, index: Abstract) -> Abstract:
        last = interp.binary("sub", size, Static(1))
        return inner.get(interp, interp.binary("sub", last, index))

    def length(interp: Interpreter) -> Abstract:
        """None left once the list has become so short that the next element isn't there."""
        if isinstance(made.at, Conflict):
            return size  # zip() has taken it over, and raises IndexError there
        left = interp.binary("sub", size, made.at)
        short = interp.truth(interp.compare("gt", left, inner.length(interp)))
        if isinstance(short, bool):
            return Static(0) if short else size
        return interp.branch(short, lambda: Static(0), lambda: size)

    may_shrink = containers.kind_of(iterable) == "list" and not isinstance(iterable, Static)
    made = iterators.IteratorValue(interp, length if may_shrink else lambda interp: size, get)
    object.__setattr__(made, "reverses", iterable)
    return made


def _is_reversible(interp: Interpreter, value: Abstract) -> bool:
    kind = containers.kind_of(value)
    if kind:
        return kind != "set"
    if isinstance(value, Static):
        return hasattr(value.value, "__reversed__") or hasattr(value.value, "__getitem__")
    return interp.type_of(value) not in (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX, ty.NONE)


@function(iter)
def make_iterator(interp: Interpreter, iterable: Abstract, *sentinel: Abstract) -> Abstract:
    if sentinel:
        return interp.call(Static(iterating.until), [iterable, sentinel[0]])
    return iterators.make(interp, iterable)


@function(next)
def advance(interp: Interpreter, iterator: Abstract, *default: Abstract) -> Abstract:
    return iterators.advance(interp, iterator, default[0] if default else None)


@function(sorted)
def make_sorted(
    interp: Interpreter, iterable: Abstract, key: Abstract = NONE, reverse: Abstract = Static(False)
) -> Abstract:
    return iteration.sort(interp, iterable, key, reverse)


def _fold(interp: Interpreter, iterable: Abstract, initial: Abstract, step: Any) -> Abstract:
    """Runs through an iterable with an accumulator that lives in a slot of its own. A loop around finds it under the
    same name each time that it is interpreted."""
    frame = interp.frame
    name = f"#fold{interp.folds}"
    frame.slots[name] = initial

    def one(element: Abstract) -> None:
        frame.slots[name] = step(frame.slots[name], element)

    interp.folds += 1
    try:
        iteration.for_each(interp, iterable, one)
    finally:
        interp.folds -= 1
    return frame.slots.pop(name)


@function(sum)
def make_sum(interp: Interpreter, iterable: Abstract, start: Abstract = Static(0)) -> Abstract:
    iterable = iteration.resolve(interp, iterable)
    if isinstance(iterable, (Dynamic, Container)) and interp.is_static(start) and interp.items(iterable) is None:
        held = interp.type_of(iterable)
        element = interp.element_type(held)
        is_whole = isinstance(held, ty.Generic) and held.name in ("List", "Set", "Dict", "Tuple", "TupleOf")
        if is_whole and type(interp.python(start)) is int and set(ty.members(element)) <= {ty.INT, ty.FLOAT, ty.BOOL}:
            total = ty.INT if ty.FLOAT not in ty.members(element) else ty.union(ty.INT, ty.FLOAT)
            return interp.op("py::sum_of", interp.lift(iterable), start, result=total)
    return _fold(interp, iterable, start, lambda total, element: interp.binary("add", total, element))


def nothing() -> Abstract:
    return NONE


def _any_all(interp: Interpreter, iterable: Abstract, stop_at: bool) -> Abstract:
    known = interp.items(iterable)
    if known is not None:

        def from_index(index: int) -> Abstract:
            if index == len(known):
                return Static(not stop_at)
            held = interp.truth(known[index])
            if isinstance(held, bool):
                return Static(stop_at) if held == stop_at else from_index(index + 1)
            if stop_at:
                return interp.branch(held, lambda: Static(True), lambda: from_index(index + 1))
            return interp.branch(held, lambda: from_index(index + 1), lambda: Static(False))

        return from_index(0)

    def whole(decided: Merge) -> Abstract:
        def leave() -> Abstract:
            interp.leave(decided, Static(stop_at))

        def one(element: Abstract) -> None:
            held = interp.truth(element)
            if not isinstance(held, bool):
                interp.branch(held, *((leave, nothing) if stop_at else (nothing, leave)))
            elif held == stop_at:
                leave()

        iteration.for_each(interp, iterable, one)
        return Static(not stop_at)

    return interp.region(whole)


@function(any)
def make_any(interp: Interpreter, iterable: Abstract) -> Abstract:
    return _any_all(interp, iterable, True)


@function(all)
def make_all(interp: Interpreter, iterable: Abstract) -> Abstract:
    return _any_all(interp, iterable, False)


def _extreme(
    interp: Interpreter, which: str, args: tuple[Abstract, ...], key: Abstract, default: Abstract | None
) -> Abstract:
    if len(args) == 1 and isinstance(interp.type_of(args[0]), ty.UnionType):
        return interp.split(args[0], lambda one: _extreme(interp, which, (one,), key, default))
    if args and (isinstance(args[0], iterators.IteratorValue) or suspended.type_of(args[0]) is not None):
        args = (containers.to_list(interp, args[0]), *args[1:])
    items = list(args) if len(args) > 1 else interp.items(args[0])
    if items is None and default is not None:
        listed, given = containers.to_list(interp, args[0]), default
        filled = interp.lift(interp.compare("gt", containers.length(interp, listed), Static(0)))
        return interp.branch(filled, lambda: _extreme(interp, which, (listed,), key, None), lambda: given)
    if items is None:
        if key is NONE and default is None and isinstance(args[0], (Dynamic, Container)):
            element = interp.element_type(interp.type_of(args[0]))
            plain = records.custom_in(element, "__lt__", "__gt__") is None
            if plain and not any(isinstance(m, ty.TensorType) for m in ty.members(element)):
                return interp.op(f"py::{which}_of", interp.lift(args[0]), result=element)
        if isinstance(args[0], Generator):
            return _extreme(interp, which, (containers.to_list(interp, args[0]),), key, None)
        chosen = sequences.max_by if which == "max" else sequences.min_by
        same_key = key if key is not NONE else Builtin("key", lambda interp, value: value)
        return interp.call(Static(chosen), [containers.to_list(interp, args[0]), same_key])
    if not items:
        if default is not None:
            return default
        interp.raise_(ValueError, f"{which}() arg is an empty sequence")
    best = items[0]
    for other in items[1:]:
        if key is NONE and not any(operations.is_tensor(v) for v in (best, other)):
            if interp.is_static(best) and interp.is_static(other):
                best = operations.native(interp, getattr(builtins, which), interp.python(best), interp.python(other))
                continue
            if not any(isinstance(v, Static) and isinstance(v.value, enum.Enum) for v in (best, other)):
                best = (dynamic.dynamic_min if which == "min" else dynamic.dynamic_max)(interp, best, other)
                continue
        one, two = (best, other) if key is NONE else (interp.call(key, [best]), interp.call(key, [other]))
        better = interp.truth(interp.compare("lt" if which == "min" else "gt", two, one))
        if isinstance(better, bool):
            best = other if better else best
        else:
            kept = best
            best = interp.branch(better, lambda other=other: other, lambda kept=kept: kept)  # type: ignore[misc]
    return best


@function(min)
def make_min(interp: Interpreter, *args: Abstract, key: Abstract = NONE, default: Abstract | None = None) -> Abstract:
    return _extreme(interp, "min", args, key, default)


@function(max)
def make_max(interp: Interpreter, *args: Abstract, key: Abstract = NONE, default: Abstract | None = None) -> Abstract:
    return _extreme(interp, "max", args, key, default)


# --- constructors ---------------------------------------------------------------------------------------------------


@function(list)
def make_list(interp: Interpreter, *iterable: Abstract) -> Abstract:
    return containers.to_list(interp, iterable[0]) if iterable else interp.new_list()


@function(tuple)
def make_tuple(interp: Interpreter, *iterable: Abstract) -> Abstract:
    if not iterable:
        return TupleValue(())
    if isinstance(interp.type_of(iterable[0]), ty.UnionType):
        iterable = (containers.to_list(interp, iterable[0]),)
    if (
        isinstance(iterable[0], iterators.IteratorValue)
        or suspended.driver(interp, iterable[0]) is not None
        or (objects.class_of(iterable[0]) is not None and interp.items(iterable[0]) is None)
    ):
        iterable = (containers.to_list(interp, iterable[0]),)
    known = interp.items(iterable[0])
    if known is not None:
        return TupleValue(tuple(known))
    if isinstance(iterable[0], Sequence) or operations.is_tensor(iterable[0]):
        iterable = (containers.to_list(interp, iterable[0]),)
    held = interp.lift(iterable[0])
    return interp.op("py::to_tuple", held, result=ty.any_tuple_of(interp.element_type(held.type)))


@function(frozenset)
def make_frozenset(interp: Interpreter, *iterable: Abstract) -> Abstract:
    if all(map(interp.is_static, iterable)):
        return operations.native(interp, frozenset, *map(interp.python, iterable))
    if len(iterable) == 1 and objects.class_of(iterable[0]) is FrozenSet:
        return iterable[0]
    return interp.call(Static(FrozenSet), list(iterable))


@function(set)
def make_set(interp: Interpreter, *iterable: Abstract) -> Abstract:
    made = interp.new_set()
    if not iterable:
        return made
    kind = containers.kind_of(iterable[0])
    known = sets.known_elements(interp, iterable[0]) if kind in ("set", "dict", "list", "tuple") else None
    if known is not None and all(map(hash_lasts, known)):
        made.slots = dict.fromkeys(map(Key, known), NONE)
        if kind == "dict":
            return lifting.set_like(interp, set(known))
        if kind == "set" and isinstance(iterable[0], SetValue) and iterable[0].merged == 0:
            made.slots = dict(iterable[0].slots)
            made.merged = len(made.slots)
        elif kind == "set":
            return lifting.set_like(interp, set(known))
        return made
    if kind in ("set", "dict") or (known is None and kind in ("list", "str")):
        source = interp.lift(iterable[0])
        fresh = containers.fresh(interp, "Set", interp.element_type(source.type))
        containers.note(interp, fresh, interp.element_type(source.type))
        return interp.op("py::to_set", source, result=fresh)
    iteration.for_each(interp, iterable[0], lambda element: sets.SET["add"](interp, made, element))
    return made


@function(dict)
def make_dict(interp: Interpreter, *source: Abstract, **named: Abstract) -> Abstract:
    if len(source) == 1 and not named and containers.is_dict_to_copy(interp, source[0]):
        return containers.DICT["copy"](interp, source[0])
    made = interp.new_dict()
    for one in source:
        containers.update_dict(interp, made, one)
    for name, value in named.items():
        containers.setitem(interp, made, Static(name), value)
    return made


@function(slice)
def make_slice(interp: Interpreter, *bounds: Abstract) -> Abstract:
    from ..values import SliceValue

    parts = [NONE, *bounds, NONE] if len(bounds) == 1 else [*bounds, NONE]
    return SliceValue(parts[0], parts[1], parts[2])


# --- typing, functools, copy, dataclasses ---------------------------------------------------------------------------


@function(typing.cast)
def cast(interp: Interpreter, wanted: Abstract, value: Abstract) -> Abstract:
    return value


@function(functools.partial)
def partial(interp: Interpreter, called: Abstract, *bound: Abstract, **named: Abstract) -> Abstract:
    return kept.partial(called, bound, named)


@function(functools.reduce)
def fold(interp: Interpreter, step: Abstract, iterable: Abstract, *initial: Abstract) -> Abstract:
    known = interp.items(iterable)
    if known is None and not initial:
        return interp.call(Static(sequences.reduce), [step, containers.to_list(interp, iterable)])
    if known is None:
        return _fold(interp, iterable, initial[0], lambda total, element: interp.call(step, [total, element]))
    values = [*initial, *known]
    if not values:
        interp.raise_(TypeError, "reduce() of empty iterable with no initial value")
    total = values[0]
    for element in values[1:]:
        total = interp.call(step, [total, element])
    return total


@function(contextlib.contextmanager)
def context_manager(interp: Interpreter, decorated: Abstract) -> Abstract:
    return Builtin("contextmanager", lambda interp, *a, **k: ManagerValue(interp.call(decorated, list(a), k)))


@function(functools.wraps)
def wraps(interp: Interpreter, wrapped: Abstract) -> Abstract:
    name = interp.getattr(wrapped, "__name__") if isinstance(wrapped, FunctionValue) else NONE
    if isinstance(wrapped, Static):
        name = Static(getattr(wrapped.value, "__name__", None))

    def named(interp: Interpreter, wrapper: Abstract) -> Abstract:
        if isinstance(wrapper, FunctionValue) and isinstance(name, Static) and isinstance(name.value, str):
            return dataclasses.replace(wrapper, name=name.value)
        return wrapper

    return Builtin("wraps", named)


@function(copy.copy)
def shallow_copy(interp: Interpreter, value: Abstract) -> Abstract:
    cls = objects.class_of(value)
    if isinstance(value, Dynamic) and objects.has_instances(value.type):
        return interp.split(value, lambda one: shallow_copy(interp, one))
    if isinstance(value, Static) and copying.has_plain_attributes(value.value):
        cls = type(value.value)
    if cls is not None and records.is_custom(cls, "__copy__"):
        return interp.call(interp.getattr(value, "__copy__"), [])
    if cls is not None and not issubclass(cls, enum.Enum):
        return _copied_object(interp, value, cls)
    kind = containers.kind_of(value)
    if kind in ("list", "dict", "set"):
        return interp.call(containers.method(interp, value, "copy"), [])
    if operations.is_tensor(value):
        return interp.op("aten::alias", value)
    return value


def _copied_object(interp: Interpreter, value: Abstract, cls: type) -> Abstract:
    """An instance with the same attributes, and a copy of what it contains where its class is one of containers."""
    made = interp.new_object(cls)
    if isinstance(value, Static):
        attributes = objects.attributes_of(value.value).items()
        made.slots = {n: states.find(interp, value.value, n) or states.known(interp, held) for n, held in attributes}
    else:
        made.slots = dict(objects.read_all(interp, value))
        held = open_objects.attributes(interp, made)
        if held is not None:
            made.slots[records.ATTRIBUTES] = shallow_copy(interp, held)
    base = records.container_base(cls)
    if base is not None:
        held = Static(base(value.value)) if isinstance(value, Static) else made.slots[records.BASES[base]]
        made.slots[records.BASES[base]] = shallow_copy(interp, held)
    return made


@function(dataclasses.replace)
def replace(interp: Interpreter, value: Abstract, **changes: Abstract) -> Abstract:
    cls = objects.class_of(value) or type(getattr(value, "value", None))
    if not dataclasses.is_dataclass(cls):
        interp.raise_(TypeError, "replace() should be called on dataclass instances")
    kept = {f.name: interp.getattr(value, f.name) for f in dataclasses.fields(cls) if f.init and f.name not in changes}
    return interp.call(Static(cls), [], {**kept, **changes})


@function(dataclasses.fields)
def dataclass_fields(interp: Interpreter, value: Abstract) -> Abstract:
    return Static(dataclasses.fields(_dataclass_of(interp, value)))


def _dataclass_of(interp: Interpreter, value: Abstract) -> Any:
    held = value.value if isinstance(value, Static) else None
    return objects.class_of(value) or (held if isinstance(held, type) else type(held))


@function(dataclasses.is_dataclass)
def is_dataclass(interp: Interpreter, value: Abstract) -> Abstract:
    return Static(dataclasses.is_dataclass(_dataclass_of(interp, value)))


@function(dataclasses.astuple)
def as_tuple(interp: Interpreter, value: Abstract) -> Abstract:
    return _plain_copy(interp, value, ("tuple",))


@function(dataclasses.asdict)
def as_dict(interp: Interpreter, value: Abstract) -> Abstract:
    return _plain_copy(interp, value, ("dict",))


def _plain_copy(interp: Interpreter, value: Abstract, path: tuple[Any, ...]) -> Abstract:
    """What ``asdict`` and ``astuple`` make of a value: dataclasses become what the start of ``path`` says, at any
    depth. The path tells the containers that one call makes apart: each has a site of its own."""
    if isinstance(value, Dynamic) and nesting.nests(value.type, through_objects=True):
        return interp.call(Static(sequences.plain_copy), [value, Static(path[0] == "tuple")])
    return _plain_level(interp, value, path, lambda part, *place: _plain_copy(interp, part, (*path, *place)))


@function(sequences.plain_level)
def _plain_level_of(interp: Interpreter, value: Abstract, as_tuples: Abstract) -> Abstract:
    def copied(part: Abstract, *place: object) -> Abstract:
        return interp.call(Static(sequences.plain_copy), [part, as_tuples])

    return _plain_level(interp, value, ("tuple" if interp.python(as_tuples) else "dict", "level"), copied)


def _plain_level(
    interp: Interpreter, value: Abstract, path: tuple[Any, ...], copied: Callable[..., Abstract]
) -> Abstract:
    """``_plain_copy`` of a value whose parts are ``copied(part, what tells it from others)``."""

    def placed(made: Container) -> Container:
        made.site = interp.site(path)
        return made

    held = interp.type_of(value)
    if isinstance(held, ty.UnionType):
        return interp.split(
            value, lambda one: _plain_level(interp, one, (*path, lifting.tag_name(interp.type_of(one))), copied)
        )
    cls = _dataclass_of(interp, value)
    if dataclasses.is_dataclass(cls):
        names = [f.name for f in dataclasses.fields(cls)]
        parts = [copied(interp.getattr(value, name), name) for name in names]
        return placed(interp.new_dict(zip(map(Key, names), parts))) if path[0] == "dict" else TupleValue(tuple(parts))
    kind = containers.kind_of(value)
    known = interp.items(value) if kind in ("list", "tuple") else None
    each = Builtin("copy", lambda interp, part: copied(part, None))
    if kind == "dict":
        pairs = containers.dict_pairs(interp, value)
        if pairs is None:
            return interp.call(Static(sequences.copy_values), [value, each])
        keys = [interp.python(key) for key, _ in pairs]
        copies = [copied(part, key) for key, (_, part) in zip(keys, pairs)]
        return placed(interp.new_dict(zip(map(Key, keys), copies)))
    if known is not None:
        items = [copied(item, None) for item in known]
        return placed(interp.new_list(items)) if kind == "list" else TupleValue(tuple(items))
    if kind in ("list", "tuple"):
        made = interp.call(Static(sequences.copy_each), [value, each])
        return made if kind == "list" else interp.call(Static(tuple), [made])
    is_fixed = interp.is_static(value) or held in (ty.BOOL, ty.INT, ty.FLOAT, ty.STR, ty.BYTES, ty.COMPLEX, ty.NONE)
    return value if is_fixed else interp.call(Static(copy.deepcopy), [value])


@function(object.__setattr__)
def set_past_frozen(interp: Interpreter, target: Abstract, name: Abstract, value: Abstract) -> Abstract:
    attributes.put(interp, target, interp.python(name), value)
    return NONE


@function(delattr)
def delete_attribute(interp: Interpreter, target: Abstract, name: Abstract) -> Abstract:
    if interp.is_static(name):
        attributes.delete(interp, target, interp.python(name))
    else:
        dynamic_names.delete(interp, target, name)
    return NONE


@function(vars)
def variables(interp: Interpreter, *object: Abstract) -> Abstract:
    if not object:
        interp.refuse(outside.NAMES.refusal("vars"), outside.NAMES.fix)
    held = attributes.find(interp, object[0], "__dict__")
    return held or interp.raise_(TypeError, "vars() argument must have __dict__ attribute")


@function(locals)
def local_variables(interp: Interpreter) -> Abstract:
    """A new dict of those that have a value now."""
    held = [name for name, value in interp.frame.slots.items() if value is not UNBOUND]
    for name in held:
        value = interp.frame.slots[name]
        if isinstance(value, Dynamic) and ty.UNBOUND in ty.members(value.type):
            interp.refuse(
                f"locals() isn't supported where {name!r} may have no value",
                "give it a value before, or make the dict of what is needed",
            )
    return interp.new_dict([(Key(name), expressions.lookup(interp, name)) for name in held])


@function(inspect.isfunction)
def is_function(interp: Interpreter, value: Abstract) -> Abstract:
    return Static(isinstance(value, Static) and inspect.isfunction(value.value))
