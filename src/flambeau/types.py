"""The type lattice of Flambeau programs.

Types are immutable and compare by structure. ``join(a, b)`` is the smallest type that holds both: ``None`` and
Tensor join to ``Optional[Tensor]``, ``int`` and ``float`` to ``Union[float, int]`` (an int stays an int, as in
Python). ``str(t)`` is the text form, which ``parse_type`` reads back::

    >>> join(INT, parse_type("List[Tensor]"))
    Union[List[Tensor], int]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Type:
    """Base of all types."""

    def __repr__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True, repr=False)
class Simple(Type):
    """A type without parts: ``int float bool str bytes None complex dtype device range slice Any Never Unbound``..."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, repr=False)
class TensorType(Type):
    """A tensor. ``dtype`` is torch's name without the prefix; ``None`` where a part isn't known."""

    dtype: str | None = None
    rank: int | None = None

    def __str__(self) -> str:
        parts = [self.dtype or ""] + ([f"rank={self.rank}"] if self.rank is not None else [])
        inner = ", ".join(p for p in parts if p)
        return f"Tensor({inner})" if inner else "Tensor"


@dataclass(frozen=True, slots=True, repr=False)
class ArrayType(Type):
    """NumPy's: an ndarray (``kind`` "array"), a scalar such as ``numpy.float32(1)`` ("scalar"), or either ("")."""

    dtype: str | None = None
    rank: int | None = None
    kind: str = ""

    def __str__(self) -> str:
        parts = [self.dtype or "", f"rank={self.rank}" if self.rank is not None else "", self.kind]
        inner = ", ".join(p for p in parts if p)
        return f"Array({inner})" if inner else "Array"


@dataclass(frozen=True, slots=True, repr=False)
class Generic(Type):
    """``List[T]``, ``Set[T]``, ``Dict[K, V]``, ``Tuple[...]`` of known length, ``TupleOf[T]`` of any length,
    ``Generator[T, R]`` of what it yields and returns, and ``Match[...]`` of its groups' types.

    ``sites`` are the places of the program that made such a container, while a front end still collects what its
    elements are; they take no part in comparison. ``cls`` is the name of a NamedTuple's class, ``record`` what a front
    end knows of it.
    """

    name: str
    args: tuple[Type, ...]
    sites: frozenset[object] = field(default=frozenset(), compare=False)
    cls: str = ""
    record: object = field(default=None, compare=False)
    _text: str = field(default="", init=False, compare=False)  # kept: unions sort by it again and again

    def __str__(self) -> str:
        if not self._text:
            name = f'NamedTuple("{self.cls}")' if self.cls else self.name
            object.__setattr__(self, "_text", f"{name}[{', '.join(map(str, self.args)) or '()'}]")
        return self._text

    def __hash__(self) -> int:
        return hash(str(self))  # which both keep


@dataclass(frozen=True, slots=True, repr=False)
class ClassType(Type):
    """An instance of a user's class, dataclass or Enum, by the class's name ``module:Outer.Inner``.

    ``record`` is what a front end knows of the class.
    """

    name: str
    record: object = field(default=None, compare=False)

    def __str__(self) -> str:
        return f'Class("{self.name}")'


@dataclass(frozen=True, slots=True, repr=False)
class UnionType(Type):
    """One of several types; never nested, never of one member, ordered by text."""

    members: tuple[Type, ...]
    _text: str = field(default="", init=False, compare=False)

    def __str__(self) -> str:
        if not self._text:
            rest = [m for m in self.members if m != NONE]
            optional = len(rest) == 1 and len(rest) < len(self.members)
            text = f"Optional[{rest[0]}]" if optional else f"Union[{', '.join(map(str, self.members))}]"
            object.__setattr__(self, "_text", text)
        return self._text

    def __hash__(self) -> int:
        return hash(str(self))


