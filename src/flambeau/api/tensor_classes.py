"""Subclasses of Tensor at the border of a program: which parameters are of one, and that others get plain tensors.

A program tells its inputs' classes apart when it is compiled, so that a call may not bring others. They are kept by
name in the archive's metadata, under ``KEY``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .program import Program

KEY = "flambeau:tensor_classes"
PLAIN = frozenset({bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None)})  # most types


def described(found: dict[str, str]) -> dict[str, str]:
    """The metadata of a program whose parameters are of these classes."""
    import json

    return {KEY: json.dumps(found)} if found else {}


def read(metadata: dict[str, str]) -> dict[str, str]:
    if KEY not in metadata:
        return {}
    import json

    found: dict[str, str] = json.loads(metadata[KEY])
    return found


def check(wanted: dict[str, str], program: Program, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raises TypeError for a tensor of a user's subclass where the program was compiled for another class."""
    if not wanted and not (has_tags(args) or has_tags(kwargs.values())):
        return
    names = [parameter.name for parameter in program.signature.parameters]
    for name, value in [*zip(names, args), *kwargs.items()]:
        cls, needed = type(value), wanted.get(name)
        if needed is None and not _is_tag(cls):
            continue
        if needed is None or needed not in [f"{one.__module__}:{one.__qualname__}" for one in cls.__mro__]:
            expected = "a plain Tensor" if needed is None else f"of {needed}"
            raise TypeError(
                f"{program.signature.name}(): argument '{name}' must be {expected}, as in the example inputs, "
                f"not of {cls.__name__}"
            )


def has_tags(values: Iterable[Any]) -> bool:
    """Whether any of them is of a user's subclass of Tensor."""
    return not PLAIN.issuperset(map(type, values)) and True in map(_is_tag, map(type, values))


def _is_tag(cls: type) -> bool:
    """Whether ``cls`` is a user's subclass of Tensor."""
    return type(cls).__name__ == "_TensorMeta" and cls.__module__.partition(".")[0] != "torch"
