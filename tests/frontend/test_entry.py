"""The inputs of a program: what can't be taken is refused when it is compiled."""

from __future__ import annotations

import functools
import gc
import random
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NewType, Optional

import pytest
import torch

import flambeau as fl
from flambeau.errors import CompileError
from flambeau.frontend.script import records, script_graph


def test_an_object_of_a_library_is_refused() -> None:
    with pytest.raises(CompileError, match="an input of type Random can't be taken"):
        script_graph(lambda p: p, [random.Random(0)])


class Holder:
    def __init__(self) -> None:
        self.held = random.Random(0)


def test_an_object_that_holds_one_is_refused() -> None:
    with pytest.raises(CompileError, match="an input of type Holder can't be taken"):
        script_graph(lambda p: p, [Holder()])


def test_more_examples_than_parameters_are_refused() -> None:
    with pytest.raises(CompileError, match="2 example inputs are given for 1 parameters"):
        script_graph(lambda x: x, [torch.ones(1), torch.ones(1)])


def by_position_and_name(x: int, /, y: int = 1, *more: int, z: int = 3, **rest: int) -> tuple[object, ...]:
    return x, y, more, z, rest


def test_keyword_only_parameters_are_given_by_name() -> None:
    program = fl.script(by_position_and_name)
    assert program(7) == by_position_and_name(7)
    assert program(7, 2, z=5) == by_position_and_name(7, 2, z=5)


def with_default(function: Callable[..., int]) -> Callable[..., int]:
    @functools.wraps(function)
    def wrapper(*args: int, **kwargs: int) -> int:
        if len(args) < 2 and kwargs.get("y") is None:
            kwargs["y"] = 100
        return function(*args, **kwargs)

    return wrapper


@with_default
def wrapped(x: int, y: int | None = None) -> int:
    assert y is not None
    return x + y


def test_parameters_with_defaults_are_given_by_name_to_wrappers() -> None:
    program = fl.script(wrapped)
    assert (program(1), program(1, y=2)) == (101, 3)
    assert fl.script(wrapped, (1, 2))(1, 2) == 3


Pair = tuple[int, torch.Tensor]
Word = NewType("Word", str)


class Tagged(torch.Tensor):
    """A subclass of Tensor that is a tag alone."""


def annotated(
    a: Sequence[int], b: list[dict[str, torch.Tensor]], c: Pair, d: int | float, e: Iterable[str],
    f: Annotated[int, "documented"], g: Literal["x", "y"], h: Optional[typing.List[int]], i: Tagged, j: Final[int] = 3,  # type: ignore[valid-type]  # noqa: UP006, UP045
    k: Mapping[str, int] | None = None, word: Word = Word("w"), nothing: Any = 2.5, float_tensor: torch.FloatTensor = None,  # type: ignore[assignment]
) -> None:  # fmt: skip
    """Annotations of many forms, one of which ``typing.get_type_hints`` doesn't take here."""


def types_of(function: object) -> dict[str, str]:
    parameters = script_graph(function).main
    return {p.name: str(v.type) for p, v in zip(parameters.parameters, parameters.body.params)}


def test_annotations() -> None:
    assert types_of(annotated) == {
        "a": "List[int]", "b": "List[Dict[str, Tensor]]", "c": "Tuple[int, Tensor]", "d": "Union[float, int]",
        "e": "List[str]", "f": "int", "g": "str", "h": "Optional[List[int]]", "i": "Tensor", "j": "int",
        "k": "Optional[Dict[str, int]]", "word": "str", "nothing": "float", "float_tensor": "Optional[Tensor]",
    }  # fmt: skip


class Scripted(torch.jit.ScriptModule):
    @torch.jit.script_method
    def forward(self, x: torch.Tensor, k: int = 3) -> torch.Tensor:
        return self.more(x) * k

    @torch.jit.script_method
    def more(self, x: torch.Tensor) -> torch.Tensor:
        return x + 1


def test_a_script_module_s_forward_has_the_parameters() -> None:
    assert types_of(Scripted()) == {"x": "Tensor", "k": "int"}
    assert torch.equal(fl.script(Scripted())(torch.ones(2), 4), torch.full((2,), 8.0))


class Uninitialised(torch.nn.Module):
    def __init__(self) -> None:
        self.k = 2

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.k


def test_a_module_without_its_base_s_init_is_refused() -> None:
    with pytest.raises(CompileError, match="Uninitialised.__init__ hasn't called that of nn.Module"):
        fl.script(Uninitialised())


def two_arguments() -> torch.Tensor:
    return torch.Tensor(1, [2])


def test_the_old_constructor_with_more_than_one_list_is_refused() -> None:
    with pytest.raises(CompileError, match=r"torch.Tensor\(\) takes ints, which are the sizes, or one list"):
        fl.script(two_arguments)


def test_a_bare_scripted_method_is_refused() -> None:
    with pytest.raises(CompileError, match="more is a method of a module that torch.jit has scripted"):
        fl.script(Scripted().more)


def test_type_comments() -> None:
    def program(x, k, flag=True):
        # type: (Tensor, int, bool) -> Tensor
        return x + k if flag else x

    assert types_of(program) == {"x": "Tensor", "k": "int", "flag": "bool"}


def test_type_comments_of_single_parameters() -> None:
    def program(
        x,  # type: Tensor
        k,  # type: List[int]
    ):
        return x + len(k)

    assert types_of(program) == {"x": "Tensor", "k": "List[int]"}


def doubled(values):
    for value in values:
        yield 2 * value


def doubled_after_the_first(values):
    numbers = doubled(values)
    next(numbers)
    return numbers


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (doubled, [2, 4, 6]),
        (doubled_after_the_first, [4, 6]),
        (lambda values: (v + 1 for v in values), [2, 3, 4]),
        (lambda values: map(str, values), ["1", "2", "3"]),
        (lambda values: zip(values, values[1:]), [(1, 2), (2, 3)]),
    ],
)
def test_what_is_gone_through_once_is_returned_as_a_list(program: Callable[..., Any], expected: list[Any]) -> None:
    compiled = fl.script(program, example_inputs=([1, 2, 3],))
    assert compiled([1, 2, 3]) == expected
    assert compiled([1]) == list(program([1]))


def test_a_generator_within_what_is_returned_is_refused() -> None:
    with pytest.raises(CompileError, match="generator"):
        script_graph(lambda values: (1, doubled(values)), [[1, 2, 3]])


def opens(x: torch.Tensor) -> str:
    with open("file") as file:
        return file.read()


def test_an_error_let_go_in_the_midst_of_a_compilation_leaves_it_alone() -> None:
    kept: list[CompileError] = []
    try:
        script_graph(opens)
    except CompileError as error:
        kept.append(error)
    with records.recording({}):
        kept.clear()
        gc.collect()
        assert records.record_of(Holder).cls is Holder


def named(x: torch.Tensor, method=None):  # type: ignore[no-untyped-def]
    return getattr(x, method or "abs")()


def test_a_default_that_the_program_can_not_take_as_a_tensor_is_no_parameter() -> None:
    program = fl.script(named)
    assert torch.equal(program(-torch.ones(2)), torch.ones(2))
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"):
        program(torch.ones(2), "neg")
