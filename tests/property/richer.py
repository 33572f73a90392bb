"""What classes and functions of real programs have beside fields and methods: class methods, setters, counters of the
class, iterators of their own, decorators, positional parameters, and exceptions that are kept."""

from __future__ import annotations

import random

from .kinds import FLOAT, INT, STR, Kind, dict_of, list_of, literal
from .statements import body, statement
from .writer import Function, Writer, makes

Definition = tuple[str, list[Function]]


def definitions(rng: random.Random, functions: list[Function]) -> list[str]:
    """Sources of a few of them, whose functions are noted in ``functions``."""
    sources = []
    for make in (_decorated, _iterator, _tracker, _record, _mapping, _ordered, _family, _positional, _keeper):
        if rng.random() < 0.12:
            source, made = make(rng)
            sources.append(source)
            functions += made
    return sources


def _decorated(rng: random.Random) -> Definition:
    """A function behind a decorator, with parameters of its own or without, or behind two."""
    change = rng.choice(["found * factor", "found + factor", "(found, factor)[found < factor]", "max(found, factor)"])
    before = rng.choice(
        [
            "",
            "        if args and args[0] == 0:\n            return factor\n",
            "        args = [q % 50 for q in args]\n",
        ]
    )
    source = (f"def adjusted(factor=2):\n    def decorate(function):\n        @functools.wraps(function)\n        def wrapper(*args, **kwargs):\n"
              f"{before.replace('        ', '            ', 1).replace(chr(10) + '            return', chr(10) + '                return')}"
              f"            found = function(*args, **kwargs)\n            return {change}\n        return wrapper\n    return decorate\n\n\n"
              "def calls_twice(function):\n    def wrapper(p0, *rest):\n        return function(function(p0, *rest), *rest)\n    return wrapper\n\n\n")  # fmt: skip
    above = rng.choice(
        [
            "@adjusted()\n",
            f"@adjusted({rng.randint(-3, 9)})\n",
            f"@adjusted(factor={rng.randint(1, 4)})\n",
            "@calls_twice\n@adjusted(3)\n",
            "@adjusted(1)\n@calls_twice\n",
        ]
    )
    source += f"{above}def behind(p0, p1={literal(rng, INT)}):\n    return {rng.choice(['p0 + p1', 'p0 % 7 - p1', 'len(str(p0)) * p1 % 19'])}\n"
    return source, [Function("behind", [INT, INT], 1 if "calls_twice" not in above else 2, Kind("int"))]


def _iterator(rng: random.Random) -> Definition:
    """A class with ``__iter__`` and ``__next__``."""
    end = rng.choice(["self.at >= self.stop", "self.at >= self.stop or self.at > 6", "not self.at < self.stop"])
    source = (f"class Steps:\n    def __init__(self, stop, step=1):\n        self.at, self.stop, self.step = 0, stop % 9, step\n\n    def __iter__(self):\n        return self\n\n"
              f"    def __next__(self):\n        if {end}:\n            raise StopIteration\n        self.at += self.step\n        return {rng.choice(['self.at', 'self.at * self.stop', 'self.stop - self.at'])}\n\n\n"
              "def steps_of(p0):\n    made = Steps(p0)\n"
              + rng.choice(["    return list(made)\n", "    first = next(made, -1)\n    return [first, *made]\n", "    return [a - b for a, b in zip(made, made)]\n",
                            "    found = []\n    for q in made:\n        found.append(q)\n        if q > 3:\n            break\n    return found + list(made)\n", "    return sorted(made, reverse=True) + list(made)\n"]))  # fmt: skip
    return source, [Function("steps_of", [INT], 1, list_of(INT))]


