"""Destinations of OpenCV's functions: ``cv2.subtract(image, mean, image)`` writes into ``image`` and returns it.

What a function returns, and under which parameters it takes arrays for that, its own documentation says in its first
line: ``subtract(src1, src2[, dst[, mask[, dtype]]]) -> dst``. The rules compile functions as if none was given; the
result is copied into the array that is given where it fits, as OpenCV would have written it.
"""

from __future__ import annotations

import functools
import re
import types
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import opencv_destinations
from ..values import NONE, Abstract, Static, TupleValue
from . import FUNCTIONS, Rule
from .numpy_core import is_array

if TYPE_CHECKING:
    from ..interpreter import Interpreter

KEEPS_MASKED = ("add", "subtract", "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_not", "copyTo")


def allow(module: Any) -> None:
    """Lets every function of OpenCV that has a rule take its destinations."""
    for called in vars(module).values():
        if not isinstance(called, types.BuiltinFunctionType) or called not in FUNCTIONS:
            continue
        parameters, returned = _documented(called)
        places = {name: parameters.index(name) for name in returned if name in parameters}
        if places:
            FUNCTIONS[called] = _with_destinations(called.__name__, FUNCTIONS[called], parameters, returned, places)


def _documented(called: Any) -> tuple[list[str], list[str]]:
    """The names of the parameters and of the results; an image that is drawn into is no destination."""
    found = re.match(r"\w+\((.*?)\) -> (.*)", called.__doc__ or "")
    if found is None:
        return [], []
    needed, _, _ = found[1].partition("[")
    changed = [name.strip() for name in needed.split(",") if name.strip() != "dst"]
    returned = [name.strip() for name in found[2].split(",")]
    return re.findall(r"\w+", found[1]), [name if name not in changed else "" for name in returned]


def _may_be_array(interp: Interpreter, v: Abstract) -> bool:
    """Numbers come here where a function has a second form, whose parameters stand in other places (`cv2.Canny`)."""
    t = interp.type_of(v)
    return is_array(t) or (isinstance(t, ty.UnionType) and any(map(is_array, t.members)))


def _with_destinations(
    name: str, rule: Rule, parameters: list[str], returned: list[str], places: dict[str, int]
) -> Rule:
    @functools.wraps(rule)
    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        given = dict(zip(parameters, args)) | kwargs
        asked = {one: given[one] for one in places if one in given and _may_be_array(interp, given[one])}
        if not asked:
            return rule(interp, *args, **kwargs)
        without = [NONE if parameter in asked else v for parameter, v in zip(parameters, args)]
        result = rule(interp, *without, *args[len(parameters) :], **{k: v for k, v in kwargs.items() if k not in asked})
        mask = given.get("mask", NONE) if name in KEEPS_MASKED else NONE

        def write(made: Abstract, destination: Abstract | None) -> Abstract:
            if destination is None:
                return made
            if not isinstance(interp.type_of(made), ty.ArrayType):
                interp.refuse(f"cv2.{name} into what is given for its result isn't supported", "use the result instead")
            return interp.call(Static(opencv_destinations.written), [destination, made, mask])

        if not isinstance(result, TupleValue):
            return write(result, asked.get(returned[0]))
        return TupleValue(tuple(write(v, asked.get(one)) for v, one in zip(result.items, returned)))

    return call
