"""The program's own classes: plain ones with methods, properties and operators, their subclasses, dataclasses,
NamedTuples and Enums; and how objects of them are made, read and changed."""

from __future__ import annotations

import random

from .kinds import BOOL, FLOAT, INT, MEMBERS, SCALARS, STR, Kind, list_of, literal, random_kind
from .statements import body, statement
from .writer import Class, Function, Writer, makes


def classes(rng: random.Random, known: dict[str, Class], fresh: list[int]) -> list[str]:
    """Sources of up to three classes, which are noted in ``known``."""
    sources = []
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
        form = rng.choice(["Plain", "Plain", "Plain", "Data", "Data", "Frozen", "Named", "Enum", "Sub"])
        bases = [c for c in known.values() if c.kind.of.startswith(("Plain", "Data"))]
        if form == "Enum":
            sources.append(_enum(rng, known))
        elif form == "Sub" and bases:
            sources.append(_subclass(rng, rng.choice(bases), known, fresh))
        elif form in ("Data", "Frozen", "Named"):
            sources.append(_record(rng, form, known, fresh))
        else:
            sources.append(_plain(rng, known, fresh))
    return sources


def _enum(rng: random.Random, known: dict[str, Class]) -> str:
    name = f"Enum{len(known)}"
    known[name] = Class(Kind("enum", of=name), changeable=False)
    base, values = rng.choice([("enum.Enum", ["1", "2", "5"]), ("enum.IntEnum", ["0", "1", "7"]), ("enum.Enum", ["'l'", "'m'", "'t'"]),
                               ("enum.Enum", ["enum.auto()"] * 3), ("str, enum.Enum", ["'a'", "'b'", "'Abc'"])])  # fmt: skip
    lines = [f"class {name}({base}):", *(f"    {m} = {v}" for m, v in zip(MEMBERS, values))]
    if rng.random() < 0.4:
        known[name].properties["rank"] = INT
        lines += ["", "    @property", "    def rank(self):", f"        return 0 if self is {name}.LOW else 2"]
    return "\n".join(lines) + "\n"


def _fields(rng: random.Random, known: dict[str, Class]) -> tuple[Kind, ...]:
    return tuple(random_kind(rng, 1, [c.kind for c in known.values()]) for _ in range(rng.randint(1, 3)))


def _record(rng: random.Random, form: str, known: dict[str, Class], fresh: list[int]) -> str:
    """A dataclass, frozen or not, or a NamedTuple."""
    name, fields = f"{form}{len(known)}", _fields(rng, known)
    head = {"Data": "@dataclass\n", "Frozen": "@dataclass(frozen=True)\n", "Named": ""}[form]
    if form == "Data" and all(k in SCALARS for k in fields):
        head = rng.choice(["@dataclass\n", "@dataclass(order=True)\n"])
    made = Class(Kind("object", fields, of=name), changeable=form == "Data",
                 operators=frozenset("<") if "order" in head or form == "Named" and all(k in SCALARS for k in fields) else frozenset())  # fmt: skip
    lines = [f"{head}class {name}{'(NamedTuple)' if form == 'Named' else ''}:"]
    for index, kind in enumerate(fields):
        default = kind in SCALARS and rng.random() < 0.5 and index == len(fields) - 1
        lines.append(f"    f{index}: {kind.annotation}{f' = {literal(rng, kind)}' if default else ''}")
    lines += _methods(rng, made, known, fresh, rng.randint(0, 2))
    known[name] = made
    return "\n".join(lines) + "\n"


def _plain(rng: random.Random, known: dict[str, Class], fresh: list[int]) -> str:
    name, fields = f"Plain{len(known)}", _fields(rng, known)
    made = Class(Kind("object", fields, of=name))
    names = [f"f{i}" for i in range(len(fields))]
    lines = [f"class {name}:", f"    made = {rng.randint(0, 3)}", "", f"    def __init__(self, {', '.join(names)}):"]
    lines += [f"        self.{n} = {n}" for n in names]
    lines += _methods(rng, made, known, fresh, rng.randint(1, 3))
    lines += _operators(rng, made)
    known[name] = made
    return "\n".join(lines) + "\n"


