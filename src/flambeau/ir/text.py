"""The text form of the IR: ``print_graph`` writes it, ``parse_graph`` reads it back to the same graph.

    func forward(%x: Tensor, %n: int = 3) -> Tensor {
      %y: Tensor = aten::add.Tensor(%x, 1, alpha=1)
      %sum: Tensor, %i: int = loop L0(%acc: Tensor = %y, %k: int = 0) {
        ...
        break L0(%acc, %k)
      }
      return %sum
    }

Constants stand where they are used, unless their type isn't the literal's own: ``%c: Optional[int] = constant(1)``.
Small tensors are written out, bigger ones by shape and a number in the table that ``tensor_table`` gives.
"""

from __future__ import annotations

import re
from typing import Any

import torch

from .. import types
from ..ops import operators
from ..types import ClassType, Generic, TensorType, Type, list_of, tuple_of, union
from .classes import ClassRef, MemberRef
from .graph import COMPUTED, Function, Graph, Op, Value, walk
from .parse import parse_graph

__all__ = ["literal", "literal_type", "parse_graph", "print_graph", "print_op", "tensor_table"]

INLINE_ELEMENTS = 16  # bigger tensors are written by shape only
INLINE_TEXT = 60  # a longer constant gets a line of its own


def print_graph(graph: Graph, spans: bool = False) -> str:
    """The text of ``graph``; with ``spans``, the user's source position behind every op."""
    printer = _Printer(tensor_table(graph), spans)
    names = [graph.entry] + [name for name in graph.functions if name != graph.entry]
    return "\n".join(printer.function(graph.functions[name]) for name in names)


def print_op(op: Op) -> str:
    """One op, for messages; its values are named by their hints and may be ambiguous. Nested blocks are left out."""
    printer = _Printer([], False)
    return printer.head(op).strip()


def tensor_table(graph: Graph) -> list[torch.Tensor]:
    """The tensors that the text names by number, in order: the big ones, and small ones that have several holders."""
    count: dict[int, int] = {}
    order: dict[int, torch.Tensor] = {}
    for function in graph.functions.values():
        for op in walk(function.body):
            for tensor in _tensors(op.attrs.get("value")) if op.name == "constant" else ():
                order.setdefault(id(tensor), tensor)
                count[id(tensor)] = count.get(id(tensor), 0) + 1
    return [t for key, t in order.items() if t.numel() > INLINE_ELEMENTS or count[key] > 1]


def _tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    return [t for v in value for t in _tensors(v)] if isinstance(value, tuple) else []


def literal_type(value: Any) -> Type:
    """The type that the parser gives to the literal of ``value``: its narrowest, a tuple for a tuple."""
    if value is None:
        return types.NONE
    if isinstance(value, torch.Tensor):
        return TensorType(str(value.dtype)[6:], value.dim())
    if isinstance(value, tuple):
        return tuple_of(*map(literal_type, value))
    if isinstance(value, (ClassRef, MemberRef)):
        return types.ANY if isinstance(value, ClassRef) else ClassType(value.cls)
    by_class: dict[type, Type] = {
        bool: types.BOOL, int: types.INT, float: types.FLOAT, complex: types.COMPLEX, str: types.STR,
        bytes: types.BYTES, torch.dtype: types.DTYPE, torch.device: types.DEVICE, type(...): types.ELLIPSIS,
    }  # fmt: skip
    return by_class[type(value)]


def literal(value: Any, type: Type, table: list[torch.Tensor] | None = None) -> str:
    """The text of a constant. ``[1, 2]`` and ``{1: 2}`` are tuples whose type is a List, and a Dict."""
    if type == types.UNBOUND:
        return "unbound"
    if isinstance(value, torch.Tensor):
        return _tensor_literal(value, table or [])
    if isinstance(value, tuple):
        inner = type.args if isinstance(type, Generic) else ()
        if isinstance(type, Generic) and type.name == "Dict":
            return "{" + ", ".join(": ".join(literal(v, t, table) for v, t in zip(pair, inner)) for pair in value) + "}"
        if isinstance(type, Generic) and type.name == "Set":
            return "{" + ", ".join(literal(v, inner[0], table) for v in value) + "}"
        is_list = isinstance(type, Generic) and type.name == "List"
        element_types = [inner[0]] * len(value) if is_list else inner or [types.ANY] * len(value)
        items = ", ".join(literal(v, t, table) for v, t in zip(value, element_types))
        return f"[{items}]" if is_list else f"({items},)" if len(value) == 1 else f"({items})"
    if isinstance(value, (ClassRef, MemberRef)):
        return str(value)
    if isinstance(value, torch.device):
        return f'device("{value}")'
    if isinstance(value, complex):
        return f"{value.real!r}{value.imag:+}j"
    return "..." if value is Ellipsis else repr(value)


