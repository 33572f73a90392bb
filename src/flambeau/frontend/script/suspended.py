"""Generators of the running program: each is a function of its own, suspended where it yields.

    it = walk(tree)                func walk.0(%tree: ...) -> Generator[int, None] {
    first = next(it)                 generator
    for node in it:                  ...
        ...                          %sent: None = suspend %node
                                     finish %none
                                   }
                                   %it = call walk.0(%tree)
                                   %first, %ended = resume %it, None, None

``generators`` compiles a generator into its one consumer, which is quicker. What can't be done so (two ``next()``, a
loop that goes on where another has stopped, ``send``, a generator in a list or an attribute) starts the compilation
again, with the generator that is made at that place a suspended one: ``keep``.

What such a function reads of the variables around it, it may read after they have been assigned anew: they live in
boxes (see ``sharing``). What never changes once it is assigned becomes a parameter, as in ``recursion``.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...ir import Value
from . import attempts, recursion, states
from .sharing import settle, settle_variables
from .values import (
    NONE,
    Abstract,
    Dynamic,
    Frame,
    Generator,
    Restart,
    Static,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter
    from .recursion import Outlined

Ended = Callable[[Abstract], Abstract]


class Sent:
    """What a ``yield`` gives where the generator is a suspended one."""

    def __init__(self, value: Abstract) -> None:
        self.value = value


def type_of(value: Abstract) -> ty.Generic | None:
    """The type of a suspended generator; None for anything else."""
    held = value.type if isinstance(value, Dynamic) else None
    return held if isinstance(held, ty.Generic) and held.name == "Generator" else None


def step(interp: Interpreter, node: ast.AST | None) -> None:
    """The generator or iterator that is made at ``node`` can't be compiled into its consumer: the compilation starts
    again with a suspended one there."""
    if node is not None and node not in interp.states.stepped:
        interp.states.stepped.add(node)
        raise Restart


def is_stepped(interp: Interpreter, node: ast.AST | None) -> bool:
    return node in interp.states.stepped


# --- making one -----------------------------------------------------------------------------------------------------


def make(
    interp: Interpreter, node: ast.AST, name: str, frame: Frame, evaluate: Callable[[Outlined], Abstract],
    general: bool = False,
) -> Abstract:  # fmt: skip
    """A suspended generator of the arguments in ``frame``; ``evaluate`` interprets its body."""
    frame.slots = {key: settle(interp, value) for key, value in frame.slots.items()}
    settle_variables(interp, node, frame.parent, set())
    return recursion.call(interp, node, name, frame, general, evaluate, is_generator=True)


class Suspension:
    """What takes the elements of a suspended generator while its body is interpreted: each suspends it."""

    def __init__(self, interp: Interpreter, outlined: Outlined) -> None:
        self.interp, self.outlined = interp, outlined

    def __call__(self, value: Abstract) -> Sent:
        interp, outlined = self.interp, self.outlined
        held = interp.escape(value)
        outlined.result = ty.join(outlined.result, ty.generator_of(held.type, ty.NEVER))
        attempts.record(interp)
        name = "suspend_guarded" if interp.cleanups or interp.exits else "suspend"
        made = interp.build(name, [held], [interp.states.sent])
        states.forget(interp)  # whoever goes on with it may have changed them
        return Sent(Dynamic(made.result) if interp.states.sent != ty.NONE else NONE)


# --- going on with one ----------------------------------------------------------------------------------------------


def resume(
    interp: Interpreter, generator: Dynamic, ended: Ended, sent: Abstract = NONE, raised: Abstract = NONE,
    is_new: bool = False,
) -> Abstract:  # fmt: skip
    """The next element, or what ``ended(final value)`` gives; that is None where it has ended before, which none does
    that ``is_new``."""
    kind = type_of(generator)
    assert kind is not None
    attempts.record(interp)
    operands = [generator.value, interp.escape(sent), interp.escape(raised)]
    given, has_ended = interp.build("resume", operands, [ty.ANY, ty.BOOL]).results
    states.forget(interp)
    yielded, final = kind.args
    last = final if is_new else ty.optional(final)
    return interp.branch(
        has_ended, lambda: ended(_narrowed(interp, given, last)), lambda: _narrowed(interp, given, yielded)
    )


def _narrowed(interp: Interpreter, value: Value, type: ty.Type) -> Abstract:
    if type == ty.NEVER:
        interp.raise_(RuntimeError, "unreachable")
    return NONE if type == ty.NONE else interp.narrow(Dynamic(value), type)


def is_new(interp: Interpreter, node: ast.expr, generator: Dynamic) -> bool:
    """Whether a generator has just been made by the call ``node``."""
    op = generator.value.op
    made = isinstance(node, ast.Call) and op is not None and op.name == "call"
    return made and interp.block is not None and interp.block.ops[-1:] == [op]


def driver(interp: Interpreter, value: Abstract) -> Generator | None:
    """A generator or suspended generator as something to be gone through, or what may be one; None for anything
    else."""
    if isinstance(value, Generator):
        return value
    if may_be_one(value):
        return Generator(functools.partial(_push_each, value=value))
    if type_of(value) is None:
        return None
    assert isinstance(value, Dynamic)
    return Generator(functools.partial(_push, generator=value))


def may_be_one(value: Abstract) -> bool:
    """Whether only the running program knows if a value is a suspended generator, or a list for instance."""
    members = value.type.members if isinstance(value, Dynamic) and isinstance(value.type, ty.UnionType) else ()
    return any(isinstance(member, ty.Generic) and member.name == "Generator" for member in members)


def _push_each(interp: Interpreter, body: Callable[[Abstract], Any], value: Abstract) -> Abstract:
    from . import iteration

    iteration.for_each(interp, value, body)
    return NONE


def _push(interp: Interpreter, body: Callable[[Abstract], Any], generator: Dynamic, is_new: bool = False) -> Abstract:
    from . import generators, iteration

    final = generators.Progress()
    final.slots["value"] = NONE
    interp.register(final)

    def passes(context: Any) -> None:
        def ended(value: Abstract) -> Abstract:
            final.slots["value"] = value
            interp.arrive(context.on_break, "break")

        body(resume(interp, generator, ended, is_new=is_new))

    iteration.loop(interp, passes, None, {})
    return final.slots["value"]


def delegate(interp: Interpreter, generator: Dynamic, deliver: Callable[[Abstract], Any], is_new: bool) -> Abstract:
    """``yield from generator``: what is sent or raised at the ``yield`` is the inner generator's."""
    from . import generators, iteration

    if interp.states.sent == ty.NONE and not interp.states.throws:
        return _push(interp, deliver, generator, is_new)
    held = generators.Progress()
    held.slots = {"final": NONE, "sent": NONE, "raised": NONE}
    interp.register(held)

    def passes(context: Any) -> None:
        def ended(value: Abstract) -> Abstract:
            held.slots["final"] = value
            interp.arrive(context.on_break, "break")

        element = resume(interp, generator, ended, held.slots["sent"], held.slots["raised"], is_new)
        held.slots["raised"] = NONE

        def hand_over() -> Abstract:
            given = deliver(element)
            held.slots["sent"] = given.value if isinstance(given, Sent) else NONE
            return NONE

        def thrown(caught: Dynamic) -> Abstract:
            def leave() -> Abstract:
                close(interp, generator)
                interp.raise_value(caught)

            exits = interp.op("py::exception_matches", caught, "GeneratorExit", result=ty.BOOL)
            interp.branch(interp.lift(exits), leave, lambda: NONE)
            held.slots["sent"], held.slots["raised"] = NONE, caught
            return NONE

        if interp.states.throws:
            attempts.attempt(interp, hand_over, thrown, ast.Pass())
        else:
            hand_over()

    iteration.loop(interp, passes, None, {})
    return held.slots["final"]


