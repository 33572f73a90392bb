"""``match`` statements, unpacking into several targets, and functions within functions."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, STR, Kind, dict_of, list_of, tuple_of, union_of
from .statements import body, join, statement
from .writer import Writer

Case = tuple[str, dict[str, Kind]]


def _cases(w: Writer, kind: Kind) -> list[Case]:
    """Patterns that may match a value of ``kind``, with the names that they bind."""
    a, b = w.name("m"), w.name("m")
    if kind == INT:
        return [
            ("0 | 1", {}),
            ("2", {}),
            ("-3", {}),
            (f"5 | 7 | 10 as {a}", {a: INT}),
            (f"int({a}) if {w.plain(BOOL)}", {a: INT}),
        ]
    if kind == STR:
        return [("'a' | 'b'", {}), ("''", {}), ("'hello'", {}), (f"str({a}) if len({w.plain(STR)}) > 2", {a: STR})]
    if kind.name == "list":
        element = kind.args[0]
        return [("[]", {}), (f"[{a}]", {a: element}), (f"[{a}, {b}]", {a: element, b: element}), (f"[{a}, *{b}]", {a: element, b: kind}),
                (f"[*_, {a}]", {a: element}), (f"[{a}, {b}, *_] if {w.plain(BOOL)}", {a: element, b: element})]  # fmt: skip
    if kind.name == "tuple":
        return [(f"({w.plain_literal(kind.args[0])}, {a})", {a: kind.args[1]}), (f"({a}, {b}) if {w.plain(BOOL)}", dict(zip([a, b], kind.args))),
                (f"({a}, _)", {a: kind.args[0]})]  # fmt: skip
    if kind.name == "dict":
        value = kind.args[1]
        return [
            (f"{{'a': {a}}}", {a: value}),
            (f"{{'b': {a}, **{b}}}", {a: value, b: kind}),
            (f"{{'a': {a}, 'ab': {b}}}", {a: value, b: value}),
        ]
    if kind.name == "object":
        first, last = f"f0={a}", f"f{len(kind.args) - 1}={b}"
        bound = {a: kind.args[0], b: kind.args[-1]}
        return [(f"{kind.of}({first})", {a: kind.args[0]}), (f"{kind.of}({first}, {last}) if {w.plain(BOOL)}" if len(kind.args) > 1 else f"{kind.of}()",
                                                              bound if len(kind.args) > 1 else {})]  # fmt: skip
    return [("None", {}), (f"{a} if {w.plain(BOOL)}", {})]


@statement(3)
def _match(w: Writer, depth: int) -> None:
    if depth <= 0:
        return
    objects = [k for k in w.variables.values() if k.name == "object" and k.of in w.classes]
    kind = w.rng.choice([INT, STR, list_of(INT), list_of(STR), tuple_of(INT, STR), dict_of(STR, INT), *objects])
    before, ends = dict(w.variables), [dict(w.variables)]
    cases = _cases(w, kind)
    w.line(f"match {w.expr(kind, 2)}:")
    w.indent += 1
    other = w.name("other")
    for pattern, bound in [
        *w.rng.sample(cases, min(len(cases), w.rng.randint(1, 3))),
        ("_", {}) if w.chance(0.5) else (f"{other} if {w.expr(BOOL, 1)}", {other: kind}),
    ]:
        w.line(f"case {pattern}:")
        with w.block() as end:
            w.variables.update(bound)
            body(w, depth - 1, 1)
        ends.append(end)
    w.indent -= 1
    w.variables = {n: k for n, k in join(before, ends).items() if n in before}


@statement(3)
def _starred(w: Writer, depth: int) -> None:
    a, b, c = w.name(), w.name(), w.name()
    kind = w.rng.choice([INT, STR, FLOAT])
    form = w.rng.choice(["middle", "first", "nested", "text", "swap"])
    if form == "middle":
        w.line(f"{a}, *{b}, {c} = {w.expr(list_of(kind), 2)}")
        w.variables.update({a: kind, b: list_of(kind), c: kind})
    elif form == "first":
        w.line(f"*{a}, {b} = {w.expr(tuple_of(kind, kind, kind), 2)}")
        w.variables.update({a: list_of(kind), b: kind})
    elif form == "nested":
        w.line(f"({a}, {b}), {c} = {w.expr(tuple_of(INT, kind), 2)}, {w.expr(STR, 2)}")
        w.variables.update({a: INT, b: kind, c: STR})
    elif form == "text":
        w.line(f"{a}, {b} = {w.expr(STR, 2)}.split({w.plain(STR)}, 1)")
        w.variables.update({a: STR, b: STR})
    else:
        w.line(f"{a} = [{w.plain(kind)}, {w.plain(kind)}]")
        w.line(f"{b} = {c} = 0")
        w.line(f"{b}, {a}[{b}] = {w.plain(INT)} % 2, {w.expr(kind, 1)}")
        w.variables.update({a: list_of(kind), b: INT, c: INT})


@statement(2)
def _function_inside(w: Writer, depth: int) -> None:
    """A closure with a body of its own, called in several places, that may change what is around it."""
    name, parameter, kind = w.name("local"), w.name("p"), w.random_kind(1)
    inner = Writer(
        w.rng,
        functions=w.functions,
        result=kind,
        fresh=w.fresh,
        classes=w.classes,
        indent=w.indent + 1,
        noting=w.noting,
    )
    inner.frozen = w.frozen | {
        n for n, k in w.variables.items() if k.name in ("int", "float", "bool", "str", "number", "tuple", "optional")
    }
    inner.frozen |= set(w.variables) if w.chance(0.5) else set()
    inner.variables = {**w.variables, parameter: INT}
    rebound = [n for n in inner.variables if n not in inner.frozen and w.local(n) and n != parameter][-2:]
    inner.frozen |= {n for n in w.variables if n not in rebound}
    w.line(f"def {name}({parameter}{w.rng.choice(['', f'={w.plain_literal(INT)}'])}):")
    if rebound:
        inner.line(f"nonlocal {', '.join(rebound)}")
    body(inner, 1, w.rng.randint(1, 3))
    inner.line(f"return {inner.expr(kind, 2)}")
    w.lines += inner.lines
    a, b = w.name(), w.name()
    w.line(f"{a} = {name}({w.expr(INT, 1)})")
    w.variables[a] = kind
    if w.chance(0.5):
        w.line(f"{b} = [{name}(q) for q in {w.expr(list_of(INT), 1)}[:3]]")
        w.variables[b] = list_of(kind)


@statement(2)
def _of_another_type(w: Writer, depth: int) -> None:
    """A variable that gets another type in a branch or a loop, and is then asked which it has."""
    name, text, flag = w.name("u"), w.name(), w.expr(BOOL, 2)
    first, second = w.rng.sample([INT, STR, FLOAT, list_of(INT), BOOL, tuple_of(INT, STR)], 2)
    w.line(f"{name} = {w.expr(first, 2)}")
    head = w.rng.choice(
        [
            f"if {flag}:",
            f"for q in range({w.plain(INT)} % 3):",
            f"while {flag} and not isinstance({name}, {second.name}):",
        ]
    )
    w.line(head)
    w.line(f"    {name} = {w.expr(second, 2)}")
    if head.startswith("while") and w.chance(0.3):
        w.line("    break")
    w.line(f"{text} = str({name})[:20]" if w.chance(0.5) else f"{text} = {name}")
    w.variables[text] = STR if w.lines[-1].endswith("]") else union_of(first, second)
    with w.bound(**{name: second}):
        w.line(f"if isinstance({name}, {second.name}):")
        with w.block():
            frozen, w.frozen = w.frozen, w.frozen | {name}
            body(w, min(depth - 1, 1), 1)
            w.frozen = frozen
