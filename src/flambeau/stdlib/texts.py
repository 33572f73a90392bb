"""What ``str`` and ``urllib.parse`` have written in C, or as good as; ``textwrap.dedent``, whose own source makes a
pattern of what the text begins with; texts that are Enum members."""

from __future__ import annotations

from typing import Any

NEVER_QUOTED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"


def dedent(text: str) -> str:
    """``text`` without the blanks that all its lines begin with; lines of nothing but blanks are emptied."""
    lines = ["" if line.strip(" \t") == "" else line for line in text.split("\n")]
    margin = ""
    is_first = True
    for line in lines:
        if not line:
            continue
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if is_first:
            margin = indent
            is_first = False
        while not indent.startswith(margin):
            margin = margin[:-1]
    return "\n".join([line.removeprefix(margin) for line in lines])


def plain(parts: list[str]) -> list[str]:
    """The texts that they are, of which some are members of a StrEnum."""
    return [part + "" for part in parts]


def table_of(given: Any) -> Any:
    """``str.maketrans(given)``."""
    table = {}
    for key, value in given.items():
        if isinstance(key, str):
            if len(key) != 1:
                raise ValueError("string keys in translate table must be of length 1")
            table[ord(key)] = value
        else:
            table[key] = value
    return table


def table_between(old: str, new: str) -> Any:
    """``str.maketrans(old, new)``."""
    if len(old) != len(new):
        raise ValueError("the first two maketrans arguments must have equal length")
    return {ord(one): ord(other) for one, other in zip(old, new)}


def table_without(old: str, new: str, dropped: str) -> Any:
    """``str.maketrans(old, new, dropped)``."""
    table: dict[int, int | None] = {}
    table.update(table_between(old, new))
    for character in dropped:
        table[ord(character)] = None
    return table


def quote_from_bytes(bs: Any, safe: Any = "/") -> str:
    """``urllib.parse.quote_from_bytes``, whose own table of characters is a dict that fills itself."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    kept = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes([byte for byte in safe if byte < 128])
    kept = kept + NEVER_QUOTED
    return "".join([chr(byte) if byte in kept else f"%{byte:02X}" for byte in bs])
