"""Control flow of every shape: ``try ... finally`` that returns, ``else`` of loops, nested ``with``, recursion, functions
that call each other, arguments spread from containers, exceptions with attributes."""

from __future__ import annotations

import random

from .kinds import BOOL, FLOAT, INT, STR, dict_of, list_of, literal, optional, tuple_of
from .statements import body, statement
from .writer import Function, Writer


def function_with_exits(rng: random.Random, functions: list[Function], fresh: list[int]) -> str:
    """A helper whose returns lead through ``finally``, out of loops and ``with`` statements."""
    result = rng.choice([INT, STR, list_of(INT), tuple_of(INT, STR), optional(INT)])
    w = Writer(rng, functions=list(functions), result=result, fresh=fresh)
    w.variables = {"p0": INT, "p1": list_of(INT)}
    w.line("seen = []")
    w.variables["seen"] = list_of(INT)
    w.line("try:")
    with w.block():
        body(w, 1, rng.randint(0, 2))
        w.line(f"for item in {rng.choice(['p1', 'range(p0 % 5)', 'list(p1)', 'reversed(p1)'])}:")
        with w.block():
            w.loops += 1
            w.variables["item"] = INT
            w.line("try:")
            with w.block():
                w.line(f"if {w.expr(BOOL, 2)}:")
                w.line(f"    {rng.choice(['continue', 'break', f'return {w.expr(result, 2)}'])}")
                w.line(f"if 12 // item > {rng.randint(0, 5)}:")
                w.line(f"    return {w.expr(result, 2)}")
            if rng.random() < 0.5:
                w.line(
                    f"except {rng.choice(['ZeroDivisionError', 'ArithmeticError', '(KeyError, ZeroDivisionError)', 'ValueError'])}:"
                )
                with w.block():
                    body(w, 0, 1)
                    if rng.random() < 0.5:
                        w.line(rng.choice(["continue", "break", "raise", f"return {w.expr(result, 1)}"]))
            w.line("finally:")
            w.line(f"    seen.append({rng.choice(['item', 'len(seen)', 'item * 2'])})")
            if rng.random() < 0.15:
                w.line(f"    {rng.choice(['break', 'continue'])}")
            body(w, 0, rng.randint(0, 1))
            w.loops -= 1
        if rng.random() < 0.4:
            w.line("else:")
            with w.block():
                body(w, 0, 1)
                if rng.random() < 0.5:
                    w.line(f"return {w.expr(result, 2)}")
    if rng.random() < 0.4:
        w.line(f"except {rng.choice(['Exception', 'ZeroDivisionError', '(IndexError, ValueError)'])}:")
        w.line(f"    {rng.choice(['seen.append(-1)', 'pass', f'return {w.expr(result, 1)}'])}")
    w.line("finally:")
    w.line("    p1.append(len(seen))" if rng.random() < 0.6 else "    seen.append(0)")
    if rng.random() < 0.12:
        w.line(f"    return {w.expr(result, 1)}")
    w.line(f"return {w.expr(result, 2)}")
    name = f"leaves{len(functions)}"
    functions.append(Function(name, [INT, list_of(INT)], 2, result))
    return "\n".join([f"def {name}(p0, p1):", *w.lines]) + "\n"


def recursive_functions(rng: random.Random, functions: list[Function]) -> str:
    """A function that calls itself over a list, or two that call each other."""
    form = rng.choice(["sum", "pair", "flatten", "search"])
    if form == "sum":
        functions.append(Function("total_of", [list_of(INT), INT], 1, INT))
        return (f"def total_of(p0, p1={literal(rng, INT)}):\n    if not p0:\n        return p1\n    first, *rest = p0\n"
                f"    return {rng.choice(['first', 'first % 5', '-first'])} + total_of(rest[:6], p1 - 1)\n")  # fmt: skip
    if form == "pair":
        functions += [Function("is_even", [INT], 1, BOOL), Function("is_odd", [INT], 1, BOOL)]
        return ("def is_even(p0):\n    return True if p0 % 9 == 0 else is_odd(p0 % 9 - 1)\n\n\n"
                "def is_odd(p0):\n    return False if p0 % 9 == 0 else is_even(p0 % 9 - 1)\n")  # fmt: skip
    if form == "flatten":
        functions.append(Function("parts_of", [STR, INT], 2, list_of(STR)))
        return (f"def parts_of(p0, p1):\n    if len(p0) < 2 or p1 % 4 == 0:\n        return [p0]\n"
                f"    middle = len(p0) // 2\n    return parts_of(p0[:middle], p1 % 4 - 1) + parts_of(p0[middle:], {rng.choice(['0', 'p1 % 4 - 1'])})\n")  # fmt: skip
    functions.append(Function("path_to", [INT, list_of(INT)], 1, optional(list_of(INT))))
    return ("def path_to(p0, p1=()):\n    at = sum(p1)\n    if at == p0 % 7:\n        return list(p1)\n    if at > 7:\n        return None\n"
            f"    for step in {rng.choice(['(3, 2)', '(1, 4)', '[2, 5, 1]'])}:\n        found = path_to(p0, [*p1, step])\n"
            f"        if found is not None:\n            return found\n    return None\n")  # fmt: skip


