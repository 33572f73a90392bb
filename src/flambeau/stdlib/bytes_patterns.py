"""Regular expressions on bytes: each byte is matched as the character of its number, by the same pattern on texts.

``pattern`` is that pattern; ``kind`` takes the place of the ``re.Match`` of a pattern of bytes: a class for each, as
their groups are of other types.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from . import substitution


def _to_bytes(text: Any) -> Any:
    return None if text is None else text.encode("latin-1")


class BytesMatch:
    stands_for = re.Match

    def __init__(self, match: Any, string: bytes) -> None:
        self.match = match
        self.string = string
        self.pos = match.pos
        self.endpos = match.endpos
        self.lastindex = match.lastindex
        self.lastgroup = match.lastgroup

    def group(self, *groups: Any) -> Any:
        if len(groups) == 0:
            return _to_bytes(self.match.group())
        if len(groups) == 1:
            return _to_bytes(self.match.group(groups[0]))
        return tuple(_to_bytes(self.match.group(group)) for group in groups)

    def __getitem__(self, group: Any) -> Any:
        return _to_bytes(self.match.group(group))

    def groups(self, default: Any = None) -> Any:
        return tuple(default if text is None else _to_bytes(text) for text in self.match.groups())

    def groupdict(self, default: Any = None) -> Any:
        return {name: default if text is None else _to_bytes(text) for name, text in self.match.groupdict().items()}

    def start(self, group: Any = 0) -> int:
        return self.match.start(group)  # type: ignore[no-any-return]

    def end(self, group: Any = 0) -> int:
        return self.match.end(group)  # type: ignore[no-any-return]

    def span(self, group: Any = 0) -> tuple[int, int]:
        return self.match.span(group)  # type: ignore[no-any-return]

    def expand(self, template: bytes) -> Any:
        return _to_bytes(self.match.expand(template.decode("latin-1")))


@functools.lru_cache(maxsize=1024)
def match_of(pattern: Any) -> Any:
    """The class of matches of one pattern."""
    return type("Match", (BytesMatch,), {"known_as": f"re:Match[{pattern.pattern!r}, {pattern.flags}]"})


def _one(kind: Any, found: Any, data: bytes) -> Any:
    return None if found is None else kind(found, data)


def search(kind: Any, pattern: Any, data: bytes, pos: int, endpos: int) -> Any:
    return _one(kind, pattern.search(data.decode("latin-1"), pos, endpos), data)


def match(kind: Any, pattern: Any, data: bytes, pos: int, endpos: int) -> Any:
    return _one(kind, pattern.match(data.decode("latin-1"), pos, endpos), data)


def fullmatch(kind: Any, pattern: Any, data: bytes, pos: int, endpos: int) -> Any:
    return _one(kind, pattern.fullmatch(data.decode("latin-1"), pos, endpos), data)


def findall(kind: Any, pattern: Any, data: bytes, pos: int, endpos: int) -> Any:
    found = pattern.findall(data.decode("latin-1"), pos, endpos)
    if pattern.groups <= 1:
        return [_to_bytes(text) for text in found]
    return [tuple(_to_bytes(text) for text in texts) for texts in found]


def finditer(kind: Any, pattern: Any, data: bytes, pos: int, endpos: int) -> Any:
    return [kind(one, data) for one in pattern.finditer(data.decode("latin-1"), pos, endpos)]


def split(kind: Any, pattern: Any, data: bytes, limit: int) -> Any:
    return [_to_bytes(text) for text in pattern.split(data.decode("latin-1"), limit)]


def sub(kind: Any, pattern: Any, replacement: Any, data: bytes, count: int) -> Any:
    return subn(kind, pattern, replacement, data, count)[0]


def subn(kind: Any, pattern: Any, replacement: Any, data: bytes, count: int) -> Any:
    text = data.decode("latin-1")
    if isinstance(replacement, bytes):
        made, replaced = pattern.subn(replacement.decode("latin-1"), text, count)
    else:
        made, replaced = substitution.substitute_counting(
            list(pattern.finditer(text)), lambda one: replacement(kind(one, data)).decode("latin-1"), text, count
        )
    return _to_bytes(made), replaced
