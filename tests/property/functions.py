"""Functions as values: lambdas in variables, functions that make functions, ``*args`` and named-only parameters."""

from __future__ import annotations

import random

from .kinds import BOOL, FLOAT, INT, STR, Kind, list_of, literal, tuple_of
from .statements import body, statement
from .writer import Function, Writer, makes


@statement(2)
def _lambda_in_a_variable(w: Writer, depth: int) -> None:
    name, parameter, target = w.name("f"), w.name("e"), w.name()
    kind = w.rng.choice([INT, STR, FLOAT, list_of(INT)])
    with w.bound(**{parameter: INT}):
        made = w.expr(kind, 2)
    default = f"={w.plain(INT)}" if w.chance(0.3) else ""
    w.line(f"{name} = lambda {parameter}{default}: {made}")
    call = f"{name}()" if default and w.chance(0.5) else f"{name}({w.expr(INT, 1)})"
    w.line(f"{target} = {call}" if w.chance(0.7) else f"{target} = [{name}(q) for q in {w.expr(list_of(INT), 1)}]")
    w.variables[target] = kind if not w.lines[-1].endswith("]") or "for q in" not in w.lines[-1] else list_of(kind)


@statement(2)
def _function_that_makes_one(w: Writer, depth: int) -> None:
    """Each call makes a closure over variables of its own."""
    maker, inner, first, second = w.name("make"), w.name("inner"), w.name("f"), w.name("f")
    w.line(f"def {maker}(step):")
    w.line("    total = [step]")
    w.line(f"    def {inner}(amount):")
    w.line("        nonlocal step")
    w.line(f"        step {w.rng.choice(['+', '-'])}= amount")
    w.line("        total.append(step)")
    w.line(f"        return {w.rng.choice(['step', 'sum(total)', 'len(total) + step', 'total[0]'])}")
    w.line(f"    return {inner}")
    w.line(f"{first}, {second} = {maker}({w.expr(INT, 1)}), {maker}({w.plain(INT)})")
    target = w.name()
    w.line(f"{target} = [{first}({w.plain(INT)}), {second}(1), {first}({w.plain(INT)})]")
    w.variables[target] = list_of(INT)


@makes("int", 1)
def _mapped(w: Writer, kind: Kind, depth: int) -> str:
    xs = w.expr(list_of(INT), depth - 1)
    return w.rng.choice([f"sum(map(lambda q: q * q % 11, {xs}))", f"len(list(filter(lambda q: q > {w.plain(INT)}, {xs})))",
                         f"max({xs}, key=lambda q: q % 5, default=0)", f"(lambda q, r: q - r)({w.plain(INT)}, {w.plain(INT)})"])  # fmt: skip


@makes("bool", 2)
def _stops_early(w: Writer, kind: Kind, depth: int) -> str:
    """``any`` and ``all`` go no further than they must: what comes later may raise."""
    xs = w.expr(list_of(INT), depth - 1)
    return w.rng.choice([f"any(12 // (q or 1) > {w.plain(INT)} for q in {xs})", f"all(12 % q != {w.plain(INT)} for q in {xs})",
                         f"any([q > 1 for q in {xs}])", f"all(map(lambda q: q < 5, {xs}))"])  # fmt: skip


@makes("list", 1)
def _called_with_a_star(w: Writer, kind: Kind, depth: int) -> str | None:
    if kind.args[0] != INT:
        return None
    pair = w.expr(tuple_of(INT, INT), depth - 1)
    return f"list(range(*{pair}))[:6]" if w.chance(0.5) else f"[*{pair}, {w.plain(INT)}]"


def spreading(rng: random.Random, functions: list[Function]) -> str:
    """A helper with ``*rest`` and a parameter that can only be named."""
    functions.append(Function("gather", [INT, INT, INT], 1, INT))
    last = rng.choice(["len(rest) * scale + p0", "sum(rest, p0) - scale", "(p0, *rest)[-1] + scale"])
    return f"def gather(p0, *rest, scale={literal(rng, INT)}):\n    return {last}\n"


@makes("int", 1)
def _gathered(w: Writer, kind: Kind, depth: int) -> str | None:
    if not any(f.name == "gather" for f in w.functions):
        return None
    a, b = w.expr(INT, depth - 1), w.plain(INT)
    held = w.variable(tuple_of(INT, INT))
    return w.rng.choice([f"gather({a}, scale={b})", f"gather({a}, {b}, 3, scale=1)", f"gather(*({a}, {b}))",
                         f"gather({a}, *{held or (1, 2)})"])  # fmt: skip


@statement(2)
def _if_int(w: Writer, depth: int) -> None:
    """A branch that teaches which type a number has."""
    name = w.having(lambda k: k.name == "number")
    if name is None or depth <= 0:
        return
    before = dict(w.variables)
    w.line(f"if isinstance({name}, {w.rng.choice(['int', 'float'])}):")
    whole = w.lines[-1].endswith("int):")
    for kind in (INT, FLOAT) if whole else (FLOAT, INT):
        with w.block():
            w.variables[name] = kind
            frozen, w.frozen = w.frozen, w.frozen | {name}
            body(w, depth - 1, 1)
            w.frozen = frozen
        w.variables = dict(before)
        if kind == (INT if whole else FLOAT):
            w.line("else:")
    w.variables = before


@makes("bool", 1)
def _identity(w: Writer, kind: Kind, depth: int) -> str | None:
    a = w.having(lambda k: k.name in ("list", "dict"))
    b = w.variable(w.variables[a]) if a else None
    return f"({a} {w.rng.choice(['is', 'is not'])} {b})" if b and w.chance(0.9) else f"(None is {w.plain(BOOL)})"