def _tensor_literal(tensor: torch.Tensor, table: list[torch.Tensor]) -> str:
    head = f"tensor({str(tensor.dtype)[6:]}, {list(tensor.shape)}"
    for index, other in enumerate(table):
        if other is tensor:
            return f"{head}, #{index})"
    if tensor.numel() > INLINE_ELEMENTS:
        return f"{head}, #?)"
    return f"{head}, {tensor.detach().reshape(-1).tolist()})"


def _is_inline(op: Op, table: list[torch.Tensor]) -> bool:
    """Whether a constant can stand in operand position: the parser must give it the same type again."""
    if op.name != "constant":
        return False
    value, type = op.attrs.get("value"), op.result.type
    if isinstance(type, Generic) and type.name in ("Dict", "Set"):
        return False  # a literal of these says nothing of its type
    natural = literal_type(value)
    if isinstance(type, Generic) and type.name == "List" and isinstance(value, tuple):
        natural = list_of(union(*map(literal_type, value)))
    return type == natural and len(literal(value, type, table)) <= INLINE_TEXT


class _Printer:
    def __init__(self, table: list[torch.Tensor], spans: bool) -> None:
        self.table = table
        self.spans = spans
        self.names: dict[Value, str] = {}
        self.labels: dict[Op, str] = {}
        self.used: set[str] = set()
        self.lines: list[str] = []

    def function(self, function: Function) -> str:
        self.names, self.labels, self.used, self.lines = {}, {}, set(), []
        parts = []
        for index, value in enumerate(function.body.params):
            parameter = function.parameters[index] if index < len(function.parameters) else None
            name = self.declare(value, parameter.name if parameter else value.name)
            default = ""
            if parameter and parameter.has_default:
                computed = parameter.default is COMPUTED
                default = f" = {COMPUTED if computed else literal(parameter.default, value.type, self.table)}"
            parts.append(f"{name}{default}")
        self.lines.append(f"func {function.name}({', '.join(parts)}) -> {function.return_type} {{")
        self.block(function.body.ops, "  ")
        return "\n".join([*self.lines, "}"]) + "\n"

    def declare(self, value: Value, hint: str = "") -> str:
        """Names ``value`` and gives ``%name: type``."""
        stem = re.sub(r"\W", "_", hint or value.name)
        name, number = stem or "0", 0
        while name in self.used:
            number += 1
            name = f"{stem}.{number}" if stem else str(number)
        self.used.add(name)
        self.names[value] = f"%{name}"
        return f"%{name}: {value.type}"

    def use(self, value: Value) -> str:
        op = value.op
        if op is not None and _is_inline(op, self.table):
            return literal(op.attrs.get("value"), value.type, self.table)
        return self.names.get(value) or f"%{value.name or '?'}"

    def uses(self, values: list[Value]) -> str:
        return ", ".join(self.use(v) for v in values)

    def block(self, ops: list[Op], indent: str) -> None:
        for op in ops:
            if _is_inline(op, self.table):
                continue
            # The head names operands of the enclosing scope, so it is made before nested results are declared.
            text = self.head(op)
            span = f"  # {op.span}" if self.spans and op.span else ""
            if not op.blocks:
                self.lines.append(f"{indent}{text}{span}")
                continue
            self.lines.append(f"{indent}{text} {{{span}")
            self.block(op.blocks[0].ops, indent + "  ")
            for second in op.blocks[1:]:
                word = "else" if op.name == "if" else f"except ({', '.join(map(self.declare, second.params))})"
                self.lines.append(f"{indent}}} {word} {{")
                self.block(second.ops, indent + "  ")
            self.lines.append(indent + "}")

    def head(self, op: Op) -> str:
        operation = self.operation(op)
        results = ", ".join(map(self.declare, op.results))
        return f"{results} = {operation}" if results else operation

    def operation(self, op: Op) -> str:
        operands = op.operands
        if op.name == "constant":
            return f"constant({literal(op.attrs.get('value'), op.result.type, self.table)})"
        if op.name in ("loop", "block"):
            self.labels[op] = f"L{len(self.labels)}"
            carried = (
                [f"{self.declare(p)} = {self.use(v)}" for p, v in zip(op.blocks[0].params, operands)]
                if op.blocks
                else []
            )
            return f"{op.name} {self.labels[op]}" + (f"({', '.join(carried)})" if op.name == "loop" else "")
        if op.name in ("break", "continue"):
            return f"{op.name} {self.labels.get(op.attrs['target'], '?')}({self.uses(operands)})"
        if op.name in ("yield", "return", "raise", "finish", "if", "try"):
            return f"{op.name} {self.uses(operands)}".rstrip()
        if op.name == "call":
            return f"call @{op.attrs['function']}({self.uses(operands)})"
        declared = operators().get(op.name)
        named = [a.name if a.keyword_only else "" for a in declared.schema.arguments] if declared else []
        named += [""] * (len(operands) - len(named))
        return f"{op.name}({', '.join(f'{n}={self.use(v)}' if n else self.use(v) for n, v in zip(named, operands))})"
