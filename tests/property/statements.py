"""Statements. Each writes its lines and notes which variables are bound afterwards, and with what type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .containers import iterable
from .kinds import BOOL, FLOAT, INT, NUMBER, STR, Kind, dict_of, list_of, optional
from .tensors import written
from .writer import Writer

Statement = Callable[[Writer, int], None]
STATEMENTS: list[tuple[int, Statement]] = []
ERRORS = ("Custom", "ValueError", "KeyError", "IndexError", "ZeroDivisionError", "(ValueError, IndexError)", "LookupError",
          "ArithmeticError", "Exception")  # fmt: skip


def statement(weight: int) -> Callable[[Statement], Statement]:
    def register(writes: Statement) -> Statement:
        STATEMENTS.append((weight, writes))
        return writes

    return register


def body(w: Writer, depth: int, length: int) -> None:
    """``length`` statements; ``depth`` levels of blocks may still be opened in them."""
    for _ in range(length):
        writes = w.rng.choices([s for _, s in STATEMENTS], [n for n, _ in STATEMENTS])[0]
        writes(w, depth)


def join(before: dict[str, Kind], ends: list[dict[str, Kind]]) -> dict[str, Kind]:
    """The variables that are bound whichever path was taken, with the type that holds on all of them."""
    names = [n for n in ends[0] if all(n in end for end in ends)]
    joined = {}
    for name in names:
        kinds = {end[name] for end in ends}
        if len(kinds) == 1:
            joined[name] = kinds.pop()
        elif kinds <= {INT, FLOAT, NUMBER}:
            joined[name] = NUMBER
    return joined


@statement(10)
def _new_variable(w: Writer, depth: int) -> None:
    kind = w.random_kind()
    value = w.expr(kind, 3)
    name = w.name()
    w.line(f"{name} = {value}")
    w.variables[name] = kind


@statement(4)
def _reassigned(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name != "opaque")
    if name is None:
        return
    kind = w.variables[name]
    if kind == INT and not w.loops and w.chance(0.2):
        kind = FLOAT  # where paths meet, it may be either
    if kind == NUMBER:
        w.line(f"{name} = {w.expr(w.rng.choice([INT, FLOAT, NUMBER]), 2)}")
        return
    w.line(f"{name} = {w.expr(kind, 3)}")
    w.variables[name] = kind


@statement(4)
def _augmented(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k in (INT, FLOAT, STR, NUMBER) or k.name in ("list", "set"))
    if name is None:
        return
    kind = w.variables[name]
    if kind == STR:
        w.line(f"{name} += {w.expr(STR, 1)}[:3]")
    elif kind.name == "list":
        w.line(f"{name} += {w.expr(kind, 1)}[:2]")
    elif kind.name == "set":
        w.line(f"{name} {w.rng.choice('|&-')}= {w.expr(kind, 1)}")
    elif kind == NUMBER:
        w.line(f"{name} {w.rng.choice('+-')}= {w.expr(w.rng.choice([INT, FLOAT]), 2)}")
    else:
        op = w.rng.choice(["+", "-", "//", "%"] if kind == INT else ["+", "-", "*", "/"])
        w.line(f"{name} {op}= {w.rng.choice([2, 3, -5]) if op in '//%' and w.chance(0.8) else w.expr(kind, 2)}")


@statement(2)
def _unpacked(w: Writer, depth: int) -> None:
    kinds = [w.random_kind(1) for _ in range(w.rng.randint(2, 3))]
    if w.chance(0.3):
        names = [n for n, k in w.variables.items() if k == INT][-2:]
        if len(names) == 2 and not w.frozen & set(names):
            w.line(f"{names[0]}, {names[1]} = {w.expr(INT, 2)}, {names[0]}")
            return
    values = [w.expr(k, 2) for k in kinds]
    names = [w.name() for _ in kinds]
    if w.chance(0.2):
        w.line(f"{names[0]}, *{names[1]} = {w.expr(list_of(kinds[0]), 2)}")
        kinds = [kinds[0], list_of(kinds[0])]
    else:
        w.line(f"{', '.join(names)} = {', '.join(values)}")
    w.variables.update(zip(names, kinds))


@statement(8)
def _changed_list(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "list")
    if name is None:
        return
    element = w.variables[name].args[0]
    value, i = w.expr(element, 2), w.plain(INT)
    ways = [f"{name}.append({value})", f"{name}.append({value})", f"{name}.insert({i}, {value})", f"{name}[{i}] = {value}",
            f"{name}[-1] = {value}", f"{name}.pop()", f"{name}.reverse()", f"del {name}[{i}]", f"{name}.clear()",
            f"{name}.extend({w.expr(list_of(element), 1)}[:2])", f"{name}.pop({i})", f"del {name}[:1]",
            f"{name}[1:2] = {w.expr(list_of(element), 1)}[:2]", f"{name}[::2] = [{value}] * len({name}[::2])",
            f"{name}[{i}:] = []", f"{name}[:0] = [{value}]", f"del {name}[::2]", f"{name}[::-1] = {w.expr(list_of(element), 1)}[:3]",
            f"{name} *= {w.rng.choice(['0', '2'])}", f"{name} = {name}[-3:]"]  # fmt: skip
    if element.ordered and element != BOOL:
        ways += [f"{name}.sort({w.rng.choice(['', 'reverse=True', 'key=str', 'key=lambda q: str(q)[-1:]'])})"] * 2
    if element in (INT, FLOAT):
        ways += [f"{name}[{i}] += {w.plain(element)}"] * 2
    if element.name == "list":
        ways += [f"{name}[{i}].append({w.plain(element.args[0])})"] * 3
    if element in (INT, STR):
        ways += [f"{name}.remove({value})"]
    w.line((f"if len({name}) > 2: " if w.chance(0.6) else "") + w.rng.choice(ways))


@statement(6)
def _changed_dict(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "dict")
    if name is None:
        return
    key_kind, kind = w.variables[name].args
    key, value = w.expr(key_kind, 1), w.expr(kind, 2)
    ways = [f"{name}[{key}] = {value}"] * 3 + [
        f"{name}.pop({key}, {w.plain(kind)})", f"{name}.setdefault({key}, {value})", f"del {name}[{key}]", f"{name}.pop({key})",
        f"{name}.update({w.plain(w.variables[name])})", f"{name} |= {w.plain(w.variables[name])}", f"{name}.popitem()",
        f"{name}.update([({key}, {value})])"]  # fmt: skip
    if kind in (INT, FLOAT):
        ways += [f"{name}[{key}] = {name}.get({key}, 0) + {value}"] * (2 if kind == INT else 0)
        ways += [f"{name}[{key}] += {value}"]
    if kind.name == "list":
        ways += [
            f"{name}.setdefault({key}, []).append({w.plain(kind.args[0])})",
            f"{name}[{key}].append({w.plain(kind.args[0])})",
        ] * 2
    w.line((f"if {key} in {name}: " if w.chance(0.5) else "") + w.rng.choice(ways))


@statement(3)
def _swapped(w: Writer, depth: int) -> None:
    """Two elements of a list, or two chained names for one new thing."""
    name = w.changeable(lambda k: k.name == "list")
    if name is None or w.chance(0.3):
        kind = w.rng.choice([INT, list_of(INT), STR])
        a, b = w.name(), w.name()
        w.line(f"{a} = {b} = {w.expr(kind, 1)}")
        w.variables.update({a: kind, b: kind})
        return
    i, j = w.plain(INT), w.rng.choice(["0", "-1"])
    inner = w.variables[name].args[0]
    if inner.name == "list" and w.chance(0.6):
        w.line(f"{name}[{i}][{j}] = {w.expr(inner.args[0], 1)}")
    else:
        w.line(f"if {name}: {name}[{i} % len({name})], {name}[{j}] = {name}[{j}], {name}[{i} % len({name})]")


@statement(3)
def _changed_set(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "set")
    if name is not None:
        value = w.expr(w.variables[name].args[0], 2)
        other = w.plain(w.variables[name])
        w.line(w.rng.choice([f"{name}.add({value})", f"{name}.add({value})", f"{name}.discard({value})", f"{name}.remove({value})",
                             f"{name}.update([{value}])", f"{name}.update({other})", f"{name}.intersection_update({other})",
                             f"{name} ^= {other}", f"{name}.difference_update({other})"]))  # fmt: skip


@statement(5)
def _changed_tensor(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: k.name == "tensor")
    if name is not None:
        w.line(written(w, name, w.variables[name]))


@statement(3)
def _declared_open(w: Writer, depth: int) -> None:
    """A variable that later holds another type: None and something, int and float."""
    name = w.name()
    if w.chance(0.5):
        w.line(f"{name} = {w.expr(w.rng.choice([INT, FLOAT]), 1)}")
        w.variables[name] = NUMBER
    else:
        w.line(f"{name} = None")
        w.variables[name] = optional(w.rng.choice([INT, FLOAT, STR, list_of(INT), w.random_kind(1)]))


@statement(9)
def _if(w: Writer, depth: int) -> None:
    if depth <= 0:
        return _new_variable(w, depth)
    before = dict(w.variables)
    ends = []
    conditions = [w.expr(BOOL, 2) for _ in range(w.rng.choice([1, 1, 1, 2]))]
    for index, condition in enumerate(conditions):
        w.line(f"{'elif' if index else 'if'} {condition}:")
        with w.block() as end:
            left = _block(w, depth - 1, w.rng.randint(1, 3))
        if not left:
            ends.append(end)
    if w.chance(0.6):
        w.line("else:")
        with w.block() as end:
            left = _block(w, depth - 1, w.rng.randint(1, 3))
        if not left:
            ends.append(end)
    else:
        ends.append(before)
    w.variables = join(before, ends) if ends else before
    return None


def _block(w: Writer, depth: int, length: int) -> bool:
    """A block's statements, which may end by leaving; True where they do."""
    body(w, depth, length)
    if w.yields is not None and w.chance(0.25):
        w.line(f"yield {w.expr(w.yields, 2)}")
    if not w.chance(0.18):
        return False
    if w.loops and w.chance(0.65):
        w.line(w.rng.choice(["break", "continue"]))
    elif w.result is not None and w.chance(0.6):
        w.line(f"return {w.expr(w.result, 2)}")
    elif w.chance(0.3):
        w.line(
            f"raise {w.rng.choice(['ValueError', 'KeyError', 'IndexError', 'RuntimeError', 'Custom'])}({w.expr(STR, 2)})"
        )
    elif w.yields is not None:
        w.line("return")
    elif w.result is None and w.chance(0.6):
        w.line(f"return ({', '.join([*w.leaving()[-3:], repr('early')])})")
    else:
        return False
    return True


