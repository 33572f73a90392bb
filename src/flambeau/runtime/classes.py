"""The Python classes of a program's objects.

A file names its classes, ``package.module:Outer.Inner``. The class is the one that the program was compiled with in
this process, or the one that a module already imported holds under that name. Nothing is imported, and no code of the
class runs: an object is made without ``__init__`` and given its attributes. Where there is no such class, a stand-in
with the same name and fields is made: a dataclass, NamedTuple, Enum or plain class.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import functools
import io
import itertools
import random
import re
import sys
import types
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import _core, generators

OBJECT, NAMED_TUPLE, ENUM = range(3)
COMPARED, ORDERED, HASHED, UNHASHABLE, SHOWN, VALUE = (1 << i for i in range(6))

_known: dict[str, type] = {}
_stand_ins: dict[tuple[Any, ...], type] = {}


def remember(classes: Mapping[str, type]) -> None:
    """The classes that a program was compiled with: found again even where no module holds them by name."""
    _known.update(classes)


# The field of an instance that holds what it contains as a list, dict or set: see frontend/script/inherited.py.
CONTAINED = {"#dict": dict, "#list": list, "#set": set}
_MAKERS = (object, dict, list, set, random.Random.__mro__[1], types.SimpleNamespace)
_ARRAYS = {"U": "texts", "O": "objects"}  # those of NumPy's that no operator takes, by the kind of their dtype
_WRITTEN_IN_C = {
    "builtins:bytearray": bytearray, "builtins:frozenset": frozenset, "itertools:count": itertools.count,
    "_io:StringIO": io.StringIO,
    "_io:BytesIO": io.BytesIO, "datetime:timedelta": datetime.timedelta,
    "datetime:date": datetime.date, "datetime:datetime": datetime.datetime, "datetime:timezone": datetime.timezone,
    "datetime:time": datetime.time,
    "re:Pattern": re.Pattern,
}  # fmt: skip


def name_of(value: Any) -> str:
    """The name that a program knows the class of ``value`` by."""
    cls = type(value)
    plain = f"{cls.__module__}:{cls.__qualname__}"
    if plain.startswith("PIL.") and is_image(value):
        return "PIL.Image:Image"
    if cls is np.ndarray:
        return f"{plain}[{_ARRAYS.get(value.dtype.kind, '')}]"
    if cls is not collections.defaultdict:
        return plain
    factory = value.default_factory
    name = getattr(factory, "__qualname__", repr(factory))
    return f"{plain}[{getattr(factory, '__module__', '')}:{name}]"


def is_image(value: object) -> bool:
    """Whether a Python object is one of Pillow's images, without importing Pillow."""
    pillow = sys.modules.get("PIL.Image")
    return pillow is not None and isinstance(value, pillow.Image)


IMAGE_MODES = ("1", "L", "LA", "RGB", "RGBA", "I", "F")


def part_of_image(image: Any, name: str) -> Any:
    """What a program has as an attribute of an image: see frontend/script/rules/pillow_core.py."""
    if image.mode not in IMAGE_MODES:
        raise NotImplementedError(f"an image of the mode {image.mode} can't be taken: convert it to RGB before")
    if name == "#pixels":
        return _pixels(image)
    if name == "#orientation":
        return image.getexif().get(0x0112, 1)
    held = {"#mode": image.mode, "#space": None, "palette": None, "info": {}}
    return held[name] if name in held else getattr(image, name, None)


def _pixels(image: Any) -> Any:
    """The pixels of an image. Those of RGB lie in four bytes each in Pillow, which takes its time to leave one out."""
    if image.mode != "RGB" or 0 in image.size:
        return np.array(image)
    from PIL import Image

    width, height = image.size
    image.load()
    encoder = Image._getencoder("RGB", "raw", "RGBX")  # which gives all at once; tobytes joins small parts
    try:
        encoder.setimage(image.im, (0, 0, width, height))
        _, _, pixels = encoder.encode(4 * width * height)
    finally:
        encoder.cleanup()
    return np.asarray(_core.three_of_four(pixels, height, width))


def _of_pixels(pixels: Any) -> Any:
    """One of Pillow's images of an array, with pixels of its own."""
    from PIL import Image

    if pixels.ndim != 3 or pixels.shape[2] != 3 or 0 in pixels.shape:
        return Image.fromarray(pixels)
    padded = np.asarray(_core.four_of_three(pixels))
    return Image.frombytes("RGB", (pixels.shape[1], pixels.shape[0]), padded, "raw", ("RGBX", 0, 1))


def contents(value: Any) -> Any:
    """What an instance of a class that inherits from a container contains, as a plain one; an array's items."""
    if isinstance(value, np.ndarray):
        return value.ravel().tolist()
    if isinstance(value, dict):
        return dict(value)
    return set(value) if isinstance(value, (set, frozenset)) else list(value)


