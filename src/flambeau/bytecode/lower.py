"""Lowers the IR to register code.

Structured constructs become jumps, and their results virtual registers that every way out assigns::

    %c = if %b { yield %x } else { yield %y }          jump_if_not b -> L1
                                                        move c = x
                                                        jump L2
                                                   L1:  move c = y
                                                   L2:

Operators on ints, floats and bools whose kinds are proved take an instruction of their own (``opcodes.def``), the
others ``call_operator``. Where the IR knows a value to be an int, a float or a bool but the operator's schema doesn't
say so, a ``cast`` follows, so that the verifier can prove it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import CompileError, Span
from ..ir.classes import ClassInfo
from ..ir.graph import COMPUTED, Block, Function, Graph, Op, Value, walk
from ..ops.registry import operators
from ..ops.schema import Schema
from ..types import BOOL, FLOAT, INT, UNBOUND, Generic, Type, UnionType
from .allocate import allocate
from .coalesce import coalesce
from .code import ClassCode, Code, Entry, EntryParameter, FunctionCode, OperatorUse
from .constants import CONTAINERS, Constant, convert
from .jumps import improve_jumps, shorten
from .linear import Instruction as Linear
from .linear import LinearCode, Region
from .opcodes import opcodes, specialised

_KINDS: dict[Type, str] = {INT: "int", FLOAT: "float", BOOL: "bool"}
_FLOAT_OPERATORS = frozenset({"py::add", "py::sub", "py::mul", "py::truediv"})
_IDENTITIES = frozenset({("py::truth", "bool"), ("py::bool", "bool"), ("py::int", "int"), ("py::float", "float")})


def kind_of(type: Type) -> str:
    """The kind of register that holds values of ``type``: int, float, bool or any."""
    return _KINDS.get(type, "any")


def lower(graph: Graph) -> Code:
    """The program's code. CompileError, with the op's span, where a constant has no form in a program."""
    return Lowering(graph).run()


def replace_function(code: Code, function: Function, classes: Iterable[ClassInfo]) -> Code:
    """The program with another function of that name; what it needs is added to the tables."""
    lowering = Lowering(Graph({function.name: function}), code)
    known = {cls.name for cls in code.classes}
    for info in classes:
        if info.name not in known:
            lowering.add_class(info)
    lowered = _FunctionLowering(lowering, function).run()
    lowering.code.functions = [lowered if f.name == function.name else f for f in code.functions]
    return lowering.code


class Lowering:
    """The tables of a program, those of ``base`` first, while its functions are lowered one by one, the entry first."""

    def __init__(self, graph: Graph, base: Code | None = None) -> None:
        self.graph = graph
        given = base or Code()
        self.code = Code(
            [], given.entries, list(given.constants), list(given.operators), list(given.types), list(given.classes),
            list(given.spans),
        )  # fmt: skip
        names = [graph.entry, *(name for name in graph.functions if name != graph.entry)]
        self.function_index = {name: index for index, name in enumerate(names)}
        self._operators = {use.name: index for index, use in enumerate(given.operators)}
        self._types = {type: index for index, type in enumerate(given.types)}
        self._constants = {constant: index for index, constant in enumerate(given.constants)}
        self._spans = {span: index for index, span in enumerate(given.spans)}

    def run(self) -> Code:
        for info in self.graph.classes.values():  # first: the values of Enums' members come before who names them
            self.add_class(info)
        for name in self.function_index:
            self.code.functions.append(_FunctionLowering(self, self.graph.functions[name]).run())
        self._add_entry(self.graph.main)
        return self.code

    def add_class(self, info: ClassInfo) -> None:
        for _, type, _ in info.fields:
            self.type(type)
        members = [(name, self.constant(convert(value))) for name, value in info.members]
        self.code.classes.append(ClassCode(info.name, info.kind, info.flags, list(info.fields), members))

    def _add_entry(self, function: Function) -> None:
        parameters = []
        for index, value in enumerate(function.body.params):
            declared = function.parameters[index] if index < len(function.parameters) else None
            default = None
            if declared is not None and declared.has_default:
                computed = declared.default is COMPUTED
                default = self.constant(Constant("unbound") if computed else convert(declared.default, value.type))
            name = declared.name if declared is not None else value.name or f"arg{index}"
            parameters.append(EntryParameter(name, value.type, default))
        index = self.function_index[self.graph.entry]
        self.code.entries.append(Entry(index, parameters, function.return_type))

    def operator(self, schema: Schema) -> int:
        name = schema.qualified
        if name not in self._operators:
            self._operators[name] = len(self.code.operators)
            self.code.operators.append(OperatorUse(name, len(schema.arguments), len(schema.returns)))
        return self._operators[name]

    def type(self, type: Type) -> int:
        if type not in self._types:
            parts = type.args if isinstance(type, Generic) else type.members if isinstance(type, UnionType) else ()
            for part in parts:  # before the type itself, as in an archive
                self.type(part)
            self._types[type] = len(self.code.types)
            self.code.types.append(type)
        return self._types[type]

    def constant(self, constant: Constant) -> int:
        if constant not in self._constants:
            if constant.kind in CONTAINERS:
                for part in constant.value:
                    self.constant(part)
            self._constants[constant] = len(self.code.constants)
            self.code.constants.append(constant)
        return self._constants[constant]

    def span(self, span: Span | None) -> int:
        if span is None:
            return -1
        if span not in self._spans:
            if span.caller is not None:
                self.span(span.caller)
            self._spans[span] = len(self.code.spans)
            self.code.spans.append(span)
        return self._spans[span]


class _Target:
    """Where a construct's exits go: the registers of its results (and of what a loop carries) and their labels."""

    def __init__(self, results: list[int], end: int, carried: list[int] | None = None, top: int = -1) -> None:
        self.results = results
        self.end = end
        self.carried = carried or []
        self.top = top


