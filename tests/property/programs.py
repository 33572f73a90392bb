"""Whole programs: helper functions, the program itself, and the inputs that it is called with."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import containers, scalars, tensors, texts  # noqa: F401  they register how expressions are written
from .functions import spreading
from .kinds import FLOAT, INT, STR, Kind, dict_of, list_of, literal, random_kind, tensor
from .statements import body
from .writer import Function, Writer

HEADER = """\
import math
from typing import Dict, List, Optional, Set, Tuple, Union

import torch
"""
CALLS = 4  # with how many inputs a program is called


@dataclass(frozen=True)
class Generated:
    """A program's source, which defines ``program`` and ``INPUTS`` as a file of tests/language does."""

    seed: int
    source: str


def generate(seed: int) -> Generated:
    """The program of a seed; the same one on every machine."""
    rng = random.Random(f"flambeau {seed}")
    parts = [HEADER]
    helpers: list[Function] = []
    fresh = [0]
    for index in range(rng.choice([0, 1, 1, 2])):
        parts.append(_helper(rng, index, helpers, fresh))
    if rng.random() < 0.15:
        parts.append(_recursive(helpers))
    if rng.random() < 0.2:
        parts.append(spreading(rng, helpers))
    kinds = [rng.choice([INT, FLOAT, STR, list_of(INT), dict_of(STR, INT), tensor((2, 3)), random_kind(rng)])
             for _ in range(rng.randint(2, 5))]  # fmt: skip
    w = Writer(rng, functions=helpers, fresh=fresh)
    w.variables = {f"x{i}": kind for i, kind in enumerate(kinds)}
    constant = f"c = {literal(rng, list_of(INT))}"
    w.line(constant)
    w.variables["c"] = list_of(INT)
    body(w, 3, rng.randint(4, 11))
    parameters = ", ".join(f"x{i}: {k.annotation}" for i, k in enumerate(kinds))
    returned = list(w.variables)
    w.line(f"return ({', '.join(returned)},)")
    parts.append("\n".join([f"def program({parameters}):", *w.lines]) + "\n")
    calls = [_arguments(rng, kinds) for _ in range(CALLS)]
    parts.append("INPUTS = [\n" + "".join(f"    ({call},),\n" for call in calls) + "]\n")
    return Generated(seed, "\n\n".join(parts))


def _helper(rng: random.Random, index: int, functions: list[Function], fresh: list[int]) -> str:
    kinds = [random_kind(rng, 1) for _ in range(rng.randint(1, 3))]
    result = random_kind(rng, 1)
    defaults = rng.randint(0, 1) if kinds[-1].name in ("int", "float", "bool", "str") else 0
    w = Writer(rng, functions=functions, result=result, fresh=fresh)
    w.variables = {f"p{i}": kind for i, kind in enumerate(kinds)}
    body(w, 2, rng.randint(1, 4))
    w.line(f"return {w.expr(result, 2)}")
    parameters = [f"p{i}" for i in range(len(kinds))]
    if defaults:
        parameters[-1] += f"={literal(rng, kinds[-1])}"
    name = f"helper{index}"
    source = "\n".join([f"def {name}({', '.join(parameters)}):", *w.lines]) + "\n"
    functions.append(Function(name, kinds, len(kinds) - defaults, result))
    return source


def _recursive(functions: list[Function]) -> str:
    functions.append(Function("descend", [INT], 1, INT))
    return "def descend(p0):\n    if p0 % 7 <= 1:\n        return 1\n    return descend(p0 % 7 - 1) + p0 % 3\n"


def _arguments(rng: random.Random, kinds: list[Kind]) -> str:
    return ", ".join(literal(rng, k) for k in kinds)
