"""The intermediate representation: typed SSA with structured control flow."""

from .graph import STATE, STRUCTURAL, TERMINATORS, Block, Function, Graph, Op, Parameter, Value, replace_all_uses, walk

__all__ = [
    "STATE", "STRUCTURAL", "TERMINATORS", "Block", "Function", "Graph", "Op", "Parameter", "Value", "replace_all_uses",
    "walk",
]  # fmt: skip
