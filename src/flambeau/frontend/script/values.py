"""Abstract values: what an expression of the user's program is, as far as the compiler knows.

A value is **static** (a Python object known now), **dynamic** (a typed IR value), or a container or object that may mix
both. Mutable ones live on the abstract heap: each keeps its content in ``slots``, so that the state of the whole
program at one point is a set of slots that can be captured, restored and joined (see ``heap``).
"""

from __future__ import annotations

import ast
import numbers
import operator
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ... import types as ty
from ...errors import CompileError, Span
from ...ir import Value


class Restart(Exception):
    """The compilation starts again with what has been learnt: what it has made so far is wrong."""


class Abstract:
    """Base of all abstract values."""

    __slots__ = ("__weakref__",)


@dataclass(frozen=True, eq=False)
class Static(Abstract):
    """A Python object known at compile time. It is never mutated by the compiler."""

    value: Any


@dataclass(frozen=True, eq=False)
class Dynamic(Abstract):
    """A value that is only known when the program runs."""

    value: Value

    @property
    def type(self) -> ty.Type:
        return self.value.type


@dataclass(frozen=True, eq=False)
class View(Dynamic):
    """A list of what a run-time dict holds now, made by ``keys``, ``values`` or ``items`` of ``owner``."""

    owner: Dynamic
    kind: str


@dataclass(frozen=True, eq=False)
class TupleValue(Abstract):
    """A tuple of known length; ``cls`` is tuple, torch.Size, or a NamedTuple class."""

    items: tuple[Abstract, ...]
    cls: type = tuple


@dataclass(frozen=True, eq=False)
class KnownView(TupleValue):
    """What ``keys``, ``values`` or ``items`` of a dict of known shape give now, as a tuple."""

    kind: str = ""
    owner: Abstract | None = None  # a dict that the program may change


@dataclass(frozen=True, eq=False)
class SliceValue(Abstract):
    """A slice object of an indexing expression."""

    start: Abstract
    stop: Abstract
    step: Abstract


class UnboundType:
    """The class of UNBOUND: what a Python variable holds before its first assignment."""

    def __repr__(self) -> str:
        return "UNBOUND"


UNBOUND = Static(UnboundType())
NONE = Static(None)


@dataclass(frozen=True, eq=False)
class Conflict(Abstract):
    """Paths that meet left things here that no register can hold; an error only where it is used."""

    reason: str
    span: Span | None = None


class Poison(Conflict):
    """What a refused expression gives where the interpretation goes on: see ``diagnosis``."""


POISON = Poison("it follows from something that can't be compiled")


class Site:
    """A place of the program that makes containers: what their elements have been so far, over the whole program.

    A read under a narrower type than the last one makes the compilation stale: it starts again with what is known.
    """

    __slots__ = ("key", "element", "value", "read", "outside", "shows", "holds_itself")

    changes = 0  # how often anything of any of them has changed, but that it was read

    def __init__(self, key: object) -> None:
        self.key = key
        self.element: ty.Type = ty.NEVER  # of a list or set; the keys of a dict
        self.value: ty.Type = ty.NEVER  # the values of a dict
        self.read = False
        self.outside: list[object] = []  # containers from outside of which copies are made here, to be only read
        self.shows: type | None = None  # the class of the object whose __dict__ it is a copy of
        self.holds_itself = False  # whether its containers may hold others of this site: see ``nesting``

    def __setattr__(self, name: str, value: object) -> None:
        if getattr(self, name, value) is not value and not (name == "read" and value):
            Site.changes += 1
        object.__setattr__(self, name, value)


class Mutable(Abstract):
    """A mutable thing on the abstract heap. Its class never changes, its ``slots`` do."""

    def __init__(self) -> None:
        self._slots: dict[Any, Abstract] = {}
        # A copy of the slots, as long as nobody has asked for them since it was made: states share it.
        self.captured: dict[Any, Abstract] | None = None
        # What the heap hasn't looked at since they lost their copy, or got another one.
        self.touched: list[Mutable] = []

    @property
    def slots(self) -> dict[Any, Abstract]:
        """The content, to be read and changed at once: not to be kept and changed later."""
        if self.captured is not None:
            self.captured = None
            self.touched.append(self)
        return self._slots

    @slots.setter
    def slots(self, slots: dict[Any, Abstract]) -> None:
        if self.captured is not None:
            self.captured = None
            self.touched.append(self)
        self._slots = slots

    def capture(self, last: dict[Any, Abstract] | None = None) -> dict[Any, Abstract]:
        """The content as it is now, which nobody changes any more: ``last`` itself, where it still is that."""
        if self.captured is None:
            # The order of a dict's keys is a part of its content, and keys may be equal but not the same: 1 and True.
            alike = last is not None and self._slots == last and all(map(operator.is_, self._slots, last))
            self.captured = last if alike else dict(self._slots)
        return self.captured  # type: ignore[return-value]

    def restore(self, captured: dict[Any, Abstract]) -> None:
        self._slots = dict(captured)
        self.captured = captured
        self.touched.append(self)

    @property
    def is_run_time(self) -> bool:
        """Whether this has become a run-time container or object."""
        return is_run_time(self._slots)

    @property
    def reference(self) -> Value | None:
        """The run-time container or object that this has become, if it has. A dict of which some keys may be missing
        becomes one by being asked."""
        held = self._slots.get(DYN)
        if isinstance(held, Partly):
            return held.make(self)
        if isinstance(held, Conflict):
            raise CompileError(held.reason, held.span, "read it before or after the try statement")
        return held.value if isinstance(held, Dynamic) else None


