"""The types of a program's parameters: from examples, else annotations, type comments or defaults, else Tensor."""

from __future__ import annotations

import ast
import enum
import inspect
import random
import sys
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ... import types as ty
from ...errors import CompileError
from ...ir import COMPUTED, Parameter
from ...ir.classes import MemberRef
from . import objects, pictures, records, source, tensor_classes
from .lifting import type_of_python
from .values import Site, Static

Examples = Sequence[Any] | Mapping[str, Any]  # of the positional parameters, or by name

if TYPE_CHECKING:
    from .interpreter import Interpreter


class Declared(NamedTuple):
    """A parameter of the program's entry: its name and default, its type, and how the function is given it."""

    parameter: Parameter
    type: ty.Type
    by_keyword: bool
    default: Any


def parameter_types(
    interp: Interpreter, function: Any, example_inputs: Examples | None, as_given: bool = False
) -> list[Declared]:  # fmt: skip
    """Name, default and type of each parameter of ``function``, for positional examples or, in a mapping, by name.

    Those that no example stands for and that have defaults are passed by keyword, as callers of many optional
    parameters do: a wrapper that takes ``*args, **kwargs`` may tell the two apart.

    A parameter takes its default's type too, so that a caller may leave it out. ``as_given``: it takes what its example
    or annotation says alone, and one of which nothing but the default None is known is no parameter of the program's.
    """
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError) as error:
        raise CompileError(f"{function!r} can't be compiled: {error}") from None
    hints = _hints(interp, function)
    comments = _comment_types(interp, function)
    found: list[Declared] = []
    names, examples = _with_examples(list(signature.parameters.values()), example_inputs or ())
    for parameter in names:
        has_default = parameter.default is not parameter.empty
        default = parameter.default if has_default else None
        if has_default and parameter.name not in examples and type_of_python(default) == ty.ANY:
            continue  # a function or module, say, which no caller of a program could replace
        declared = Parameter(parameter.name, has_default, default if _is_constant(default) else COMPUTED)
        learn_attributes(interp, default)
        if parameter.name in examples:
            hinted = hints.get(parameter.name, comments.get(parameter.name))
            type_ = example_type(examples[parameter.name], hinted)
            learn_attributes(interp, examples[parameter.name])
            _check_keys(type_)
        elif parameter.name in hints:
            type_ = hints[parameter.name]
        elif parameter.name in comments:
            type_ = comments[parameter.name]
        elif has_default and parameter.default is not None:
            type_ = example_type(parameter.default)
        elif has_default and as_given:
            continue
        else:
            interp.guesses = interp.guesses or has_default
            type_ = ty.optional(ty.TENSOR) if has_default else ty.TENSOR
        if has_default and declared.default is not COMPUTED:
            wider = _with_default(type_, default)
            if wider != type_ and as_given:
                declared = Parameter(parameter.name)
            elif wider != type_:
                interp.guesses, type_ = True, wider
        if isinstance(declared.default, enum.Enum) and isinstance(type_, ty.ClassType):
            declared.default = MemberRef(type_.name, declared.default.name)
        optional = has_default and parameter.name not in examples and parameter.kind is not parameter.POSITIONAL_ONLY
        by_keyword = optional or parameter.kind is parameter.KEYWORD_ONLY
        if isinstance(example_inputs, Mapping):  # one before it may have been left out
            by_keyword = parameter.kind is not parameter.POSITIONAL_ONLY
        type_ = with_sites(interp, type_, parameter.name)
        if declared.default is COMPUTED:
            type_ = ty.union(type_, ty.UNBOUND)
        found.append(Declared(declared, type_, by_keyword, default))
    return found


