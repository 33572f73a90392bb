"""Pillow's images as the rules for them see them: objects of a program that hold an array and never cross its border.

An image's mode follows from its array, but for HSV and YCbCr, whose bytes look like RGB's: ``SPACE`` names those. Where
the mode is known while compiling, ``MODE`` has it. ``ORIENTATION`` is EXIF's, of an image out of a file.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from .... import types as ty
from .. import containers, objects, records
from ..values import DYN, NONE, Abstract, Dynamic, ObjectValue, Static
from . import Rule, function
from .numpy_core import ND_ARRAY, index

if TYPE_CHECKING:
    from ..interpreter import Interpreter

PIXELS, MODE, SPACE, ORIENTATION = "#pixels", "#mode", "#space", "#orientation"
PLAIN = ("1", "L", "LA", "RGB", "RGBA", "I", "F")
SPACES = ("HSV", "YCbCr")
MODES = (*PLAIN, *SPACES)
# By what the dtype of an array of two dims has to be.
FLAT = {"uint8": "L", "bool": "1", "int32": "I", "float32": "F"}

NO_INFO = Static({})  # of every image: paths that meet have to join nothing


def is_image(v: Abstract) -> bool:
    return isinstance(v, ObjectValue) and issubclass(v.cls, Image.Image) and PIXELS in v.slots


def opened(interp: Interpreter, v: Abstract) -> Abstract:
    """An image that a list, a loop or an attribute holds, as it is now; anything else as it is."""
    if isinstance(v, Static) and isinstance(v.value, Image.Image):
        return _known(interp, v.value)
    held = v.slots.get(DYN, v) if isinstance(v, ObjectValue) else v
    cls = objects.class_of(held)
    if not isinstance(held, Dynamic) or cls is None or not issubclass(cls, Image.Image):
        return v
    made = interp.new_object(Image.Image)
    for name in (PIXELS, MODE, SPACE, ORIENTATION, "palette", "info"):
        found = objects.find(interp, held, name) or NONE
        made.slots[name] = NONE if interp.type_of(found) == ty.NONE else found
    if not isinstance(made.slots[MODE], Static):
        made.slots[MODE] = NONE  # it follows from the pixels
    made.by_value = True
    return made


_pixels: dict[int, tuple[weakref.ref[Any], Any]] = {}  # of images from before the program, by their ids


def _known(interp: Interpreter, image: Image.Image) -> Abstract:
    """An image from before the program."""
    if image.mode not in PLAIN:
        interp.refuse(f"an image of the mode {image.mode} can't be compiled", 'convert it before: image.convert("RGB")')
    found, array = _pixels.get(id(image), (None, None))
    if found is None or found() is not image:
        array = np.array(image)
        _pixels[id(image)] = weakref.ref(image), array
    return picture(interp, Static(array), mode=image.mode)


def of_images(*functions: Any) -> Callable[[Rule], Rule]:
    """Registers a rule for functions that take images, whatever holds these."""

    def register(rule: Rule) -> Rule:
        @functools.wraps(rule)
        def called(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
            for at, one in enumerate(args):
                if isinstance(one, Dynamic) and _may_be_image(one.type):
                    before, after = args[:at], args[at + 1 :]
                    return interp.split(one, functools.partial(_again, interp, called, before, after, kwargs))
            given = [opened(interp, a) for a in args]
            return rule(interp, *given, **{name: opened(interp, a) for name, a in kwargs.items()})

        function(*functions)(called)
        return rule

    return register


def _may_be_image(type: ty.Type) -> bool:
    found = map(records.of_type, type.members if isinstance(type, ty.UnionType) else ())
    return any(record is not None and issubclass(record.cls, Image.Image) for record in found)


def _again(
    interp: Interpreter, called: Rule, before: tuple[Abstract, ...], after: tuple[Abstract, ...],
    kwargs: dict[str, Abstract], chosen: Abstract,
) -> Abstract:  # fmt: skip
    return called(interp, *before, chosen, *after, **kwargs)


def of_image(*methods: Any) -> Callable[[Rule], Rule]:
    """Registers a rule for methods of images. What one writes into an image that something holds is written there."""

    def register(rule: Rule) -> Rule:
        @functools.wraps(rule)
        def checked(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
            if isinstance(self, Dynamic) and isinstance(self.type, ty.UnionType):
                return interp.split(self, lambda one: checked(interp, one, *args, **kwargs))
            image = opened(interp, self)
            if not is_image(image):
                interp.refuse("this isn't an image of the program", "make it there: Image.fromarray(pixels)")
            assert isinstance(image, ObjectValue)
            if isinstance(image.slots[SPACE], Dynamic):
                return _in_each_space(
                    interp, image.slots[SPACE], lambda space: called(interp, self, space, args, kwargs)
                )
            return called(interp, self, image.slots[SPACE], args, kwargs)

        def called(
            interp: Interpreter, self: Abstract, space: Abstract, args: tuple[Abstract, ...],
            kwargs: dict[str, Abstract],
        ) -> Abstract:  # fmt: skip
            image = opened(interp, self)
            assert isinstance(image, ObjectValue)
            image.slots[SPACE] = space
            before, given = dict(image.slots), [opened(interp, a) for a in args]
            made = rule(interp, image, *given, **{name: opened(interp, a) for name, a in kwargs.items()})
            if image is not self:
                _write_back(interp, self, before, image.slots)
            return made

        function(*methods)(checked)
        return rule

    return register


def _in_each_space(interp: Interpreter, space: Abstract, use: Callable[[Abstract], Abstract]) -> Abstract:
    """What ``use`` gives for the space that an image has when the program runs: None or one of ``SPACES``."""

    def of(one: Abstract) -> Abstract:
        if interp.type_of(one) == ty.NONE:
            return use(NONE)
        first = interp.lift(interp.compare("eq", one, Static(SPACES[0])))
        return interp.branch(first, lambda: use(Static(SPACES[0])), lambda: use(Static(SPACES[1])))

    return interp.split(space, of)


def _write_back(interp: Interpreter, self: Abstract, before: dict[Any, Abstract], after: dict[Any, Abstract]) -> None:
    """Gives the image that something holds what a method has changed in it."""
    held = self.slots[DYN] if isinstance(self, ObjectValue) else self
    if isinstance(held, Static) and any(after[name] is not before[name] for name in (PIXELS, MODE, SPACE)):
        interp.refuse("this changes an image that lives outside the program", "change a copy: image.copy()")
    if isinstance(held, Static):
        return
    assert isinstance(held, Dynamic)
    for name in (PIXELS, MODE, SPACE):
        if after[name] is not before[name]:
            objects.set_(interp, held, name, after[name])


def pixels(self: Abstract) -> Abstract:
    """The array of an image of the program."""
    assert isinstance(self, ObjectValue)
    return self.slots[PIXELS]


def tensor(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("np::to_tensor", interp.op("np::ascontiguousarray", pixels(self), NONE))


def picture(interp: Interpreter, array: Abstract, like: Abstract | None = None, mode: str | None = None) -> ObjectValue:
    """A new image of these pixels, which nobody else holds. It has ``mode``, or that of ``like`` it was made of."""
    made = interp.new_object(Image.Image)
    known: Abstract = Static(mode if mode in PLAIN else None)
    space: Abstract = Static(mode if mode in SPACES else None)
    orientation: Abstract = Static(1)
    if isinstance(like, ObjectValue):
        orientation = like.slots[ORIENTATION]
        if mode is None:
            known, space = like.slots[MODE], like.slots[SPACE]
    made.slots.update({PIXELS: array, MODE: known, SPACE: space, ORIENTATION: orientation})
    made.slots.update({"palette": NONE, "info": NO_INFO})
    made.by_value = True
    return made


def of_tensor(
    interp: Interpreter, made: Abstract, like: Abstract | None = None, mode: str | None = None
) -> ObjectValue:
    return picture(interp, interp.op("np::from_tensor", made, result=ND_ARRAY), like, mode)


def written(
    interp: Interpreter, function: Any, *args: Any, like: Abstract | None = None, mode: str | None = None
) -> ObjectValue:
    """The image whose pixels a function of ``stdlib`` gives. Images among the arguments stand for their pixels."""
    given = [pixels(a) if is_image(a) else a if isinstance(a, Abstract) else Static(a) for a in args]
    return picture(interp, interp.call(Static(function), given), like, mode)


def space_of(interp: Interpreter, self: Abstract) -> str | None:
    """HSV or YCbCr, where the image is one of these."""
    assert isinstance(self, ObjectValue)
    space = self.slots[SPACE]
    if not isinstance(space, Static):
        interp.refuse(
            "the mode of this image depends on the path taken, and it is HSV or YCbCr on one of them only",
            "convert it on the other paths too",
        )
    found: str | None = space.value
    return found


def known_mode(interp: Interpreter, self: Abstract) -> str | None:
    """The mode of an image, where it is known while compiling."""
    assert isinstance(self, ObjectValue)
    space, held = space_of(interp, self), self.slots[MODE]
    if space is not None:
        return space
    return held.value if isinstance(held, Static) else None


def mode_of(interp: Interpreter, self: Abstract) -> Abstract:
    known = known_mode(interp, self)
    return interp.op("pil::mode", tensor(interp, self)) if known is None else Static(known)


def bands_of(interp: Interpreter, self: Abstract, what: str) -> tuple[str, ...]:
    """The names of an image's bands, of which the program has to know how many there are."""
    known = known_mode(interp, self)
    if known is None:
        interp.refuse(
            f"{what} of an image whose mode is only known when the program runs", 'convert it first: convert("RGB")'
        )
    return Image.getmodebandnames(known)


def integers(interp: Interpreter, v: Abstract, count: int) -> list[Abstract]:
    items = interp.items(v)
    if items is None:
        items = [containers.getitem(interp, v, Static(i)) for i in range(count)]
    if len(items) != count:
        interp.raise_(ValueError, f"expected {count} numbers, not {len(items)}")
    return [index(interp, i) for i in items]


def none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def changes(interp: Interpreter, self: Abstract, array: Abstract, name: str) -> Abstract:
    """Gives an image other pixels, as its methods do that write into it."""
    assert isinstance(self, ObjectValue)
    if self.shared:
        interp.refuse(
            f"Image.{name} changes an image that may be another variable's too, depending on the path taken",
            "change a copy: image = image.copy()",
        )
    self.slots[PIXELS] = array
    return NONE


def copied(interp: Interpreter, array: Abstract) -> Abstract:
    return interp.op("np::copy", array, "C", result=ND_ARRAY)
