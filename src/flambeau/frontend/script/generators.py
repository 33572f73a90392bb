"""Generators: functions with ``yield``, generator expressions, and generator functions as context managers.

A generator is compiled inside out, into its consumer: where it yields, the consumer's body is interpreted.

    def evens(n):                          for x in evens(n):       loop over i:
        for i in range(n):                     total += x             if i % 2 == 0:
            if i % 2 == 0:                                              total += i
                yield i

So nothing is stored, and the consumer's ``break`` simply leaves both. Where that can't be done, ``suspended`` makes a
generator of the running program. An exception of the consumer's body must not be
seen by the ``try`` statements of the generator around the ``yield``: it is carried past them and raised again behind.
``with`` is the exception to that: there the generator is meant to see it.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from . import attempts, recursion, suspended
from .heap import Merge, State
from .leaving import Cleanup, until_known
from .values import NONE, UNBOUND, Abstract, Dynamic, Frame, Generator, KnownView, Mutable, Static, View

if TYPE_CHECKING:
    from .interpreter import Interpreter
    from .recursion import Outlined

Deliver = Callable[[Abstract], Any]  # gives what the yield gives, as a Sent, where that is more than None


class Progress(Mutable):
    """How far a generator, or a with statement around one, has come: slots on the heap, since paths may differ."""


class GeneratorObject(Generator):
    """A generator of the program; it can be run once. ``run(interp, deliver)`` interprets its code."""

    def __init__(
        self, interp: Interpreter, run: Callable[[Interpreter, Deliver], Abstract], endless: bool = False,
        is_guarded: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(self._push)
        object.__setattr__(self, "node", interp.node)
        progress = Progress()
        progress.slots["started"] = Static(False)
        interp.register(progress)
        object.__setattr__(self, "progress", progress)
        object.__setattr__(self, "run", run)

        object.__setattr__(self, "endless", endless)
        object.__setattr__(self, "is_guarded", is_guarded)

    node: ast.AST | None  # of the expression that makes it
    progress: Progress
    run: Callable[[Interpreter, Deliver], Abstract]
    endless: bool  # it may go on for ever, so that it can't be stored first
    is_guarded: bool  # it yields where a finally clause or a with statement has yet to end

    def _push(self, interp: Interpreter, body: Deliver) -> Abstract:
        if self.is_guarded and interp.node is not None and all(n is not self.node for n in ast.walk(interp.node)):
            suspended.step(interp, self.node)  # it may outlive the loop that it is left by
        if self.begin(interp):
            return NONE
        given = _shielded(interp, self, body)
        self.progress.slots["started"] = Static(True)
        return given

    def run_once(self, interp: Interpreter, deliver: Deliver) -> Abstract:
        """As ``push``, but the generator's ``try`` statements see what ``deliver`` raises."""
        if self.begin(interp):
            return NONE
        given = self.run(interp, deliver)
        self.progress.slots["started"] = Static(True)
        return given

    def begin(self, interp: Interpreter) -> bool:
        """Notes that the generator is run now; True where it has been run to its end before, and is empty."""
        started = self.progress.slots["started"]
        if not isinstance(started, Static) or started is NONE:
            suspended.step(interp, self.node)
            interp.refuse(
                "a generator goes on after a part of it has been taken, by next() or a loop that was left, which can't "
                "be compiled yet", "use an iterator: it = iter(list(...))",
            )  # fmt: skip
        if not started.value:
            self.progress.slots["started"] = NONE  # until it has come to its end
        return bool(started.value)


def of_function(interp: Interpreter, node: ast.FunctionDef, file: str, name: str, frame: Frame) -> Abstract:
    """What a call of a generator function gives, its arguments bound in ``frame``."""
    from . import statements

    caller = interp.span

    def run(interp: Interpreter, deliver: Deliver) -> Abstract:
        def body() -> Abstract:
            statements.execute(interp, node.body)
            return NONE

        return _activated(interp, frame, file, name, caller, node, body, deliver)

    general = recursion.outlines(interp, node, frame, is_generator=True)
    if general is not None or suspended.is_stepped(interp, interp.node) or may_stop(node):

        def evaluate(outlined: Outlined) -> Abstract:
            return run(interp, suspended.Suspension(interp, outlined))

        return suspended.make(interp, node, name, frame, evaluate, bool(general))
    endless = any(isinstance(n, ast.While) and isinstance(n.test, ast.Constant) for n in ast.walk(node))
    return GeneratorObject(interp, run, endless, _is_guarded(node))


