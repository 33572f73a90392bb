"""``getattr`` and ``setattr`` with names that only the running program knows: one path for each name there is."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from torch import nn

from ... import types as ty
from . import attributes, choices, classes, containers, objects, open_objects, records, states
from .values import NONE, UNBOUND, Abstract, BoundMethod, Builtin, Choice, Dynamic, ObjectValue, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

MOST_OF_A_MODULE = 100


def get(interp: Interpreter, value: Abstract, name: Abstract, default: tuple[Abstract, ...]) -> Abstract:
    """``getattr(value, name, *default)``: of a module or a known object its parts and methods, of a module of Python
    what it defines, of a dataclass its fields and methods. Where the name is one of a few constants, of anything."""
    texts = choices.texts(name)
    if texts is not None:
        from .rules.core import get_attribute

        cls = classes.python_class(interp, value.type) if isinstance(value, Dynamic) else None
        if cls is not None and objects.class_of(value) is None and all(callable(getattr(cls, t, None)) for t in texts):
            return Builtin("method", partial(_call_one, value, name, texts))
        return _one_of(interp, name, texts, lambda text: get_attribute(interp, value, Static(text), *default))
    open_attributes = open_objects.attributes(interp, value)
    names = _names(value) if open_attributes is None else _inherited_values(value)
    if not names and open_attributes is None:
        _refuse_name(interp)

    def missing() -> Abstract:
        text = Static(f"{_owner(interp, value)} has no attribute '%s'")
        interp.raise_(AttributeError, interp.binary("mod", text, name))

    def among_attributes(held: Abstract) -> Abstract:
        there = interp.lift(interp.compare("in", name, held))
        return interp.branch(there, lambda: interp.getitem(held, name), lambda: default[0] if default else missing())

    def after() -> Abstract:
        if open_attributes is not None:
            return among_attributes(open_attributes)
        return default[0] if default else missing()

    if not isinstance(value, Static):
        return _among_members(interp, value, name, names, after)
    # What a module holds is known now, so that the program only chooses among it.
    chosen = choices.among(interp, name, names, Static, (lambda: Static(len(names))) if default else missing)
    members: list[Abstract] = [*(interp.getattr(value, known) for known in names), *default[:1]]
    if isinstance(chosen, Static):
        return members[int(chosen.value)]
    assert isinstance(chosen, Dynamic)
    choice = Choice(chosen, dict(enumerate(members)))
    return choices.each(interp, choice, lambda one: one) if all(map(interp.can_lift, members)) else choice


def _among_members(
    interp: Interpreter, value: Abstract, name: Abstract, names: list[str], otherwise: Callable[[], Abstract]
) -> Abstract:
    """The attribute of the program's object ``value`` that is called ``name``: one of its data, or a method."""
    methods = [known for known in names if _is_function(interp, value, known)]
    data = [known for known in names if known not in methods]
    number = choices.among(interp, name, methods, lambda index: Static(index + 1), lambda: Static(0))

    def read() -> Abstract:
        return choices.among(interp, name, data, lambda index: interp.getattr(value, data[index]), otherwise)

    if isinstance(number, Static):
        return interp.getattr(value, methods[number.value - 1]) if number.value else read()
    assert isinstance(number, Dynamic)
    is_data = interp.lift(interp.compare("eq", number, Static(0)))
    held = interp.branch(is_data, read, lambda: Dynamic(interp.constant(None, ty.UNBOUND)))
    members = {index + 1: interp.getattr(value, known) for index, known in enumerate(methods)}
    if interp.type_of(held) != ty.UNBOUND:
        members[0] = held
    return Choice(number, members, of_all_kinds=True)


def _is_function(interp: Interpreter, value: Abstract, name: str) -> bool:
    """Whether an attribute of an object is a method, or something else that no register can hold."""
    cls = objects.class_of(value)
    if isinstance(value, ObjectValue) and value.reference is None:
        slot = value.slots.get(name)
        if slot is not None:
            return not interp.can_lift(slot)
    elif name in records.record_of(cls).fields or name in records.record_of(cls).constants:
        return name in records.record_of(cls).constants
    return open_objects.is_method(cls, name)


def has(interp: Interpreter, value: Abstract, name: Abstract) -> Abstract:
    """``hasattr(value, name)``."""
    from .rules.core import has_attribute

    texts = choices.texts(name)
    if texts is not None:
        return _one_of(interp, name, texts, lambda text: has_attribute(interp, value, Static(text)))
    open_attributes = open_objects.attributes(interp, value)
    if open_attributes is not None:
        inherited = interp.lift(interp.compare("in", name, Static(tuple(dir(objects.class_of(value))))))
        return interp.branch(inherited, lambda: Static(True), lambda: interp.compare("in", name, open_attributes))
    names = _names(value)
    if not names:
        _refuse_name(interp)

    def there(index: int) -> Abstract:
        return has_attribute(interp, value, Static(names[index]))

    return choices.among(interp, name, names, there, lambda: Static(False))