def _tracker(rng: random.Random) -> Definition:
    """A counter of the class, a class method that makes instances, a property with a setter."""
    low = rng.randint(-5, 5)
    source = (f"class Tracker:\n    made = 0\n    limit = {rng.randint(5, 30)}\n    kept = []\n\n    def __init__(self, level):\n        {rng.choice(['Tracker.made', 'self.__class__.made', 'type(self).made'])} += 1\n        self._level = {low}\n        self.level = level\n\n"
              "    @classmethod\n    def of(cls, text, *more):\n        return cls(len(text) + sum(more))\n\n    @property\n    def level(self):\n        return self._level\n\n"
              f"    @level.setter\n    def level(self, value):\n        if value > self.limit:\n            {rng.choice(['value = self.limit', 'raise ValueError(f' + repr('{value} is too much') + ')', 'Tracker.kept.append(value)'])}\n        self._level = value\n\n\n")  # fmt: skip
    source += ("def tracked(p0, p1):\n    one, other = Tracker(p0 % 40), Tracker.of(p1, 1)\n"
               + rng.choice(["    one.level += other.level\n", "    other.level = one.level - 3\n", "    one.level, other.level = other.level, one.level\n", "    one.limit = 7\n    one.level += 1\n"])
               + rng.choice(["    return one.level * 100 + other.level\n", "    return Tracker.made * 100 + one.level\n", "    return len(Tracker.kept) * 10 + one.limit + Tracker.limit\n", "    return getattr(one, 'level') + vars(other)['_level']\n"]))  # fmt: skip
    return source, [Function("tracked", [INT, STR], 2, INT)]


def _record(rng: random.Random) -> Definition:
    """A dataclass with defaults made anew, what ``__post_init__`` computes, and what ``dataclasses`` gives of it."""
    source = ("@dataclass\nclass Entry:\n    name: str\n    marks: List[int] = dataclasses.field(default_factory=list)\n    table: Dict[str, int] = dataclasses.field(default_factory=dict)\n    total: int = dataclasses.field(init=False, default=0)\n"
              f"    weight: float = {literal(rng, FLOAT)}\n\n    def __post_init__(self):\n        self.total = sum(self.marks) + len(self.name)\n\n    def add(self, mark):\n        self.marks.append(mark)\n        self.total += mark\n        return self\n\n\n"
              "def entered(p0, p1):\n    one, other = Entry(p0, list(p1)), Entry(p0)\n    other.add(3).add(len(p1))\n    other.table[p0] = one.total\n"
              + rng.choice(["    return [*other.marks, other.total, one.total, len(one.table)]\n", "    return [len(str(one)), len(repr(other)), one == other]\n",
                            "    held = dataclasses.asdict(other)\n    held['marks'].append(9)\n    return [*held['marks'], *other.marks, held['table'][p0], len(held)]\n",
                            "    name, marks, *_ = dataclasses.astuple(one)\n    return [len(name), *marks, len([f.name for f in dataclasses.fields(one)])]\n",
                            "    copied = copy.deepcopy(other)\n    copied.add(5)\n    return [copied.total, other.total, *other.marks]\n",
                            "    third = dataclasses.replace(one, name='other', marks=other.marks)\n    third.add(1)\n    return [*other.marks, third.total, other.total]\n"]))  # fmt: skip
    source = source.replace("len(repr(other)), one == other]", "len(repr(other)), int(one == other)]")
    return source, [Function("entered", [STR, list_of(INT)], 2, list_of(INT))]


def _mapping(rng: random.Random) -> Definition:
    """What collections have for counting and looking up."""
    lines = rng.sample(["    counts.subtract(p1[:2])\n", "    counts.update({'a': 2})\n", "    counts['zz'] += 1\n", "    counts = counts + collections.Counter(p1)\n", "    counts = counts & collections.Counter('aab')\n",
                        "    counts |= collections.Counter(['a', 'b'])\n", "    del counts['a']\n", "    counts = collections.Counter({k: v for k, v in counts.items() if v > 0})\n", "    counts = -counts\n", "    counts.pop('b', None)\n"], rng.randint(1, 3))  # fmt: skip
    last = rng.choice(["    return [f'{k}{v}' for k, v in counts.most_common(3)]\n", "    return list(counts.elements())[:9]\n", "    return sorted(counts, key=counts.get, reverse=True)\n", "    return [max(counts, key=counts.get, default=''), str(sum(counts.values()))]\n",
                       "    chained = collections.ChainMap(dict(counts), {'a': 7, 'q': 1})\n    return [f'{k}={chained[k]}' for k in sorted(chained)]\n",
                       "    ordered = collections.OrderedDict(counts)\n    for k in list(ordered)[:1]:\n        ordered.move_to_end(k)\n    if ordered:\n        ordered.popitem(last=False)\n    return [f'{k}{v}' for k, v in ordered.items()]\n",
                       "    return [str(counts.total()), str(counts['missing']), str('missing' in counts), str(len(counts))]\n", "    return [k for k, v in sorted(counts.items(), key=lambda q: (-q[1], q[0]))]\n"])  # fmt: skip
    return f"def counted(p0, p1):\n    counts = collections.Counter(p0)\n{''.join(lines)}{last}", [
        Function("counted", [STR, list_of(STR)], 2, list_of(STR))
    ]


