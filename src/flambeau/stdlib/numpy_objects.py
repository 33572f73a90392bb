"""NumPy's arrays of texts and of objects, in the language itself: items in a list, and where each element's item is.

What makes a view or copies elements does so with the places, an array of integers: views share the list of items.

labels = np.array(["[blank]", "a", "b"])
labels[np.array([1, 2])]                     # an array of texts: ['a' 'b']
np.array([boxes, other], dtype=object)       # one of objects: two arrays where their shapes differ
"""

from __future__ import annotations

import functools
import operator
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np


class Placed:
    """What both have in common. ``places`` holds for each element the index of its item in ``items``."""

    def __len__(self: Any) -> int:
        return len(self.places)

    def __iter__(self: Any) -> Any:
        for place in range(len(self.places)):
            yield self[place]

    def __contains__(self: Any, value: Any) -> bool:
        return any(self.items[place] == value for place in self.places.ravel().tolist())

    def __setitem__(self: Any, key: Any, value: Any) -> None:
        places = np.asarray(self.places[key])
        if isinstance(value, (list, tuple, np.ndarray)) and (places.ndim > 0 or not self.holds_any):
            values = list(value)
            if len(values) not in (1, places.size) or places.ndim != 1:
                raise ValueError(
                    f"could not broadcast input array from shape ({len(values)},) into shape {places.shape}"
                )
            for index, place in enumerate(places.tolist()):
                self.items[place] = self.kept(values[index if len(values) > 1 else 0])
        else:
            for place in places.ravel().tolist():
                self.items[place] = self.kept(value)

    @property
    def shape(self: Any) -> Any:
        return self.places.shape

    @property
    def ndim(self: Any) -> Any:
        return self.places.ndim

    @property
    def size(self: Any) -> Any:
        return self.places.size

    def __eq__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.eq)

    def __ne__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.ne)

    def __lt__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.lt)

    def __le__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.le)

    def __gt__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.gt)

    def __ge__(self: Any, other: Any) -> Any:
        return self._compared(other, operator.ge)

    def listed(self: Any) -> Any:
        """The elements, row after row."""
        return [self.items[place] for place in self.places.ravel().tolist()]


def _copies(key: Any) -> bool:
    """Whether what a key picks has memory of its own, as with arrays and lists in it; else it is a view."""
    if isinstance(key, tuple):
        return any(isinstance(part, (np.ndarray, list)) for part in key)
    return isinstance(key, (np.ndarray, list))