def _with_examples(
    parameters: list[inspect.Parameter], given: Examples
) -> tuple[list[inspect.Parameter], dict[str, Any]]:  # fmt: skip
    """The program's parameters, and the examples of those that have one by their names."""
    if not isinstance(given, Mapping):
        names = _spread(parameters, len(given))
        if len(given) > len(names):
            raise CompileError(f"{len(given)} example inputs are given for {len(names)} parameters")
        return names, {parameter.name: example for parameter, example in zip(names, given)}
    names = _spread(parameters, 0)
    others = [name for name in given if name not in [p.name for p in names if p.kind is not p.POSITIONAL_ONLY]]
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        names += [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in others]
    elif others:
        raise CompileError(
            f"example inputs are given for {', '.join(others)}, which the function has no parameters for",
            fix=f"its parameters are {', '.join(p.name for p in names) or 'none'}",
        )
    return names, dict(given)


def examples_in_order(parameters: Sequence[Declared], given: Examples | None) -> list[Any]:
    """An example for each of the first parameters; None where there is none among examples by name."""
    if isinstance(given, Mapping):
        return [given.get(declared.parameter.name) for declared in parameters]
    return list(given or ())


def _with_default(type_: ty.Type, default: Any) -> ty.Type:
    """The type of a parameter that is left out or given: an empty container as its default holds what others do."""
    held = _forget_shapes(type_of_python(default))
    return type_ if ty.is_subtype(held, type_) else ty.join(type_, held)


def _is_constant(default: Any) -> bool:
    """Whether the runtime can make a default of a parameter from a constant of the program."""
    if isinstance(default, (tuple, list, set, frozenset)):
        return type(default).__module__ in ("builtins", "torch") and all(map(_is_constant, default))
    if isinstance(default, dict):
        return type(default) is dict and all(map(_is_constant, [*default, *default.values()]))
    kind = type_of_python(default)
    return isinstance(default, enum.Enum) or not (
        kind in (ty.SLICE, ty.RANGE) or isinstance(kind, (ty.ClassType, ty.ArrayType))
    )


def _spread(parameters: list[inspect.Parameter], examples: int) -> list[inspect.Parameter]:
    """``*inputs`` as one parameter for each example that is left for it; where it is all there is, as at least
    one. Nothing for ``**options``: a program's caller names no others than its own."""
    spread: list[inspect.Parameter] = []
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            continue
        if parameter.kind is not parameter.VAR_POSITIONAL:
            spread.append(parameter)
            continue
        count = max(examples - len(spread), 0 if spread else 1)
        spread += [
            parameter.replace(name=f"{parameter.name}_{i}", kind=parameter.POSITIONAL_ONLY) for i in range(count)
        ]
    return spread


def example_type(example: Any, hinted: ty.Type | None = None) -> ty.Type:
    """The type of an example input: of a Tensor nothing but that it is one, since another may differ in all else.

    An annotation that the example fits tells more: what an empty list holds, say.
    """
    layout = getattr(example, "layout", None)
    if layout is not None and str(layout) != "torch.strided":
        raise CompileError(f"a tensor of the layout {layout} can't be an input", fix="pass a dense one: x.to_dense()")
    tensor_classes.refuse_within(example)
    if pictures.is_image(example) and example.mode not in pictures.MODES:
        raise CompileError(
            f"an image of the mode {example.mode} can't be an input", fix='convert it first: image.convert("RGB")'
        )
    exact = type_of_python(example)
    if exact == ty.ANY and hasattr(example, "__array_interface__"):
        exact = ty.TENSOR
    if exact == ty.ANY or _holds_generator(example):
        raise CompileError(
            f"an input of type {type(example).__name__} can't be taken",
            fix="pass tensors, numbers, strings, lists, tuples and dicts of them, and objects with such attributes",
        )
    kept = _forget_shapes(exact)
    return hinted if hinted is not None and ty.is_subtype(kept, hinted) else _fill(kept)


def _check_keys(type_: ty.Type) -> None:
    """Refuses keys and elements of sets that only a method of the user's can tell apart."""
    for member in ty.members(type_):
        if not isinstance(member, ty.Generic):
            continue
        cls = records.key_class_in(member.args[0]) if member.name in ("Dict", "Set") else None
        if cls is not None:
            raise CompileError(
                f"an input has {cls.__name__} objects for keys, which have an __eq__ or __hash__ of their own",
                fix="use the attributes that tell them apart as the keys, for instance in a tuple",
            )
        for part in member.args:
            _check_keys(part)


