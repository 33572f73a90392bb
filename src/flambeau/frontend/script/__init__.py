"""The script front end: an abstract interpreter of Python that reads a program's source and writes IR.

``script_graph(pipeline, example_inputs)`` interprets ``pipeline`` (a function or module) on abstract arguments. Where
containers turn out to hold more than was assumed when they were read, it starts again with what it has learnt.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Generator as Attempts
from functools import partial
from typing import Any

from ... import types as ty
from ...errors import CompileError
from ...ir import COMPUTED, STATE, Block, Function, Graph, Op, Parameter, Value, walk
from ...stdlib import iterating
from . import (
    capturing,
    hooks,
    iterators,
    kept,
    nesting,
    possible,
    records,
    rules,
    script_modules,
    states,
    suspended,
    tensor_classes,
    written,
)  # fmt: skip
from .diagnosis import FAILURES, Diagnosis
from .entry import Declared, Examples, examples_in_order, parameter_types
from .experience import OutOfPatience
from .heap import Dead, Materialise
from .interpreter import Interpreter
from .lifting import describe, settle
from .values import POISON, Abstract, Dynamic, Generator, Restart, Site, Static

MAX_RESTARTS = 20
RECURSION_LIMIT = 20_000
MORE_PATIENCE = 20  # a compilation without experience may take so many times what one with it took


def script_graph(program: Any, example_inputs: Examples | None = None) -> Graph:
    """The IR of ``program``. Raises CompileError where it can't be compiled."""
    with _prepared():
        guessing: list[bool] = []
        try:
            return _with_experience(partial(_interpret, program=program, example_inputs=example_inputs), guessing)
        except CompileError:
            if not any(guessing):
                raise
        # A parameter that may be left out was taken for what the program can't do with it.
        return _with_experience(partial(_interpret, program=program, example_inputs=example_inputs, as_given=True), [])


def _with_experience(interpret: Callable[[Interpreter], Graph], guessing: list[bool]) -> Graph:
    """The graph that ``interpret`` gives. ``guessing`` gets whether the types of parameters went beyond what is
    known."""
    made: list[Interpreter] = []
    try:
        return _first_settled(_attempts(learns=True), made, interpret)
    except CompileError as refused:
        if not any(interp.experience.used for interp in made):
            raise
        # What one interpretation of a construct took over from another may have been too little for it.
        patience = MORE_PATIENCE * max(interp.emitted for interp in made)
        try:
            return _first_settled(_attempts(patience=patience), [], interpret)
        except OutOfPatience:
            raise refused from None
    finally:
        guessing += (interp.guesses for interp in made)


def _first_settled(
    attempts: Attempts[Interpreter, None, None], made: list[Interpreter], interpret: Callable[[Interpreter], Graph]
) -> Graph:  # fmt: skip
    """The first graph that assumed nothing wrong; ``made`` gets the interpreters that it took."""
    # Closed now: an error that somebody keeps holds the generator, which would end in the midst of another compilation.
    with contextlib.closing(attempts):
        for interp in attempts:
            made.append(interp)
            try:
                graph = interpret(interp)
            except Restart:
                continue
            except Materialise as need:
                raise CompileError(
                    f"paths leave {describe(need.containers[0])} in shapes that can't be joined", interp.span,
                    "make it anew on each path, or change it on each in the same way",
                ) from None  # fmt: skip
            if not interp.stale:
                return graph
    raise CompileError("what the program's containers hold grows without end")


def find_refusals(program: Any, example_inputs: Examples | None = None) -> tuple[list[CompileError], str]:
    """All that keeps ``program`` from being compiled, as far as one interpretation shows it; and what it takes."""
    errors, taken = [], ""
    with _prepared(), contextlib.closing(_attempts()) as attempts:
        for interp in attempts:
            found = interp.diagnosis = Diagnosis()
            with contextlib.suppress(Restart):
                taken = _walk(interp, program, example_inputs)
                errors = found.errors
                if not interp.stale:
                    break
    return errors, taken


