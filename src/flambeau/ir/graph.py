"""The IR: typed SSA with structured control flow and early exits.

A ``Function`` has one ``Block``; a block holds ``Op``s; an op has operands, results and, where it is a control
construct, nested blocks. A value is visible after its definition in its own block and in the blocks nested there.

Structural ops (``STRUCTURAL``); every other op is a declared operator of ``flambeau.ops``, named ``aten::add.Tensor``,
with one operand per schema argument, in the schema's order, defaults filled in:

====================  ==============================================================================================
``constant``          ``attrs["value"]``: None, bool, int, float, complex, str, bytes, torch.dtype, torch.device,
                      Ellipsis, a torch.Tensor, a ClassRef or MemberRef, or a tuple of such (a tuple's type says
                      Tuple or, for int/float/bool/Tensor-optional lists that are only read by operators, List)
``tuple list dict set``  build a container of the operands (``dict``: key, value, key, value, ...)
``unpack``            one operand, N results: the elements; raises ValueError like Python where the count differs
``cast``              one operand, one result: the same value under a narrower type, checked at run time (TypeError)
``if``                operand: bool; blocks: then, else; results: what the blocks ``yield``
``loop``              operands: initial values; one block whose params are the carried values; the block ends with
                      ``continue`` (next values) or ``break``; results: what ``break`` gives
``block``             one block; results: what its ``yield``, or a ``break`` that targets it from any depth, gives
``try``               blocks: body, handler (one param: the exception); results: what either yields
``call``              ``attrs["function"]``: name of a Function of the program
``generator``         no operands, no results: the function's call ends here with a Generator, which goes on behind it;
                      the first op of a function's body but for constants
``suspend``           in such a function: one operand, which is yielded; the result is what it is resumed with
``suspend_guarded``   the same where a ``finally`` or ``with`` has yet to end: it is an error to let go of it there
``resume``            operands: a Generator, a value (None at first), None or an exception to be raised where it is
                      suspended; results: what it yields or ends with, and whether it has ended (bool)
terminators           ``yield vs`` (leaves the block of an if/block/try) - ``break vs`` (``attrs["target"]``: the
                      enclosing loop or block op that is left) - ``continue vs`` (``attrs["target"]``: the loop) -
                      ``return vs`` (leaves the function) - ``raise v`` (an exception value) -
                      ``finish v`` (ends the generator)
====================  ==============================================================================================

Every block ends with exactly one terminator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import CompileError, Span
from ..types import Type
from .classes import ClassInfo

STATE = "<state>"  # the function that gives the first values of a program's state slots, as a tuple
TERMINATORS = frozenset({"yield", "break", "continue", "return", "raise", "finish"})
SUSPENDING = frozenset({"suspend", "suspend_guarded"})
STRUCTURAL = TERMINATORS | SUSPENDING | {
    "constant", "tuple", "list", "dict", "set", "unpack", "cast", "if", "loop", "block", "try", "call",
    "generator", "resume",
}  # fmt: skip


class Value:
    """One SSA value: a result of ``op``, or a parameter of ``block`` (exactly one of the two is set)."""

    __slots__ = ("type", "op", "block", "name")

    def __init__(self, type: Type, op: Op | None = None, block: Block | None = None, name: str = "") -> None:
        self.type = type
        self.op = op
        self.block = block
        self.name = name  # a hint for the text form: the user's variable

    @property
    def owner(self) -> Block:
        """The block in which this value is defined."""
        if self.block is not None:
            return self.block
        assert self.op is not None and self.op.parent is not None
        return self.op.parent


class Op:
    """One operation. ``parent`` is the block that holds it."""

    __slots__ = ("name", "operands", "results", "blocks", "attrs", "span", "parent")

    def __init__(self, name: str, operands: list[Value], result_types: list[Type], span: Span | None = None,
                 attrs: dict[str, Any] | None = None) -> None:  # fmt: skip
        self.name = name
        self.operands = operands
        self.results = [Value(t, op=self) for t in result_types]
        self.blocks: list[Block] = []
        self.attrs = attrs or {}
        self.span = span
        self.parent: Block | None = None

    @property
    def result(self) -> Value:
        """The only result."""
        (value,) = self.results
        return value

    def add_block(self) -> Block:
        block = Block(self)
        self.blocks.append(block)
        return block

    def add_result(self, type: Type, name: str = "") -> Value:
        value = Value(type, op=self, name=name)
        self.results.append(value)
        return value


class Block:
    """A list of ops that ends with a terminator. ``op`` is the construct that holds it, None for a function's body."""

    __slots__ = ("params", "ops", "op")

    def __init__(self, op: Op | None = None) -> None:
        self.params: list[Value] = []
        self.ops: list[Op] = []
        self.op = op

    def add_param(self, type: Type, name: str = "") -> Value:
        value = Value(type, block=self, name=name)
        self.params.append(value)
        return value

    def append(self, op: Op) -> Op:
        op.parent = self
        self.ops.append(op)
        return op

    @property
    def terminator(self) -> Op | None:
        return self.ops[-1] if self.ops and self.ops[-1].name in TERMINATORS else None

    @property
    def parent(self) -> Block | None:
        return self.op.parent if self.op is not None else None