def of_expression(interp: Interpreter, node: ast.GeneratorExp) -> Abstract:
    """A generator expression. What it iterates over is evaluated where it stands, all else where it is consumed."""
    from . import containers, expressions, iteration, iterators

    activation = interp.activation
    outer = interp.frame
    first = expressions.evaluate_iterable(interp, node.generators[0].iter)

    def run_over(interp: Interpreter, source: Abstract, deliver: Deliver) -> Abstract:
        def body() -> Abstract:
            def element() -> None:
                value = expressions.evaluate(interp, node.elt)
                take = interp.activation.on_yield
                assert take is not None
                take(value)  # whatever `try` stands around the expression: it isn't the generator's own

            expressions.comprehend(interp, node.generators, element, source)
            return NONE

        root = activation.root
        return _activated(interp, outer, activation.file, activation.name, activation.caller, root, body, deliver)

    def over(interp: Interpreter, source: Abstract, size: Abstract | None = None) -> Abstract:
        table = iterators.over_table(interp, source, size)
        return iterators.IteratorValue(interp, table.length, table.get)

    table = iterators.table_of(first)
    if not suspended.is_stepped(interp, node) and not may_stop(node):
        if table is not None:
            first = over(interp, first)  # its size must stay what it is here
        return GeneratorObject(interp, lambda interp, deliver: run_over(interp, first, deliver))
    frame = Frame(outer.name, outer.globals, outer)
    view = first if isinstance(first, (View, KnownView)) and first.owner is not None else None
    frame.slots = {"#source": first if view is None or view.owner is None else view.owner}
    if table is not None:
        frame.slots["#size"] = containers.length(interp, table)
    interp.register(frame)

    def evaluate(outlined: Outlined) -> Abstract:
        source = iteration.resolve(interp, frame.slots["#source"])
        if view is not None:
            source = containers.DICT[view.kind](interp, source)
        if "#size" in frame.slots and iterators.table_of(source) is not None:
            source = over(interp, source, frame.slots["#size"])
        return run_over(interp, source, suspended.Suspension(interp, outlined))

    return suspended.make(interp, node, f"{activation.name}.<genexpr>", frame, evaluate)


@functools.lru_cache(maxsize=4096)
def _is_guarded(node: ast.AST) -> bool:
    guards = (n for n in ast.walk(node) if isinstance(n, ast.With) or (isinstance(n, ast.Try) and _sees_exit(n)))
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for guard in guards for inner in ast.walk(guard))


def _sees_exit(node: ast.Try) -> bool:
    """Whether something of a ``try`` runs where Python lets go of a generator that is suspended in it."""
    caught = [n for handler in node.handlers if handler.type is not None for n in ast.walk(handler.type)]
    named = any(isinstance(n, ast.Name) and n.id in ("BaseException", "GeneratorExit") for n in caught)
    return bool(node.finalbody) or named or any(handler.type is None for handler in node.handlers)


@functools.lru_cache(maxsize=4096)
def _catches_exit(root: ast.AST, node: ast.AST) -> bool:
    tries = (n for n in ast.walk(root) if isinstance(n, ast.Try) and n.handlers and _sees_exit(n))
    return any(inner is node for one in tries for statement in one.body for inner in ast.walk(statement))


@functools.lru_cache(maxsize=4096)
def may_stop(node: ast.AST) -> bool:
    """Whether a generator's own code may raise StopIteration, which leaves a generator as a RuntimeError: the machine
    sees to that. A ``try`` around is taken to catch it."""
    if isinstance(node, ast.Try) and node.handlers:
        return any(map(may_stop, [*node.handlers, *node.orelse, *node.finalbody]))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "next":
        return len(node.args) == 1
    if isinstance(node, ast.Raise) and node.exc is not None:
        return any(isinstance(n, ast.Name) and n.id == "StopIteration" for n in ast.walk(node.exc))
    return any(map(may_stop, ast.iter_child_nodes(node)))


