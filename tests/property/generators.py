"""Generator functions, generator expressions and iterators: values that come one by one."""

from __future__ import annotations

import random

from .containers import iterable
from .kinds import BOOL, FLOAT, INT, STR, Kind, iterator_of, list_of, random_kind, tuple_of
from .statements import body, statement
from .writer import Class, Function, Writer, makes


def generator_function(
    rng: random.Random, functions: list[Function], classes: dict[str, Class], fresh: list[int]
) -> str:
    """A function with ``yield`` in its loops and branches, which may end early by ``return``."""
    kinds = [random_kind(rng, 1) for _ in range(rng.randint(1, 2))]
    element = rng.choice([INT, INT, FLOAT, STR, tuple_of(INT, STR), list_of(INT)])
    w = Writer(rng, functions=list(functions), fresh=fresh, classes=classes, yields=element)
    w.variables = {f"p{i}": kind for i, kind in enumerate(kinds)}
    form = rng.choice(["for", "for", "while", "plain", "from"])
    body(w, 1, rng.randint(0, 2))
    if form == "for":
        target, source, names = iterable(w, 1)
        w.line(f"for {target} in {source}:")
        with w.block():
            w.loops += 1
            w.variables.update(names)
            body(w, 1, rng.randint(0, 2))
            if w.chance(0.4):
                w.line(f"if {w.expr(BOOL, 1)}:")
                w.line(f"    {w.rng.choice(['continue', 'break', 'return'])}")
            w.line(f"yield {w.expr(element, 2)}")
            body(w, 1, rng.randint(0, 1))
            w.loops -= 1
    elif form == "while":
        count = w.name("n")
        w.line(f"{count} = 0")
        w.line(f"while {count} < {rng.randint(1, 4)}:")
        with w.block():
            w.variables[count] = INT
            w.line(f"yield {w.expr(element, 2)}")
            w.line(f"{count} += {rng.randint(1, 2)}")
    elif form == "from":
        w.line(f"yield from {w.expr(list_of(element), 2)}")
    if form == "plain" or w.chance(0.4):
        w.line(f"yield {w.expr(element, 2)}")
    name = f"produce{len(functions)}"
    source = "\n".join([f"def {name}({', '.join(f'p{i}' for i in range(len(kinds)))}):", *w.lines]) + "\n"
    functions.append(Function(name, kinds, len(kinds), iterator_of(element)))
    return source


def _one_by_one(w: Writer, element: Kind, depth: int) -> str:
    """Source of an iterable, in brackets or a call, whose elements are of ``element``."""
    fitting = [f for f in w.functions if f.result == iterator_of(element)]
    if fitting and w.chance(0.6):
        function = w.rng.choice(fitting)
        return f"{function.name}({', '.join(w.expr(k, depth - 1) for k in function.parameters)})"
    target, source, names = iterable(w, depth - 1)
    with w.bound(**names):
        made = w.expr(element, depth - 1)
        condition = f" if {w.expr(BOOL, depth - 1)}" if w.chance(0.4) else ""
    return f"({made} for {target} in {source}{condition})"


@makes("list", 2)
def _collected(w: Writer, kind: Kind, depth: int) -> str:
    source = _one_by_one(w, kind.args[0], depth)
    return w.rng.choice([f"list({source})", f"[*{source}]", f"list(reversed(list({source})))", f"list(itertools.islice({source}, 2))",
                         f"[q for q in {source}]"])  # fmt: skip


@makes("set", 1)
def _set_of_them(w: Writer, kind: Kind, depth: int) -> str:
    return f"set({_one_by_one(w, kind.args[0], depth)})"


@makes("dict", 1)
def _dict_of_them(w: Writer, kind: Kind, depth: int) -> str:
    return f"dict({_one_by_one(w, tuple_of(*kind.args), depth)})"