def _holds_generator(example: Any, depth: int = 0) -> bool:
    """Whether an example is, or holds, a generator of random numbers: its state doesn't come into a program."""
    if isinstance(example, random.Random):
        return True
    if not isinstance(type_of_python(example), ty.ClassType) or isinstance(example, enum.Enum) or depth > 32:
        return False
    return any(_holds_generator(held, depth + 1) for held in objects.attributes_of(example).values())


def learn_attributes(interp: Interpreter, example: Any, kept: bool = False) -> None:
    """Notes what the objects within an example hold, so that the program reads their attributes as such. What the
    program has ``kept`` from before its start is no example: its empty containers hold what the program puts there."""
    learnt: dict[tuple[records.ClassRecord, str], None] = {}
    _learn(interp, example, 0, learnt)
    for record, name in learnt if not kept else ():  # a container may be empty in one object, and not in another
        _note_field(interp, record, name, _fill(record.fields[name].element))


def _learn(interp: Interpreter, example: Any, depth: int, learnt: dict[tuple[records.ClassRecord, str], None]) -> None:
    if depth > 32:
        return
    held: list[Any] = []
    if isinstance(type_of_python(example), ty.ClassType) and not isinstance(example, enum.Enum):
        held = _learn_fields(interp, example, learnt)
    elif isinstance(example, (list, tuple, set, frozenset)):
        held = list(example)
    elif isinstance(example, dict):
        held = [*example, *example.values()]
    for one in held:
        _learn(interp, one, depth + 1, learnt)


def _learn_fields(interp: Interpreter, example: Any, learnt: dict[tuple[records.ClassRecord, str], None]) -> list[Any]:
    """Notes what an object's attributes hold, and gives their values."""
    record = records.record_of(records.class_of_instance(example))
    values = objects.attributes_of(example)
    objects.may_lack(interp, record, record.fields.keys() - values.keys())
    for name, value in values.items():
        if interp.can_lift(Static(value)):
            _note_field(interp, record, name, _forget_shapes(type_of_python(value)))
            learnt[record, name] = None
    return list(values.values())


def _note_field(interp: Interpreter, record: records.ClassRecord, name: str, type_: ty.Type) -> None:
    objects.note(interp, record, name, with_sites(interp, type_, f"{record.name}.{name}"))


def _forget_shapes(type_: ty.Type) -> ty.Type:
    if isinstance(type_, ty.TensorType):
        return ty.TENSOR
    if isinstance(type_, ty.ArrayType):
        return ty.ArrayType(kind=type_.kind)
    if isinstance(type_, ty.UnionType):
        return ty.union(*map(_forget_shapes, type_.members))
    if isinstance(type_, ty.Generic):
        return replace(type_, args=tuple(map(_forget_shapes, type_.args)))
    return type_


def _fill(type_: ty.Type) -> ty.Type:
    """An empty example tells nothing of what it holds; a Tensor is what is left unsaid everywhere else too."""
    if isinstance(type_, ty.UnionType):
        return ty.union(*map(_fill, type_.members))
    if isinstance(type_, ty.Generic):
        unsaid = ty.NEVER if type_.name == "Tuple" else ty.TENSOR
        return replace(type_, args=tuple(unsaid if a == ty.NEVER else _fill(a) for a in type_.args))
    return type_


def _hints(interp: Interpreter, function: Any) -> dict[str, ty.Type]:
    try:
        hints = typing.get_type_hints(function)
    except Exception:
        names = _globals(function)
        hints = {name: _evaluated(names, hint) for name, hint in getattr(function, "__annotations__", {}).items()}
    found = {}
    for name, hint in hints.items():
        converted = annotation_type(interp, hint)
        if converted is not None:
            found[name] = converted
    return found


def _torch_final() -> Any:
    import torch.jit

    return getattr(torch.jit, "Final", None)