def context_manager(rng: random.Random) -> str:
    """A generator that ``with`` statements enter and leave."""
    undo = rng.choice(["log.append(-mark)", "log.append(len(log))", "log.pop()"])
    caught = rng.choice(
        [
            "",
            "    except ValueError:\n        log.append(99)\n",
            "    except (KeyError, IndexError):\n        log.append(98)\n        raise\n",
        ]
    )
    return (f"@contextlib.contextmanager\ndef noted(log, mark):\n    log.append(mark)\n    try:\n        yield {rng.choice(['log', 'mark', 'len(log)'])}\n{caught}"
            f"    finally:\n        {undo}\n")  # fmt: skip


@statement(2)
def _while_else(w: Writer, depth: int) -> None:
    if depth <= 0 or w.loops >= 2:
        return
    low, high, found = w.name("n"), w.name("n"), w.name()
    w.line(f"{low}, {high}, {found} = 0, abs({w.expr(INT, 1)}) % 20, {w.plain(INT)}")
    w.variables.update({low: INT, high: INT, found: INT})
    before = dict(w.variables)
    w.line(f"while {low} < {high}:")
    with w.block():
        w.loops += 1
        frozen, w.frozen = w.frozen, w.frozen | {low, high}
        w.line(f"{found} = ({low} + {high}) // 2")
        w.line(f"if {w.expr(BOOL, 1)}:")
        with w.block():
            body(w, 0, 1)
            w.line(w.rng.choice(["break", f"{high} = {found}", f"{low} = {found} + 1", f"{high} -= 2"]))
        w.line(f"if {found} * {w.rng.randint(1, 3)} >= {w.plain(INT)}:")
        w.line(f"    {high} = {found}")
        w.line("else:")
        w.line(f"    {low} = {found} + 1")
        w.loops -= 1
        w.frozen = frozen
    w.variables = before
    if w.chance(0.6):
        w.line("else:")
        with w.block():
            body(w, depth - 1, 1)


@statement(2)
def _noted(w: Writer, depth: int) -> None:
    """``with`` statements one in the other, or several managers in one."""
    if depth <= 0 or not any(f.name == "noted" for f in w.functions):
        return
    log, entered, before = w.name("log"), w.name("w"), dict(w.variables)
    w.line(f"{log} = {w.expr(list_of(INT), 1)}")
    before[log] = w.variables[log] = list_of(INT)
    first = f"noted({log}, {w.plain(INT)})"
    others = w.rng.choice(
        [
            "",
            f", noted({log}, 7)",
            f", contextlib.suppress({w.rng.choice(['ValueError', 'KeyError, IndexError', 'ZeroDivisionError'])})",
            ", contextlib.nullcontext()",
        ]
    )
    w.line(f"with {first} as {entered}{others}:")
    with w.block():
        w.frozen, frozen = w.frozen | {log}, w.frozen
        body(w, depth - 1, w.rng.randint(1, 2))
        w.frozen = frozen
        if w.chance(0.4):
            w.line(f"if {w.expr(BOOL, 1)}:")
            leaving = ["raise ValueError('within')", "raise KeyError('within')"] + ["break", "continue"] * (w.loops > 0)
            w.line(f"    {w.rng.choice(leaving)}")
        w.line(f"{log}.append({w.expr(INT, 1)})")
    w.variables = before


