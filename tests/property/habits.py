"""Habits of Python that surprise: defaults that last, closures over what changes later, generators that are talked to,
attributes computed once, functions chosen by a type, and classes within functions."""

from __future__ import annotations

import random

from .kept import kept
from .kinds import INT, STR, list_of, literal
from .linked import linked
from .options import options
from .writer import Function


def habits(rng: random.Random, functions: list[Function]) -> list[str]:
    """Sources of a few of them, whose functions are noted in ``functions``."""
    sources = []
    for make in (
        _lasting,
        _late,
        _talked_to,
        _cached,
        _by_type,
        _local,
        _flags,
        _stacked,
        _patterned,
        _sorted_by,
        _nested,
        _keyed,
        options,
        kept,
        linked,
    ):
        if rng.random() < 0.1:
            source, made = make(rng)
            sources.append(source)
            functions.append(made)
    return sources


def _lasting(rng: random.Random) -> tuple[str, Function]:
    """A default that is one object for all calls, and an attribute of the function."""
    return (f"def lasting(p0, held={rng.choice(['[]', '[1]'])}, table={{}}):\n    held.append(p0)\n    table[p0 % 3] = table.get(p0 % 3, 0) + 1\n"
            f"    if len(held) > 4:\n        {rng.choice(['held.clear()', 'del held[:2]', 'held.pop(0)'])}\n    return {rng.choice(['list(held)', '[len(held), *table.values()]', 'sorted(held)[:3]'])}\n",
            Function("lasting", [INT], 1, list_of(INT)))  # fmt: skip


def _late(rng: random.Random) -> tuple[str, Function]:
    """Functions made in a loop, which see the variable's last value, or that of when they were made."""
    made = rng.choice(
        [
            "lambda q: q + i",
            "lambda q, i=i: q + i",
            "functools.partial(lambda i, q: q - i, i)",
            "lambda q: q * i + total",
        ]
    )
    return (f"def late(p0, p1):\n    functions, total = [], 1\n    for i in range({rng.randint(0, 3)}):\n        functions.append({made})\n        total += i\n    i = {rng.choice(['p0', '7', 'p1 % 5'])}\n"
            f"    total -= 2\n    return {rng.choice(['[f(p0) for f in functions]', 'list(map(lambda f: f(1), functions))', '[f(j) for j, f in enumerate(functions)]'])}\n",
            Function("late", [INT, INT], 2, list_of(INT)))  # fmt: skip


def _talked_to(rng: random.Random) -> tuple[str, Function]:
    """``send``, ``throw``, ``close`` and what a generator returns."""
    use = rng.choice(["    found.append(talk.send(p0))\n    found.append(talk.send(4))\n", "    found += [talk.send(q) for q in (p1, 2, p0)]\n", "    found.append(talk.throw(ValueError('stop')))\n    found.append(next(talk))\n",
                      "    talk.close()\n    found.append(next(talk, -5))\n", "    try:\n        for q in range(6):\n            found.append(talk.send(q))\n    except StopIteration as end:\n        found.append(end.value)\n"])  # fmt: skip
    return (f"def running(start):\n    total, log = start, 0\n    try:\n        while total < {rng.randint(10, 60)}:\n            try:\n                got = yield total\n            except ValueError:\n                got, log = 3, 1\n            total += got if got is not None else {rng.choice(['1', '5'])}\n"
            f"    finally:\n        log += 10\n    return total * 100 + log\n\n\ndef outer(start):\n    final = yield from running(start)\n    yield final\n\n\n"
            f"def talked(p0, p1):\n    talk = {rng.choice(['running', 'outer', 'running'])}(p1)\n    found = [next(talk)]\n{use}    talk.close()\n    return found\n", Function("talked", [INT, INT], 2, list_of(INT)))  # fmt: skip


def _cached(rng: random.Random) -> tuple[str, Function]:
    return ("class Lazy:\n    def __init__(self, items):\n        self.items, self.asked = items, 0\n\n    @functools.cached_property\n    def total(self):\n        self.asked += 1\n        return sum(self.items)\n\n    @property\n    def size(self):\n        self.asked += 10\n        return len(self.items)\n\n"
            "    def __getattr__(self, name):\n        if name.startswith('item'):\n            return self.items[int(name[4:])]\n        raise AttributeError(name)\n\n\n"
            f"def lazily(p0, p1):\n    lazy = Lazy(list(p0))\n    first = lazy.total\n    lazy.items.append(p1)\n    {rng.choice(['lazy.total = 5', 'del lazy.total', 'first += lazy.size', 'first += lazy.item0'])}\n    return [first, lazy.total, lazy.size, lazy.asked, {rng.choice(['getattr(lazy, chr(113), -1)', 'lazy.item1', 'hasattr(lazy, chr(122)) + 0'])}]\n",
            Function("lazily", [list_of(INT), INT], 2, list_of(INT)))  # fmt: skip


