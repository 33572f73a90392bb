"""What lowering makes and archives hold: functions as words, and the tables that the words refer to.

``Code`` is complete in itself: it names operators and types, holds the constants' values and each instruction's place
in the user's source. ``disassemble`` prints it; ``flambeau.archive`` writes and reads it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from ..errors import Span
from ..types import Type
from .constants import Constant


@dataclass(frozen=True, slots=True)
class Handler:
    """Exceptions raised by the words in ``[start, end)`` go on at ``target``, their value in ``register``."""

    start: int
    end: int
    target: int
    register: int


@dataclass(slots=True)
class FunctionCode:
    """One function. Its arguments arrive in registers 0, 1, ...; ``handlers`` has the innermost first.

    ``lines`` are pairs (position, index in ``Code.spans`` or -1): the place of the instructions from there on.
    """

    name: str
    parameters: list[Type]
    return_type: Type
    register_count: int
    words: array[int]
    handlers: list[Handler] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OperatorUse:
    """An operator that the program calls: its qualified name, and how many operands and results it has."""

    name: str
    arguments: int
    results: int


@dataclass(slots=True)
class EntryParameter:
    """A parameter as the caller sees it; ``default`` is an index in ``Code.constants``, None where it has none."""

    name: str
    type: Type
    default: int | None = None


@dataclass(slots=True)
class Entry:
    """A function that callers may name."""

    function: int
    parameters: list[EntryParameter]
    return_type: Type


@dataclass(slots=True)
class ClassCode:
    """A class that the program names; ``kind`` and flags as in ``ir.classes``. Members: (name, index of a constant)."""

    name: str
    kind: int
    flags: int
    fields: list[tuple[str, Type, int]] = field(default_factory=list)
    members: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Code:
    """A whole program; the first entry is the one that a call without a name means."""

    functions: list[FunctionCode] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    operators: list[OperatorUse] = field(default_factory=list)
    types: list[Type] = field(default_factory=list)
    classes: list[ClassCode] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