def _attempts(learns: bool = False, patience: int = sys.maxsize) -> Attempts[Interpreter, None, None]:
    """Interpreters, each of which knows what the ones before have learnt about containers."""
    sites: dict[object, Site] = {}
    known = records.Records()
    slots = states.States()
    counted = 0
    while counted < MAX_RESTARTS:
        # Each generator that turns out to be taken from piece by piece starts it again: of those there are so many.
        before = len(slots.stepped), len(slots.boxed)
        fields = [site for record in known.values() for site in record.fields.values()]
        held = [*sites.values(), *fields, *(slot.site for slot in slots.slots)]
        for site in held:
            site.read = False
        with records.recording(known):
            interp = Interpreter(sites, slots, learns, patience)
            nesting.tie(interp, held)
            yield interp
        counted += before == (len(slots.stepped), len(slots.boxed))


def _walk(interp: Interpreter, program: Any, example_inputs: Examples | None) -> str:
    """Interprets ``program`` for its refusals. Gives its parameters in words."""
    assert interp.diagnosis is not None
    try:
        called = _function(program)
    except CompileError as error:
        interp.diagnosis.note(error)
        return ""
    try:
        parameters = parameter_types(interp, called, example_inputs)
        args, kwargs = _add_parameters(interp, parameters)
        taken = ", ".join(f"{p.name}: {settle(ty.without(t, ty.UNBOUND))}" for p, t, *_ in parameters)
    except CompileError as error:
        interp.diagnosis.note(error)
        required = [p for p in inspect.signature(called).parameters.values() if p.default is p.empty]
        args, kwargs, taken = [POISON] * len(required), {}, ", ".join(p.name for p in required)
    try:
        interp.escape(_gone_through(interp, interp.call(Static(program), args, kwargs)))
    except Dead:
        pass
    except FAILURES as error:
        interp.diagnosis.note(error)
    return taken


def _function(program: Any) -> Any:
    """The function that has the program's parameters. Raises CompileError for a class or a bare scripted method."""
    if isinstance(program, type):
        raise CompileError(
            f"{program.__name__} is a class, of which no instance is known",
            fix=f"make the instance first, and pass that: {program.__name__}(...)",
        )
    import torch

    if type(program).__name__ == "ScriptMethod":
        raise CompileError(
            f"{program.name} is a method of a module that torch.jit has scripted, and doesn't say of which one",
            fix=f"pass a function that calls it: lambda x: module.{program.name}(x)",
        )
    if isinstance(program, types.FunctionType) or not hasattr(program, "forward"):
        return program
    if isinstance(program, torch.nn.Module) and not hasattr(program, "_forward_pre_hooks"):
        name = type(program).__name__
        raise CompileError(
            f"{name}.__init__ hasn't called that of nn.Module", fix=f"begin {name}.__init__ with super().__init__()"
        )
    scripted = script_modules.source_of(program, "forward")
    return program.forward if scripted is None else types.MethodType(scripted, program)


@contextlib.contextmanager
def _prepared() -> Iterator[None]:
    """With all rules registered, and room for the program's own calls, which nest in ours some 30 deep for each:
    MAX_CALL_DEPTH is to be met first."""
    import torch

    from .rules import (  # noqa: F401
        builtins,
        contexts,
        copying,
        core,
        creation,
        dates,
        differentiating,
        environment,
        functional_call,
        futures,
        generators,
        json,
        library,
        mapping,
        modules,
        numbers,
        output,
        random,
        refinement,
        regex,
        slices,
        standard_library,
        strings,
        struct,
        surroundings,
        threads,
        torch_functions,
        tracebacks,
        unicode,
    )
    from .rules import bytes as _bytes  # noqa: F401
    from .rules import hooks as _hooks  # noqa: F401

    rules.load_optional()
    modules.know_init()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        with torch.no_grad():
            yield
    finally:
        sys.setrecursionlimit(limit)


def _interpret(
    interp: Interpreter, program: Any, example_inputs: Examples | None, as_given: bool = False
) -> Graph:  # fmt: skip
    parameters = parameter_types(interp, _function(program), example_inputs, as_given)
    args, kwargs = _add_parameters(interp, parameters)
    tags = tensor_classes.of_parameters(interp, interp.root.params, examples_in_order(parameters, example_inputs))
    try:
        result = interp.call(Static(program), args, kwargs)
        hooks.refuse_left(interp)
        returned = interp.escape(_gone_through(interp, result))
        _refuse_generators(returned.type)
        interp.build("return", [returned], [])
        return_type: ty.Type = returned.type
    except Dead:
        return_type = ty.NEVER
    graph = finish_graph(interp, [p for p, *_ in parameters], return_type)
    graph.deferred = interp.deferred
    graph.tensor_classes = {parameters[i][0].name: tensor_classes.name_of(cls) for i, cls in tags.items()}
    return graph


