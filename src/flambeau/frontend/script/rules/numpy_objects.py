"""NumPy's functions of arrays of texts and of objects, which are instances of classes of the stdlib in a program."""

from __future__ import annotations

import functools
import inspect
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ....stdlib import numpy_objects, numpy_sets
from .. import calls, nesting, objects, records
from ..values import Abstract, Dynamic, ListValue, Static, TupleValue
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# By the function's name: for arrays of texts, and for those of objects. Methods serve where they have its name.
_WRITTEN: dict[str, tuple[Any, Any]] = {
    "concatenate": (numpy_objects.joined, None), "hstack": (numpy_objects.joined, None),
    "append": (numpy_objects.appended, None), "unique": (numpy_objects.unique, None),
    "isin": (numpy_objects.isin, None), "sort": (numpy_objects.ordered, None),
    "intersect1d": (numpy_sets.intersect1d, None), "union1d": (numpy_sets.union1d, None),
    "setdiff1d": (numpy_sets.setdiff1d, None),
}  # fmt: skip
_METHODS = frozenset("argsort copy ravel reshape squeeze transpose take repeat".split())
_OF_LISTS = frozenset("unique isin sort argsort".split())  # functions that take lists of texts too
_ATTRIBUTES = frozenset("shape ndim size".split())


# What is in known arrays, by their ids: a program finds the same list again.
_items: dict[int, tuple[weakref.ref[Any], list[Any]]] = {}


def known(interp: Interpreter, array: Any) -> Abstract:
    """An array of texts or objects from before the program, as an instance of the class that it is there."""
    cls = records.class_of_array(array)
    values = objects.attributes_of(array)
    found, items = _items.get(id(array), (None, []))
    if found is None or found() is not array:
        items = values["items"]
        _items[id(array)] = weakref.ref(array), items
    shape = interp.call(Static(np.arange), [Static(array.size)])
    places = shape if array.ndim == 1 else interp.call(interp.getattr(shape, "reshape"), [Static(array.shape)])
    rest = [Static(values["width"])] if "width" in values else []
    return interp.call(Static(cls), [Static(items), places, *rest])


def concerns(interp: Interpreter, fn: Any, args: list[Abstract]) -> bool:
    """Whether a function of NumPy is given such an array, what may be one, or a list that it makes one of."""
    return any(_classes_in(interp, arg) for arg in args) or _lists_texts(interp, fn, args)


def _lists_texts(interp: Interpreter, fn: Any, args: list[Abstract]) -> bool:
    name = getattr(fn, "__name__", "")
    return name in _OF_LISTS and len(args) > 0 and nesting.innermost(interp.type_of(args[0])) == (ty.STR, 1)


def _classes_in(interp: Interpreter, v: Abstract) -> list[Any]:
    if isinstance(v, (TupleValue, ListValue)):
        items = interp.items(v)
        if items is not None:
            return [cls for item in items for cls in _classes_in(interp, item)]
    cls = objects.class_of(v)
    if cls is not None:
        return [cls] if _is_ours(cls) else []
    if not isinstance(v, (Dynamic, ListValue)):
        known = records.class_of_array(v.value) if isinstance(v, Static) else None
        return [known] if known is not None else []
    t = interp.type_of(v)
    if isinstance(t, ty.Generic) and t.name in ("List", "TupleOf"):
        t = interp.element_type(t)
    found = (records.of_type(member) for member in ty.members(t))
    return [record.cls for record in found if record is not None and _is_ours(record.cls)]


def _is_ours(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, numpy_objects.Placed)


def _of_objects(interp: Interpreter, data: Abstract) -> Abstract:
    place = str(interp.span)
    return interp.call(Static(numpy_objects.of_objects), [data, Static(numpy_objects.objects_made_at(place))])


def asks_for_objects(dtype: Abstract) -> bool:
    return isinstance(dtype, Static) and dtype.value in (object, "object", "O", np.dtype("O"))


def filled(interp: Interpreter, shape: Abstract, value: Abstract) -> Abstract:
    """An array of objects whose elements are all the same one."""
    cls = numpy_objects.objects_made_at(str(interp.span))
    return interp.call(Static(numpy_objects.filled_objects), [shape, value, Static(cls)])


