"""Lists, dicts, sets and tuples of the program: indexing, methods and operators.

While the shape of a container is known its elements stay abstract; once it has become a run-time one every operation
is a ``py::`` operator on its reference, and its ``Site`` learns what it holds.
"""

from __future__ import annotations

import ast
import collections
import enum
import functools
import inspect
import operator
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from ...stdlib import sequences
from . import (
    asking,
    attribute_dicts,
    choices,
    inherited,
    lifting,
    objects,
    open_objects,
    possible,
    records,
    states,
    suspended,
)  # fmt: skip
from .diagnosis import spreads
from .heap import same
from .lifting import describe, torch_class, value_type
from .missing import known_key, may_miss, raise_key
from .rules import METHODS, bound, indexing, numpy_indexing, operators
from .values import (
    NONE,
    Abstract,
    Choice,
    Container,
    DictValue,
    Dynamic,
    Key,
    KnownView,
    ListValue,
    Poison,
    RangeValue,
    Sequence,
    SetValue,
    Site,
    SliceValue,
    Static,
    TupleValue,
    View,
)  # fmt: skip

if TYPE_CHECKING:
    from ...ir import Value
    from .interpreter import Interpreter


def effect(function: Callable[..., object], *args: Any) -> Abstract:
    """Runs a function for its effect alone, as a path that gives None."""
    function(*args)
    return NONE


def run_time(interp: Interpreter, value: Abstract) -> bool:
    """Whether ``value`` is a container that only the running program knows."""
    if isinstance(value, Container):
        return value.reference is not None
    return isinstance(value, Dynamic)


def kind_of(value: Abstract) -> str:
    """``list``, ``dict``, ``set``, ``tuple``, ``str``... or nothing."""
    if isinstance(value, ListValue):
        return "list"
    if isinstance(value, DictValue):
        return "dict"
    if isinstance(value, SetValue):
        return "set"
    if isinstance(value, TupleValue):
        return "tuple"
    if isinstance(value, Static):
        if isinstance(value.value, (list, dict, set, tuple, str, bytes, frozenset)):
            for cls in (list, dict, set, tuple, str, bytes):
                if isinstance(value.value, cls):
                    return cls.__name__
            return "set"
        return ""
    if isinstance(value, Dynamic):
        return kind_of_type(value.type)
    return ""


def kind_of_type(type: ty.Type) -> str:
    if isinstance(type, ty.Generic):
        return "tuple" if type.name == "TupleOf" else type.name.lower()
    simple: dict[ty.Type, str] = {ty.STR: "str", ty.SIZE: "tuple", ty.BYTES: "bytes"}
    return simple.get(type, "")


# --- indexing -------------------------------------------------------------------------------------------------------


@spreads
def getitem(interp: Interpreter, value: Abstract, key: Abstract) -> Abstract:
    """``value[key]``."""
    from .operations import is_array, is_tensor, native

    of_object = attribute_dicts.get(interp, value, key)
    if of_object is not None:
        return of_object
    if is_tensor(value):
        found: Abstract = indexing.tensor_getitem(interp, value, key)
        return found
    if is_array(value):
        return numpy_indexing.getitem(interp, value, key)
    if isinstance(value, RangeValue):
        value = Dynamic(interp.lift(value))
    if kind_of(value) in ("list", "tuple", "str", "bytes") or interp.type_of(value) == ty.RANGE:
        key = numpy_indexing.plain_key(interp, key, kind_of(value) or "range")
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        return interp.split(value, lambda one: getitem(interp, one, key))
    if isinstance(value, Choice):
        return choices.each(interp, value, lambda one: getitem(interp, one, key))
    if isinstance(key, Dynamic) and isinstance(key.type, ty.TensorType) and kind_of(value) in ("list", "tuple"):
        key = interp.op("tensor::int", key)
    if objects.class_of(value) is not None:
        return interp.call(interp.getattr(value, "__getitem__"), [key])
    asked = asking.method(interp, value, "__getitem__")
    if asked is not None:
        return interp.call(asked, [key])
    if kind_of(value) != "dict":
        key = objects.plain(interp, key)
    if kind_of(value) in ("list", "tuple", "str", "bytes"):
        key = _index_of_object(interp, key)
    if isinstance(value, Static):
        return _static_getitem(interp, value, key)
    if kind_of(value) == "match":
        return METHODS["match", "__getitem__"](interp, value, key)
    if isinstance(value, (TupleValue, ListValue)) and not run_time(interp, value) and interp.is_static(key):
        items = list(value.items)
        wanted = interp.python(key)
        if isinstance(wanted, slice):
            try:
                chosen = items[wanted]
            except (TypeError, ValueError) as error:
                interp.raise_(type(error), str(error))
            if isinstance(value, ListValue):
                return interp.new_list(chosen)
            return TupleValue(tuple(chosen), value.cls if value.cls.__name__ == "Size" else tuple)
        chosen_one = native(interp, _index, items, wanted, kind_of(value))
        assert isinstance(chosen_one, Static)
        return items[int(chosen_one.value)]
    if isinstance(value, DictValue) and value.is_partly and interp.is_static(key):
        return possible.getitem(interp, value, known_key(interp, key))
    if isinstance(value, DictValue) and not run_time(interp, value) and interp.is_static(key):
        place = known_key(interp, key)
        if place not in value.slots:
            raise_key(interp, key)
        return value.slots[place]
    return dynamic_getitem(interp, value, key)


def _index_of_object(interp: Interpreter, key: Abstract) -> Abstract:
    """The number that an instance with an ``__index__`` is as a subscript; any other key is itself."""
    asked = asking.method(interp, key, "__index__")
    if asked is not None:
        return interp.call(asked, [])
    cls = objects.class_of(key)
    if cls is None or not records.is_custom(cls, "__index__"):
        return key
    return interp.call(interp.getattr(key, "__index__"), [])