def _globals(function: Any) -> dict[str, Any]:
    return getattr(inspect.unwrap(getattr(function, "__func__", function)), "__globals__", {})


def _evaluated(names: dict[str, Any], hint: Any) -> Any:
    """One annotation by itself, where another one beside it keeps them from being read together."""
    import torch

    scope = {**vars(typing), "torch": torch, "Tensor": torch.Tensor, **names}
    try:
        while isinstance(hint, str):  # quoted once more under `from __future__ import annotations`
            hint = eval(hint, scope)
    except Exception:
        return Any
    return hint


def annotation_type(interp: Interpreter, hint: Any, within: tuple[type, ...] = ()) -> ty.Type | None:
    """The type that an annotation stands for; None where it says nothing (Any, a class without declared fields).

    ``within`` are the named tuples whose items are being looked at: one that holds itself has no type of its own.
    """
    import torch

    simple: dict[Any, ty.Type] = {
        int: ty.INT, float: ty.FLOAT, bool: ty.BOOL, str: ty.STR, bytes: ty.BYTES, complex: ty.COMPLEX, None: ty.NONE,
        type(None): ty.NONE, torch.Tensor: ty.TENSOR, torch.dtype: ty.DTYPE, torch.device: ty.DEVICE,
        torch.Size: ty.SIZE, list: ty.list_of(ty.TENSOR), dict: ty.dict_of(ty.STR, ty.TENSOR),
    }  # fmt: skip
    try:
        if hint in simple:
            return simple[hint]
    except TypeError:
        return None
    array = _numpy_annotation(hint)
    if array is not None:
        return array
    if getattr(hint, "__module__", "") == "jaxtyping" and hasattr(hint, "array_type"):
        return annotation_type(interp, hint.array_type, within)
    if isinstance(hint, type) and issubclass(hint, torch.Tensor) or hint in torch._tensor_classes:
        return ty.TENSOR
    if hint is torch.Generator:
        sample = torch.Generator()
        learn_attributes(interp, sample)
        return example_type(sample)
    if isinstance(hint, typing.NewType):
        return annotation_type(interp, hint.__supertype__, within)
    if isinstance(hint, typing.TypeVar):
        return annotation_type(interp, hint.__bound__, within) if hint.__bound__ is not None else None
    if isinstance(hint, type) and records.is_instance_class(hint) and records.container_base(hint) is None:
        return _class_hint(interp, hint, within)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Annotated, typing.Final, _torch_final()):
        return annotation_type(interp, arguments[0], within)
    if origin is typing.Literal:
        return ty.union(*map(type_of_python, arguments))
    if origin in (typing.Union, types.UnionType):
        parts = [annotation_type(interp, a, within) for a in arguments]
        return ty.union(*(p for p in parts if p is not None)) if None not in parts else None
    converted = [annotation_type(interp, a, within) for a in arguments if a is not Ellipsis]
    if not converted or any(c is None for c in converted):
        return None
    known = [c for c in converted if c is not None]
    name = getattr(origin, "__name__", "")
    if origin is tuple and Ellipsis not in arguments:
        return ty.tuple_of(*known)
    if origin is tuple:
        return ty.any_tuple_of(known[0])
    if origin is dict or name in ("Mapping", "MutableMapping", "OrderedDict"):
        return ty.dict_of(known[0], known[1])
    if origin in (set, frozenset):
        return ty.set_of(known[0])
    if origin is list or name in ("Sequence", "Iterable", "MutableSequence", "Collection"):
        return ty.list_of(known[0])
    return None


