"""The Python exceptions for those that leave a program.

An exception of the user's is one of the very class where this process has it, as objects of other classes are (see
``classes.py``): it gets its arguments and attributes, and its ``__init__`` doesn't run. Elsewhere a stand-in of the
same name is raised, under the nearest of Python's own classes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from . import classes

_LIBRARIES = ("builtins", "flambeau.errors", "json", "numpy.exceptions", "numpy.linalg", "numpy._core._exceptions")

_stand_ins: dict[tuple[str, ...], type[BaseException]] = {}


def make(
    name: str, bases: Sequence[str], message: str, args: tuple[Any, ...] | None, attributes: Mapping[str, Any] | None
) -> BaseException:
    """An exception of the class ``name``, whose ``bases`` are named from the nearest on; a user's own class first says
    where it is defined, ``package.module:Outer.Inner``. Without ``args`` it has no other argument than its message."""
    if args is None:
        args = _args_of_text(name, message)
    full = next((base for base in bases if ":" in base), None)
    own = classes.find(full) if full else None
    found = None if full else _of_library(name)
    if own is not None and issubclass(own, BaseException):
        made = _without_init(own, args)
    elif found is not None:
        made = _of(found, args, message)
    else:
        made = _without_init(_stand_in(name, bases), args)
        if str(made) != message:
            made.args = (message,)  # the class that would write it isn't at hand
    for attribute, value in (attributes or {}).items():
        if attribute == "__cause__":
            made.__cause__ = value
        else:
            vars(made)[attribute] = value
    return made


def _args_of_text(name: str, message: str) -> tuple[Any, ...]:
    if name == "KeyError":
        try:  # its text is the repr of its argument
            return (ast.literal_eval(message),)
        except (ValueError, SyntaxError):
            pass
    return (message,) if message else ()


def _of_library(name: str) -> type[BaseException] | None:
    for module in _LIBRARIES:
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
    return None


def _stand_in(name: str, bases: Sequence[str]) -> type[BaseException]:
    key = (name, *bases)
    if key not in _stand_ins:
        base = next((c for c in map(_of_library, bases) if c is not None), RuntimeError)
        _stand_ins[key] = type(name, (base,), {"__module__": "flambeau"})
    return _stand_ins[key]


def _without_init(cls: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    made = next(c for c in cls.__mro__ if c.__module__ == "builtins").__new__(cls, *args)
    made.args = args
    return made


def _of(cls: type[BaseException], args: tuple[Any, ...], message: str) -> BaseException:
    try:
        return cls(*args)
    except TypeError:  # UnicodeDecodeError wants more than its text, which str() gives all the same
        members = {"__module__": "builtins", "__init__": lambda self: None, "__str__": lambda self: message}
        return cls.__new__(type(cls.__name__, (cls,), members))
