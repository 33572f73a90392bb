"""Writes runtime/src/value/unicode_tables.inc: what Python's str methods and unicodedata say of every character.

Characters of equal properties share a record; a three-stage table finds the record: blocks of 8 characters, and of 32
such blocks, equal ones stored once. Case mappings are stored as differences, so that whole alphabets share a record;
those of several characters lie in a list. unicode_decompositions.inc, beside it, is for unicodedata.normalize. Run
with Python 3.11, whose Unicode 14.0 the runtime follows::

    python3.11 tools/unicode_tables.py
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from pathlib import Path

# Of characters, and of blocks: with these the tables are smallest.
BLOCK, GROUP = 8, 32
STRIDE = 64
FOLDER = Path(__file__).parent.parent / "runtime/src/value"
# In the order of kCategories (runtime/src/value/unicode.cpp).
CATEGORIES = "Cn Cc Cf Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs".split()
# Mappings of several characters: each is stored in SPECIAL as its length and its characters.
SPECIAL: list[int] = []


def flags(c: str) -> int:
    """The bits of UnicodeFlag (runtime/src/value/unicode.h)."""
    cased = (c + "a").title()[-1] == "a"
    # Final sigma tells: characters that may be ignored around it are skipped in the search for a cased one.
    skipped = ("AΣ" + c + "A").lower()[1] == "σ" and ("AΣ" + c).lower()[1] == "ς"
    bits = [
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(),
        unicodedata.category(c) == "Lt", c.isspace(), c.isprintable(), cased, skipped, len((c + "x").splitlines()) == 2,
        c.isidentifier(), ("a" + c).isidentifier(),
    ]  # fmt: skip
    return sum(1 << i for i, bit in enumerate(bits) if bit)


def mapping(c: str, mapped: str) -> int:
    """The difference to the one mapped character; else 2**24 + where SPECIAL holds the mapped ones."""
    if len(mapped) == 1:
        return ord(mapped) - ord(c)
    SPECIAL.extend([len(mapped), *map(ord, mapped)])
    return (1 << 24) + len(SPECIAL) - len(mapped) - 1


def record(c: str) -> tuple[int, ...]:
    digit = unicodedata.decimal(c, -1)
    # "σ" alone would be a final sigma's mapping: lower() is asked with a letter on both sides.
    lower = ("a" + c + "a").lower()[1:-1]
    cases = [c.upper(), lower, c.title(), c.casefold()]
    kind = CATEGORIES.index(unicodedata.category(c))
    return (flags(c), int(digit), kind, unicodedata.combining(c), *(mapping(c, m) for m in cases))


def decompositions() -> str:
    """The decomposition, of one level, of every character but Hangul's, whose follow from their numbers.

    Their parts lie one after the other, in UTF-16; where each one's begin is stored for every STRIDEth only.
    """
    entries: list[int] = []
    starts: list[int] = []
    pool: list[int] = []
    for code in range(0x110000):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        if not kind or 0xAC00 <= code < 0xD7A4:
            continue
        compatible = kind.startswith("<")
        text = "".join(chr(int(part, 16)) for part in (parts if compatible else [kind, *parts]))
        # Some aren't composed again, for the sake of what is written as two characters by custom.
        composes = not compatible and unicodedata.normalize("NFC", text) == chr(code)
        units = [unit for (unit,) in struct.iter_unpack("<H", text.encode("utf-16-le"))]
        entries.append(code << 7 | len(units) << 2 | compatible << 1 | composes)
        starts.append(len(pool))
        pool += units
    return "\n".join([
        "// Written by tools/unicode_tables.py from Unicode 14.0; not to be edited.",
        array("uint32_t", "kDecompositions", entries),
        f"constexpr std::size_t kStride = {STRIDE};",
        array("uint16_t", "kStarts", starts[::STRIDE]),
        array("uint16_t", "kParts", pool),
    ])  # fmt: skip


def array(kind: str, name: str, values: list[int]) -> str:
    return f"constexpr std::array<{kind}, {len(values)}> {name} = {{\n{rows(values)}\n}};"


def stages(values: list[int], block: int) -> tuple[list[int], list[int]]:
    """The number of each block of values, and the values of the different blocks."""
    blocks: dict[tuple[int, ...], int] = {}
    starts = range(0, len(values), block)
    numbers = [blocks.setdefault(tuple(values[start : start + block]), len(blocks)) for start in starts]
    return numbers, [value for block in blocks for value in block]


def rows(values: list[int]) -> str:
    lines, line = [], " "
    for value in values:
        if len(line) + len(f" {value},") > 118:
            lines.append(line)
            line = " "
        line += f" {value},"
    return "\n".join([*lines, line])


def main() -> None:
    if unicodedata.unidata_version != "14.0.0":
        sys.exit(f"needs Unicode 14.0.0 (Python 3.11), got {unicodedata.unidata_version}")
    records: dict[tuple[int, ...], int] = {}
    indices = [records.setdefault(record(chr(code)), len(records)) for code in range(0x110000)]
    numbers, stage3 = stages(indices, BLOCK)
    stage1, stage2 = stages(numbers, GROUP)
    parts = [
        "// Written by tools/unicode_tables.py from Unicode 14.0; not to be edited.",
        f"constexpr std::size_t kBlock = {BLOCK}, kGroup = {GROUP};",
        f"constexpr std::array<Record, {len(records)}> kRecords = {{{{",
        "\n".join("  {" + ", ".join(map(str, r)) + "}," for r in records),
        "}};",
        array("uint8_t", "kStage1", stage1),
        array("uint16_t", "kStage2", stage2),
        array("uint16_t", "kStage3", stage3),
        array("char32_t", "kSpecial", SPECIAL),
    ]
    (FOLDER / "unicode_tables.inc").write_text("\n".join(parts) + "\n")
    (FOLDER / "unicode_decompositions.inc").write_text(decompositions() + "\n")


if __name__ == "__main__":
    main()