def _numpy_annotation(hint: Any) -> ty.Type | None:
    """``numpy.ndarray``, ``NDArray[...]`` and the classes of scalars."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    if hint is numpy.ndarray or typing.get_origin(hint) is numpy.ndarray:
        return ty.ArrayType(kind="array")
    if hint is numpy.dtype or typing.get_origin(hint) is numpy.dtype:
        return ty.ARRAY_DTYPE
    if isinstance(hint, type) and issubclass(hint, numpy.generic):
        return ty.ArrayType(kind="scalar")
    return None


def _field_hints(cls: type) -> dict[str, Any]:
    try:
        return typing.get_type_hints(cls)
    except Exception:  # a name that is imported for type checkers only
        return {
            name: _evaluated(vars(sys.modules[base.__module__]), hint)
            for base in reversed(cls.__mro__)
            for name, hint in vars(base).get("__annotations__", {}).items()
        }


def _class_hint(interp: Interpreter, cls: Any, within: tuple[type, ...]) -> ty.Type | None:
    """The type of a dataclass, NamedTuple, Enum or annotated class; None where it doesn't say what its fields are."""
    if issubclass(cls, enum.Enum):
        return records.class_type(records.class_of_instance(next(iter(cls))))
    if cls.__module__.startswith("PIL.") and cls.__name__ == "Image":
        sample = cls.__init__.__globals__["new"]("RGB", (1, 1))  # has the attributes that all images have
        learn_attributes(interp, sample)
        return example_type(sample)
    if cls in within:
        return None
    hints = _field_hints(cls)
    if issubclass(cls, tuple):
        items = [annotation_type(interp, hints.get(name), (*within, cls)) for name in records.tuple_fields(cls)]
        known = [item for item in items if item is not None]
        return records.named_tuple_type(cls, *known) if len(known) == len(items) else None
    if not hints or cls.__module__.startswith("torch"):
        return None
    record = records.record_of(cls)
    if not any(site.element != ty.NEVER for site in record.fields.values()):  # else it is being looked at already
        for name in hints:
            record.fields.setdefault(name, Site(("attribute", record.name, name)))
        for name, hint in hints.items():
            is_field = typing.get_origin(hint) is not typing.ClassVar
            type_ = annotation_type(interp, hint, within) if is_field else None
            if type_ is not None:
                _note_field(interp, record, name, type_)
    return records.class_type(cls)


def _comment_types(interp: Interpreter, function: Any) -> dict[str, ty.Type]:
    """The types of a ``# type: (List[Tensor], float) -> Tensor`` comment."""
    underlying = getattr(function, "__func__", function)
    if not isinstance(underlying, types.FunctionType):
        return {}
    try:
        node = source.function_node(underlying)
    except source.NoSource:
        return {}
    if not isinstance(node, ast.FunctionDef):
        return {}
    texts = {a.arg: a.type_comment for a in [*node.args.args, *node.args.kwonlyargs] if a.type_comment}
    try:
        parsed = ast.parse(node.type_comment or "", mode="func_type")
        names = [a.arg for a in node.args.args][-len(parsed.argtypes) :] if parsed.argtypes else []
        texts.update({name: ast.unparse(hint) for name, hint in zip(names, parsed.argtypes)})
    except SyntaxError:
        pass
    scope = underlying.__globals__
    converted = {name: annotation_type(interp, _evaluated(scope, text)) for name, text in texts.items()}
    return {n: t for n, t in converted.items() if t is not None}


def with_sites(interp: Interpreter, type_: ty.Type, name: str) -> ty.Type:
    """Containers that come from outside may be given more by the program: their sites are the parameter's."""
    if isinstance(type_, ty.UnionType):
        return ty.union(*(with_sites(interp, member, f"{name}|{at}") for at, member in enumerate(type_.members)))
    if not isinstance(type_, ty.Generic):
        return type_
    if type_.name in ("Tuple", "TupleOf"):
        parts = tuple(with_sites(interp, part, f"{name}({at})") for at, part in enumerate(type_.args))
        return replace(type_, args=parts)
    key = ("parameter", name)
    site = interp.sites.setdefault(key, Site(key))
    if type_.name == "Dict":
        held = with_sites(interp, type_.args[1], f"{name}{{}}")
        return ty.Generic("Dict", (type_.args[0], held), frozenset({site}))
    return ty.Generic(type_.name, (with_sites(interp, type_.args[0], f"{name}[]"),), frozenset({site}))
