"""Checks that a graph is well formed, after every pass and before code is made of it.

Every value is defined before its use and in scope; every block ends with one terminator whose target encloses it; what
a terminator hands over fits the results that receive it; operators get what their schema takes. A failure is a bug of
the compiler, never of the user's program, and raises ``VerifyError`` with the op in question.

Operators' operands are held to the schema as far as types can tell: an ``Any`` may be a Tensor, an ``int`` is not.
"""

from __future__ import annotations

from .. import types
from ..errors import FlambeauError, Span
from ..ops import Argument, operators
from ..types import ArrayType, Generic, TensorType, Type, is_subtype, members
from .graph import SUSPENDING, TERMINATORS, Block, Function, Graph, Op, Value


class VerifyError(FlambeauError):
    """The graph is malformed: a bug in a front end or pass. ``reason`` says how, ``span`` where in the source."""

    def __init__(self, text: str, reason: str = "", span: Span | None = None) -> None:
        super().__init__(text)
        self.reason = reason
        self.span = span


# Large constants (vocabularies) that have been found to be of a type: the pipeline verifies after every pass. The value
# is kept so that its id stays its own; comparing it with itself is immediate.
_large: dict[int, tuple[Type, object]] = {}


def verify(graph: Graph) -> None:
    """Raises VerifyError naming the first op that is wrong."""
    if graph.entry not in graph.functions:
        raise VerifyError(f"the entry {graph.entry!r} is not a function of the graph")
    for name, function in graph.functions.items():
        if function.name != name:
            raise VerifyError(f"the function {function.name!r} is listed as {name!r}")
        if function.body.op is not None:
            raise VerifyError(f"the body of {name!r} belongs to an op")
        if function.parameters and len(function.parameters) != len(function.body.params):
            raise VerifyError(
                f"{name!r} has {len(function.body.params)} values for {len(function.parameters)} parameters"
            )
        _Verifier(graph, function).block(function.body)