def put(interp: Interpreter, target: Abstract, name: Abstract, value: Abstract, plainly: bool = False) -> None:
    """``setattr(target, name, value)``, of a dataclass's fields only; ``plainly`` as ``object.__setattr__`` does it."""
    texts = choices.texts(name)
    if texts is not None:

        def write_one(text: str) -> Abstract:
            (attributes.put if plainly else attributes.set_)(interp, target, text, value)
            return NONE

        _one_of(interp, name, texts, write_one)
        return
    if isinstance(target, Static) and records.is_plain_class(type(target.value)):
        states.adopt_class(interp, target.value)
    cls = objects.class_of(target)
    if cls is not None and not dataclasses.is_dataclass(cls):
        open_objects.open_class(interp, cls)
    held = open_objects.attributes(interp, target)
    if cls is None or (held is None and not dataclasses.is_dataclass(cls)):
        interp.refuse(
            "the name of the attribute to be set is only known when the program runs",
            "write a branch for each name, or keep the values in a dict",
        )
    if held is None:
        names = [field.name for field in dataclasses.fields(cls)]
    else:
        names = [key for key in _defined(cls, object) if open_objects.is_data_descriptor(cls, key)]
    custom = inspect.getattr_static(cls, "__setattr__")

    def write(index: int) -> Abstract:
        (attributes.put if plainly else attributes.set_)(interp, target, names[index], value)
        return NONE

    def other() -> Abstract:
        if held is None:
            interp.raise_(AttributeError, "a compiled program sets no attribute of a dataclass but its fields")
        if not plainly and isinstance(custom, types.FunctionType):
            return interp.call(BoundMethod(target, Static(custom)), [name, value])
        open_objects.put(interp, held, name, value)
        return NONE

    choices.among(interp, name, names, write, other)


def delete(interp: Interpreter, target: Abstract, name: Abstract) -> None:
    """``delattr(target, name)``."""
    if isinstance(target, Static) and records.is_plain_class(type(target.value)):
        states.adopt_class(interp, target.value)
    open_objects.open_class(interp, objects.class_of(target))
    held = open_objects.attributes(interp, target)
    if held is None:
        interp.refuse(
            "the name of the attribute to be deleted is only known when the program runs",
            "write a branch for each name, or keep the values in a dict",
        )
    there = interp.lift(interp.compare("in", name, held))

    def take() -> Abstract:
        open_objects.put(interp, held, name, UNBOUND)
        return NONE

    text = Static(f"{_owner(interp, target)} has no attribute '%s'")
    interp.branch(there, take, lambda: interp.raise_(AttributeError, interp.binary("mod", text, name)))


def _inherited_values(value: Abstract) -> list[str]:
    """The attributes that an object has from its class, but for methods."""
    cls = objects.class_of(value)
    return [name for name in _defined(cls, object) if not open_objects.is_method(cls, name)]


def _owner(interp: Interpreter, value: Abstract) -> str:
    """What Python's message says of an object without the attribute."""
    if isinstance(value, Static) and isinstance(value.value, types.ModuleType):
        return f"module '{value.value.__name__}'"
    return f"'{containers.python_name(interp, value)}' object"


def _refuse_name(interp: Interpreter) -> NoReturn:
    interp.refuse(
        "the name of this attribute is only known when the program runs",
        "write a branch for each name: if name == 'relu': y = x.relu()",
    )


def _call_one(
    value: Abstract, name: Abstract, texts: list[str], interp: Interpreter, *args: Abstract, **kwargs: Abstract
) -> Abstract:  # fmt: skip
    """``getattr(value, name)(*args, **kwargs)`` of a tensor, text or container, whose methods ``texts`` are."""
    return _one_of(interp, name, texts, lambda text: interp.call(interp.getattr(value, text), list(args), kwargs))


def _one_of(interp: Interpreter, name: Abstract, texts: list[str], use: Callable[[str], Abstract]) -> Abstract:
    """``use`` of the one of ``texts`` that ``name`` is."""
    *others, last = texts
    return choices.among(interp, name, others, lambda index: use(others[index]), lambda: use(last))


def _names(value: Abstract) -> list[str]:
    """The attributes that the name may be one of; none where they can't be counted."""
    if isinstance(value, Static) and isinstance(value.value, nn.Module):
        module: Any = value.value
        defined = _defined(type(module), nn.Module)
        if any(isinstance(held, property) for held in defined.values()):
            return []  # all members are read before one is chosen
        bare = vars(nn.Module())
        own = [key for key in vars(module) if key == "training" or key not in bare]
        return list(dict.fromkeys([*module._modules, *module._parameters, *module._buffers, *own, *defined]))
    if isinstance(value, Static) and records.is_plain_class(type(value.value)):
        defined = _defined(type(value.value), object)
        if hasattr(value.value, "__getattr__") or any(isinstance(held, property) for held in defined.values()):
            return []
        return list(dict.fromkeys([*objects.attributes_of(value.value), *defined]))
    if isinstance(value, Static) and isinstance(value.value, types.ModuleType):
        defined = vars(value.value)
        # A whole library is no table of functions: each of its names would be a path of its own.
        if "__getattr__" in defined or len(defined) > MOST_OF_A_MODULE:
            return []
        return [key for key in defined if not (key.startswith("__") and key.endswith("__"))]
    cls: Any = objects.class_of(value)
    if cls is None or not records.is_plain_class(cls) or hasattr(cls, "__getattr__"):
        return []
    record = records.record_of(cls)
    if isinstance(value, ObjectValue) and value.reference is None:
        held = [key for key in value.slots if not key.startswith("#")]
    else:
        held = [*record.fields, *record.constants]
        record.asked.add(records.ANY_NAME)
    fields = [field.name for field in dataclasses.fields(cls)] if dataclasses.is_dataclass(cls) else []
    return list(dict.fromkeys([*fields, *held, *_defined(cls, object)]))


def _defined(cls: type, base: type) -> dict[str, Any]:
    """What the classes of ``cls`` below ``base`` define, but for special methods and what annotations leave."""
    classes = [c for c in cls.__mro__ if issubclass(c, base) and c is not base]
    return {
        key: held
        for c in reversed(classes)
        for key, held in vars(c).items()
        if not (key.startswith("__") and key.endswith("__"))
    }
