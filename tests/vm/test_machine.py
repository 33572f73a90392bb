"""Programs made of the IR's text, lowered, written, loaded and run."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
import torch

from flambeau import archive
from flambeau.bytecode import lower
from flambeau.errors import ArchiveError, Span
from flambeau.ir.graph import Graph, walk
from flambeau.ir.text import parse_graph
from flambeau.runtime import _core


def load(text: str, graph: Graph | None = None) -> _core.Program:
    return _core.Program.from_bytes(archive.to_bytes(lower(graph or parse_graph(text))), [])


def run(text: str, *arguments: Any, **named: Any) -> Any:
    return load(text).run("forward", arguments, named)


def test_if_and_loop_over_tensors(tmp_path: Path) -> None:
    text = """
    func forward(%x: Tensor, %n: int = 3, %flag: bool = True) -> Tensor {
      %y: Tensor = aten::add.Scalar(%x, 1, 1)
      %r: Tensor = if %flag {
        %z: Tensor = aten::relu(%y)
        yield %z
      } else {
        yield %x
      }
      %sum: Tensor = loop L0(%acc: Tensor = %r, %k: int = 0) {
        %more: bool = py::lt(%k, %n)
        if %more {
          yield
        } else {
          break L0(%acc)
        }
        %next: Tensor = aten::add.Tensor(%acc, %y, alpha=1)
        %k2: int = py::add(%k, 1)
        continue L0(%next, %k2)
      }
      return %sum
    }
    """
    path = tmp_path / "a.flam"
    archive.write(path, lower(parse_graph(text)))
    program = _core.Program.load(str(path))
    x = torch.tensor([-2.0, 5.0])
    assert torch.equal(torch.as_tensor(program.run("forward", (x,), {})), torch.relu(x + 1) + 3 * (x + 1))
    assert torch.equal(torch.as_tensor(program.run("forward", (x, 2), {"flag": False})), x + 2 * (x + 1))


@pytest.mark.parametrize(
    ("operator", "a", "b", "expected"),
    [
        ("add", 2**62, 2**62 - 1, 2**63 - 1),
        ("sub", -(2**63), -1, -(2**63) + 1),
        ("mul", -3, 7, -21),
        ("floordiv", -7, 2, -4),
        ("floordiv", 7, -2, -4),
        ("mod", -7, 3, 2),
        ("mod", 7, -3, -2),
        ("mod", -(2**63), -1, 0),
        ("and", 12, 10, 8),
        ("or", 12, 10, 14),
        ("xor", 12, 10, 6),
    ],
)
def test_int_arithmetic(operator: str, a: int, b: int, expected: int) -> None:
    text = f"func forward(%a: int, %b: int) -> int {{\n  %c: int = py::{operator}(%a, %b)\n  return %c\n}}"
    assert run(text, a, b) == expected


@pytest.mark.parametrize("operator", ["eq", "ne", "lt", "le", "gt", "ge"])
@pytest.mark.parametrize("kind", ["int", "float"])
def test_comparisons(operator: str, kind: str) -> None:
    text = f"func forward(%a: {kind}, %b: {kind}) -> bool {{\n  %c: bool = py::{operator}(%a, %b)\n  return %c\n}}"
    program = load(text)
    convert = {"int": int, "float": float}[kind]
    for a, b in ((1, 2), (2, 2), (3, 2)):
        expected = getattr(__import__("operator"), operator)(a, b)
        assert program.run("forward", (convert(a), convert(b)), {}) is expected


def test_counting_beyond_64_bits_leaves_the_number() -> None:
    text = """
    func forward(%d: Dict[str, int], %n: int) -> None {
      %old: Any = py::getitem(%d, "a")
      %number: int = cast(%old)
      %new: int = py::add(%number, %n)
      py::setitem(%d, "a", %new)
      return None
    }
    """
    counts = {"a": 2**63 - 2}
    program = load(text)
    program.run("forward", (counts, 1), {})
    assert counts == {"a": 2**63 - 1}
    with pytest.raises(OverflowError):
        program.run("forward", (counts, 1), {})
    with pytest.raises(KeyError):
        program.run("forward", ({}, 1), {})
    assert counts == {"a": 2**63 - 1}


@pytest.mark.parametrize(
    ("kind", "operator", "a", "b", "error"),
    [
        ("int", "add", 2**63 - 1, 1, OverflowError),
        ("int", "mul", 2**62, 2, OverflowError),
        ("int", "floordiv", -(2**63), -1, OverflowError),
        ("int", "floordiv", 1, 0, ZeroDivisionError),
        ("int", "mod", 1, 0, ZeroDivisionError),
        ("float", "truediv", 1.0, 0.0, ZeroDivisionError),
    ],
)
def test_arithmetic_errors(kind: str, operator: str, a: Any, b: Any, error: type[Exception]) -> None:
    text = f"func forward(%a: {kind}, %b: {kind}) -> {kind} {{\n  %c: {kind} = py::{operator}(%a, %b)\n  return %c\n}}"
    with pytest.raises(error):
        run(text, a, b)


def test_int_and_float_mix() -> None:
    text = """
    func forward(%a: int, %b: float) -> float {
      %c: float = py::add(%a, %b)
      %d: float = py::mul(%c, 2)
      return %d
    }"""
    assert run(text, 3, 0.5) == 7.0


def test_carried_values_are_swapped_at_once() -> None:
    text = """
    func forward(%n: int) -> Any {
      %a: int, %b: int = loop L0(%x: int = 1, %y: int = 2, %i: int = 0) {
        %more: bool = py::lt(%i, %n)
        if %more {
          yield
        } else {
          break L0(%x, %y)
        }
        %j: int = py::add(%i, 1)
        continue L0(%y, %x, %j)
      }
      %t: Any = tuple(%a, %b)
      return %t
    }"""
    assert run(text, 3) == (2, 1)
    assert run(text, 4) == (1, 2)


def test_return_and_break_from_inside() -> None:
    text = """
    func forward(%n: int) -> Any {
      %r: Any = block L1 {
        loop L0(%i: int = 0) {
          %far: bool = py::gt(%i, 10)
          if %far {
            return "far"
          } else {
            yield
          }
          %here: bool = py::eq(%i, %n)
          if %here {
            break L1(%i)
          } else {
            yield
          }
          %j: int = py::add(%i, 1)
          continue L0(%j)
        }
        yield None
      }
      return %r
    }"""
    assert run(text, 7) == 7
    assert run(text, 70) == "far"


CATCH = """
func forward(%a: int, %b: int, %kind: str) -> Any {
  %r: Any = try {
    %q: int = py::floordiv(%a, %b)
    yield %q
  } except(%e: Exception) {
    %matches: bool = py::exception_matches(%e, %kind)
    if %matches {
      yield
    } else {
      raise %e
    }
    %text: str = py::exception_message(%e)
    yield %text
  }
  return %r
}"""


@pytest.mark.parametrize("kind", ["ZeroDivisionError", "ArithmeticError", "Exception"])
def test_exceptions_are_caught_by_their_bases(kind: str) -> None:
    assert run(CATCH, 1, 0, kind) == "integer division or modulo by zero"
    assert run(CATCH, 7, 2, kind) == 3


def test_exceptions_that_do_not_match_go_on() -> None:
    with pytest.raises(ZeroDivisionError):
        run(CATCH, 1, 0, "LookupError")


def test_exceptions_leave_functions_and_find_the_caller_s_handler() -> None:
    text = """
    func forward(%n: int) -> Any {
      %r: Any = try {
        %x: int = call @down(%n)
        yield %x
      } except(%e: Exception) {
        %t: str = py::exception_message(%e)
        yield %t
      }
      return %r
    }
    func down(%n: int) -> int {
      %stop: bool = py::eq(%n, 0)
      if %stop {
        %zero: int = py::mod(1, %n)
        return %zero
      } else {
        yield
      }
      %m: int = py::sub(%n, 1)
      %x: int = call @down(%m)
      return %x
    }"""
    assert run(text, 50) == "integer modulo by zero"
    assert run(text, 5000) == "maximum recursion depth exceeded"


def test_cast_checks_the_type() -> None:
    text = """
    func forward(%x: Any) -> int {
      %l: List[int] = cast(%x)
      %i: int = py::getitem(%l, 0)
      return %i
    }"""
    assert run(text, [5]) == 5
    for wrong in (5, ["a"], (5,)):
        with pytest.raises(TypeError, match=r"List\[int\]"):
            run(text, wrong)


def test_claimed_int_that_is_none_is_a_type_error() -> None:
    text = """
    func forward(%l: List[Any]) -> int {
      %i: int = py::getitem(%l, 0)
      %j: int = py::add(%i, 1)
      return %j
    }"""
    assert run(text, [5]) == 6
    with pytest.raises(TypeError, match="expected int, got str"):
        run(text, ["5"])


def test_unpack() -> None:
    text = """
    func forward(%x: Any) -> Any {
      %a: Any, %b: Any = unpack(%x)
      %t: Any = tuple(%b, %a)
      return %t
    }"""
    assert run(text, [1, 2]) == (2, 1)
    with pytest.raises(ValueError, match="too many values to unpack"):
        run(text, [1, 2, 3])
    with pytest.raises(ValueError, match="not enough values to unpack"):
        run(text, [1])


def test_containers() -> None:
    text = """
    func forward(%x: Any) -> Any {
      %l: Any = list(%x, 1)
      %d: Any = dict("l", %l, "x", %x)
      %s: Any = set(1, 2, 1)
      %t: Any = tuple(%d, %s)
      return %t
    }"""
    assert run(text, 0.5) == ({"l": [0.5, 1], "x": 0.5}, {1, 2})


def test_arguments_are_checked() -> None:
    program = load("func forward(%x: Tensor(float32, rank=2), %n: Optional[int] = None) -> Any {\n  return %n\n}")
    image = torch.zeros(2, 2)
    assert program.run("forward", (image,), {}) is None
    assert program.run("forward", (image, 4), {}) == 4
    for arguments, message in (
        ((image.double(),), r"argument 'x' must be Tensor\(float32, rank=2\), not Tensor\(float64, rank=2\)"),
        ((image[0],), "rank=1"),
        ((image, "a"), r"argument 'n' must be Optional\[int\], not str"),
        ((), "missing 1 required positional argument: 'x'"),
        ((image, 1, 2), "takes from 1 to 2 positional arguments but 3 were given"),
    ):
        with pytest.raises(TypeError, match=message):
            program.run("forward", arguments, {})
    with pytest.raises(TypeError, match="unexpected keyword argument 'm'"):
        program.run("forward", (image,), {"m": 1})


def test_errors_name_the_user_s_line_and_the_calls(tmp_path: Path) -> None:
    source = tmp_path / "model.py"
    source.write_text("def inner(a):\n    return 1 // a\n\ndef forward(a):\n    return inner(a)\n")
    graph = parse_graph("func forward(%a: int) -> int {\n  %c: int = py::floordiv(1, %a)\n  return %c\n}")
    outer = Span(str(source), 5, 11, 5, 19, "forward")
    for op in walk(graph.main.body):
        op.span = Span(str(source), 2, 11, 2, 17, "inner", outer)
    with pytest.raises(ZeroDivisionError) as caught:
        load("", graph).run("forward", (0,), {})
    assert str(caught.value) == "integer division or modulo by zero"
    assert caught.value._flambeau_frames == [  # type: ignore[attr-defined]
        (str(source), "inner", 2, 11, 2, 17),
        (str(source), "forward", 5, 11, 5, 19),
    ]


GENERATOR = """
    func pairs(%n: int) -> Generator[Any, str] {
      generator()
      %a: Any = suspend(%n)
      %r: Any = try {
        %b: Any = suspend(%a)
        yield %b
      } except(%e: Exception) {
        %text: str = py::exception_message(%e)
        yield %text
      }
      %q: int = py::floordiv(12, %n)
      %c: Any = suspend(%r)
      finish "end"
    }
    """


def with_generator(body: str) -> str:
    return f"func forward(%n: int) -> Any {{ %g: Generator[Any, str] = call @pairs(%n)\n{body}\n}}\n{GENERATOR}"


def test_a_generator_goes_on_where_it_was_suspended() -> None:
    text = with_generator("""
      %v0: Any, %e0: bool = resume(%g, None, None)
      %v1: Any, %e1: bool = resume(%g, "sent", None)
      %v2: Any, %e2: bool = resume(%g, 2.5, None)
      %v3: Any, %e3: bool = resume(%g, None, None)
      %v4: Any, %e4: bool = resume(%g, None, None)
      %values: Any = tuple(%v0, %v1, %v2, %v3, %v4)
      %ends: Any = tuple(%e0, %e1, %e2, %e3, %e4)
      %all: Any = tuple(%values, %ends)
      return %all""")
    assert run(text, 3) == ((3, "sent", 2.5, "end", None), (False, False, False, True, True))


def test_an_exception_is_raised_where_a_generator_is_suspended() -> None:
    text = with_generator("""
      %v0: Any, %e0: bool = resume(%g, None, None)
      %v1: Any, %e1: bool = resume(%g, None, None)
      %error: Exception = py::exception("ValueError", "thrown", [])
      %v2: Any, %e2: bool = resume(%g, None, %error)
      return %v2""")
    assert run(text, 3) == "thrown"
    with pytest.raises(ZeroDivisionError):
        run(text, 0)


def test_an_exception_ends_a_generator() -> None:
    text = with_generator("""
      %v0: Any, %e0: bool = resume(%g, None, None)
      %error: Exception = py::exception("ValueError", "thrown", [])
      %caught: Any = try {
        %v1: Any, %e1: bool = resume(%g, None, %error)
        yield %v1
      } except(%e: Exception) {
        %message: str = py::exception_message(%e)
        yield %message
      }
      %v2: Any, %e2: bool = resume(%g, None, None)
      %all: Any = tuple(%caught, %v2, %e2)
      return %all""")
    assert run(text, 3) == ("thrown", None, True)


@pytest.mark.parametrize(("operands", "error", "message"), [
    ('%g, "early", None', TypeError, "can't send non-None value to a just-started generator"),
    ("%g, None, %error", ValueError, "thrown"),
    ("%g, None, %anything", TypeError, "exceptions must be classes or instances"),
    ("%anything, None, None", TypeError, "expected generator"),
])  # fmt: skip
def test_resuming_wrongly_raises(operands: str, error: type[Exception], message: str) -> None:
    text = with_generator(f"""
      %error: Exception = py::exception("ValueError", "thrown", [])
      %anything: Any = tuple(%n)
      %v0: Any, %e0: bool = resume({operands})
      return %v0""")
    with pytest.raises(error, match=message):
        run(text, 3)


def test_a_generator_that_resumes_itself() -> None:
    text = """
    func forward() -> Any {
      %box: List[Any] = list()
      %g: Generator[Any, None] = call @own(%box)
      py::list_append(%box, %g)
      %v: Any, %e: bool = resume(%g, None, None)
      return %v
    }
    func own(%box: List[Any]) -> Generator[Any, None] {
      generator()
      %me: Any = py::getitem(%box, 0)
      %v: Any, %e: bool = resume(%me, None, None)
      finish None
    }
    """
    with pytest.raises(ValueError, match="generator already executing"):
        run(text)


def test_generators_nest_as_deep_as_calls() -> None:
    text = """
    func forward(%n: int) -> Any {
      %g: Generator[Any, int] = call @down(%n)
      %v: Any, %e: bool = resume(%g, None, None)
      return %v
    }
    func down(%n: int) -> Generator[Any, int] {
      generator()
      %small: bool = py::lt(%n, 1)
      if %small {
        finish 0
      } else {
        yield
      }
      %m: int = py::sub(%n, 1)
      %g: Generator[Any, int] = call @down(%m)
      %v: Any, %e: bool = resume(%g, None, None)
      finish %n
    }
    """
    assert run(text, 900) == 900
    with pytest.raises(RecursionError):
        run(text, 100_000)


def test_a_guarded_generator_is_not_let_go() -> None:
    text = """
    func forward(%n: int) -> int {
      %g: Generator[int, None] = call @guarded(%n)
      loop L0(%i: int = 0) {
        %more: bool = py::lt(%i, %n)
        if %more {
          yield
        } else {
          break L0()
        }
        %v: Any, %e: bool = resume(%g, None, None)
        %j: int = py::add(%i, 1)
        continue L0(%j)
      }
      return %n
    }
    func guarded(%n: int) -> Generator[int, None] {
      generator()
      %a: Any = suspend(%n)
      %b: Any = suspend_guarded(%n)
      finish None
    }
    """
    program = load(text)
    assert [program.run("forward", (n,), {}) for n in (0, 1, 3)] == [0, 1, 3]
    with pytest.raises(RuntimeError, match="call its close"):
        program.run("forward", (2,), {})
    assert program.run("forward", (3,), {}) == 3


def test_a_generator_is_no_result() -> None:
    with pytest.raises(TypeError, match="a generator can't leave a program"):
        run(with_generator("return %g"), 3)


def test_constants_of_every_kind() -> None:
    text = """
    func forward() -> Any {
      %f: Any = constant(-0.0)
      %c: Any = constant(2j)
      %t: Any = tuple(None, True, 7, %f, %c, "é", b"\\x00\\xff", torch.float16, ...)
      return %t
    }"""
    result = run(text)
    assert result[:3] == (None, True, 7)
    assert str(result[3]) == "-0.0"
    assert result[4:7] == (2j, "é", b"\x00\xff")
    assert result[8] is ...


def test_external_storages_are_not_copied() -> None:
    weight = torch.arange(6.0).view(2, 3)
    graph = parse_graph(
        "func forward() -> Tensor {\n  %w: Tensor = constant(tensor(float32, [2, 3], #0))\n  return %w\n}", [weight]
    )
    raw, storages = archive.pack(lower(graph))
    program = _core.Program.from_bytes(raw, [(s.pointer, s.size, s.owner) for s in storages])
    weight[0, 0] = 42
    assert torch.as_tensor(program.run("forward", (), {}))[0, 0] == 42


def test_external_storages_are_let_go_with_the_program() -> None:
    weight = torch.arange(6.0)
    graph = parse_graph(
        "func forward() -> Tensor {\n  %w: Tensor = constant(tensor(float32, [6], #0))\n  return %w\n}", [weight]
    )
    raw, storages = archive.pack(lower(graph))

    class Owner:
        pass

    owner = Owner()
    alive = weakref.ref(owner)
    triples = [(s.pointer, s.size, owner) for s in storages]
    program = _core.Program.from_bytes(raw, triples)
    with pytest.raises(ArchiveError):
        _core.Program.from_bytes(raw[:-1], triples)
    del owner, triples
    assert alive() is not None
    del program
    gc.collect()
    assert alive() is None
