"""Functions of torch without Python source, and those whose source isn't worth reading.

``torch.foo``, ``torch._C._nn.foo``, ``torch.special.foo`` and ``torch.ops.aten.foo`` are the operators of that name;
what isn't a tensor function and has only constant arguments is simply called (``torch.promote_types``).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....ops import resolve as ov
from ....stdlib import rearranging
from ....stdlib.dtype_limits import DtypeLimits
from ..values import NONE, Abstract, Builtin, Dynamic, Static, TupleValue
from . import FUNCTIONS, METHODS, creation, environment, function, strings
from . import operators as dunders
from .in_place import is_in_place, write_in_place
from .overloads import emit, plain, written_to
from .refusals import explain
from .tensor import call_method, nonzero, norm

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# Functions whose first argument is the tensor of which the method of that name is asked.
AS_METHOD = frozenset(
    "numel is_floating_point is_complex is_conj is_neg is_nonzero is_inference detach resolve_conj resolve_neg "
    "is_signed is_same_size is_distributed get_device".split()
)
# Functions of dtypes, sizes and settings, computed now where their arguments are known.
NATIVE = frozenset("promote_types can_cast result_type get_num_threads is_grad_enabled".split())
# Whether these do anything depends on `train`; their position of it.
DROPOUTS = {
    name + suffix: 2
    for name in ("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout")
    for suffix in ("", "_")
}
# Functions that take a number where a Tensor is expected first, and the operators that they are.
NUMBER_FIRST = {"add": "add", "sub": "sub", "subtract": "sub", "mul": "mult", "multiply": "mult"}
NUMBER_FIRST_BROADCAST = frozenset({"div", "divide", "true_divide", "floor_divide"})


def is_torch_builtin(fn: Any) -> bool:
    """Whether ``fn`` is a function, method descriptor or operator of torch that has no Python source."""
    if isinstance(fn, (torch._ops.OpOverload, torch._ops.OpOverloadPacket)):
        return True
    if isinstance(fn, types.BuiltinFunctionType):
        return (fn.__module__ or "").partition(".")[0] == "torch"
    if isinstance(fn, (types.MethodDescriptorType, types.WrapperDescriptorType)):
        return issubclass(torch.Tensor, fn.__objclass__) and fn.__objclass__ is not object
    return False


def takes_any_number(fn: Abstract) -> bool:
    """Whether the rule of ``fn`` gathers any number of arguments itself: ``x.view(*x.shape[:2], -1)``."""
    return (isinstance(fn, Builtin) and fn.name.startswith(("Tensor.", "ndarray.", "str.format"))) or (
        isinstance(fn, Static) and is_torch_builtin(fn.value)
    )


def call_torch(interp: Interpreter, fn: Any, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """The call of a function, method descriptor or operator of torch that has no Python source."""
    rule = FUNCTIONS.get(fn)
    if rule is not None:
        return rule(interp, *args, **kwargs)
    if isinstance(fn, (torch._ops.OpOverload, torch._ops.OpOverloadPacket)):
        if isinstance(fn, torch._ops.OpOverload) and fn.overloadpacket in FUNCTIONS:
            return FUNCTIONS[fn.overloadpacket](interp, *args, **kwargs)
        return emit(interp, _operator_name(fn), args, kwargs)
    name: str = fn.__name__
    owner = getattr(fn, "__objclass__", None)
    if owner is not None and issubclass(torch.Tensor, owner):
        first = interp.type_of(args[0]) if args else ty.NONE
        if first in (ty.INT, ty.FLOAT, ty.BOOL, ty.STR):
            applied = f"descriptor '{name}' for 'torch._C.TensorBase' objects doesn't apply to a '{first}' object"
            interp.raise_(TypeError, applied)
        if not ov.find_overloads(f"aten::{name}"):
            copied = copy_of_view(interp, name, args, kwargs, method=True)
            if copied is not None:
                return copied
        return call_method(interp, name, args, kwargs)
    if name in NATIVE and all(map(interp.is_static, [*args, *kwargs.values()])):
        return _undeclared(interp, fn, name, args, kwargs)
    if name in AS_METHOD:
        return call_method(interp, name, _self_first(args, kwargs), kwargs)
    if name in DROPOUTS:
        return _dropout(interp, name, args, kwargs)
    if name == "nonzero":
        out = kwargs.pop("out", NONE)
        return written_to(interp, name, out, nonzero(interp, *_self_first(args, kwargs), **kwargs))
    if is_in_place(name):
        return write_in_place(interp, name, _self_first(args, kwargs), kwargs)
    if not ov.find_overloads(f"aten::{name}"):
        copied = copy_of_view(interp, name, args, kwargs)
        if copied is not None:
            return copied
        return _undeclared(interp, fn, name, args, kwargs)
    numeric = _number_first(interp, name, args, kwargs)
    return emit(interp, name, args, kwargs) if numeric is None else numeric


def copy_of_view(
    interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract], method: bool = False
) -> Abstract | None:
    """``x.permute_copy(dims)``, which isn't declared: a copy of what ``permute`` gives."""
    base = name.removesuffix("_copy")
    if base == name or not ov.find_overloads(f"aten::{base}"):
        return None
    viewed = emit(interp, base, args, kwargs, method=method)
    if "out" in kwargs:
        return viewed
    if isinstance(interp.type_of(viewed), ty.TensorType):
        return emit(interp, "clone", [viewed], {"memory_format": Static(torch.contiguous_format)})
    return interp.call(Static(rearranging.copies), [viewed], {})


