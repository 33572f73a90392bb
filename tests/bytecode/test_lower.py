"""What the IR becomes: the disassembly is the expected text. And what archives keep of it."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest

from flambeau import archive
from flambeau.bytecode import disassemble, lower
from flambeau.bytecode.opcodes import opcodes
from flambeau.errors import CompileError
from flambeau.ir.text import parse_graph
from flambeau.runtime import _core


def listing(text: str) -> str:
    return disassemble(lower(parse_graph(text)))


def shows(text: str, expected: str) -> None:
    assert listing(text) == textwrap.dedent(expected).lstrip("\n")


def test_values_die_at_their_last_use() -> None:
    shows(
        """
        func forward(%x: Tensor) -> Tensor {
          %a: Tensor = aten::relu(%x)
          %b: Tensor = aten::add.Tensor(%a, %a, alpha=1)
          %c: Tensor = aten::relu(%b)
          return %c
        }""",
        """
        function forward(r0: Tensor) -> Tensor:  1 registers
              0  call_operator  r0 = aten::relu(r0)
              4  call_operator  r0 = aten::add.Tensor(r0, r0, 1)
             10  call_operator  r0 = aten::relu(r0)
             14  return         r0!
        """,
    )


def test_what_one_branch_does_not_need_is_cleared_there() -> None:
    shows(
        """
        func forward(%x: Tensor, %c: bool) -> Any {
          %y: Tensor = aten::relu(%x)
          %r: int = if %c {
            %n: int = aten::dim(%y)
            yield %n
          } else {
            yield 1
          }
          return %r
        }""",
        """
        function forward(r0: Tensor, r1: bool) -> Any:  2 registers
              0  call_operator  r0 = aten::relu(r0)
              4  jump_if_not    r1 -> 13
              7  call_operator  r1 = aten::dim(r0!)
             11  jump           -> 18
             13  clear          r0!
             15  move           r1 = 1
             18  return         r1
                """,
    )


def test_kinds_choose_the_instruction() -> None:
    shows(
        """
        func forward(%i: int, %f: float, %x: Any) -> Any {
          %a: int = py::add(%i, 1)
          %b: float = py::mul(%f, %i)
          %c: Any = py::add(%x, 1)
          %t: Any = tuple(%a, %b, %c)
          return %t
        }""",
        """
        function forward(r0: int, r1: float, r2: Any) -> Any:  4 registers
              0  add_int        r3 = r0, 1
              4  float_int      r0 = r0
              7  mul_float      r0 = r1, r0
             11  call_operator  r2 = py::add(r2, 1)
             16  tuple          r2 = r3, r0, r2
             21  return         r2!
        """,
    )


def test_a_claimed_kind_is_proved_by_a_cast() -> None:
    text = listing(
        """
        func forward(%l: List[int]) -> int {
          %a: int = py::getitem(%l, 0)
          return %a
        }"""
    )
    assert "cast           r1 = r0! as int" in text


def test_what_a_loop_carries_stays_in_its_register() -> None:
    shows(
        """
        func forward(%n: int) -> int {
          %r: int = loop L0(%i: int = 0) {
            %more: bool = py::lt(%i, %n)
            if %more {
              %j: int = py::add(%i, 1)
              continue L0(%j)
            } else {
              break L0(%i)
            }
          }
          return %r
        }""",
        """
        function forward(r0: int) -> int:  3 registers
              0  move           r1 = 0
              3  loop           r0: int, r1: int
              6  lt_int         r2 = r1, r0
             10  jump_if_not    r2 -> 19
             13  add_int        r1 = r1, 1
             17  jump           -> 3
             19  return         r1
        """,
    )


def test_what_a_loop_sets_on_one_path_is_moved_there_alone() -> None:
    shows(
        """
        func forward(%xs: List[Any]) -> Any {
          %n: int = py::len(%xs)
          %r: Any = loop L0(%i: int = 0, %best: Any = None) {
            %more: bool = py::lt(%i, %n)
            if %more {
              %x: Any = py::getitem(%xs, %i)
              %better: bool = py::gt(%x, %best)
              %kept: Any = if %better {
                yield %x
              } else {
                yield %best
              }
              %j: int = py::add(%i, 1)
              continue L0(%j, %kept)
            } else {
              break L0(%best)
            }
          }
          return %r
        }""",
        """
        function forward(r0: List[Any]) -> Any:  6 registers
              0  call_operator  r1 = py::len(r0)
              4  move           r2 = 0
              7  move           r3 = None
             10  loop           r0, r1: int, r2: int, r3
             15  lt_int         r4 = r2, r1
             19  jump_if_not    r4 -> 46
             22  call_operator  r5 = py::getitem(r0, r2)
             27  call_operator  r4 = py::gt(r5, r3)
             32  jump_if_not    r4 -> 38
             35  move           r3 = r5!
             38  clear          r5!
             40  add_int        r2 = r2, 1
             44  jump           -> 10
             46  clear          r0!
             48  return         r3!
        """,
    )


def test_a_single_part_of_a_tuple_is_got_by_its_place() -> None:
    shows(
        """
        func forward(%t: Tuple[str, float]) -> float {
          %a: str, %b: float = unpack(%t)
          return %b
        }""",
        """
        function forward(r0: Tuple[str, float]) -> float:  2 registers
              0  call_operator  r0 = py::getitem(r0, 1)
              5  cast           r1 = r0! as float
              9  return         r1
        """,
    )


def test_handlers_are_listed_innermost_first() -> None:
    code = lower(
        parse_graph(
            """
            func forward(%a: int) -> int {
              %r: int = try {
                %s: int = try {
                  %x: int = py::floordiv(1, %a)
                  yield %x
                } except(%e: Exception) {
                  %y: int = py::mod(1, %a)
                  yield %y
                }
                yield %s
              } except(%e2: Exception) {
                yield 7
              }
              return %r
            }"""
        )
    )
    inner, outer = code.functions[0].handlers
    assert outer.start <= inner.start and inner.end <= outer.end
    assert _core.Program.from_bytes(archive.to_bytes(code), []).run("forward", (0,), {}) == 7


def test_reading_gives_back_what_was_written(tmp_path: Path) -> None:
    code = lower(parse_graph('func forward(%x: Tensor, %s: str = "a") -> Any {\n  return %s\n}'))
    path = tmp_path / "a.flam"
    archive.write(path, code, metadata={"k": "v"}, extra_files={"a/b.txt": "text", "raw": b"\0\1"})
    read = archive.read(path)
    assert disassemble(read.code) == disassemble(code)
    assert read.metadata == {"k": "v"}
    assert {name: bytes(view) for name, view in read.extra_files.items()} == {"a/b.txt": b"text", "raw": b"\0\1"}
    assert archive.to_bytes(read.code, metadata=read.metadata, extra_files=read.extra_files) == path.read_bytes()
    assert [p.name for p in path.parent.iterdir()] == ["a.flam"]


def test_an_int_of_more_than_64_bits_is_refused() -> None:
    graph = parse_graph("func forward() -> Any {\n  %a: Any = constant(1)\n  return %a\n}")
    graph.main.body.ops[0].attrs["value"] = 2**63
    with pytest.raises(CompileError, match="64 bits"):
        lower(graph)


def test_numbers_of_instructions_never_change() -> None:
    assert list(opcodes())[:10] == [
        "move", "clear", "loop", "jump", "jump_if", "jump_if_not", "return", "raise", "call", "call_operator",
    ]  # fmt: skip


def random_program(seed: int) -> tuple[str, object]:
    """A function of two ints with nested ifs, loops and blocks, as IR text and as the Python function that it is."""
    choose = random.Random(seed)
    ir: list[str] = []
    python: list[str] = []
    fresh = iter(range(10**6))

    def name() -> str:
        return f"v{next(fresh)}"

    def arithmetic(known: list[str], indent: int) -> str:
        result = name()
        a, b = choose.choice(known), choose.choice([*known, str(choose.randint(-3, 3))])
        operator, sign = choose.choice([("add", "+"), ("sub", "-"), ("and", "&"), ("xor", "^"), ("or", "|")])
        shown = b if b.lstrip("-").isdigit() else "%" + b
        ir.append(f"{'  ' * indent}%{result}: int = py::{operator}(%{a}, {shown})")
        python.append(f"{'  ' * indent}{result} = {a} {sign} {b}")
        return result

    def condition(known: list[str], indent: int) -> str:
        result = name()
        a, b = choose.choice(known), choose.choice(known)
        ir.append(f"{'  ' * indent}%{result}: bool = py::lt(%{a}, %{b})")
        python.append(f"{'  ' * indent}{result} = {a} < {b}")
        return result

    def body(known: list[str], indent: int, depth: int) -> list[str]:
        known = list(known)
        for _ in range(choose.randint(1, 4)):
            kind = choose.choice(["arithmetic", "if", "loop"] if depth else ["arithmetic"])
            if kind == "arithmetic":
                known.append(arithmetic(known, indent))
            elif kind == "if":
                known += branch(known, indent, depth - 1)
            else:
                known += loop(known, indent, depth - 1)
        return known

    def branch(known: list[str], indent: int, depth: int) -> list[str]:
        test = condition(known, indent)
        results = [name(), name()]
        pad = "  " * indent
        ir.append(f"{pad}{', '.join(f'%{r}: int' for r in results)} = if %{test} {{")
        python.append(f"{pad}if {test}:")
        for place in range(2):
            inner = body(known, indent + 1, depth)
            given = [choose.choice(inner) for _ in results]
            if choose.random() < 0.15:
                ir.append(f"{pad}  return %{given[0]}")
                python.append(f"{pad}  return {given[0]}")
            else:
                ir.append(f"{pad}  yield {', '.join('%' + g for g in given)}")
                python.append(f"{pad}  {', '.join(results)} = {', '.join(given)}")
            if place == 0:
                ir.append(f"{pad}}} else {{")
                python.append(f"{pad}else:")
        ir.append(f"{pad}}}")
        return results

    def loop(known: list[str], indent: int, depth: int) -> list[str]:
        label, turn, more = f"L{next(fresh)}", name(), name()
        carried, results = [name(), name()], [name(), name()]
        start = [choose.choice(known) for _ in carried]
        pad = "  " * indent
        initial = ", ".join(f"%{c}: int = %{s}" for c, s in zip(carried, start))
        ir.append(f"{pad}{', '.join(f'%{r}: int' for r in results)} = loop {label}({initial}, %{turn}: int = 0) {{")
        ir.append(f"{pad}  %{more}: bool = py::lt(%{turn}, 3)")
        ir.append(f"{pad}  if %{more} {{\n{pad}    yield\n{pad}  }} else {{")
        ir.append(f"{pad}    break {label}({', '.join('%' + c for c in carried)})\n{pad}  }}")
        python.append(f"{pad}{', '.join(carried)} = {', '.join(start)}")
        python.append(f"{pad}for {turn} in range(3):")
        inner = body([*known, *carried], indent + 1, depth)
        given = [choose.choice(inner) for _ in carried]
        following = name()
        ir.append(f"{pad}  %{following}: int = py::add(%{turn}, 1)")
        ir.append(f"{pad}  continue {label}({', '.join('%' + g for g in given)}, %{following})\n{pad}}}")
        python.append(f"{pad}  {', '.join(carried)} = {', '.join(given)}")
        python.append(f"{pad}{', '.join(results)} = {', '.join(carried)}")
        return results

    known = body(["a", "b"], 1, 3)
    result = known[-1]
    text = "func forward(%a: int, %b: int) -> int {\n" + "\n".join(ir) + f"\n  return %{result}\n}}"
    scope: dict[str, object] = {}
    exec("def f(a, b):\n" + "\n".join(python) + f"\n  return {result}", scope)
    return text, scope["f"]


@pytest.mark.parametrize("seed", range(150))
def test_random_control_flow_runs_as_in_python(seed: int) -> None:
    text, function = random_program(seed)
    program = _core.Program.from_bytes(archive.to_bytes(lower(parse_graph(text))), [])
    for a, b in ((0, 0), (1, -5), (-7, 3), (100, 99)):
        assert program.run("forward", (a, b), {}) == function(a, b), text  # type: ignore[operator]
