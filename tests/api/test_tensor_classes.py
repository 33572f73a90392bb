"""Tensors of the user's subclasses at a program's border: as in the examples, or refused."""

from __future__ import annotations

import io

import pytest
import torch

import flambeau as fl


class Boxes(torch.Tensor):
    pass


class Own(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        return super().__torch_function__(func, types, args, kwargs)


def kind(x: torch.Tensor, y: torch.Tensor) -> str:
    return "boxes" if isinstance(x, Boxes) else "tensor"


def reloaded(program: fl.Program) -> fl.Program:
    file = io.BytesIO()
    program.save(file, metadata={"by": "test"})
    return fl.load(file.getvalue())


def test_a_tagged_parameter_takes_its_class_only() -> None:
    boxes, plain = torch.ones(2).as_subclass(Boxes), torch.ones(2)
    program = reloaded(fl.script(kind, example_inputs=(boxes, plain)))
    assert program(boxes, plain) == "boxes" and program.metadata == {"by": "test"}
    with pytest.raises(TypeError, match="argument 'x' must be of .*:Boxes, as in the example inputs, not of Tensor"):
        program(plain, plain)
    with pytest.raises(TypeError, match="argument 'y' must be a plain Tensor, .* not of Boxes"):
        program(boxes, y=boxes)


def test_a_plain_parameter_takes_plain_tensors_and_parameters() -> None:
    plain = torch.ones(2)
    program = reloaded(fl.script(kind, example_inputs=(plain, plain)))
    assert program(plain, torch.nn.Parameter(plain)) == "tensor"
    with pytest.raises(TypeError, match="must be a plain Tensor"):
        program(plain.as_subclass(Boxes), plain)


@pytest.mark.parametrize("example", [torch.ones(2).as_subclass(Own), [torch.ones(2).as_subclass(Boxes)]])
def test_other_examples_are_refused(example: object) -> None:
    with pytest.raises(fl.CompileError, match="__torch_function__ of its own|within a container"):
        fl.script(kind, example_inputs=(example, torch.ones(2)))