def _subclass(rng: random.Random, base: Class, known: dict[str, Class], fresh: list[int]) -> str:
    """Overrides a method, which may call the base's; has the same fields, so that it fits where the base does."""
    parent = base.kind.of
    name = f"{'Data' if parent.startswith('Data') else 'Plain'}{len(known)}Sub"
    made = Class(Kind("object", base.kind.args, of=name), list(base.methods), dict(base.properties), base.changeable,
                 (parent, *base.bases), base.operators)  # fmt: skip
    lines = [f"class {name}({parent}):"]
    if parent.startswith("Plain"):
        names = ", ".join(f"f{i}" for i in range(len(base.kind.args)))
        lines += [f"    made = {rng.randint(4, 9)}", "", f"    def __init__(self, {names}):",
                  f"        super().__init__({names})", "        self.extra = [self.made]"]  # fmt: skip
    own = [f for f in base.methods if not f.static]
    for function in own[:1]:
        parameters = [f"p{i}" for i in range(len(function.parameters))]
        lines += ["", f"    def {function.name}({', '.join(['self', *parameters])}):"]
        w = _method_writer(rng, made, function.parameters, known, fresh)
        w.indent = 2
        given = w.name()
        w.line(f"{given} = super().{function.name}({', '.join(parameters)})")
        w.variables[given] = function.result
        body(w, 1, rng.randint(0, 1))
        w.line(f"return {w.expr(function.result, 1)}")
        lines += w.lines
    lines += _methods(rng, made, known, fresh, 0 if own else 1)
    known[name] = made
    return "\n".join(lines) + "\n"


def _method_writer(rng: random.Random, made: Class, parameters: list[Kind], known: dict[str, Class], fresh: list[int]) -> Writer:  # fmt: skip
    w = Writer(rng, fresh=fresh, classes=dict(known), indent=2)
    w.variables = {f"p{i}": kind for i, kind in enumerate(parameters)}
    w.variables.update({f"self.f{i}": kind for i, kind in enumerate(made.kind.args)})
    if not made.changeable:
        w.frozen = frozenset(n for n in w.variables if "." in n)
    return w


def _methods(rng: random.Random, made: Class, known: dict[str, Class], fresh: list[int], count: int) -> list[str]:
    lines = []
    for _ in range(count):
        result = random_kind(rng, 1, [c.kind for c in known.values()])
        number = len(made.methods) + len(made.properties)
        if rng.random() < 0.25:
            w = _method_writer(rng, made, [], known, fresh)
            w.line(f"return {w.expr(result, 2)}")
            lines += ["", "    @property", f"    def q{number}(self):", *w.lines]
            made.properties[f"q{number}"] = result
            continue
        parameters = [random_kind(rng, 1) for _ in range(rng.randint(0, 2))]
        static = rng.random() < 0.15
        w = _method_writer(rng, made, parameters, known, fresh)
        if static:
            w.variables = {n: k for n, k in w.variables.items() if "." not in n}
        w.result = result
        body(w, 1, rng.randint(0, 2))
        w.line(f"return {w.expr(result, 2)}")
        names = [*([] if static else ["self"]), *(f"p{i}" for i in range(len(parameters)))]
        lines += ["", *(["    @staticmethod"] if static else []), f"    def m{number}({', '.join(names)}):", *w.lines]
        made.methods.append(Function(f"m{number}", parameters, len(parameters), result, static))
    return lines


def _operators(rng: random.Random, made: Class) -> list[str]:
    """Some of the methods that Python calls by itself. ``f0`` is what they are about."""
    name, first = made.kind.of, made.kind.args[0]
    others = "".join(f", self.f{i}" for i in range(1, len(made.kind.args)))
    of_number = {
        "+": ["def __add__(self, other):", f"    return {name}(self.f0 + (other.f0 if isinstance(other, {name}) else other){others})"],
        "<": ["def __lt__(self, other):", "    return self.f0 < other.f0"],
        "call": ["def __call__(self, amount):", "    self.f0 += amount", "    return self"],
        "==": ["def __eq__(self, other):", f"    return isinstance(other, {name}) and self.f0 == other.f0"],
        "neg": ["def __neg__(self):", f"    return {name}(-self.f0{others})"],
        "+=": ["def __iadd__(self, other):", "    self.f0 += other", "    return self"],
        "bool": ["def __bool__(self):", "    return self.f0 > 2"],
        "with": ["def __enter__(self):", "    self.f0 += 1", "    return self", "", "def __exit__(self, kind, error, trace):",
                 "    self.f0 -= 3", f"    return {rng.choice(['False', 'None', 'kind is ValueError'])}"],
    }  # fmt: skip
    of_list = {
        "len": ["def __len__(self):", "    return len(self.f0)"],
        "[]": ["def __getitem__(self, index):", "    return self.f0[index]"],
        "[]=": ["def __setitem__(self, index, value):", "    self.f0[index] = value"],
        "in": ["def __contains__(self, value):", "    return value in self.f0"],
        "iter": ["def __iter__(self):", rng.choice(["    return iter(self.f0)", "    yield from self.f0"])],
    }
    of_any = {"str": ["def __repr__(self):", f"    return f'<{name} {{self.made}}>'"]}
    choices = {**of_any, **(of_number if first in (INT, FLOAT) else of_list if first.name == "list" else {})}
    chosen = [o for o in choices if rng.random() < 0.4]
    made.operators = frozenset(chosen)
    return [line for o in chosen for line in ["", *(f"    {t}" if t else "" for t in choices[o])]]


