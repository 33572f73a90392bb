"""Subclasses of Tensor that only tag: inputs of such a class, ``as_subclass``, and what operators make of them.

    class Boxes(torch.Tensor): ...        # isinstance(x, Boxes) is known of an input whose example is one

A tensor has no class when the program runs, so that a tag is known here or not at all: operators pass it on as the
default ``__torch_function__`` does; where paths meet and in containers it is lost, and asking for it is refused. What
a program returns are plain tensors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ... import types as ty
from ...errors import CompileError
from .values import Abstract, Dynamic, Static

if TYPE_CHECKING:
    from ...ir import Op, Value
    from .interpreter import Interpreter


def is_tag(cls: Any) -> bool:
    """Whether ``cls`` is a user's subclass of Tensor."""
    import torch

    if not isinstance(cls, type) or not issubclass(cls, torch.Tensor):
        return False
    return not cls.__module__.startswith("torch.") and cls.__module__ != "torch"


def of_parameters(interp: Interpreter, parameters: list[Value], examples: Sequence[Any]) -> dict[int, type]:
    """Tags the parameters whose examples are of a user's subclass of Tensor: the classes by the parameters' places."""
    import torch

    tags = {i: type(example) for i, example in enumerate(examples) if is_tag(type(example))}
    for place, parameter in enumerate(parameters if tags else ()):
        if isinstance(parameter.type, ty.TensorType):
            interp.tensor_classes[parameter] = tags.get(place, torch.Tensor)
    for cls in tags.values():
        if computes_itself(cls):
            raise CompileError(f"{cls.__name__} computes by a __torch_function__ of its own, {OWN[0]}", fix=OWN[1])
    return tags


OWN = "which a program can't follow", "pass a plain tensor: x.as_subclass(torch.Tensor)"


def computes_itself(cls: Any) -> bool:
    """Whether a subclass of Tensor has a ``__torch_function__`` or ``__torch_dispatch__`` of its own."""
    import torch

    function: Any = cls.__torch_function__
    default: Any = torch.Tensor.__torch_function__
    own = getattr(function, "__func__", None) is not default.__func__ and not (_is_lost(cls) or _is_of_torchvision(cls))
    return own or cls.__torch_dispatch__ is not torch.Tensor.__torch_dispatch__


def _is_lost(cls: Any) -> bool:
    """Whether what operators make of such tensors are plain ones."""
    import torch

    return cls.__torch_function__ is torch._C._disabled_torch_function_impl


# Operators whose results torchvision's classes tag like their operands; those of all others are plain tensors.
_KEPT = ("aten::clone", "aten::detach", "aten::to.", "aten::_to_copy", "aten::requires_grad_")


def _is_of_torchvision(cls: Any) -> bool:
    """Whether it is one of ``torchvision.tv_tensors``: ``Image``, ``Mask``."""
    vision = sys.modules.get("torchvision.tv_tensors")
    return vision is not None and issubclass(cls, vision.TVTensor)


def refuse_within(example: Any, depth: int = 0) -> None:
    """Raises CompileError for tagged tensors in a container: there a program can't tell them from others."""
    inner: Iterable[Any] = ()
    if isinstance(example, (list, tuple)):
        inner = example
    elif isinstance(example, dict):
        inner = example.values()
    for one in inner if depth < 8 else ():
        if is_tag(type(one)):
            raise CompileError(
                f"a {type(one).__name__} within a container can't be told from other tensors",
                fix="pass it as a parameter of its own",
            )
        refuse_within(one, depth + 1)


def name_of(cls: type) -> str:
    return f"{cls.__module__}:{cls.__qualname__}"


def tag(interp: Interpreter, value: Abstract, cls: type) -> Abstract:
    """Notes that a run-time tensor is of ``cls``."""
    if isinstance(value, Dynamic):
        interp.tensor_classes[value.value] = cls
    return value


def of(interp: Interpreter, value: Abstract) -> type | None:
    """The tag of a tensor, None where it has none."""
    if isinstance(value, Dynamic):
        return _known(interp, value.value) if isinstance(value.type, ty.TensorType) else None
    return type(value.value) if isinstance(value, Static) and is_tag(type(value.value)) else None


def pass_on(interp: Interpreter, op: Op) -> None:
    """An operator's result is of the most derived class among its tensors, where all of theirs are known."""
    import torch

    known = [_known(interp, v) for v in _tensors(op.operands)]
    keeps = op.name.startswith(_KEPT)
    found = {cls for cls in known if cls is not None and not (_is_lost(cls) or _is_of_torchvision(cls) and not keeps)}
    if None in known:
        return
    derived = max(found, key=lambda cls: len(cls.__mro__), default=torch.Tensor)
    if not all(issubclass(derived, cls) for cls in found):
        names = " and ".join(sorted(cls.__name__ for cls in found))
        interp.refuse(f"an operator takes tensors of {names}, of which neither is derived from the other")
    interp.tensor_classes.update(dict.fromkeys(op.results, derived))


def _tensors(operands: Iterable[Value]) -> Iterator[Value]:
    """The operands that may be tensors, those in lists that are made for the operator included."""
    for value in operands:
        if isinstance(value.type, ty.TensorType):
            yield value
        elif value.op is not None and value.op.name in ("list", "tuple"):
            yield from _tensors(value.op.operands)
        elif isinstance(value.type, (ty.Generic, ty.UnionType)) and "Tensor" in str(value.type):
            yield value


def _known(interp: Interpreter, value: Value) -> type | None:
    """The class of a tensor. What was made before there was any tag is a plain one."""
    import torch

    found = interp.tensor_classes.get(value)
    if found is not None:
        return found
    if value.op is None:
        return torch.Tensor if value in interp.root.params else None
    plain = value.op.name == "constant" or (
        value.op.name.startswith(("aten::", "tensor::", "np::"))
        and all(_known(interp, v) is torch.Tensor for v in _tensors(value.op.operands))
    )
    if plain:
        interp.tensor_classes[value] = torch.Tensor
    return torch.Tensor if plain else None


def is_instance(interp: Interpreter, value: Abstract, wanted: tuple[Any, ...]) -> bool | None:
    """Whether a run-time tensor is of one of the tags in ``wanted``; None where that isn't what decides."""
    tags = [cls for cls in wanted if is_tag(cls)]
    if not tags or not interp.tensor_classes or not isinstance(value, Dynamic):
        return None
    known = of(interp, value)
    if known is None:
        interp.refuse(
            f"whether this tensor is a {tags[0].__name__} isn't known here",
            "ask before paths meet and before it is put into a container, or keep the answer beside it",
        )
    return issubclass(known, tuple(tags)) or None


def own_attribute(interp: Interpreter, value: Abstract, name: str) -> Abstract | None:
    """A method, property or constant that a tag adds to Tensor; None where ``name`` isn't the tag's own."""
    import torch

    from . import attributes

    cls = of(interp, value) if interp.tensor_classes or isinstance(value, Static) else None
    if cls is None or not any(name in vars(base) for base in cls.__mro__ if not issubclass(torch.Tensor, base)):
        return None
    return attributes.class_attribute(interp, value, cls, name)
