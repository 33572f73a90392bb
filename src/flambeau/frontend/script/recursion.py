"""Recursion that depends on data: such a function becomes one of the program's own, called instead of inlined.

    def fact(n):                             func fact(%n: int) -> int {
        return 1 if n <= 1                     ...
               else n * fact(n - 1)            %r: int = call fact(%m)

A call is recursive where its function is being interpreted already. It is inlined as any other as long as something
that the compiler knows changes with it (a depth that counts down, say) and nothing of the input decides whether it is
made; else the function is compiled once for these types, its result's type found by a fixed point.

What such a function reads of the variables around it becomes parameters at the end (``capturing``). What it assigns
there goes through cells: run-time lists of one element, written before each statement and read after each call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from ... import types as ty
from ...ir import Block, Op, Value
from . import capturing, heap, lifting, nesting, reach, states
from .attempts import Attempt, Cell
from .heap import Dead, State
from .values import (
    NONE,
    UNBOUND,
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Container,
    Dynamic,
    Frame,
    FunctionValue,
    Mutable,
    ObjectValue,
    Static,
    TupleValue,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Activation, Interpreter

MOST_NESTED = 3  # so often a function is inlined into itself while the input decides whether it is called again
MOST_INLINED = 64  # so many recursive calls with nothing but known arguments are inlined in all
Evaluate = Callable[["Outlined"], Abstract]


class NeedsCells(Exception):
    """The function assigns variables around it, which must live in cells."""

    def __init__(self, outlined: Outlined, places: list[tuple[Mutable, Any]]) -> None:
        super().__init__(places)
        self.outlined, self.places = outlined, places


@dataclass
class Learnt:
    """What earlier attempts at a function have shown: its next attempt starts with that."""

    result: ty.Type = ty.NEVER
    cells: dict[tuple[Mutable, Any], ty.Type] = field(default_factory=dict)


@dataclass(eq=False)
class Outlined:
    """A function of its own, while and after it is compiled."""

    name: str
    key: object
    arguments: dict[Any, Abstract]  # of which ``key`` may have ids
    base: State  # the heap as the function finds it
    outer: Block | None  # where it is called first
    body: Block = field(default_factory=Block)
    result: ty.Type = ty.NEVER
    cells: dict[tuple[Mutable, Any], Value] = field(default_factory=dict)
    is_open: bool = True
    is_generator: bool = False  # a call gives a suspended generator of it
    reached: reach.Reached | None = None  # what it can see of the heap; None for all of it
    renewed: dict[Op, dict[Value, Value]] = field(default_factory=dict)  # by calls: other values than it was made with
    reads: capturing.Reads | None = None  # of its body, once it is complete


class _Around(Attempt):
    """Watches what an outlined function changes of the heap around it: it has to be told of a cell for that."""

    def __init__(self, interp: Interpreter, outlined: Outlined, start: State, op: Op) -> None:
        super().__init__(interp, op, start, None)
        self.outlined = outlined
        for place, cell in outlined.cells.items():
            known = self.cells[place] = Cell(cell.op)
            known.type = lifting.element_type(cell.type)

    def wants(self, container: Mutable) -> bool:
        return container in self.base and not is_run_time(self.base[container])

    def _cell(self, mutable: Mutable, key: Any, before: Abstract) -> Cell:
        if self.outlined.is_generator:
            self.interp.refuse(
                "a generator that is kept changes something of the function around it that only the compiler knows",
                "consume the generator where it is made, in one loop",
            )
        raise NeedsCells(self.outlined, [(mutable, key)])


# --- which calls ----------------------------------------------------------------------------------------------------


def signature(interp: Interpreter, bound: dict[str, Abstract], general: bool) -> tuple[object, ...]:
    """What tells the specialisations of a function apart; ``general`` forgets the values of numbers and strings."""
    return tuple((name, _shape(interp, value, general)) for name, value in bound.items())


def _key(interp: Interpreter, node: ast.AST, frame: Frame, general: bool, is_generator: bool) -> object:
    bound = signature(interp, frame.slots, general)
    return (node, is_generator, interp.replaced.number, id(frame.parent), *map(id, frame.closure.values()), bound)


def _shape(interp: Interpreter, value: Abstract, general: bool) -> object:
    if isinstance(value, Static):
        held = value.value
        if held is None or isinstance(held, (bool, int, float, complex, str, bytes)):
            return ("type", str(interp.type_of(value))) if _is_general(value, general) else (type(held), repr(held))
        return ("object", id(held))
    if _is_parameter(interp, value):
        return ("type", str(lifting.settle(interp.type_of(value))))
    if isinstance(value, TupleValue):
        return (value.cls, *(_shape(interp, item, general) for item in value.items))
    if isinstance(value, BoundMethod):
        return ("method", _shape(interp, value.receiver, general), _shape(interp, value.function, general))
    if isinstance(value, FunctionValue):
        held = value.defaults.values()  # no parameters stand for these
        defaults = [_shape(interp, one, False) if isinstance(one, Static) else ("thing", id(one)) for one in held]
        return ("function", id(value.node), id(value.frame), *defaults)
    return ("thing", id(value))


def _is_general(value: Static, general: bool) -> bool:
    return general and isinstance(value.value, (int, float, str)) and not isinstance(value.value, bool)


def _generalised(interp: Interpreter, value: Abstract) -> Abstract:
    """An argument whose known numbers and strings have become values of the run time."""
    if isinstance(value, Static):
        return Dynamic(interp.lift(value)) if _is_general(value, True) else value
    if isinstance(value, TupleValue):
        return TupleValue(tuple(_generalised(interp, item) for item in value.items), value.cls)
    if isinstance(value, BoundMethod):
        return BoundMethod(_generalised(interp, value.receiver), _generalised(interp, value.function))
    return value


def outlines(interp: Interpreter, node: ast.AST, frame: Frame, is_generator: bool = False) -> bool | None:
    """Whether this call is one of a function of its own: None to inline it, else whether to forget known numbers."""
    active = [
        a for a in interp.activations
        if a.root is node and (a.on_yield is not None) == is_generator and _is_same(a, frame)
    ]  # fmt: skip
    if not active:
        return None
    bound = frame.slots
    counts = interp.inlined
    counts[node] = counts.get(node, 0) + 1
    if any(not a.is_outlined and _surely_called(interp, a) for a in active[-1:]):
        return None
    _loosen_growing_tuples(interp, frame, active)
    _loosen_fresh_objects(interp, frame, active)
    for general in (False, True):
        key = _key(interp, node, frame, general, is_generator)
        if key in interp.outlined and interp.outlined[key].is_open:
            return general
    exact = signature(interp, bound, False)
    if any(signature(interp, a.bound, False) == exact for a in active):
        return False
    most, nested = (MOST_INLINED, 2 * MOST_NESTED) if all(map(_is_known, bound.values())) else (1, MOST_NESTED)
    return True if len(active) >= nested or counts[node] >= most > 1 else None


def _loosen_growing_tuples(interp: Interpreter, frame: Frame, active: list[Activation]) -> None:
    """A tuple that is longer in each call is one of any length: else no two calls would be alike."""
    for name, value in frame.slots.items():
        earlier = [a.bound.get(name) for a in active]
        lengths = {len(v.items) for v in [*earlier, value] if isinstance(v, TupleValue) and v.cls is tuple}
        if isinstance(value, TupleValue) and value.cls is tuple and len(lengths) > 1 and interp.can_lift(value):
            element = ty.union(*(interp.type_of(item) for item in value.items))
            frame.slots[name] = interp.narrow(Dynamic(interp.escape(value)), ty.any_tuple_of(element))


def _loosen_fresh_objects(interp: Interpreter, frame: Frame, active: list[Activation]) -> None:
    """An object that each call makes for the next one, as ``__init__`` of a tree's nodes does, is a run-time one: else
    no two calls would be alike."""
    for name, value in frame.slots.items():
        if not isinstance(value, ObjectValue) or issubclass(value.cls, BaseException) or not interp.can_lift(value):
            continue
        earlier = {a.bound.get(name) for a in active}
        alike = [v for v in earlier if isinstance(v, ObjectValue) and v.cls is value.cls and v is not value]
        if len(alike) > 1 and value not in earlier:
            frame.slots[name] = Dynamic(interp.escape(value))
            if frame.first_argument is value:
                frame.first_argument = frame.slots[name]


def _is_same(activation: Activation, frame: Frame) -> bool:
    """Whether a call is one of the very function, with the same modules: a decorator makes many wrappers of one text,
    a function many functions that it returns, and modules of one class hold each other."""
    active = activation.frame
    while active.is_comprehension and active.parent is not None:
        active = active.parent
    if active.parent is not frame.parent:
        return False
    cells = [*map(id, active.closure.values())] == [*map(id, frame.closure.values())]
    return cells and not any(_differ(value, frame.slots.get(name)) for name, value in activation.bound.items())


def _differ(one: Abstract, other: Abstract | None) -> bool:
    if not isinstance(one, Static) or not isinstance(other, Static):
        return False
    return isinstance(one.value, torch.nn.Module) and one.value is not other.value


def _is_known(value: Abstract) -> bool:
    return lifting.is_static(value) or isinstance(value, (FunctionValue, Builtin))


def _surely_called(interp: Interpreter, activation: Activation) -> bool:
    """Whether nothing of the input has decided since the activation began that this place is reached."""
    return interp.block is activation.start and not activation.returns.arrivals


# --- the call -------------------------------------------------------------------------------------------------------


def call(
    interp: Interpreter, node: ast.AST, name: str, frame: Frame, general: bool, evaluate: Evaluate,
    is_generator: bool = False,
) -> Abstract:  # fmt: skip
    """Calls the function of its own for the arguments that are bound in ``frame``; ``evaluate`` interprets its body."""
    if general:
        frame.slots = {k: _generalised(interp, v) for k, v in frame.slots.items()}
    key = _key(interp, node, frame, general, is_generator)
    found = interp.outlined.get(key)
    operands: list[Value] = []
    for value in frame.slots.values():
        _flatten(interp, value, operands)
    renewed = _renewed(interp, found) if found is not None else None
    if found is None or renewed is None:
        found, renewed = _compile(interp, key, node, name, frame, evaluate, is_generator), {}
    return _emit(interp, found, operands, renewed)


def _is_parameter(interp: Interpreter, value: Abstract) -> bool:
    """Whether an argument is one of the running program."""
    return isinstance(value, Dynamic) or (isinstance(value, Container) and interp.can_lift(value))


def _flatten(interp: Interpreter, value: Abstract, operands: list[Value]) -> Abstract:
    """The run-time parts of an argument; tuples are taken apart."""
    if isinstance(value, TupleValue):
        return TupleValue(tuple(_flatten(interp, item, operands) for item in value.items), value.cls)
    if _is_parameter(interp, value):
        operands.append(interp.escape(value))
        return Dynamic(operands[-1])
    if isinstance(value, BoundMethod):
        return BoundMethod(_flatten(interp, value.receiver, operands), value.function)
    if isinstance(value, Choice):
        interp.refuse("a recursive function is called with a choice of things", "call it for each of them by itself")
    return value


def _parameters(interp: Interpreter, value: Abstract, body: Block, name: str) -> Abstract:
    """The same with a parameter of the function in place of each run-time part."""
    if isinstance(value, TupleValue):
        return TupleValue(tuple(_parameters(interp, item, body, name) for item in value.items), value.cls)
    if _is_parameter(interp, value):
        return Dynamic(body.add_param(interp.type_of(value), name))
    if isinstance(value, BoundMethod):
        return BoundMethod(_parameters(interp, value.receiver, body, name), value.function)
    return value


def _known_parts(interp: Interpreter, value: Abstract) -> Iterator[Abstract]:
    """What of an argument no parameter stands for."""
    if isinstance(value, (TupleValue, BoundMethod)):
        for part in value.items if isinstance(value, TupleValue) else (value.receiver, value.function):
            yield from _known_parts(interp, part)
    elif not _is_parameter(interp, value):
        yield value


def _renewed(interp: Interpreter, outlined: Outlined) -> dict[Value, Value] | None:
    """What stands here for the values around it that the function was compiled with; None where it would be another
    function. A generator sees to that itself."""
    if outlined.is_open or outlined.is_generator:
        renewed: dict[Value, Value] | None = {}
    else:
        renewed = reach.renewed(interp, outlined.base, outlined.reached, outlined.cells)
    if renewed is None or not (outlined.is_open or _reaches(interp, outlined, renewed)):
        return None
    return renewed


def _reaches(interp: Interpreter, outlined: Outlined, renewed: dict[Value, Value]) -> bool:
    """Whether all that the function reads of others is there at this place too, and hasn't been taken back since."""
    if outlined not in interp.functions:
        return False
    captured = [renewed.get(value, value) for value in capturing.captured(interp, outlined)]
    return all(
        heap.is_around(interp, value) and (value.op is None or value.op in value.owner.ops) for value in captured
    )