def keep(interp: Interpreter, build: Callable[..., Abstract], *held: Abstract) -> Abstract:
    """``build(*held)``, a generator or iterator: a suspended one where it is taken from piece by piece."""
    from . import iteration

    if interp.node is None or not suspended.is_stepped(interp, interp.node):
        return build(*held)
    frame = Frame(interp.frame.name, interp.frame.globals, interp.frame)
    frame.slots = {f"#{index}": value for index, value in enumerate(held)}
    interp.register(frame)

    def evaluate(outlined: Outlined) -> Abstract:
        iteration.for_each(interp, build(*frame.slots.values()), suspended.Suspension(interp, outlined))
        return NONE

    return suspended.make(interp, interp.node, f"{interp.frame.name}.<iterator>", frame, evaluate)


def _activated(
    interp: Interpreter, frame: Frame, file: str, name: str, caller: Any, root: ast.AST,
    body: Callable[[], Abstract], deliver: Deliver,
) -> Abstract:  # fmt: skip
    """Interprets a generator's code in an activation of its own, on top of the consumer's."""
    from .interpreter import Activation

    depth, node = len(interp.activations), interp.node

    def handed_over(value: Abstract) -> Any:
        inner, at = interp.activations[depth:], interp.node
        del interp.activations[depth:]
        interp.node = node
        try:
            return deliver(value)
        finally:
            interp.activations[depth:] = inner
            interp.node = at

    def run(merge: Merge) -> Abstract:
        activation = Activation(frame, file, name, caller, merge, root, on_yield=handed_over)
        activation.bound, activation.start = dict(frame.slots), interp.block
        activation.suspension = deliver if isinstance(deliver, suspended.Suspension) else None
        interp.activations.append(activation)
        try:
            return body()
        finally:
            del interp.activations[depth:]
            interp.node = node

    return interp.region(run)


def _shielded(interp: Interpreter, generator: GeneratorObject, body: Deliver) -> Abstract:
    """Runs a generator whose ``try`` statements don't see the exceptions of its consumer's ``body``."""
    depth = len(interp.attempts)
    result: list[Abstract] = []

    def whole(raised: Merge) -> Abstract:
        def deliver(value: Abstract) -> None:
            if len(interp.attempts) == depth:
                body(value)
                return

            def run() -> Abstract:
                body(value)
                return NONE

            attempts.attempt(interp, run, lambda caught: interp.leave(raised, caught), nowhere())

        result.append(generator.run(interp, deliver))
        return NONE

    caught = interp.region(whole)
    if isinstance(caught, Dynamic) and caught.type == ty.EXCEPTION:
        interp.raise_value(caught)
    if isinstance(caught, Dynamic) and ty.EXCEPTION in ty.members(caught.type):
        raised = interp.type_test(caught, ty.NONE)
        error = caught

        def again() -> Abstract:
            interp.raise_value(interp.narrow(error, ty.EXCEPTION))

        interp.branch(raised, lambda: NONE, again)
        return NONE
    return result[-1]


def nowhere() -> ast.AST:
    return ast.Pass()


def first(interp: Interpreter, generator: GeneratorObject, ended: Callable[[], Abstract]) -> Abstract:
    """``next`` of a generator that nothing has been taken from yet; what follows its first element is given up."""

    def whole(found: Merge) -> Abstract:
        generator.push(interp, lambda element: interp.leave(found, element))
        return ended()

    taken = interp.region(whole)
    generator.progress.slots["started"] = NONE
    return taken


def hand_over(interp: Interpreter, value: Abstract) -> Any:
    """Hands an element over to whoever consumes the generator that is being interpreted."""
    deliver = interp.activation.on_yield
    if deliver is None:
        interp.refuse("yield stands outside of a generator function")
    if interp.node is None or not _catches_exit(interp.activation.root, interp.node):
        return deliver(value)
    interp.exits += 1
    try:
        return deliver(value)
    finally:
        interp.exits -= 1


def evaluate_yield(interp: Interpreter, node: ast.Yield) -> Abstract:
    from . import expressions

    given = hand_over(interp, expressions.evaluate(interp, node.value) if node.value is not None else NONE)
    return given.value if isinstance(given, suspended.Sent) else NONE


