"""How a program computes with floats: ``precision=`` of ``script``, ``trace`` and ``compile``.

"float32" is as close to a float64 reference as eager PyTorch is, within a small factor; "exact" also keeps to eager's
way of computing: no Winograd, no batch norm folded into the weights. The archive keeps it as metadata, under ``KEY``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from ..ir.graph import Graph

Precision = Literal["float32", "exact"]
KEY = "flambeau:precision"


def check_precision(precision: str) -> None:
    """Raises ValueError for what isn't one."""
    if precision not in get_args(Precision):
        raise ValueError(f"precision is {' or '.join(map(repr, get_args(Precision)))}, not {precision!r}")


def described(graph: Graph) -> dict[str, str]:
    """The metadata of a program that computes so."""
    return {KEY: graph.precision} if graph.precision != "float32" else {}


def read(metadata: dict[str, str]) -> str:
    return metadata.get(KEY, "float32")