@statement(2)
def _if_present(w: Writer, depth: int) -> None:
    name = w.having(lambda k: k.name == "optional")
    if name is None or depth <= 0:
        return
    before = dict(w.variables)
    kind = w.variables[name]
    w.line(f"if {name} is not None:" if w.chance(0.7) else f"if {name}:")
    with w.block():
        w.variables[name] = kind.args[0]
        frozen, w.frozen = w.frozen, w.frozen | {name}
        body(w, depth - 1, w.rng.randint(1, 2))
        w.frozen = frozen
    w.variables = before


def _loop_body(w: Writer, depth: int, names: dict[str, Kind], frozen: set[str]) -> None:
    before = dict(w.variables)
    outer, w.frozen = w.frozen, w.frozen | frozen
    with w.block():
        w.loops += 1
        w.variables.update(names)
        _block(w, depth - 1, w.rng.randint(1, 4))
        w.loops -= 1
    w.frozen = outer
    w.variables = before


@statement(9)
def _for(w: Writer, depth: int) -> None:
    if depth <= 0 or w.loops >= 2:
        return _new_variable(w, depth)
    target, source, names = iterable(w, 2)
    over = {n for n, k in w.variables.items() if k.name in ("list", "dict")} if w.chance(0.7) else set()
    w.line(f"for {target} in {source}:")
    _loop_body(w, depth, names, {n for n in w.variables if n in source} | over)
    if w.chance(0.15):
        w.line("else:")
        with w.block():
            body(w, depth - 1, 1)
    return None