class _FunctionLowering:
    """One function. ``values`` maps IR values to virtual registers, or to ``~index`` of a constant."""

    def __init__(self, program: Lowering, function: Function) -> None:
        self.program = program
        self.function = function
        self.linear = LinearCode(len(function.body.params))
        self.values: dict[Value, int] = {}
        self.targets: dict[Op, _Target] = {}
        self.used = {operand for op in walk(function.body) for operand in op.operands}
        self.span = -1

    def run(self) -> FunctionCode:
        function = self.function
        for param in function.body.params:
            self.values[param] = self.linear.new_register(kind_of(param.type))
        if function.is_generator:
            self.emit("generator", [], [])
        self.block(function.body)
        improve_jumps(self.linear, self.truth_of)
        coalesce(self.linear)
        shorten(self.linear)  # moves stood between jumps
        types = [param.type for param in function.body.params]
        return allocate(function.name, types, function.return_type, self.linear)

    # Emission ------------------------------------------------------------------------------------------------------

    def emit(self, name: str, results: list[int], operands: list[int], immediates: list[int] | None = None,
             label: int | None = None) -> None:  # fmt: skip
        self.linear.items.append(Linear(opcodes()[name], results, operands, immediates or [], label, self.span))

    def kind(self, operand: int) -> str:
        if operand >= 0:
            return self.linear.kinds[operand]
        kind = self.program.code.constants[~operand].kind
        return kind if kind in ("int", "float", "bool") else "any"

    def truth_of(self, operand: int) -> bool | None:
        """The value of a constant bool."""
        constant = self.program.code.constants[~operand] if operand < 0 else None
        return bool(constant.value) if constant is not None and constant.kind == "bool" else None

    def of_type(self, operand: int, type: Type) -> int:
        """``operand``, proved to be of the kind of ``type``: through a cast where it isn't known to be."""
        wanted = kind_of(type)
        if wanted in ("any", self.kind(operand)):
            return operand
        result = self.linear.new_register(wanted)
        self.emit("cast", [result], [operand], [self.program.type(type)])
        return result

    def define(self, value: Value, kind: str = "any") -> int:
        """A new register for ``value``, which the instruction to come writes."""
        self.values[value] = self.linear.new_register(kind)
        return self.values[value]

    def prove(self, value: Value) -> None:
        """After the instruction that defines ``value``: makes its register's kind the one of its type."""
        self.values[value] = self.of_type(self.values[value], value.type)

    def operands(self, op: Op) -> list[int]:
        return [self.values[operand] for operand in op.operands]

    # Blocks and control flow ---------------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        for op in block.ops:
            self.span = self.program.span(op.span) if op.span is not None else self.span
            method = getattr(self, f"op_{op.name}", None)
            if method is not None:
                method(op)
            else:
                self.operator(op)

    def results(self, op: Op) -> list[int]:
        return [self.define(result, kind_of(result.type)) for result in op.results]

    def move_all(self, moves: list[tuple[int, int]]) -> None:
        """Parallel moves (register, operand): all are read before any is written."""
        pending: dict[int, int] = {}
        for register, operand in moves:
            if self.kind(operand) != self.linear.kinds[register] != "any":
                operand = self._cast_to_kind(operand, self.linear.kinds[register])
            if register != operand:
                pending[register] = operand
        while pending:
            free = next((r for r in pending if r not in pending.values()), None)
            if free is None:  # a cycle: one value steps aside
                register = next(iter(pending))
                aside = self.linear.new_register(self.linear.kinds[register])
                self.emit("move", [aside], [register])
                pending = {r: aside if s == register else s for r, s in pending.items()}
                free = register
            self.emit("move", [free], [pending.pop(free)])

    def _cast_to_kind(self, operand: int, kind: str) -> int:
        return self.of_type(operand, next(t for t, k in _KINDS.items() if k == kind))

    def leave(self, registers: list[int], op: Op, label: int) -> None:
        self.move_all(list(zip(registers, self.operands(op))))
        self.emit("jump", [], [], label=label)

    def op_if(self, op: Op) -> None:
        condition = self.of_type(self.values[op.operands[0]], BOOL)
        target = self.targets[op] = _Target(self.results(op), self.linear.new_label())
        otherwise = self.linear.new_label()
        self.emit("jump_if_not", [], [condition], label=otherwise)
        self.block(op.blocks[0])
        self.linear.place(otherwise)
        self.block(op.blocks[1])
        self.linear.place(target.end)

    def op_loop(self, op: Op) -> None:
        body = op.blocks[0]
        carried = [self.define(param, kind_of(param.type)) for param in body.params]
        target = _Target(self.results(op), self.linear.new_label(), carried, self.linear.new_label())
        self.targets[op] = target
        self.move_all(list(zip(carried, self.operands(op))))
        self.linear.place(target.top)
        self.emit("loop", [], [])
        self.block(body)
        self.linear.place(target.end)

    def op_block(self, op: Op) -> None:
        target = self.targets[op] = _Target(self.results(op), self.linear.new_label())
        self.block(op.blocks[0])
        self.linear.place(target.end)

    def op_try(self, op: Op) -> None:
        target = self.targets[op] = _Target(self.results(op), self.linear.new_label())
        start, end, handler = (self.linear.new_label() for _ in range(3))
        body, handler_block = op.blocks
        self.linear.place(start)
        self.block(body)
        self.linear.place(end)
        exception = self.define(handler_block.params[0])
        self.linear.place(handler)
        self.block(handler_block)
        self.linear.place(target.end)
        self.linear.regions.append(Region(start, end, handler, exception))

    def op_yield(self, op: Op) -> None:
        assert op.parent is not None and op.parent.op is not None
        target = self.targets[op.parent.op]
        self.leave(target.results, op, target.end)

    def op_break(self, op: Op) -> None:
        target = self.targets[op.attrs["target"]]
        self.leave(target.results, op, target.end)

    def op_continue(self, op: Op) -> None:
        target = self.targets[op.attrs["target"]]
        self.leave(target.carried, op, target.top)

    def op_return(self, op: Op) -> None:
        operands = self.operands(op) or [~self.program.constant(Constant("none"))]
        if len(operands) > 1:
            packed = self.linear.new_register("any")
            self.emit("tuple", [packed], operands)
            operands = [packed]
        self.emit("return", [], [self.of_type(operands[0], self.function.return_type)])

    def op_generator(self, op: Op) -> None:
        """Its instruction is the function's first."""

    def op_suspend(self, op: Op) -> None:
        self.emit(op.name, [self.define(op.result)], self.operands(op))
        self.prove(op.result)

    op_suspend_guarded = op_suspend

    def op_finish(self, op: Op) -> None:
        self.emit("finish", [], self.operands(op))

    def op_resume(self, op: Op) -> None:
        given, ended = op.results
        self.emit("resume", [self.define(given), self.define(ended, "bool")], self.operands(op))
        self.prove(given)

    def op_raise(self, op: Op) -> None:
        self.emit("raise", [], self.operands(op))

    def op_call(self, op: Op) -> None:
        callee = self.program.graph.functions[op.attrs["function"]]
        index = self.program.function_index[callee.name]
        operands = [self.of_type(x, param.type) for x, param in zip(self.operands(op), callee.body.params)]
        self.emit("call", [self.define(op.result, kind_of(callee.return_type))], operands, [index])
        self.prove(op.result)

    # Values --------------------------------------------------------------------------------------------------------

    def op_constant(self, op: Op) -> None:
        value: Any = op.attrs["value"]
        try:
            constant = Constant("unbound") if op.result.type == UNBOUND else convert(value, op.result.type)
        except CompileError as error:
            raise CompileError(error.reason, op.span, error.fix) from None
        self.values[op.result] = ~self.program.constant(constant)

    def op_tuple(self, op: Op) -> None:
        self.emit(op.name, [self.define(op.result)], self.operands(op))

    op_list = op_dict = op_set = op_tuple

    def op_unpack(self, op: Op) -> None:
        operands = self.operands(op)
        source, used = op.operands[0].type, [i for i, result in enumerate(op.results) if result in self.used]
        if len(used) == 1 and isinstance(source, Generic) and source.name == "Tuple":  # its length is right
            (index,) = used
            place = ~self.program.constant(Constant("int", index))
            getitem = self.program.operator(operators()["py::getitem"].schema)
            self.emit("call_operator", [self.define(op.results[index])], [operands[0], place], [getitem])
            self.prove(op.results[index])
            return
        self.emit("unpack", [self.define(result) for result in op.results], operands)
        for result in op.results:
            self.prove(result)

    def op_cast(self, op: Op) -> None:
        operand, type = self.values[op.operands[0]], op.result.type
        if self.kind(operand) == kind_of(type) != "any":
            self.values[op.result] = operand
            return
        if operand >= 0 and self.kind(operand) == kind_of(type):  # one object under two types: in its place
            self.values[op.result] = operand
            self.emit("cast", [operand], [operand], [self.program.type(type)])
            return
        self.emit("cast", [self.define(op.result, kind_of(type))], [operand], [self.program.type(type)])

    def operator(self, op: Op) -> None:
        operands = self.operands(op)
        kinds = tuple(self.kind(operand) for operand in operands)
        if len(kinds) == 1 and (op.name, kinds[0]) in _IDENTITIES:
            self.values[op.result] = operands[0]
            return
        if op.name in _FLOAT_OPERATORS and set(kinds) == {"int", "float"}:
            operands = [self._to_float(operand) for operand in operands]
            kinds = ("float", "float")
        table = specialised()
        chosen = table.get((op.name, kinds)) or table.get((op.name, ("any",) * len(kinds)))
        if chosen is not None:
            self.emit(chosen.name, [self.define(op.result, chosen.results[0])], operands)
            self.prove(op.result)
            return
        try:
            schema = operators()[op.name].schema
        except KeyError:
            raise CompileError(f"the operator {op.name} isn't declared", op.span) from None
        kinds = tuple(kind_of(result.type) for result in schema.returns)
        results = [self.define(result, kind) for result, kind in zip(op.results, kinds)]
        self.emit("call_operator", results, operands, [self.program.operator(schema)])
        for result in op.results:
            self.prove(result)

    def _to_float(self, operand: int) -> int:
        if self.kind(operand) == "float":
            return operand
        if operand < 0:
            value = float(self.program.code.constants[~operand].value)
            return ~self.program.constant(convert(value))
        result = self.linear.new_register("float")
        self.emit("float_int", [result], [operand])
        return result
