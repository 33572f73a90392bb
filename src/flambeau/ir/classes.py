"""The user's classes as the IR knows them: by name, with fields by number.

A constant holds a ``ClassRef`` where an instance is to be made, a ``MemberRef`` where it is a member of an Enum; the
graph's ``classes`` say what these are::

    %p: Class("shapes:Point") = py::object_new(class("shapes:Point"), (%x, %y))
    %x: float = py::object_get(%p, 0)
    %r: Class("shapes:Color") = constant(member("shapes:Color", "RED"))
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..types import Type

OBJECT, NAMED_TUPLE, ENUM = range(3)  # kinds of classes
# What Python's == < hash() and repr() do with an instance; VALUE marks an Enum whose members are ints or strs as well.
COMPARED, ORDERED, HASHED, UNHASHABLE, SHOWN, VALUE = (1 << i for i in range(6))
# Which of them look at a field.
IN_COMPARISON, IN_HASH, IN_REPR = (1 << i for i in range(3))


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class of the program as a constant."""

    name: str

    def __str__(self) -> str:
        return f'class("{self.name}")'


@dataclass(frozen=True, slots=True)
class MemberRef:
    """A member of an Enum as a constant."""

    cls: str
    member: str

    def __str__(self) -> str:
        return f'member("{self.cls}", "{self.member}")'


@dataclass(slots=True)
class ClassInfo:
    """One class: its name ``module:Outer.Inner``, its fields as (name, type, flags), an Enum's members by name.

    ``python`` is the class itself where the program was compiled in this process.
    """

    name: str
    kind: int = OBJECT
    flags: int = 0
    fields: list[tuple[str, Type, int]] = field(default_factory=list)
    members: list[tuple[str, Any]] = field(default_factory=list)
    python: type | None = None