@statement(4)
def _while(w: Writer, depth: int) -> None:
    if depth <= 0 or w.loops >= 2:
        return _new_variable(w, depth)
    counter = w.name("n")
    w.line(f"{counter} = {w.rng.choice(['0', f'{w.plain(INT)} % 4'])}")
    test = f"{counter} < {w.rng.randint(2, 5)}"
    w.line(f"while {w.rng.choice([test, test, f'{test} and {w.expr(BOOL, 2)}', 'True'])}:")
    w.indent += 1
    w.line(f"{counter} += 1")
    w.line(f"if {counter} > 6:")
    w.line("    break")
    w.indent -= 1
    _loop_body(w, depth, {counter: INT}, {counter})
    w.variables[counter] = INT
    return None


@statement(4)
def _try(w: Writer, depth: int) -> None:
    if depth <= 0:
        return
    before, ends = dict(w.variables), []
    w.line("try:")
    with w.block() as done:
        left = _block(w, depth - 1, w.rng.randint(1, 3))
    handlers = w.rng.sample(ERRORS, w.rng.choice([0, 1, 1, 1, 2]))
    for error in handlers:
        with _handler(w, error) as end:
            if not _block(w, depth - 1, w.rng.randint(0, 2)):
                ends.append(end)
    if handlers and w.chance(0.2):
        w.line("else:")
        w.variables, kept = done, w.variables
        with w.block() as done:
            left = _block(w, depth - 1, 1) or left
        w.variables = kept
    if not left:
        ends.append(done)
    if not handlers or w.chance(0.25):
        w.line("finally:")
        with w.block():
            body(w, min(depth - 1, 1), w.rng.randint(1, 2))
    w.variables = {n: k for n, k in join(before, ends).items() if n in before} if ends else before


