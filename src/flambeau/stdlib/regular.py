"""``re.Pattern``, which is written in C, in the language itself: of patterns that only the running program knows, and
of those that containers and objects hold.

    re.compile("|".join(map(re.escape, words))).sub(shorten, text)

The runtime compiles a pattern where it is used, and keeps the programs of those used lately.
"""

from __future__ import annotations

import re
import sys
from re import Pattern
from typing import Any

from .substitution import substitute_counting

FLAGS = (
    (re.IGNORECASE, "re.IGNORECASE"), (re.MULTILINE, "re.MULTILINE"), (re.DOTALL, "re.DOTALL"),
    (re.VERBOSE, "re.VERBOSE"), (re.ASCII, "re.ASCII"),
)  # fmt: skip


class Compiled:
    stands_for = Pattern
    known_as = "re:Pattern"

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    @property
    def groups(self) -> int:
        return described(program_of(self.pattern, self.flags))[1]

    @property
    def groupindex(self) -> dict[str, int]:
        return described(program_of(self.pattern, self.flags))[2]

    def search(self, string: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        return run("search", program_of(self.pattern, self.flags), string, pos, endpos)

    def match(self, string: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        return run("match", program_of(self.pattern, self.flags), string, pos, endpos)

    def fullmatch(self, string: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        return run("fullmatch", program_of(self.pattern, self.flags), string, pos, endpos)

    def findall(self, string: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        return run("findall", program_of(self.pattern, self.flags), string, pos, endpos)

    def finditer(self, string: Any, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        return iter(run("finditer", program_of(self.pattern, self.flags), string, pos, endpos))

    def split(self, string: Any, maxsplit: int = 0) -> Any:
        return run("split", program_of(self.pattern, self.flags), string, maxsplit)

    def sub(self, repl: Any, string: Any, count: int = 0) -> Any:
        if isinstance(repl, str):
            return run("sub", program_of(self.pattern, self.flags), repl, string, count)
        return self.subn(repl, string, count)[0]

    def subn(self, repl: Any, string: Any, count: int = 0) -> Any:
        program = program_of(self.pattern, self.flags)
        if isinstance(repl, str):
            return run("subn", program, repl, string, count)
        return substitute_counting(run("finditer", program, string, 0, sys.maxsize), repl, string, count)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self.flags))

    def __repr__(self) -> str:
        names = [name for flag, name in FLAGS if self.flags & int(flag)]
        return f"re.compile({repr(self.pattern)[:200]}{', ' if names else ''}{'|'.join(names)})"


def of(pattern: Any, flags: int) -> Any:
    """What ``re.search(pattern, ...)`` searches with: the pattern is compiled when it is first run."""
    if isinstance(pattern, Pattern):
        return checked(pattern, flags)
    return Compiled(pattern, flags)


def compile(pattern: Any, flags: int) -> Any:
    """``re.compile(pattern, flags)``, whose attribute ``flags`` holds those that the pattern itself sets, too."""
    if isinstance(pattern, Pattern):
        return checked(pattern, flags)
    return Compiled(pattern, described(program_of(pattern, flags))[0])


def checked(pattern: Any, flags: int) -> Any:
    if flags:
        raise ValueError("cannot process flags argument with a compiled pattern")
    return pattern


def program_of(pattern: str, flags: int) -> bytes:
    """A pattern as the runtime matches it: `py::re_compile`."""
    raise NotImplementedError


def described(program: bytes) -> tuple[int, int, dict[str, int]]:
    """Flags, groups and their names: `py::re_describe`."""
    raise NotImplementedError


def run(name: str, program: bytes, *arguments: Any) -> Any:
    """An operator ``py::re_...``."""
    raise NotImplementedError
