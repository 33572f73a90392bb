"""Numbers of unlike types together: int with float with bool, the greatest and least, infinities and NaN."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, NUMBER, STR, Kind, dict_of, list_of, set_of
from .statements import statement
from .writer import Writer, makes

EDGES = ("2**53 + 1", "2**62", "-2**63", "2**63 - 1", "10**18", "-1", "0", "255")
FLOATS = ("math.inf", "-math.inf", "math.nan", "-0.0", "1e308", "5e-324", "0.1", "1e16", "2.0**53", "-2.5", "0.5")


@makes("int", 2)
def _of_bools(w: Writer, kind: Kind, depth: int) -> str:
    a, b, i = w.expr(BOOL, depth - 1), w.expr(BOOL, depth - 1), w.expr(INT, depth - 1)
    return w.rng.choice([f"({a} + {b})", f"({a} * {i})", f"(-{a})", f"(~{a} & 3)", f"sum([{a}, {b}, {i} > 2])", f"({a} << 2)", f"({i} - {a})", f"({a} % 2 + {b} // 1)",
                         f"[{i}, {w.plain(INT)}][{a}]", f"({a} and {i})", f"int(str({i}))", f"max({a}, {i})", f"({a}, {i})[{b}]", f"{a}.bit_length()", f"({i}).bit_length()"])  # fmt: skip


@makes("int", 1)
def _at_the_edge(w: Writer, kind: Kind, depth: int) -> str:
    """Near 64 bits, without going beyond them."""
    edge, i = w.rng.choice(EDGES), w.plain(INT)
    return w.rng.choice([f"(({edge}) // ({i} or 3))" if "-2" not in edge else f"(({edge}) // 7)", f"(({edge}) % ({i} or 5))", f"(({edge}) >> (abs({i}) % 70))", f"(({edge}) & {i})",
                         f"(({edge}) ^ ({edge}))", f"int(float({edge}) / 2)", f"(({edge}) > {w.expr(FLOAT, depth - 1)}) + 1", f"min({edge}, {i})"])  # fmt: skip


@makes("float", 2)
def _of_all_numbers(w: Writer, kind: Kind, depth: int) -> str:
    f, i, b = w.expr(FLOAT, depth - 1), w.expr(INT, depth - 1), w.expr(BOOL, depth - 1)
    return w.rng.choice([f"({b} * {f})", f"({f} - {b})", f"({i} * {f})", f"({b} / 2)", f"({f} // {w.rng.choice(['3', '-0.5', '7.25'])})", f"divmod({f}, {w.rng.choice(['3', '-2.5'])})[{w.rng.randint(0, 1)}]",
                         f"({f} ** {w.rng.choice(['2', '3', '0', '-1']) if w.chance(0.5) else '2'})", f"(2 ** -abs({i} % 5))", f"sum([{f}, {i}, {b}], 0.0)", f"math.copysign(1.5, {f})",
                         f"math.fsum([{f}, {i}, 1e16, -1e16])", f"(abs({f}) % 3 + {i})", f"round({f}, {w.rng.choice(['1', '3', '-1', '0'])})", f"float({i} > {f})", f"math.ldexp({f}, 2)"])  # fmt: skip


@makes("float", 1)
def _strange(w: Writer, kind: Kind, depth: int) -> str:
    """Infinities, NaN, and the zero below zero."""
    a, f = w.rng.choice(FLOATS), w.expr(FLOAT, depth - 1)
    return w.rng.choice([f"({a})", f"({f} * {a})", f"({a} + {f})", f"min({a}, {f})", f"max({f}, {a})", f"abs({a})", f"float(str({a}))", f"({a} if {f} == {f} else {f})",
                         f"sorted([{f}, {a}, 1.0])[0]" if a != "math.nan" else f"max([{f}, {a}, 1.0])", f"float({w.rng.choice(['inf', '-inf', 'nan', '1e400', '  2.5 ', '1_000.5'])!r})"])  # fmt: skip


@makes("bool", 2)
def _told_apart(w: Writer, kind: Kind, depth: int) -> str:
    f, i, b = w.expr(FLOAT, depth - 1), w.expr(INT, depth - 1), w.expr(BOOL, depth - 1)
    return w.rng.choice([f"({i} == {f})", f"({b} == {i})", f"({b} < {f})", f"math.isnan({f})", f"math.isinf({f})", f"({f}).is_integer()", f"({f} != {f})", f"({i} in [{f}, {b}])",
                         f"({b} in {{{i}, 1}})", f"({f} in {w.expr(list_of(INT), depth - 1)})", f"isinstance({b}, int)", f"({b} is True)", f"({w.rng.choice(EDGES)} < {f})",
                         f"math.isclose({f}, {w.plain(FLOAT)}, rel_tol=0.1)", f"({i} < {f} <= {w.plain(NUMBER)})", f"(type({f}) is float)", f"({b} >= {b})", f"({i} != {b})"])  # fmt: skip


@makes("str", 2)
def _shown(w: Writer, kind: Kind, depth: int) -> str:
    f, i, b = w.plain(FLOAT), w.plain(INT), w.plain(BOOL)  # since there are no quotes within those of an f-string
    spec = w.rng.choice(
        ["5", ".3", "<6", "^7.1f", "+.2e", "010.4f", ",.2f", "g", "#.3g", "%", "=+8.1f", " .2f", ".0f", "n"]
    )
    return w.rng.choice([f"f'{{{f}:{spec}}}'", f"str({f} * {w.rng.choice(['1e10', '1e-7', '1e20', '1'])})", f"'%{w.rng.choice(['g', '.3f', 'e', '8.2f', '-8.1f', '+.1f', 's', 'r'])}|' % {f}",
                         f"f'{{{b}}}/{{{b}:d}}/{{{b}:>6}}'", f"f'{{{i}:{w.rng.choice(['08d', '+', ',', '_', 'b', 'o', 'X', '^9', '<5', 'e', '.1f', 'c' if w.chance(0.1) else 'd'])}}}'", f"hex({i})", f"bin({i})", f"oct({i})",
                         f"str({i} / 3)", f"repr({f})", f"'{{:.{{}}f}}'.format({f}, abs({i}) % 4)", f"f'{{{f}:{{abs({i}) % 9 + 3}}.2f}}'", f"str([{b}, {f}, {i}])", f"str({{{i}: {f}}})"])  # fmt: skip


@makes("number", 2)
def _from_both(w: Writer, kind: Kind, depth: int) -> str:
    a, b, c = w.expr(INT, depth - 1), w.expr(FLOAT, depth - 1), w.expr(NUMBER, depth - 1)
    return w.rng.choice([f"sum([{a}, {c}])", f"max([{a}, {b}])", f"min({b}, {a}, {c})", f"({c} * 2)", f"({c} // 2)", f"({c} % 3)", f"round({c})", f"sorted([{a}, {b}, {c}])[{w.rng.randint(0, 2)}]",
                         f"({c} or {a})", f"[{a}, {b}][{w.plain(INT)} % 2]", f"abs({c})", f"(+{c})", f"{{1: {a}, 2: {b}}}.get({w.plain(INT)}, {c})"])  # fmt: skip


@statement(2)
def _sums_that_change(w: Writer, depth: int) -> None:
    """A sum that begins as int and may become float."""
    name, element = w.name(), w.name("e")
    w.line(f"{name} = {w.rng.choice(['0', '1', '0.0', 'True', 'False'])}")
    w.line(f"for {element} in {w.expr(list_of(w.rng.choice([INT, FLOAT, BOOL])), 2)}:")
    w.line(
        f"    {name} {w.rng.choice(['+=', '-=', '+='])} {w.rng.choice([element, f'{element} * 0.5', f'{element} > 1', f'{element} / 2', f'{element} // 2'])}"
    )
    kind = {"0.0": FLOAT}.get(w.lines[-3].split(" = ")[1])
    if kind:
        w.variables[name] = kind
    else:
        text = w.name()
        w.line(f"{text} = f'{{{name}}} {{type({name}).__name__}}'")
        w.variables[text] = STR
        w.variables[name] = NUMBER


@statement(1)
def _equal_keys(w: Writer, depth: int) -> None:
    """1, 1.0 and True are one key, which stays the first of them."""
    name, text = w.name("d"), w.name()
    a, b, c = w.expr(INT, 1), w.expr(FLOAT, 1), w.expr(BOOL, 1)
    w.line(
        w.rng.choice(
            [
                f"{name} = {{{a}: 'i', {b}: 'f', {c}: 'b'}}",
                f"{name} = dict.fromkeys([{a}, {b}, {c}], 'x')",
                f"{name} = {{q: str(q) for q in [{a}, {b}, {c}, 1, 2.0]}}",
            ]
        )
    )
    w.line(
        f"{text} = {w.rng.choice([f'str({name})', f'{name}.get({w.plain(INT)}, str(len({name})))', f'str(list({name}))'])}"
    )
    w.variables[text] = STR


@makes("set", 1)
def _mixed_set(w: Writer, kind: Kind, depth: int) -> str | None:
    if kind.args[0] != FLOAT:
        return None
    return f"set(float(q) for q in {w.expr(w.rng.choice([list_of(INT), list_of(BOOL), set_of(INT)]), depth - 1)})"


@makes("list", 1)
def _keys_by_number(w: Writer, kind: Kind, depth: int) -> str | None:
    if kind.args[0] != FLOAT:
        return None
    return w.rng.choice(
        [
            f"[float(q) for q in {w.expr(dict_of(INT, STR), depth - 1)}]",
            f"[q / 2 for q in {w.expr(list_of(INT), depth - 1)}]",
            f"sorted({w.expr(list_of(FLOAT), depth - 1)}, key=lambda q: (q > 1, -q))",
        ]
    )