@makes("int", 2)
def _summed(w: Writer, kind: Kind, depth: int) -> str:
    source = _one_by_one(w, INT, depth)
    return w.rng.choice([f"sum({source})", f"max({source}, default=0)", f"sum(1 for q in {source})", f"next(iter({source}), -1)",
                         f"min({source}, default=3)", f"functools.reduce(lambda q, r: q * 3 % 50 + r, {source}, 1)"])  # fmt: skip


@makes("float", 1)
def _summed_floats(w: Writer, kind: Kind, depth: int) -> str:
    source = _one_by_one(w, FLOAT, depth)
    return w.rng.choice([f"sum({source}, 0.0)", f"max({source}, default=0.5)", f"min({source}, key=abs, default=-1.0)"])


@makes("str", 1)
def _joined_together(w: Writer, kind: Kind, depth: int) -> str:
    return f"{w.rng.choice(['-', ''])!r}.join({_one_by_one(w, STR, depth)})[:25]"


@makes("bool", 1)
def _tested_one_by_one(w: Writer, kind: Kind, depth: int) -> str:
    source = _one_by_one(w, w.rng.choice([INT, BOOL]), depth)
    return w.rng.choice([f"any({source})", f"all({source})", f"({w.plain(INT)} in {source})"])


@statement(3)
def _consumed_later(w: Writer, depth: int) -> None:
    """An iterator in a variable: what it gives depends on what happens until it is gone through."""
    element = w.rng.choice([INT, INT, STR, FLOAT])
    name = w.name("it")
    w.line(f"{name} = {w.rng.choice(['', '', 'iter', 'enumerate'])}({_one_by_one(w, element, 2)})")
    counted = "enumerate(" in w.lines[-1].split("=")[1][:12]
    body(w, 0, w.rng.randint(0, 2))
    if w.chance(0.15):
        target, default = w.name(), w.plain(INT)
        w.line(f"{target} = next({name}, {f'({default}, {w.plain(element)})' if counted else w.plain(element)})")
        w.variables[target] = tuple_of(INT, element) if counted else element
    if w.chance(0.5):
        target = w.name()
        w.line(f"{target} = list({name})")
        w.variables[target] = list_of(tuple_of(INT, element) if counted else element)
        return
    a, b = w.name("e"), w.name("e")
    before = dict(w.variables)
    w.line(f"for {f'{a}, {b}' if counted else b} in {name}:")
    with w.block():
        w.loops += 1
        w.variables.update({a: INT, b: element} if counted else {b: element})
        body(w, min(depth - 1, 1), w.rng.randint(1, 2))
        if w.chance(0.3):
            w.line(f"if {w.expr(BOOL, 1)}:")
            w.line("    break")
        w.loops -= 1
    w.variables = before


@statement(2)
def _looped_over_a_generator(w: Writer, depth: int) -> None:
    fitting = [f for f in w.functions if f.result.name == "iterator"]
    if not fitting or depth <= 0 or w.loops >= 2:
        return
    function = w.rng.choice(fitting)
    call = f"{function.name}({', '.join(w.expr(k, 1) for k in function.parameters)})"
    a, b = w.name("e"), w.name("e")
    element = function.result.args[0]
    names = {b: element}
    target, source = b, call
    if w.chance(0.3):
        target, source, names = (
            f"{a}, {b}",
            w.rng.choice([f"enumerate({call})", f"zip(range(3), {call})"]),
            {a: INT, b: element},
        )
    elif element.name == "tuple" and w.chance(0.6):
        target, names = f"{a}, {b}", dict(zip([a, b], element.args))
    before = dict(w.variables)
    w.line(f"for {target} in {source}:")
    with w.block():
        w.loops += 1
        w.variables.update(names)
        body(w, depth - 1, w.rng.randint(1, 2))
        if w.chance(0.3):
            w.line(f"if {w.expr(BOOL, 1)}:")
            w.line(f"    {w.rng.choice(['break', 'continue'])}")
        w.loops -= 1
    w.variables = before
