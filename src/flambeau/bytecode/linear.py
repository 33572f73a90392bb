"""Linear code before registers are assigned: instructions and labels over any number of virtual registers.

``lower`` writes it, ``allocate`` turns it into words. An operand is a virtual register's number, or ``~index`` of a
constant. Virtual registers may be written in several places (the results of an ``if``, the values that a loop
carries); everything else is as in SSA.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .opcodes import Opcode


@dataclass(slots=True)
class Instruction:
    """One instruction; a jump's ``label`` stands for its immediate of that name."""

    opcode: Opcode
    results: list[int]
    operands: list[int]
    immediates: list[int] = field(default_factory=list)
    label: int | None = None
    span: int = -1

    @property
    def ends_block(self) -> bool:
        """Whether the next instruction can't be reached by going on."""
        return self.opcode.name in ("jump", "return", "raise", "finish")


@dataclass(frozen=True, slots=True)
class Label:
    """The place that jumps with this number go to."""

    number: int


@dataclass(frozen=True, slots=True)
class Region:
    """Exceptions raised between two labels go to the label ``handler``, their value in the register ``exception``."""

    start: int
    end: int
    handler: int
    exception: int


@dataclass(slots=True)
class LinearCode:
    """A function: ``kinds`` has the kind of each virtual register, of which the first ones are the parameters."""

    parameter_count: int
    kinds: list[str] = field(default_factory=list)
    items: list[Instruction | Label] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    label_count: int = 0

    def new_register(self, kind: str) -> int:
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def new_label(self) -> int:
        self.label_count += 1
        return self.label_count - 1

    def place(self, label: int) -> None:
        self.items.append(Label(label))