class Computed:
    """The class of COMPUTED: the default of a parameter that is Unbound where none is given, for the program itself to
    put the object there that is the default."""

    def __repr__(self) -> str:
        return "unbound"


COMPUTED = Computed()


@dataclass
class Parameter:
    """One parameter of a program's entry: its name, and its default where ``has_default``."""

    name: str
    has_default: bool = False
    default: Any = None


@dataclass
class Function:
    """A function: ``body.params`` are its parameters; ``return_type`` the join of what its ``return`` ops give."""

    name: str
    body: Block
    return_type: Type
    parameters: list[Parameter] = field(default_factory=list)

    @property
    def is_generator(self) -> bool:
        """Whether a call gives a Generator that runs the body."""
        return any(op.name == "generator" for op in self.body.ops)


@dataclass
class Graph:
    """A whole program: functions by name. ``entry`` is called by ``Program.__call__``."""

    functions: dict[str, Function]
    entry: str = "forward"
    classes: dict[str, ClassInfo] = field(default_factory=dict)  # those that types and constants name
    tensor_classes: dict[str, str] = field(default_factory=dict)  # of parameters that are of a subclass of Tensor
    exceptions: dict[str, type] = field(default_factory=dict)  # the user's that may leave it, by their full names
    precision: str = "float32"  # how it computes with floats: what the passes were run with
    deferred: list[CompileError] = field(default_factory=list)  # refusals that raise TypeError where they are met

    @property
    def main(self) -> Function:
        return self.functions[self.entry]


def handed_on(op: Op) -> tuple[list[Value], list[Value]]:
    """What control takes along at a loop's start, a yield, break or continue: the operands of ``op``, and for each the
    value that receives it. Nothing for any other op."""
    if op.name == "loop":
        return op.operands, op.blocks[0].params
    if op.name == "yield":
        assert op.parent is not None and op.parent.op is not None
        return op.operands, op.parent.op.results
    if op.name == "break":
        return op.operands, op.attrs["target"].results
    if op.name == "continue":
        return op.operands, op.attrs["target"].blocks[0].params
    return [], []


def walk(block: Block) -> Iterator[Op]:
    """Every op of ``block`` and of its nested blocks, in order; a construct comes before what it holds."""
    left: list[Iterator[Op | Block]] = [iter(list(block.ops))]
    while left:
        for one in left[-1]:
            if isinstance(one, Block):
                left.append(iter(list(one.ops)))
                break
            yield one
            if one.blocks:
                left.append(iter(one.blocks))
                break
        else:
            left.pop()


def replace_all_uses(root: Block, replacements: dict[Value, Value]) -> None:
    """Rewrites the operands of every op below ``root``; chains of replacements are followed."""
    if not replacements:
        return
    for op in walk(root):
        for index, operand in enumerate(op.operands):
            while operand in replacements:
                operand = replacements[operand]
            op.operands[index] = operand