def evaluate_yield_from(interp: Interpreter, node: ast.YieldFrom) -> Abstract:
    from . import expressions, iteration

    inner = expressions.evaluate(interp, node.value)
    suspension = interp.activation.suspension
    if isinstance(inner, Dynamic) and suspended.type_of(inner) is not None:
        is_new = suspended.is_new(interp, node.value, inner)
        return suspended.delegate(interp, inner, suspension or functools.partial(hand_over, interp), is_new)
    if isinstance(inner, GeneratorObject) and suspension is not None:
        # What is raised at the yield is for the inner generator's try statements too.
        return inner.run_once(interp, suspension)
    if isinstance(inner, GeneratorObject):
        given: Abstract = inner.push(interp, lambda value: hand_over(interp, value))
        return given
    iteration.for_each(interp, inner, lambda value: hand_over(interp, value))
    return NONE


# --- generator functions as context managers ------------------------------------------------------------------------


class ManagerValue(Abstract):
    """What a call of a ``contextlib.contextmanager`` function gives."""

    def __init__(self, generator: Abstract) -> None:
        self.generator = generator


def run_managed(interp: Interpreter, manager: ManagerValue, body: Deliver) -> None:
    """``with manager as value: body(value)``: the body runs inside of the generator, at its ``yield``.

    An early exit of the body first lets the generator run to its end: it notes in ``progress`` where it is bound for.
    """
    generator = manager.generator
    assert isinstance(generator, GeneratorObject)
    wanted: list[Merge] = []

    def run(cleanup: Cleanup) -> Progress:
        progress = Progress()
        progress.slots["exit"] = Static(-1)
        interp.register(progress)
        generator.begin(interp)
        generator.run(interp, functools.partial(_managed_body, interp, body, wanted, progress, cleanup))
        return progress

    def attempt(base: State) -> Abstract:
        progress = until_known(interp, wanted, base, run)
        _depart(interp, wanted, progress)
        return NONE

    interp.retrying(attempt)


def _managed_body(
    interp: Interpreter, body: Deliver, wanted: list[Merge], progress: Progress, cleanup: Cleanup,
    value: Abstract,
) -> None:  # fmt: skip
    before = progress.slots["exit"]
    if not (isinstance(before, Static) and before.value == -1):
        interp.raise_(RuntimeError, "generator didn't stop")
    progress.slots["exit"] = Static(0)

    def run(done: Merge, index: int) -> Abstract:
        if index == len(wanted):
            cleanup.depth = len(interp.merges)
            interp.cleanups.append(cleanup)
            try:
                with interp.experience.visiting("body", cleanup.visit):
                    body(value)
            finally:
                interp.cleanups.remove(cleanup)
            interp.arrive(done, "break")
        merge = wanted[index]

        def gather(gathering: Merge) -> Abstract:
            cleanup.exits[merge] = gathering
            return run(done, index + 1)

        progress.slots["value", index] = interp.region(gather)
        progress.slots["exit"] = Static(index + 1)
        interp.arrive(done, "break")

    interp.region(lambda done: run(done, 0))


def _depart(interp: Interpreter, wanted: list[Merge], progress: Progress) -> None:
    """Behind the generator's end: goes on where the body was bound for."""
    taken = progress.slots["exit"]

    def go(index: int) -> Abstract:
        value = progress.slots.get(("value", index), UNBOUND)
        if isinstance(value, Dynamic):
            value = interp.narrow(value, ty.without(value.type, ty.UNBOUND))
        interp.leave(wanted[index], value if value is not UNBOUND else NONE)

    def never() -> Abstract:
        interp.raise_(RuntimeError, "generator didn't yield")

    choices: list[tuple[int, Callable[[], Abstract]]] = [(-1, never)]
    choices += [(i + 1, functools.partial(go, i)) for i in range(len(wanted))]
    for number, path in choices:
        if isinstance(taken, Static):
            if taken.value == number:
                path()
            continue
        interp.branch(interp.lift(interp.compare("eq", taken, Static(number))), path, lambda: NONE)
