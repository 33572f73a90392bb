"""The trace front end: what is recorded follows every other input, or the trace is refused with the user's line.

Each program is traced on one input, and interpreted on others against eager Python.
"""

from __future__ import annotations

import copy
import math
from collections import namedtuple
from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from flambeau.errors import CompileError
from flambeau.frontend.trace import trace_graph
from flambeau.ir import walk
from flambeau.ir.interpret import interpret
from flambeau.ir.text import print_graph
from flambeau.ir.verify import verify
from flambeau.passes import run_pipeline

A, B = torch.arange(24.0).reshape(2, 3, 4), torch.arange(60.0).reshape(5, 6, 2)
Point = namedtuple("Point", "x y")


def assert_same(actual: Any, expected: Any) -> None:
    if isinstance(expected, torch.Tensor):
        torch.testing.assert_close(actual, expected)
    elif isinstance(expected, (tuple, list)):
        assert len(actual) == len(expected)
        for a, e in zip(actual, expected):
            assert_same(a, e)
    elif isinstance(expected, dict):
        assert list(actual) == list(expected)
        assert_same(list(actual.values()), list(expected.values()))
    else:
        assert type(actual) is type(expected)
        assert actual == expected


def check(fn: Callable[..., Any], example: tuple[Any, ...], *others: tuple[Any, ...]) -> None:
    """The trace on ``example`` gives eager's results on it and on ``others``, before and after the passes."""
    graph = trace_graph(fn, example)
    verify(graph)
    optimised = copy.deepcopy(graph)
    run_pipeline(optimised)
    for args in (example, *others):
        with torch.no_grad():
            expected = fn(*copy.deepcopy(args))
        for one in (graph, optimised):
            assert_same(interpret(one, copy.deepcopy(args)), expected)


def sizes(x: torch.Tensor) -> Any:
    return x.reshape(x.shape[0] * 2, -1), x.new_zeros(x.size(1)), torch.arange(len(x)), x.view(x.numel())


def sizes_as_results(x: torch.Tensor) -> Any:
    return x.shape[0], x.numel() / 2, x.shape[1] ** 2, -x.shape[-1], x.shape[0] // 2 + 7 % x.shape[1]