def _objects(w: Writer, test: str = "") -> list[tuple[str, Class]]:
    """Variables that hold objects, and their classes: those with the operator ``test``."""
    held = [(n, w.classes[k.of]) for n, k in w.variables.items() if k.name == "object" and k.of in w.classes]
    return [(n, c) for n, c in held if not test or test in c.operators][-5:]


@makes("object", 5)
def _made(w: Writer, kind: Kind, depth: int) -> str:
    subclasses = [c for c in w.classes.values() if kind.of in c.bases]
    name = w.rng.choice(subclasses).kind.of if subclasses and w.chance(0.4) else kind.of
    arguments = [w.expr(k, depth - 1) for k in kind.args]
    if w.chance(0.3):
        arguments[-1] = f"f{len(arguments) - 1}={arguments[-1]}"
    return f"{name}({', '.join(arguments)})"


@makes("object", 2)
def _from_another(w: Writer, kind: Kind, depth: int) -> str | None:
    name = w.variable(kind)
    if name is None or kind.of not in w.classes:
        return None
    index = w.rng.randrange(len(kind.args))
    changed = f"f{index}={w.expr(kind.args[index], depth - 1)}"
    if kind.of.startswith(("Data", "Frozen")):
        return f"dataclasses.replace({name}, {changed})"
    if kind.of.startswith("Named"):
        return f"{name}._replace({changed})"
    operators = w.classes[kind.of].operators
    ways = [f"({name} + {w.plain(INT)})"] * ("+" in operators) + [f"(-{name})"] * ("neg" in operators)
    ways += [f"{name}({w.plain(INT)})"] * ("call" in operators)
    ways += [f"copy.copy({name})", f"copy.deepcopy({name})"]
    return w.rng.choice(ways)


@makes("enum", 3)
def _member(w: Writer, kind: Kind, depth: int) -> str:
    name = w.variable(kind)
    ways = [
        literal(w.rng, kind),
        f"{kind.of}[{w.rng.choice(MEMBERS)!r}]",
        f"list({kind.of})[{w.expr(INT, depth - 1)} % 3]",
    ]
    return w.rng.choice([*ways, *([name, f"{kind.of}({name}.value)", f"{kind.of}[{name}.name]"] if name else [])])


def _part_of_an_object(name: str) -> None:
    @makes(name, 3)
    def part(w: Writer, kind: Kind, depth: int) -> str | None:
        ways = []
        for held, cls in _objects(w):
            ways += [f"{held}.f{i}" for i, k in enumerate(cls.kind.args) if k == kind]
            ways += [f"{held}.{q}" for q, k in cls.properties.items() if k == kind]
            for function in cls.methods:
                if function.result == kind:
                    arguments = ", ".join(w.expr(k, depth - 1) for k in function.parameters)
                    ways.append(f"{cls.kind.of if function.static else held}.{function.name}({arguments})")
        return w.rng.choice(ways) if ways else None


for _name in ("int", "float", "bool", "str", "number", "list", "dict", "set", "tuple", "tensor", "array", "bytes", "complex",
              "object", "enum", "optional"):  # fmt: skip
    _part_of_an_object(_name)


@makes("bool", 2)
def _asked(w: Writer, kind: Kind, depth: int) -> str | None:
    ways = []
    for held, cls in _objects(w):
        ways += [f"isinstance({held}, {c})" for c in w.classes if not c.startswith("Enum")][:3]
        other = w.variable(cls.kind)
        ways += (
            [f"({held} {w.rng.choice(['==', '!=', 'is'])} {other})"] if all(k.comparable for k in cls.kind.args) else []
        )
        ways += [f"({held} < {other})"] * ("<" in cls.operators) + [f"bool({held})"] * ("bool" in cls.operators)
    member = w.having(lambda k: k.name == "enum")
    if member:
        of = w.variables[member]
        ways += [
            f"({member} {w.rng.choice(['is', '==', '!='])} {w.expr(of, depth - 1)})",
            f"({member} in ({literal(w.rng, of)}, {literal(w.rng, of)}))",
        ] * 2
    return w.rng.choice(ways) if ways else None


@makes("int", 2)
def _number_of_an_object(w: Writer, kind: Kind, depth: int) -> str | None:
    ways = [f"len({n})" for n, _ in _objects(w, "len")] + [
        f"{n}.rank" for n, k in w.variables.items() if k.of in w.classes and "rank" in w.classes[k.of].properties
    ]
    ways += [f"{n}.made" for n, c in _objects(w) if c.kind.of.startswith("Plain")]
    return w.rng.choice(ways) if ways else None