ANY = Simple("Any")  # top: anything that a register can hold
NEVER = Simple("Never")  # bottom: no value at all, the element of an empty list
NONE = Simple("None")
BOOL = Simple("bool")
INT = Simple("int")
FLOAT = Simple("float")
COMPLEX = Simple("complex")
STR = Simple("str")
BYTES = Simple("bytes")
DTYPE = Simple("dtype")
DEVICE = Simple("device")
RANGE = Simple("range")
SLICE = Simple("slice")
ELLIPSIS = Simple("ellipsis")
SIZE = Simple("Size")  # torch.Size: a tuple of ints of unknown length
EXCEPTION = Simple("Exception")
ARRAY_DTYPE = Simple("ArrayDtype")  # numpy.dtype
HELD = Simple("Held")  # in a container's type, while a front end collects: what its sites say that it holds
UNBOUND = Simple("Unbound")  # a Python variable before its first assignment
TENSOR = TensorType()
ARRAY = ArrayType()
SIMPLE = {
    t.name: t
    for t in (
        ANY, NEVER, NONE, BOOL, INT, FLOAT, COMPLEX, STR, BYTES, DTYPE, DEVICE, RANGE, SLICE, ELLIPSIS, SIZE,
        EXCEPTION, UNBOUND, ARRAY_DTYPE,
    )
}  # fmt: skip


def list_of(element: Type) -> Generic:
    return Generic("List", (element,))


def set_of(element: Type) -> Generic:
    return Generic("Set", (element,))


def dict_of(key: Type, value: Type) -> Generic:
    return Generic("Dict", (key, value))


def tuple_of(*elements: Type) -> Generic:
    return Generic("Tuple", elements)


def any_tuple_of(element: Type) -> Generic:
    """A tuple whose length only the running program knows."""
    return Generic("TupleOf", (element,))


def match_of(*groups: Type) -> Generic:
    """A re.Match by what its groups are: str, or None too where they may take no part."""
    return Generic("Match", groups)


def generator_of(yielded: Type, final: Type) -> Generic:
    """A suspended generator by what it yields and what it returns at its end."""
    return Generic("Generator", (yielded, final))


MOST_LENGTHS = 3  # so many lengths of tuples a union keeps apart


def members(t: Type) -> tuple[Type, ...]:
    """The alternatives of a union; any other type is its own only alternative."""
    return t.members if isinstance(t, UnionType) else (t,)


def union(*types: Type) -> Type:
    """The smallest type that holds all of ``types``; tensors and equal containers are merged, not listed twice.

    It is one of ``types`` itself where that holds all of them, so that large types are compared by identity.
    """
    first = types[0] if types else NEVER
    if all(t is first for t in types):
        return first
    flat: list[Type] = []
    for t in types:
        for m in members(t):
            if m == ANY:
                return ANY
            if m == NEVER:
                continue
            for index, old in enumerate(flat):
                merged = _merge(old, m)
                if merged is not None:
                    flat[index] = merged
                    break
            else:
                flat.append(m)
    lengths = [m for m in flat if isinstance(m, Generic) and m.name == "Tuple" and not m.cls]
    if len(lengths) > MOST_LENGTHS:
        # A tuple that grows from pass to pass of a loop, say.
        one_of_any = any_tuple_of(union(*(a for m in lengths for a in m.args)))
        return union(one_of_any, *(m for m in flat if m not in lengths))
    if not flat:
        return NEVER
    if len(flat) == 1:
        return flat[0]
    ordered = tuple(sorted(flat, key=str))
    whole = next((t for t in types if isinstance(t, UnionType) and _identical(t.members, ordered)), None)
    return whole or UnionType(ordered)


def differ(a: Type, b: Type) -> bool:
    """Whether two types differ, be it only in the places that made the containers."""
    return a is not b and (a != b or _sites(a) != _sites(b))


def _sites(type: Type) -> frozenset[object]:
    """The places of a type and of its parts."""
    if isinstance(type, UnionType):
        return frozenset().union(*map(_sites, type.members))
    if isinstance(type, Generic):
        return type.sites.union(*map(_sites, type.args))
    return frozenset()


def _identical(some: tuple[Type, ...], others: tuple[Type, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others))