class _Verifier:
    def __init__(self, graph: Graph, function: Function) -> None:
        self.graph = graph
        self.function = function
        self.visible: set[Value] = set()
        self.enclosing: list[Op] = []

    def fail(self, op: Op, reason: str) -> VerifyError:
        from .text import print_op

        where = f" (from {op.span})" if op.span else ""
        return VerifyError(f"in {self.function.name}: {reason}\n  {print_op(op)}{where}", reason, op.span)

    def block(self, block: Block) -> None:
        defined = list(block.params)
        for param in block.params:
            if param.block is not block or param.op is not None:
                raise VerifyError(f"in {self.function.name}: the parameter %{param.name} doesn't belong to its block")
        self.visible.update(block.params)
        for index, op in enumerate(block.ops):
            if op.parent is not block:
                raise self.fail(op, "the op's parent is another block")
            last = index == len(block.ops) - 1
            if (op.name in TERMINATORS) is not last:
                raise self.fail(
                    op, "the block doesn't end with a terminator" if last else "a terminator inside a block"
                )
            self.op(op)
            for result in op.results:
                if result.op is not op or result.block is not None:
                    raise self.fail(op, f"the result %{result.name} belongs to another op")
                if result in self.visible:
                    raise self.fail(op, f"the result %{result.name} is defined twice")
            self.visible.update(op.results)
            defined += op.results
        if not block.ops:
            raise VerifyError(f"in {self.function.name}: an empty block{f' of {block.op.name}' if block.op else ''}")
        self.visible.difference_update(defined)

    def op(self, op: Op) -> None:
        for operand in op.operands:
            if operand not in self.visible:
                raise self.fail(op, f"the operand %{operand.name} is not defined here")
        if op.name in TERMINATORS:
            self.terminator(op)
        elif op.name in ("if", "loop", "block", "try"):
            self.construct(op)
        elif op.blocks:
            raise self.fail(op, "only if, loop, block and try hold blocks")
        elif op.name in ("constant", "tuple", "list", "dict", "set", "unpack", "cast", "call"):
            self.structure(op)
        elif op.name in ("generator", "resume", *SUSPENDING):
            self.generator(op)
        else:
            self.operator(op)

    def construct(self, op: Op) -> None:
        blocks, operands = {"if": (2, 1), "try": (2, 0), "block": (1, 0), "loop": (1, len(op.operands))}[op.name]
        if len(op.blocks) != blocks or len(op.operands) != operands:
            raise self.fail(op, f"'{op.name}' takes {operands} operands and {blocks} blocks")
        if op.name == "if" and not may_be(op.operands[0].type, types.BOOL):
            raise self.fail(op, f"the condition is {op.operands[0].type}, not bool")
        params = [len(b.params) for b in op.blocks]
        wanted = {"if": [0, 0], "try": [0, 1], "block": [0], "loop": [len(op.operands)]}[op.name]
        if params != wanted:
            raise self.fail(op, f"the blocks of '{op.name}' have {params} parameters instead of {wanted}")
        if op.name == "loop":
            self.fits(op, op.operands, op.blocks[0].params, "initial value")
        self.enclosing.append(op)
        for block in op.blocks:
            if block.op is not op:
                raise self.fail(op, "a nested block belongs to another op")
            self.block(block)
        self.enclosing.pop()

    def terminator(self, op: Op) -> None:
        if op.results:
            raise self.fail(op, "a terminator has no results")
        if op.name == "yield":
            if not self.enclosing or self.enclosing[-1].name == "loop":
                raise self.fail(op, "'yield' leaves the block of an if, block or try, nothing else")
            self.fits(op, op.operands, self.enclosing[-1].results, "yielded value")
        elif op.name in ("break", "continue"):
            target = op.attrs.get("target")
            allowed = ("loop",) if op.name == "continue" else ("loop", "block")
            if target not in self.enclosing or target.name not in allowed:
                raise self.fail(op, f"the target of '{op.name}' is no enclosing {' or '.join(allowed)}")
            received = target.results if op.name == "break" else target.blocks[0].params
            self.fits(op, op.operands, received, "value")
        elif op.name == "finish":
            self.within_generator(op)
            self.fits(op, op.operands, [Value(self.generated().args[1])], "final value")
        elif op.name == "return":
            if self.function.is_generator:
                raise self.fail(op, "a generator's function ends with 'finish'")
            if len(op.operands) != 1:
                raise self.fail(op, "'return' takes one value")
            if not is_subtype(op.operands[0].type, self.function.return_type):
                raise self.fail(op, f"returns {op.operands[0].type} from a function of {self.function.return_type}")
        elif len(op.operands) != 1 or not may_be(op.operands[0].type, types.EXCEPTION):
            raise self.fail(op, "'raise' takes one exception")

    def generator(self, op: Op) -> None:
        """``generator``, ``suspend`` and ``resume``."""
        operands, results = {"generator": (0, 0), "resume": (3, 2)}.get(op.name, (1, 1))
        if len(op.operands) != operands or len(op.results) != results:
            raise self.fail(op, f"'{op.name}' takes {operands} operands and gives {results} results")
        if op.name == "resume":
            if not may_be(op.operands[0].type, Generic("Generator", (types.ANY, types.ANY))):
                raise self.fail(op, f"resumes {op.operands[0].type}")
            if not is_subtype(op.operands[2].type, types.optional(types.EXCEPTION)) or op.results[1].type != types.BOOL:
                raise self.fail(op, "'resume' takes an exception or None, and says by a bool whether it has ended")
            return
        self.within_generator(op)
        if op.name in SUSPENDING:
            self.fits(op, op.operands, [Value(self.generated().args[0])], "yielded value")
            return
        before = self.function.body.ops
        if op.parent is not self.function.body or any(o.name != "constant" for o in before[: before.index(op)]):
            raise self.fail(op, "'generator' isn't the first op of its function")

    def within_generator(self, op: Op) -> None:
        if not self.function.is_generator or self.generated().name != "Generator":
            raise self.fail(op, f"'{op.name}' stands in a function that makes no Generator")

    def generated(self) -> Generic:
        found = self.function.return_type
        return found if isinstance(found, Generic) else Generic("", ())

    def fits(self, op: Op, given: list[Value], received: list[Value], what: str) -> None:
        if len(given) != len(received):
            raise self.fail(op, f"{len(given)} values are given where {len(received)} are expected")
        for index, (a, b) in enumerate(zip(given, received)):
            if not is_subtype(a.type, b.type):
                raise self.fail(op, f"{what} {index} is {a.type}, expected {b.type}")

    def structure(self, op: Op) -> None:
        results = len(op.results) if op.name == "unpack" else 1
        if len(op.results) != results:
            raise self.fail(op, f"'{op.name}' has one result")
        operands = {"constant": 0, "unpack": 1, "cast": 1}.get(op.name, len(op.operands))
        if len(op.operands) != operands or (op.name == "dict" and operands % 2):
            raise self.fail(op, f"'{op.name}' can't take {len(op.operands)} operands")
        if op.name == "constant":
            self.constant(op)
        elif op.name == "call":
            called = self.graph.functions.get(op.attrs.get("function", ""))
            if called is None:
                raise self.fail(op, "no such function in the graph")
            self.fits(op, op.operands, called.body.params, "argument")
            if not is_subtype(called.return_type, op.result.type):
                raise self.fail(op, f"the function returns {called.return_type}")

    def constant(self, op: Op) -> None:
        from .interpret import constant_value, has_type

        if "value" not in op.attrs and op.result.type != types.UNBOUND:
            raise self.fail(op, "a constant without a value")
        value = op.attrs.get("value")
        large = isinstance(value, tuple) and len(value) > 64
        if large and _large.get(id(value)) == (op.result.type, value):
            return
        if not has_type(constant_value(op), op.result.type):
            raise self.fail(op, f"the value is not {op.result.type}")
        if large:
            if len(_large) >= 32:
                _large.clear()
            _large[id(value)] = (op.result.type, value)

    def operator(self, op: Op) -> None:
        declared = operators().get(op.name)
        if declared is None:
            raise self.fail(op, "the operator is not declared")
        schema = declared.schema
        if len(op.operands) != len(schema.arguments):
            raise self.fail(op, f"{len(op.operands)} operands for {schema.text}")
        for operand, argument in zip(op.operands, schema.arguments):
            if not takes(argument, operand.type):
                raise self.fail(op, f"'{argument.name}' is {operand.type}, expected {argument.kind} by {schema.text}")
        if len(op.results) != len(schema.returns):
            raise self.fail(op, f"{len(op.results)} results for {schema.text}")
        for result, declared_result in zip(op.results, schema.returns):
            if not may_be(result.type, declared_result.type):
                raise self.fail(op, f"the result is {result.type}, {schema.text} gives {declared_result.type}")