def _emit(
    interp: Interpreter, outlined: Outlined, operands: list[Value], renewed: dict[Value, Value]
) -> Abstract:  # fmt: skip
    if outlined.is_open:
        _require_cells(interp, outlined)
    for place, cell in outlined.cells.items():
        held = place[0].slots.get(place[1], UNBOUND)
        interp.op("py::setitem", Dynamic(cell), Static(0), interp.escape(held))
    result = outlined.result
    made = interp.build("call", operands, [result], function=outlined.name)
    if renewed:
        outlined.renewed[made] = renewed
    if result == ty.NEVER:
        interp.raise_(RuntimeError, "unreachable")
    states.forget(interp)  # it may have changed them
    for (mutable, key), cell in outlined.cells.items():
        read = interp.build("py::getitem", [cell, interp.constant(0, ty.INT)], [lifting.element_type(cell.type)])
        mutable.slots[key] = Dynamic(read.result)
    return NONE if result == ty.NONE else Dynamic(made.result)


def _require_cells(interp: Interpreter, outlined: Outlined) -> None:
    """The function calls itself: what it has changed around it by now, it must find there."""
    for watched in interp.attempts:
        if isinstance(watched, _Around) and watched.outlined is outlined:
            watched.record()


# --- compiling the function -----------------------------------------------------------------------------------------