def _merge(a: Type, b: Type) -> Type | None:
    """One type for two members of the same kind, or None where both must be kept."""
    if a is b or (not isinstance(a, Generic) and a == b):
        return a
    if isinstance(a, TensorType) and isinstance(b, TensorType):
        return TensorType(a.dtype if a.dtype == b.dtype else None, a.rank if a.rank == b.rank else None)
    if isinstance(a, ArrayType) and isinstance(b, ArrayType):
        kind = a.kind if a.kind == b.kind else ""
        return ArrayType(a.dtype if a.dtype == b.dtype else None, a.rank if a.rank == b.rank else None, kind)
    if isinstance(a, Generic) and isinstance(b, Generic) and _alike(a, b):
        found = _merged.get((id(a), id(b)))
        if found is not None:
            return found[2]
        merged = _merge_alike(a, b)
        _keep(_merged, (a, b, merged))
        return merged
    if isinstance(a, Generic) and isinstance(b, Generic) and {a.name, b.name} == {"Tuple", "TupleOf"}:
        return _tuple_of_either(a, b) if not a.cls and not b.cls else None
    if isinstance(a, Generic) and isinstance(b, Generic) and a.name == b.name == "Match":
        return match_of(ANY)  # of patterns with other groups: nothing is known of them
    return None


# What has been found out of pairs of large types, by identity; the types are kept so that no others get their ids.
_merged: dict[tuple[int, int], tuple[Type, Type, Type]] = {}
_compared: dict[tuple[int, int], tuple[Type, Type, bool]] = {}
MOST_KEPT = 50_000


def _keep(pairs: dict[tuple[int, int], tuple[Type, Type, Found]], found: tuple[Type, Type, Found]) -> None:
    if len(pairs) >= MOST_KEPT:
        pairs.clear()
    pairs[id(found[0]), id(found[1])] = found


def _merge_alike(a: Generic, b: Generic) -> Type:
    args = tuple(union(x, y) for x, y in zip(a.args, b.args))
    for one, other in ((a, b), (b, a)):
        if _identical(args, one.args) and other.sites <= one.sites and (one.record or not other.record):
            return one
    return Generic(a.name, args, a.sites | b.sites, a.cls, a.record or b.record)


def _tuple_of_either(a: Generic, b: Generic) -> Generic:
    """A tuple of one length, or one of any: the latter itself where it says all that both hold."""
    held = union(*a.args, *b.args)
    whole = a if a.name == "TupleOf" else b
    return whole if whole.args[0] is held else Generic("TupleOf", (held,), a.sites | b.sites)


def _alike(a: Generic, b: Generic) -> bool:
    return a.name == b.name and len(a.args) == len(b.args) and a.cls == b.cls


def join(a: Type, b: Type) -> Type:
    """The smallest type that holds both."""
    return union(a, b)


def of_tuple(t: Type) -> Type:
    """What a tuple stands for in a constant of type ``t``: the only member of a union that has parts."""
    parted = [m for m in members(t) if isinstance(m, Generic) or m == SIZE]
    return parted[0] if len(parted) == 1 else t


def depth(t: Type) -> int:
    """How deep containers and unions nest in ``t``: 2 for ``List[List[int]]``."""
    deepest = now = 0
    for character in str(t):
        now += (character == "[") - (character == "]")
        deepest = max(deepest, now)
    return deepest


def optional(t: Type) -> Type:
    return union(t, NONE)


def without(t: Type, *removed: Type) -> Type:
    """``t`` less the members that are ``removed``."""
    return union(*(m for m in members(t) if m not in removed))


def is_subtype(a: Type, b: Type) -> bool:
    """Whether every value of ``a`` is one of ``b``. ``bool`` is not ``int`` here: a register's tag tells them apart."""
    if a is b or b == ANY or a == NEVER or str(a) == str(b):
        return True
    if not isinstance(a, (Generic, UnionType)) or not isinstance(b, (Generic, UnionType)):
        return _is_part(a, b)
    found = _compared.get((id(a), id(b)))
    if found is None:
        found = a, b, _is_part(a, b)
        _keep(_compared, found)
    return found[2]