class Texts(Placed):
    """An array of texts, of one dim. An element is a plain str here."""

    stands_for = np.ndarray
    known_as = "numpy:ndarray[texts]"
    holds_any = False

    def __init__(self, items: Any, places: Any, width: int) -> None:
        self.items: list[str] = items
        self.places = places
        self.width = width  # longer texts are cut where they are written

    def kept(self, value: Any) -> str:
        return str(value)[: self.width]

    def part(self, places: Any) -> Any:
        if places.ndim != 1:
            raise NotImplementedError("arrays of texts have one dim in a compiled program")
        return Texts(self.items, places, self.width)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, (int, np.integer)):
            return self.items[self.places[key]]
        found = self.places[key]
        if isinstance(found, np.ndarray):
            return self.part(found).copy() if _copies(key) else self.part(found)
        return self.items[found]

    def _compared(self, other: Any, compare: Any) -> Any:
        mine = self.listed()
        if isinstance(other, str):
            return np.array([compare(text, other) for text in mine], dtype=bool)
        others = list(other)
        if len(others) == 1:
            return np.array([compare(text, others[0]) for text in mine], dtype=bool)
        if len(mine) == 1:
            return np.array([compare(mine[0], text) for text in others], dtype=bool)
        if len(mine) != len(others):
            raise ValueError(f"operands could not be broadcast together with shapes ({len(mine)},) ({len(others)},) ")
        return np.array([compare(text, one) for text, one in zip(mine, others)], dtype=bool)

    def __str__(self) -> str:
        return self._shown("[" + " ".join(repr(text) for text in self.listed()) + "]")

    def __repr__(self) -> str:
        shown = "[" + ", ".join(repr(text) for text in self.listed()) + "]"
        return self._shown(f"array({shown}, dtype='<U{self.width}')")

    def _shown(self, text: str) -> str:
        if len(text) > 75:
            raise NotImplementedError("the text of an array of texts that needs several lines")
        return text

    @property
    def T(self) -> Any:
        return self

    def copy(self, order: str = "C") -> Any:
        items = self.listed()
        return Texts(items, np.arange(len(items)), self.width)

    def flatten(self, order: str = "C") -> Any:
        return self.copy()

    def ravel(self, order: str = "C") -> Any:
        return self

    def reshape(self, *shape: Any) -> Any:
        return self.part(self.places.reshape(*shape))

    def squeeze(self, axis: Any = None) -> Any:
        return self.part(np.squeeze(self.places, axis))

    def repeat(self, repeats: Any, axis: Any = None) -> Any:
        return of_texts([self.items[place] for place in np.repeat(self.places, repeats).tolist()], self.width)

    def take(self, indices: Any, axis: Any = None) -> Any:
        return self[np.asarray(indices)]

    def tolist(self) -> Any:
        return self.listed()

    def item(self, *place: int) -> Any:
        if len(place) == 0 and self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self.items[self.places.item(*place)]

    def astype(
        self, dtype: Any, order: str = "K", casting: str = "unsafe", subok: bool = True, copy: bool = True
    ) -> Any:
        kind = np.dtype(dtype).kind
        if kind == "U":
            return of_texts(self.listed(), np.dtype(dtype).itemsize // 4)
        if kind == "f":
            return np.array([float(text) for text in self.listed()], dtype=dtype)
        return np.array([int(text) for text in self.listed()], dtype=dtype)

    def argsort(self, axis: int = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
        items = self.listed()
        return np.array(sorted(range(len(items)), key=lambda place: items[place]), dtype=np.int64)

    def sort(self, axis: int = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> None:
        for place, text in zip(self.places.tolist(), sorted(self.listed())):
            self.items[place] = text


def of_texts(texts: Any, width: int = 0) -> Any:
    """``numpy.array(texts)``: as wide as the longest, or as ``dtype`` says."""
    items = [str(text) for text in texts]
    if width > 0:
        items = [text[:width] for text in items]
    else:
        width = max([1, *[len(text) for text in items]])
    return Texts(items, np.arange(len(items)), width)


def of_texts_or_objects(values: Any, alike: Any) -> Any:
    """``numpy.array(values)`` where some may be None."""
    if any(value is None for value in values):
        return of_objects(values, alike)
    return of_texts(values)


def as_texts(numbers: Any, width: int) -> Any:
    """``numbers.astype(str)``."""
    if numbers.ndim != 1:
        raise NotImplementedError("arrays of texts have one dim in a compiled program")
    return of_texts(numbers, width)


def floats_of_texts(texts: Any) -> Any:
    return [float(text) for text in texts]


def ints_of_texts(texts: Any) -> Any:
    return [int(text) for text in texts]


def truths_of_texts(texts: Any) -> Any:
    return [len(text) > 0 for text in texts]


def numbers_in(string: str, dtype: Any = float, count: int = -1, *, sep: str = "") -> Any:
    """``numpy.fromstring`` of a text."""
    if sep == "":
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    parts = string.split() if sep.strip() == "" else string.split(sep.strip())
    return np.array(parts if count < 0 else parts[:count], dtype=dtype)


# What numpy.array makes numbers of texts by, by the kind of their dtype and how deep the texts lie.
READ: dict[tuple[str, int], Callable[[Any], Any]] = {
    ("f", 1): floats_of_texts,
    ("i", 1): ints_of_texts,
    ("u", 1): ints_of_texts,
    ("b", 1): truths_of_texts,
    ("f", 2): lambda rows: [floats_of_texts(row) for row in rows],
    ("i", 2): lambda rows: [ints_of_texts(row) for row in rows],
    ("u", 2): lambda rows: [ints_of_texts(row) for row in rows],
}


def joined(arrays: Any, axis: Any = 0, out: None = None, *, dtype: None = None, casting: str = "same_kind") -> Any:
    """``numpy.concatenate`` of arrays of texts."""
    items: list[str] = []
    width = 1
    for one in arrays:
        made = one if hasattr(one, "width") else of_texts(one)
        width = max(width, made.width)
        items.extend(made.listed())
    return of_texts(items, width)


def others(arrays: Any) -> Any:
    """Those that are no arrays of texts or objects."""
    return [plain(one) for one in arrays if not hasattr(one, "places")]


def plain(one: Any) -> Any:
    """An array that is none of texts or objects; a program knows that by its type then."""
    return one


def appended(arr: Any, values: Any, axis: Any = None) -> Any:
    """``numpy.append`` to an array of texts."""
    return joined([arr, one_or_more(values)])


def one_or_more(values: Any) -> Any:
    return of_texts([values]) if isinstance(values, str) else of_texts(values)


def unique(
    ar: Any, return_index: bool = False, return_inverse: bool = False, return_counts: bool = False, axis: Any = None,
    *, equal_nan: bool = True, sorted: bool = True,
) -> Any:  # fmt: skip
    """``numpy.unique`` of an array of texts."""
    found, first, inverse, counts = distinct(ar.listed())
    texts = of_texts(found, ar.width)
    if not (return_index or return_inverse or return_counts):
        return texts
    made: Any = (texts,)
    if return_index:
        made = (*made, np.array(first, dtype=np.int64))
    if return_inverse:
        made = (*made, np.array(inverse, dtype=np.int64))
    if return_counts:
        made = (*made, np.array(counts, dtype=np.int64))
    return made


def distinct(texts: list[str]) -> tuple[list[str], list[int], list[int], list[int]]:
    """The texts in order, each once; where each was first, which each is, and how often it was."""
    first: dict[str, int] = {}
    counted: dict[str, int] = {}
    for place, text in enumerate(texts):
        first.setdefault(text, place)
        counted[text] = counted.get(text, 0) + 1
    found = sorted(first)
    ranks = {text: rank for rank, text in enumerate(found)}
    return found, [first[text] for text in found], [ranks[text] for text in texts], [counted[text] for text in found]


def isin(
    element: Any, test_elements: Any, assume_unique: bool = False, invert: bool = False, *, kind: None = None
) -> Any:
    """``numpy.isin`` for texts."""
    wanted = set(test_elements)
    return np.array([(text in wanted) != invert for text in element], dtype=bool)


def ordered(a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    """``numpy.sort`` of an array of texts."""
    made = a.copy()
    made.sort()
    return made


class Objects(Placed):
    """An array of objects, of any rank. Each place of a program that makes some has a class of its own, so that the
    types of what they hold are kept apart."""

    stands_for = np.ndarray
    known_as = "numpy:ndarray[objects]"
    holds_any = True
    alike: Any  # the class of the place that made the array

    def __init__(self, items: Any, places: Any) -> None:
        self.items = items
        self.places = places

    def kept(self, value: Any) -> Any:
        return value

    def __getitem__(self, key: Any) -> Any:
        found = self.places[key]
        if isinstance(found, np.ndarray):
            return self.alike(self.items, found).copy() if _copies(key) else self.alike(self.items, found)
        return self.items[found]

    @property
    def T(self) -> Any:
        return self.alike(self.items, self.places.T)

    def copy(self, order: str = "C") -> Any:
        items = self.listed()
        return self.alike(items, np.arange(len(items)).reshape(self.places.shape))

    def flatten(self, order: str = "C") -> Any:
        return self.copy().ravel()

    def ravel(self, order: str = "C") -> Any:
        return self.alike(self.items, self.places.ravel())

    def reshape(self, *shape: Any) -> Any:
        return self.alike(self.items, self.places.reshape(*shape))

    def squeeze(self, axis: Any = None) -> Any:
        return self.alike(self.items, np.squeeze(self.places, axis))

    def transpose(self, *axes: Any) -> Any:
        return self.alike(self.items, self.places.transpose(*axes))

    def tolist(self) -> Any:
        if self.places.ndim != 1:
            raise NotImplementedError("tolist() of an array of objects with several dims in a compiled program")
        return self.listed()

    def astype(
        self, dtype: Any, order: str = "K", casting: str = "unsafe", subok: bool = True, copy: bool = True
    ) -> Any:
        if np.dtype(dtype).kind == "U":
            if self.places.ndim != 1:
                raise NotImplementedError("arrays of texts have one dim in a compiled program")
            return of_texts(self.listed(), np.dtype(dtype).itemsize // 4)
        return np.array(self.listed(), dtype=dtype).reshape(self.places.shape)

    def argsort(self, axis: int = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
        if self.places.ndim != 1:
            raise NotImplementedError("argsort() of an array of objects with several dims in a compiled program")
        items = self.listed()
        return np.array(sorted(range(len(items)), key=lambda place: items[place]), dtype=np.int64)

    def _with(self, other: Any, combine: Any) -> Any:
        """Element by element: items and their shape."""
        if isinstance(other, np.ndarray):
            others, theirs = other.ravel().tolist(), np.arange(other.size).reshape(other.shape)
        else:
            return [combine(_number(item), other) for item in self.listed()], self.places.shape
        mine, theirs = np.broadcast_arrays(self.places, theirs)
        pairs = zip(mine.ravel().tolist(), theirs.ravel().tolist())
        return [combine(_number(self.items[one]), _number(others[another])) for one, another in pairs], mine.shape

    def _made(self, other: Any, combine: Any) -> Any:
        items, shape = self._with(other, combine)
        return self.alike(items, np.arange(len(items)).reshape(shape))

    def _compared(self, other: Any, compare: Any) -> Any:
        items, shape = self._with(other, compare)
        return np.array(items, dtype=bool).reshape(shape)

    def __add__(self, other: Any) -> Any:
        return self._made(other, operator.add)

    def __radd__(self, other: Any) -> Any:
        return self._made(other, lambda one, another: another + one)

    def __sub__(self, other: Any) -> Any:
        return self._made(other, operator.sub)

    def __rsub__(self, other: Any) -> Any:
        return self._made(other, lambda one, another: another - one)

    def __mul__(self, other: Any) -> Any:
        return self._made(other, operator.mul)

    def __rmul__(self, other: Any) -> Any:
        return self._made(other, lambda one, another: another * one)

    def __truediv__(self, other: Any) -> Any:
        return self._made(other, operator.truediv)


def _number(item: Any) -> Any:
    """An item as an operator's operand: no array of objects, whose items might be such arrays again."""
    if hasattr(item, "alike"):
        raise NotImplementedError("arithmetic of an array of objects that holds arrays of objects")
    return item


def objects_made_at(place: str) -> Any:
    """The class of the arrays of objects that a place of a program makes, or of those from outside."""
    return objects_known_as(f"numpy:ndarray[objects {zlib.crc32(place.encode()):08x}]" if place else Objects.known_as)


@functools.lru_cache(maxsize=1024)
def objects_known_as(name: str) -> Any:
    """The class that has this name in programs."""
    made: Any = type("Objects", (Objects,), {"known_as": name, "__module__": __name__})
    made.alike = staticmethod(made)
    return made


def of_objects(values: Any, cls: Any) -> Any:
    """``numpy.array(values, dtype=object)``: as many dims as lists and arrays of equal sizes are nested."""
    items, shape = laid_out(values)
    return cls(items, np.arange(len(items)).reshape(shape))


def filled_objects(shape: Any, value: Any, cls: Any) -> Any:
    """``numpy.full(shape, value, dtype=object)``."""
    places = np.zeros(shape, dtype=np.int64)
    count = places.size
    return cls([value] * count, np.arange(count).reshape(places.shape))


def laid_out(value: Any) -> Any:
    """What is in nested sequences, row after row, and their common shape."""
    if isinstance(value, np.ndarray):
        return value.ravel().tolist(), value.shape
    if isinstance(value, (list, tuple)):
        return rows(value)
    return [value], ()


def rows(values: Any) -> Any:
    """The items and shape of a sequence: its elements are rows where all have the same shape, else the items."""
    parts = [laid_out(value) for value in values]
    shapes = [shape for _, shape in parts]
    if len(parts) == 0:
        return list(values), (0,)
    if any(shape != shapes[0] for shape in shapes):
        if all(len(shape) > 0 and shape[0] == shapes[0][0] for shape in shapes):
            raise ValueError(f"could not broadcast input array from shape {shapes[0]} into shape ({len(parts)},)")
        return list(values), (len(parts),)
    return [item for items, _ in parts for item in items], (len(parts), *shapes[0])