@makes("str", 2)
def _name_of_a_member(w: Writer, kind: Kind, depth: int) -> str | None:
    ways = [f"{n}.name" for n, k in w.variables.items() if k.name == "enum"][-3:]
    for held, cls in _objects(w):
        ways += [f"type({held}).__name__"] + [
            w.rng.choice([f"str({held})[:40]", f"f'{{{held}}}'[:40]"])
        ] * cls.kind.printable
        ways += [f"repr({held})"] * ("str" in cls.operators)
    return w.rng.choice(ways) if ways else None


@makes("list", 2)
def _list_of_an_object(w: Writer, kind: Kind, depth: int) -> str | None:
    ways = [f"list({n})" for n, c in _objects(w, "iter") if c.kind.args[0] == kind]
    name = w.variable(kind)
    if name and kind.args[0].name == "object":
        for i, field in enumerate(kind.args[0].args):
            ways += [f"sorted({name}, key=lambda q: q.f{i}{w.rng.choice(['', ', reverse=True'])})"] * field.ordered
    held = w.having(lambda k: k.name == "list" and k.args[0].name == "object" and kind.args[0] in k.args[0].args)
    if held:
        index = w.variables[held].args[0].args.index(kind.args[0])
        ways += [f"[q.f{index} for q in {held}]"] * 3
    return w.rng.choice(ways) if ways else None


@statement(7)
def _changed_object(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "object" and k.of in w.classes)
    if name is None:
        return
    cls = w.classes[w.variables[name].of]
    ways = []
    if cls.changeable:
        for i, kind in enumerate(cls.kind.args):
            ways += [f"{name}.f{i} = {w.expr(kind, 2)}"]
            if kind in (INT, FLOAT):
                ways += [f"{name}.f{i} {w.rng.choice('+-')}= {w.expr(kind, 1)}"]
            if kind.name == "list":
                ways += [f"{name}.f{i}.append({w.expr(kind.args[0], 1)})"] * 2
            if kind.name == "dict":
                ways += [f"{name}.f{i}[{w.expr(kind.args[0], 1)}] = {w.expr(kind.args[1], 1)}"] * 2
        if "+=" in cls.operators:
            ways += [f"{name} += {w.plain(INT)}"]
        if "[]=" in cls.operators:
            ways += [f"{name}[{w.plain(INT)}] = {w.expr(cls.kind.args[0].args[0], 1)}"] * 2
    for function in cls.methods:
        ways += [f"{name}.{function.name}({', '.join(w.expr(k, 1) for k in function.parameters)})"] * 2
    if ways:
        w.line(w.rng.choice(ways))


@statement(2)
def _taken_apart(w: Writer, depth: int) -> None:
    """A NamedTuple's fields, or an object matched by its class."""
    name = w.having(lambda k: k.name == "object" and k.of.startswith("Named"))
    if name is not None:
        kinds = w.variables[name].args
        names = [w.name() for _ in kinds]
        w.line(f"{', '.join(names)}{',' if len(names) == 1 else ''} = {name}")
        w.variables.update(zip(names, kinds))


@statement(2)
def _with(w: Writer, depth: int) -> None:
    held = _objects(w, "with")
    if not held or depth <= 0:
        return
    name, cls = w.rng.choice(held)
    entered, before = w.name("w"), dict(w.variables)
    w.line(f"with {name} as {entered}:")
    with w.block():
        w.variables[entered] = cls.kind
        body(w, depth - 1, w.rng.randint(1, 2))
    w.variables = before


@statement(2)
def _dispatched(w: Writer, depth: int) -> None:
    """A branch for each member of an enum, or a value by member."""
    name = w.having(lambda k: k.name == "enum")
    if name is None:
        return
    of, target, kind = w.variables[name].of, w.name(), w.rng.choice([INT, STR, FLOAT, BOOL])
    if w.chance(0.5):
        w.line(f"{target} = {{{', '.join(f'{of}.{m}: {w.expr(kind, 1)}' for m in MEMBERS)}}}[{name}]")
    else:
        w.line(f"match {name}:")
        for member in MEMBERS[:2]:
            w.lines += [
                "    " * (w.indent + 1) + f"case {of}.{member}:",
                "    " * (w.indent + 2) + f"{target} = {w.expr(kind, 1)}",
            ]
        w.lines += ["    " * (w.indent + 1) + "case _:", "    " * (w.indent + 2) + f"{target} = {w.expr(kind, 1)}"]
    w.variables[target] = kind


@makes("list", 1)
def _as_list(w: Writer, kind: Kind, depth: int) -> str | None:
    name = w.having(lambda k: k.name == "object" and k.of.startswith("Named") and set(k.args) == {kind.args[0]})
    return (
        w.rng.choice([f"list({name})", f"[*{name}]", f"[q for q in {name}]"]) if name and kind != list_of(STR) else None
    )
