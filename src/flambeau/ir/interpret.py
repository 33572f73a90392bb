"""A reference interpreter: runs a ``Graph`` op by op with PyTorch and CPython, on real Python objects.

It is slow and plain on purpose: the oracle for front ends and passes, and, through ``hook``, for the C++ runtime::

    interpret(graph, (torch.ones(2),))

A value may be read as often as the program reads it; containers, tensors and objects are shared by reference, as in
Python. Early exits travel as the terminator that caused them, through every block that they leave. Blocks run as
Python's generators, so that a function of the program's can be suspended within them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import torch

from .. import types
from ..types import ClassType, Generic, TensorType, Type, UnionType
from .classes import MemberRef
from .graph import COMPUTED, STATE, SUSPENDING, TERMINATORS, Block, Function, Graph, Op, Value
from .reference import evaluate
from .reference_python import KINDS, STATE_SLOTS, UNBOUND, NamedTuple, Object

# hook(op, arguments, execute) is called instead of an operator; it must return what execute() returns, a list.
Hook = Callable[[Op, list[Any], Callable[[], list[Any]]], list[Any]]
Exit = tuple[Op, list[Any]]  # a terminator and the values that it carries
Running = Generator[Any, Any, Exit]  # code that may be suspended: yields what the program yields


def interpret(graph: Graph, args: Sequence[Any], hook: Hook | None = None) -> Any:
    """The result of the graph's entry for ``args``, with a new state; missing arguments take their defaults."""
    main = graph.main
    values = list(args)
    for parameter in main.parameters[len(values) :]:
        if not parameter.has_default:
            raise TypeError(f"{main.name}() missing a required argument: '{parameter.name}'")
        values.append(UNBOUND if parameter.default is COMPUTED else parameter.default)
    if len(values) != len(main.body.params):
        raise TypeError(f"{main.name}() takes {len(main.body.params)} arguments but {len(values)} were given")
    run = _Run(graph, hook)
    with torch.no_grad():
        if STATE in graph.functions:
            STATE_SLOTS[:] = run.call(graph.functions[STATE], [])
        return run.call(main, values)


class _Run:
    def __init__(self, graph: Graph, hook: Hook | None) -> None:
        self.graph = graph
        self.hook = hook

    def call(self, function: Function, args: list[Any]) -> Any:
        running = self.block(function.body, args, {})
        if function.is_generator:
            return running
        exit, values = _finish(running)
        if exit.name != "return":
            raise ValueError(f"{function.name} ends with '{exit.name}' instead of 'return'")
        if not values:
            return None
        return values[0] if len(values) == 1 else tuple(values)

    def block(self, block: Block, args: Sequence[Any], env: dict[Value, Any]) -> Running:
        """Runs ``block`` up to the terminator that leaves it."""
        env.update(zip(block.params, args, strict=True))
        for op in block.ops:
            operands = [env[v] for v in op.operands]
            if op.name in TERMINATORS:
                if op.name == "raise":
                    raise operands[0]
                return op, operands
            if op.blocks:
                exit = yield from self.construct(op, operands, env)
                if exit is not None:
                    return exit
            elif op.name in SUSPENDING:
                env[op.result] = yield operands[0]
            else:
                env.update(zip(op.results, self.operator(op, operands), strict=True))
        raise ValueError("a block without a terminator")

    def construct(self, op: Op, operands: list[Any], env: dict[Value, Any]) -> Generator[Any, Any, Exit | None]:
        """Runs an op with blocks; gives the exit that leaves it for somewhere further out, None where there is none."""
        exit, values = yield from self._enter(op, operands, env)
        leaves_here = exit.name == "yield" or (exit.name == "break" and exit.attrs["target"] is op)
        if not leaves_here:
            return exit, values
        env.update(zip(op.results, values, strict=True))
        return None

    def _enter(self, op: Op, operands: list[Any], env: dict[Value, Any]) -> Running:
        if op.name == "if":
            return (yield from self.block(op.blocks[0 if operands[0] else 1], (), env))
        if op.name == "block":
            return (yield from self.block(op.blocks[0], (), env))
        if op.name == "try":
            try:
                return (yield from self.block(op.blocks[0], (), env))
            except (Exception, GeneratorExit) as error:  # whatever an operator raises is the program's to handle
                caught = error
            return (yield from self.block(op.blocks[1], (caught,), env))
        if op.name != "loop":
            raise ValueError(f"{op.name} can't hold blocks")
        carried: Sequence[Any] = operands
        while True:
            exit, values = yield from self.block(op.blocks[0], carried, env)
            if exit.name != "continue" or exit.attrs["target"] is not op:
                return exit, values
            carried = values

    def operator(self, op: Op, operands: list[Any]) -> list[Any]:
        if op.name == "call":
            return [self.call(self.graph.functions[op.attrs["function"]], operands)]
        if op.name == "generator":
            return []
        if op.name == "resume":
            return _resume(*operands)
        structural = STRUCTURE.get(op.name)
        if structural is not None:
            return structural(op, operands)

        def execute() -> list[Any]:
            return evaluate(op.name, operands, len(op.results))

        return self.hook(op, operands, execute) if self.hook is not None else execute()