def resolve(name: str, kind: int, flags: int, fields: Sequence[str], members: Sequence[tuple[str, Any]]) -> type:
    """The class called ``name``, or a stand-in for it."""
    if name.startswith("collections:"):
        return getattr(collections, name.partition(":")[2].partition("[")[0])  # type: ignore[no-any-return]
    if name.startswith("numpy:ndarray["):
        return np.ma.MaskedArray if name.endswith("[masked]") else np.ndarray
    if name in _WRITTEN_IN_C:
        return _WRITTEN_IN_C[name]
    found = find(name)
    found = getattr(found, "stands_for", found)
    if name == generators.NAME and found is not None:
        return found
    if found is not None and _fits(found, kind):
        return found
    key = (name, kind, flags, tuple(fields), tuple(map(repr, members)))
    if key not in _stand_ins:
        _stand_ins[key] = _stand_in(name, kind, flags, fields, members)
    return _stand_ins[key]


def use_of(
    name: str, kind: int, flags: int, fields: Sequence[str], members: Sequence[tuple[str, Any]]
) -> tuple[type, Any]:
    """The class called ``name``, and what makes a NamedTuple of its items, or an instance, where it is nothing but its
    attributes: ``make_object`` and ``set_attribute`` say what all the others are."""
    cls = resolve(name, kind, flags, fields, members)
    if kind == NAMED_TUPLE:
        return cls, getattr(cls, "_make", cls)  # one of torch.return_types
    is_plain = kind == OBJECT and name not in _WRITTEN_IN_C and _is_plain(cls)
    return cls, _maker(cls) if is_plain else None


def find(name: str) -> type | None:
    """The class that a program knows by ``name``, where this process has it."""
    return _known.get(name) or _imported(name)


def _imported(name: str) -> type | None:
    found = _imported_object(name)
    return found if isinstance(found, type) else None