def _ordered(rng: random.Random) -> Definition:
    """An order and a text of its own: ``total_ordering``, ``__format__``, ``__str__``, ``__int__``, reflected operators."""
    source = (f"@functools.total_ordering\nclass Grade:\n    __slots__ = ('points', 'label')\n\n    def __init__(self, points, label=''):\n        self.points = points\n        self.label = label\n\n"
              f"    def __eq__(self, other):\n        return self.points {rng.choice(['', '// 2 '])}== other.points{rng.choice(['', ' // 2'])}\n\n    def __lt__(self, other):\n        return self.points < other.points\n\n"
              "    def __str__(self):\n        return f'<{self.points}{self.label}>'\n\n    def __format__(self, spec):\n        return format(str(self), spec) if spec else 'plain'\n\n    def __int__(self):\n        return self.points\n\n"
              "    def __index__(self):\n        return abs(self.points)\n\n    def __add__(self, other):\n        return Grade(self.points + (other if isinstance(other, int) else other.points), 's')\n\n    __radd__ = __add__\n\n"
              f"    def __sub__(self, other):\n        {rng.choice(['return Grade(self.points - other, self.label)', 'return NotImplemented if isinstance(other, str) else Grade(self.points - 1)'])}\n\n"
              "    def __rmul__(self, other):\n        return [other] * min(self.points % 4, 3)\n\n\n"
              "def graded(p0, p1):\n    grades = [Grade(q, 'abc'[q % 3]) for q in p0]\n"
              + rng.choice(["    return ' '.join(str(q) for q in sorted(grades))\n", "    return f'{max(grades, default=Grade(0))} {sum(grades, Grade(p1)):>8}'\n", "    return str([int(q) for q in grades if q >= Grade(p1)]) + str(sum(grades))\n",
                            "    return str(p1 * Grade(p1)) + f'{Grade(p1) - 2:>6}'\n", "    return 'abcdefghij'[Grade(p1 % 10)] + str(Grade(p1) <= Grade(3)) + str(Grade(1) != Grade(p1))\n",
                            "    grades.sort(key=lambda q: q.label)\n    return '%s|%d' % (grades[0] if grades else 'none', Grade(p1))\n", "    try:\n        return str(Grade(p1) - 'x')\n    except TypeError as error:\n        return str(error)\n"]))  # fmt: skip
    return source, [Function("graded", [list_of(INT), INT], 2, STR)]


def _family(rng: random.Random) -> Definition:
    """A base class with abstract methods, mixins, and ``super()`` through several bases."""
    order = rng.choice(["Doubled, Shifted", "Shifted, Doubled", "Shifted", "Doubled"])
    source = ("import abc\n\n\nclass Shape(abc.ABC):\n    kinds = {}\n\n    def __init_subclass__(cls, **kwargs):\n        super().__init_subclass__(**kwargs)\n        Shape.kinds[cls.__name__.lower()] = cls\n\n"
              "    def __init__(self, size):\n        self.size = size\n\n    @abc.abstractmethod\n    def area(self):\n        ...\n\n    def describe(self):\n        return f'{type(self).__name__}:{self.area()}'\n\n\n"
              "class Doubled(Shape):\n    def area(self):\n        return self.size * 2\n\n\n"
              f"class Shifted(Shape):\n    offset = {rng.randint(-4, 4)}\n\n    def area(self):\n        return self.size + self.offset\n\n    def describe(self):\n        return super().describe() + '!'\n\n\n"
              f"class Both({order}):\n    def area(self):\n        return super().area() {rng.choice(['+ 1', '* 3', '- self.size'])}\n\n\n"
              "def described(p0, p1):\n    "
              + rng.choice(["shapes = [Both(p0), Shifted(p1), Doubled(p0)]\n    return ','.join(q.describe() for q in shapes)\n", "made = Shape.kinds[['both', 'shifted', 'doubled'][p0 % 3]](p1)\n    return made.describe()\n",
                            "made = (Both if p0 > p1 else Doubled)(p0)\n    return made.describe() + str(isinstance(made, Shifted))\n", "shapes = {q.__name__: q(p0) for q in (Both, Doubled)}\n    return str(sorted(shapes)) + str(sum(q.area() for q in shapes.values()))\n",
                            "return str([q.__name__ for q in Both.__mro__][:3]) + str(issubclass(Both, Shifted))\n"]))  # fmt: skip
    return source, [Function("described", [INT, INT], 2, STR)]