def _index(items: list[Abstract], wanted: Any, kind: str) -> int:
    if not hasattr(wanted, "__index__"):
        raise TypeError(f"{kind} indices must be integers or slices, not {type(wanted).__name__}")
    index = int(wanted.__index__())
    if not -len(items) <= index < len(items):
        raise IndexError(f"{kind} index out of range")
    return index % len(items)


def _static_getitem(interp: Interpreter, value: Static, key: Abstract) -> Abstract:
    held = value.value
    if type(held) in interp.states.owned:
        return getitem(interp, states.own(interp, held), key)
    if isinstance(held, collections.defaultdict):
        states.adopt_class(interp, held)  # looking may change it
    if _is_module(held):
        return _module_getitem(interp, value, key)
    if interp.is_static(key):
        wanted = interp.python(key)
        try:
            found = held[wanted]
        except Exception as error:
            _raise_again(interp, error)
        if not isinstance(wanted, slice):
            return states.known(interp, found)
        if type(found) not in (list, tuple):
            return interp.wrap(found)
        parts = [states.known(interp, part) for part in found]  # the same as those of the whole
        return interp.new_list(parts) if isinstance(found, list) else TupleValue(tuple(parts))
    if isinstance(held, enum.EnumMeta):
        return dynamic_getitem(interp, Static(interp.kept(held, lambda: dict(held.__members__))), key)
    if isinstance(getattr(type(held), "__getitem__", None), types.FunctionType):
        return interp.call(interp.getattr(value, "__getitem__"), [key])
    if lifting.is_container_instance(held):
        if hasattr(type(held), "__missing__") or isinstance(held, collections.deque):
            states.adopt_class(interp, held)
        plain = interp.kept(held, lambda: dict(held) if isinstance(held, dict) else list(held))
        return dynamic_getitem(interp, Static(plain), key)
    return dynamic_getitem(interp, value, key)


def _module_getitem(interp: Interpreter, value: Static, key: Abstract) -> Abstract:
    """``module[key]``: of torch's containers, else by the user's own ``__getitem__``."""
    from torch import nn

    held = value.value
    own = type(held).__getitem__ if hasattr(type(held), "__getitem__") else None
    if not (getattr(own, "__module__", "") or "").startswith("torch.nn.modules"):
        return interp.call(interp.getattr(value, "__getitem__"), [key])
    if interp.is_static(key):
        return native_item(interp, held, interp.python(key))
    if isinstance(held, (nn.ModuleDict, nn.ParameterDict)):
        return choices.under(interp, [(k, native_item(interp, held, k)) for k in held.keys()], key)
    members = [native_item(interp, held, i) for i in range(len(held))]
    if isinstance(key, SliceValue):
        return choices.part(interp, members, key)
    position = interp.call(Static(operator.index), [key]) if objects.class_of(key) is not None else key
    return choices.at(interp, members, position, None)


def native_item(interp: Interpreter, held: Any, key: Any) -> Abstract:
    """``held[key]``, or the exception that it raises."""
    try:
        return Static(held[key])
    except Exception as error:
        _raise_again(interp, error)


def _raise_again(interp: Interpreter, error: Exception) -> NoReturn:
    if isinstance(error, KeyError):
        raise_key(interp, states.known(interp, error.args[0]))
    interp.raise_(type(error), str(error))


def _is_module(held: object) -> bool:
    import torch

    return isinstance(held, torch.nn.Module)


def _begins_at_the_end(key: SliceValue, container: Value) -> bool:
    """Whether the slice is ``x[len(x):]``, empty whatever ``x`` holds. torch.distributions ask for its length."""
    start = key.start.value.op if isinstance(key.start, Dynamic) else None
    open_end = all(isinstance(bound, Static) and bound.value is None for bound in (key.stop, key.step))
    return open_end and start is not None and start.name == "py::len" and start.operands[0] is container


def dynamic_getitem(interp: Interpreter, value: Abstract, key: Abstract) -> Abstract:
    """``value[key]`` at run time."""
    if not isinstance(value, Dynamic) and not interp.can_lift(value):
        return _chosen(interp, value, key)
    container = interp.lift_for_parts(value)
    kind = interp.type_of(key)
    if isinstance(container.type, ty.Generic) and container.type.name == "Tuple" and interp.is_static(key):
        return getitem(interp, TupleValue(tuple(interp.items(Dynamic(container)) or ())), key)
    if isinstance(key, SliceValue):
        if container.type == ty.SIZE and _begins_at_the_end(key, container):
            import torch

            return TupleValue((), torch.Size)
        element: ty.Type = container.type
        if isinstance(element, ty.Generic):
            inner = interp.element_type(element)
            if element.name == "List":
                element = fresh(interp, "List", inner)
            else:
                # Others raise TypeError.
                element = ty.any_tuple_of(inner) if element.name in ("Tuple", "TupleOf") else ty.NEVER
        elif element == ty.SIZE:
            element = ty.SIZE
    elif kind_of_type(container.type) == "dict":
        element = value_type(container.type)
    elif isinstance(container.type, (ty.Generic, ty.Simple)):
        element = interp.element_type(container.type)
    else:
        element = ty.ANY
    if container.type in (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX, ty.NONE):
        interp.raise_(TypeError, f"{python_name(interp, value)!r} object is not subscriptable")
    has_elements = container.type == ty.ANY or kind_of_type(container.type) in ("list", "tuple", "dict")
    if element == ty.ANY and not has_elements and not isinstance(key, SliceValue):
        interp.refuse(
            f"{describe(value)} can't be indexed with {lifting.settle(kind)}", "index a list, tuple, dict or tensor"
        )
    if kind_of_type(container.type) == "dict":
        key = Dynamic(lifting.lift_part(interp, key))  # that of a KeyError
        may_miss(interp, key.type)
    return interp.op("py::getitem", container, key, result=element)