DYN = "#dynamic"  # the slot that holds a container's or object's run-time reference once it has been materialised


class Partly(Abstract):
    """In a dict's ``slots[DYN]``: some of the keys in the other slots may be missing. See ``possible``."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make  # the run-time dict


def is_partly(slots: dict[Any, Abstract]) -> bool:
    """Whether these are the slots of a dict of which some keys may be missing."""
    return isinstance(slots.get(DYN), Partly)


def is_run_time(slots: dict[Any, Abstract]) -> bool:
    """Whether these are the slots of a run-time container or object."""
    return DYN in slots and not is_partly(slots)


class Container(Mutable):
    """A list, dict or set made by the program: its elements one by one in ``slots`` while its shape is known, else a
    reference to the run-time container in ``slots[DYN]``."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site


class ListValue(Container):
    """A list; static slots are keyed 0..n-1."""

    @property
    def items(self) -> list[Abstract]:
        return [self.slots[i] for i in range(len(self.slots))]

    @items.setter
    def items(self, values: list[Abstract]) -> None:
        self.slots = dict(enumerate(values))


class DictValue(Container):
    """A dict; static slots are keyed by the (static, hashable) keys wrapped in ``Key``, in insertion order."""

    @property
    def is_partly(self) -> bool:
        """Whether some of its keys may be missing: see ``possible``."""
        return is_partly(self._slots)

    @property
    def held(self) -> dict[Any, Abstract]:
        """A copy of the slots under its keys."""
        return {key: value for key, value in self._slots.items() if key is not DYN}


class SetValue(Container):
    """A set; static slots are keyed by ``Key`` in the order in which they were added, and hold NONE.

    CPython's order follows from that, and from how many of the first ones, ``merged``, came at once of another set.
    None: they come in the order of the slots.
    """

    merged: int | None = 0

    @property
    def lasts(self) -> bool:
        """Whether CPython has one order for it, which follows from hashes that are the same in each process."""
        return bool(self._slots) and all(hash_lasts(key.value) for key in self._slots)

    def python(self) -> set[Any]:
        """The set itself, in CPython's order."""
        keys = [key.value for key in self._slots]
        made = set(frozenset(keys[: self.merged or 0]))
        for key in keys[self.merged or 0 :]:
            made.add(key)
        return made

    def in_order(self) -> list[Any]:
        """The elements as a loop comes upon them."""
        if self.merged is None or not self.lasts:
            return [key.value for key in self._slots]
        return list(self.python())


def hash_lasts(value: object) -> bool:
    """Whether CPython's hash of it is the same in each process: that of texts and of addresses isn't."""
    if isinstance(value, tuple):
        return all(map(hash_lasts, value))
    if isinstance(value, numbers.Number):
        return bool(value == value)
    return value is None and sys.version_info >= (3, 12)


@dataclass(frozen=True)
class Key:
    """A static dict key. Its class takes part in equality only through Python's own ``==`` (``1 == 1.0 == True``)."""

    value: Any


class ObjectValue(Mutable):
    """An instance of a user's class made by the program; slots are its attributes, or ``slots[DYN]`` its reference."""

    def __init__(self, cls: type) -> None:
        super().__init__()
        self.cls = cls
        # What nobody tells apart from an equal one, such as an image: paths that leave different ones in a variable
        # leave one of their pixels. `shared` once that has made one of two that other variables may still hold.
        self.by_value = False
        self.shared = False


class AttributesValue(DictValue):
    """An object's ``__dict__``: its slots are the object's attributes, under the keys of a dict."""

    def __init__(self, site: Site, owner: ObjectValue) -> None:
        self.owner = owner
        self.site = site

    @property
    def is_partly(self) -> bool:
        return False

    @property
    def is_run_time(self) -> bool:
        return False

    @property
    def reference(self) -> Value | None:
        return None

    @property
    def slots(self) -> dict[Any, Abstract]:
        return AttributeSlots(self.owner)

    @slots.setter
    def slots(self, changed: dict[Any, Abstract]) -> None:
        held = {name: value for name, value in self.owner.slots.items() if name.startswith("#")}
        self.owner.slots = {**{key.value: value for key, value in changed.items()}, **held}