def _positional(rng: random.Random) -> Definition:
    """Parameters that can't be named, and ones that must be."""
    source = (f"def placed(p0, /, p1, *, scale={literal(rng, INT)}, **more):\n    return p0 * 2 - p1 + scale + len(more)\n\n\n"
              "def places(p0, p1):\n"
              + rng.choice(["    return placed(p0, p1=p1, p0=3)\n", "    return placed(p0, p1, **{'scale': 2, 'other': 1})\n", "    options = dict(p1=p1)\n    if p0 > 2:\n        options['scale'] = p0\n    return placed(p0, **options)\n",
                            "    return functools.partial(placed, p0, scale=1)(p1)\n", "    return placed(*[p0, p1][:2], scale=p1)\n", "    return sum(placed(q, i) for i, q in enumerate((p0, p1)))\n"]))  # fmt: skip
    return source, [Function("places", [INT, INT], 2, INT)]


def _keeper(rng: random.Random) -> Definition:
    """Exceptions with texts of their own, kept, raised again, and with causes."""
    source = ("class Failure(Exception):\n    def __init__(self, step, *details):\n        super().__init__(step, *details)\n        self.step = step\n\n    def __str__(self):\n        return f'step {self.step} failed'\n\n\n"
              "class Late(Failure):\n    pass\n\n\n"
              "def attempt(step, limit):\n    if step > limit:\n        raise Late(step, 'late')\n    if step == limit:\n        raise Failure(step)\n    return 12 // step\n\n\n"
              "def attempts(p0, p1):\n    found, kept = [], None\n    for step in p0[:5]:\n        try:\n            found.append(str(attempt(step, p1)))\n        except Late as error:\n            found.append(str(error.args))\n            kept = error\n"
              f"        except (Failure, ZeroDivisionError) as error:\n            found.append(f'{{type(error).__name__}} {{error}}')\n            {rng.choice(['continue', 'kept = error', 'break', 'pass'])}\n"
              "        else:\n            found.append('fine')\n        finally:\n            found.append('-')\n"
              + rng.choice(["    if kept is not None:\n        raise kept\n    return found\n", "    return [*found, str(kept), str(isinstance(kept, Failure))]\n", "    try:\n        if kept:\n            raise ValueError('again') from kept\n    except ValueError as error:\n        found.append(str(error.__cause__))\n    return found\n",
                            "    return found if kept is None else [*found, repr(kept)]\n"]))  # fmt: skip
    return source, [Function("attempts", [list_of(INT), INT], 2, list_of(STR))]


@makes("str", 2)
def _more_methods(w: Writer, kind: Kind, depth: int) -> str:
    s, a, i = w.expr(STR, depth - 1), w.plain(STR), w.plain(INT)
    return w.rng.choice([f"'|'.join({s}.splitlines())", f"{s}.translate(str.maketrans('ab', 'xy', ' '))", f"str({s}.find({a}, {i}))", f"str({s}.endswith(('a', 'b', {a})))", f"'{{x}}-{{y}}'.format_map({{'x': {i}, 'y': 2}})",
                         f"str({s}.isalnum()) + str({s}.isspace())", f"str({s}.encode('utf-8')[:4])", f"' '.join(q.capitalize() for q in {s}.split())", f"str({s}.rpartition({a} or ','))", f"{s}.replace('a', 'bb', 1)[:20]",
                         f"{s}.strip('a ,')", f"str(sorted({s}.lower()))[:30]", f"''.join(reversed({s}))", f"str([q for q in enumerate({s}[:3])])", f"{s}.join(['1', '2', '3'])[:20]", f"str({s}.startswith({a}, {i}))",
                         f"''.join(dict.fromkeys({s}))", f"'%s' % ({s},)", f"'{{:*^{w.rng.randint(1, 12)}}}'.format({s})[:20]", f"'{{0[0]}}'.format({s} or 'q')", f"chr(ord(({s} or 'x')[0]) + 1)"])  # fmt: skip