def _by_type(rng: random.Random) -> tuple[str, Function]:
    return (f"@functools.singledispatch\ndef told(value):\n    return f'other {{value}}'\n\n\n@told.register\ndef _(value: int):\n    return f'int {{value + 1}}'\n\n\n@told.register(str)\ndef _(value):\n    return f'str {{value.upper()}}'\n\n\n@told.register(list)\ndef _(value):\n    return '[' + ','.join(told(q) for q in value[:3]) + ']'\n\n\n"
            f"def telling(p0, p1):\n    return {rng.choice(['told(p0) + told(p1)', 'told([p0, p0 + 1])', 'told(p0 if p0 > 2 else p1)', 'told(p0 / 2) + told(p0 > 1)', 'told(None) + told([p1])'])}\n", Function("telling", [INT, STR], 2, STR))  # fmt: skip


def _local(rng: random.Random) -> tuple[str, Function]:
    """A class within a function, that knows the function's variables."""
    return (f"def localised(p0, p1):\n    base = p0 % 10\n\n    class Held:\n        shared = []\n\n        def __init__(self, value):\n            self.value = value + base\n            self.shared.append(self.value)\n\n        def __repr__(self):\n            return f'Held({{self.value}})'\n\n"
            f"        def __call__(self, other):\n            nonlocal base\n            base += {rng.choice(['1', 'other', 'self.value'])}\n            return Held(other)\n\n    one = Held(p1)\n    {rng.choice(['two = one(2)', 'two = one(3)(p0)', 'two = Held(base)', 'Held.shared = [1]; two = Held(1)'])}\n    return {rng.choice(['[one.value, two.value, base, *Held.shared]', '[len(repr(two)), base, len(one.shared)]', '[q.value for q in sorted([one, two], key=lambda q: -q.value)]'])}\n",
            Function("localised", [INT, INT], 2, list_of(INT)))  # fmt: skip


def _flags(rng: random.Random) -> tuple[str, Function]:
    return ("class Mode(enum.Flag):\n    READ = enum.auto()\n    WRITE = enum.auto()\n    RUN = enum.auto()\n    BOTH = READ | WRITE\n\n\nclass Level(enum.IntEnum):\n    LOW = 1\n    HIGH = 5\n\n    @classmethod\n    def of(cls, value):\n        return cls.HIGH if value > 3 else cls.LOW\n\n\n"
            f"def moded(p0, p1):\n    mode = [Mode.READ, Mode.WRITE, Mode.BOTH, Mode.RUN][p0 % 4]\n    level = Level.of(p1)\n    return {rng.choice(['str(Mode.READ in mode) + level.name', 'str(mode.value) + str(level + 1)', 'mode.name + str(sorted(Level)[0].value)', '(mode | Mode.RUN).name if p0 % 4 == 0 else str(level)', 'str(bool(mode & Mode.WRITE)) + f' + repr('{level:>3}'), 'str([q.name for q in Mode]) + str(level == 5)', 'str(Level(5) is level) + str(len(Level))', 'str({Level.LOW: 1, Level.HIGH: 2}[level]) + str(max(Level).name)'])}\n",
            Function("moded", [INT, INT], 2, STR))  # fmt: skip


def _stacked(rng: random.Random) -> tuple[str, Function]:
    """``ExitStack``, and managers that see and swallow exceptions."""
    return (f"class Guard:\n    def __init__(self, log, name, swallow=False):\n        self.log, self.name, self.swallow = log, name, swallow\n\n    def __enter__(self):\n        self.log.append('+' + self.name)\n        return self\n\n    def __exit__(self, kind, error, trace):\n        self.log.append('-' + self.name + ('' if kind is None else kind.__name__))\n        return self.swallow\n\n\n"
            f"def stacked(p0, p1):\n    log = []\n    with contextlib.ExitStack() as stack:\n        for i in range(p0 % 3):\n            stack.enter_context(Guard(log, str(i), {rng.choice(['i == 1', 'False', 'True'])}))\n        stack.callback(log.append, 'called')\n        log.append(str(12 // (p1 % 3)))\n    try:\n        with Guard(log, 'a'), Guard(log, 'b', p0 > 2):\n            log.append(str([1, 2][p1]))\n    except IndexError as error:\n        log.append(str(error))\n    return log\n",
            Function("stacked", [INT, INT], 2, list_of(STR)))  # fmt: skip