@statement(2)
def _spread(w: Writer, depth: int) -> None:
    """Arguments from containers, and a function that takes any."""
    name, target = w.name("any"), w.name()
    last = w.rng.choice(
        [
            "sum(args) + len(kwargs)",
            "len(args) * 10 + sum(kwargs.values())",
            "list(args)[-1] if args else kwargs.get('b', 0)",
            "first - last",
        ]
    )
    w.line(f"def {name}(first, *args, last={w.plain_literal(INT)}, **kwargs):")
    w.line(f"    return first * 100 + {last}")
    xs, pair = w.expr(list_of(INT), 1), w.expr(tuple_of(INT, INT), 1)
    w.line(
        f"{target} = {w.rng.choice([f'{name}(1, *{pair})', f'{name}(*{pair}, last=2)', f'{name}(*{pair}, b={w.plain(INT)})', f'{name}(last=1, first={w.plain(INT)})', f'{name}({w.plain(INT)}, *{xs})', f'{name}(*{pair}, **dict(a=1, b=2))', f'{name}(1, **{{chr(97): 3}})'])}"
    )
    w.variables[target] = INT


@statement(2)
def _own_exception(w: Writer, depth: int) -> None:
    """An exception with attributes of its own, raised out of a nested function and read by its handler."""
    if depth <= 0:
        return
    name, error, code, text = w.name("check"), w.name("error"), w.name(), w.name()
    w.line(f"def {name}(value):")
    w.line(f"    if value {w.rng.choice(['>', '<', '=='])} {w.plain(INT)}:")
    w.line(f"        raise Coded(value, {w.expr(STR, 1)})")
    w.line(f"    return value {w.rng.choice(['+ 1', '* 2', '- 3'])}")
    w.line("try:")
    w.line(f"    {code} = {name}({w.expr(INT, 1)})")
    w.line(f"    {text} = 'none'")
    w.line(f"except {w.rng.choice(['Coded', 'Custom', '(Coded, KeyError)', 'Exception'])} as {error}:")
    exact = "except Coded" in w.lines[-1] or w.chance(0.2)
    w.line(f"    {code} = {f'{error}.code' if exact else '0'}")
    w.line(
        f"    {text} = {w.rng.choice([f'str({error})', f'type({error}).__name__', f'repr({error}.args)', f'str({error}.args[-1])'])}"
    )
    w.variables.update({code: INT, text: STR})


@statement(2)
def _table_of_functions(w: Writer, depth: int) -> None:
    table, target = w.name("table"), w.name()
    w.line(f"{table} = {{'a': lambda q: q + {w.plain(INT)}, 'b': abs, 'ab': lambda q: q * 2, '': int.bit_length}}")
    w.line(
        f"{target} = {w.rng.choice([f'{table}[{w.expr(STR, 1)}]({w.plain(INT)})', f'{table}.get({w.expr(STR, 1)}, abs)({w.plain(INT)})', f'[{table}[q]({w.plain(INT)}) for q in sorted({table})][-1]', f'sum(q(3) for q in {table}.values())'])}"
    )
    w.variables[target] = INT


@statement(2)
def _nested_comprehension(w: Writer, depth: int) -> None:
    name, form = w.name(), w.rng.choice(["rows", "flat", "dict", "set", "turned", "pairs"])
    xs, ys, kind = (
        w.expr(list_of(INT), 1),
        w.expr(list_of(w.rng.choice([INT, STR])), 1),
        w.rng.choice([INT, FLOAT, STR]),
    )
    with w.bound(q=INT, r=INT):
        made, test = w.expr(kind, 2), w.expr(BOOL, 1)
    if form == "rows":
        w.line(f"{name} = [[{made} for r in range(q % 3)] for q in {xs}]")
        w.variables[name] = list_of(list_of(kind))
    elif form == "flat":
        w.line(
            f"{name} = [{made} for q in {xs} if {test.replace('r', 'q') if test == 'r' else 'q > -5'} for r in range(q % 4) if r != {w.plain(INT)}][:10]"
        )
        w.variables[name] = list_of(kind)
    elif form == "dict":
        w.line(f"{name} = {{q: [{made} for r in {xs}[:2]] for q in {xs}}}")
        w.variables[name] = dict_of(INT, list_of(kind))
    elif form == "set":
        w.line(f"{name} = sorted({{(q + r) % 7 for q in {xs} for r in {{q, q + 1}}}})")
        w.variables[name] = list_of(INT)
    elif form == "turned":
        w.line(f"{name} = [list(q) for q in zip(*[{xs}, {xs}[::-1], {xs}])]")
        w.variables[name] = list_of(list_of(INT))
    else:
        w.line(f"{name} = {{str(q): (q, len(str(r))) for q, r in zip({xs}, {ys})}}")
        w.variables[name] = dict_of(STR, tuple_of(INT, INT))


