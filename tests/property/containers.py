"""Expressions that give lists, dicts and sets."""

from __future__ import annotations

from .kinds import BOOL, INT, STR, Kind, list_of, random_lasting, set_of, tensor
from .writer import Writer, makes


@makes("list", 3)
def _listed(w: Writer, kind: Kind, depth: int) -> str:
    return f"[{', '.join(w.expr(kind.args[0], depth - 1) for _ in range(w.rng.randint(0, 3)))}]"


@makes("list", 3)
def _same_or_copy(w: Writer, kind: Kind, depth: int) -> str | None:
    xs = w.variable(kind)
    return w.rng.choice([xs, f"list({xs})", f"{xs}[:]", f"{xs}.copy()"]) if xs else None


@makes("list", 3)
def _slice(w: Writer, kind: Kind, depth: int) -> str:
    xs, i, j = w.expr(kind, depth - 1), w.plain(INT), w.plain(INT)
    return f"{xs}[{w.rng.choice([f'{i}:', f':{i}', f'{i}:{j}', '::-1', f'{i}:{j}:2', '::2', f'{i}:{j}:-1'])}]"


@makes("list", 2)
def _sum_of_lists(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(kind, depth - 1), w.expr(kind, depth - 1)
    return w.rng.choice([f"({a} + {b})[:9]", f"({a} * 2)[:9]", f"[*{a}, *{b}][:9]"])


@makes("list", 4)
def _comprehension(w: Writer, kind: Kind, depth: int) -> str:
    target, source, names = iterable(w, depth - 1)
    with w.bound(**names):
        condition = f" if {w.expr(BOOL, depth - 1)}" if w.chance(0.4) else ""
        if w.chance(0.2):
            inner_target, inner, more = iterable(w, depth - 1)
            condition += f" for {inner_target} in {inner}"
            w.variables.update(more)
        element = w.expr(kind.args[0], depth - 1)
    return f"[{element} for {target} in {source}{condition}]{'[:12]' if ' for ' in condition else ''}"


@makes("list", 2)
def _ordered(w: Writer, kind: Kind, depth: int) -> str | None:
    xs, element = w.expr(kind, depth - 1), kind.args[0]
    if element.name == "tuple" and element.args[0].ordered and w.chance(0.5):
        return f"sorted({xs}, key=lambda q: q[0]{w.rng.choice(['', ', reverse=True'])})"
    if not element.ordered or element.name in ("list", "bool"):
        return f"list(reversed({xs}))"
    keys = {"int": ["lambda q: -q", "lambda q: (q % 3, q)", "abs", "str"], "str": ["lambda q: (len(q), q)", "len", "str.lower"],
            "float": ["lambda q: abs(q)", "lambda q: -q"]}.get(element.name)  # fmt: skip
    key = f", key={w.rng.choice(keys)}" if keys and w.chance(0.5) else ""
    return f"sorted({xs}{key}{', reverse=True' if w.chance(0.4) else ''})"


@makes("list", 2)
def _particular(w: Writer, kind: Kind, depth: int) -> str | None:
    element = kind.args[0]
    if element == INT:
        n = f"{w.expr(INT, depth - 1)} % 6"
        return w.rng.choice([f"list(range({n}))", f"list(range({w.plain(INT)} % 9, {n}, -2))", f"list(map(len, {w.expr(list_of(STR), depth - 1)}))",
                             f"[ord(q) for q in {w.plain(STR)}]", f"sorted({w.expr(set_of(INT), depth - 1)})"])  # fmt: skip
    if element == STR:
        s = w.expr(STR, depth - 1)
        return w.rng.choice([f"{s}.split()", f"{s}.split(',')", f"list({s})", f"list(map(str, {w.expr(list_of(INT), depth - 1)}))",
                             f"sorted({w.expr(set_of(STR), depth - 1)})", f"[q for q in {s} if q.isalpha()]"])  # fmt: skip
    if element.name == "tuple" and len(element.args) == 2:
        a, b = (w.expr(list_of(k), depth - 1) for k in element.args)
        return f"list(zip({a}, {b}))"
    name = w.having(lambda k: k.name == "dict" and k.args[1] == element)
    if name and w.chance(0.4):
        return f"[q for _, q in sorted({name}.items(), key=lambda q: (str(q[0]), 1))]"
    return f"list({name}.values())" if name else None


@makes("dict", 3)
def _paired(w: Writer, kind: Kind, depth: int) -> str:
    pairs = [
        f"{w.expr(kind.args[0], depth - 1)}: {w.expr(kind.args[1], depth - 1)}" for _ in range(w.rng.randint(0, 3))
    ]
    return f"{{{', '.join(pairs)}}}"


@makes("dict", 2)
def _copied_dict(w: Writer, kind: Kind, depth: int) -> str | None:
    d = w.variable(kind)
    return w.rng.choice([d, f"dict({d})", f"{d}.copy()", f"dict(sorted({d}.items(), key=lambda q: str(q[0])))",
                         f"{{k: q for k, q in reversed({d}.items())}}", f"{{**{d}, {w.plain(kind.args[0])}: {w.plain(kind.args[1])}}}",
                         f"({d} | {w.plain(kind)})"]) if d else None  # fmt: skip


@makes("dict", 3)
def _dict_comprehension(w: Writer, kind: Kind, depth: int) -> str:
    target, source, names = iterable(w, depth - 1)
    with w.bound(**names):
        key, value = w.expr(kind.args[0], depth - 1), w.expr(kind.args[1], depth - 1)
    return f"{{{key}: {value} for {target} in {source}}}"


@makes("dict", 1)
def _zipped(w: Writer, kind: Kind, depth: int) -> str:
    if w.chance(0.3):
        return f"dict.fromkeys({w.expr(list_of(kind.args[0]), depth - 1)}, {w.expr(kind.args[1], depth - 1)})"
    return f"dict(zip({w.expr(list_of(kind.args[0]), depth - 1)}, {w.expr(list_of(kind.args[1]), depth - 1)}))"


@makes("set", 3)
def _set(w: Writer, kind: Kind, depth: int) -> str:
    return f"set({w.expr(list_of(kind.args[0]), depth - 1)})"


@makes("set", 3)
def _set_algebra(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(kind, depth - 1), w.expr(kind, depth - 1)
    named = [f"{a}.{m}({b})" for m in ("union", "intersection", "difference", "symmetric_difference")]
    return w.rng.choice(
        [f"({a} {w.rng.choice('|&-^')} {b})"] * 3
        + named
        + [f"{a}.copy()", f"{a}.union({w.expr(list_of(kind.args[0]), 1)})"]
    )


@makes("set", 1)
def _set_comprehension(w: Writer, kind: Kind, depth: int) -> str:
    target, source, names = iterable(w, depth - 1)
    with w.bound(**names):
        element = w.expr(kind.args[0], depth - 1)
    return f"{{{element} for {target} in {source}}}"


def iterable(w: Writer, depth: int) -> tuple[str, str, dict[str, Kind]]:
    """A loop's target, something to loop over, and the names and types of what each pass gets. Sets of texts aren't
    looped over: their order is another in each process."""
    if w.chance(0.1):
        a, b, c = w.name("e"), w.name("e"), w.name("e")
        element = w.random_kind(1)
        xs, ys = w.expr(list_of(INT), depth), w.expr(list_of(element), depth)
        return f"{a}, ({b}, {c})", f"enumerate(zip({xs}, {ys}))", {a: INT, b: INT, c: element}
    source, names = _source(w, depth)
    return ", ".join(names), source, names


def _source(w: Writer, depth: int) -> tuple[str, dict[str, Kind]]:
    a, b = w.name("e"), w.name("e")
    choice = w.rng.choice(
        [
            "range",
            "range",
            "list",
            "list",
            "list",
            "str",
            "dict",
            "items",
            "enumerate",
            "zip",
            "tuple",
            "tensor",
            "pairs",
            "map",
            "set",
        ]
    )
    element = w.random_kind(1)
    if choice == "range":
        ranges = [f"range({w.expr(INT, depth)} % 5)", f"range({w.rng.randint(0, 4)})", f"range({w.plain(INT)} % 7 - 3, {w.plain(INT)} % 7)",
                  f"range({w.plain(INT)} % 9, -2, -{w.rng.randint(2, 4)})"]  # fmt: skip
        return w.rng.choice(ranges), {a: INT}
    if choice == "tensor":
        name = w.having(lambda k: k.name == "tensor" and k.shape == (2, 3))
        if name is not None:
            row = tensor((3,), w.variables[name].dtype)
            return (f"enumerate({name})", {a: INT, b: row}) if w.chance(0.3) else (name, {a: row})
    if choice == "pairs":
        xs = w.expr(list_of(INT), depth)
        return w.rng.choice([f"zip({xs}, {xs}[1:])", f"enumerate(range(len({xs})))"]), {a: INT, b: INT}
    if choice == "map":
        xs = w.expr(list_of(INT), depth)
        return w.rng.choice(
            [f"map(lambda q: q * 2 % 9, {xs})", f"filter(lambda q: q > 0, {xs})", f"sorted({xs})[:4]"]
        ), {a: INT}
    if choice == "str":
        return w.expr(STR, depth) + "[:6]", {a: STR}
    if choice == "set":
        held = w.having(lambda k: k.name == "set" and k.args[0].lasting)
        kind = w.variables[held].args[0] if held else random_lasting(w.rng)
        return (held or w.expr(set_of(kind), depth)), {a: kind}
    if choice in ("dict", "items"):
        name = w.having(lambda k: k.name == "dict")
        if name is None:
            return w.expr(list_of(element), depth), {a: element}
        key, value = w.variables[name].args
        return (name, {a: key}) if choice == "dict" else (f"{name}.items()", {a: key, b: value})
    known = w.having(lambda k: k.name == "list")
    listed, held = (known, w.variables[known].args[0]) if known else (w.expr(list_of(element), depth), element)
    if choice == "enumerate":
        return f"enumerate({listed}{w.rng.choice(['', ', 1', ', start=2'])})", {a: INT, b: held}
    if choice == "zip":
        return f"zip({listed}, {w.expr(list_of(element), depth)})", {a: held, b: element}
    if choice == "tuple":
        return f"({w.plain(element)}, {w.plain(element)})", {a: element}
    return w.rng.choice([listed, listed, f"reversed({listed})", f"{listed}[:4]"]), {a: held}