def _finish(running: Running) -> Exit:
    """Runs code that isn't suspended."""
    try:
        next(running)
    except StopIteration as stop:
        exit: Exit = stop.value
        return exit
    raise ValueError("'suspend' in a function that makes no generator")


def _resume(generator: Running, sent: Any, raised: BaseException | None) -> list[Any]:
    try:
        return [generator.send(sent) if raised is None else generator.throw(raised), False]
    except StopIteration as stop:
        return [stop.value[1][0] if stop.value is not None else None, True]


def constant_value(op: Op) -> Any:
    """The Python object of a ``constant``: by its type a tuple in ``attrs`` stands for a list, set or dict."""
    return _as_type(op.attrs.get("value"), op.result.type)


def _as_type(value: Any, type: Type) -> Any:
    if type == types.UNBOUND:
        return UNBOUND
    if isinstance(value, tuple):
        type = types.of_tuple(type)
        if type == types.SIZE:
            return torch.Size(value)
        if isinstance(type, Generic) and type.name == "List":
            return [_as_type(v, type.args[0]) for v in value]
        if isinstance(type, Generic) and type.name == "TupleOf":
            return tuple(_as_type(v, type.args[0]) for v in value)
        if isinstance(type, Generic) and type.name == "Dict":
            return {_as_type(k, type.args[0]): _as_type(v, type.args[1]) for k, v in value}
        if isinstance(type, Generic) and type.name == "Set":
            return {_as_type(v, type.args[0]) for v in value}
        if isinstance(type, Generic) and len(type.args) == len(value):
            return tuple(_as_type(v, t) for v, t in zip(value, type.args))
    return value


def _cast(op: Op, operands: list[Any]) -> list[Any]:
    if not has_type(operands[0], op.result.type):
        raise TypeError(f"expected {op.result.type}, got {type(operands[0]).__name__}")
    return operands


def _unpack(op: Op, operands: list[Any]) -> list[Any]:
    try:
        values = list(operands[0])
    except TypeError:
        raise TypeError(f"cannot unpack non-iterable {type(operands[0]).__name__} object") from None
    wanted = len(op.results)
    if len(values) < wanted:
        raise ValueError(f"not enough values to unpack (expected {wanted}, got {len(values)})")
    if len(values) > wanted:
        raise ValueError(f"too many values to unpack (expected {wanted})")
    return values


STRUCTURE: dict[str, Callable[[Op, list[Any]], list[Any]]] = {
    "constant": lambda op, operands: [constant_value(op)],
    "tuple": lambda op, operands: [tuple(operands)],
    "list": lambda op, operands: [list(operands)],
    "dict": lambda op, operands: [dict(zip(operands[::2], operands[1::2]))],
    "set": lambda op, operands: [set(operands)],
    "unpack": _unpack,
    "cast": _cast,
}


def has_type(value: Any, type: Type) -> bool:
    """Whether ``value`` is of ``type``, elements included. ``True`` is no int here, nor an int a float."""
    if type == types.ANY:
        return True
    if isinstance(type, UnionType):
        return any(has_type(value, member) for member in type.members)
    if isinstance(type, TensorType):
        return (
            isinstance(value, torch.Tensor)
            and (type.dtype is None or str(value.dtype) == f"torch.{type.dtype}")
            and (type.rank is None or value.dim() == type.rank)
        )
    if isinstance(type, ClassType):
        return isinstance(value, (Object, MemberRef)) and value.cls == type.name
    if isinstance(type, Generic):
        return _has_elements(value, type)
    if type == types.UNBOUND:
        return value is UNBOUND
    if type == types.NONE:
        return value is None
    if type == types.EXCEPTION:
        return isinstance(value, BaseException)
    if type == types.ELLIPSIS:
        return value is Ellipsis
    kind = KINDS.get(str(type))
    return kind is not None and value.__class__ is kind


def _has_elements(value: Any, type: Generic) -> bool:
    if type.name == "List":
        return isinstance(value, list) and all(has_type(v, type.args[0]) for v in value)
    if type.name == "TupleOf":
        return isinstance(value, tuple) and all(has_type(v, type.args[0]) for v in value)
    if type.name == "Generator":
        return isinstance(value, Generator)
    if type.name == "Match":
        return isinstance(value, KINDS["Match"])
    if type.name == "Set":
        return isinstance(value, set) and all(has_type(v, type.args[0]) for v in value)
    if type.name == "Dict":
        key, item = type.args
        return isinstance(value, dict) and all(has_type(k, key) and has_type(v, item) for k, v in value.items())
    return (
        isinstance(value, tuple)
        and (not type.cls or (isinstance(value, NamedTuple) and value.cls == type.cls))
        and len(value) == len(type.args)
        and all(has_type(v, t) for v, t in zip(value, type.args))
    )
