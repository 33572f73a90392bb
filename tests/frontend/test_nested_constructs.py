"""Constructs in constructs: what it takes to compile them grows with the depth, not exponentially with it."""

from __future__ import annotations

import linecache
import types
from collections.abc import Iterator

import pytest

from flambeau.frontend.script import heap, interpreter, iteration, script_graph

LEVELS = {
    "numbers": ["a{k} = {k}", "for i{k} in range(n):", "    total += i{k} + a{k}", "    a{k} = total % 7"],
    "another type": ["a{k} = 1", "for i{k} in range(n):", "    a{k} = a{k} * 1.5 if i{k} else a{k}", "    total += a{k}"],
    "lists": ["made{k} = []", "for i{k} in range(n):", "    made{k}.append(total)", "    out.append(len(made{k}))"],
    "dicts": ["made{k} = {{}}", "for i{k} in range(n):", "    made{k}[i{k}] = str(total)", "    out.append(len(made{k}))"],
    "optional": ["x{k} = None", "for i{k} in range(n):", "    total += 1 if x{k} is None else 2", "    x{k} = i{k}"],
    "attempts": ["for i{k} in range(n):", "    total += i{k}", "    try:", "        total = total // (n - {k})"],
    "cleanups": ["for i{k} in range(n):", "    if total > 90:", "        return out, total", "    try:", "        total += 1"],
}  # fmt: skip
ENDINGS = {
    "attempts": ["except ZeroDivisionError:", "    out.append(total)"],
    "cleanups": ["finally:", "    out.append(total)"],
}


def _nested(kind: str, depth: int) -> str:
    lines, endings, indent = ["def program(n: int):", "    total = 0", "    out = []"], [], "    "
    for level in range(depth):
        lines += [indent + line.format(k=level) for line in LEVELS[kind]]
        last = LEVELS[kind][-1]
        inner = indent + last[: len(last) - len(last.lstrip())]
        endings.append([inner[:-4] + line for line in ENDINGS.get(kind, [])])
        indent = inner
    lines.append(f"{indent}total += 1")
    lines += [line for ending in reversed(endings) for line in ending]
    return "\n".join([*lines, "    return out, total"]) + "\n"


def _known_loops(depth: int) -> str:
    """Loops that could all be unrolled, some of them by a `while`."""
    lines, indent = ["def program(n: int):", "    total = n"], "    "
    for level in range(depth):
        if level % 2:
            lines += [f"{indent}i{level} = 0", f"{indent}while i{level} < 6:", f"{indent}    i{level} += 1"]
        else:
            lines += [f"{indent}for i{level} in (3, 1, 4, 1, 5, 9):"]
        indent += "    "
        lines += [f"{indent}total = total * i{level} % 1009"]
    return "\n".join([*lines, "    return total"]) + "\n"


CALLS = """\
def program(n: int):
    total = n
    for i in (1, 2, 3, 4):
        for j in (5, 6, 7, 8):
            def inner(p):
                made = {q * p for q in (1, 2, 3) if q != n}
                return len(made)
            total += sum(inner(q) for q in (i, j, 7) if q > total)
            for k in (1, 2):
                total += any(inner(q) > total for q in (i, k))
    return total
"""


LAYERS = """\
FIRST = (lambda n: n + 1, lambda n: n * 2, lambda n: n - 3)
THEN = (abs, lambda n: -n, lambda n: n % 7)

def program(n: int):
    for _ in range(5):
        for size in (2, 3):
            n = n * size + 1
        chosen = tuple(tuple(table[i] for i in (2, 0, 1)) for table in (FIRST, THEN))
        if len(chosen[0]) != 3:
            return open("never.txt")
        for first, then in zip(*chosen):
            n = then(first(n))
    return n
"""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[interpreter.Interpreter]]:
    """The interpreters that a compilation takes."""
    interpreters: list[interpreter.Interpreter] = []
    begin = interpreter.Interpreter.__init__

    def begin_and_note(self: interpreter.Interpreter, *args: object, **kwargs: object) -> None:
        begin(self, *args, **kwargs)  # type: ignore[arg-type]
        interpreters.append(self)

    monkeypatch.setattr(interpreter.Interpreter, "__init__", begin_and_note)
    return interpreters


def _operations(source: str, made: list[interpreter.Interpreter]) -> int:
    file = f"<nested {hash(source)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    module = types.ModuleType(file)
    exec(compile(source, file, "exec"), module.__dict__)
    made.clear()
    script_graph(module.program, [2])
    return sum(one.emitted for one in made)


@pytest.mark.parametrize("kind", LEVELS)
def test_twice_the_depth_takes_at_most_its_cube(kind: str, made: list[interpreter.Interpreter]) -> None:
    few, many = _operations(_nested(kind, 3), made), _operations(_nested(kind, 6), made)
    assert many < 8 * few, (few, many)


def test_a_nest_of_known_loops_is_unrolled_only_in_part(made: list[interpreter.Interpreter]) -> None:
    operations = _operations(_known_loops(6), made)
    assert operations < 15_000, operations  # 6 ** 6 passes


NAMES = """\
import inspect

def layer(n, kind, bias=0, **options):
    if options.get("scale") is not None:
        return open("never.txt")
    return n + len(options) if kind in {"wide", "deep"} else n

def program(n: int):
    for size in (1, 2, 3):
        for other in (4, 5, 6):
            n = (n * size) // other
        allowed = set(inspect.signature(layer).parameters.keys())
        n = layer(n, "wide", **{name: value for name, value in (("bias", 1), ("scale", 2)) if name in allowed})
    return n
"""


def test_names_stay_known_where_a_program_has_grown(made: list[interpreter.Interpreter]) -> None:
    """Rolled up, the loop would leave a set that only the running program knows, and `options` with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iteration, "GROWN", 10)
        patch.setattr(iteration, "GROWN_NEST", 10)
        assert _operations(NAMES, made) > 10


def test_short_loops_are_unrolled_where_a_program_has_grown(made: list[interpreter.Interpreter]) -> None:
    """Rolled up, the loop over indices would leave tuples whose lengths only the running program knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iteration, "GROWN", 10)
        patch.setattr(iteration, "GROWN_NEST", 10)
        assert _operations(LAYERS, made) > 10


def test_the_heap_forgets_what_ended_calls_made(made: list[interpreter.Interpreter]) -> None:
    most = [0]
    capture = heap.Heap.capture

    def capture_and_note(self: heap.Heap) -> heap.State:
        state = capture(self)
        most[0] = max(most[0], len(state))
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heap.Heap, "capture", capture_and_note)
        _operations(CALLS, made)
    assert most[0] < 250, most[0]
