"""Leaving a construct early: what stands between a ``return``, ``break`` or ``continue`` and where it leads.

    for x in xs:
        try:
            if x < 0:
                break          # gathers at the end of the try, runs `log.append(x)`, then leaves the loop
        finally:
            log.append(x)

Paths that cross a cleanup on their way to the same place gather first, so that what cleans up is compiled once for each
such place, outside of the try: an exception that it raises itself must not lead back into it. Which places there are
shows while the body is interpreted; ``Crossing`` asks for one more, and the body is interpreted again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from .heap import Merge, State
from .values import Abstract

if TYPE_CHECKING:
    from .experience import Visit
    from .interpreter import Interpreter

T = TypeVar("T")


@dataclass(eq=False)
class Cleanup:
    """What runs before a path leaves a construct. ``depth`` is how many merges lie outside of it; ``exits`` leads from
    each of those that paths go on to, to where such paths gather."""

    visit: Visit
    depth: int = 0
    exits: dict[Merge, Merge] = field(default_factory=dict)


class Crossing(Exception):
    """A path leaves through a cleanup for a place that isn't among its exits yet."""

    def __init__(self, cleanup: Cleanup, merge: Merge) -> None:
        super().__init__(cleanup, merge)
        self.cleanup, self.merge = cleanup, merge


def until_known(interp: Interpreter, wanted: list[Merge], base: State, run: Callable[[Cleanup], T]) -> T:
    """``run`` with a fresh cleanup, again for each place that paths turn out to leave for: ``wanted``."""
    visit = interp.experience.current
    if not wanted:
        # A pass that is compiled by itself has fewer around it than the loop that was visited.
        wanted += [interp.merges[depth] for depth in visit.exits if depth < len(interp.merges)]
    while True:
        visit.begin()
        position, node, modules = interp.position(), interp.node, len(interp.modules)
        cleanup = Cleanup(visit)
        try:
            return run(cleanup)
        except Crossing as crossing:
            if crossing.cleanup is not cleanup:
                raise
            wanted.append(crossing.merge)
            interp.node = node
            del interp.modules[modules:]
            interp.rewind(position, base)
            visit.exits = list(map(interp.merges.index, wanted))


def protect(interp: Interpreter, body: Callable[[], object], final: Callable[[], object]) -> None:
    """Runs ``body``, then ``final``: also before every early exit of the body, but not where it raises."""
    wanted: list[Merge] = []

    def attempt(base: State) -> Abstract:
        return until_known(interp, wanted, base, lambda cleanup: interp.region(functools.partial(run, cleanup, 0)))

    def run(cleanup: Cleanup, index: int, done: Merge) -> Abstract:
        if index == len(wanted):
            cleanup.depth = len(interp.merges)
            interp.cleanups.append(cleanup)
            try:
                with interp.experience.visiting("body", cleanup.visit):
                    body()
            finally:
                interp.cleanups.remove(cleanup)
            final()
            interp.arrive(done, "break")
        merge = wanted[index]

        def gather(gathering: Merge) -> Abstract:
            cleanup.exits[merge] = gathering
            return run(cleanup, index + 1, done)

        value = interp.region(gather)
        final()
        interp.leave(merge, value)

    interp.retrying(attempt)
