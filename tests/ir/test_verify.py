"""The verifier: each way in which a graph can be malformed is found, and the op is named."""

from __future__ import annotations

import pytest

from flambeau import types as T
from flambeau.ir import Op
from flambeau.ir.text import parse_graph
from flambeau.ir.verify import VerifyError, may_be, verify

GOOD = """\
func forward(%x: Tensor, %n: int) -> int {
  %i: int = loop L0(%k: int = 0) {
    %c: bool = aten::is_floating_point(%x)
    if %c {
      %d: int = aten::size.int(%x, %k)
      continue L0(%d)
    } else {
      yield
    }
    break L0(%n)
  }
  %r: Union[bool, int] = block L1 {
    break L1(%i)
  }
  return %i
}
"""

BAD = {
    "an operand of the wrong type": (
        "return %n", "%d: int = aten::dim(%n)\nreturn %d", "'self' is int, expected Tensor",
    ),
    "an operand too many": ("return %n", "%d: int = aten::dim(%x, %x)\nreturn %d", "2 operands for aten::dim"),
    "a result too many": ("return %n", "%d: int, %e: int = aten::dim(%x)\nreturn %d", "2 results for aten::dim"),
    "a result of the wrong type": ("return %n", "%d: str = aten::dim(%x)\nreturn %n", "the result is str"),
    "an undeclared operator": ("return %n", "%d: int = aten::nosuch(%x)\nreturn %d", "not declared"),
    "a wrong return type": ("return %n", "return %x", "returns Tensor from a function of int"),
    "a missing terminator": ("return %n", "%d: int = aten::dim(%x)", "doesn't end with a terminator"),
    "an op behind the terminator": ("return %n", "return %n\n%d: int = aten::dim(%x)", "a terminator inside a block"),
    "a condition that is no bool": ("return %n", "if %n {\nyield\n} else {\nyield\n}\nreturn %n", "is int, not bool"),
    "a yield of too much": (
        "return %n", "if True {\nyield %n\n} else {\nyield\n}\nreturn %n", "1 values are given where 0",
    ),
    "a yield of another type": (
        "return %n", "%r: int = if True {\nyield %n\n} else {\nyield %x\n}\nreturn %r", "0 is Tensor, expected int",
    ),
    "a yield in a loop": ("return %n", "loop L0() {\nyield\n}\nreturn %n", "'yield' leaves"),
    "a yield in a function": ("return %n", "yield", "'yield' leaves"),
    "a continue of a block": ("return %n", "block L0 {\ncontinue L0()\n}\nreturn %n", "no enclosing loop"),
    "a raise of no exception": ("return %n", "raise %n", "takes one exception"),
    "an unknown function": ("return %n", "%r: int = call @nowhere(%n)\nreturn %r", "no such function"),
    "a constant of another type": ("return %n", "%r: int = constant(1.5)\nreturn %r", "the value is not int"),
    "a suspension outside a generator": ("return %n", "%s: Any = suspend(%n)\nreturn %n", "makes no Generator"),
    "an end outside a generator": ("return %n", "finish %n", "makes no Generator"),
    "a resumption of no generator": (
        "return %n", "%v: Any, %e: bool = resume(%n, None, None)\nreturn %n", "resumes int",
    ),
    "an odd dict": ("return %n", "%r: Any = dict(%n)\nreturn %n", "can't take 1 operands"),
}  # fmt: skip


def test_a_good_graph_passes() -> None:
    verify(parse_graph(GOOD))


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_graph_is_refused(case: str) -> None:
    old, new, message = BAD[case]
    text = f"func forward(%x: Tensor, %n: int) -> int {{\n{old}\n}}\n".replace(old, new)
    with pytest.raises(VerifyError) as caught:
        verify(parse_graph(text))
    assert message in str(caught.value)


GENERATOR = """
func forward(%n: int) -> int {
  return %n
}
func ascending(%n: int) -> Generator[int, str] {
  generator()
  %s: Any = suspend(%n)
  finish "end"
}
"""

BAD_GENERATORS = {
    "a value of another type": ("suspend(%n)", 'suspend("x")', "yielded value 0 is str, expected int"),
    "an end of another type": ('finish "end"', "finish %n", "final value 0 is int, expected str"),
    "a return": ('finish "end"', "return %n", "a generator's function ends with 'finish'"),
    "a function of another type": ("Generator[int, str]", "int", "makes no Generator"),
    "what comes before it": ("generator()", "%m: int = py::add(%n, 1)\n  generator()", "isn't the first op"),
}


@pytest.mark.parametrize("case", BAD_GENERATORS)
def test_a_malformed_generator_is_refused(case: str) -> None:
    verify(parse_graph(GENERATOR))
    old, new, message = BAD_GENERATORS[case]
    with pytest.raises(VerifyError) as caught:
        verify(parse_graph(GENERATOR.replace(old, new)))
    assert message in str(caught.value)


def test_a_value_of_an_inner_block_is_not_visible_outside() -> None:
    graph = parse_graph(GOOD)
    loop = graph.main.body.ops[1]
    inner = next(op for op in loop.blocks[0].ops if op.name == "if").blocks[0].ops
    size = next(op for op in inner if op.name == "aten::size.int")
    graph.main.body.ops[-1].operands[0] = size.result
    with pytest.raises(VerifyError, match="is not defined here"):
        verify(graph)


def test_an_op_knows_its_block() -> None:
    graph = parse_graph(GOOD)
    stray = Op("constant", [], [T.INT], attrs={"value": 1})
    graph.main.body.ops.insert(0, stray)
    with pytest.raises(VerifyError, match="another block"):
        verify(graph)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Tensor(float32)", "Tensor", True),
        ("Tensor(float32)", "Tensor(int64)", False),
        ("Tensor(rank=1)", "Tensor(float32, rank=2)", False),
        ("Optional[int]", "None", True),
        ("int", "Optional[Tensor]", False),
        ("List[Never]", "List[Tensor]", True),
        ("Tuple[int, int]", "Tuple[int]", False),
        ("Tuple[int, Any]", "Tuple[Any, str]", True),
        ("Any", "str", True),
    ],
)
def test_may_be(a: str, b: str, expected: bool) -> None:
    assert may_be(T.parse_type(a), T.parse_type(b)) is expected
