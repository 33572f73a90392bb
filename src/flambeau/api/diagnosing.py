"""``fl.doctor``: everything that keeps a program from being compiled, instead of the first thing alone.

>>> print(fl.doctor(pipeline, (image,)))
pipeline(image: Tensor): 3 places can't be compiled, for 2 reasons
...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import CompileError, Span, excerpt
from .training import refuse_training_mode

if TYPE_CHECKING:
    from ..frontend.script.entry import Examples

MAX_PLACES = 10  # shown for each reason


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What keeps a program from being compiled. ``errors`` are in the order in which the program meets them."""

    program: str  # its name and parameters, as they were taken
    errors: tuple[CompileError, ...]

    @property
    def ok(self) -> bool:
        return not self.errors

    @property
    def counts(self) -> dict[str, int]:
        """How many places there are for each reason, the most frequent first."""
        reasons = [e.reason for e in self.errors]
        return {r: reasons.count(r) for r in sorted(dict.fromkeys(reasons), key=lambda r: -reasons.count(r))}

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        if self.ok:
            return f"{self.program}: nothing keeps it from being compiled"
        counts = self.counts
        places = "1 place" if len(self.errors) == 1 else f"{len(self.errors)} places"
        reasons = "" if len(counts) == 1 else f", for {len(counts)} reasons"
        parts = [f"{self.program}: {places} can't be compiled{reasons}"]
        for number, (reason, count) in enumerate(counts.items(), 1):
            parts.append(_group(number, count, [e for e in self.errors if e.reason == reason]))
        return "\n\n".join(parts)


def _group(number: int, count: int, errors: list[CompileError]) -> str:
    """One reason, what to write instead, and where."""
    times = f" ({count} places)" if count > 1 else ""
    lines = [f"{number}. {errors[0].reason}{times}"]
    fixes = dict.fromkeys(e.fix for e in errors if e.fix)
    lines += [f"   fix: {fix}" for fix in fixes]
    for error in errors[:MAX_PLACES]:
        lines += _place(error.span) if error.span is not None else []
    if count > MAX_PLACES:
        lines.append(f"   and {count - MAX_PLACES} places more")
    return "\n".join(lines)


def _place(span: Span) -> list[str]:
    caller = span.caller
    called = f", called from {caller.file}:{caller.line}" if caller is not None and caller.line else ""
    where = f" in {span.function}" if span.function else ""
    return [f"   {span}{where}{called}", *(f"     {line}" for line in excerpt(span).splitlines()[1:])]


def doctor(target: Callable[..., Any], example_inputs: Examples | None = None) -> Diagnosis:
    """Finds all that keeps ``target`` from being compiled, going on after each refusal.

    Parameter types are found as ``script`` finds them. What depends on something refused isn't reported again; where
    that hides a second reason, it shows once the first is mended.
    """
    from ..frontend.script import find_refusals
    from .compiling import script

    errors: list[CompileError] = []
    try:
        refuse_training_mode(target)
    except CompileError as error:
        errors.append(error)
    found, taken = find_refusals(target, example_inputs)
    errors += found
    if not errors:
        try:
            script(target, example_inputs)
        except CompileError as error:
            errors.append(error)
    name = getattr(target, "__qualname__", None) or type(target).__name__
    return Diagnosis(f"{name}({taken})", tuple(errors))