def _imported_object(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = sys.modules.get(module)
    for part in path.split("."):
        found = getattr(found, "__dict__", {}).get(part)
    return found


@functools.lru_cache(maxsize=1024)
def _fits(cls: type, kind: int) -> bool:
    if kind == ENUM:
        return issubclass(cls, enum.Enum)
    if kind == NAMED_TUPLE:
        return issubclass(cls, tuple)
    if issubclass(cls, enum.Flag):
        return True
    # Nothing but attributes: no resource that only __init__ would have taken hold of, or that __del__ would let go.
    made_by = _maker(cls)
    return any(made_by is vars(maker)["__new__"] for maker in _MAKERS) and not hasattr(cls, "__del__")


def _maker(cls: type) -> Any:
    """The ``__new__`` that makes instances in the end, past those that are written in Python."""
    written = (vars(base)["__new__"] for base in cls.__mro__ if "__new__" in vars(base))
    return next(one for one in written if not isinstance(one, staticmethod))


def _is_plain(cls: type) -> bool:
    """Whether an instance is nothing but its attributes."""
    pillow = sys.modules.get("PIL.Image")
    is_special = issubclass(cls, enum.Flag) or (pillow is not None and issubclass(cls, pillow.Image))
    return not is_special and _maker(cls) in (object.__new__, types.SimpleNamespace.__new__)


def _stand_in(name: str, kind: int, flags: int, fields: Sequence[str], members: Sequence[tuple[str, Any]]) -> type:
    module, _, path = name.partition(":")
    short = path.rpartition(".")[2]
    made: Any
    if kind == ENUM:
        numbers = flags & VALUE and all(isinstance(value, int) for _, value in members)
        base: Any = enum.IntEnum if numbers else enum.Enum
        made = base(short, list(members))
    elif kind == NAMED_TUPLE:
        make: Any = collections.namedtuple
        made = make(short, fields, rename=True)
    elif flags & (COMPARED | SHOWN) and not CONTAINED.keys() & set(fields):
        made = dataclasses.make_dataclass(short, fields, order=bool(flags & ORDERED), unsafe_hash=bool(flags & HASHED))
    else:
        base = next((CONTAINED[f] for f in fields if f in CONTAINED), object)
        made = type(short, (base,), {"__slots__": tuple(f for f in fields if f not in CONTAINED)})
    made.__module__, made.__qualname__ = module, path
    return made  # type: ignore[no-any-return]


def default_factory(name: str) -> Any:
    """The factory of the defaultdicts that are known as ``name``; None where no module imported has it."""
    known = getattr(_known.get(name), "default_factory", None)
    return known or _imported_object(name.partition("[")[2].removesuffix("]"))


def make_object(cls: Any, name: str, given: list[Any]) -> Any:
    """An instance without attributes; its ``__init__`` doesn't run. ``given`` is what a frozenset, deque, counter,
    pattern, flag or moment of ``datetime`` never changes: its ``maxlen``, where it stands and its step, or all that it
    holds."""
    if issubclass(cls, enum.Flag):
        return cls(*given)
    if cls is frozenset:
        return frozenset(given)
    if cls is collections.deque:
        return collections.deque(maxlen=given[0] if given else None)
    if cls is itertools.count or cls.__module__ == "datetime":
        return cls(*given)
    if cls is re.Pattern:
        return re.compile(*given)
    if name == "numpy:ndarray[masked]":
        data, mask, has_mask = given
        return np.ma.array(data, mask=mask) if has_mask else np.ma.array(data)
    if cls is np.ndarray:
        return _array(*given)
    if cls in (io.StringIO, io.BytesIO) or name == generators.NAME:
        return cls()
    if cls is collections.defaultdict:
        return collections.defaultdict(default_factory(name))
    return _maker(cls)(cls)


def set_attribute(target: Any, name: str, value: Any) -> None:
    """Sets an attribute, of a frozen dataclass too, or what an instance contains: no code of its class runs."""
    if name == "words" and isinstance(target, random.Random):
        _set_generator(target, value)
        return
    if isinstance(target, (frozenset, enum.Flag, itertools.count, re.Pattern)) or type(target).__module__ == "datetime":
        return
    if isinstance(target, np.ndarray):
        if name in CONTAINED:  # the items of an array that a caller gave
            for place, item in enumerate(value):
                target.flat[place] = item
        return
    if isinstance(target, (io.StringIO, io.BytesIO)) and name in ("text", "data", "place", "closed", "any_end"):
        _set_content(target, name, value)
        return
    if name_of(target) == generators.NAME:
        generators.set_content(target, name, value)
        return
    if is_image(target):
        _set_image(target, name, value)
        return
    bases: tuple[Any, ...] = (list, set, collections.deque, bytearray, collections.OrderedDict, dict)
    if name not in CONTAINED:
        if not (name == "maxlen" and type(target) is collections.deque):
            object.__setattr__(target, name, value)
        return
    base = next(b for b in bases if isinstance(target, b))
    base.clear(target)
    if not isinstance(target, dict):
        (set.update if base is set else base.extend)(target, value)
        return
    for key, item in value.items():
        base.__setitem__(target, key, item)


def part_of_array(array: Any, name: str) -> Any:
    """Where the items of an array of texts or objects are, or how long its texts may be."""
    return array.dtype.itemsize // 4 if name == "width" else np.arange(array.size).reshape(array.shape)


def _array(items: list[Any], places: Any, width: int = 0) -> Any:
    """An array of texts of at most ``width`` characters, or of objects: see stdlib/numpy_objects.py."""
    made = np.empty(places.shape, dtype=f"<U{width}" if width else object)
    for index, place in enumerate(places.ravel().tolist()):
        made.flat[index] = items[place]
    return made


def content_of(held: Any) -> dict[str, Any]:
    """What a ``torch.Generator`` or an object of a file in memory is in a program: what it holds, where it stands."""
    if name_of(held) == generators.NAME:
        return generators.content_of(held)
    closed = held.closed
    place = 0 if closed else held.tell()
    if isinstance(held, io.BytesIO):
        return {"data": b"" if closed else held.getvalue(), "place": place, "closed": closed}
    any_end = not closed and held.__getstate__()[1] == ""
    return {"text": "" if closed else held.getvalue(), "place": place, "closed": closed, "any_end": any_end}


def _set_content(target: Any, name: str, value: Any) -> None:
    """What a file in memory holds, then where it stands, then whether it is closed."""
    if name == "any_end":
        return  # which ends of lines it knows is only told to a new one
    if name == "closed":
        if value:
            target.close()
        return
    target.seek(value if name == "place" else 0)
    if name != "place":
        target.truncate()
        target.write(value)


def _set_image(target: Any, name: str, value: Any) -> None:
    """The pixels of one of Pillow's images, or the space of colours that they are of: the rest follows from these."""
    from PIL import Image

    if name == "#pixels":
        vars(target).update(vars(_of_pixels(np.ascontiguousarray(value))))
    elif name == "#space" and value is not None:
        vars(target).update(vars(Image.frombytes(value, target.size, target.tobytes())))


def _set_generator(target: random.Random, words: list[int]) -> None:
    """The state of a random generator; an unseeded one says so in an attribute."""
    if len(words) > 1:
        target.setstate((target.VERSION, tuple(words), getattr(target, "gauss_next", None)))
    else:
        object.__setattr__(target, "words", words)
