"""Reading and setting attributes, as Python would: of modules, classes, objects of the program, tensors, containers."""

from __future__ import annotations

import ast
import functools
import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...stdlib.collecting import FrozenSet
from . import (
    asking,
    attribute_dicts,
    choices,
    classes,
    containers,
    contexts,
    descriptors,
    exception_attributes,
    inherited,
    kept,
    lifting,
    objects,
    open_objects,
    possible,
    records,
    script_modules,
    sets,
    states,
)  # fmt: skip
from .heap import Dead
from .lifting import describe, torch_class
from .rules import ATTRIBUTES, INSTANCES, METHODS, bound, regex, slices
from .rules import tensor as tensor_rules
from .values import (
    UNBOUND,
    Abstract,
    BoundMethod,
    Builtin,
    Choice,
    Container,
    Dynamic,
    FunctionValue,
    KnownView,
    LateMethod,
    Method,
    ObjectValue,
    Poison,
    RangeValue,
    SliceValue,
    Static,
    TupleValue,
    View,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter

_MISSING = object()
_ITERATORS: tuple[type, ...] = (
    types.GeneratorType,
    type(iter([])),
    type(iter({})),
    enumerate,
    filter,
    map,
    reversed,
    zip,
)


def get(interp: Interpreter, value: Abstract, name: str) -> Abstract:
    """``value.name``; the program raises AttributeError where there is none."""
    found = find(interp, value, name)
    if found is None:
        owner = containers.python_name(interp, value)
        if isinstance(value, (View, KnownView)):
            interp.raise_(AttributeError, f"'{owner}' object has no attribute '{name}'")
        cls: Any = getattr(objects.class_of(value), "stands_for", None)
        if cls is None and isinstance(value, Dynamic):
            cls = classes.python_class(interp, value.type)
        if cls is not None and hasattr(cls, name) and not inspect.ismemberdescriptor(getattr(cls, name)):
            interp.refuse(
                f"{owner}.{name} can't be compiled yet", "write what it does with arithmetic and other functions"
            )
        if isinstance(value, Static) and isinstance(value.value, types.ModuleType):
            interp.raise_(AttributeError, _of_module(value.value, name))
        if isinstance(value, Static) and isinstance(value.value, type):
            interp.raise_(AttributeError, f"type object '{value.value.__name__}' has no attribute '{name}'")
        interp.raise_(AttributeError, f"'{owner}' object has no attribute '{name}'")
    return found


def _of_module(module: types.ModuleType, name: str) -> str:
    """What is said of a name that a module lacks; its own ``__getattr__`` may say more, as NumPy's does."""
    try:
        getattr(module, name)
    except AttributeError as error:
        return str(error)
    return f"module '{module.__name__}' has no attribute '{name}'"


def find(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    """``value.name``, or None where there is no such attribute."""
    value = kept.taken(interp, value)
    if isinstance(value, Poison):
        return value
    if isinstance(value, (View, KnownView)) and not hasattr(classes.VIEWS[value.kind], name):
        return None
    if isinstance(value, (View, KnownView)) and name == "isdisjoint":
        return get(interp, interp.call(Static(set), [value]), name)
    if isinstance(value, ObjectValue):
        if value.reference is not None:
            return objects.find(interp, Dynamic(value.reference), name)
        return _of_object(interp, value, name)
    if isinstance(value, Choice):
        return _of_choice(interp, value, name)
    if name == "__class__" and isinstance(value, (Dynamic, Container, TupleValue)) and objects.class_of(value) is None:
        return interp.call(Static(type), [value])
    if isinstance(value, RangeValue):
        return _of_dynamic(interp, Dynamic(interp.lift(value)), name)
    if isinstance(value, Static):
        if states.is_owned(interp, value.value):
            return find(interp, states.own(interp, value.value), name)
        return _of_static(interp, value, name)
    if isinstance(value, Dynamic):
        return _of_dynamic(interp, value, name)
    if isinstance(value, TupleValue):
        fields = records.tuple_fields(value.cls)
        if name in fields:
            return value.items[fields.index(name)]
        if name in containers.TUPLE:
            return containers.method(interp, value, name)
        if fields and name in classes.NAMED_TUPLE:
            chosen = classes.NAMED_TUPLE[name]
            return Builtin(name, lambda interp, *args, **kwargs: chosen(interp, value, *args, **kwargs))
        if value.cls is not tuple and hasattr(value.cls, name):
            return class_attribute(interp, value, value.cls, name)
        return None
    if isinstance(value, Container):
        return containers.method(interp, value, name) if hasattr(_python_class(value), name) else None
    if isinstance(value, SliceValue):
        if name == "indices":
            return bound("slice.indices", slices.indices, value)
        return {"start": value.start, "stop": value.stop, "step": value.step}.get(name)
    if isinstance(value, Builtin) and hasattr(value, "find"):
        found: Abstract | None = value.find(interp, name)
        return found
    if isinstance(value, FunctionValue):
        if name == "__name__":
            return Static(value.name)
        if name == "__doc__":
            return Static(
                ast.get_docstring(value.node, clean=False) if isinstance(value.node, ast.FunctionDef) else None
            )
        if not hasattr(types.FunctionType, name):
            return None
    if isinstance(value, BoundMethod):
        if name in ("__func__", "__self__"):
            return value.function if name == "__func__" else value.receiver
        return find(interp, value.function, name)
    if isinstance(value, (FunctionValue, Builtin)) and name == "__call__":
        return value
    if lifting.is_iterator(value) and not any(hasattr(cls, name) for cls in _ITERATORS):
        return None
    if ("generator", name) in METHODS and lifting.is_iterator(value):
        interp.lift(value)  # which starts again with a suspended generator
    interp.refuse(
        f"{describe(value)} has no attribute {name!r} that can be compiled",
        "call it, or read what it refers to directly",
    )


def _python_class(value: Container) -> type:
    return {"list": list, "dict": dict, "set": set}[containers.kind_of(value)]


def _of_object(interp: Interpreter, value: ObjectValue, name: str) -> Abstract | None:
    custom = inspect.getattr_static(value.cls, "__getattribute__")
    if isinstance(custom, types.FunctionType):
        return _or_none(interp, lambda: interp.call(BoundMethod(value, Static(custom)), [Static(name)]))
    return of_object(interp, value, name)


def _or_none(interp: Interpreter, read: Callable[[], Abstract]) -> Abstract | None:
    """What ``read`` gives; None where all that it does is to raise an AttributeError."""
    position, state = interp.position(), interp.heap.capture()
    attempts, interp.attempts = interp.attempts, []  # a try around it notes what has changed before each raise
    try:
        found = read()
    except Dead:
        block, count, _ = position
        raised = block.ops[count:]
        kind = raised[0].operands[0].op if [op.name for op in raised] == ["py::exception", "raise"] else None
        if kind is not None and kind.attrs.get("value") == "AttributeError":
            interp.rewind(position, state)
            return None
        if not attempts:
            raise
    else:
        if not attempts:
            return found
    finally:
        interp.attempts = attempts
    interp.rewind(position, state)
    return read()


def of_object(interp: Interpreter, value: ObjectValue, name: str) -> Abstract | None:
    """What ``object.__getattribute__`` finds; None where there is no such attribute."""
    held = open_objects.attributes(interp, value)
    if held is not None:
        return held if name == open_objects.ATTRIBUTES else open_objects.find(interp, value, held, name)
    if name in value.slots and not descriptors.overrides(value.cls, name):
        found = value.slots[name]
        return _where_set(interp, value, name, found)
    if name == "__class__":
        return Static(value.cls)
    if name == "__dict__":
        unsure = next((n for n, held in value.slots.items() if possible.may_be_unset(held)), None)
        if unsure is not None:
            open_objects.open_class(interp, value.cls)
            interp.refuse(
                f"the attributes of an object can't be read all at once, as only some of the paths that lead here set "
                f"{unsure!r}", "set it on every path, to None for instance",
            )  # fmt: skip
        return inherited.attributes_of(interp, value)
    found_static = class_attribute(interp, value, value.cls, name)
    if found_static is None and hasattr(value.cls, "__getattr__"):
        return _or_none(interp, lambda: interp.call(interp.getattr(value, "__getattr__"), [Static(name)]))
    return found_static


def _where_set(interp: Interpreter, value: ObjectValue, name: str, found: Abstract) -> Abstract:
    """An attribute that not all paths which lead here have set: what the class has for it where they haven't."""

    def inherited_one() -> Abstract:
        held = class_attribute(interp, value, value.cls, name)
        if held is None and hasattr(value.cls, "__getattr__"):
            return interp.call(interp.getattr(value, "__getattr__"), [Static(name)])
        return held or interp.raise_(AttributeError, f"'{value.cls.__name__}' object has no attribute '{name}'")

    return possible.where_set(interp, found, inherited_one)


def is_missing(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    """Whether an attribute isn't there, where only the running program can tell; None where it is known."""
    if isinstance(value, Static):
        return states.is_missing(interp, value.value, name)
    held = open_objects.attributes(interp, value)
    if held is not None:
        return open_objects.is_missing(interp, value, held, name)
    if isinstance(value, ObjectValue) and value.reference is None:
        one = value.slots.get(name)
        if one is None or not possible.may_be_unset(one) or objects.has_class_attribute(value.cls, name):
            return None
        return possible.is_unset(interp, one)
    reference = Dynamic(value.reference) if isinstance(value, ObjectValue) and value.reference is not None else value
    if isinstance(reference, Dynamic) and reference.type == ty.EXCEPTION:
        return exception_attributes.is_missing(interp, reference, name)
    if not isinstance(reference, Dynamic) or not isinstance(reference.type, ty.ClassType):
        return None
    return objects.is_missing(interp, reference, name)


def class_attribute(interp: Interpreter, receiver: Abstract, cls: type, name: str) -> Abstract | None:
    """An attribute found on the class, bound to ``receiver`` as Python's descriptors would."""
    held = inspect.getattr_static(cls, name, _MISSING)
    if cls is FrozenSet and not hasattr(frozenset, name):
        return None
    if held is _MISSING or (objects.class_of(receiver) is not None and inspect.ismemberdescriptor(held)):
        return None  # a name of __slots__ that hasn't been assigned
    if isinstance(held, property):
        return interp.call(Static(held.fget), [receiver])
    if isinstance(held, staticmethod):
        return Static(held.__func__)
    if isinstance(held, classmethod):
        return BoundMethod(Static(cls), Static(held.__func__))
    if isinstance(held, (types.FunctionType, functools._lru_cache_wrapper)):
        return BoundMethod(receiver, Static(held))
    if isinstance(held, functools.singledispatchmethod):
        from .calls import dispatching_method

        return dispatching_method(receiver, held)
    if isinstance(held, functools.partialmethod):
        return _partial_method(receiver, held)
    described = descriptors.read(interp, held, receiver, cls)
    if described is not None:
        return described
    if objects.class_of(receiver) is not None:
        method = inherited.inherited_method(interp, receiver, held)
        if method is not None:
            return method
    wrapped = getattr(held, "func", None)
    if type(held).__name__ == "cached_property" and wrapped is not None:
        computed = interp.call(Static(wrapped), [receiver])
        set_(interp, receiver, name, computed)
        return computed
    changed = states.find(interp, cls, name)
    return changed if changed is not None else states.known(interp, getattr(cls, name))


def _partial_method(receiver: Abstract, held: functools.partialmethod[Any]) -> Abstract:
    """A method under ``functools.partialmethod``: its function with some arguments in front, and some by name."""
    before = [receiver, *map(Static, held.args)]
    named = {name: Static(value) for name, value in held.keywords.items()}

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(held.func), [*before, *args], {**named, **kwargs})

    return Builtin(getattr(held.func, "__name__", "partialmethod"), call)


def _of_static(interp: Interpreter, value: Static, name: str) -> Abstract | None:
    held = value.value
    attributes = attribute_dicts.read(interp, held, name)
    if attributes is not None:
        return attributes
    changed = states.find(interp, held, name)
    if changed is not None:
        return changed
    if torch_class(held, "Tensor"):
        return tensor_rules.tensor_attribute(interp, value, name)
    if isinstance(lifting.numpy_type(held), ty.ArrayType):
        return _of_array(interp, value, name)
    kind = containers.kind_of(value)
    if lifting.is_container_instance(held) and name not in _READING and hasattr(type(held), name):
        states.adopt_class(interp, held)
    if kind in ("list", "dict", "set") and type(held) in (list, dict, set):
        return containers.method(interp, value, name) if hasattr(held, name) else None
    if type(held) is frozenset and callable(getattr(held, name, None)):
        return Builtin(name, functools.partial(_call_frozenset, value, name))
    if name == "get" and isinstance(held, dict) and type(held).get is dict.get:
        plain = interp.kept(held, lambda: dict(held))  # of an OrderedDict, or a user's own kind of dict
        return containers.method(interp, Static(plain), name)
    chosen = INSTANCES.get((type(held), name))
    if chosen is not None:
        return bound(name, chosen, value)
    kind = kind if kind == "str" else _METHOD_KINDS.get(type(held), "Pattern" if regex.is_pattern(held) else "")
    own_method = isinstance(inspect.getattr_static(type(held), name, None), types.FunctionType)  # of an Enum of texts
    if kind and callable(getattr(held, name, None)) and not own_method:
        return _scalar_method(interp, value, kind, name)
    if not isinstance(held, (type, types.ModuleType)):
        described = inspect.getattr_static(type(held), name, _MISSING)
        if isinstance(described, property) and isinstance(described.fget, types.FunctionType):
            if _stable_property(held):
                return interp.call(Static(described.fget), [value])
    if name in ("__enter__", "__exit__") and contexts.has_no_effect(held):
        given = contexts.entered_without_effect(value) if name == "__enter__" else Static(False)
        return Builtin(name, lambda interp, *args: given)
    own = asking.method(interp, value, "__getattr__")
    try:
        found = object.__getattribute__(held, name) if own else script_modules.attribute(interp, held, name)
    except AttributeError:
        found = _MISSING
    scripted = script_modules.method(interp, held, name)
    if scripted is not None:
        return BoundMethod(value, Static(scripted))
    if found is _MISSING:
        return _or_none(interp, lambda: interp.call(own, [Static(name)])) if own is not None else None
    if isinstance(found, types.MethodType):
        return BoundMethod(Static(found.__self__), Static(found.__func__))
    return states.known(interp, found)


def _call_frozenset(value: Static, name: str, interp: Interpreter, *args: Abstract) -> Abstract:
    """A method of a known frozenset, of arguments that may not be known."""
    from .operations import native

    if all(map(interp.is_static, args)):
        return native(interp, getattr(value.value, name), *map(interp.python, args))
    if name in ("issuperset", "issubset", "isdisjoint"):
        return interp.call(containers.method(interp, lifting.set_like(interp, value.value), name), list(args))
    return interp.call(interp.getattr(Dynamic(interp.escape(value)), name), list(args))


# Methods of containers that change nothing.
_READING = frozenset("get keys values items copy count index most_common total elements maxlen default_factory".split())


def _stable_property(held: object) -> bool:
    """Whether a property is read by interpreting it: a user's, which may make tensors; not the library's own."""
    module = type(held).__module__ or ""
    return not module.startswith(("torch.nn.parameter", "numpy", "enum", "pathlib", "functools"))


_METHOD_KINDS: dict[type, str] = {bytes: "bytes", int: "int", bool: "int", float: "float", complex: "complex"}


def _scalar_method(interp: Interpreter, receiver: Abstract, kind: str, name: str) -> Abstract | None:
    """A method of a str, bytes, number or pattern: Python's own where the arguments are known too."""
    rule = METHODS.get((kind, name))
    if isinstance(receiver, Static):
        held = receiver.value

        def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
            from .operations import native

            if all(map(interp.is_static, [*args, *kwargs.values()])):
                native_kwargs = {k: interp.python(v) for k, v in kwargs.items()}
                return native(interp, getattr(held, name), *(interp.python(a) for a in args), **native_kwargs)
            if rule is None:
                interp.refuse(f"{kind}.{name} can't be compiled yet", f"write it with other methods of {kind}")
            return rule(interp, receiver, *args, **kwargs)

        return Method(f"{kind}.{name}", call, receiver)
    if rule is None:
        return None
    return bound(f"{kind}.{name}", rule, receiver)


def _of_array(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    from .rules import numpy_arrays

    return numpy_arrays.attribute(interp, value, name)


def _of_dynamic(interp: Interpreter, value: Dynamic, name: str) -> Abstract | None:
    type = value.type
    if isinstance(type, ty.TensorType):
        return tensor_rules.tensor_attribute(interp, value, name)
    if isinstance(type, ty.ArrayType):
        return _of_array(interp, value, name)
    if type == ty.ARRAY_DTYPE:
        from .rules import numpy_arrays

        return numpy_arrays.dtype_attribute(interp, value, name)
    if isinstance(type, ty.ClassType):
        return objects.find(interp, value, name)
    named = objects.tuple_of(interp, value)
    if named is not None:
        return find(interp, named, name)
    if isinstance(type, ty.UnionType):
        return _of_union(interp, value, name)
    if type == ty.EXCEPTION:
        return exception_attributes.find(interp, value, name)
    kind = containers.kind_of_type(type) or (type.name if isinstance(type, ty.Simple) else "")
    if type == ty.SIZE:
        kind = "tuple"
    if ("list", "dict", "set", "tuple").count(kind):
        table = {"list": containers.LIST, "dict": containers.DICT, "set": sets.SET, "tuple": containers.TUPLE}
        return containers.method(interp, value, name) if name in table[kind] else None
    kind = "int" if kind == "bool" else kind
    if kind in ("str", "bytes", "int", "float", "complex") and (kind, name) not in ATTRIBUTES:
        return _scalar_method(interp, value, kind, name)
    rule = ATTRIBUTES.get((kind, name))
    if rule is not None:
        return rule(interp, value)
    method = METHODS.get((kind, name))
    if method is not None:
        return bound(f"{kind}.{name}", method, value)
    return None


def _of_union(interp: Interpreter, value: Dynamic, name: str) -> Abstract:
    """A method of a union is looked up when it is called, an attribute at once."""
    sample = [m for m in ty.members(value.type) if m != ty.NONE]
    if any(records.of_type(m) is not None for m in sample):
        return _of_objects(interp, value, name)
    plain = {"shape", "dtype", "device", "ndim", "T", "mT", "data", "real", "imag", "type", "index", "is_cuda",
             "numerator", "denominator", "re", "string", "pos", "endpos", "lastindex", "lastgroup"}  # fmt: skip
    if ty.DEVICE not in sample:
        plain -= {"index", "type"}  # of a list and a tensor these are methods
    if name in plain or not sample or _is_of_arrays(sample, name):
        return interp.split(value, lambda one: get(interp, one, name))

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.split(value, lambda one: interp.call(get(interp, one, name), list(args), kwargs))

    return LateMethod(name, call, value)


def _is_of_arrays(members: list[ty.Type], name: str) -> bool:
    if not all(isinstance(m, ty.ArrayType) for m in members):
        return False
    from .rules import numpy_arrays

    return numpy_arrays.is_attribute(name)


def _of_choice(interp: Interpreter, value: Choice, name: str) -> Abstract | None:
    """An attribute of each member, or None where no member has it."""
    position, state = interp.position(), interp.heap.capture()
    missing = [find(interp, member, name) is None for member in value.members.values()]
    interp.rewind(position, state)
    return None if all(missing) else choices.each(interp, value, lambda one: get(interp, one, name))


_METHODS = (types.FunctionType, staticmethod, classmethod, types.MethodDescriptorType)


def _of_objects(interp: Interpreter, value: Dynamic, name: str) -> Abstract:
    """An attribute where an alternative is an instance of a user's class: bound late where it is a method."""
    from .classes import python_class

    classes = [r.cls for r in map(records.of_type, ty.members(value.type)) if r is not None]
    held = [inspect.getattr_static(cls, name, None) for cls in classes]
    others = [python_class(interp, m) for m in ty.members(value.type) if records.of_type(m) is None]
    among = [inspect.getattr_static(cls, name, None) for cls in others if cls is not None]
    # Of what a user's __getattr__ gives nothing is known before; where others have a method, it is to be called.
    is_called = all(h is None or isinstance(h, _METHODS) for h in held) and any(
        isinstance(h, _METHODS) for h in (*held, *among)
    )
    if not is_called:
        return interp.split(value, lambda one: get(interp, one, name))

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.split(value, lambda one: interp.call(get(interp, one, name), list(args), kwargs))

    return LateMethod(name, call, value)


def set_(interp: Interpreter, target: Abstract, name: str, value: Abstract) -> None:
    """``target.name = value``."""
    if isinstance(target, Poison):
        return
    if isinstance(target, Static) and type(target.value) in interp.states.owned:
        target = states.own(interp, target.value)
    if isinstance(target, Choice):
        choices.each(interp, target, lambda one: containers.effect(set_, interp, one, name, value))
        return
    if isinstance(target, Dynamic) and objects.has_instances(target.type):
        interp.split(target, lambda one: containers.effect(set_, interp, one, name, value))
        return
    cls = objects.class_of(target)
    if cls is not None:
        held = inspect.getattr_static(cls, name, None)
        if isinstance(held, property):
            if held.fset is None:
                interp.raise_(AttributeError, f"property {name!r} of {cls.__name__!r} object has no setter")
            interp.call(Static(held.fset), [target, value])
            return
        if descriptors.write(interp, cls, target, name, value):
            return
        _refuse_frozen(interp, cls, name)
        custom = inspect.getattr_static(cls, "__setattr__")
        if records.is_custom(cls, "__setattr__"):
            interp.call(BoundMethod(target, Static(custom)), [Static(name), value])
            return
        if getattr(custom, "__name__", "__setattr__") != "__setattr__":  # __setattr__ = dict.__setitem__
            interp.call(Static(custom), [target, Static(name), value])
            return
        descriptors.check_slots(interp, cls, name)
        put(interp, target, name, value)
        return
    if isinstance(target, Static) and torch_class(target.value, "Tensor"):
        target_type: ty.Type = ty.TENSOR
    else:
        target_type = interp.type_of(target)
    if target_type == ty.EXCEPTION and isinstance(target, Dynamic):
        exception_attributes.set_(interp, target, name, value)
        return
    if isinstance(target_type, ty.ArrayType):
        from .rules import numpy_arrays

        if numpy_arrays.set_attribute(interp, target, name, value):
            return
    if isinstance(target_type, ty.TensorType):
        if isinstance(target, Static):
            target = states.own(interp, target.value)
        if name == "data":
            dtypes = [t.dtype for t in (target_type, interp.type_of(value)) if isinstance(t, ty.TensorType) and t.dtype]
            if len(set(dtypes)) > 1:
                interp.refuse("the data of a tensor can't become of another dtype", "make a new one: x = x.to(dtype)")
            interp.op("tensor::set_data", target, value)
            return
        if name == "requires_grad":
            return
    if target_type == ty.NONE:
        interp.raise_(AttributeError, f"'NoneType' object has no attribute {name!r}")
    if not isinstance(target, Static):
        interp.refuse(f"the attribute {name!r} of {describe(target)} can't be assigned")
    held = inspect.getattr_static(type(target.value), name, None)
    if isinstance(held, property) and held.fset is not None:
        interp.call(Static(held.fset), [target, value])
    elif not hasattr(target.value, "__dict__") and not inspect.ismemberdescriptor(held):
        owner = type(target.value).__name__
        if hasattr(target.value, name):
            interp.refuse(
                f"the attribute {name!r} of a {owner} can't be assigned", "assign it before the program starts"
            )
        interp.raise_(AttributeError, f"{owner!r} object has no attribute {name!r}")
    else:
        _refuse_frozen(interp, type(target.value), name)
        states.assign(interp, target.value, name, value)


def put(interp: Interpreter, target: Abstract, name: str, value: Abstract) -> None:
    """Sets an object's attribute past properties and frozen dataclasses, as ``object.__setattr__`` does."""
    cls = objects.class_of(target)
    if name == open_objects.ATTRIBUTES:
        open_objects.open_class(interp, cls)
        value = inherited.base_of(interp, value) or value
    held = open_objects.attributes(interp, target) if name != open_objects.ATTRIBUTES else None
    if held is not None:
        open_objects.put(interp, held, Static(name), value)
        return
    reference = target.reference if isinstance(target, ObjectValue) else interp.lift(target)
    if reference is not None:
        objects.set_(interp, Dynamic(reference), name, value)
    elif isinstance(target, ObjectValue):
        target.slots[name] = value


def delete(interp: Interpreter, target: Abstract, name: str) -> None:
    """``del target.name``."""
    if isinstance(target, Static) and type(target.value) in interp.states.owned:
        target = states.own(interp, target.value)
    cls = objects.class_of(target)
    if cls is None and isinstance(target, Static) and not isinstance(target.value, type):
        get(interp, target, name)  # raises where there is none
        states.assign(interp, target.value, name, UNBOUND)
        return
    if cls is None:
        interp.refuse(f"an attribute of {describe(target)} can't be deleted", "set it to None")
    custom = inspect.getattr_static(cls, "__delattr__")
    if isinstance(custom, types.FunctionType):
        interp.call(BoundMethod(target, Static(custom)), [Static(name)])
        return
    if descriptors.write(interp, cls, target, name, UNBOUND):
        return
    declared = inspect.getattr_static(cls, name, None)
    if isinstance(declared, property) and declared.fdel is not None:
        interp.call(Static(declared.fdel), [target])
        return
    take(interp, target, name)


def take(interp: Interpreter, target: Abstract, name: str) -> None:
    """Deletes an object's own attribute, as ``object.__delattr__`` does."""
    is_open = open_objects.attributes(interp, target) is not None
    if not isinstance(target, ObjectValue) or target.reference is not None or is_open:
        get(interp, target, name)  # raises where there is none
        put(interp, target, name, UNBOUND)
    elif target.slots.pop(name, None) is None:
        interp.raise_(AttributeError, name)


def _refuse_frozen(interp: Interpreter, cls: type, name: str) -> None:
    """A frozen dataclass raises where one of its attributes is assigned."""
    parameters = getattr(cls, "__dataclass_params__", None)
    if parameters is not None and parameters.frozen:
        from dataclasses import FrozenInstanceError

        interp.raise_(FrozenInstanceError, f"cannot assign to field {name!r}")
