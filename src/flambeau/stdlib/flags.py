"""Flags of an ``enum.Flag`` or ``IntFlag`` that only the running program knows, in the language itself.

held = Access.READ
if may_write:
    held |= Access.WRITE        # an instance of flags_of(Access), which stands for Access in a program

Texts, order and boundaries are those of Python 3.11 and later.
"""

from __future__ import annotations

import enum
import functools
import re
import types
from typing import Any


def digits(number: int, width: int) -> str:
    """A number as ``enum`` writes it in binary: its sign, and so many bits of it."""
    width = max(width, number.bit_length())
    return f"0b{int(number < 0)} {number & ((1 << width) - 1):0{width}b}"


class Flags:
    title: str
    named: dict[int, str]  # by their values, those that have a name of their own
    single: tuple[tuple[int, str], ...]  # the flags of one bit, in order
    mask: int
    bits: int  # the smallest 2**n - 1 that the mask fits in
    strict: bool
    keeps: bool

    def __init__(self, value: int) -> None:
        known = ~self.bits <= value <= self.bits and not value & (self.bits ^ self.mask)
        if self.strict and not known:
            width = max(value.bit_length(), self.mask.bit_length())
            raise ValueError(
                f"<flag {self.title!r}> invalid value {value}\n    given {digits(value, width)}\n"
                f"  allowed {digits(self.mask, width)}"
            )
        if not known and not self.keeps:
            value = value & self.mask
        if value < 0:
            value += self.bits + 1 if known else max(self.bits + 1, 1 << value.bit_length())
        self.value = value

    @property
    def _value_(self) -> int:
        return self.value

    @property
    def name(self) -> str | None:
        if self.value in self.named:
            return self.named[self.value]
        names, rest = [], self.value
        for bit, name in self.single:
            if self.value & bit:
                names.append(name)
                rest &= ~bit
        if not names:
            return None
        return "|".join(names) + (f"|{rest}" if rest else "")

    def __or__(self, other: Any) -> Any:
        return self.__class__(self.value | other.value) if type(other) is type(self) else NotImplemented

    def __and__(self, other: Any) -> Any:
        return self.__class__(self.value & other.value) if type(other) is type(self) else NotImplemented

    def __xor__(self, other: Any) -> Any:
        return self.__class__(self.value ^ other.value) if type(other) is type(self) else NotImplemented

    def __invert__(self) -> Any:
        return self.__class__(~self.value if self.keeps else self.mask & ~self.value)

    def __bool__(self) -> bool:
        return self.value != 0

    def __contains__(self, other: Any) -> bool:
        if type(other) is not type(self):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__name__!r} and {self.title!r}")
        return bool(other.value & self.value == other.value)

    def __iter__(self) -> Any:
        return iter([self.__class__(bit) for bit, _ in self.single if self.value & bit])

    def __len__(self) -> int:
        return self.value.bit_count()

    def __repr__(self) -> str:
        return f"<{self.title}: {self.value}>" if self.name is None else f"<{self.title}.{self.name}: {self.value}>"

    def __str__(self) -> str:
        return f"{self.title}({self.value})" if self.name is None else f"{self.title}.{self.name}"

    def __eq__(self, other: Any) -> bool:
        return type(self) is type(other) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


class IntFlags(Flags):
    """Those of an ``IntFlag``: numbers as well, which they are compared and counted as."""

    def __or__(self, other: Any) -> Any:
        return self.__class__(self.value | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other: Any) -> Any:
        return self.__class__(self.value & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other: Any) -> Any:
        return self.__class__(self.value ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__
    __eq__ = object.__eq__  # as the numbers
    __hash__ = object.__hash__

    def __str__(self) -> str:
        return str(self.value)


@functools.cache
def flags_of(cls: type[enum.Flag]) -> Any:
    """The class of flags that stand for those of ``cls`` in a program; None where they can't."""
    boundary = getattr(cls, "_boundary_", None)
    is_int = issubclass(cls, enum.IntFlag)
    kind = getattr(boundary, "name", "KEEP")
    if issubclass(cls, re.RegexFlag) or kind == "EJECT":
        return None
    mask = 0
    for member in cls.__members__.values():
        mask |= member.value
    own: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, enum.Flag) and base.__module__ != "enum":
            kinds = (types.FunctionType, property)
            own.update((name, held) for name, held in vars(base).items() if type(held) in kinds and not _is_made(held))
    return type(cls.__name__, (IntFlags if is_int else Flags,), {
        **own, "__module__": cls.__module__, "stands_for": cls, "known_as": f"{cls.__module__}:{cls.__qualname__}",
        "title": cls.__name__, "named": {member.value: name for name, member in cls.__members__.items()},
        "single": tuple((member.value, member.name) for member in cls if member.value.bit_count() == 1),
        "mask": mask, "bits": (1 << mask.bit_length()) - 1, "strict": kind == "STRICT", "keeps": kind == "KEEP",
    })  # fmt: skip


def _is_made(held: Any) -> bool:
    """Whether a method is one that ``enum`` puts into each class."""
    return isinstance(held, types.FunctionType) and held.__code__.co_filename == enum.__file__
