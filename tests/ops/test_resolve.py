"""Overload resolution: which overload a call means, from where its operands come, and what can't be called."""

from __future__ import annotations

import pytest

from flambeau import types as ty
from flambeau.ops import resolve as ov
from flambeau.ops.resolve import NoOverload, resolve
from flambeau.types import BOOL, DTYPE, FLOAT, INT, NONE, NUMBER, SIZE, STR, TENSOR, TensorType, list_of, tuple_of

INTS = tuple_of(INT, INT)


@pytest.mark.parametrize(
    ("name", "positional", "keywords", "expected"),
    [
        ("add", [TENSOR, TENSOR], {}, "aten::add.Tensor"),
        ("add", [TENSOR, INT], {}, "aten::add.Scalar"),
        ("add", [TENSOR, NUMBER], {}, "aten::add.Scalar"),
        ("add", [TENSOR], {"other": FLOAT, "alpha": INT}, "aten::add.Scalar"),
        ("clamp", [TENSOR], {"min": TENSOR}, "aten::clamp.Tensor"),
        ("clamp", [TENSOR, INT], {}, "aten::clamp"),
        ("clamp", [TENSOR, TensorType(None, 0), INT], {}, "aten::clamp"),
        ("max", [TENSOR], {}, "aten::max"),
        ("max", [TENSOR, INT], {}, "aten::max.dim"),
        ("max", [TENSOR], {"axis": INT, "keepdims": BOOL}, "aten::max.dim"),
        ("max", [TENSOR, TENSOR], {}, "aten::max.other"),
        ("sum", [TENSOR], {}, "aten::sum"),
        ("sum", [TENSOR], {"dtype": DTYPE}, "aten::sum"),
        ("sum", [TENSOR, INT], {}, "aten::sum.dim_IntList"),
        ("sum", [TENSOR, INTS], {}, "aten::sum.dim_IntList"),
        ("sum", [], {"input": TENSOR, "dim": INT}, "aten::sum.dim_IntList"),
        ("var", [TENSOR], {"correction": INT}, "aten::var.correction"),
        ("squeeze", [TENSOR, INT], {}, "aten::squeeze.dim"),
        ("squeeze", [TENSOR, INTS], {}, "aten::squeeze.dims"),
        ("where", [TENSOR], {}, "aten::where"),
        ("where", [TENSOR, FLOAT, TENSOR], {}, "aten::where.ScalarSelf"),
        ("conv2d", [TENSOR, TENSOR, NONE, INT, STR], {}, "aten::conv2d.padding"),
        ("view", [TENSOR, DTYPE], {}, "aten::view.dtype"),
        ("multiply", [TENSOR, INT], {}, "aten::mul.Scalar"),
        ("__iand__", [TENSOR, TENSOR], {}, "aten::bitwise_and_.Tensor"),
    ],
)
def test_overload(name: str, positional: list[ty.Type], keywords: dict[str, ty.Type], expected: str) -> None:
    assert resolve(f"aten::{name}", positional, keywords).operator.name == expected


def sources(
    name: str, positional: list[ty.Type], keywords: dict[str, ty.Type], method: bool = False
) -> list[ov.Source]:
    return [o.source for o in resolve(f"aten::{name}", positional, keywords, method).operands]


def test_defaults_have_no_source() -> None:
    assert sources("add", [TENSOR, TENSOR], {}) == [0, 1, None]


def test_keywords_are_sources_by_name() -> None:
    assert sources("add", [TENSOR], {"alpha": INT, "other": TENSOR}) == [0, "other", "alpha"]


@pytest.mark.parametrize("name", ["view", "permute", "repeat", "expand", "flip"])
def test_ints_one_by_one(name: str) -> None:
    assert sources(name, [TENSOR, INT, INT], {}, method=True)[:2] == [0, (1, 2)]
    assert sources(name, [TENSOR, INTS], {}, method=True)[:2] == [0, 1]


def test_ints_one_by_one_of_a_function_without_a_tensor() -> None:
    assert sources("zeros", [INT, INT], {"dtype": DTYPE})[:2] == [(0, 1), "dtype"]
    assert sources("zeros", [SIZE], {})[0] == 0


def test_ints_one_by_one_only_where_the_list_is_the_last_positional_parameter() -> None:
    with pytest.raises(NoOverload):
        resolve("aten::mean", [TENSOR, INT, INT], {}, method=True)


@pytest.mark.parametrize(
    ("given", "kind", "expected"),
    [
        (INT, FLOAT, ov.FLOAT),
        (NUMBER, FLOAT, ov.FLOAT),
        (BOOL, INT, None),
        (FLOAT, INT, None),
        (INT, BOOL, None),
        (TENSOR, INT, ov.ITEM),
        (TensorType("float32", 0), INT, None),
        (TensorType("float32", 0), NUMBER, ov.ITEM),
        (TensorType(None, 1), NUMBER, None),
        (SIZE, list_of(INT), ov.LIST),
        (SIZE, list_of(FLOAT), None),
        (INTS, list_of(INT), ov.LIST),
        (tuple_of(INT, FLOAT), list_of(FLOAT), ov.LIST),
        (tuple_of(INT, STR), list_of(INT), None),
        (list_of(INT), list_of(FLOAT), ov.FLOAT),
        (list_of(ty.optional(TENSOR)), list_of(TENSOR), ov.CAST),
        (NONE, ty.optional(INT), ov.AS_IS),
        (NONE, INT, None),
        (ty.optional(INT), ty.optional(INT), ov.AS_IS),
        (ty.optional(INT), ty.optional(FLOAT), None),
        (STR, ty.DEVICE, ov.DEVICE),
        (ty.ANY, TENSOR, ov.CAST),
        (ty.union(TENSOR, INT), TENSOR, None),
    ],
)
def test_fit(given: ty.Type, kind: ty.Type, expected: str | None) -> None:
    found = ov.fit(given, kind)
    assert (found[0] if found else None) == expected


def test_an_int_for_a_list_of_known_length() -> None:
    assert ov.fit(INT, list_of(INT)) is None
    assert ov.fit(INT, list_of(INT), 2) == (ov.REPEAT, ov.COSTS[ov.REPEAT])


def test_unknown_operator() -> None:
    with pytest.raises(NoOverload, match="aten::no_such_thing isn't supported") as caught:
        resolve("aten::no_such_thing", [TENSOR], {})
    assert not caught.value.declared


def test_the_forms_of_a_call_are_listed() -> None:
    with pytest.raises(NoOverload) as caught:
        resolve("aten::where", [TENSOR, STR, TENSOR], {})
    assert caught.value.reason == "where() takes no arguments of the types (Tensor, str, Tensor)"
    assert "\n    where(Tensor condition, Tensor self, Tensor other) -> Tensor" in caught.value.fix
