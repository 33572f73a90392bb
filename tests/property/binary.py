"""Expressions that give bytes and complex, and what is read out of them."""

from __future__ import annotations

from .kinds import BYTES, COMPLEX, FLOAT, INT, STR, Kind, list_of
from .writer import Writer, makes


@makes("bytes", 5)
def _bytes(w: Writer, kind: Kind, depth: int) -> str:
    b, other, i, s = w.expr(BYTES, depth - 1), w.plain(BYTES), w.plain(INT), w.expr(STR, depth - 1)
    return w.rng.choice([f"{s}.encode()", f"{s}.encode('utf-8')", f"({b} + {other})[:12]", f"{b}[{i}:]", f"{b}[::-1]", f"({b} * 2)[:9]",
                         f"{b}.upper()", f"{b}.replace(b'a', {other})[:9]", f"{b}.strip()", f"bytes([q & 255 for q in {w.expr(list_of(INT), depth - 1)}])",
                         f"bytes(abs({i}) % 4)", f"(abs({i}) % 999).to_bytes(2, {w.rng.choice(['big', 'little'])!r})", f"b','.join([{b}, {other}])[:12]",
                         f"bytes.fromhex({b}.hex())"])  # fmt: skip


@makes("int", 1)
def _of_bytes(w: Writer, kind: Kind, depth: int) -> str:
    b, i = w.expr(BYTES, depth - 1), w.plain(INT)
    return w.rng.choice([f"len({b})", f"({b} + b'q')[{i} % 2 - 1]", w.rng.choice([f"{b}[{i}]", f"{b}[0]"]), f"sum({b})", f"int.from_bytes({b}[:3], 'little')", f"{b}.find(b'a')",
                         f"{b}.count(b'l')", f"max({b}, default=-1)"])  # fmt: skip


@makes("list", 1)
def _list_of_bytes(w: Writer, kind: Kind, depth: int) -> str | None:
    b = w.expr(BYTES, depth - 1)
    if kind.args[0] == INT:
        return f"list({b})"
    return f"{b}.split(b',')" if kind.args[0] == BYTES else None


@makes("str", 1)
def _text_of_bytes(w: Writer, kind: Kind, depth: int) -> str:
    b = w.expr(BYTES, depth - 1)
    return w.rng.choice([f"{b}.hex()", w.rng.choice([f"{b}.decode()", f"{b}.decode('ascii', 'ignore')"]), f"{b}.decode('utf-8', 'replace')", f"str({b})", f"{b}.decode('latin-1')",
                         f"f'{{{w.plain(COMPLEX)}}}'", f"str({w.expr(COMPLEX, depth - 1)})"])  # fmt: skip


@makes("bool", 1)
def _of_both(w: Writer, kind: Kind, depth: int) -> str:
    b, c = w.expr(BYTES, depth - 1), w.expr(COMPLEX, depth - 1)
    return w.rng.choice([f"({b} < {w.plain(BYTES)})", f"({b} == {w.plain(BYTES)})", f"(b'a' in {b})", f"({w.plain(INT)} in {b})",
                         f"{b}.startswith({w.plain(BYTES)})", f"({c} == {w.plain(COMPLEX)})", f"({c} != {w.plain(FLOAT)})", f"bool({c})"])  # fmt: skip


@makes("complex", 5)
def _complex(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(COMPLEX, depth - 1), w.expr(w.rng.choice([COMPLEX, COMPLEX, FLOAT, INT]), depth - 1)
    a, b = (a, b) if w.chance(0.6) else (b, a)
    c = w.expr(COMPLEX, depth - 1)
    return w.rng.choice([f"({a} {w.rng.choice('+-*')} {b})", f"({a} / {b} if abs({b}) > 0.01 else {c})", f"(-{c})", f"{c}.conjugate()",
                         f"complex({w.expr(FLOAT, depth - 1)}, {w.plain(INT)})", f"complex({w.plain(INT)})", f"({c} * 1j)",
                         f"sum({w.expr(list_of(COMPLEX), depth - 1)}, 0j)"])  # fmt: skip


@makes("float", 1)
def _of_complex(w: Writer, kind: Kind, depth: int) -> str:
    c = w.expr(COMPLEX, depth - 1)
    return w.rng.choice([f"{c}.real", f"{c}.imag", f"abs({c})", f"(abs({c}) + {w.plain(FLOAT)})"])
