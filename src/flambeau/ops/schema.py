"""Operator schemas in PyTorch's notation, parsed.

``aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor`` names the operator ``aten::add`` and its
overload ``Tensor``. ``(a)`` after a type marks a view, ``(a!)`` an argument that is written to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..types import (
    ANY,
    ARRAY,
    ARRAY_DTYPE,
    BOOL,
    BYTES,
    COMPLEX,
    DEVICE,
    DTYPE,
    FLOAT,
    INT,
    NONE,
    NUMBER,
    SIZE,
    STR,
    TENSOR,
    Type,
    list_of,
    optional,
)  # fmt: skip

_BASE: dict[str, Type] = {
    "Tensor": TENSOR, "Array": ARRAY, "ArrayDtype": ARRAY_DTYPE, "int": INT, "SymInt": INT, "float": FLOAT,
    "bool": BOOL, "str": STR, "bytes": BYTES, "complex": COMPLEX, "Scalar": NUMBER, "ScalarType": DTYPE,
    "Layout": INT, "MemoryFormat": INT, "Device": DEVICE, "Generator": ANY, "Any": ANY, "Size": SIZE, "None": NONE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter or result. ``kind`` is the schema's own spelling (``int[2]``, ``Tensor?``), alias marks removed."""

    name: str
    kind: str
    type: Type
    default: Any = None
    has_default: bool = False
    keyword_only: bool = False
    alias: str = ""  # the alias set, "" where none
    written: bool = False

    @property
    def list_size(self) -> int | None:
        """N of ``int[N]``, where a bare int stands for N equal ones; None otherwise."""
        found = re.search(r"\[(\d+)\]", self.kind)
        return int(found.group(1)) if found else None


@dataclass(frozen=True, slots=True)
class Schema:
    """A parsed schema. ``name`` is ``aten::add``, ``overload`` is ``Tensor`` or empty."""

    name: str
    overload: str
    arguments: tuple[Argument, ...]
    returns: tuple[Argument, ...]
    text: str

    @property
    def qualified(self) -> str:
        """``aten::add.Tensor``: the operator's name in the IR and in archives."""
        return f"{self.name}.{self.overload}" if self.overload else self.name

    @property
    def mutates(self) -> bool:
        return any(a.written for a in self.arguments)

    @property
    def is_view(self) -> bool:
        """Whether a result shares the storage of an argument that isn't written to."""
        return any(r.alias and not r.written for r in self.returns)


def parse_kind(kind: str) -> Type:
    """The type that a schema's spelling stands for: ``int[2]?`` is ``Optional[List[int]]``."""
    if kind.endswith("?"):
        return optional(parse_kind(kind[:-1]))
    if kind.endswith("]"):
        return list_of(parse_kind(kind[: kind.rindex("[")]))
    if kind not in _BASE:
        raise ValueError(f"unknown type {kind!r} in a schema")
    return _BASE[kind]


_ALIAS = re.compile(r"\((\w+)(!?)(?:\s*->\s*[\w*]+)?\)")
_SCHEMA = re.compile(r"^([\w]+::[\w]+)(?:\.(\w+))?\((.*)\)\s*->\s*(.*)$", re.S)


def parse_schema(text: str) -> Schema:
    """Parses one schema. Raises ValueError with the text where it can't."""
    found = _SCHEMA.match(text.strip())
    if not found:
        raise ValueError(f"not a schema: {text!r}")
    name, overload, inside, result = found.groups()
    arguments: list[Argument] = []
    keyword_only = False
    for part in _split(inside):
        if part == "*":
            keyword_only = True
        else:
            arguments.append(_argument(part, keyword_only))
    result = result.strip()
    parts = _split(result[1:-1]) if result.startswith("(") and result.endswith(")") else [result]
    returns = tuple(_argument(p, False) for p in parts if p)
    return Schema(name, overload or "", tuple(arguments), returns, text.strip())


def _split(text: str) -> list[str]:
    parts, depth, current, quote = [], 0, "", ""
    for c in text:
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(current.strip())
            current = ""
            continue
        current += c
    if current.strip():
        parts.append(current.strip())
    return parts


def _argument(text: str, keyword_only: bool) -> Argument:
    declaration, has_default, default_text = text.partition("=")
    alias, written = "", False
    found = _ALIAS.search(declaration)
    if found:
        alias, written = found.group(1), bool(found.group(2))
        declaration = declaration[: found.start()] + declaration[found.end() :]
    kind, _, name = declaration.strip().partition(" ")
    default = _default(default_text.strip(), kind) if has_default else None
    return Argument(name.strip(), kind, parse_kind(kind), default, bool(has_default), keyword_only, alias, written)


def _default(text: str, kind: str) -> Any:
    if text == "None":
        return None
    if text in ("True", "False"):
        return text == "True"
    if text.startswith("["):
        return [_default(p, kind[: kind.rindex("[")]) for p in _split(text[1:-1])]
    if text[0] in "\"'":
        return text[1:-1]
    if text == "Mean":
        return 1
    if text == "contiguous_format":
        return 0
    if text in ("float", "long"):
        return text
    value: Any = float(text) if any(c in text for c in ".e") else int(text)
    if kind.startswith("int[") and not isinstance(value, list):
        found = re.search(r"\[(\d+)\]", kind)
        return [value] * int(found.group(1)) if found else [value]
    return float(value) if kind.rstrip("?") == "float" else value