def _chosen(interp: Interpreter, value: Abstract, key: Abstract) -> Abstract:
    """``value[key]`` of a container that holds what no register can: modules, functions, classes."""
    kind = kind_of(value)
    pairs = dict_pairs(interp, value) if kind == "dict" else None
    if pairs is not None:
        return choices.under(interp, [(interp.python(k), v) for k, v in pairs], key)
    members = interp.items(value) if kind in ("list", "tuple") else None
    if members is None:
        interp.refuse(
            f"{describe(value)} can't be indexed with a key that is only known when the program runs",
            "compare the key with those that it may be, and write one branch for each",
        )
    if isinstance(key, SliceValue):
        return choices.part(interp, members, key)
    return choices.at(interp, members, key, f"{kind} index out of range")


def setitem(interp: Interpreter, target: Abstract, key: Abstract, value: Abstract) -> None:
    """``target[key] = value``."""
    if isinstance(target, Poison):
        return
    if isinstance(target, Choice):
        choices.each(interp, target, lambda one: effect(setitem, interp, one, key, value))
        return
    from .operations import is_array, is_tensor, native

    if is_tensor(target):
        indexing.tensor_setitem(interp, target, key, value)
        return
    if is_array(target):
        numpy_indexing.setitem(interp, target, key, value)
        return
    if kind_of(target) == "list":
        key = numpy_indexing.plain_key(interp, key, "list")
    if isinstance(target, Dynamic) and isinstance(target.type, ty.UnionType):
        interp.split(target, lambda one: effect(setitem, interp, one, key, value))
        return
    target = _to_change(interp, target)
    if _has_own(target, "__setitem__"):
        interp.call(interp.getattr(target, "__setitem__"), [key, value])
        return
    if isinstance(target, DictValue) and target.is_partly and interp.is_static(key):
        if possible.setitem(interp, target, known_key(interp, key), value):
            return
    if isinstance(target, Container) and target.reference is None and interp.is_static(key):
        wanted = interp.python(key)
        if attribute_dicts.put(target, wanted, value):
            return
        if isinstance(target, DictValue):
            target.slots[known_key(interp, key)] = value
            return
        if isinstance(wanted, slice):
            items = list(target.items) if isinstance(target, ListValue) else []
            new = interp.items(value)
            if new is not None and isinstance(target, ListValue):
                native(interp, operator.setitem, items, wanted, new)
                target.items = items
                return
        elif isinstance(target, ListValue):
            if not -len(target.slots) <= wanted < len(target.slots):
                interp.raise_(IndexError, "list assignment index out of range")
            target.slots[wanted % len(target.slots)] = value
            return
    if kind_of(target) not in ("list", "dict"):
        if isinstance(target, Static) and hasattr(target.value, "__setitem__"):
            interp.refuse(
                f"{describe(target)} from outside can't be changed by the program",
                "keep what changes in a list or dict",
            )
        interp.raise_(TypeError, f"{python_name(interp, target)!r} object does not support item assignment")
    if isinstance(key, SliceValue) and isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        interp.split(value, lambda one: effect(setitem, interp, target, key, one))
        return
    if isinstance(key, SliceValue) and _is_consumed(interp, value):
        value = interp.call(Static(list), [value])
    reference = interp.escape(target)
    held = interp.escape(value)
    if kind_of_type(reference.type) == "dict":
        key = Dynamic(interp.escape(key))
        note(interp, reference.type, key.type, held.type)
    elif isinstance(key, SliceValue):
        note(interp, reference.type, interp.element_type(held.type))
    else:
        note(interp, reference.type, held.type)
    interp.op("py::setitem", reference, key, held)


def _has_own(target: Abstract, name: str) -> bool:
    """Whether an object of the program's, or one from outside, changes its items by a method that can be compiled."""
    if objects.class_of(target) is not None:
        return True
    written = inspect.getattr_static(type(target.value), name, None) if isinstance(target, Static) else None
    return isinstance(written, types.FunctionType) and records.is_custom_function(written)


def _is_consumed(interp: Interpreter, value: Abstract) -> bool:
    """Whether a value is a generator or iterator."""
    kind = interp.type_of(value)
    return lifting.is_iterator(value) or (isinstance(kind, ty.Generic) and kind.name == "Generator")


def delitem(interp: Interpreter, target: Abstract, key: Abstract) -> None:
    """``del target[key]``."""
    if isinstance(target, Dynamic) and isinstance(target.type, ty.UnionType):
        interp.split(target, lambda one: effect(delitem, interp, one, key))
        return
    target = _to_change(interp, target)
    if _has_own(target, "__delitem__"):
        interp.call(interp.getattr(target, "__delitem__"), [key])
        return
    if isinstance(target, DictValue) and target.is_partly and interp.is_static(key):
        possible.pop(interp, target, known_key(interp, key))
        return
    if isinstance(target, DictValue) and target.reference is None and interp.is_static(key):
        if target.slots.pop(known_key(interp, key), None) is None:
            raise_key(interp, key)
        return
    if isinstance(target, ListValue) and target.reference is None and interp.is_static(key):
        items = target.items
        wanted = interp.python(key)
        if not isinstance(wanted, slice) and not -len(items) <= wanted < len(items):
            interp.raise_(IndexError, "list assignment index out of range")
        try:
            del items[wanted]
        except (TypeError, ValueError) as error:
            interp.raise_(type(error), str(error))
        target.items = items
        return
    wanted = lifting.lift_part(interp, key)
    if kind_of(target) == "dict":
        may_miss(interp, wanted.type)
    interp.op("py::delitem", interp.escape(target), wanted)