def _operator_name(fn: Any) -> str:
    if isinstance(fn, torch._ops.OpOverload):
        return str(fn._schema.name)
    return str(fn._qualified_op_name)


def _self_first(args: list[Abstract], kwargs: dict[str, Abstract]) -> list[Abstract]:
    """The positional arguments, with ``input=`` moved to the front."""
    for name in ("input", "self"):
        if name in kwargs:
            return [kwargs.pop(name), *args]
    return args


def _dropout(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    position = DROPOUTS[name]
    train = args[position] if len(args) > position else kwargs.get("train", kwargs.get("training", NONE))
    if isinstance(train, Static) and not train.value:
        return args[0] if args else kwargs["input"]
    return emit(interp, name, args, kwargs)


def _number_first(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract | None:
    """``torch.mul(2, x)``: torch takes a number for the first tensor in a few functions."""
    if len(args) != 2 or not dunders.is_number(interp.type_of(plain(args[0]))):
        return None
    if dunders.is_number(interp.type_of(plain(args[1]))) and name in NUMBER_FIRST.keys() | NUMBER_FIRST_BROADCAST:
        return emit(interp, name, [interp.call(Static(torch.tensor), [args[0]]), args[1]], kwargs)
    if not isinstance(interp.type_of(args[1]), ty.TensorType):
        return None
    if name in NUMBER_FIRST and not kwargs:
        return dunders.tensor_binary(interp, NUMBER_FIRST[name], *args)
    if name in NUMBER_FIRST.keys() | NUMBER_FIRST_BROADCAST:
        # A tensor of the dtype to which both promote stands for the number.
        number = emit(interp, "mul", [emit(interp, "ones_like", [args[1]]), args[0]])
        return emit(interp, name, [number, args[1]], kwargs)
    return None


def _undeclared(interp: Interpreter, fn: Any, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """A function that is no operator: called now if nothing about it depends on the program's input."""
    if ("Tensor", name) in METHODS and args and isinstance(interp.type_of(args[0]), ty.TensorType):
        return METHODS["Tensor", name](interp, *args, **kwargs)
    given = [*args, *kwargs.values()]
    if all(map(interp.is_static, given)):
        from ..operations import native

        result = native(interp, fn, *map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
        if not isinstance(interp.type_of(result), ty.TensorType):
            return result
    interp.refuse(*explain(f"aten::{name}"), operator=f"aten::{name}")


# --- functions with a Python source that says no more than this -----------------------------------------------------


@function(torch.is_tensor)
def _is_tensor(interp: Interpreter, obj: Abstract) -> Abstract:
    t = interp.type_of(obj)
    if isinstance(t, ty.UnionType):
        return interp.split(obj, lambda one: Static(isinstance(interp.type_of(one), ty.TensorType)))
    return Static(isinstance(t, ty.TensorType))


@function(torch.einsum)
def _einsum(interp: Interpreter, equation: Abstract, *operands: Abstract) -> Abstract:
    """``einsum("ij,jk", a, b)``, ``einsum("ij,jk", [a, b])`` and ``einsum(a, [0, 1], b, [1, 2], [0, 2])``."""
    from .. import spreading

    if interp.type_of(equation) != ty.STR:
        return _einsum_sublists(interp, [equation, *operands])
    tensors: Abstract = TupleValue(operands)
    if spreading.is_spread(list(operands)):
        tensors = spreading.joined(interp, list(operands))
    elif len(operands) == 1 and not isinstance(interp.type_of(operands[0]), ty.TensorType):
        tensors = operands[0]
    return interp.op("aten::einsum", equation, _tensor_list(interp, tensors), None)


def _einsum_sublists(interp: Interpreter, operands: list[Abstract]) -> Abstract:
    def letters(sublist: Abstract) -> str:
        if not interp.is_static(sublist):
            interp.refuse("einsum's subscripts have to be constants", "write them as a str")
        symbols = interp.python(sublist)
        return "".join("..." if s is Ellipsis else chr(ord("a" if s >= 26 else "A") + s % 26) for s in symbols)

    inputs = ",".join(letters(s) for s in operands[1::2])
    tensors = operands[0::2]
    if len(operands) % 2:
        tensors, inputs = tensors[:-1], f"{inputs}->{letters(operands[-1])}"
    return _einsum(interp, Static(inputs), *tensors)


def _tensor_list(interp: Interpreter, tensors: Abstract) -> Abstract:
    items = interp.items(tensors)
    return tensors if items is None else interp.new_list(items)


@function(torch.split)
def _split(
    interp: Interpreter, tensor: Abstract, split_size_or_sections: Abstract, dim: Abstract = Static(0)
) -> Abstract:
    return emit(interp, "split", [tensor, split_size_or_sections, dim])


@function(torch.broadcast_tensors)
def _broadcast_tensors(interp: Interpreter, *tensors: Abstract) -> Abstract:
    return _some_tensors(interp, "broadcast_tensors", tensors)


@function(torch.meshgrid)
def _meshgrid(interp: Interpreter, *tensors: Abstract, indexing: Abstract = Static("ij")) -> Abstract:
    return _some_tensors(interp, "meshgrid", tensors, {"indexing": Static("ij") if _is_none(indexing) else indexing})


def _is_none(v: Abstract) -> bool:
    return isinstance(v, Static) and v.value is None


def _some_tensors(
    interp: Interpreter, name: str, tensors: tuple[Abstract, ...], kwargs: dict[str, Abstract] | None = None
) -> Abstract:
    """A function of several tensors that gives as many; they may come as one list or tuple."""
    given: Abstract = TupleValue(tensors)
    if len(tensors) == 1 and not isinstance(interp.type_of(tensors[0]), ty.TensorType):
        given = tensors[0]
    result = emit(interp, name, [given], kwargs)
    items = interp.items(given)
    if items is None:
        return result
    unpacked = interp.build("unpack", [interp.lift(result)], [ty.TENSOR] * len(items))
    return TupleValue(tuple(Dynamic(r) for r in unpacked.results))


@function(torch.norm)
def _norm(interp: Interpreter, input: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    out = kwargs.pop("out", NONE)
    return written_to(interp, "norm", out, norm(interp, input, *args, **kwargs))


@function(torch.functional.cartesian_prod, torch.cartesian_prod)
def _cartesian_prod(interp: Interpreter, *tensors: Abstract) -> Abstract:
    return emit(interp, "cartesian_prod", [TupleValue(tensors)])


@function(torch.numel)
def _numel(interp: Interpreter, input: Abstract) -> Abstract:
    return call_method(interp, "numel", [input], {})


FLOATS = (torch.float32, torch.float64, torch.float16, torch.bfloat16)
INTEGERS = (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)


@function(torch.finfo)
def _finfo(interp: Interpreter, type: Abstract = Static(torch.float32)) -> Abstract:
    names = {"bits": ty.INT, **dict.fromkeys(("min", "max", "eps", "tiny", "smallest_normal", "resolution"), ty.FLOAT)}
    return _limits(interp, torch.finfo, type, FLOATS, names)


@function(torch.iinfo)
def _iinfo(interp: Interpreter, type: Abstract) -> Abstract:
    return _limits(interp, torch.iinfo, type, INTEGERS, dict.fromkeys(("min", "max", "bits"), ty.INT))


def _limits(
    interp: Interpreter, cls: Any, type: Abstract, dtypes: tuple[torch.dtype, ...], names: Mapping[str, ty.Type]
) -> Abstract:
    """The limits of a dtype: looked up in a table where the dtype is only known at run time."""
    dtype = plain(type)
    if isinstance(dtype, Static):
        try:
            return Static(cls(dtype.value))
        except TypeError as error:
            interp.raise_(TypeError, str(error))
    made = interp.new_object(DtypeLimits)
    for name, value in names.items():
        pairs = [interp.lift(Static(v)) for d in dtypes for v in (d, getattr(cls(d), name))]
        table = interp.build("dict", pairs, [ty.dict_of(ty.DTYPE, value)]).result
        made.slots[name] = interp.op("py::getitem", table, dtype, result=value)
    made.slots["dtype"] = dtype
    return made


__all__ = ["call_torch", "creation", "environment", "is_torch_builtin", "strings"]  # the modules register their rules
