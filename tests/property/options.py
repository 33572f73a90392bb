"""Dicts of options, some of which are only there on some paths: set in branches and loops, asked for one by one, handed
on as keyword arguments."""

from __future__ import annotations

import random

from .kinds import INT, STR
from .writer import Function

_KEYS = ("a", "b", "c")
_VALUES = ("1", "p0", "2.5", "'text'", "None", "[p1]", "'y' * p0", "(p0, 'z')", "True", "len(out)")
_TAKE = """def taking(a=0, b='none', *, c=None):
    return [a, b, c]


def needing(b, a=1):
    return f'{a} {b}'


def passing(c=3, **rest):
    first = rest.pop('a', -1)
    if 'b' in rest:
        rest['b2'] = rest['b']
    return c, first, rest, taking(c=c, **rest) if 'b2' not in rest else len(rest)


"""


def options(rng: random.Random) -> tuple[str, Function]:
    body = _statements(rng, 1, rng.randint(3, 8))
    source = f"{_TAKE}def optional(p0, p1):\n    p0, out, d = p0 % 5, [], {_made(rng)}\n    e = d\n{body}    return repr((out, d, e, d is e))\n"
    return source, Function("optional", [INT, INT], 2, STR)


def _statements(rng: random.Random, depth: int, count: int, looping: bool = False) -> str:
    return "".join(_statement(rng, depth, looping) for _ in range(count))


def _made(rng: random.Random) -> str:
    keys = rng.sample(_KEYS, rng.randint(0, 2))
    return "{" + ", ".join(f"{key!r}: {rng.choice(_VALUES)}" for key in keys) + "}"


def _condition(rng: random.Random, looping: bool) -> str:
    asked = ["p0 > 2", "p1 % 2 == 0", "p0 < p1", f"{rng.choice(_KEYS)!r} in d", "len(out) > 2", "not d"]
    return rng.choice([*asked, *(["i > 1", "i % 2"] if looping else [])])


def _statement(rng: random.Random, depth: int, looping: bool) -> str:
    pad, value = "    " * depth, rng.choice(_VALUES)
    key = repr(rng.choice(_KEYS))
    if depth < 4 and rng.random() < 0.35:
        inner = _statements(rng, depth + 1, rng.randint(1, 3), looping)
        if rng.random() < 0.25:
            inner = _statements(rng, depth + 1, rng.randint(1, 3), True)
            return f"{pad}for i in range({rng.choice(['3', 'p0', 'p1 % 4'])}):\n{inner}"
        other = f"{pad}else:\n{_statements(rng, depth + 1, 1, looping)}" if rng.random() < 0.3 else ""
        return f"{pad}if {_condition(rng, looping)}:\n{inner}{other}"
    if rng.random() < 0.12:
        tried = rng.choice(
            [f"d[{key}]", "taking(**d)", "needing(**d)", f"d.pop({key})", "passing(**d)", "needing(1, **d)"]
        )
        return f"{pad}try:\n{pad}    out.append({tried})\n{pad}except (KeyError, TypeError) as error:\n{pad}    out.append(str(error))\n"
    return pad + rng.choice([
        f"d[{key}] = {value}", f"d[{key}] = {value}", f"d[{key}] = {value}", f"d.setdefault({key}, {value})",
        f"d.update({_made(rng)})", "d.update(e)", f"d |= {_made(rng)}", f"d.pop({key}, None)", "e = d.copy()", "e = dict(d)",
        "e = d", f"e = {{**d, {key}: {value}}}", f"d = {_made(rng)}", f"e[{key}] = {value}", "d = e",
        f"out.append(d.get({key}, {value}))", f"out.append({key} in d)", "out.append(len(d))", "out.append(list(d))",
        "out.append(list(d.items()))", "out += [q for q in d]", "out.append(bool(d))", "out.append(d == e)",
        f"d = {{'c': 1}} if {_condition(rng, looping)} else {{'a': p0}}",
        "out.append({q: w for q, w in d.items() if w})", f"d.pop({key}, out.append({value}))",
    ]) + "\n"  # fmt: skip