class AttributeSlots(dict[Any, Abstract]):
    """The slots of an object under the keys of a dict; what is put in or taken out is the object's attribute."""

    def __init__(self, owner: ObjectValue) -> None:
        super().__init__((Key(name), value) for name, value in owner.slots.items() if not name.startswith("#"))
        self.owner = owner

    def __setitem__(self, key: Any, value: Abstract) -> None:
        super().__setitem__(key, value)
        self.owner.slots[key.value] = value

    def __delitem__(self, key: Any) -> None:
        super().__delitem__(key)
        del self.owner.slots[key.value]

    def pop(self, key: Any, *default: Any) -> Any:
        self.owner.slots.pop(key.value, None)
        return super().pop(key, *default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        self.owner.slots.setdefault(key.value, default)
        return super().setdefault(key, default)

    def update(self, *others: Any, **named: Any) -> None:
        for key, value in dict(*others, **named).items():
            self[key] = value


class StateCache(Mutable):
    """What is known on the current path of places in memory: state slots by their numbers, attributes of run-time
    objects by (object, name). All writes on the path go through here; a loop starts without knowing any."""


class Frame(Mutable):
    """The local variables of one call of a function."""

    def __init__(self, name: str, globals_: dict[str, Any], parent: Frame | None = None) -> None:
        super().__init__()
        self.name = name
        self.globals = globals_
        self.parent = parent  # the lexically enclosing frame of a nested function
        self.closure: dict[str, Any] = {}  # cells of a real Python function: name -> cell
        self.nonlocals: set[str] = set()
        self.global_names: set[str] = set()
        self.defining_class: type | None = None  # for zero-argument super()
        self.first_argument: Abstract | None = None
        self.root: ast.AST | None = None  # the syntax tree of the function
        self.is_comprehension = False  # the scope of a comprehension's targets


@dataclass(frozen=True, eq=False)
class FunctionValue(Abstract):
    """A function or lambda that the program itself defines."""

    node: ast.FunctionDef | ast.Lambda
    file: str
    frame: Frame
    defaults: dict[str, Abstract]
    name: str


@dataclass(frozen=True, eq=False)
class Spread(Abstract):
    """``*value`` among the arguments of a torch function, where only the running program knows how many they are."""

    value: Abstract


@dataclass(frozen=True, eq=False)
class Choice(Abstract):
    """One of several things that no register can hold: the member whose number is ``index`` when the program runs.

    The members of an object by their names are ``of_all_kinds``: a use that can be compiled for some of them only
    raises TypeError where it meets another.
    """

    index: Dynamic
    members: dict[int, Abstract]
    of_all_kinds: bool = False


@dataclass(frozen=True, eq=False)
class BoundMethod(Abstract):
    """``function`` (a Python function, FunctionValue or rule) with its ``self``."""

    receiver: Abstract
    function: Abstract


@dataclass(frozen=True, eq=False)
class Builtin(Abstract):
    """A method or function with a rule of ours: ``call(interpreter, args, kwargs)``."""

    name: str
    call: Callable[..., Abstract]


@dataclass(frozen=True, eq=False)
class Method(Builtin):
    """A method with a rule of ours, of ``receiver``."""

    receiver: Abstract


@dataclass(frozen=True, eq=False)
class LateMethod(Builtin):
    """A method of ``receiver``, which is of one of several kinds: the kind's own, found where it is called."""

    receiver: Dynamic


@dataclass(frozen=True, eq=False)
class Sequence(Abstract):
    """Something to iterate over by index, lazily: range, enumerate, zip, map, reversed.

    ``length(interpreter)`` gives Static(int) or a Dynamic int; ``get(interpreter, index)`` the element.
    """

    length: Callable[..., Abstract]
    get: Callable[..., Abstract]
    kind: str = "iterator"


@dataclass(frozen=True, eq=False)
class RangeValue(Sequence):
    """``range(start, stop, step)`` of which a bound is only known at run time."""

    start: Abstract = field(default_factory=lambda: Static(0))
    stop: Abstract = field(default_factory=lambda: Static(0))
    step: Abstract = field(default_factory=lambda: Static(1))


@dataclass(frozen=True, eq=False)
class Generator(Abstract):
    """A generator or ``filter``: ``push(interpreter, body)`` calls ``body(element)`` for each element."""

    push: Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Box(Abstract):
    """In a variable's slot: what it holds is the one element of a list, which a suspended generator shares."""

    cell: ListValue


@dataclass
class Arguments:
    """The arguments of one call."""

    positional: list[Abstract] = field(default_factory=list)
    keywords: dict[str, Abstract] = field(default_factory=dict)


def fits(value: int) -> bool:
    """Whether the runtime's ints, of 64 bits, have room for it."""
    return -(1 << 63) <= value < 1 << 63
