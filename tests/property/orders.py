"""Sets gone through: their order is that of CPython's hash table, where hashes are the same in each process."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, STR, Kind, list_of, random_lasting, set_of, tuple_of
from .statements import statement
from .writer import Writer, makes


def _set(w: Writer, element: Kind, depth: int) -> str:
    return w.variable(set_of(element)) or w.expr(set_of(element), depth)


@makes("list", 2)
def _listed_set(w: Writer, kind: Kind, depth: int) -> str | None:
    element = kind.args[0]
    if element.name == "tuple" and len(element.args) == 2 and element.args[0] == INT and element.args[1].lasting:
        return f"list(enumerate({_set(w, element.args[1], depth - 1)}))"
    if not element.lasting:
        return None
    s = _set(w, element, depth - 1)
    return w.rng.choice([f"list({s})", f"[*{s}]", f"[q for q in {s}]", f"list(map(lambda q: q, {s}))", f"list(dict.fromkeys({s}))",
                         f"sorted({s}, key=lambda q: hash(q) % 3)", f"[q for q, _ in zip({s}, range(3))]",
                         f"list(itertools.chain({s}, {w.expr(kind, depth - 1)}))"])  # fmt: skip


@makes("str", 1)
def _shown_set(w: Writer, kind: Kind, depth: int) -> str:
    s = _set(w, random_lasting(w.rng), depth - 1)
    return w.rng.choice([f"str({s})[:60]", f"'{{}}'.format({s})[:60]", f"'-'.join(map(str, {s}))[:40]", f"'-'.join(f'{{q}}' for q in {s})[:40]"])  # fmt: skip


@makes("int", 1)
def _first_of_set(w: Writer, kind: Kind, depth: int) -> str:
    s = _set(w, INT, depth - 1)
    return w.rng.choice([f"next(iter({s}), 0)", f"min({s}, key=lambda q: q % 3, default=1)", f"max({s}, key=lambda q: q % 2, default=1)",
                         f"functools.reduce(lambda q, r: (q * 3 + r) % 101, {s}, 1)", f"sum(i * q for i, q in enumerate({s})) % 97"])  # fmt: skip


@makes("float", 1)
def _sum_of_set(w: Writer, kind: Kind, depth: int) -> str:
    """Which depends on the order in its last bits."""
    return f"sum({_set(w, FLOAT, depth - 1)}, {w.rng.choice(['0.1', '1e16', '0.0'])})"


@makes("bool", 1)
def _compared_sets(w: Writer, kind: Kind, depth: int) -> str:
    of = random_lasting(w.rng)
    a, b = _set(w, of, depth - 1), w.expr(set_of(of), depth - 1)
    return w.rng.choice([f"({a} {w.rng.choice(['<', '<=', '>', '>=', '==', '!='])} {b})", f"{a}.isdisjoint({b})", f"{a}.issubset({b})",
                         f"(list({a}) == list({b}))"])  # fmt: skip


@statement(3)
def _gone_through(w: Writer, depth: int) -> None:
    """What is put in and taken out changes the order of what is left."""
    element = random_lasting(w.rng)
    name, taken = w.name("s"), w.name()
    w.line(f"{name} = {w.expr(set_of(element), 2)}")
    w.variables[name] = set_of(element)
    for _ in range(w.rng.randint(1, 4)):
        other, value = w.expr(set_of(element), 1), w.expr(element, 1)
        w.line(w.rng.choice([f"{name}.add({value})", f"{name}.discard({value})", f"{name} |= {other}", f"{name} -= {other}", f"{name} &= {other}",
                             f"{name}.update({w.expr(list_of(element), 1)})", f"{name} = {name} {w.rng.choice('|&-^')} {other}",
                             f"{name} = {{q for q in {name} if q != {value}}}", f"{name}.clear()" if w.chance(0.2) else f"{name}.add({value})"]))  # fmt: skip
    form = w.rng.choice(["list", "pop", "star", "text"])
    if form == "pop":
        w.line(
            f"{taken} = {name}.pop()" if w.chance(0.3) else f"{taken} = {name}.pop() if {name} else {w.plain(element)}"
        )
        w.variables[taken] = element
    elif form == "star":
        w.line(f"{taken}, *{(rest := w.name())} = {name}")
        w.variables.update({taken: element, rest: list_of(element)})
    elif form == "text":
        w.line(f"{taken} = str({name})[:60]")
        w.variables[taken] = STR
    else:
        w.line(f"{taken} = list({name})")
        w.variables[taken] = list_of(element)


@makes("set", 2)
def _of_numbers(w: Writer, kind: Kind, depth: int) -> str | None:
    """Numbers that share places in the hash table, and tables that have grown."""
    if kind.args[0] == INT:
        n = w.rng.choice([3, 5, 9, 20, 40])
        return w.rng.choice([f"set(range({w.plain(INT)} % {n} - 9, {w.plain(INT)} % {n}))", f"{{q * {w.rng.choice([7, 8, 16, 32, -5])} for q in range({n} - {w.plain(INT)} % 3)}}",
                             f"{{8, 16, {w.plain(INT)}, 24, {w.plain(INT)}, 0}}", f"set(map(lambda q: q % 8 * 8, {w.expr(list_of(INT), depth - 1)}))"])  # fmt: skip
    if kind.args[0] == tuple_of(INT, INT):
        return f"{{(q, q % {w.rng.randint(2, 4)}) for q in {w.expr(list_of(INT), depth - 1)}}}"
    if kind.args[0] == FLOAT:
        return f"{{q / {w.rng.choice([2, 4, 3])} for q in {w.expr(list_of(INT), depth - 1)}}}"
    return f"{{{w.plain(BOOL)}, {w.plain(BOOL)}}}" if kind.args[0] == BOOL else None
