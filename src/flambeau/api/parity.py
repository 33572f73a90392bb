"""Parity: how far the results of a program of lower precision are from those in float32, on given inputs.

    >>> print(fl.compile(model, (image,), precision="bf16").parity)
    36 of 37 layers in bf16; on 1 input
      against float32: largest error 0.9%, mean error 0.3%, the same argmax in 100% of 1 row
      against eager:   largest error 0.9%, mean error 0.3%, the same argmax in 100% of 1 row

The largest error is relative to the largest magnitude in its tensor, the mean error to the mean one. The argmax is that
over the last dim of each float result with more than one dim.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch


@dataclass
class Difference:
    """Between two runs on the same inputs. ``note`` says where they can't be compared by numbers."""

    largest: float = 0.0
    mean: float = 0.0  # of the result for which it is the largest
    rows: int = 0
    agreeing: int = 0  # rows with the same argmax
    note: str = ""

    def __str__(self) -> str:
        text = f"largest error {self.largest:.2%}, mean error {self.mean:.2%}"
        if self.rows:
            text += f", the same argmax in {self.agreeing / self.rows:.1%} of {_counted(self.rows, 'row')}"
        return text + (f"; {self.note}" if self.note else "")


@dataclass
class Parity:
    """``str()`` gives the report. ``kept``: layers that stayed in float32, each with its place and the reason."""

    precision: str
    layers: int  # in the lower precision
    inputs: int
    kept: list[str] = field(default_factory=list)
    float32: Difference | None = None  # None: there was no input to compare on
    eager: Difference | None = None

    def __str__(self) -> str:
        lines = [f"{self.layers} of {_counted(self.layers + len(self.kept), 'layer')} in {self.precision}"]
        if self.inputs:
            lines[0] += f"; on {_counted(self.inputs, 'input')}"
        lines += [f"  against float32: {self.float32}"] if self.float32 is not None else []
        lines += [f"  against eager:   {self.eager}"] if self.eager is not None else []
        return "\n".join(lines + [f"  in float32: {line}" for line in self.kept])


def outcomes(run: Callable[..., Any], examples: Sequence[Sequence[Any]]) -> list[Any]:
    """What ``run`` gives for a copy of each example, or the exception that it raises."""
    found: list[Any] = []
    for example in examples:
        try:
            with torch.no_grad():
                found.append(run(*copy.deepcopy(tuple(example))))
        except Exception as error:  # which is to be the same in the other run
            found.append(error)
    return found


def difference(expected: Sequence[Any], actual: Sequence[Any]) -> Difference:
    """Of results in the order of their inputs."""
    total = Difference()
    for one, other in zip(expected, actual):
        _compare(one, other, total)
    return total


def _compare(expected: Any, actual: Any, total: Difference) -> None:
    if isinstance(expected, torch.Tensor) and isinstance(actual, torch.Tensor):
        if expected.shape != actual.shape or expected.dtype != actual.dtype:
            total.note = "results of other shapes"
        elif expected.is_floating_point() or expected.is_complex():
            _compare_floats(expected, actual, total)
        elif not torch.equal(expected, actual):
            total.note = "other integers in the results"
    elif isinstance(expected, dict) and isinstance(actual, dict) and expected.keys() == actual.keys():
        for key in expected:
            _compare(expected[key], actual[key], total)
    elif isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)) and len(expected) == len(actual):
        for one, other in zip(expected, actual):
            _compare(one, other, total)
    elif isinstance(expected, float) and isinstance(actual, float):
        _compare_floats(torch.tensor([expected]), torch.tensor([actual]), total)
    elif isinstance(expected, Exception):
        total.note = "" if type(expected) is type(actual) else "another exception"
    elif type(expected) is not type(actual) or isinstance(expected, (list, tuple, dict)):
        total.note = "results of another structure"
    elif isinstance(expected, (bool, int, str)) and expected != actual:
        total.note = "other values in the results"


def _compare_floats(expected: torch.Tensor, actual: torch.Tensor, total: Difference) -> None:
    gap = (expected - actual).abs().double()
    is_finite = gap.isfinite()
    if not torch.equal(expected.isfinite(), actual.isfinite()):
        total.note = "other infinities or NaNs in the results"
    if not bool(is_finite.any()):
        return
    gap, size = gap[is_finite], expected.abs().double()[is_finite]
    for name, value, by in (("largest", gap.max(), size.max()), ("mean", gap.mean(), size.mean())):
        ratio = float(value / by) if float(by) > 0 else float(value > 0)
        setattr(total, name, max(getattr(total, name), ratio))
    if expected.dim() > 1 and expected.shape[-1] > 1 and not expected.is_complex():
        agree = expected.argmax(-1) == actual.argmax(-1)
        total.rows += agree.numel()
        total.agreeing += int(agree.sum())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"
