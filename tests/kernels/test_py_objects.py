"""Exceptions and instances as values, isinstance, print, and values nested without end."""

from __future__ import annotations

import time
from typing import Any

import pytest
import torch
from cpython import call


def test_an_exception_is_a_value() -> None:
    error = call("exception", "ValueError", "too large", [])
    assert type(error) is ValueError and str(error) == "too large"


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (1, {"int"}), (True, {"int", "bool"}), (1.5, {"float"}), ("a", {"str"}), (None, {"NoneType"}), ([], {"list"}),
        ((), {"tuple"}), (torch.Size([1]), {"tuple", "Size"}), ({}, {"dict"}), ({1}, {"set"}), (b"", {"bytes"}),
        (range(2), {"range"}), (1j, {"complex"}), (torch.float32, {"dtype"}), (torch.zeros(1), {"Tensor"}),
    ],
)  # fmt: skip
def test_isinstance(value: Any, kinds: set[str]) -> None:
    every = {"int", "bool", "float", "str", "NoneType", "list", "tuple", "Size", "dict", "set", "bytes", "range"}
    for kind in every | {"complex", "dtype", "Tensor"}:
        assert call("isinstance", value, [kind]) == (kind in kinds), kind
    assert call("isinstance", value, ["slice", *kinds])
    assert call("isinstance", value, ["object"])


def test_print_writes_to_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    call("print", [1, "é", [None, 2.5], torch.Size([2, 3]), torch.float32, torch.device("cpu")], " ", "!\n")
    call("print", [], "-", "\n")
    assert capfd.readouterr().out == "1 é [None, 2.5] torch.Size([2, 3]) torch.float32 cpu!\n\n"


def test_warn_writes_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    call("warn", "UserWarning", "careful", "here:1")
    assert capfd.readouterr() == ("", "UserWarning: careful\n")


def test_perf_counter_counts_seconds() -> None:
    start = call("perf_counter")
    time.sleep(0.02)
    assert 0.015 < call("perf_counter") - start < 5


@pytest.mark.parametrize(
    "value", [torch.Size([]), torch.Size([2, 3]), torch.float16, torch.device("cpu"), torch.bfloat16]
)
def test_torch_values_print_as_in_torch(value: Any) -> None:
    assert call("str", value) == str(value)
    assert call("repr", value) == repr(value)


def nested(depth: int) -> list[Any]:
    items: list[Any] = []
    for _ in range(depth):
        items = [items]
    return items


def test_moderately_nested_values_work() -> None:
    items = nested(150)
    assert call("repr", items) == repr(items)
    assert call("eq", items, nested(150))
