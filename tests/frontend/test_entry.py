"""The inputs of a program: what can't be taken is refused when it is compiled."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import torch

from flambeau.errors import CompileError
from flambeau.frontend.script import script_graph


class Point(NamedTuple):
    x: float
    y: float


def test_a_named_tuple_is_refused() -> None:
    with pytest.raises(CompileError, match="the NamedTuple Point can't be taken yet"):
        script_graph(lambda p: p.x, [Point(1.0, 2.0)])


def test_an_object_is_refused() -> None:
    with pytest.raises(CompileError, match="an input of type Thing can't be taken"):
        script_graph(lambda p: p, [type("Thing", (), {})()])


def test_more_examples_than_parameters_are_refused() -> None:
    with pytest.raises(CompileError, match="2 example inputs are given for 1 parameters"):
        script_graph(lambda x: x, [torch.ones(1), torch.ones(1)])
