"""Linear code before registers are assigned: instructions and labels over any number of virtual registers.

``lower`` writes it, ``allocate`` turns it into words. An operand is a virtual register's number, or ``~index`` of a
constant. Virtual registers may be written in several places (the results of an ``if``, the values that a loop
carries); everything else is as in SSA.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .opcodes import Opcode, opcodes


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
        return self.opcode.name in ("jump", "return", "raise")


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


def shorten_jumps(code: LinearCode) -> None:
    """Sends a jump that lands on another jump to its end, and drops a jump to the very next instruction."""
    goes_to: dict[int, int] = {}
    following: list[int] = []
    for item in code.items:
        if isinstance(item, Label):
            following.append(item.number)
            continue
        if item.opcode.name == "jump" and item.label is not None:
            goes_to.update((label, item.label) for label in following)
        following = []
    kept: list[Instruction | Label] = []
    following = []
    for item in reversed(code.items):
        if isinstance(item, Label):
            following.append(item.number)
        else:
            if item.label is not None:
                item.label = _final(item.label, goes_to)
            if item.opcode.name == "jump" and item.label in following:
                continue
            following = []
        kept.append(item)
    code.items = kept[::-1]
    _turn_jumps_over_jumps(code)


def _turn_jumps_over_jumps(code: LinearCode) -> None:
    """``jump_if_not c -> A; jump -> B; A:`` becomes ``jump_if c -> B; A:``."""
    opposite = {"jump_if": "jump_if_not", "jump_if_not": "jump_if"}
    kept: list[Instruction | Label] = []
    skip = False
    for item, following, label in zip(code.items, [*code.items[1:], None], [*code.items[2:], None, None]):
        if skip:
            skip = False
            continue
        if isinstance(item, Instruction) and item.opcode.name in opposite and isinstance(following, Instruction):
            if following.opcode.name == "jump" and label == Label(item.label if item.label is not None else -1):
                item.opcode = opcodes()[opposite[item.opcode.name]]
                item.label = following.label
                skip = True
        kept.append(item)
    code.items = kept


def _final(label: int, goes_to: dict[int, int]) -> int:
    seen = {label}
    while label in goes_to and goes_to[label] not in seen:
        label = goes_to[label]
        seen.add(label)
    return label