@statement(2)
def _views(w: Writer, depth: int) -> None:
    """Views of a dict, which follow it, and what sets can do that views can too."""
    name = w.changeable(lambda k: k.name == "dict")
    if name is None:
        return
    key, value = w.variables[name].args
    view, target = w.name("view"), w.name()
    kind = w.rng.choice(["keys", "values", "items"])
    w.line(f"{view} = {name}.{kind}()")
    if w.chance(0.6):
        w.line(f"{name}[{w.expr(key, 1)}] = {w.expr(value, 1)}")
    element = {"keys": key, "values": value, "items": tuple_of(key, value)}[kind]
    if kind == "keys" and w.chance(0.4):
        w.line(
            f"{target} = len({view} {w.rng.choice('&|-^')} {w.rng.choice([f'{{{w.plain(key)}}}', w.plain(dict_of(key, value)) + '.keys()'])})"
        )
        w.variables[target] = INT
    else:
        w.line(
            f"{target} = {w.rng.choice([f'list({view})', f'[*{view}]', f'list(reversed({view}))', f'[q for q in {view}]'])}"
        )
        w.variables[target] = list_of(element)


@statement(2)
def _slices(w: Writer, depth: int) -> None:
    """Slice objects and steps, with bounds beyond the ends."""
    kind = w.rng.choice([list_of(INT), list_of(w.random_kind(1)), STR])
    name, part = w.name(), w.name("part")
    bounds = [w.rng.choice(["None", w.plain(INT), w.plain(INT)]) for _ in range(2)]
    step = w.rng.choice(["None", "2", "-1", "-2", "3", f"({w.plain(INT)} or 1)", w.plain(INT)])
    w.line(f"{part} = slice({bounds[0]}, {bounds[1]}, {step})")
    w.line(f"{name} = {w.expr(kind, 2)}[{part}]")
    w.variables[name] = kind


@statement(2)
def _optional_fields(w: Writer, depth: int) -> None:
    """The best of what a loop has seen: None before the first."""
    best, at, element = w.name("best"), w.name("at"), w.name("e")
    kind = w.rng.choice([INT, FLOAT, STR, tuple_of(INT, INT)])
    w.line(f"{best}, {at} = None, -1")
    w.line(f"for i, {element} in enumerate({w.expr(list_of(kind), 2)}):")
    w.line(f"    if {best} is None or {element} {w.rng.choice('<>')} {best}:")
    w.line(f"        {best}, {at} = {element}, i")
    if w.chance(0.3):
        w.line(f"    elif {element} == {best}:")
        w.line(f"        {w.rng.choice(['break', 'continue', f'{at} += 10'])}")
    w.variables.update({best: optional(kind), at: INT})


@statement(2)
def _tensors_in_containers(w: Writer, depth: int) -> None:
    """Tensors collected in a list or by name, and put together again."""
    parts, target, element = w.name("parts"), w.name(), w.name("e")
    if w.chance(0.5):
        w.line(f"{parts} = []")
        w.line(f"for {element} in {w.expr(list_of(INT), 2)}:")
        w.line(f"    if {element} > {w.plain(INT)}:")
        w.line(f"        {w.rng.choice(['continue', 'break', 'pass'])}")
        w.line(
            f"    {parts}.append(torch.full((2,), {element}))"
            if w.chance(0.7)
            else f"    {parts} = [*{parts}, torch.arange(2) + {element}]"
        )
        w.line(
            f"{target} = {w.rng.choice([f'torch.stack({parts}).sum(0)', f'torch.cat({parts})', f'sum({parts}, torch.zeros(2, dtype=torch.int64))'])} if {parts} else torch.zeros(2, dtype=torch.int64)"
        )
        w.line(f"{target} = [int(q) for q in {target}]")
    else:
        w.line(f"{parts} = {{}}")
        w.line(f"for i, {element} in enumerate({w.expr(list_of(STR), 2)}):")
        w.line(f"    {parts}[{element}] = {parts}.get({element}, torch.zeros(2, dtype=torch.int64)) + i")
        w.line(f"{target} = [int(q.sum()) for q in {parts}.values()]")
    w.variables[target] = list_of(INT)