def _patterned(rng: random.Random) -> tuple[str, Function]:
    """Patterns within patterns."""
    cases = ["case {'kind': 'a', 'at': [x, *rest]}:\n            return f'a{x}{len(rest)}'", "case {'kind': str(kind), **rest} if rest:\n            return kind + str(sorted(rest))", "case [int(x), [y, z]] | [y, [int(x), z]]:\n            return f'{x}{y}{z}'",
             "case (x, str() as text) if text:\n            return f'{text}{x}'", "case [_, _, *_] as whole:\n            return str(len(whole))", "case {}:\n            return 'mapping'", "case 0 | 1 | -1:\n            return 'small'", "case int() | float():\n            return 'number'", "case None:\n            return 'none'", "case str(s):\n            return s"]  # fmt: skip
    chosen = [c for c in cases if rng.random() < 0.7]
    given = rng.choice(
        [
            "{'kind': p1, 'at': [p0, 2, 3]}",
            "[p0, [p1, 3]]",
            "(p0, p1)",
            "p0 if p0 > 2 else p1",
            "{'kind': 'a', 'at': list(range(p0 % 4))}",
            "[p1] * (p0 % 4)",
            "{p1: p0}",
            "None if p0 % 2 else p0 / 2",
        ]
    )
    lines = "\n        ".join(chosen)
    return (
        f"def patterned(p0, p1):\n    match {given}:\n        {lines}\n        case _:\n            return 'rest'\n",
        Function("patterned", [INT, STR], 2, STR),
    )


def _sorted_by(rng: random.Random) -> tuple[str, Function]:
    key = rng.choice(
        [
            "key=lambda q: (len(q), q)",
            "key=functools.cmp_to_key(lambda a, b: len(b) - len(a))",
            "key=operator.methodcaller('count', 'a')",
            "key=str.lower, reverse=True",
            "key=lambda q: (-q.count('b'), q[::-1])",
        ]
    )
    return (f"def ranked(p0):\n    words = [q for q in p0 if q]\n    words.sort({key})\n    best = {rng.choice(['max(words, key=len, default=chr(97))', 'min(words, key=lambda q: q[-1], default=chr(98))', 'next((q for q in words if len(q) > 2), chr(99))'])}\n"
            f"    return [best, *words, *sorted(dict.fromkeys(words), {key})]\n", Function("ranked", [list_of(STR)], 1, list_of(STR)))  # fmt: skip


def _nested(rng: random.Random) -> tuple[str, Function]:
    """Containers within containers, parts of which are shared."""
    change = rng.choice(
        [
            "grid[0][-1] = p0",
            "grid[0] += [p0]",
            "grid[1] = grid[0]",
            "grid.append(grid[0])",
            "grid[0], grid[-1] = grid[-1], grid[0]",
            "grid = [*grid, [p0]]",
            "grid[:] = [list(row) for row in grid]",
        ]
    )
    return (f"def nested(p0, p1):\n    row = [p1 % 3, 1]\n    grid = {rng.choice(['[row] * 2', '[row[:] for _ in range(2)]', '[list(row), row]', 'list(map(list, zip(row, row)))'])}\n    {change}\n    row.append(8)\n    table = collections.defaultdict(lambda: [0, []])\n    for i, part in enumerate(grid):\n        table[i % 2][0] += sum(part)\n        table[i % 2][1].extend(part[:1])\n"
            f"    {rng.choice(['table[1][1].append(p0)', 'other = copy.copy(table); other[0][0] += 1', 'other = copy.deepcopy(grid); other[0].append(9)', 'del grid[0][0]'])}\n    return [q for part in grid for q in part] + [q for a, b in table.values() for q in (a, *b)]\n",
            Function("nested", [INT, INT], 2, list_of(INT)))  # fmt: skip


def _keyed(rng: random.Random) -> tuple[str, Function]:
    """Dicts by tuples and by objects, changed while what they hold is looked at."""
    return (f"class Cell(NamedTuple):\n    x: int\n    y: int = {literal(rng, INT)}\n\n    def moved(self, by):\n        return self._replace(x=self.x + by)\n\n\n"
            f"def keyed(p0, p1):\n    seen = {{Cell(p0): 'a', Cell(1, 2): 'b'}}\n    seen[Cell(p0).moved({rng.choice(['0', '1', 'p1'])})] = 'c'\n    seen.setdefault((1, 2), 'd')\n    seen[p0, p1] = 'e'\n    for key in list(seen):\n        if {rng.choice(['key[0] > p1', 'seen[key] in (chr(97), chr(101))', 'sum(key) % 2'])}:\n            del seen[key]\n"
            f"    moved = {{k[::-1]: v for k, v in seen.items()}}\n    return {rng.choice(['[*seen.values(), str(len(moved))]', 'sorted(moved.values())', '[str(k[0]) for k in moved]', '[f' + repr('{a}/{b}') + ' for (a, b), c in seen.items()]'])}\n", Function("keyed", [INT, INT], 2, list_of(STR)))  # fmt: skip
