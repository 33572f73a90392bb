"""Keys, and those that aren't there: the KeyError's argument is the key itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from ... import types as ty
from . import exception_sites
from .values import Abstract, Key, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def known_key(interp: Interpreter, key: Abstract) -> Key:
    """A key of a dict or set that is known now, or Python's error where it can be none."""
    held = Key(interp.python(key))
    try:
        hash(held)
    except TypeError as error:
        interp.raise_(TypeError, str(error))
    return held


def raise_key(interp: Interpreter, key: Abstract) -> NoReturn:
    """The program raises ``KeyError(key)`` here."""
    interp.raise_value(interp.call(Static(KeyError), [key]))


def may_miss(interp: Interpreter, keys: ty.Type) -> None:
    """The running program may raise a KeyError, of which one of these keys is the argument."""
    if keys != ty.STR:
        exception_sites.note(interp, KeyError, "args", keys)