def call(interp: Interpreter, fn: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``fn(*args, **kwargs)`` with arrays of texts or objects among the arguments."""
    for at, one in enumerate(args):
        if isinstance(one, Dynamic) and isinstance(one.type, ty.UnionType):
            before, after = args[:at], args[at + 1 :]
            return interp.split(one, functools.partial(_again, interp, fn, before, after, kwargs))
        again = functools.partial(_again, interp, fn, args[:at], args[at + 1 :], kwargs)
        parted = _parted(interp, one, again, lambda: _called(interp, fn, args, kwargs))
        if parted is not None:
            return parted
    return _called(interp, fn, args, kwargs)


def _called(interp: Interpreter, fn: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    name = fn.__name__
    if _lists_texts(interp, fn, args):
        args = [interp.call(Static(numpy_objects.of_texts), [args[0]]), *args[1:]]
    cls = next(cls for arg in [*args, *kwargs.values()] for cls in _classes_in(interp, arg))
    if name in ("array", "asarray"):
        return _converted(interp, name, args, kwargs)
    written = _WRITTEN.get(name, (None, None))[0 if cls is numpy_objects.Texts else 1]
    if written is not None:
        return interp.call(Static(written), args, kwargs)
    if name in _METHODS and objects.class_of(args[0]) is not None and hasattr(cls, name):
        return interp.call(interp.getattr(args[0], name), args[1:], kwargs)
    if name in _ATTRIBUTES and objects.class_of(args[0]) is not None:
        return interp.getattr(args[0], name)
    operator = {"equal": "eq", "not_equal": "noteq"}.get(name)
    if operator is not None and len(args) == 2 and not kwargs:
        return interp.compare(operator, *args)
    kind = "texts" if cls is numpy_objects.Texts else "objects"
    interp.refuse(
        f"numpy.{name} of an array of {kind} isn't supported",
        "use a list: array.tolist()" if kind == "texts" else "use an array of numbers, or a list",
    )


def _parted(
    interp: Interpreter, listed: Abstract, again: Callable[[Abstract], Abstract], as_ours: Callable[[], Abstract]
) -> Abstract | None:
    """What a function gives for a list whose elements may be such arrays or others; None for another argument.

    ``again`` calls it with elements of which each is known to be one or the other, ``as_ours`` with the list as it is.
    """
    items = interp.items(listed) if isinstance(listed, (TupleValue, ListValue)) else None
    if items is not None:
        for at, item in enumerate(items):
            if isinstance(item, Dynamic) and isinstance(item.type, ty.UnionType) and _classes_in(interp, item):
                return interp.split(item, functools.partial(_with_item, again, items[:at], items[at + 1 :]))
        return None
    t = interp.type_of(listed)
    if not isinstance(listed, (Dynamic, ListValue)) or not isinstance(t, ty.Generic) or t.name != "List":
        return None
    if not isinstance(interp.element_type(t), ty.UnionType) or not _classes_in(interp, listed):
        return None
    others = interp.call(Static(numpy_objects.others), [listed])
    none = interp.compare("eq", interp.call(Static(len), [others]), interp.call(Static(len), [listed]))
    return interp.branch(interp.lift(none), lambda: again(others), as_ours)


def _with_item(
    again: Callable[[Abstract], Abstract], before: list[Abstract], after: list[Abstract], chosen: Abstract
) -> Abstract:
    return again(TupleValue((*before, chosen, *after)))


@function(np.fromstring)
def fromstring(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return interp.call(Static(numpy_objects.numbers_in), list(args), kwargs)


@function(numpy_objects.plain)
def _plain(interp: Interpreter, one: Abstract) -> Abstract:
    """One of the elements that have turned out to be no such array."""
    left = [m for m in ty.members(interp.type_of(one)) if not ((r := records.of_type(m)) and _is_ours(r.cls))]
    return interp.narrow(one, ty.union(*left)) if isinstance(one, Dynamic) else one


@function(np.append)
def append(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """As NumPy's source says, but to arrays of texts."""
    if concerns(interp, np.append, [*args, *kwargs.values()]):
        return call(interp, np.append, list(args), kwargs)
    source: Any = inspect.unwrap(np.append)
    return calls._call_function(interp, source, list(args), kwargs)


def _again(
    interp: Interpreter, fn: Any, before: list[Abstract], after: list[Abstract], kwargs: dict[str, Abstract],
    chosen: Abstract,
) -> Abstract:  # fmt: skip
    return interp.call(Static(fn), [*before, chosen, *after], kwargs)


def _converted(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``numpy.array`` or ``asarray`` of such an array, or of a sequence of some."""
    dtype = args[1] if len(args) > 1 else kwargs.get("dtype", Static(None))
    if objects.class_of(args[0]) is None:
        return _of_objects(interp, args[0])
    if isinstance(dtype, Static) and (dtype.value is None or np.dtype(dtype.value).kind in "OU"):
        return args[0] if name == "asarray" else interp.call(interp.getattr(args[0], "copy"), [])
    return interp.call(interp.getattr(args[0], "astype"), [dtype])


def made(interp: Interpreter, data: Abstract, dtype: Abstract) -> Abstract | None:
    """``numpy.array(data, dtype)`` where that is surely an array of texts or objects; else None."""
    wanted = dtype.value if isinstance(dtype, Static) else None
    try:
        asked = np.dtype(wanted) if wanted is not None else None
    except TypeError:
        return None
    if asked is not None and asked.kind == "O":
        return _of_objects(interp, data)
    element, depth = nesting.innermost(interp.type_of(data))
    if asked is None and isinstance(dtype, Static) and element == ty.NONE and depth > 0:
        return _of_objects(interp, data)
    if asked is None and isinstance(dtype, Static) and element == ty.union(ty.STR, ty.NONE) and depth == 1:
        cls = numpy_objects.objects_made_at(str(interp.span))
        return interp.call(Static(numpy_objects.of_texts_or_objects), [data, Static(cls)])
    if element == ty.STR and asked is not None and (asked.kind, depth) in numpy_objects.READ:
        listed = interp.call(Static(numpy_objects.READ[asked.kind, depth]), [data])
        return interp.call(Static(np.array), [listed, dtype])
    if not (element == ty.STR and isinstance(dtype, Static) and (asked is None or asked.kind == "U")):
        return None
    if depth != 1:
        interp.refuse("an array of texts has one dim in a program", "keep them in a list: [names[i] for i in indices]")
    return interp.call(Static(numpy_objects.of_texts), [data, Static(asked.itemsize // 4 if asked is not None else 0)])
