"""The intermediate representation: typed SSA with structured control flow."""

from .graph import (
    COMPUTED,
    STATE,
    STRUCTURAL,
    SUSPENDING,
    TERMINATORS,
    Block,
    Function,
    Graph,
    Op,
    Parameter,
    Value,
    handed_on,
    replace_all_uses,
    walk,
)

__all__ = [
    "COMPUTED", "STATE", "STRUCTURAL", "SUSPENDING", "TERMINATORS", "Block", "Function", "Graph", "Op", "Parameter",
    "Value", "handed_on", "replace_all_uses", "walk",
]  # fmt: skip