def _is_part(a: Type, b: Type) -> bool:
    if isinstance(a, UnionType):
        return all(is_subtype(m, b) for m in a.members)
    if isinstance(b, UnionType):
        return any(is_subtype(a, m) for m in b.members)
    if isinstance(a, TensorType) and isinstance(b, TensorType):
        return (b.dtype is None or a.dtype == b.dtype) and (b.rank is None or a.rank == b.rank)
    if isinstance(a, ArrayType) and isinstance(b, ArrayType):
        return all(y in (None, "", x) for x, y in ((a.dtype, b.dtype), (a.rank, b.rank), (a.kind, b.kind)))
    if isinstance(a, Generic) and isinstance(b, Generic) and (_alike(a, b) or _alike(replace(a, cls=""), b)):
        return all(is_subtype(x, y) for x, y in zip(a.args, b.args))
    if isinstance(a, Generic) and isinstance(b, Generic) and a.name == "Tuple" and b.name == "TupleOf":
        return not a.cls and all(is_subtype(x, b.args[0]) for x in a.args)
    if isinstance(a, Generic) and isinstance(b, Generic) and a.name == b.name == "Match":
        return b.args == (ANY,)
    return False


# torch's names and its ScalarType numbers, with the bytes of an element.
DTYPES = {
    "uint8": (0, 1), "int8": (1, 1), "int16": (2, 2), "int32": (3, 4), "int64": (4, 8), "float16": (5, 2),
    "float32": (6, 4), "float64": (7, 8), "complex64": (9, 8), "complex128": (10, 16), "bool": (11, 1),
    "bfloat16": (15, 2), "uint16": (27, 2), "uint32": (28, 4), "uint64": (29, 8),
}  # fmt: skip

NUMBER = union(BOOL, INT, FLOAT)  # what an operator's `Scalar` takes


@cache
def parse_type(text: str) -> Type:
    """Reads what ``str(type)`` writes. Raises ValueError on anything else."""
    parsed, rest = _parse(text.strip())
    if rest.strip():
        raise ValueError(f"type {text!r}: unexpected {rest!r}")
    return parsed


def _parse(text: str) -> tuple[Type, str]:
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    name, rest = text[:end], text[end:]
    if name in ("Tensor", "Array"):
        dtype, rank, kind = None, None, ""
        if rest.startswith("("):
            inner, _, rest = rest[1:].partition(")")
            for part in inner.split(", "):
                if part.startswith("rank="):
                    rank = int(part[5:])
                elif part in ("array", "scalar"):
                    kind = part
                else:
                    dtype = part
        return TensorType(dtype, rank) if name == "Tensor" else ArrayType(dtype, rank, kind), rest
    cls = ""
    if name in ("Class", "NamedTuple"):
        cls, _, rest = rest.removeprefix('("').partition('")')
        if name == "Class":
            return ClassType(cls), rest
    if name in SIMPLE:
        return SIMPLE[name], rest
    if not rest.startswith("["):
        raise ValueError(f"unknown type {text!r}")
    rest = rest[1:]
    args: list[Type] = []
    if rest.startswith("()]"):
        rest = rest[3:]
    else:
        while True:
            arg, rest = _parse(rest.lstrip())
            args.append(arg)
            if rest.startswith(","):
                rest = rest[1:]
            elif rest.startswith("]"):
                rest = rest[1:]
                break
            else:
                raise ValueError(f"expected ',' or ']' before {rest!r}")
    if name == "Optional":
        return optional(args[0]), rest
    if name == "Union":
        return union(*args), rest
    if name == "NamedTuple":
        return Generic("Tuple", tuple(args), cls=cls), rest
    if name in ("List", "Set", "Dict", "Tuple", "TupleOf", "Match", "Generator"):
        return Generic(name, tuple(args)), rest
    raise ValueError(f"unknown type {name!r}")
