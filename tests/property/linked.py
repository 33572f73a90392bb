"""Objects that hold each other, lists and dicts: from outside, kept between calls, and made by the program, each known
under several names."""

from __future__ import annotations

import random

from .kinds import INT, STR
from .writer import Function, compound

_CLASS = """class Node:
    made = 0

    def __init__(self, v, after=None):
        self.v, self.after, self.items, self.tags = v, after, [v], {}
        Node.made += 1

    def grow(self, v):
        self.items.append(v)
        self.v += 1
        return self

    def last(self):
        return self if self.after is None or self.after is self else self.after

    def shown(self):
        after = None if self.after is None else (self.after.v, self.after.items)
        return f'{self.v} {after} {self.items} {self.tags}'


ROOT = Node(1)
POOL = [Node(3), Node(4, ROOT)]
TABLE = {'a': POOL[0], 'b': Node(2, POOL[1])}


def changed(node, items, v):
    node.items = items
    items.append(v)
    return node.after or node


def linked(p0, p1):
    global ROOT
    p0, a, b, l, i = p0 % 5, ROOT, POOL[0], ROOT.items, 0
"""


def linked(rng: random.Random) -> tuple[str, Function]:
    body = _statements(rng, 1, rng.randint(3, 9))
    shown = "[q.shown() for q in (ROOT, a, b, *POOL, *TABLE.values())], l, a is b, list(TABLE), Node.made"
    return f"{_CLASS}{body}    return repr(({shown}))\n", Function("linked", [INT, INT], 2, STR)


def _statements(rng: random.Random, depth: int, count: int) -> str:
    return "".join(_statement(rng, depth) for _ in range(count))


def _condition(rng: random.Random) -> str:
    return rng.choice(["p0 > 2", "p1 % 2 == 0", "a is b", "a.after is None", "len(l) > 2", "i > 1", "a.v > b.v", "'k1' in TABLE",
                       "b is POOL[0]", "a.items is l", "a.last() is a", "not a.tags"])  # fmt: skip


def _number(rng: random.Random) -> str:
    return rng.choice(["p0", "p1", "1", "i", "a.v", "len(l)", "len(POOL)"])


def _node(rng: random.Random) -> str:
    return rng.choice(["ROOT", "b", "a", "POOL[p0 % 2]", f"TABLE['a' if {_condition(rng)} else 'b']", f"Node({_number(rng)})", "a.last()",
                       f"Node({_number(rng)}, a)", "POOL[-1]", "copy.copy(a)", f"(a if {_condition(rng)} else b)", "TABLE.get(f'k{p0}', a)",
                       "max(POOL, key=lambda q: q.v)", "(a.after or b)", f"b.grow({_number(rng)})", f"changed(b, l, {_number(rng)})",
                       f"next((q for q in POOL if q.v > {_number(rng)}), a)", f"(lambda q: q.grow({_number(rng)}))(a)"])  # fmt: skip


def _list(rng: random.Random) -> str:
    return rng.choice(["a.items", "b.items", "list(l)", f"l + [{_number(rng)}]", "[q.v for q in POOL]", "ROOT.items", "a.last().items", "[]",
                       f"(a.items if {_condition(rng)} else b.items)", "l[:2]", f"POOL[0].items or [{_number(rng)}]"])  # fmt: skip


def _statement(rng: random.Random, depth: int) -> str:
    pad = "    " * depth
    if depth < 4 and rng.random() < 0.3:
        return compound(rng, depth, _statements, lambda: _condition(rng), ["2", "p0", "p1 % 4"], lambda: f"l[p0] = {_number(rng)}",
                        "except (IndexError, KeyError) as error: a.tags['e'] = str(error)")  # fmt: skip
    v, a = _number(rng), rng.choice("ab")
    return pad + rng.choice([
        f"{a} = {_node(rng)}", f"{a} = {_node(rng)}", f"l = {_list(rng)}", f"{a}.v += {v}", f"{a}.after = {_node(rng)}", f"{a}.after = None",
        f"{a}.items.append({v})", f"{a}.items = {_list(rng)}", f"{a}.items += [{v}]", f"l.append({v})", f"l += [{v}]", f"{a}.tags['x'] = {v}",
        f"{a}.tags = dict(b.tags)", f"{a}.tags = b.tags", f"POOL[p0 % 2] = {_node(rng)}", "POOL.append(a) if len(POOL) < 4 else POOL.pop()",
        f"TABLE[f'k{{p0 % 3}}'] = {_node(rng)}", "TABLE.pop('k1', None)", f"for q in POOL: q.v += {v}", f"for q in (a, b): q.items.append({v})",
        f"for q in TABLE.values(): q.tags['t'] = {v}", f"ROOT = {_node(rng)}", "a, b = b, a", f"{a}.grow({v}).after = {_node(rng)}",
        "l = changed(a, l, p1).items", f"setattr({a}, 'v', {v})", f"{a}.items, l = l, {a}.items", "POOL.sort(key=lambda q: (q.v, len(q.items)))",
        f"{a}.tags.setdefault('s', []).append({v})", f"{a}.items[0] = {v} if {a}.items else 0", "l.clear()", f"del {a}.items[1:]",
        f"{a} = Node(**{{'v': {v}}})", f"[q.grow({v}) for q in POOL]", "TABLE.update(zip('ab', POOL))",
    ]) + "\n"  # fmt: skip