def note(interp: Interpreter, container: ty.Type, element: ty.Type, value: ty.Type = ty.NEVER) -> None:
    """A run-time container of that type now holds ``element`` too (a dict: key and value)."""
    if not isinstance(container, ty.Generic):
        return
    hashed = records.key_class_in(element) if container.name in ("Dict", "Set") else None
    if hashed is not None:
        interp.refuse(
            f"a {hashed.__name__} can't be a key or an element of a set: it has an __eq__ or __hash__ of its own",
            "use the attributes that tell it apart as the key, for instance in a tuple",
        )
    known = [element] if container.name != "Dict" else [element, value]
    if not container.sites and not all(ty.is_subtype(k, a) for k, a in zip(known, container.args)):
        interp.refuse(
            f"a {lifting.settle(element if container.name != 'Dict' else value)} is put into a container whose type is "
            f"{lifting.settle(container)}",
            "annotate the container with all that it holds",
        )
    for site in container.sites:
        _check_shows(interp, site)  # type: ignore[arg-type]
        interp.widen(site, element, value)  # type: ignore[arg-type]


def _check_shows(interp: Interpreter, site: Site) -> None:
    """Starts again where a dict that is about to change should be an object's ``__dict__``, and is one of its own."""
    if site.shows is not None and not records.record_of(site.shows).open:
        open_objects.open_class(interp, site.shows)
        interp.refuse("this may be put into the __dict__ of an object, which has become a dict of its own",
                      "make the copy yourself: dict(vars(x))")  # fmt: skip


def _to_change(interp: Interpreter, target: Abstract) -> Abstract:
    """A container that is about to be changed."""
    if isinstance(target, DictValue):
        _check_shows(interp, target.site)
    return _own(interp, target) if isinstance(target, Static) else target


def _own(interp: Interpreter, target: Static) -> Abstract:
    """A container from outside that the program changes: it becomes part of the program's state."""
    if lifting.is_container_instance(target.value) and type(target.value) not in interp.states.owned:
        states.adopt_class(interp, target.value)
    return (
        states.own(interp, target.value)
        if isinstance(target.value, (list, dict, set, collections.deque, bytearray))
        else target
    )


def python_name(interp: Interpreter, value: Abstract) -> str:
    """``type(value).__name__`` for a message."""
    if isinstance(value, (View, KnownView)):
        return f"dict_{value.kind}"
    if isinstance(value, Static):
        return type(value.value).__name__
    cls = objects.class_of(value)
    if cls is not None:
        held: Any = getattr(cls, "stands_for", cls)
        in_module = held is not cls and held.__module__ != "builtins"  # as classes written in C say themselves
        return f"{held.__module__}.{held.__name__}" if in_module else str(held.__name__)
    type_ = interp.type_of(value)
    if isinstance(type_, ty.ArrayType):
        return f"numpy.{type_.dtype}" if type_.kind == "scalar" and type_.dtype else "numpy.ndarray"
    if type_ == ty.SIZE:
        return "torch.Size"
    return "Tensor" if isinstance(type_, ty.TensorType) else lifting.tag_name(type_)


# --- length, membership, operators ----------------------------------------------------------------------------------


@spreads
def length(interp: Interpreter, value: Abstract) -> Abstract:
    """``len(value)``."""
    from .operations import is_array, is_tensor, native

    asked = asking.method(interp, value, "__len__")
    if asked is not None:
        return interp.call(asked, [])
    if isinstance(value, Static) and not torch_class(value.value, "Tensor"):
        return native(interp, len, value.value)
    if isinstance(value, TupleValue):
        return Static(len(value.items))
    if isinstance(value, DictValue) and value.is_partly:
        return possible.length(interp, value)
    if isinstance(value, Container) and value.reference is None:
        return Static(len(value.slots))
    text = objects.plain(interp, value)
    if text is not value and not records.is_custom(objects.class_of(value), "__len__"):
        return length(interp, text)
    if objects.class_of(value) is not None:
        return interp.call(interp.getattr(value, "__len__"), [])
    if isinstance(value, Choice):
        return choices.each(interp, value, lambda one: length(interp, one))
    if is_tensor(value):
        return interp.op("tensor::len", value)
    if is_array(value):
        return interp.op("np::len", value)
    if isinstance(value, Sequence):
        return value.length(interp)
    if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType):
        return interp.split(value, lambda one: length(interp, one))
    if isinstance(value, Dynamic) and isinstance(value.type, ty.Generic) and value.type.name == "Tuple":
        return Static(len(value.type.args))
    return interp.op("py::len", value, result=ty.INT)