@contextmanager
def _handler(w: Writer, error: str) -> Iterator[dict[str, Kind]]:
    """An except clause whose block first reads what it caught."""
    caught, text = w.name("error"), w.name()
    w.line(f"except {error} as {caught}:")
    with w.block() as end:
        w.line(f"{text} = {w.rng.choice([f'str({caught})[:40]', f'type({caught}).__name__', f'repr({caught})[:40]'])}")
        w.variables[text] = STR
        yield end
        if w.chance(0.1):
            w.line(w.rng.choice(["raise", f"raise RuntimeError({text}) from {caught}"]))


@statement(1)
def _assert(w: Writer, depth: int) -> None:
    w.line(f"assert {w.expr(BOOL, 2)} or {w.expr(BOOL, 1)} or {w.expr(INT, 1)}, {w.expr(STR, 2)}")


@statement(2)
def _nested_function(w: Writer, depth: int) -> None:
    """A closure that reads, and maybe changes, a variable of the function around it."""
    name, parameter = w.name("inner"), w.name("e")
    changed = w.changeable(lambda k: k == INT)
    changed = changed if changed and w.local(changed) else None
    before, result = dict(w.variables), w.result
    loops, w.loops, kind = w.loops, 0, w.rng.choice([INT, INT, STR, FLOAT])
    w.line(f"def {name}({parameter}):")
    w.indent += 1
    w.variables[parameter] = INT
    if changed and w.chance(0.6):
        w.line(f"nonlocal {changed}")
        w.line(f"{changed} += {w.expr(INT, 1)}")
    held = w.having(lambda k: k == list_of(INT))
    if held and w.chance(0.5) and held not in w.frozen:
        w.line(f"{held}.append({parameter})")
    w.line(f"return {w.expr(kind, 2)}")
    w.indent -= 1
    w.variables, w.result, w.loops = before, result, loops
    target = w.name()
    w.line(f"{target} = {name}({w.expr(INT, 1)})")
    w.variables[target] = kind


@statement(1)
def _walrus(w: Writer, depth: int) -> None:
    name, target = w.name(), w.name()
    w.line(f"{target} = ({name} := {w.expr(INT, 2)}) {w.rng.choice(['> 2', '+ 1', '% 5'])} and {name}")
    w.variables[name] = INT


@statement(1)
def _deleted(w: Writer, depth: int) -> None:
    name = w.changeable(lambda k: True)
    if name is not None and w.local(name) and len(w.variables) > 6 and not w.loops and w.indent == 1:
        w.line(f"del {name}")
        del w.variables[name]


@statement(1)
def _aliased(w: Writer, depth: int) -> None:
    """A second name for one container, or a container that holds another."""
    name = w.having(lambda k: k.name in ("list", "dict", "set", "tensor", "array", "object"))
    if name is not None:
        alias = w.name("alias")
        kind = w.variables[name]
        if w.chance(0.4):
            w.line(f"{alias} = [{name}, {w.rng.choice([name, w.expr(kind, 1)])}]")
            kind = list_of(kind)
        elif w.chance(0.3):
            w.line(f"{alias} = {{'a': {name}, 'b': {name}}}")
            kind = dict_of(STR, kind)
        else:
            w.line(f"{alias} = {name}")
        w.variables[alias] = kind