def _compile(
    interp: Interpreter, key: object, node: ast.AST, name: str, frame: Frame, evaluate: Evaluate, is_generator: bool
) -> Outlined:
    slots = dict(frame.slots)
    made: list[Outlined] = []
    nothing = ty.generator_of(ty.NEVER, ty.NEVER) if is_generator else ty.NEVER
    learnt = interp.learnt.setdefault(key, Learnt(nothing))
    count = len(interp.functions)

    def forget() -> None:
        """Takes back this function and those that were made for it."""
        dropped = interp.functions[count:]
        del interp.functions[count:]
        interp.outlined = {k: o for k, o in interp.outlined.items() if o not in dropped}

    def attempt(base: State) -> Abstract:
        made.clear()
        forget()
        outlined = Outlined(f"{name}.{len(interp.functions)}", key, slots, base, interp.block)
        outlined.result, outlined.is_generator = learnt.result, is_generator
        if not is_generator:
            known = [part for value in slots.values() for part in _known_parts(interp, value)]
            outlined.reached = reach.reached(interp, base, node, frame, known)
        outlined.cells = {p: _new_cell(interp, p, t) for p, t in learnt.cells.items() if p[0] in base}
        while True:
            outlined.body = Block()
            interp.outlined[key] = outlined
            interp.functions.append(outlined)
            _interpret(interp, outlined, frame, slots, evaluate)
            found = {p: c.type for p, c in outlined.cells.items()}
            cells_are_known = all(p in learnt.cells and not ty.differ(t, learnt.cells[p]) for p, t in found.items())
            if cells_are_known and not ty.differ(learnt.result, outlined.result):
                break
            learnt.result = outlined.result
            learnt.cells.update(found)
            forget()
        outlined.is_open = False
        made.append(outlined)
        return NONE

    while True:
        position, state = interp.position(), interp.heap.capture()
        depth = len(interp.activations)
        try:
            interp.retrying(attempt)
            return made[0]
        except NeedsCells as need:
            if need.outlined.key != key:
                raise
            if not all(isinstance(a, _Around) for a in interp.attempts):
                interp.refuse(
                    f"the recursive function {name} assigns variables around it inside of a try statement",
                    "return the value instead",
                )
            del interp.activations[depth:]
            interp.rewind(position, state)
            learnt.cells.update(dict.fromkeys(need.places, ty.list_of(ty.NEVER)))
        finally:
            if not made:
                forget()