@spreads
def contains(interp: Interpreter, container: Abstract, item: Abstract) -> Abstract:
    """``item in container``."""
    from .operations import is_array, is_tensor, native

    of_object = attribute_dicts.contains(interp, container, item)
    if of_object is not None:
        return of_object
    if isinstance(container, Dynamic) and isinstance(container.type, ty.UnionType):
        if any(isinstance(m, (ty.ClassType, ty.ArrayType, ty.TensorType)) for m in container.type.members):
            return interp.split(container, lambda one: contains(interp, one, item))
    if hasattr(objects.class_of(container), "__contains__"):
        return interp.call(interp.getattr(container, "__contains__"), [item])
    asked = asking.method(interp, container, "__contains__")
    if asked is not None:
        return interp.op("py::truth", interp.call(asked, [item]), result=ty.BOOL)
    own = objects.class_of(container)
    if isinstance(container, RangeValue):
        return interp.op("py::contains", container, item, result=ty.BOOL)
    goes_through = suspended.driver(interp, container) is not None or isinstance(container, Sequence)
    goes_through = goes_through or asking.to_iterate(interp, container)
    if goes_through or hasattr(own, "__iter__") or hasattr(own, "__getitem__"):
        return interp.call(Static(sequences.contains), [container, item])
    if isinstance(container, Static) and not interp.is_static(item):
        method = getattr(type(container.value), "__contains__", None)
        if _is_module(container.value) and hasattr(container.value, "keys"):
            container = Static(dict.fromkeys(container.value.keys()))
        elif type(container.value) is dict and not interp.can_lift(container):
            container = Static(dict.fromkeys(container.value))
        elif isinstance(method, types.FunctionType):
            return interp.call(interp.getattr(container, "__contains__"), [item])
    if interp.is_static(item) and not is_tensor(item):
        if isinstance(container, DictValue) and container.is_partly:
            return possible.contains(interp, container, known_key(interp, item))
        if isinstance(container, (DictValue, SetValue)) and container.reference is None:
            return Static(known_key(interp, item) in container.slots)
        if interp.is_static(container):
            return native(interp, operator.contains, interp.python(container), interp.python(item))
    if is_tensor(container) or is_array(container) or interp.type_of(item) == ty.ARRAY_DTYPE:
        return operators.compare(interp, "in", item, container)
    items = interp.items(container) if kind_of(container) in ("list", "tuple") else None
    if items is not None:
        if len(items) > 2 and _are_plain(interp, item, items):
            return interp.op("py::contains", Static(tuple(map(interp.python, items))), item, result=ty.BOOL)
        return _any_equal(interp, items, item)
    if isinstance(container, (DictValue, SetValue)) and container.reference is None:
        container = Static(frozenset(key.value for key in container.slots))
    if isinstance(container, Static) and isinstance(container.value, dict) and not interp.can_lift(container):
        container = Static(frozenset(container.value))
    container = lifting.to_look_in(interp, container)
    if _compares_itself(interp, container, item):
        return interp.call(Static(sequences.contains), [container, item])
    return interp.op("py::contains", container, item, result=ty.BOOL)


def _compares_itself(interp: Interpreter, container: Abstract, item: Abstract) -> bool:
    """Whether elements, or what is looked for among them, are compared by a method of the user's."""
    element = interp.element_type(interp.type_of(container))
    return any(records.custom_in(t, "__eq__") is not None for t in (element, interp.type_of(item)))


def _are_plain(interp: Interpreter, item: Abstract, items: list[Abstract]) -> bool:
    """Whether the items are scalars known now and what is looked for is a scalar: no class of the user's has a say."""
    held = [i.value for i in items if isinstance(i, Static)]
    scalars = {type(None), bool, int, float, str, bytes}
    return (
        len(held) == len(items)
        and set(map(type, held)) <= scalars
        and all(m in (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.STR, ty.BYTES) for m in ty.members(interp.type_of(item)))
    )


def _any_equal(interp: Interpreter, items: list[Abstract], item: Abstract) -> Abstract:
    """``item in [a, b, c]`` as ``a == item or b == item or ...``, like Python, identity first."""
    from .operations import as_bool

    if not items:
        return Static(False)
    first, rest = items[0], items[1:]
    if same(first, item):
        return Static(True)
    found = as_bool(interp, interp.compare("eq", item, first))
    if isinstance(found, Static):
        return Static(True) if found.value else _any_equal(interp, rest, item)
    if not rest:
        return found
    return interp.branch(interp.lift(found), lambda: Static(True), lambda: _any_equal(interp, rest, item))


