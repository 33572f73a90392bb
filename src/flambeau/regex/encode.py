"""The bytes of a regular expression's program. ``runtime/src/kernels/regex_program.cpp`` reads and distrusts them.

Little-endian words of 32 bits: magic, groups, the first instruction, then the counts of sets, instructions and names;
the sets; the instructions, four words each; the names of groups; the pattern's own text with
its flags and module.
"""

from __future__ import annotations

import functools
import re
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from .characters import CATEGORIES, CharacterSet

MAGIC = 0x31525846  # "FXR1"
OPCODES = (
    "set", "char", "any", "split", "save", "assert", "look", "match", "span", "reference", "condition", "atomic",
)  # fmt: skip
ASSERTIONS = (
    "start", "line_start", "end", "line_end", "string_end", "boundary", "not_boundary", "ascii_boundary",
    "ascii_not_boundary",
)  # fmt: skip

Instruction = tuple[str, int, int, int]


def encode(
    groups: int, sets: Sequence[CharacterSet], code: Sequence[Instruction], start: int, names: Mapping[str, int],
    pattern: Any,
) -> bytes:  # fmt: skip
    """A whole program."""
    head = struct.pack("<6I", MAGIC, groups, start, len(sets), len(code), len(names))
    body = b"".join(map(_set, sets))
    body += b"".join(struct.pack("<4I", OPCODES.index(op), *operands) for op, *operands in code)
    body += b"".join(struct.pack("<I", index) + _text(name) for name, index in names.items())
    module = int(not isinstance(pattern, re.Pattern))
    return head + body + struct.pack("<2I", module, pattern.flags) + _text(pattern.pattern)


def _set(one: CharacterSet) -> bytes:
    flags = sum(1 << CATEGORIES.index(name) for name in one.categories) | (one.negated << 6)
    ranges = [bound for low, high in one.ranges if high >= 128 for bound in (max(low, 128), high)]
    bits = one.ascii_bits()
    words = [bits >> shift & 0xFFFFFFFF for shift in (0, 32, 64, 96)]
    return struct.pack(f"<{6 + len(ranges)}I", flags, *words, len(ranges) // 2, *ranges)


def _text(text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    return struct.pack("<I", len(raw)) + raw + b"\0" * (-len(raw) % 4)


@functools.cache
def pattern_of(program: bytes) -> Any:
    """The pattern, of ``re`` or ``regex``, that a program was compiled from."""
    sets, code, names = struct.unpack_from("<3I", program, 12)
    at = 24
    for _ in range(sets):
        at += 24 + 8 * struct.unpack_from("<I", program, at + 20)[0]
    at += 16 * code
    for _ in range(names):
        (size,) = struct.unpack_from("<I", program, at + 4)
        at += 8 + size + -size % 4
    module, flags, size = struct.unpack_from("<3I", program, at)
    text = program[at + 12 : at + 12 + size].decode("utf-8", "surrogatepass")
    if module == 0:
        return re.compile(text, flags)
    import regex

    return regex.compile(text, flags)
