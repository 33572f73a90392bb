"""``textwrap.dedent``, whose own source makes a pattern of what the text begins with; texts that are Enum members."""

from __future__ import annotations


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
