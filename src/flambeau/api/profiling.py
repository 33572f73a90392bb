"""``program.profile(*inputs)``: where a program's time goes, by operator and by line of the user's source.

    >>> print(program.profile(image))
    63 runs of 15.92 ms in the middle; the fastest:

    operator                            calls       ms   share
    flambeau::conv2d                       36    14.81   94.1%
    ...

The runtime times each instruction of a profiled run; other runs pay nothing for it. The tables are of the fastest run,
less what reading the clock costs. An instruction that isn't an operator goes by its name in brackets.
"""

from __future__ import annotations

import linecache
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath  # splits at both kinds of slash
from typing import TYPE_CHECKING, Any

from ..bytecode.opcodes import by_number
from .traceback import with_user_frames

if TYPE_CHECKING:
    from ..bytecode import Code
    from ..errors import Span
    from .program import Program

SHOWN = 25  # rows of a table, if no other number is asked for
# Lines that call the user's modules and functions on their way; what they take counts for the lines that led to them.
LIBRARIES = re.compile(r"[\\/](site-packages[\\/]torch|flambeau[\\/]stdlib)[\\/]")


@dataclass(frozen=True, slots=True)
class InstructionTime:
    """One instruction: its operator or [name], how often it ran and for how long, and where it comes from.

    ``inside`` are the milliseconds of the function that it calls; ``shapes`` those of an operator's first tensors.
    """

    name: str
    shapes: str
    span: Span | None
    calls: int
    milliseconds: float
    inside: float


@dataclass(slots=True)
class OperatorTime:
    """All calls of an operator."""

    name: str
    calls: int = 0
    milliseconds: float = 0.0


@dataclass(slots=True)
class LineTime:
    """A line of source: milliseconds of its own instructions, and with all that it calls."""

    file: str
    line: int
    milliseconds: float = 0.0
    total: float = 0.0

    @property
    def text(self) -> str:
        """The line itself, where the file can be read."""
        return linecache.getline(self.file, self.line).strip()


@dataclass(frozen=True, slots=True)
class Profile:
    """Of ``runs`` runs, of ``milliseconds`` each in the middle, where the fastest went. ``str()`` gives the tables."""

    runs: int
    milliseconds: float
    instructions: tuple[InstructionTime, ...]  # in the program's order

    @property
    def operators(self) -> list[OperatorTime]:
        """By operator, the longest first."""
        found: dict[str, OperatorTime] = {}
        for each in self.instructions:
            row = found.setdefault(each.name, OperatorTime(each.name))
            row.calls += each.calls
            row.milliseconds += each.milliseconds
        return sorted(found.values(), key=lambda row: -row.milliseconds)

    @property
    def lines(self) -> list[LineTime]:
        """By source line, the longest first. PyTorch's own lines count for those that call them."""
        found: dict[tuple[str, int], LineTime] = {}
        for each in self.instructions:
            chain = list(dict.fromkeys(_places(each.span)))
            for depth, place in enumerate(chain):
                row = found.setdefault(place, LineTime(*place))
                row.milliseconds += each.milliseconds if depth == 0 else 0
                row.total += each.milliseconds + each.inside
        everything = sum(each.milliseconds for each in self.instructions)
        for row in found.values():  # a recursive function's line counts once for each level that it is on
            row.total = min(row.total, everything)
        return sorted(found.values(), key=lambda row: (-row.total, row.file, row.line))

    def tables(self, rows: int = SHOWN) -> str:
        """Operators and lines, at most so many rows of each."""
        head = f"{self.runs} runs of {self.milliseconds:.3f} ms in the middle; the fastest:"
        return "\n\n".join([head, self._operators(rows), self._lines(rows)])

    def listing(self, rows: int = SHOWN) -> str:
        """The instructions that take longest, in the program's order, with the shapes that they were given."""
        longest = sorted(self.instructions, key=lambda each: -each.milliseconds)[:rows]
        kept = set(map(id, longest))
        head = ("operator", "shapes", "line", "calls", "ms", "share")
        body = [
            (each.name, each.shapes, _place_text(*next(_places(each.span), ("", 0))), str(each.calls),
             f"{each.milliseconds:.3f}", self._share(each.milliseconds))
            for each in self.instructions if id(each) in kept
        ]  # fmt: skip
        return _table(head, body, texts=3)

    def __str__(self) -> str:
        return self.tables()

    def _operators(self, rows: int) -> str:
        found = self.operators
        rest = OperatorTime(f"({len(found) - rows} more)")
        for row in found[rows:]:
            rest.calls += row.calls
            rest.milliseconds += row.milliseconds
        shown = found[:rows] + [rest] * (len(found) > rows)
        body = [(r.name, str(r.calls), f"{r.milliseconds:.3f}", self._share(r.milliseconds)) for r in shown]
        return _table(("operator", "calls", "ms", "share"), body, texts=1)

    def _lines(self, rows: int) -> str:
        shown = self.lines[:rows]
        body = [(_place_text(r.file, r.line), r.text, f"{r.milliseconds:.3f}", f"{r.total:.3f}", self._share(r.total))
                for r in shown]  # fmt: skip
        return _table(("line", "", "self ms", "ms", "share"), body, texts=2)

    def _share(self, milliseconds: float) -> str:
        everything = sum(each.milliseconds for each in self.instructions)
        return f"{100 * milliseconds / everything if everything else 0:.1f}%"