@makes("list", 1)
def _by_value(w: Writer, kind: Kind, depth: int) -> str | None:
    if kind == list_of(STR):
        d = w.expr(dict_of(STR, INT), depth - 1)
        return w.rng.choice(
            [
                f"sorted({d}, key={d}.get)" if d.isidentifier() else f"sorted({d})",
                f"[k for k, q in {d}.items() if q > {w.plain(INT)}]",
                f"sorted({w.expr(STR, depth - 1)}.split(), key=str.lower, reverse=True)",
            ]
        )
    if kind == list_of(INT):
        xs = w.expr(kind, depth - 1)
        return w.rng.choice([f"[q for i, q in enumerate({xs}) if q not in {xs}[:i]]", f"list(map(max, {xs}, {xs}[1:]))", f"[*filter(None, {xs})]", f"[a if a > b else b for a, b in zip({xs}, reversed({xs}))]",
                             f"sum([[q] * (q % 3) for q in {xs}], [])", f"[q - r for q, r in itertools.zip_longest({xs}, [1], fillvalue=0)]", f"list(itertools.chain(*[[q, -q] for q in {xs}[:3]]))", f"sorted({xs}, key=lambda q: (q % 2, -q))"])  # fmt: skip
    return None


@statement(2)
def _views_of_tensors(w: Writer, depth: int) -> None:
    """Parts of a tensor that share its memory, written into one after another."""
    name = w.changeable(
        lambda k: k.name == "tensor" and len(k.shape) == 2 and k.dtype in ("float32", "int64", "float64")
    )
    if name is None:
        return
    part, target = w.name("part"), w.name()
    w.line(f"{part} = " + w.rng.choice([f"{name}.view(-1)", f"{name}.t()", f"{name}[:, 1]", f"{name}.flatten()", f"{name}.reshape(-1)", f"{name}.unbind(0)[1]", f"{name}.chunk(2)[0]", f"{name}.split(1, dim=1)[-1]", f"{name}.select(1, 0)",
                                        f"{name}.narrow(1, 0, 2)", f"{name}.diagonal()", f"{name}.unsqueeze(0)", f"{name}.contiguous()", f"{name}.detach()", f"{name}[[0, 1]]", f"{name}.clone()", f"{name}.T", f"{name}[None, ..., 0]",
                                        f"{name}.transpose(0, 1).contiguous()", f"{name}.expand_as({name})", f"{name}.movedim(0, 1)", f"{name}.to({name}.dtype)", f"{name}.permute(1, 0)[0]", f"{name}.squeeze()", f"{name}.numpy()", f"{name}.data"]))  # fmt: skip
    for _ in range(w.rng.randint(1, 3)):
        held = w.rng.choice([name, part, part])
        w.line(w.rng.choice([f"{held} += 1", f"{held}[0] = {w.rng.randint(0, 9)}", f"{held} *= 2", f"{held}[..., -1] = {w.rng.randint(0, 5)}", f"{held}[:1] -= 3", f"{name}.add_(1)", f"{name}.copy_({name} * 2)", f"{held}[{held} > 2] = 0",
                             f"{name} = {name} + 1", f"{name}[0, 1], {name}[1, 0] = {name}[1, 0] + 1, 2", f"{name}.t().mul_(2)", f"{name}[0] = {name}[1]", f"{name}[0].zero_()", f"{name}[0], {name}[1] = {name}[1], {name}[0]"]))  # fmt: skip
    w.line(f"{target} = {part}.tolist()")
    w.variables[target] = Kind("opaque")


@statement(1)
def _kept_exception(w: Writer, depth: int) -> None:
    """What was caught, looked at after its clause."""
    if depth <= 0:
        return
    kept, text, before = w.name("kept"), w.name(), dict(w.variables)
    w.line(f"{kept} = None")
    w.line("try:")
    with w.block():
        body(w, depth - 1, 1)
        value = w.expr(INT, 1)
        w.line(w.rng.choice([f"12 // {value}", f"[1, 2][{value}]", f"{{1: 2}}[{value}]"]))
    w.line("except (ZeroDivisionError, IndexError, KeyError) as error:")
    w.line(f"    {kept} = error")
    w.variables = before
    w.line(
        f"{text} = {w.rng.choice([f'str({kept})', f'type({kept}).__name__', f'repr({kept})', f'str({kept} is None)'])}[:40]"
    )
    w.variables[text] = STR
