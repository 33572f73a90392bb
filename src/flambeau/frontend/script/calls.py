"""Calls: functions are interpreted where they are called, specialised for what they are called with."""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import random
import re
import types
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from ... import types as ty
from ...errors import CompileError
from . import (
    choices,
    classes,
    containers,
    diagnosis,
    generators,
    hooks,
    inherited,
    kept,
    keywords,
    memoising,
    misfits,
    objects,
    outside,
    possible,
    recursion,
    rules,
    sharing,
    source,
    states,
)  # fmt: skip
from .heap import Merge
from .interpreter import MAX_CALL_DEPTH, Activation
from .lifting import describe
from .rules import numpy_arrays
from .rules import torch_functions as torch_rules
from .values import (
    NONE,
    POISON,
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Conflict,
    Dynamic,
    Frame,
    FunctionValue,
    Key,
    Poison,
    Spread,
    Static,
    TupleValue,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


@contextlib.contextmanager
def _managed() -> Iterator[None]:
    yield


_MANAGED = _managed.__code__  # of every function that contextlib.contextmanager has decorated
_DISPATCHED = functools.singledispatch(lambda value: value).__code__  # type: ignore[attr-defined]


def call(interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``function(*args, **kwargs)``."""
    interp.depth += 1
    try:
        return _call(interp, function, args, kwargs)
    finally:
        interp.depth -= 1


def _call(interp: Interpreter, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    function = kept.taken(interp, function)
    if isinstance(function, Builtin):
        return apply_rule(interp, function.name, function.call, args, kwargs)
    if isinstance(function, BoundMethod):
        return call(interp, function.function, [function.receiver, *args], kwargs)
    if isinstance(function, FunctionValue):
        return _call_nested(interp, function, args, kwargs)
    if isinstance(function, Static):
        return _call_object(interp, function.value, args, kwargs)
    if isinstance(function, Dynamic) and objects.has_instances(function.type):
        return interp.split(function, lambda one: call(interp, one, args, kwargs))
    if objects.class_of(function) is not None:
        return interp.call(interp.getattr(function, "__call__"), args, kwargs)
    if isinstance(function, Choice):
        return choices.each(interp, function, lambda one: call(interp, one, args, kwargs))
    if isinstance(function, Conflict):
        if isinstance(function, Poison):
            return function
        interp.refuse(
            f"which function is called here depends on the input: {function.reason}", "call each in its own branch"
        )
    if isinstance(function, Dynamic) and function.type == ty.ARRAY_DTYPE:  # dtype.type, or type(x)
        return numpy_arrays.scalar_of(interp, function, args)
    if isinstance(function, Dynamic):
        interp.raise_(TypeError, f"'{function.type}' object is not callable")
    interp.refuse(f"{describe(function)} can't be called", "call a function, a module or an object with __call__")


def apply_rule(
    interp: Interpreter, name: str, rule: Any, args: list[Abstract], kwargs: dict[str, Abstract], function: Any = None
) -> Abstract:
    """Calls a rule of ours, whose Python signature is that of ``function``, less options that it doesn't support."""
    if any(map(possible.may_be_unset, kwargs.values())):
        return possible.each_call(interp, kwargs, lambda there: apply_rule(interp, name, rule, args, there, function))
    try:
        inspect.signature(rule).bind(interp, *args, **kwargs)
    except TypeError as error:
        if function is not None and _takes(function, args, kwargs):
            interp.refuse(f"{name}() isn't supported with these arguments: {error}", "leave out what isn't needed")
        interp.raise_(TypeError, f"{name}(): {error}")
    if interp.diagnosis is not None and not name.startswith(("list.", "dict.", "set.")):  # those may hold poison
        if any(isinstance(a, Poison) for a in [*args, *kwargs.values()]):
            return POISON
    result: Abstract = rule(interp, *args, **kwargs)
    return result


def _takes(function: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> bool:
    """Whether Python's own function takes such arguments, as far as it tells."""
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        return False
    except ValueError:  # it doesn't tell
        return getattr(function, "__module__", None) != "builtins"
    return True


def _is_transparent(function: Any) -> bool:
    """Whether a program calls what a function wraps in its place: it is torch.compile's to leave alone, or
    torch.amp.custom_fwd, without autocast, or compares arguments with annotations, as beartype and jaxtyping do."""
    import torch

    if not isinstance(function, types.FunctionType) or not hasattr(function, "__wrapped__"):
        return False
    code = function.__code__
    return (
        code.co_filename == torch._compile.__file__
        or (code.co_filename == torch.amp.autocast_mode.__file__ and code.co_name == "decorate_fwd")
        or code.co_filename.startswith("<@beartype(")
        or function.__globals__.get("__name__", "").startswith("jaxtyping.")
    )


def _under_numba(interp: Interpreter, function: Any) -> Abstract | None:
    """The Python that numba has made machine code of, by ``njit`` or ``vectorize``."""
    if hasattr(function, "py_func"):
        return Static(function.py_func)
    by_element = getattr(getattr(function, "_dispatcher", None), "py_func", None)
    if by_element is None:
        return None
    import numpy

    return interp.call(Static(numpy.vectorize), [Static(by_element)])


def _call_object(interp: Interpreter, function: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    import torch

    origin = typing.get_origin(function)
    if isinstance(origin, type) and getattr(function, "_inst", True):  # list[int](), Stack[str](); not List[int]()
        return _call_object(interp, origin, args, kwargs)
    rule = rules.find(function)
    if rule is None and _is_transparent(function):
        return _call_object(interp, function.__wrapped__, args, kwargs)
    if rule is not None:
        return apply_rule(interp, getattr(function, "__name__", str(function)), rule, args, kwargs, function)
    if any(map(possible.may_be_unset, kwargs.values())) and not possible.has_parameters(function):
        return possible.each_call(interp, kwargs, lambda there: _call_object(interp, function, args, there))
    if isinstance(function, torch.nn.Module):
        return hooks.call_module(interp, function, args, kwargs)
    if args and isinstance(args[0], Static) and isinstance(args[0].value, random.Random):
        args = [states.known(interp, args[0].value), *args[1:]]
    drawn_by = getattr(function, "__self__", None)
    if isinstance(drawn_by, random.Random) and states.is_owned(interp, drawn_by):  # random.random, random.seed
        return interp.call(interp.getattr(Static(drawn_by), function.__name__), args, kwargs)
    if isinstance(function, types.MethodType):
        return _call_object(interp, function.__func__, [Static(function.__self__), *args], kwargs)
    if isinstance(function, typing.NewType) and len(args) == 1 and not kwargs:
        return args[0]
    if isinstance(function, functools.partial):
        bound = [Static(a) for a in function.args]
        named = {k: Static(v) for k, v in function.keywords.items()}
        return _call_object(interp, function.func, [*bound, *args], {**named, **kwargs})
    source_of_script = getattr(function, "_torchdynamo_inline", None)  # of a function that torch.jit.script has made
    if isinstance(function, torch.jit.ScriptFunction) and source_of_script is not None:
        return _call_object(interp, source_of_script, args, kwargs)
    if type(function).__module__.startswith("numba."):
        interpreted = _under_numba(interp, function)
        if interpreted is not None:
            return interp.call(interpreted, args, kwargs)
    uncompiled = getattr(function, "_torchdynamo_orig_callable", None)  # under torch.compile or torch.compiler.disable
    if uncompiled is not None:
        return _call_object(interp, uncompiled, args, kwargs)
    if isinstance(function, torch._library.custom_ops.CustomOpDef):
        return _call_object(interp, function._init_fn, args, kwargs)  # the Python that torch.library.custom_op wraps
    if hasattr(function, "graph_ir"):
        from .programs import inline_program

        return inline_program(interp, function, args, kwargs)
    if interp.diagnosis is not None and not isinstance(function, types.FunctionType):
        if any(isinstance(a, Poison) for a in [*args, *kwargs.values()]):
            return diagnosis.stand_in(interp, f"aten::{getattr(function, '__name__', '')}")
    outside.refuse(interp, function, args)
    if _is_torch_builtin(function):
        return torch_rules.call_torch(interp, function, args, kwargs)
    if isinstance(function, type):
        return classes.construct(interp, function, args, kwargs)
    if isinstance(function, types.MethodDescriptorType) and args and not interp.is_static(args[0]):
        # str.lower(text) is text.lower()
        if objects.class_of(args[0]) is None and issubclass(_class_of(interp, args[0]), function.__objclass__):
            return interp.call(interp.getattr(args[0], function.__name__), args[1:], kwargs)
    if isinstance(function, (types.MethodDescriptorType, types.WrapperDescriptorType)) and args:
        # dict.update(self, ...) is what a class has inherited, whatever it has made of update itself.
        if objects.class_of(args[0]) is not None:
            method = inherited.inherited_method(interp, args[0], function)
            if method is not None:
                return interp.call(method, args[1:], kwargs)
    static = all(map(interp.is_static, [*args, *kwargs.values()]))
    if static and outside.may_run(interp, function, args):
        from .operations import native

        return native(interp, function, *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
    if isinstance(function, types.FunctionType):
        if function.__code__ is _DISPATCHED and args:
            return _dispatch(interp, function, args, kwargs)
        if function.__code__ is _MANAGED:
            return generators.ManagerValue(_call_function(interp, function.__wrapped__, args, kwargs))  # type: ignore[attr-defined]
        return _call_function(interp, function, args, kwargs)
    if isinstance(function, functools._lru_cache_wrapper):
        return memoising.call_cached(interp, function, args, kwargs)
    wrapped = getattr(function, "__wrapped__", None)  # what functools.wraps has wrapped
    calls_itself = isinstance(inspect.getattr_static(type(function), "__call__", None), _WRITTEN)
    if isinstance(wrapped, types.FunctionType) and not calls_itself:
        if type(function).__module__ == "uarray":  # what it wraps only says which arguments are arrays
            interp.refuse(f"{wrapped.__module__}.{wrapped.__name__} isn't supported", "use numpy.fft")
        return _call_function(interp, wrapped, args, kwargs)
    owner = getattr(function, "__self__", None)
    if isinstance(function, types.BuiltinFunctionType) and isinstance(owner, _ASKED):  # ", ".join, RX.search
        return interp.call(interp.getattr(Static(owner), function.__name__), args, kwargs)
    if isinstance(function, types.MethodDescriptorType) and args:
        return _call_of_class(interp, function, args, kwargs)
    if not isinstance(function, (types.BuiltinFunctionType, types.MethodDescriptorType)):
        custom = inspect.getattr_static(type(function), "__call__", None)
        if isinstance(custom, _WRITTEN):
            return _call_object(interp, custom, [Static(function), *args], kwargs)
    if not callable(function):
        interp.raise_(TypeError, f"'{type(function).__name__}' object is not callable")
    name = getattr(function, "__qualname__", None) or repr(function)
    interp.refuse(
        f"{name} can't be compiled: it has no Python source",
        "call it before the program starts, or write it in Python or with torch operators",
    )


def _call_of_class(
    interp: Interpreter, function: types.MethodDescriptorType, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract:  # fmt: skip
    """``str.lower(text)``, ``dict.get(table, key)``."""

    def call(receiver: Abstract) -> Abstract:
        is_scalar = isinstance(receiver, (Dynamic, Static)) and interp.type_of(receiver) in _SCALARS
        if is_scalar and not issubclass(_class_of(interp, receiver), function.__objclass__):
            kind, wanted = containers.python_name(interp, receiver), function.__objclass__.__name__
            interp.raise_(
                TypeError, f"descriptor '{function.__name__}' for '{wanted}' objects doesn't apply to a '{kind}' object"
            )
        return interp.call(interp.getattr(receiver, function.__name__), args[1:], kwargs)

    return interp.split(args[0], call)


_WRITTEN = (types.FunctionType, functools._lru_cache_wrapper)
_SCALARS = (ty.NONE, ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX, ty.STR, ty.BYTES)
# What keeps nothing that a method could change: a method of one that is known is looked up again.
_ASKED = (str, bytes, int, float, frozenset, re.Pattern)


def _dispatch(interp: Interpreter, function: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """A call of what ``functools.singledispatch`` has made: by the class of the first argument."""

    def chosen(one: Abstract) -> Abstract:
        implementation = function.dispatch(interp.python(interp.call(Static(type), [one])))
        return interp.call(Static(implementation), [one, *args[1:]], kwargs)

    return interp.split(args[0], chosen)


def dispatching_method(receiver: Abstract, method: functools.singledispatchmethod[Any]) -> Abstract:
    """A method under ``functools.singledispatchmethod``: of its implementations, the one for the first argument."""

    def call_one(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        def chosen(one: Abstract) -> Abstract:
            implementation = method.dispatcher.dispatch(interp.python(interp.call(Static(type), [one])))
            bound = getattr(implementation, "__func__", implementation)  # of a static or class method
            before = [] if isinstance(implementation, staticmethod) else [receiver]
            if isinstance(implementation, classmethod):
                before = [interp.call(Static(type), [receiver])]
            return interp.call(Static(bound), [*before, one, *args[1:]], kwargs)

        return interp.split(args[0], chosen)

    return Builtin(getattr(method.func, "__name__", "method"), call_one)


def _class_of(interp: Interpreter, value: Abstract) -> type:
    """The class of a value, as far as its type says; ``object`` where it says nothing."""
    return classes.python_class(interp, interp.type_of(value)) or object


def _is_torch_builtin(function: Any) -> bool:
    """Whether ``function`` is torch's own C++: an operator, a function of ``torch`` or a method of Tensor."""
    import torch

    if isinstance(function, (torch._ops.OpOverload, torch._ops.OpOverloadPacket)):
        return True
    owner = getattr(function, "__objclass__", None)
    if owner is not None:
        return isinstance(owner, type) and issubclass(torch.Tensor, owner) and owner is not object
    if not isinstance(function, types.BuiltinFunctionType):
        return False
    holder = getattr(function, "__self__", None)
    if isinstance(holder, torch.Tensor):
        return True
    module = holder.__name__ if isinstance(holder, types.ModuleType) else function.__module__ or ""
    return module.partition(".")[0] == "torch"


# --- Python functions -----------------------------------------------------------------------------------------------


def _call_function(
    interp: Interpreter, function: types.FunctionType, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract:
    if classes.generated_init(function):
        classes.dataclass_init(interp, function, args, kwargs)
        return NONE
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        interp.refuse(*source.ASYNC)
    try:
        node = source.function_node(function)
    except source.NoSource as error:
        interp.refuse(
            f"{function.__qualname__} can't be compiled: {error}",
            "put it into a .py file that can be read when the program is compiled",
        )
    frame = Frame(function.__qualname__, function.__globals__, interp.frames_of.get(function.__code__))
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
    cell = cells.get("__class__")
    frame.defining_class = cell.cell_contents if cell is not None else None
    if frame.parent is None:  # else it is of a local class, and finds the variables of the function around that there
        frame.closure = cells
    defaults = _defaults(interp, node.args, function.__defaults__ or (), function.__kwdefaults__ or {})
    return inline(interp, node, source.source_file(function), function.__qualname__, frame, defaults, args, kwargs)


def _defaults(
    interp: Interpreter, arguments: ast.arguments, positional: tuple[Any, ...], named: dict[str, Any]
) -> dict[str, Abstract]:
    names = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    held = {**dict(zip(names[len(names) - len(positional) :], positional)), **named}
    return {name: states.known(interp, value) for name, value in held.items()}


def _call_nested(
    interp: Interpreter, function: FunctionValue, args: list[Abstract], kwargs: dict[str, Abstract]
) -> Abstract:
    frame = Frame(function.name, function.frame.globals, function.frame)
    frame.closure = function.frame.closure
    frame.defining_class = function.frame.defining_class
    if isinstance(function.node, ast.Lambda):
        frame.first_argument = function.frame.first_argument
    return inline(interp, function.node, function.file, function.name, frame, function.defaults, args, kwargs)


def bind(
    interp: Interpreter, name: str, arguments: ast.arguments, defaults: dict[str, Abstract], args: list[Abstract],
    kwargs: dict[str, Abstract],
) -> dict[str, Abstract]:  # fmt: skip
    """Arguments to parameters, as Python binds them; its TypeErrors where they don't fit."""
    positional = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    rest = args[-1] if args and isinstance(args[-1], Spread) else None
    if rest is not None:
        args = args[:-1]
    bound = dict(zip(positional, args))
    left = dict(kwargs)

    def misfit(given: dict[str, Abstract] = kwargs) -> NoReturn:
        def fail(there: dict[str, Abstract]) -> NoReturn:
            named = [one for one in there if one != keywords.OTHERS]
            interp.raise_(TypeError, misfits.of_parameters(name, arguments, defaults, len(args), named))

        possible.each_call(interp, given, fail)
        raise AssertionError("each of them fails")

    def too_many(one: str) -> None:
        possible.where_set(interp, kwargs[one], lambda: NONE, lambda found: misfit({**kwargs, one: found}))

    if isinstance(rest, Spread) and arguments.vararg is not None:
        before = args[len(positional) :]
        bound[arguments.vararg.arg] = (
            interp.binary("add", TupleValue(tuple(before)), rest.value) if before else rest.value
        )
    elif len(args) > len(positional):
        if arguments.vararg is None:
            misfit()
        bound[arguments.vararg.arg] = TupleValue(tuple(args[len(positional) :]))
    elif arguments.vararg is not None:
        bound[arguments.vararg.arg] = TupleValue(())
    for parameter in [*arguments.args, *arguments.kwonlyargs]:
        if parameter.arg in left:
            given = left.pop(parameter.arg)
            if parameter.arg in bound:
                too_many(parameter.arg)
            elif parameter.arg in defaults:
                default = functools.partial(defaults.__getitem__, parameter.arg)
                bound[parameter.arg] = possible.where_set(interp, given, default)
            else:
                without = {one: held for one, held in kwargs.items() if one != parameter.arg}
                bound[parameter.arg] = possible.where_set(interp, given, functools.partial(misfit, without))
    for parameter_name in [*positional, *(a.arg for a in arguments.kwonlyargs)]:
        if parameter_name not in bound:
            if parameter_name not in defaults:
                misfit()
            bound[parameter_name] = defaults[parameter_name]
    others = left.pop(keywords.OTHERS, None)
    if others is not None and arguments.kwarg is None:
        interp.refuse(f"which keyword arguments {name} is given is only known when the program runs", "name them")
    if arguments.kwarg is not None:
        named = possible.dict_of(interp, ((Key(k), v) for k, v in left.items()))
        if others is not None:
            containers.update_dict(interp, named, others)
        bound[arguments.kwarg.arg] = named
    for other in left if arguments.kwarg is None else ():
        too_many(other)
    return bound


def inline(
    interp: Interpreter, node: source.FunctionNode, file: str, name: str, frame: Frame,
    defaults: dict[str, Abstract], args: list[Abstract], kwargs: dict[str, Abstract],
) -> Abstract:  # fmt: skip
    """Interprets a function's body in place of the call."""
    from . import expressions, statements

    if len(interp.activations) >= MAX_CALL_DEPTH:
        raise CompileError(
            f"{name} calls itself more than {MAX_CALL_DEPTH} deep, or a depth that only the input decides",
            interp.span, "write the recursion as a loop over a list that holds what is still to be done",
        )  # fmt: skip
    frame.root = node
    frame.slots = dict(bind(interp, misfits.qualified(name, frame), node.args, defaults, args, kwargs))
    if args:
        frame.first_argument = frame.first_argument or args[0]
    interp.register(frame)
    sharing.open_boxes(interp, frame, node)
    if isinstance(node, ast.FunctionDef) and _is_generator(node):
        return generators.of_function(interp, node, file, name, frame)
    caller, call_node = interp.span, interp.node
    general = recursion.outlines(interp, node, frame)

    def body(merge: Merge) -> Abstract:
        activation = Activation(frame, file, name, caller, merge, node, is_outlined=general is not None)
        activation.bound, activation.start = dict(frame.slots), interp.block
        interp.activations.append(activation)
        try:
            if isinstance(node, ast.Lambda):
                return expressions.evaluate(interp, node.body)
            statements.execute(interp, node.body)
            return NONE
        finally:
            interp.activations.pop()
            interp.node = call_node

    ended = None if _keeps_variables(node) else frame
    if general is not None:
        return recursion.call(interp, node, name, frame, general, lambda _: interp.region(body, None, ended=ended))
    return interp.region(body, None, ended=ended)


@functools.lru_cache(maxsize=4096)
def _keeps_variables(node: ast.AST) -> bool:
    """Whether something that a function makes may read its variables when it has returned."""
    inner = (n for n in ast.walk(node) if n is not node)
    return any(isinstance(n, (ast.FunctionDef, ast.Lambda, ast.GeneratorExp)) for n in inner)


@functools.lru_cache(maxsize=4096)
def _is_generator(node: ast.FunctionDef) -> bool:
    stack: list[ast.AST] = list(node.body)
    while stack:
        one = stack.pop()
        if isinstance(one, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(one, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(one))
    return False