def _gone_through(interp: Interpreter, returned: Abstract) -> Abstract:
    """A generator or iterator that the program returns runs to its end first: its caller gets a list."""
    if isinstance(returned, (Generator, iterators.IteratorValue)) or suspended.type_of(returned) is not None:
        return interp.call(Static(iterating.gone_through), [returned])
    return returned


def _refuse_generators(returned: ty.Type) -> None:
    """A generator within what is returned runs only as a part of its program."""
    for part in nesting.parts(returned):
        if kept.may_be_kept(part):
            raise CompileError(
                "the program returns a function, which can't be called outside of it",
                fix="return what tells which one it is, its name for instance",
            )
        if isinstance(part, ty.Generic) and part.name == "Generator":
            raise CompileError(
                "the program returns a generator, which can't go on outside of it", fix="return a list: list(...)"
            )


def _add_parameters(interp: Interpreter, parameters: Sequence[Declared]) -> tuple[list[Abstract], dict[str, Abstract]]:
    """The root block's parameters, as the positional and the named arguments of the program's function."""
    args: list[Abstract] = []
    kwargs: dict[str, Abstract] = {}
    for parameter, type_, by_keyword, default in parameters:
        given = Dynamic(interp.root.add_param(type_, parameter.name))
        computed = parameter.default is COMPUTED
        value = _given_or_default(interp, given, Static(default)) if computed else given
        if by_keyword:
            kwargs[parameter.name] = value
        else:
            args.append(value)
    return args, kwargs


def _given_or_default(interp: Interpreter, value: Dynamic, default: Static) -> Abstract:
    """What the caller gives for a parameter; where that is nothing, the object itself that the function has for it."""
    return possible.where_set(interp, value, lambda: default)


def finish_graph(interp: Interpreter, parameters: list[Parameter], return_type: ty.Type) -> Graph:
    """The graph of what ``interp`` has built: constants in front, types with all that containers were found to hold."""
    root = interp.root
    for constant, type_ in interp.concrete.items():  # by which it is read, down to its last part
        constant.type = type_
    others = capturing.finish(interp, root)
    place_constants(interp, root)
    function = Function("forward", root, settle(return_type), parameters)
    functions = {"forward": function, **others}
    for other in others.values():
        settle_values(other.body)
        other.return_type = settle(other.return_type)
    written.own_constants(interp, {"forward": root, **{name: other.body for name, other in others.items()}})
    if interp.states.slots and not interp.stale:
        states.check_separate(interp, [root])
        functions[STATE] = make_state(interp, [slot.initial for slot in interp.states.slots])
    return Graph(functions, classes=records.described(settle), exceptions=interp.states.exceptions)


def place_constants(interp: Interpreter, root: Block) -> None:
    """Puts all constants in front of a function's body, and settles the types of its values."""
    for op in reversed(interp.constants.ops):
        op.parent = root
        root.ops.insert(0, op)
    settle_values(root)


def settle_values(body: Block) -> None:
    """The types of a function's values, with all that containers were found to hold."""
    for op in walk(body):
        for value in _values(op):
            value.type = settle(value.type)
    for value in body.params:
        value.type = settle(value.type)


def make_state(interp: Interpreter, values: Sequence[Any]) -> Function:
    """The function that gives ``values`` as the first ones of the program's state slots."""
    interp.forget_constants()
    interp.states = states.States()  # these are the values from before the program starts
    made = states.state_function(interp, values)
    place_constants(interp, made.body)
    made.return_type = settle(made.return_type)
    return made


def _values(op: Op) -> list[Value]:
    return [*op.results, *(p for b in op.blocks for p in b.params)]


__all__ = ["MAX_RESTARTS", "find_refusals", "finish_graph", "script_graph"]
