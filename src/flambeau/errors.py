"""Source spans, and the one way in which Flambeau words an error.

Every compile error and every runtime error names the user's own line::

    error: a Tensor can't be added to a str
      --> model.py:12:15 in Net.forward
       |
    12 |         return x + "one"
       |                ^^^^^^^^^
      called from pipeline.py:40 in main
      fix: convert one side first, for instance with float(...)
"""

from __future__ import annotations

import itertools
import linecache
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the user's source: 1-based lines, 0-based columns, the end exclusive.

    ``caller`` is the place that called into this one, when the function was inlined.
    """

    file: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    function: str = ""
    caller: Span | None = None

    def chain(self) -> Iterator[Span]:
        """This place, then its caller, and so on outwards."""
        span: Span | None = self
        while span is not None:
            yield span
            span = span.caller

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column + 1}"


def excerpt(span: Span) -> str:
    """The source line of ``span`` with carets under it, or nothing where the file can't be read."""
    text = linecache.getline(span.file, span.line).rstrip("\n")
    if not text:
        return ""
    one_line = span.end_line in (0, span.line)
    end = span.end_column if one_line and span.end_column > span.column else len(text)
    # Columns from `ast` count UTF-8 bytes; carets are laid under characters.
    raw = text.encode()
    start_character = len(raw[: span.column].decode(errors="replace"))
    end_character = max(start_character + 1, len(raw[:end].decode(errors="replace")))
    number = str(span.line)
    gutter = " " * len(number)
    carets = " " * start_character + "^" * (end_character - start_character)
    return f"{gutter} |\n{number} | {text}\n{gutter} | {carets}"


def render(reason: str, span: Span | None, fix: str = "", kind: str = "error") -> str:
    """The whole text of a message: reason, place with carets, the calls that led there, and the fix."""
    lines = [f"{kind}: {reason}" if reason else kind]
    if span is not None:
        where = f" in {span.function}" if span.function else ""
        lines.append(f"  --> {span}{where}")
        shown = excerpt(span)
        if shown:
            lines.append(shown)
        callers = list(span.chain())[1:]
        calls = [f"  called from {c.file}:{c.line}" + (f" in {c.function}" if c.function else "") for c in callers]
        for line, group in itertools.groupby(calls):
            lines.append(line)
            repeated = len(list(group)) - 1
            if repeated:
                lines.append(f"  (the same call {repeated} times more)")
    if fix:
        lines.append(f"  fix: {fix}")
    return "\n".join(lines)


class FlambeauError(Exception):
    """Base of every error that Flambeau itself raises."""


class CompileError(FlambeauError):
    """The program can't be compiled: ``reason`` in one sentence, ``span`` where, ``fix`` what to write instead.

    ``operator`` is the operator of PyTorch's that was refused, if it was one.
    """

    def __init__(self, reason: str, span: Span | None = None, fix: str = "", operator: str = "") -> None:
        super().__init__(reason, span, fix)
        self.operator = operator
        self.reason = reason
        self.span = span
        self.fix = fix

    def __str__(self) -> str:
        return render(self.reason, self.span, self.fix)


class ArchiveError(FlambeauError):
    """A file is not a readable ``.flam`` archive; the text says what is wrong with it."""