def size_in_index(x: torch.Tensor) -> Any:
    return x[: x.shape[0] // 2], x[..., x.shape[-1] - 1], x[:, ::2]


def size_in_math(x: torch.Tensor) -> Any:
    return (
        math.floor(x.shape[0] * 0.5),
        math.sqrt(x.shape[1]),
        max(x.shape[0], x.shape[1]),
        min(x.shape),
        round(x.numel() / 7),
    )


def attention(x: torch.Tensor) -> Any:
    return torch.softmax(x @ x.transpose(1, 2) / math.sqrt(x.size(-1)), -1)


def unpacked_sizes(x: torch.Tensor) -> Any:
    b, n, c = x.shape
    return x.permute(0, 2, 1).reshape(b * c, n)


def element(x: torch.Tensor) -> Any:
    return x[0, 0, 0].item() + 1, x * x.max().item()


def several_results(x: torch.Tensor) -> Any:
    values, indices = x.max(1)
    return values, indices, x.sort(-1).values


def structures(x: torch.Tensor) -> Any:
    return {"a": [x, (x + 1, None)], "b": x.shape[0], "c": "text"}


def in_place_on_a_copy(x: torch.Tensor) -> Any:
    y = x.clone()
    y += 1
    y[0] = 5
    y[y > 7] = 0
    y[..., 1].mul_(2)
    return F.relu_(y), y


def devices_and_dtypes(x: torch.Tensor) -> Any:
    return torch.ones(3, device=x.device).to(x), x.to(torch.float64), torch.zeros_like(x), x.double().dtype


def reflected_operators(x: torch.Tensor) -> Any:
    return 1 - x, 2 / (x + 1), 2 ** (x / 60), x // 2, 7 // (x + 1), x % 3, 2 * x + x * 2, x**2, -x, x > 3


def text_of_sizes(x: torch.Tensor) -> Any:
    return f"{x.shape[0]} rows of {x.shape[1]:03d}"


def bound_by_sizes(x: torch.Tensor) -> Any:
    return F.interpolate(x[:, None], size=(x.shape[1] * 2, x.shape[2]), mode="bilinear")


@pytest.mark.parametrize(
    "fn",
    [
        sizes, sizes_as_results, size_in_index, size_in_math, attention, unpacked_sizes, element, several_results,
        structures, in_place_on_a_copy, devices_and_dtypes, reflected_operators, text_of_sizes, bound_by_sizes,
    ],
)  # fmt: skip
def test_a_trace_follows_other_inputs(fn: Callable[..., Any]) -> None:
    check(fn, (A,), (B,), (A + 1,))


def test_inputs_of_every_kind() -> None:
    def fn(xs: Any, table: Any, n: Any, f: Any, flag: Any, point: Any) -> Any:
        return torch.cat(xs) * n + table["k"] * f, n + 1, f / 2, point[0] + point[1] * n

    check(fn, ([A, A], {"k": A[0]}, 3, 0.5, True, (A, 2)), ([B, B], {"k": B[0]}, 4, 2.5, True, (B, 7)))


def test_a_list_of_another_length_is_refused_at_run_time() -> None:
    graph = trace_graph(lambda xs: torch.cat(xs), ([A, A],))
    with pytest.raises(RuntimeError, match="expected 2 elements here, as in the traced example"):
        interpret(graph, ([A],))


def test_another_rank_or_dtype_is_refused_at_run_time_where_it_was_looked_at() -> None:
    graph = trace_graph(lambda x: torch.zeros(x.shape[:2], dtype=x.dtype), (A,))
    with pytest.raises(RuntimeError, match="expected a tensor with 3 dimensions here"):
        interpret(graph, (A[0],))
    with pytest.raises(RuntimeError, match=r"expected a tensor of dtype torch.float32 here"):
        interpret(graph, (A.long(),))


def test_another_string_is_refused_at_run_time() -> None:
    graph = trace_graph(lambda x, mode: x + 1 if mode == "up" else x - 1, (A, "up"))
    torch.testing.assert_close(interpret(graph, (A, "up")), A + 1)
    with pytest.raises(RuntimeError, match="'up', with which the program was traced"):
        interpret(graph, (A, "down"))


def branch_on_tensor(x: torch.Tensor) -> Any:
    if x.max() > 3:  # the line to be shown
        return x
    return -x


def branch_on_an_element(x: torch.Tensor) -> Any:
    return x if x.shape[0] * x.max().item() > 3 else -x


def loop_over_size(x: torch.Tensor) -> Any:
    return [x + i for i in range(x.shape[0])]


def index_by_size(x: torch.Tensor) -> Any:
    return [x, -x, x + 1][x.shape[0]]


def repeat_by_size(x: torch.Tensor) -> Any:
    return [0] * x.shape[0]


def float_of_tensor(x: torch.Tensor) -> Any:
    return x * float(x.max())


def list_of_tensor(x: torch.Tensor) -> Any:
    return x.tolist()[0]


def numpy_of_tensor(x: torch.Tensor) -> Any:
    return torch.from_numpy(x.numpy() + 1)


def caught(x: torch.Tensor) -> Any:
    try:
        return x if x.max() > 3 else -x
    except Exception:
        return x


@pytest.mark.parametrize(
    ("fn", "reason"),
    [
        (branch_on_tensor, "a Tensor is used as a condition"),
        (branch_on_an_element, "a branch depends on a number that the input's elements give"),
        (loop_over_size, "used where Python needs the number itself"),
        (index_by_size, "used where Python needs the number itself"),
        (repeat_by_size, "a sequence is repeated"),
        (float_of_tensor, "a Tensor is turned into a Python float"),
        (list_of_tensor, "taken out with tolist()"),
        (numpy_of_tensor, "a NumPy array"),
        (caught, "a Tensor is used as a condition"),
    ],
)
def test_what_a_trace_cannot_follow_is_refused(fn: Callable[..., Any], reason: str) -> None:
    with pytest.raises(CompileError) as caught:
        trace_graph(fn, (A,))
    assert reason in caught.value.reason
    assert caught.value.span is not None
    assert caught.value.span.file == __file__
    assert caught.value.span.function.endswith(fn.__name__) or "listcomp" in caught.value.span.function


def test_the_refused_line_is_shown() -> None:
    with pytest.raises(CompileError, match="if x.max\\(\\) > 3:  # the line to be shown"):
        trace_graph(branch_on_tensor, (A,))


def test_on_branch_warn_fixes_the_examples_choice() -> None:
    with pytest.warns(UserWarning, match="a Tensor is used as a condition"):
        graph = trace_graph(branch_on_tensor, (A,), on_branch="warn")
    torch.testing.assert_close(interpret(graph, (-A,)), -A)


def checked(x: torch.Tensor) -> Any:
    assert x.shape[0] > 1, "a batch is needed"
    if x.shape[-1] % 2 != 0:
        raise ValueError("an even width is needed")
    torch._assert(x.shape[1] < 9, f"{x.shape[1]} is too many")
    return x * 2


def test_checks_of_sizes_stay_checks() -> None:
    check(checked, (A,), (B,))
    graph = trace_graph(checked, (A,))
    with pytest.raises(AssertionError, match="a batch is needed"):
        interpret(graph, (A[:1],))
    with pytest.raises(ValueError, match="an even width is needed"):
        interpret(graph, (A[..., :3],))
    with pytest.raises(AssertionError, match="9 is too many"):
        interpret(graph, (torch.ones(2, 9, 2),))


def branches_on_sizes(x: torch.Tensor, n: int) -> Any:
    if x.shape[0] > 3 or n % 2:
        return -x
    width = x.shape[-1]
    while width > 3:
        x, width = x[..., ::2], width // 2
    return x * (2 if x.numel() % 3 == 0 else 3) + n


def test_branches_on_sizes_become_checks_of_the_examples_way() -> None:
    check(branches_on_sizes, (A, 4), (torch.ones(3, 3, 5), 2), (torch.ones(1, 9, 4), 0))
    graph = trace_graph(branches_on_sizes, (A, 4))
    for args, condition in [
        ((torch.ones(4, 3, 4), 4), "x.shape[0] > 3 or n % 2"),
        ((A, 5), "x.shape[0] > 3 or n % 2"),
        ((torch.ones(2, 3, 8), 4), "width > 3"),
        ((torch.ones(2, 3, 3), 4), "width > 3"),
        ((torch.ones(2, 4, 4), 4), "a condition"),
    ]:
        with pytest.raises(RuntimeError, match="goes another way than the traced example") as caught:
            interpret(graph, args)
        assert condition in str(caught.value)


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.norm = nn.BatchNorm2d(3)
        self.act = nn.ReLU(inplace=True)
        self.shared = self.conv

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = self.act(self.norm(self.conv(x)))
        out += self.shared(x * 2)
        return self.act(out)


def test_a_module_becomes_one_fused_program() -> None:
    x = torch.rand(1, 3, 8, 8)
    check(Block().eval(), (x,), (torch.rand(2, 3, 9, 5),))
    graph = trace_graph(Block().eval(), (x,))
    weights = {id(op.attrs["value"]) for op in walk(graph.main.body)
               if op.name == "constant" and isinstance(op.attrs["value"], torch.Tensor)}  # fmt: skip
    assert len(weights) == 6  # the convolution's two, shared, and the batch norm's four
    run_pipeline(graph)
    names = [op.name for op in walk(graph.main.body) if op.name.startswith(("aten::", "flambeau::"))]
    assert names.count("flambeau::conv2d") == 2
    assert set(names) == {"aten::dim", "aten::mul.Scalar", "flambeau::conv2d"}


def test_every_op_knows_its_line_and_callers() -> None:
    graph = trace_graph(Block().eval(), (torch.rand(1, 3, 8, 8),))
    (add,) = (op for op in walk(graph.main.body) if op.name == "aten::add_.Tensor")
    assert add.span is not None
    assert add.span.file == __file__
    assert add.span.function.endswith("Block.forward") or add.span.function == "forward"
    assert "# " + __file__ in print_graph(graph, spans=True)


def test_a_weight_that_is_written_is_refused() -> None:
    layer = nn.Linear(4, 4).eval()

    def fn(x: torch.Tensor) -> torch.Tensor:
        layer.weight.data.add_(1)
        return layer(x)

    with pytest.raises(CompileError, match="constant"):
        trace_graph(fn, (A,))


def test_a_changed_input_list_is_refused() -> None:
    def fn(xs: list[torch.Tensor]) -> torch.Tensor:
        xs.append(xs[0])
        return torch.cat(xs)

    with pytest.raises(CompileError, match="changes a list that it was given"):
        trace_graph(fn, ([A],))


def test_tracing_leaves_python_as_it_was() -> None:
    before = (len, min, max, math.sqrt)
    with pytest.raises(CompileError):
        trace_graph(branch_on_an_element, (A,))
    assert (len, min, max, math.sqrt) == before
    assert len(A) == 2


def test_an_exception_of_the_traced_function_comes_through() -> None:
    def fn(x: torch.Tensor) -> Any:
        raise KeyError(f"{x.shape[0]} rows")

    with pytest.raises(KeyError, match="2 rows"):
        trace_graph(fn, (A,))
