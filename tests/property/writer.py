"""The state of one program that is being written: random choices, the lines so far, and the variables in scope."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .kinds import Kind, literal, random_kind

# Writes an expression of a type, or says by None that it can't here (there is no variable that it needs).
Production = Callable[["Writer", Kind, int], "str | None"]

PRODUCTIONS: dict[str, list[tuple[int, Production]]] = {}


def makes(name: str, weight: int = 2) -> Callable[[Production], Production]:
    """Registers a way to write an expression of the type ``name``."""

    def register(production: Production) -> Production:
        PRODUCTIONS.setdefault(name, []).append((weight, production))
        return production

    return register


@dataclass
class Function:
    """A function of the program's: what calls may pass, and what they get."""

    name: str
    parameters: list[Kind]
    required: int
    result: Kind
    static: bool = False  # a method that needs no instance


@dataclass
class Class:
    """A class of the program's: its instances' kind and what they can do."""

    kind: Kind
    methods: list[Function] = field(default_factory=list)
    properties: dict[str, Kind] = field(default_factory=dict)
    changeable: bool = True  # whether fields may be assigned
    bases: tuple[str, ...] = ()
    operators: frozenset[str] = frozenset()


@dataclass
class Writer:
    """Writes one function. ``variables`` are those that are surely bound where the next line goes."""

    rng: random.Random
    lines: list[str] = field(default_factory=list)
    indent: int = 1
    variables: dict[str, Kind] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)
    result: Kind | None = None  # what `return` gives; None where the function returns all it has
    loops: int = 0  # loops around the next line
    frozen: frozenset[str] = frozenset()  # containers that a loop is going over
    fresh: list[int] = field(default_factory=lambda: [0])  # the number of names made, shared by nested writers
    classes: dict[str, Class] = field(default_factory=dict)
    yields: Kind | None = None  # what a generator function gives
    noting: bool = False  # whether some expressions note when they are evaluated

    def line(self, text: str) -> None:
        self.lines.append("    " * self.indent + text)

    def name(self, prefix: str = "v") -> str:
        self.fresh[0] += 1
        return f"{prefix}{self.fresh[0]}"

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def random_kind(self, depth: int = 2) -> Kind:
        return random_kind(self.rng, depth, [c.kind for c in self.classes.values()])

    def leaving(self) -> list[str]:
        """The variables that may be returned: no attributes, and no iterators, which can't leave a program."""
        return [n for n, k in self.variables.items() if "." not in n and not k.holds("iterator")]

    def local(self, name: str) -> bool:
        """Whether ``name`` is a variable of this very function: no attribute, no global."""
        return "." not in name and not name[0].isupper()

    def having(self, test: Callable[[Kind], bool]) -> str | None:
        """A variable whose type ``test`` accepts; later ones are likelier."""
        found = [n for n, k in self.variables.items() if test(k)]
        return self.rng.choice(found[-6:]) if found else None

    def variable(self, kind: Kind) -> str | None:
        return self.having(lambda k: k == kind)

    def changeable(self, test: Callable[[Kind], bool]) -> str | None:
        """A container that may be changed in place here: no loop goes over it."""
        found = [n for n, k in self.variables.items() if test(k) and n not in self.frozen]
        return self.rng.choice(found[-6:]) if found else None

    def expr(self, kind: Kind, depth: int = 2) -> str:
        """Source of an expression of ``kind``."""
        ways = PRODUCTIONS.get(kind.name, [])
        if ways and depth > 0 and not self.chance(0.15):
            for _ in range(4):
                way = self.rng.choices([w for _, w in ways], [n for n, _ in ways])[0]
                made = way(self, kind, depth)
                if made is not None:
                    return f"note({made}, {self.rng.randint(0, 99)})" if self.noting and self.chance(0.12) else made
        known = self.variable(kind)
        return known if known is not None and self.chance(0.85) else literal(self.rng, kind)

    def plain(self, kind: Kind) -> str:
        """A variable or literal."""
        return self.expr(kind, 0)

    def plain_literal(self, kind: Kind) -> str:
        return literal(self.rng, kind)

    @contextmanager
    def block(self) -> Iterator[dict[str, Kind]]:
        """An indented block; yields a dict that afterwards holds the variables at the block's end."""
        before, ended = dict(self.variables), {}
        self.indent += 1
        start = len(self.lines)
        yield ended
        if len(self.lines) == start:
            self.line("pass")
        self.indent -= 1
        ended.update(self.variables)
        self.variables = before

    @contextmanager
    def bound(self, **names: Kind) -> Iterator[None]:
        """Variables of a comprehension or lambda."""
        before = dict(self.variables)
        self.variables.update(names)
        yield
        self.variables = before


def compound(
    rng: random.Random, depth: int, write: Callable[[random.Random, int, int], str], condition: Callable[[], str],
    counts: list[str], attempt: Callable[[], str], handler: str,
) -> str:  # fmt: skip
    """A loop, a try statement or a branch at that depth, around statements that ``write`` gives: their depth and how
    many. ``handler`` is an except clause after what ``attempt`` gives has been tried."""
    pad = "    " * depth
    inner = write(rng, depth + 1, rng.randint(1, 3))
    if rng.random() < 0.25:
        return f"{pad}for i in range({rng.choice(counts)}):\n{inner}"
    if rng.random() < 0.15:
        caught, _, handling = handler.partition(": ")
        return f"{pad}try:\n{pad}    {attempt()}\n{inner}{pad}{caught}:\n{pad}    {handling}\n"
    other = f"{pad}else:\n{write(rng, depth + 1, 1)}" if rng.random() < 0.4 else ""
    return f"{pad}if {condition()}:\n{inner}{other}"