def binary(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> Abstract | None:
    """``+ * |`` of containers of known shape; None for anything else."""
    if op == "add":
        for cls in (list, tuple):
            if _known(interp, a, cls) and _known(interp, b, cls):
                joined = [*(interp.items(a) or []), *(interp.items(b) or [])]
                return interp.new_list(joined) if cls is list else TupleValue(tuple(joined))
    if op == "mult":
        for one, other in ((a, b), (b, a)):
            if isinstance(other, Static) and type(other.value) in (int, bool):
                for cls in (list, tuple):
                    if _known(interp, one, cls):
                        repeated = list(interp.items(one) or []) * other.value
                        return interp.new_list(repeated) if cls is list else TupleValue(tuple(repeated))
    if op == "bitor" and isinstance(a, DictValue) and isinstance(b, DictValue):
        if a.is_partly or b.is_partly:
            joined_dict = _dict_copy(interp, a)
            update_dict(interp, joined_dict, b)
            return joined_dict
        if a.reference is None and b.reference is None:
            return interp.new_dict([*a.slots.items(), *b.slots.items()])
    return None


def inplace(interp: Interpreter, op: str, a: Abstract, b: Abstract) -> bool:
    """``a op= b`` where that changes a container: whatever else refers to it sees the change. False for all else."""
    from . import sets

    kind, other = kind_of(a), kind_of(b)
    if isinstance(a, Static):
        return False
    if kind == "list" and op == "add":
        extend(interp, a, b)
    elif kind == "list" and op == "mult":
        setitem(interp, a, SliceValue(NONE, NONE, NONE), interp.binary(op, a, b))
    elif kind == "dict" and op == "bitor":
        _to_change(interp, a)
        update_dict(interp, a, b)
    elif kind == other == "set" and op in sets.IN_PLACE:
        sets.SET[sets.IN_PLACE[op]](interp, a, b)
    else:
        return False
    return True


def _known(interp: Interpreter, value: Abstract, cls: type) -> bool:
    if isinstance(value, Static):
        return isinstance(value.value, cls)
    if cls is list:
        return isinstance(value, ListValue) and value.reference is None
    return isinstance(value, TupleValue)


# --- methods --------------------------------------------------------------------------------------------------------


def extend(interp: Interpreter, target: Abstract, values: Abstract) -> None:
    """``target.extend(values)``."""
    new = interp.items(values)
    if isinstance(target, ListValue) and target.reference is None and new is not None:
        target.items = [*target.items, *new]
        return
    reference = interp.escape(target)
    if new is not None:
        for item in new:
            append(interp, target, item)
        return
    is_list = isinstance(values, Dynamic) and isinstance(values.type, ty.Generic) and values.type.name == "List"
    held = interp.escape(values if is_list else to_list(interp, values))
    note(interp, reference.type, interp.element_type(held.type))
    interp.op("py::list_extend", reference, held)


def append(interp: Interpreter, target: Abstract, value: Abstract) -> Abstract:
    if isinstance(target, ListValue) and target.reference is None:
        target.slots[len(target.slots)] = value
        return NONE
    reference = interp.escape(target)
    held = interp.escape(value)
    note(interp, reference.type, held.type)
    interp.op("py::list_append", reference, held)
    return NONE


def update_dict(interp: Interpreter, target: Abstract, other: Abstract) -> None:
    """``dict.update``."""
    if isinstance(interp.type_of(other), ty.UnionType):
        interp.split(other, lambda one: effect(update_dict, interp, target, one))
        return
    if hasattr(objects.class_of(other), "items"):
        other = interp.call(interp.getattr(other, "items"), [])
    if isinstance(other, DictValue) and other.is_partly:
        for key, value in other.held.items():
            _set_if_there(interp, target, key, value)
        return
    pairs = dict_pairs(interp, other)
    if pairs is not None:
        for key, value in pairs:
            setitem(interp, target, key, value)
        return
    if kind_of(other) != "dict":
        _update_from_pairs(interp, target, other)
        return
    reference, held = interp.escape(target), interp.escape(other)
    note(interp, reference.type, interp.element_type(held.type), value_type(held.type))
    interp.op("py::dict_update", reference, held)


def _set_if_there(interp: Interpreter, target: Abstract, key: Key, value: Abstract) -> None:
    """``target[key] = value`` where that isn't unbound."""
    if type(target) is DictValue and not target.is_run_time and possible.setitem(interp, target, key, value):
        return
    possible.where_set(
        interp, value, lambda: NONE, lambda found: effect(setitem, interp, target, Static(key.value), found)
    )


def _update_from_pairs(interp: Interpreter, target: Abstract, pairs: Abstract) -> None:
    """``dict.update`` with an iterable of keys and values."""
    from . import iteration, statements

    def put(pair: Abstract) -> None:
        key, value = statements.elements(interp, pair, 2, False)
        setitem(interp, target, key, value)

    iteration.for_each(interp, pairs, put)


def dict_pairs(interp: Interpreter, value: Abstract) -> list[tuple[Abstract, Abstract]] | None:
    """The pairs of a dict of known shape."""
    value = inherited.base_of(interp, value) or value
    if isinstance(value, DictValue) and value.reference is None:
        return [(Static(k.value), v) for k, v in value.slots.items()]
    if isinstance(value, Static) and hasattr(value.value, "items"):
        return [(Static(k), states.known(interp, v)) for k, v in value.value.items()]
    pairs = interp.items(value) if not isinstance(value, Dynamic) else None
    if pairs is None:
        return None
    split = [interp.items(p) for p in pairs]
    if any(p is None or len(p) != 2 for p in split):
        return None
    return [(p[0], p[1]) for p in split if p is not None]


def to_list(interp: Interpreter, value: Abstract) -> Abstract:
    """``list(value)``."""
    from . import iteration, iterators

    if objects.class_of(value) is not None:
        value = iteration.resolve(interp, value)
    value = suspended.driver(interp, value) or value
    items = interp.items(value)
    if items is not None:
        if isinstance(value, iterators.IteratorValue):
            value.exhaust()
        return interp.new_list(items)
    if isinstance(value, Dynamic) and value.type in (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX):
        interp.raise_(TypeError, f"'{python_name(interp, value)}' object is not iterable")
    if isinstance(value, iterators.IteratorValue) and type(source := value.reverses) is Dynamic:
        if value.is_fresh and _is_argument(interp, value.node) and kind_of(source) == "list":
            value.exhaust()
            made = interp.op("py::reversed", source, result=fresh(interp, "List", interp.element_type(source.type)))
            return made
    if isinstance(value, Dynamic) and not isinstance(value.type, (ty.UnionType, ty.TensorType, ty.ArrayType)):
        made = interp.op("py::to_list", value, result=fresh(interp, "List", interp.element_type(value.type)))
        return made
    if isinstance(value, Container):
        return to_list(interp, Dynamic(interp.lift(value)))
    result = interp.new_list()
    iteration.for_each(interp, value, lambda element: append(interp, result, element))
    return result


def _is_argument(interp: Interpreter, node: ast.AST | None) -> bool:
    """Whether what ``node`` makes was made for the call that is being interpreted: nothing has happened since."""
    return isinstance(interp.node, ast.Call) and node is not None and interp.node.args == [node]


def fresh(interp: Interpreter, name: str, *args: ty.Type) -> ty.Type:
    """The type of a new run-time container made here: its site learns what it starts with."""
    site = interp.site()
    interp.widen(site, args[0], args[1] if len(args) > 1 else ty.NEVER)
    return ty.Generic(name, args, frozenset({site}))


def method(interp: Interpreter, receiver: Abstract, name: str) -> Abstract:
    """The bound method ``receiver.name`` of a container."""
    from . import sets

    kind = kind_of(receiver)
    table = {"list": LIST, "dict": DICT, "set": sets.SET, "tuple": TUPLE}.get(kind, {})
    if name not in table:
        if name in dir({"list": list, "dict": dict, "set": set, "tuple": tuple}.get(kind)):
            interp.refuse(f"{kind}.{name} can't be compiled yet", "write it with the other methods, or with a loop")
        interp.raise_(AttributeError, f"'{python_name(interp, receiver)}' object has no attribute '{name}'")
    implementation = table[name]

    @functools.wraps(implementation)
    def rule(interp: Interpreter, receiver: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if name in MUTATING.get(kind, ()):
            receiver = _to_change(interp, receiver)
        return implementation(interp, receiver, *args, **kwargs)

    return bound(f"{kind}.{name}", rule, receiver)


def _list_insert(interp: Interpreter, self: Abstract, index: Abstract, value: Abstract) -> Abstract:
    if isinstance(self, ListValue) and self.reference is None and interp.is_static(index):
        items = self.items
        items.insert(interp.python(index), value)
        self.items = items
        return NONE
    reference, held = interp.escape(self), interp.escape(value)
    note(interp, reference.type, held.type)
    return interp.op("py::list_insert", reference, index, held)


def _list_pop(interp: Interpreter, self: Abstract, index: Abstract = Static(-1)) -> Abstract:
    if isinstance(self, ListValue) and self.reference is None and interp.is_static(index):
        items, wanted = self.items, interp.python(index)
        if not items:
            interp.raise_(IndexError, "pop from empty list")
        if not -len(items) <= wanted < len(items):
            interp.raise_(IndexError, "pop index out of range")
        taken = items.pop(wanted)
        self.items = items
        return taken
    reference = interp.escape(self)
    return interp.op("py::list_pop", reference, index, result=interp.element_type(reference.type))


def _list_reverse(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, ListValue) and self.reference is None:
        self.items = self.items[::-1]
        return NONE
    return interp.op("py::list_reverse", interp.escape(self))


def _list_clear(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, ListValue) and self.reference is None:
        self.items = []
        return NONE
    return interp.op("py::list_clear", interp.escape(self))


def _list_sort(
    interp: Interpreter, self: Abstract, key: Abstract = NONE, reverse: Abstract = Static(False)
) -> Abstract:
    from . import iteration

    if key is NONE and kind_of(self) == "list" and iteration.sorts_plainly(interp, self):
        return interp.op("py::list_sort", interp.escape(self), iteration.is_reverse(interp, reverse))
    ordered = iteration.sort(interp, self, key, reverse)
    if isinstance(self, ListValue) and self.reference is None and isinstance(ordered, ListValue):
        if ordered.reference is None:
            self.items = ordered.items
            return NONE
    reference = interp.escape(self)
    interp.op("py::setitem", reference, interp.op("py::slice", None, None, None, result=ty.SLICE), ordered)
    return NONE


def _list_remove(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    if isinstance(self, ListValue) and interp.is_static(self) and interp.is_static(value):
        items, wanted = [interp.python(i) for i in self.items], interp.python(value)
        if wanted not in items:
            interp.raise_(ValueError, "list.remove(x): x not in list")
        kept = self.items
        del kept[items.index(wanted)]
        self.items = kept
        return NONE
    if _compares_itself(interp, self, value):
        arguments = [Static(0), Static(sys.maxsize), Static("list.remove(x): x not in list")]
        delitem(interp, self, interp.call(Static(sequences.index_of), [self, value, *arguments]))
        return NONE
    return interp.op("py::list_remove", interp.escape(self), value)


def _list_copy(interp: Interpreter, self: Abstract) -> Abstract:
    return to_list(interp, self)


def _list_index(
    interp: Interpreter,
    self: Abstract,
    value: Abstract,
    start: Abstract = Static(0),
    stop: Abstract = Static(sys.maxsize),
) -> Abstract:
    if all(map(interp.is_static, (self, value, start, stop))):
        from .operations import native

        held = interp.python(self)
        index = held.index if isinstance(held, tuple) else list(held).index
        return native(interp, index, *map(interp.python, (value, start, stop)))
    if _compares_itself(interp, self, value):
        # CPython's text for a list holds the value's repr, which is an address as a rule.
        message = "tuple.index(x): x not in tuple" if kind_of(self) == "tuple" else "value is not in list"
        return interp.call(Static(sequences.index_of), [self, value, start, stop, Static(message)])
    return interp.op("py::list_index", self, value, start, stop, result=ty.INT)


def _list_count(interp: Interpreter, self: Abstract, value: Abstract) -> Abstract:
    if interp.is_static(self) and interp.is_static(value):
        return Static(list(interp.python(self)).count(interp.python(value)))
    if _compares_itself(interp, self, value):
        return interp.call(Static(sequences.count_of), [self, value])
    return interp.op("py::list_count", self, value, result=ty.INT)


def _none(function: Callable[..., None]) -> Callable[..., Abstract]:
    return lambda *args: effect(function, *args)


def _dict_get(interp: Interpreter, self: Abstract, key: Abstract, default: Abstract = NONE) -> Abstract:
    of_object = attribute_dicts.get(interp, self, key, lambda: default)
    if of_object is not None:
        return of_object
    if interp.is_static(key):
        wanted = known_key(interp, key)
        if isinstance(self, DictValue) and self.is_partly:
            return possible.getitem(interp, self, wanted, lambda: default)
        if isinstance(self, DictValue) and self.reference is None:
            return self.slots.get(wanted, default)
        if isinstance(self, Static):
            return Static(self.value[wanted.value]) if wanted.value in self.value else default
    pairs = dict_pairs(interp, self) if not (interp.can_lift(self) and interp.can_lift(default)) else None
    if pairs is not None:
        keys = [interp.python(k) for k, _ in pairs]
        return choices.among(interp, key, keys, lambda position: pairs[position][1], lambda: default)
    reference = interp.lift_for_parts(self)
    held = interp.escape(default)
    return interp.op("py::dict_get", reference, key, held, result=ty.join(value_type(reference.type), held.type))


def _dict_view(which: str) -> Callable[..., Abstract]:
    def view(interp: Interpreter, self: Abstract) -> Abstract:
        pairs = dict_pairs(interp, self) if not run_time(interp, self) else None
        if pairs is not None:
            owner = self if isinstance(self, DictValue) else None
            if which == "items":
                return KnownView(tuple(TupleValue(p) for p in pairs), kind=which, owner=owner)
            return KnownView(tuple(p[0 if which == "keys" else 1] for p in pairs), kind=which, owner=owner)
        reference = interp.lift(self)
        key, value = interp.element_type(reference.type), value_type(reference.type)
        element = {"keys": key, "values": value, "items": ty.tuple_of(key, value)}[which]
        made = interp.op(f"py::dict_{which}", reference, result=fresh(interp, "List", element))
        return View(interp.lift(made), Dynamic(reference), which)

    return view


def renewed(interp: Interpreter, view: View | KnownView) -> Abstract:
    """The view of what its dict holds now."""
    return DICT[view.kind](interp, view.owner) if view.owner is not None else view


def _dict_pop(interp: Interpreter, self: Abstract, key: Abstract, *default: Abstract) -> Abstract:
    if isinstance(self, DictValue) and self.is_partly and interp.is_static(key):
        return possible.pop(interp, self, known_key(interp, key), (lambda: default[0]) if default else None)
    if isinstance(self, DictValue) and self.reference is None and interp.is_static(key):
        wanted = known_key(interp, key)
        if wanted in self.slots:
            return self.slots.pop(wanted)
        if default:
            return default[0]
        raise_key(interp, key)
    reference = interp.escape(self)
    held = value_type(reference.type)
    if default:
        other = interp.escape(default[0])
        return interp.op("py::dict_pop_default", reference, key, other, result=ty.join(held, other.type))
    given = lifting.lift_part(interp, key)
    may_miss(interp, given.type)
    return interp.op("py::dict_pop", reference, given, result=held)


def _dict_setdefault(interp: Interpreter, self: Abstract, key: Abstract, default: Abstract = NONE) -> Abstract:
    if isinstance(self, DictValue) and self.is_partly and interp.is_static(key):
        before = possible.getitem(interp, self, known_key(interp, key), lambda: default)
        if possible.setitem(interp, self, known_key(interp, key), before):
            return before
    if isinstance(self, DictValue) and self.reference is None and interp.is_static(key):
        return self.slots.setdefault(known_key(interp, key), default)
    reference, key_value, held = interp.escape(self), interp.escape(key), interp.escape(default)
    note(interp, reference.type, key_value.type, held.type)
    return interp.op("py::dict_setdefault", reference, key_value, held, result=value_type(reference.type))


def _dict_update(interp: Interpreter, self: Abstract, other: Abstract = NONE, **named: Abstract) -> Abstract:
    if other is not NONE:
        update_dict(interp, self, other)
    for name, value in named.items():
        setitem(interp, self, Static(name), value)
    return NONE


def clear(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, Container) and self.reference is None:
        self.slots = {}
        return NONE
    return interp.op(f"py::{kind_of(self)}_clear", self)


def is_dict_to_copy(interp: Interpreter, value: Abstract) -> bool:
    """Whether ``dict(value)`` is ``value.copy()`` of a dict of the running program."""
    is_own = isinstance(value, (Dynamic, DictValue)) and kind_of(value) == "dict"
    return is_own and objects.class_of(value) is None and dict_pairs(interp, value) is None


def _dict_copy(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, DictValue) and self.is_partly:
        return possible.dict_of(interp, self.held.items())
    pairs = dict_pairs(interp, self) if not run_time(interp, self) else None
    if pairs is not None:
        return interp.new_dict((Key(interp.python(k)), v) for k, v in pairs)
    reference = interp.lift(self)
    made = fresh(interp, "Dict", interp.element_type(reference.type), value_type(reference.type))
    return interp.op("py::dict_copy", reference, result=made)


def _dict_popitem(interp: Interpreter, self: Abstract) -> Abstract:
    if isinstance(self, DictValue) and self.reference is None and self.slots:
        key, value = self.slots.popitem()
        return TupleValue((Static(key.value), value))
    reference = interp.escape(self)
    pair = ty.tuple_of(interp.element_type(reference.type), value_type(reference.type))
    return interp.op("py::dict_popitem", reference, result=pair)


Method = Callable[..., Abstract]
REDUCING = ("intersection", "difference", "symmetric_difference")
LIST: dict[str, Method] = {
    "append": append, "extend": _none(extend), "insert": _list_insert, "pop": _list_pop, "reverse": _list_reverse,
    "clear": _list_clear, "sort": _list_sort, "remove": _list_remove, "copy": _list_copy, "index": _list_index,
    "count": _list_count, "__len__": length, "__getitem__": getitem, "__contains__": contains,
    "__setitem__": _none(setitem), "__delitem__": _none(delitem),
}  # fmt: skip
DICT: dict[str, Method] = {
    "get": _dict_get, "keys": _dict_view("keys"), "values": _dict_view("values"), "items": _dict_view("items"),
    "pop": _dict_pop, "setdefault": _dict_setdefault, "update": _dict_update, "clear": clear, "copy": _dict_copy,
    "popitem": _dict_popitem, "__len__": length, "__contains__": contains, "__getitem__": getitem,
    "__setitem__": _none(setitem), "__delitem__": _none(delitem),
}  # fmt: skip
TUPLE: dict[str, Method] = {
    "index": _list_index, "count": _list_count, "__len__": length, "__getitem__": getitem,
    "numel": lambda interp, self: interp.op("py::math_prod", self, 1, result=ty.INT),
}  # fmt: skip
MUTATING = {
    "list": {"append", "extend", "insert", "pop", "reverse", "clear", "sort", "remove", "__setitem__", "__delitem__"},
    "dict": {"pop", "setdefault", "update", "clear", "popitem", "__setitem__", "__delitem__"},
    "set": {"add", "discard", "remove", "pop", "clear", "update", *(f"{n}_update" for n in REDUCING)},
}
