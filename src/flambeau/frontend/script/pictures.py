"""Pillow's images from outside a program: inputs, and those that were made before it starts.

What they have as objects of a program is in ``rules/pillow_core.py``, and for callers in ``runtime/classes.py``.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

MODES = ("1", "L", "LA", "RGB", "RGBA", "I", "F")
_EXIF_ORIENTATION = 0x0112


def is_image(value: object) -> bool:
    """Whether a Python object is one of Pillow's images, without importing Pillow."""
    pillow = sys.modules.get("PIL.Image")
    return pillow is not None and isinstance(value, pillow.Image)


def attributes(image: Any) -> dict[str, Any]:
    """The attributes that an image has as an object of a program."""
    return {
        "#pixels": np.array(image), "#mode": image.mode, "#space": None,
        "#orientation": image.getexif().get(_EXIF_ORIENTATION, 1), "palette": None, "info": {},
    }  # fmt: skip