def _new_cell(interp: Interpreter, place: tuple[Mutable, Any], known: ty.Type) -> Value:
    held = interp.escape(place[0].slots.get(place[1], UNBOUND))
    return interp.build("list", [held], [ty.join(known, ty.list_of(held.type))]).result


def _interpret(
    interp: Interpreter, outlined: Outlined, frame: Frame, slots: dict[Any, Abstract], evaluate: Evaluate
) -> None:
    """Interprets the body in a function of its own, and joins the type of what it returns to the result's."""
    base, outer = outlined.base, interp.block
    saved = interp.merges, interp.cleanups, interp.attempts, interp.exits
    interp.merges, interp.cleanups, interp.exits = [], [], 0
    body = interp.block = outlined.body
    if outlined.is_generator:
        interp.build("generator", [], [])
    for (mutable, key), cell in outlined.cells.items():
        read = interp.build("py::getitem", [cell, interp.constant(0, ty.INT)], [lifting.element_type(cell.type)])
        mutable.slots[key] = Dynamic(read.result)
    frame.slots = {k: _parameters(interp, v, body, k) for k, v in slots.items()}
    states.forget(interp)
    start = interp.heap.capture()
    start.pop(frame, None)
    around = _Around(interp, outlined, start, Op("call", [], []))
    interp.attempts = [*(a for a in saved[2] if isinstance(a, _Around)), around]
    try:
        returned = evaluate(outlined)
        around.record()
        value = interp.escape(returned)
        interp.build("finish" if outlined.is_generator else "return", [value], [])
        given = ty.generator_of(ty.NEVER, value.type) if outlined.is_generator else value.type
        outlined.result = nesting.bounded(interp, ty.join(outlined.result, given), outlined.name)
    except Dead:
        pass
    finally:
        interp.merges, interp.cleanups, interp.attempts, interp.exits = saved
        interp.block = outer
        for place, cell in outlined.cells.items():
            cell.type = ty.list_of(around.cells[place].type)
        interp.heap.restore(base)
