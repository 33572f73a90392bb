"""Pillow's images out of files that lie in memory: ``Image.open(io.BytesIO(data))``, and EXIF's orientation."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from ....stdlib import image_files as source
from .. import contexts, objects, records
from ..values import Abstract, ObjectValue, Static
from . import function, image_files
from .pillow_core import ORIENTATION, changes, copied, of_image, of_images, picture, pixels

if TYPE_CHECKING:
    from ..interpreter import Interpreter

READS = image_files  # has the rule for ``decoded``

contexts.IDLE.add(Image.Image)


@function(Image.open)
def _open(
    interp: Interpreter, fp: Abstract, mode: Abstract = Static("r"), formats: Abstract = Static(None)
) -> Abstract:
    """An image out of a file in memory. Its mode is only known when the program runs."""
    if objects.class_of(fp) not in (io.BytesIO, records.STANDING[io.BytesIO]):
        interp.refuse("Image.open takes a file that lies in memory", "pass the bytes in: Image.open(io.BytesIO(data))")
    found = interp.call(Static(source.opened), [interp.call(interp.getattr(fp, "getvalue"), [])])
    parts = interp.items(found)
    assert parts is not None
    made = picture(interp, parts[0])
    made.slots[ORIENTATION] = parts[1]
    return made


@of_images(ImageOps.exif_transpose)
def _exif_transpose(interp: Interpreter, image: Abstract, *, in_place: Abstract = Static(False)) -> Abstract:
    """The image upright."""
    assert isinstance(image, ObjectValue)
    upright = interp.call(Static(source.upright), [pixels(image), image.slots[ORIENTATION]])
    if interp.python(in_place):
        image.slots[ORIENTATION] = Static(1)
        return changes(interp, image, upright, "exif_transpose")
    made = picture(interp, copied(interp, upright), image)
    made.slots[ORIENTATION] = Static(1)
    return made


@of_image(Image.Image.close, Image.Image.verify)
def _close(interp: Interpreter, self: Abstract) -> Abstract:
    return Static(None)
