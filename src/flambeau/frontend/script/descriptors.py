"""Class attributes with methods of their own for being read and set: the descriptors that users write.

    class Positive:
        def __set_name__(self, owner, name): self.name = "_" + name
        def __get__(self, instance, owner): return getattr(instance, self.name)
        def __set__(self, instance, value): ...

Python's own (functions, properties, ``cached_property``) are known by name in ``attributes``.
"""

from __future__ import annotations

import inspect
import types
from typing import TYPE_CHECKING, Any

from .values import UNBOUND, Abstract, BoundMethod, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def _method(descriptor: Any, name: str) -> types.FunctionType | None:
    held = inspect.getattr_static(type(descriptor), name, None)
    return held if isinstance(held, types.FunctionType) else None


def overrides(cls: Any, name: str) -> bool:
    """Whether the class attribute is asked before the instance's own: a data descriptor of the user's."""
    return _method(inspect.getattr_static(cls, name, None), "__set__") is not None


def read(interp: Interpreter, held: Any, receiver: Abstract, cls: type) -> Abstract | None:
    """``held.__get__(receiver, cls)``; None where ``held`` is no descriptor of the user's."""
    method = _method(held, "__get__")
    package = (type(held).__module__ or "").partition(".")[0]
    lazy = type(held).__module__ == "torch.distributions.utils"  # lazy_property
    if method is None or package in ("functools", "enum", "types", "torch") and not lazy:
        return None
    return interp.call(BoundMethod(Static(held), Static(method)), [receiver, Static(cls)])


def write(interp: Interpreter, cls: Any, target: Abstract, name: str, value: Abstract) -> bool:
    """``target.name = value`` through a descriptor; ``UNBOUND`` deletes. False where there is none."""
    held = inspect.getattr_static(cls, name, None)
    method = _method(held, "__delete__" if value is UNBOUND else "__set__")
    if method is None:
        return False
    given = [target] if value is UNBOUND else [target, value]
    interp.call(BoundMethod(Static(held), Static(method)), given)
    return True


def check_slots(interp: Interpreter, cls: Any, name: str) -> None:
    """AttributeError where all classes say in ``__slots__`` what attributes there are, and this is none of them."""
    declared: set[str] = set()
    for one in cls.__mro__[:-1]:
        names = one.__dict__.get("__slots__")
        if names is None or "__dict__" in names:
            return
        declared.update((names,) if isinstance(names, str) else names)
    if cls.__mro__[:-1] and not any(name == n or f"_{c.__name__}{n}" == name for n in declared for c in cls.__mro__):
        interp.raise_(AttributeError, f"{cls.__name__!r} object has no attribute {name!r}")
