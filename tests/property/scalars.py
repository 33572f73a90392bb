"""Expressions that give int, float, bool and numbers of either type."""

from __future__ import annotations

from .kinds import BOOL, FLOAT, INT, NUMBER, STR, Kind, dict_of, list_of, random_key, set_of
from .writer import Writer, makes


@makes("int", 6)
def _arithmetic(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(INT, depth - 1), w.expr(INT, depth - 1)
    if w.chance(0.3):
        return f"({a} {w.rng.choice(['//', '%'])} {b if w.chance(0.25) else w.rng.choice([2, 3, 7, -4])})"
    return f"({a} {w.rng.choice(['+', '-', '+', '-', '&', '|', '^'])} {b})"


@makes("int", 2)
def _product(w: Writer, kind: Kind, depth: int) -> str:
    """Kept small, since loops would make it outgrow 64 bits."""
    return f"({w.expr(INT, depth - 1)} * {w.expr(INT, depth - 1)} % {w.rng.choice([97, 1009, -13])})"


@makes("int", 1)
def _bits(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(INT, depth - 1), w.expr(INT, depth - 1)
    return w.rng.choice([f"(~{a})", f"(({a} & 255) << ({b} & 7))", f"({a} >> ({b} & 3))", f"pow({a}, 3, 101)"])


@makes("int", 2)
def _unary(w: Writer, kind: Kind, depth: int) -> str:
    a = w.expr(INT, depth - 1)
    return w.rng.choice([f"(-{a})", f"abs({a})", f"(+{a})", f"int({a})", f"divmod({a}, 5)[{w.rng.randint(0, 1)}]"])


@makes("int", 2)
def _of_other_scalars(w: Writer, kind: Kind, depth: int) -> str:
    f, b = w.expr(FLOAT, depth - 1), w.expr(BOOL, depth - 1)
    return w.rng.choice([f"int({f})", f"round({f})", f"int({b})", f"({b} + {w.expr(INT, depth - 1)})",
                         f"math.floor({f})", f"math.ceil({f})"])  # fmt: skip


@makes("int", 3)
def _length(w: Writer, kind: Kind, depth: int) -> str | None:
    name = w.having(lambda k: k.name in ("list", "dict", "set", "str", "tuple"))
    return f"len({name})" if name else f"len({w.expr(STR, depth - 1)})"


@makes("int", 1)
def _of_str(w: Writer, kind: Kind, depth: int) -> str:
    s = w.expr(STR, depth - 1)
    return w.rng.choice([f"{s}.find({w.plain(STR)})", f"{s}.count({w.plain(STR)})",
                         f"ord(({s} + 'q')[0])", f"{s}.rfind('a')", f"len({s}.split())",
                         w.rng.choice([f"int({s})", f"{s}.index({w.plain(STR)})", f"(int({s}) if {s}.isdigit() else 0)"])])  # fmt: skip


@makes("int", 2)
def _of_list(w: Writer, kind: Kind, depth: int) -> str:
    xs = w.expr(list_of(INT), depth - 1)
    return w.rng.choice([f"sum({xs})", f"max({xs}, default={w.plain(INT)})", f"min([1, *{xs}])",
                         f"{xs}.count({w.plain(INT)})", w.rng.choice([f"{xs}.index({w.plain(INT)})", f"min({xs})", f"len(set({xs}))"]),
                         f"sum(q for q in {xs} if q {w.rng.choice(['>', '!=', '<'])} {w.plain(INT)})"])  # fmt: skip


@makes("int", 1)
def _choice_of_two(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(INT, depth - 1), w.expr(INT, depth - 1)
    return w.rng.choice([f"min({a}, {b})", f"max({a}, {b}, 2)", f"({a} or {b})", f"({a} and {b})"])


@makes("int", 1)
def _of_tensor(w: Writer, kind: Kind, depth: int) -> str | None:
    t = w.having(lambda k: k.name == "tensor" and bool(k.shape))
    whole = w.having(lambda k: k.name == "tensor" and k.dtype == "int64")
    if whole and w.chance(0.5):
        return f"int({whole}.sum())"
    return w.rng.choice([f"{t}.size(0)", f"{t}.shape[-1]", f"{t}.numel()", f"{t}.dim()", f"len({t})"]) if t else None


@makes("float", 6)
def _float_arithmetic(w: Writer, kind: Kind, depth: int) -> str:
    a = w.expr(FLOAT, depth - 1)
    b = w.expr(w.rng.choice([FLOAT, FLOAT, INT, NUMBER]), depth - 1)
    a, b = (a, b) if w.chance(0.5) else (b, a)
    if w.chance(0.3):
        return f"({a} {w.rng.choice(['/', '%', '//'])} {b if w.chance(0.25) else w.rng.choice(['2', '2.5', '-0.75'])})"
    return f"({a} {w.rng.choice('+-*')} {b})"


@makes("float", 2)
def _quotient(w: Writer, kind: Kind, depth: int) -> str:
    return f"({w.expr(INT, depth - 1)} / {w.expr(INT, depth - 1) if w.chance(0.25) else w.rng.choice([3, 8, -7])})"


@makes("float", 2)
def _float_call(w: Writer, kind: Kind, depth: int) -> str:
    a = w.expr(FLOAT, depth - 1)
    return w.rng.choice([f"abs({a})", f"(-{a})", f"round({a}, {w.rng.choice([0, 1, 2, -1])})", f"math.sqrt(abs({a}))",
                         f"float({w.expr(INT, depth - 1)})", f"float({w.expr(NUMBER, depth - 1)})",
                         f"min({a}, {w.plain(FLOAT)})", f"math.fmod({a}, 2.5)", f"float({w.expr(BOOL, depth - 1)})",
                         f"({a} ** 2)", f"math.atan2({a}, 2.0)", f"math.hypot({a}, 1.5)",
                         w.rng.choice([f"float({w.expr(STR, depth - 1)})", f"math.sqrt({a})", f"math.log({a})", f"math.exp(min({a}, 5.0))"])])  # fmt: skip


@makes("float", 1)
def _float_of_list(w: Writer, kind: Kind, depth: int) -> str:
    xs = w.expr(list_of(FLOAT), depth - 1)
    return w.rng.choice(
        [f"sum({xs}, 0.0)", f"max({xs}, default=1.0)", f"min({xs}, default=0.5)", f"sum({xs}, 1.5)", f"max({xs})"]
    )


@makes("float", 1)
def _float_of_tensor(w: Writer, kind: Kind, depth: int) -> str | None:
    t = w.having(lambda k: k.name == "tensor" and k.dtype == "float32")
    return f"float({t}.sum())" if t else None


@makes("number", 3)
def _number(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(INT, depth - 1), w.expr(FLOAT, depth - 1)
    a, b = (a, b) if w.chance(0.5) else (b, a)
    return f"({a} if {w.expr(BOOL, depth - 1)} else {b})"


@makes("number", 3)
def _number_arithmetic(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(NUMBER, depth - 1), w.expr(w.rng.choice([INT, FLOAT, NUMBER]), depth - 1)
    return w.rng.choice([f"({a} {w.rng.choice('+-')} {b})", f"abs({a})", f"min({a}, {b})", f"max({b}, {a})", f"(-{a})"])


@makes("bool", 5)
def _comparison(w: Writer, kind: Kind, depth: int) -> str:
    op = w.rng.choice(["<", "<=", ">", ">=", "==", "!="])
    of = w.rng.choice([INT, INT, FLOAT, STR, NUMBER])
    other = w.rng.choice([INT, FLOAT, NUMBER]) if of != STR else STR
    return f"({w.expr(of, depth - 1)} {op} {w.expr(other, depth - 1)})"


@makes("bool", 1)
def _chained(w: Writer, kind: Kind, depth: int) -> str:
    return f"({w.plain(INT)} {w.rng.choice(['<', '<='])} {w.expr(INT, depth - 1)} {w.rng.choice(['<', '!='])} {w.plain(INT)})"


@makes("bool", 3)
def _logic(w: Writer, kind: Kind, depth: int) -> str:
    a, b = w.expr(BOOL, depth - 1), w.expr(BOOL, depth - 1)
    return w.rng.choice([f"({a} and {b})", f"({a} or {b})", f"(not {a})", f"({a} ^ {b})", f"({a} != {b})"])


@makes("bool", 2)
def _membership(w: Writer, kind: Kind, depth: int) -> str:
    key = random_key(w.rng, [c.kind for c in w.classes.values()])
    where = w.rng.choice([list_of(key), set_of(key), dict_of(key, INT)])
    if w.chance(0.3):
        return f"({w.plain(STR)} in {w.expr(STR, depth - 1)})"
    return f"({w.plain(key)} {w.rng.choice(['in', 'not in'])} {w.expr(where, depth - 1)})"


@makes("bool", 1)
def _equal_containers(w: Writer, kind: Kind, depth: int) -> str:
    of = w.random_kind(2)
    while not of.comparable:
        of = w.random_kind(2)
    return f"({w.expr(of, depth - 1)} {w.rng.choice(['==', '!='])} {w.expr(of, depth - 1)})"


@makes("bool", 2)
def _tests(w: Writer, kind: Kind, depth: int) -> str:
    s, xs = w.expr(STR, depth - 1), w.expr(list_of(INT), depth - 1)
    number = w.having(lambda k: k == NUMBER)
    maybe = w.having(lambda k: k.name == "optional")
    ways = [f"{s}.startswith({w.plain(STR)})", f"{s}.isdigit()", f"bool({s})", f"bool({xs})", f"{s}.isupper()",
            f"any(q > {w.plain(INT)} for q in {xs})", f"all(q != {w.plain(INT)} for q in {xs})",
            f"({w.expr(list_of(INT), depth - 1)} < {xs})"]  # fmt: skip
    if number:
        ways += [f"isinstance({number}, int)", f"isinstance({number}, float)"]
    if maybe:
        ways += [f"({maybe} is None)", f"({maybe} is not None)", f"bool({maybe})"] * 2
    return w.rng.choice(ways)


@makes("bool", 1)
def _truth_of_tensor(w: Writer, kind: Kind, depth: int) -> str | None:
    t = w.having(lambda k: k.name == "tensor" and k.dtype != "bool")
    if t and w.chance(0.5):
        return f"bool({t}.sum() > {w.plain(INT)})"
    flags = w.having(lambda k: k.name == "tensor" and k.dtype == "bool")
    return f"bool({flags}.{w.rng.choice(['any', 'all'])}())" if flags else None


def _anything(name: str) -> None:
    @makes(name, 2)
    def ternary(w: Writer, kind: Kind, depth: int) -> str:
        return f"({w.expr(kind, depth - 1)} if {w.expr(BOOL, depth - 1)} else {w.expr(kind, depth - 1)})"

    @makes(name, 2)
    def element(w: Writer, kind: Kind, depth: int) -> str | None:
        name = w.having(lambda k: k.name in ("list", "dict", "tuple") and kind in k.args)
        if name is None:
            return None
        owner = w.variables[name]
        if owner.name == "list" and w.chance(0.7):
            other = w.plain(kind)
            return w.rng.choice([f"({name}[{w.expr(INT, depth - 1)} % len({name})] if {name} else {other})",
                                 f"({name}[-1] if {name} else {other})", f"({name} or [{other}])[0]"])  # fmt: skip
        if owner.name == "list":
            return w.rng.choice([f"{name}[{w.expr(INT, depth - 1)} % max(len({name}), 1)]", f"{name}[{w.plain(INT)}]",
                                 f"{name}[0]", f"{name}[-1]"])  # fmt: skip
        if owner.name == "tuple":
            return f"{name}[{owner.args.index(kind)}]"
        if owner.args[1] != kind:
            return None
        key = w.plain(owner.args[0])
        other = w.plain(kind)
        return w.rng.choice(
            [f"{name}[{key}]", f"{name}.get({key}, {other})", f"({name}[{key}] if {key} in {name} else {other})"]
        )

    @makes(name, 2)
    def called(w: Writer, kind: Kind, depth: int) -> str | None:
        fitting = [f for f in w.functions if f.result == kind]
        if not fitting:
            return None
        function = w.rng.choice(fitting)
        given = w.rng.randint(function.required, len(function.parameters))
        arguments = [w.expr(k, depth - 1) for k in function.parameters[:given]]
        if arguments and w.chance(0.3) and function.name != "gather":
            arguments[-1] = f"p{given - 1}={arguments[-1]}"
        return f"{function.name}({', '.join(arguments)})"

    @makes(name, 1)
    def present(w: Writer, kind: Kind, depth: int) -> str | None:
        maybe = w.having(lambda k: k.name == "optional" and k.args == (kind,))
        if maybe is None:
            return None
        other = w.expr(kind, depth - 1)
        return w.rng.choice([f"({maybe} if {maybe} is not None else {other})", f"({maybe} or {other})",
                             f"({other} if {maybe} is None else {maybe})"])  # fmt: skip


for _name in ("int", "float", "bool", "str", "number", "list", "dict", "set", "tuple", "tensor", "array", "bytes", "complex",
              "object", "enum"):  # fmt: skip
    _anything(_name)


@makes("optional", 1)
def _maybe(w: Writer, kind: Kind, depth: int) -> str:
    value = w.expr(kind.args[0], depth - 1)
    return w.rng.choice([value, "None", f"({value} if {w.expr(BOOL, depth - 1)} else None)"])


@makes("optional", 1)
def _looked_up(w: Writer, kind: Kind, depth: int) -> str | None:
    name = w.having(lambda k: k.name == "dict" and k.args[1] == kind.args[0])
    return f"{name}.get({w.plain(w.variables[name].args[0])})" if name else None


@makes("tuple", 4)
def _tuple(w: Writer, kind: Kind, depth: int) -> str:
    items = [w.expr(a, depth - 1) for a in kind.args]
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
