"""The table of instructions, read from ``opcodes.def``: the same file that the C++ runtime includes.

An instruction is a row of 32-bit words: the opcode (low 8 bits) with the number of words (high 24 bits), then the
immediates, the registers written, and the operands. An operand word is a register's index or, with ``CONSTANT``, a
constant's; ``LAST`` marks the last use of a register, which is forgotten after the instruction::

    00000609  call_operator #12 r3 = r1!, c0        # r3 = aten::add.Tensor(r1, c0), and r1 dies
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONSTANT = 1 << 31
LAST = 1 << 30
KIND_SHIFT = 24  # in `loop`'s operands: the register's kind at the top of each iteration
INDEX_MASK = (1 << 24) - 1
KINDS = ("any", "int", "float", "bool")


@dataclass(frozen=True, slots=True)
class Opcode:
    """One row of the table; ``results`` and ``operands`` are kinds, or ``("*",)`` for any number of registers."""

    number: int
    name: str
    immediates: tuple[str, ...]
    results: tuple[str, ...]
    operands: tuple[str, ...]
    operator: str
    meaning: str


_LINE = re.compile(r"^OPCODE\((\w+), " + ", ".join([r'"([^"]*)"'] * 5) + r"\)$", re.M)


@cache
def opcodes() -> dict[str, Opcode]:
    """All instructions by name, in the order of their numbers."""
    text = (Path(__file__).parent / "opcodes.def").read_text()
    rows = _LINE.findall(text)
    return {
        name: Opcode(number, name, tuple(imm.split()), tuple(res.split()), tuple(args.split()), operator, meaning)
        for number, (name, imm, res, args, operator, meaning) in enumerate(rows)
    }


@cache
def by_number() -> tuple[Opcode, ...]:
    return tuple(opcodes().values())


@cache
def specialised() -> dict[tuple[str, tuple[str, ...]], Opcode]:
    """The instruction that stands for an operator on operands of known kinds: ``("py::add", ("int", "int"))``."""
    return {(op.operator, op.operands): op for op in opcodes().values() if op.operator}
