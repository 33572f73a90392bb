"""Alternatives of unions that can't be compiled: refused where the examples lead to them, else raised when met."""

import pytest
import torch

import flambeau as fl


class Chosen(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.options = {"index": 2, "table": {"rows": 1}}

    def forward(self, x: torch.Tensor, name: str):
        return x[self.options[name]]


def test_raises_where_it_is_met() -> None:
    program = fl.script(Chosen().eval(), (torch.arange(5), "index"))
    assert program(torch.arange(5), "index") == 2
    with pytest.raises(TypeError, match="a tensor can't be indexed with Dict"):
        program(torch.arange(5), "table")


def test_is_refused_where_the_examples_meet_it() -> None:
    for examples in ((torch.arange(5), "table"), {"x": torch.arange(5), "name": "table"}):
        with pytest.raises(fl.CompileError, match="a tensor can't be indexed with Dict"):
            fl.script(Chosen().eval(), examples)


def test_the_examples_are_left_as_they_were() -> None:
    examples = ([1, 2], "index")

    def program(values: list[int], name: str):
        values.append(3)
        return torch.arange(9)[{"index": 1, "table": {"rows": 1}}[name]] + sum(values)

    fl.script(program, examples)
    assert examples == ([1, 2], "index")