def takes(argument: Argument, actual: Type) -> bool:
    """Whether an operand of type ``actual`` may be what ``argument`` takes; bool serves as int, both as float."""
    return any(_converts(a, e) for a in members(actual) for e in members(argument.type))


def _converts(actual: Type, expected: Type) -> bool:
    if may_be(actual, expected):
        return True
    if actual == types.BOOL and expected in (types.INT, types.FLOAT):
        return True
    if actual == types.INT and expected in (types.FLOAT, types.COMPLEX):
        return True
    # A list parameter takes any sequence of what it lists.
    if isinstance(expected, Generic) and expected.name == "List":
        inner = members(expected.args[0])
        elements: tuple[Type, ...] | None = None
        if actual == types.SIZE:
            elements = (types.INT,)
        elif isinstance(actual, Generic) and actual.name in ("List", "Tuple", "TupleOf"):
            elements = actual.args
        return elements is not None and all(any(_converts(a, e) for a in members(x) for e in inner) for x in elements)
    return False


def may_be(a: Type, b: Type) -> bool:
    """Whether some value is of both types."""
    if types.ANY in (a, b) or types.NEVER in (a, b):
        return True
    if len(members(a)) > 1 or len(members(b)) > 1:
        return any(may_be(x, y) for x in members(a) for y in members(b))
    if isinstance(a, ArrayType) and isinstance(b, ArrayType):
        return all(x in (None, "", y) or y in (None, "") for x, y in (
            (a.dtype, b.dtype), (a.rank, b.rank), (a.kind, b.kind)
        ))  # fmt: skip
    if isinstance(a, TensorType) and isinstance(b, TensorType):
        same_dtype = None in (a.dtype, b.dtype) or a.dtype == b.dtype
        return same_dtype and (None in (a.rank, b.rank) or a.rank == b.rank)
    if isinstance(a, Generic) and isinstance(b, Generic):
        if {a.name, b.name} == {"Tuple", "TupleOf"}:
            return not a.cls and not b.cls
        if a.name != b.name:
            return False
        if a.name == "Tuple" and len(a.args) != len(b.args):
            return False
        return a.name != "Tuple" or all(may_be(x, y) for x, y in zip(a.args, b.args))
    return a == b
