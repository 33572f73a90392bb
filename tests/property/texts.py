"""Expressions that give str."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, NUMBER, SCALARS, STR, Kind, list_of
from .writer import Writer, makes


@makes("str", 4)
def _joined(w: Writer, kind: Kind, depth: int) -> str:
    """Cut, since loops would double it again and again."""
    return f"({w.expr(STR, depth - 1)} + {w.expr(STR, depth - 1)})[:{w.rng.choice([12, 20, -1])}]"


@makes("str", 4)
def _method(w: Writer, kind: Kind, depth: int) -> str:
    s, a = w.expr(STR, depth - 1), w.plain(STR)
    return s + w.rng.choice([".upper()", ".lower()", ".strip()", ".title()", ".capitalize()", ".swapcase()", ".zfill(4)",
                             f".replace({a}, 'q')[:12]", f".rjust({w.rng.randint(0, 9)})", ".rstrip('ab')", ".lstrip()",
                             f".center({w.rng.randint(0, 9)}, '*')", f".removeprefix({a})", f".removesuffix({a})", ".casefold()",
                             f".partition({a})[{w.rng.randint(0, 2)}]", ".rpartition(',')[0]", ".translate({97: 'q', 98: None})",
                             f".ljust({w.rng.randint(0, 9)}, '.')", ".expandtabs(4)", ".split(',', maxsplit=1)[0]", ".rsplit('b', 1)[-1]"])  # fmt: skip


@makes("str", 4)
def _formatted(w: Writer, kind: Kind, depth: int) -> str:
    i, f, s = w.plain(INT), w.plain(FLOAT), w.variable(STR) or w.variable(INT) or "7"
    return w.rng.choice([f"f'{{{i}}}|{{{s}}}'", f"f'{{{i}:5d}}{{{i}:<4}}'", f"f'{{{f}:.2f}}'", f"f'{{{f}:10.3e}}'",
                         f"f'{{{s}!r:>8}}'", f"'%d-%s' % ({i}, {s})", f"'{{}} {{:>6}}'.format({i}, {s})",
                         f"'%.3f' % {f}", f"f'{{{i}:+,}}'", f"f'{{{f}:g}}'", f"f'{{{i}:#x}}'", f"f'{{{i}:>{{abs({i}) % 9}}}}'",
                         f"f'{{{i} % 97:04b}}|{{{i}:x}}'", f"f'{{{f}:08.3f}}'", f"f'{{{f}:.1%}}'", f"f'{{{f}!r}}'", f"f'{{{i}=}}'", f"f'{{{s}:^9}}'",
                         f"'%5.1f|%-4d|%s' % ({f}, {i}, {s})", f"'{{0}}{{1}}{{0}}'.format({i}, {s})", f"'{{n:>4}}'.format(n={i})",
                         f"format({f}, '.4g')", f"format({i}, '+d')", f"'{{:,.1f}}'.format({f} * 1000)", f"'%x' % abs({i})", f"f'{{{f}:e}}'"])  # fmt: skip


@makes("str", 3)
def _text_of(w: Writer, kind: Kind, depth: int) -> str:
    held = w.having(lambda k: k.printable)
    if held and w.chance(0.4):
        return f"{w.rng.choice(['str', 'repr'])}({held})[:40]"
    return f"{w.rng.choice(['str', 'repr'])}({w.expr(w.rng.choice([*SCALARS, NUMBER]), depth - 1)})"


@makes("str", 3)
def _part(w: Writer, kind: Kind, depth: int) -> str:
    s, i = w.expr(STR, depth - 1), w.plain(INT)
    return w.rng.choice(
        [
            f"{s}[{i}:]",
            f"{s}[:{i}]",
            f"{s}[::-1]",
            f"{s}[{i}]" if w.chance(0.2) else f"({s} or '?')[-1]",
            f"{s}[{i}:{w.plain(INT)}:2]",
            f"({s} * 2)[:9]",
        ]
    )


@makes("str", 2)
def _from_list(w: Writer, kind: Kind, depth: int) -> str:
    if w.chance(0.4):
        return f"','.join(str(q) for q in {w.expr(list_of(w.rng.choice([INT, FLOAT, BOOL])), depth - 1)})[:30]"
    return f"{w.plain(STR)}.join({w.expr(list_of(STR), depth - 1)})[:30]"


@makes("str", 1)
def _either(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(STR, depth - 1), w.expr(STR, depth - 1)
    return w.rng.choice([f"({a} or {b})", f"max({a}, {b})", f"chr(97 + {w.expr(INT, depth - 1)} % 26)",
                         f"('yes' if {w.expr(BOOL, depth - 1)} else {a})"])  # fmt: skip
