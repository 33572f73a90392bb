"""How a program computes with floats: ``precision=`` of ``script``, ``trace`` and ``compile`` (docs/precision.md).

"float32" is as close to a float64 reference as eager PyTorch is, within a small factor; "exact" also keeps to eager's
way of computing: no Winograd, no batch norm folded into the weights. "bf16" and "int8" give layers smaller weights. The
archive keeps it as metadata, under ``KEY``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import CompileError

if TYPE_CHECKING:
    from ..frontend.script.entry import Examples
    from ..ir.graph import Graph

Precision = Literal["float32", "exact", "bf16", "int8"]
KEY = "flambeau:precision"


@dataclass(frozen=True)
class Choice:
    """What the caller chose. Raises ValueError for no such precision, CompileError for "int8" without any input."""

    precision: Precision
    example_inputs: Sequence[Any] | None = None
    calibration: Sequence[Sequence[Any]] | None = None

    def __post_init__(self) -> None:
        if self.precision not in get_args(Precision):
            raise ValueError(f"precision is {', '.join(map(repr, get_args(Precision)))}, not {self.precision!r}")
        if any(not isinstance(arguments, (tuple, list)) for arguments in self.calibration or ()):
            raise ValueError("calibration is a list of tuples, the arguments of a call each")
        if self.precision == "int8" and not self.examples:
            raise CompileError('precision="int8" needs inputs to find out the range of numbers in each layer',
                               fix="give typical ones: calibration=[(input, ...), ...]")  # fmt: skip

    @property
    def examples(self) -> list[Sequence[Any]]:
        """Arguments to calibrate with and to measure parity on."""
        if self.calibration:
            return list(self.calibration)
        return [self.example_inputs] if self.example_inputs else []

    @property
    def is_reduced(self) -> bool:
        return self.precision in ("bf16", "int8")


def positional(target: Callable[..., Any], examples: Examples | None) -> Sequence[Any] | None:
    """The arguments of a call for examples by name; None where some can only be given by name."""
    if not isinstance(examples, Mapping):
        return examples
    try:
        bound = inspect.signature(getattr(target, "forward", target)).bind(**examples)
    except TypeError:
        return None  # the front end says which names there are
    bound.apply_defaults()
    return None if bound.kwargs else bound.args


def described(graph: Graph) -> dict[str, str]:
    """The metadata of a program that computes so."""
    return {KEY: graph.precision} if graph.precision != "float32" else {}


def read(metadata: dict[str, str]) -> str:
    return metadata.get(KEY, "float32")
