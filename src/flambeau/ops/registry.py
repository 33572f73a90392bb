"""The table of operators, read from ``schemas/*.def``: the same files that the C++ runtime includes.

A line ``OP(aten_add_Tensor, "aten::add.Tensor(...) -> Tensor", Pointwise)`` declares an operator; adding one takes
that line, a kernel of that name in ``runtime/src/kernels``, and a test case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .schema import Schema, parse_schema

TRAITS = ("None", "Pointwise", "Random", "Effect")
# Python operators through which the identity of a tensor, container or object shows.
OBSERVES_IDENTITY = frozenset({
    "py::is", "py::contains", "py::eq", "py::ne", "py::list_index", "py::list_remove", "py::list_count", "py::id",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operator:
    """A declared operator. ``trait`` is one of TRAITS: Pointwise ones may be fused, Random and Effect never removed."""

    schema: Schema
    trait: str

    @property
    def name(self) -> str:
        return self.schema.qualified

    @property
    def is_pure(self) -> bool:
        """Whether an unused result lets the operator be dropped, and equal calls be shared (views excepted)."""
        return self.trait in ("None", "Pointwise") and not self.schema.mutates


_LINE = re.compile(r'^OP\(\s*(\w+)\s*,\s*((?:"(?:[^"\\]|\\.)*"\s*)+),\s*(\w+)\s*\)', re.M)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@cache
def operators() -> dict[str, Operator]:
    """All operators by qualified name, in the order of declaration."""
    table: dict[str, Operator] = {}
    for path in sorted((Path(__file__).parent / "schemas").glob("*.def")):
        for identifier, literal, trait in _LINE.findall(path.read_text()):
            text = "".join(_STRING.findall(literal)).replace('\\"', '"')
            schema = parse_schema(text)
            expected = schema.qualified.replace("::", "_").replace(".", "_")
            if identifier != expected:
                raise ValueError(f"{path.name}: {identifier} declares {schema.qualified}; write {expected}")
            if trait not in TRAITS:
                raise ValueError(f"{path.name}: {identifier} has the unknown trait {trait}")
            if schema.qualified in table:
                raise ValueError(f"{path.name}: {schema.qualified} is declared twice")
            table[schema.qualified] = Operator(schema, trait)
    return table


@cache
def overloads(name: str) -> tuple[Operator, ...]:
    """The overloads of ``aten::add``, in the order of declaration; empty where there is none."""
    return tuple(op for op in operators().values() if op.schema.name == name)


def operator(qualified: str) -> Operator:
    """The operator of that qualified name. Raises KeyError."""
    return operators()[qualified]
