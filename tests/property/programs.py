"""Whole programs: classes, helper functions, the program itself, and the inputs that it is called with."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import arrays, binary, containers, flow, library, mixed, orders, patterns, scalars, tensors, texts  # noqa: F401  they register what can be written
from .classes import classes
from .flow import context_manager, function_with_exits, recursive_functions
from .functions import spreading
from .generators import generator_function
from .habits import habits
from .kinds import (
    BYTES,
    COMPLEX,
    FLOAT,
    INT,
    SCALARS,
    STR,
    Kind,
    dict_of,
    list_of,
    literal,
    random_array_kind,
    random_kind,
    set_of,
    tensor,
)
from .richer import definitions
from .statements import body
from .writer import Class, Function, Writer

HEADER = """\
import bisect
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import heapq
import itertools
import json
import math
import operator
import re
from dataclasses import dataclass
from typing import Dict, List, NamedTuple, Optional, Set, Tuple, Union

import numpy as np
import torch
from torch import nn
"""
CUSTOM = """\
class Custom(ValueError):
    pass


class Coded(Custom):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
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
    known: dict[str, Class] = {}
    helpers: list[Function] = []
    fresh = [0]
    parts = [HEADER, CUSTOM, *classes(rng, known, fresh)]
    state = _globals(rng) if rng.random() < 0.15 else {}
    if state:
        parts.append("".join(f"{n} = {literal(rng, k)}\n" for n, k in state.items()))
    for index in range(rng.choice([0, 1, 1, 2])):
        parts.append(_helper(rng, index, helpers, known, fresh))
    if rng.random() < 0.3:
        parts.append(generator_function(rng, helpers, known, fresh))
    if rng.random() < 0.15:
        parts.append(_recursive(helpers))
    if rng.random() < 0.15:
        parts.append(recursive_functions(rng, helpers))
    if rng.random() < 0.2:
        parts.append(function_with_exits(rng, helpers, fresh))
    if rng.random() < 0.2:
        parts.append(context_manager(rng))
        helpers.append(Function("noted", [], 0, Kind("manager")))
    if rng.random() < 0.2:
        parts.append(spreading(rng, helpers))
    parts += definitions(rng, helpers) + habits(rng, helpers)
    mine = [c.kind for c in known.values()]
    kinds = [_parameter(rng, mine) for _ in range(rng.randint(2, 5))]
    w = Writer(rng, functions=helpers, fresh=fresh, classes=known)
    w.variables = {**state, **{f"x{i}": kind for i, kind in enumerate(kinds)}}
    if state:
        w.line(f"global {', '.join(state)}")
    parts.append(_module(w, kinds) if rng.random() < 0.15 else _function(w, kinds))
    calls = [", ".join(literal(rng, k) for k in kinds) for _ in range(CALLS)]
    parts.append("INPUTS = [\n" + "".join(f"    ({call},),\n" for call in calls) + "]\n")
    return Generated(seed, "\n\n".join(parts))


def _parameter(rng: random.Random, classes: list[Kind]) -> Kind:
    """A type that the first call tells, with the annotation: a class without annotated fields, only by itself and with
    fields that always hold the same type."""

    def tells(kind: Kind) -> bool:
        if kind.of.startswith("Plain"):
            return False
        return all(map(tells, kind.args))

    while True:
        kind = rng.choice(
            [
                INT,
                FLOAT,
                STR,
                list_of(INT),
                dict_of(STR, INT),
                tensor((2, 3)),
                random_array_kind(rng),
                random_kind(rng, 2, classes),
            ]
        )
        if (
            tells(kind)
            or kind.of
            and all(k in (*SCALARS, BYTES, COMPLEX) or k.name in ("tensor", "array") for k in kind.args)
        ):
            return kind


def _function(w: Writer, kinds: list[Kind], name: str = "program", owner: str = "") -> str:
    w.line(f"c = {literal(w.rng, list_of(INT))}")
    w.variables["c"] = list_of(INT)
    if w.chance(0.12):
        _take_notes(w)
    body(w, 3, w.rng.randint(4, 11))
    parameters = ", ".join([*([owner] if owner else []), *(f"x{i}: {k.annotation}" for i, k in enumerate(kinds))])
    w.line(f"return ({', '.join(w.leaving())},)")
    return "\n".join([f"{'    ' * (w.indent - 1)}def {name}({parameters}):", *w.lines]) + "\n"


def _take_notes(w: Writer) -> None:
    """A list of what was evaluated, in the order in which it was."""
    w.line("notes = []")
    w.line("def note(value, place):")
    w.line(f"    notes.append({w.rng.choice(['place', 'place', 'place + len(notes)'])})")
    w.line("    return value")
    w.noting, w.variables["notes"] = True, list_of(INT)
    w.frozen |= {"notes"}


def _module(w: Writer, kinds: list[Kind]) -> str:
    """An nn.Module whose attributes last from call to call."""
    attributes = {f"self.a{i}": w.rng.choice([INT, FLOAT, list_of(INT), dict_of(STR, INT), tensor((3,)), w.random_kind(1)])
                  for i in range(w.rng.randint(1, 3))}  # fmt: skip
    lines = ["class Net(nn.Module):", "    def __init__(self):", "        super().__init__()"]
    lines += [f"        {n} = {literal(w.rng, k)}" for n, k in attributes.items()]
    if w.chance(0.5):
        attributes["self.ring"] = tensor((3,))
        lines.append("        self.register_buffer('ring', torch.zeros(3))")
    w.variables.update(attributes)
    w.indent = 2
    w.lines = [f"    {line}" for line in w.lines]
    forward = _function(w, kinds, "forward", "self")
    return "\n".join([*lines, "", forward, "", "program = Net().eval()"]) + "\n"


def _globals(rng: random.Random) -> dict[str, Kind]:
    """Variables of the module, that last from call to call."""
    kinds = [INT, FLOAT, STR, list_of(INT), dict_of(STR, INT), set_of(INT), list_of(list_of(INT))]
    return {name: rng.choice(kinds) for name in rng.sample(["TOTAL", "SEEN", "LAST"], rng.randint(1, 2))}


def _helper(
    rng: random.Random, index: int, functions: list[Function], known: dict[str, Class], fresh: list[int]
) -> str:
    mine = [c.kind for c in known.values()]
    kinds = [random_kind(rng, 1, mine) for _ in range(rng.randint(1, 3))]
    result = random_kind(rng, 1, mine)
    defaults = rng.randint(0, 1) if kinds[-1].name in ("int", "float", "bool", "str") else 0
    w = Writer(rng, functions=functions, result=result, fresh=fresh, classes=known)
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