def profile(program: Program, args: Sequence[Any], kwargs: dict[str, Any], *, seconds: float = 1.0) -> Profile:
    """Runs ``program`` for about so many seconds, after one run that packs its weights. Raises what the program does.

    Every run is a real one: state changes, and so do lists and tensors that the program writes to.
    """
    core, entry = program._core, program.signature.name
    milliseconds: list[float] = []
    fastest = core.make_profile()
    try:
        core.run(entry, tuple(args), kwargs)
        end = time.perf_counter() + seconds
        while not milliseconds or time.perf_counter() < end:
            times = core.make_profile()
            start = time.perf_counter()
            core.run(entry, tuple(args), kwargs, times)
            milliseconds.append((time.perf_counter() - start) * 1e3)
            if milliseconds[-1] == min(milliseconds):
                fastest = times
    except Exception as error:
        raise with_user_frames(error) from None
    found = _instructions(program.code, fastest.rows())
    return Profile(len(milliseconds), statistics.median(milliseconds), tuple(found))


def _instructions(code: Code, rows: list[list[tuple[int, int, int, int, str]]]) -> Iterator[InstructionTime]:
    for function, ran in zip(code.functions, rows):
        lines = iter([*function.lines, (len(function.words), -1)])
        span, (start, following) = -1, next(lines)
        for place, count, nanoseconds, inside, shapes in ran:
            while start <= place:
                span = following
                start, following = next(lines)
            name = by_number()[function.words[place] & 0xFF].name
            name = code.operators[function.words[place + 1]].name if name == "call_operator" else f"[{name}]"
            yield InstructionTime(name, shapes, code.spans[span] if span >= 0 else None, count,
                                  nanoseconds / 1e6, inside / 1e6)  # fmt: skip


def _places(span: Span | None) -> Iterator[tuple[str, int]]:
    """The lines that led to an instruction, innermost first, without PyTorch's own unless there are no others."""
    chain = [(each.file, each.line) for each in span.chain()] if span is not None else []
    yield from [place for place in chain if not LIBRARIES.search(place[0])] or chain


def _place_text(file: str, line: int) -> str:
    """``resnet.py:12``: enough of the path to find it by."""
    return f"{PureWindowsPath(file).name}:{line}" if file else ""


def _table(head: Sequence[str], body: Sequence[Sequence[str]], texts: int) -> str:
    """Columns wide enough for what they hold; the first ``texts`` lean left, the others right."""
    limits = [60] * texts + [99] * (len(head) - texts)
    rows = [[cell if len(cell) <= limit else cell[: limit - 3] + "..." for cell, limit in zip(row, limits)]
            for row in [head, *body]]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in rows
    )