def send(interp: Interpreter, generator: Dynamic, value: Abstract) -> Abstract:
    """``generator.send(value)``."""
    wider = ty.join(interp.states.sent, interp.type_of(value))
    if wider != interp.states.sent:
        interp.states.sent = wider
        raise Restart
    return resume(interp, generator, lambda final: stop(interp, final), value)


def throw(interp: Interpreter, generator: Dynamic, exception: Abstract) -> Abstract:
    """``generator.throw(exception)``, a class or an instance."""
    _may_throw(interp)
    if isinstance(exception, Static) and isinstance(exception.value, type):
        exception = interp.call(exception, [])
    return resume(interp, generator, lambda final: stop(interp, final), NONE, exception)


def close(interp: Interpreter, generator: Dynamic) -> Abstract:
    """``generator.close()``."""
    _may_throw(interp)

    def raise_there() -> Abstract:
        def whole(done: Any) -> Abstract:
            exit = interp.call(Static(GeneratorExit), [])
            resume(interp, generator, lambda _: interp.leave(done), NONE, exit)
            interp.raise_(RuntimeError, "generator ignored GeneratorExit")

        return interp.region(whole)

    def raised(caught: Dynamic) -> Abstract:
        def again() -> Abstract:
            interp.raise_value(caught)

        exits = interp.op("py::exception_matches", caught, "GeneratorExit", result=ty.BOOL)
        return interp.branch(interp.lift(exits), lambda: NONE, again)

    return attempts.attempt(interp, raise_there, raised, ast.Pass())


def _may_throw(interp: Interpreter) -> None:
    if not interp.states.throws:
        interp.states.throws = True
        raise Restart


def stop(interp: Interpreter, final: Abstract) -> Abstract:
    """``raise StopIteration(final)``."""
    interp.raise_value(interp.call(Static(StopIteration), [] if final is NONE else [final]))


def take_apart(interp: Interpreter, generator: Dynamic, count: int) -> list[Abstract]:
    """The elements for ``a, b = generator``: one more is asked for than there are names."""

    def few(taken: int) -> Ended:
        def fail(_: Abstract) -> Abstract:
            interp.raise_(ValueError, f"not enough values to unpack (expected {count}, got {taken})")

        return fail

    found = [resume(interp, generator, few(taken)) for taken in range(count)]

    def whole(done: Any) -> Abstract:
        resume(interp, generator, lambda _: interp.leave(done))
        interp.raise_(ValueError, f"too many values to unpack (expected {count})")

    interp.region(whole)
    return found
