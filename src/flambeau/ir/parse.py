"""Reads the text form of the IR (see ``text``) back to a ``Graph``.

A recursive-descent parser over one regular expression's tokens. Errors are ValueErrors that name the line::

    parse_graph("func forward(%x: Tensor) -> Tensor {\\n  return %x\\n}")
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import Any

import torch

from .. import types
from ..types import ClassType, TensorType, Type, list_of, parse_type, tuple_of, union
from .classes import ClassRef, MemberRef
from .graph import COMPUTED, TERMINATORS, Block, Function, Graph, Op, Parameter, Value

_TOKEN = re.compile(
    r"""(?P<space>[ \t]+|\#(?![\d?])[^\n]*)|(?P<newline>\n)|(?P<value>%[\w.]+)
    |(?P<string>b?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    |(?P<number>-?(?:\d[\w.]*(?:(?<=[eE])[+-]\d+)?(?:[+-]\d[\d.]*j)?|inf\b|nan\b))
    |(?P<word>@?[A-Za-z_]\w*(?:::\w+)?(?:\.\w+)*)|(?P<mark>->|\.\.\.|\#\d+|\#\?|[(){}\[\],:=<>])""",
    re.VERBOSE,
)


def parse_graph(text: str, tensors: Sequence[torch.Tensor] | None = None) -> Graph:
    """The graph that ``text`` says; the first function is the entry. ``#n`` is ``tensors[n]``.

    Where no table is given, ``#n`` is normal noise seeded by n, so that a test can state a big weight by its shape.
    """
    parser = _Parser(text, tensors)
    functions = {}
    while not parser.at_end():
        function = parser.function()
        functions[function.name] = function
    if not functions:
        raise ValueError("no function in the IR text")
    return Graph(functions, next(iter(functions)))


class _Parser:
    def __init__(self, text: str, tensors: Sequence[torch.Tensor] | None) -> None:
        self.text = text
        self.tensors = tensors
        self.noise: dict[tuple[str, tuple[int, ...], str], torch.Tensor] = {}
        self.tokens: list[tuple[str, str, int]] = []
        self.position = 0
        self.values: dict[str, Value] = {}
        self.targets: dict[str, Op] = {}
        self._tokenize()

    def _tokenize(self) -> None:
        at = 0
        while at < len(self.text):
            found = _TOKEN.match(self.text, at)
            if found is None:
                raise ValueError(f"line {self.line(at)}: unexpected {self.text[at : at + 10]!r}")
            if found.lastgroup not in ("space", "newline"):
                self.tokens.append((found.lastgroup or "", found.group(), at))
            at = found.end()
        self.tokens.append(("end", "", len(self.text)))

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def error(self, expected: str) -> ValueError:
        _, token, at = self.tokens[self.position]
        return ValueError(f"line {self.line(at)}: expected {expected}, got {token!r}")

    def at_end(self) -> bool:
        return self.tokens[self.position][0] == "end"

    def peek(self, *texts: str) -> bool:
        return self.tokens[self.position][1] in texts

    def peek_kind(self, kind: str) -> bool:
        return self.tokens[self.position][0] == kind

    def next(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def accept(self, text: str) -> bool:
        if self.peek(text):
            self.position += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.error(repr(text))

    def separated(self, close: str, item: Callable[[], Any]) -> list[Any]:
        """``item, item, ... close``; a trailing comma is allowed."""
        found = []
        while not self.accept(close):
            found.append(item())
            if not self.peek(close):
                self.expect(",")
        return found

    # -- types and literals

    def type(self) -> Type:
        """A type's tokens, up to what can't belong to it."""
        start, depth = self.tokens[self.position][2], 0
        while not (depth == 0 and self.peek("=", ",", ")", "{", "")):
            token = self.next()
            depth += (token in "([") - (token in ")]")
        return parse_type(self.text[start : self.tokens[self.position][2]].strip())

    def literal(self) -> tuple[Any, Type]:
        """A constant and the type that it has where nothing else is said."""
        kind, token, _ = self.tokens[self.position]
        self.position += 1
        if kind == "string":
            return ast.literal_eval(token), types.BYTES if token[0] == "b" else types.STR
        if kind == "number":
            return _number(token)
        if token == "[":
            items = self.separated("]", self.literal)
            return tuple(v for v, _ in items), list_of(union(*(t for _, t in items)))
        if token == "(":
            items = self.separated(")", self.literal)
            return tuple(v for v, _ in items), tuple_of(*(t for _, t in items))
        if token == "{":
            members = self.separated("}", self.member)
            return tuple(members), types.ANY
        if token == "tensor":
            tensor = self.tensor()
            return tensor, TensorType(str(tensor.dtype)[6:], tensor.dim())
        if token in ("class", "member"):
            self.expect("(")
            names = self.separated(")", lambda: ast.literal_eval(self.next()))
            return (ClassRef(*names), types.ANY) if token == "class" else (MemberRef(*names), ClassType(names[0]))
        if token == "device":
            self.expect("(")
            name = ast.literal_eval(self.next())
            self.expect(")")
            return torch.device(name), types.DEVICE
        if token.startswith("torch."):
            return getattr(torch, token[6:]), types.DTYPE
        if token in _WORDS:
            return _WORDS[token]
        self.position -= 1
        raise self.error("a value")

    def member(self) -> Any:
        """An element of a set, or a pair of a dict. What they are part of has its type beside it."""
        value, _ = self.literal()
        return (value, self.literal()[0]) if self.accept(":") else value

    def tensor(self) -> torch.Tensor:
        self.expect("(")
        dtype_name = self.next()
        dtype = getattr(torch, dtype_name)
        self.expect(",")
        shape, _ = self.literal()
        self.expect(",")
        if self.tokens[self.position][1].startswith("#"):
            tensor = self.table_entry(self.next(), dtype_name, shape)
        else:
            tensor = torch.tensor(self.literal()[0], dtype=dtype).reshape(shape)
        self.expect(")")
        return tensor

    def table_entry(self, name: str, dtype: str, shape: tuple[int, ...]) -> torch.Tensor:
        if self.tensors is not None:
            return self.tensors[int(name[1:])]
        key = (name, shape, dtype)
        if key not in self.noise:
            seed = int(name[1:]) if name != "#?" else 0
            noise = torch.randn(shape, generator=torch.Generator().manual_seed(seed))
            self.noise[key] = noise.to(getattr(torch, dtype))
        return self.noise[key]

    # -- values

    def declare(self, make: Callable[[Type, str], Value]) -> Value:
        """``%name: type``."""
        if not self.peek_kind("value"):
            raise self.error("a value's name")
        name = self.next()
        self.expect(":")
        hint = re.sub(r"\.\d+$", "", name[1:])
        value = make(self.type(), "" if hint.isdigit() else hint)
        self.values[name] = value
        return value

    def operand(self, block: Block) -> Value:
        """``%name``, ``keyword=%name`` or a literal, for which a constant is made in ``block``."""
        if self.peek_kind("word") and self.tokens[self.position + 1][1] == "=":
            self.position += 2
        if self.peek_kind("value"):
            name = self.tokens[self.position][1]
            if name not in self.values:
                raise self.error("a value that is defined")
            self.position += 1
            return self.values[name]
        value, type = self.literal()
        return block.append(Op("constant", [], [type], attrs={"value": value})).result

    # -- functions, blocks, ops

    def function(self) -> Function:
        self.expect("func")
        name = self.next()
        if name == "<":  # <state>
            name = f"<{self.next()}>"
            self.expect(">")
        self.values, self.targets = {}, {}
        body = Block()
        parameters: list[Parameter] = []
        self.expect("(")
        self.separated(")", lambda: parameters.append(self.parameter(body)))
        self.expect("->")
        return_type = self.type()
        self.block(body)
        return Function(name, body, return_type, parameters)

    def parameter(self, body: Block) -> Parameter:
        name = self.tokens[self.position][1][1:]
        self.declare(body.add_param)
        if self.accept("="):
            return Parameter(name, True, COMPUTED if self.accept("unbound") else self.literal()[0])
        return Parameter(name)

    def block(self, block: Block) -> None:
        self.expect("{")
        while not self.accept("}"):
            if self.at_end():
                raise self.error("'}'")
            self.statement(block)

    def statement(self, block: Block) -> None:
        results: list[tuple[str, Type, str]] = []
        while self.peek_kind("value"):
            name = self.tokens[self.position][1]
            # Results are visible only behind the op, so they are registered when it is made.
            before = self.values.get(name)
            value = self.declare(lambda type, hint: Value(type, name=hint))
            results.append((name, value.type, value.name))
            if before is not None:
                self.values[name] = before
            else:
                del self.values[name]
            if not self.accept(","):
                self.expect("=")
                break
        op = self.operation(block)
        for name, type, hint in results:
            self.values[name] = op.add_result(type, hint)

    def operation(self, block: Block) -> Op:
        if not self.peek_kind("word"):
            raise self.error("an operation")
        name = self.next()
        if name in TERMINATORS:
            return self.terminator(name, block)
        if name in ("if", "loop", "block", "try"):
            return self.construct(name, block)
        attrs: dict[str, Any] = {}
        if name == "call":
            attrs["function"] = self.next()[1:]
        self.expect("(")
        if name == "constant":
            attrs["value"] = None if self.accept("unbound") else self.literal()[0]
            self.expect(")")
            return block.append(Op(name, [], [], attrs=attrs))
        operands = self.separated(")", lambda: self.operand(block))
        return block.append(Op(name, operands, [], attrs=attrs))

    def terminator(self, name: str, block: Block) -> Op:
        attrs: dict[str, Any] = {}
        operands: list[Value] = []
        if name in ("break", "continue"):
            label = self.next()
            if label not in self.targets:
                self.position -= 1
                raise self.error("the label of an enclosing loop or block")
            attrs["target"] = self.targets[label]
            self.expect("(")
            operands = self.separated(")", lambda: self.operand(block))
        elif not self.peek("}"):
            operands.append(self.operand(block))
            while self.accept(","):
                operands.append(self.operand(block))
        return block.append(Op(name, operands, [], attrs=attrs))

    def construct(self, name: str, block: Block) -> Op:
        op = Op(name, [], [])
        inner = op.add_block()
        if name == "if":
            op.operands.append(self.operand(block))
        if name in ("loop", "block"):
            self.targets[self.next()] = op
        if name == "loop":
            self.expect("(")
            self.separated(")", lambda: self.carried(op, inner, block))
        block.append(op)
        self.block(inner)
        if name == "if":
            self.expect("else")
            self.block(op.add_block())
        elif name == "try":
            handler = op.add_block()
            self.expect("except")
            self.expect("(")
            self.separated(")", lambda: self.declare(handler.add_param))
            self.block(handler)
        return op

    def carried(self, op: Op, inner: Block, outer: Block) -> None:
        self.declare(inner.add_param)
        self.expect("=")
        op.operands.append(self.operand(outer))


_WORDS: dict[str, tuple[Any, Type]] = {
    "None": (None, types.NONE),
    "True": (True, types.BOOL),
    "False": (False, types.BOOL),
    "...": (Ellipsis, types.ELLIPSIS),
    "inf": (float("inf"), types.FLOAT),
    "nan": (float("nan"), types.FLOAT),
}


def _number(token: str) -> tuple[Any, Type]:
    if token.endswith("j"):
        return complex(token), types.COMPLEX
    if token.lstrip("-").isdigit():
        return int(token), types.INT
    return float(token), types.FLOAT
