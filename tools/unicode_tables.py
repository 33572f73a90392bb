"""Writes runtime/src/value/unicode_tables.inc: what Python's str methods and unicodedata say of every character.

Characters of equal properties share a record; a two-stage table finds the record: blocks of 128 characters, equal
blocks stored once. Case mappings are stored as differences, so that whole alphabets share a record; those of several
characters lie in a list. unicode_decompositions.inc, beside it, is for unicodedata.normalize. Run with Python 3.11,
whose Unicode 14.0 the runtime follows::

    python3.11 tools/unicode_tables.py
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

BLOCK = 128
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
    """The decomposition, of one level, of every character but Hangul's, whose follow from their numbers."""
    entries, pool = [], []
    for code in range(0x110000):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        if not kind or 0xAC00 <= code < 0xD7A4:
            continue
        compatible = kind.startswith("<")
        characters = [int(part, 16) for part in (parts if compatible else [kind, *parts])]
        # Some aren't composed again, for the sake of what is written as two characters by custom.
        composes = not compatible and unicodedata.normalize("NFC", "".join(map(chr, characters))) == chr(code)
        entries.append(f"  {{{code}, {len(pool)}, {len(characters)}, {int(compatible)}, {int(composes)}}},")
        pool += characters
    return "\n".join([
        "// Written by tools/unicode_tables.py from Unicode 14.0; not to be edited.",
        f"constexpr std::array<Decomposition, {len(entries)}> kDecompositions = {{{{",
        *entries,
        "}};",
        f"constexpr std::array<char32_t, {len(pool)}> kParts = {{",
        rows(pool),
        "};",
    ])  # fmt: skip


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
    blocks: dict[tuple[int, ...], int] = {}
    starts = range(0, 0x110000, BLOCK)
    stage1 = [blocks.setdefault(tuple(indices[start : start + BLOCK]), len(blocks)) for start in starts]
    while len(stage1) > 1 and stage1[-1] == stage1[-2]:
        stage1.pop()
    stage2 = [index for block in blocks for index in block]
    parts = [
        "// Written by tools/unicode_tables.py from Unicode 14.0; not to be edited.",
        f"constexpr std::size_t kBlock = {BLOCK};",
        f"constexpr std::array<Record, {len(records)}> kRecords = {{{{",
        "\n".join("  {" + ", ".join(map(str, r)) + "}," for r in records),
        "}};",
        "// Characters beyond the last block have the records of the last block.",
        f"constexpr std::array<uint16_t, {len(stage1)}> kStage1 = {{",
        rows(stage1),
        "};",
        f"constexpr std::array<uint16_t, {len(stage2)}> kStage2 = {{",
        rows(stage2),
        "};",
        f"constexpr std::array<char32_t, {len(SPECIAL)}> kSpecial = {{",
        rows(SPECIAL),
        "};",
    ]
    (FOLDER / "unicode_tables.inc").write_text("\n".join(parts) + "\n")
    (FOLDER / "unicode_decompositions.inc").write_text(decompositions() + "\n")


if __name__ == "__main__":
    main()
