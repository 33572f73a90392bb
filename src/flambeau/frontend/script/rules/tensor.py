"""Attributes and methods of tensors.

A method without a rule here is the operator of its name, with overload resolution (``x.view(2, -1)`` is
``aten::view``). What a constant tensor says about itself (its shape, its dtype, its numbers) is known now.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....stdlib import linear_algebra
from .. import tensor_classes
from ..values import NONE, Abstract, BoundMethod, Builtin, Dynamic, Static, TupleValue
from . import FUNCTIONS, METHODS, bound, function, method
from .in_place import is_in_place, write_in_place
from .overloads import emit, item_type, plain, return_class

if TYPE_CHECKING:
    from ..interpreter import Interpreter

# Attributes that are the same for every tensor of a compiled program.
FIXED: dict[str, Any] = {
    "requires_grad": False, "is_leaf": True, "grad": None, "grad_fn": None, "is_cuda": False, "is_cpu": True,
    "is_sparse": False, "is_sparse_csr": False, "is_quantized": False, "is_mkldnn": False, "is_meta": False,
    "is_nested": False, "is_xpu": False, "is_mps": False, "is_mtia": False, "is_vulkan": False, "is_xla": False,
    "is_ipu": False, "is_maia": False, "layout": torch.strided, "output_nr": 0, "retains_grad": False,
    "_backward_hooks": None, "is_hpu": False, "_version": 0,
}  # fmt: skip
FIXED = {name: value for name, value in FIXED.items() if hasattr(torch.Tensor, name)}  # versions of torch differ
# Methods whose answer is the same for every tensor of a compiled program.
FIXED_METHODS: dict[str, Any] = {
    "is_conj": False, "is_neg": False, "is_pinned": False, "is_shared": False,
    "is_inference": False, "get_device": -1, "is_distributed": False, "has_names": False, "is_coalesced": False,
}  # fmt: skip
# Methods that give the tensor itself.
IDENTITY = frozenset({"cpu", "resolve_conj", "resolve_neg", "requires_grad_", "share_memory_", "pin_memory"})
# What a constant tensor is asked without an operator: its answers can't change.
METADATA = frozenset(
    "dim ndimension size numel nelement is_floating_point is_complex is_contiguous is_signed stride storage_offset "
    "element_size item tolist __len__ is_same_size is_nonzero type".split()
)
REFUSED = {
    "backward": ("gradients aren't compiled", "compile the forward pass only"),
    "register_hook": ("gradients aren't compiled", "compile the forward pass only"),
    "cuda": ("Tensor.cuda() isn't supported: the runtime computes on the CPU", "use x.to(y.device), or leave it out"),
    "data_ptr": ("Tensor.data_ptr() isn't supported", "compare tensors by value"),
    "storage": ("Tensor.storage() isn't supported", "use the tensor itself"),
    "untyped_storage": ("Tensor.untyped_storage() isn't supported", "use the tensor itself"),
    "map_": ("Tensor.map_() isn't supported", "use tensor operators"),
    "apply_": ("Tensor.apply_() isn't supported", "use tensor operators"),
    "to_sparse": ("sparse tensors aren't supported", "use a dense tensor"),
}
CASTS = {
    "float": torch.float32, "double": torch.float64, "half": torch.float16, "bfloat16": torch.bfloat16,
    "int": torch.int32, "long": torch.int64, "short": torch.int16, "char": torch.int8, "byte": torch.uint8,
    "bool": torch.bool, "cfloat": torch.complex64, "cdouble": torch.complex128,
}  # fmt: skip


def tensor_attribute(interp: Interpreter, self: Abstract, name: str) -> Abstract | None:
    """``self.name``, None where a Tensor has no such attribute."""
    if isinstance(self, Static):
        if name == "requires_grad":
            return Static(self.value.requires_grad)  # of a parameter, which eager asks without gradients too
        known = _of_constant(interp, self, name)
        if known is not None:
            return known
    own = tensor_classes.own_attribute(interp, self, name)
    if own is not None:
        return own
    reader = _READ.get(name)
    if reader is not None:
        return reader(interp, self)
    if name in FIXED:
        return Static(FIXED[name])
    return tensor_method(interp, self, name)


def tensor_method(interp: Interpreter, self: Abstract, name: str) -> Abstract | None:
    """The bound method ``self.name``, None where a Tensor has none of that name."""
    rule = METHODS.get(("Tensor", name))
    if rule is not None:
        return bound(f"Tensor.{name}", rule, self)
    if name in REFUSED:
        return Builtin(
            f"Tensor.{name}", lambda interp, *args, **kwargs: interp.refuse(*REFUSED[name], operator=f"aten::{name}")
        )
    held = inspect.getattr_static(torch.Tensor, name, None)
    if held is None:
        return None
    if isinstance(held, types.FunctionType):
        return BoundMethod(self, Static(held))

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return call_method(interp, name, [self, *args], kwargs)

    return Builtin(f"Tensor.{name}", call)


def call_method(interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract]) -> Abstract:
    """``args[0].name(*args[1:], **kwargs)`` for a method that torch implements itself."""
    rule = METHODS.get(("Tensor", name))
    if rule is not None:
        return rule(interp, *args, **kwargs)
    if name in FIXED_METHODS:
        return Static(FIXED_METHODS[name])
    if name in IDENTITY:
        return args[0]
    if is_in_place(name):
        return write_in_place(interp, name, args, kwargs)
    return emit(interp, name, args, kwargs, method=True)


def _of_constant(interp: Interpreter, self: Static, name: str) -> Abstract | None:
    tensor: torch.Tensor = self.value
    if name == "shape":
        return Static(tensor.shape)
    if name == "device":
        return Static(torch.device("cpu"))
    if name in ("dtype", "ndim", "itemsize", "nbytes"):
        return Static(getattr(tensor, name))
    if name in METADATA:

        def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
            if all(map(interp.is_static, [*args, *kwargs.values()])):
                from ..operations import native

                arguments = {k: interp.python(v) for k, v in kwargs.items()}
                return native(interp, getattr(tensor, name), *map(interp.python, args), **arguments)
            return call_method(interp, name, [self, *args], kwargs)

        return Builtin(f"Tensor.{name}", call)
    return None


# --- attributes -----------------------------------------------------------------------------------------------------


def shape(interp: Interpreter, self: Abstract) -> Abstract:
    """``self.shape``."""
    if isinstance(self, Static):
        return Static(self.value.shape)
    return interp.op("tensor::shape", self, result=ty.SIZE)


def dtype(interp: Interpreter, self: Abstract) -> Abstract:
    """``self.dtype``: known where no input can change it."""
    t = interp.type_of(self)
    if isinstance(t, ty.TensorType) and t.dtype is not None:
        return Static(getattr(torch, t.dtype))
    return interp.op("tensor::dtype", self, result=ty.DTYPE)


def _device(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::device", self, result=ty.DEVICE)


def _itself(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "alias", [self])


def _transposed(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "mT", [self])


def may_be_complex(interp: Interpreter, self: Abstract) -> bool:
    """Whether the tensor's dtype is complex, or only known when the program runs."""
    t = interp.type_of(self)
    return not isinstance(t, ty.TensorType) or t.dtype is None or "complex" in t.dtype


def _real(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "real", [self]) if may_be_complex(interp, self) else _itself(interp, self)


def _imag(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "imag", [self])


@method("Tensor", "conj")
def conjugate(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "conj", [self]) if may_be_complex(interp, self) else self


def _adjoint(interp: Interpreter, self: Abstract) -> Abstract:
    return _transposed(interp, conjugate(interp, self))


def _hermitian(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "matrix_H", [conjugate(interp, self)])


@method("Tensor", "as_subclass")
def _as_subclass(interp: Interpreter, self: Abstract, cls: Abstract) -> Abstract:
    wanted = interp.python(cls)
    if tensor_classes.computes_itself(wanted):
        reason, fix = tensor_classes.OWN
        interp.refuse(f"{wanted.__name__} computes by a __torch_function__ of its own, {reason}", fix)
    return tensor_classes.tag(interp, _itself(interp, self), wanted)


@method("Tensor", "is_complex")
def _is_complex(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.getattr(dtype(interp, self), "is_complex")


def _element_size(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("aten::element_size", self, result=ty.INT)


def _nbytes(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.binary("mult", interp.op("aten::numel", self, result=ty.INT), _element_size(interp, self))


def dims(interp: Interpreter, self: Abstract) -> Abstract:
    """``self.dim()``."""
    t = interp.type_of(self)
    if isinstance(t, ty.TensorType) and t.rank is not None:
        return Static(t.rank)
    return interp.op("aten::dim", self, result=ty.INT)


_READ: dict[str, Callable[[Interpreter, Abstract], Abstract]] = {
    "shape": shape, "dtype": dtype, "device": _device, "ndim": dims, "data": _itself, "real": _real, "imag": _imag,
    "T": lambda interp, self: emit(interp, "numpy_T", [self]), "mT": _transposed, "H": _hermitian, "mH": _adjoint,
    "itemsize": _element_size, "nbytes": _nbytes,
}  # fmt: skip


# --- methods --------------------------------------------------------------------------------------------------------


@method("Tensor", "dim", "ndimension", "__dim__")
def _dim(interp: Interpreter, self: Abstract) -> Abstract:
    return dims(interp, self)


@method("Tensor", "size")
def _size(interp: Interpreter, self: Abstract, dim: Abstract = NONE) -> Abstract:
    if isinstance(dim, Static) and dim.value is None:
        return shape(interp, self)
    return emit(interp, "size", [self, dim], result=ty.INT)


@method("Tensor", "stride")
def _stride(interp: Interpreter, self: Abstract, dim: Abstract = NONE) -> Abstract:
    if isinstance(dim, Static) and dim.value is None:
        return interp.op("py::to_tuple", interp.op("tensor::strides", self), result=ty.any_tuple_of(ty.INT))
    return emit(interp, "stride", [self, dim], result=ty.INT)


@method("Tensor", "numel", "nelement")
def _numel(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("aten::numel", self, result=ty.INT)


@method("Tensor", "__len__")
def _len(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::len", self, result=ty.INT)


@method("Tensor", "is_floating_point")
def _is_floating_point(interp: Interpreter, self: Abstract) -> Abstract:
    t = interp.type_of(self)
    if isinstance(t, ty.TensorType) and t.dtype is not None:
        return Static(getattr(torch, t.dtype).is_floating_point)
    return interp.op("aten::is_floating_point", self, result=ty.BOOL)


@method("Tensor", "polygamma")
def _polygamma(interp: Interpreter, self: Abstract, n: Abstract) -> Abstract:
    return emit(interp, "polygamma", [n, self])


@method("Tensor", "item")
def item(interp: Interpreter, self: Abstract) -> Abstract:
    """The only element as a Python number."""
    t = interp.type_of(self)
    return interp.op("tensor::item", self, result=item_type(t.dtype if isinstance(t, ty.TensorType) else None))


@method("Tensor", "tolist")
def _tolist(interp: Interpreter, self: Abstract) -> Abstract:
    t = interp.type_of(self)
    if not isinstance(t, ty.TensorType) or t.rank is None:
        return _tolist_by_rank(interp, self, t)
    if t.rank == 0:
        return item(interp, self)
    element = item_type(t.dtype)
    listed: ty.Type = element
    for _ in range(t.rank):
        listed = ty.Generic("List", (listed,), frozenset())
    return interp.op("tensor::tolist", self, result=listed)


MAX_LIST_RANK = 5


def _tolist_by_rank(interp: Interpreter, self: Abstract, t: ty.Type) -> Abstract:
    """The depth of the list follows the rank, which only the running program knows."""
    assert isinstance(self, Dynamic)
    element = item_type(t.dtype if isinstance(t, ty.TensorType) else None)
    nested: list[ty.Type] = [element]
    for _ in range(MAX_LIST_RANK):
        nested.append(ty.list_of(nested[-1]))
    return interp.op("tensor::tolist", self, result=ty.union(*nested))


@method("Tensor", "__bool__")
def _bool(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::bool", self, result=ty.BOOL)


@method("Tensor", "__int__")
def _int(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::int", self, result=ty.INT)


@method("Tensor", "__float__")
def _float(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::float", self, result=ty.FLOAT)


@method("Tensor", "__index__")
def _index(interp: Interpreter, self: Abstract) -> Abstract:
    return interp.op("tensor::index", self, result=ty.INT)


@method("Tensor", "__contains__")
def _contains(interp: Interpreter, self: Abstract, element: Abstract) -> Abstract:
    return interp.compare("in", element, self)


@method("Tensor", "numpy", "__array__")
def _numpy(interp: Interpreter, self: Abstract, *, force: Abstract = Static(False)) -> Abstract:
    """An array on the same memory."""
    t = interp.type_of(self)
    dtype, rank = (t.dtype, t.rank) if isinstance(t, ty.TensorType) else (None, None)
    return interp.op("np::from_tensor", self, result=ty.ArrayType(dtype, rank, "array"))


@method("Tensor", "detach", "detach_")
def _detach(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "alias", [self])


@method("Tensor", "to")
def to(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """``to(dtype)``, ``to(device)``, ``to(device, dtype)``, ``to(other)``, with non_blocking, copy, memory_format."""
    names = ["non_blocking", "copy"]
    given = {k: plain(v) for k, v in kwargs.items()}
    rest = [plain(a) for a in args]
    if rest:
        first = rest.pop(0)
        kind = interp.type_of(first)
        if isinstance(kind, ty.UnionType):
            return interp.split(first, lambda one: to(interp, self, one, *args[1:], **kwargs))
        if isinstance(kind, ty.TensorType):
            given["other"] = first
        elif kind == ty.DTYPE:
            given["dtype"] = first
        else:
            given["device"] = first
            names.insert(0, "dtype")
    given.update(zip(names, rest))
    other = given.pop("other", None)
    if other is not None:
        given["dtype"] = dtype(interp, other)
    device = given.pop("device", NONE)
    _check_device(interp, device)
    return _convert(interp, self, given)


def _check_device(interp: Interpreter, device: Abstract) -> None:
    """Devices are the caller's; the runtime knows just the CPU, so that a move there is no move."""
    if not isinstance(device, Static) or device.value is None:
        return
    if not isinstance(device.value, (str, int, torch.device)):
        given = f"(device={type(device.value).__module__}.{type(device.value).__name__}, )"
        interp.raise_(TypeError, f"to() received an invalid combination of arguments - got {given}")
    if torch.device(device.value).type != "cpu":
        interp.refuse(
            f"the device {torch.device(device.value)} is fixed in the program, which runs on the CPU",
            "use the device of an input: x.to(y.device)",
            "aten::to",
        )


def _convert(interp: Interpreter, self: Abstract, given: dict[str, Abstract]) -> Abstract:
    wanted = given.get("dtype", NONE)
    copy = given.get("copy", Static(False))
    memory_format = given.get("memory_format", NONE)
    unknown = set(given) - {"dtype", "copy", "memory_format", "non_blocking", "layout"}
    if unknown:
        interp.raise_(TypeError, f"to() received an unexpected keyword argument '{min(unknown)}'")
    if isinstance(wanted, Static) and wanted.value is None:
        if (
            isinstance(copy, Static)
            and not copy.value
            and isinstance(memory_format, Static)
            and memory_format.value is None
        ):
            return self
        wanted = dtype(interp, self)
    result: ty.Type = ty.TENSOR
    t = interp.type_of(self)
    rank = t.rank if isinstance(t, ty.TensorType) else None
    if isinstance(wanted, Static):
        result = ty.TensorType(str(wanted.value).removeprefix("torch."), rank)
    return interp.op("aten::to.dtype", self, wanted, False, copy, memory_format, result=result)


@method("Tensor", "type_as")
def _type_as(interp: Interpreter, self: Abstract, other: Abstract) -> Abstract:
    return to(interp, self, other)


@method("Tensor", "type")
def _type(interp: Interpreter, self: Abstract, dtype: Abstract = NONE, non_blocking: Abstract = NONE) -> Abstract:
    wanted = plain(dtype)
    if isinstance(wanted, Static):
        if wanted.value is None:
            return _type_name(interp, self)
        legacy = getattr(wanted.value, "dtype", None)  # torch.FloatTensor
        if isinstance(wanted.value, str):
            named: Any = torch
            for part in wanted.value.removeprefix("torch.").split("."):
                named = getattr(named, part)
            legacy = named if isinstance(named, torch.dtype) else named.dtype
        if legacy is not None:
            wanted = Static(legacy)
    return to(interp, self, wanted)


def _type_name(interp: Interpreter, self: Abstract) -> Abstract:
    """``self.type()``: "torch.FloatTensor"..."""
    names = {d: torch.empty(0, dtype=d).type() for d in (*CASTS.values(),)}
    known = dtype(interp, self)
    if isinstance(known, Static):
        return Static(torch.empty(0, dtype=known.value).type())
    pairs = [interp.lift(Static(v)) for pair in names.items() for v in pair]
    table = interp.build("dict", pairs, [ty.dict_of(ty.DTYPE, ty.STR)]).result
    return interp.op("py::getitem", table, known, result=ty.STR)


def _cast_method(name: str, dtype: torch.dtype) -> None:
    @method("Tensor", name)
    def cast(interp: Interpreter, self: Abstract, memory_format: Abstract = NONE) -> Abstract:
        return to(interp, self, Static(dtype), memory_format=memory_format)


for _name, _dtype in CASTS.items():
    _cast_method(_name, _dtype)


@method("Tensor", "split")
def _split(interp: Interpreter, self: Abstract, split_size: Abstract, dim: Abstract = Static(0)) -> Abstract:
    return emit(interp, "split", [self, split_size, dim])


@method("Tensor", "unflatten")
def _unflatten(interp: Interpreter, self: Abstract, dim: Abstract, sizes: Abstract) -> Abstract:
    return emit(interp, "unflatten", [self, dim, sizes])


@method("Tensor", "__reversed__")
def _reversed(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "flip", [self, Static((0,))])


def _reflected(name: str, operator: str) -> None:
    @method("Tensor", name)
    def reflected(interp: Interpreter, self: Abstract, other: Abstract) -> Abstract:
        return interp.binary(operator, other, self)


BINARY = {
    "__add__": "add", "__sub__": "sub", "__mul__": "mult", "__matmul__": "matmult", "__truediv__": "div",
    "__div__": "div", "__floordiv__": "floordiv", "__mod__": "mod", "__pow__": "pow", "__and__": "bitand",
    "__or__": "bitor", "__xor__": "bitxor", "__lshift__": "lshift", "__rshift__": "rshift",
}  # fmt: skip
COMPARE = {"__eq__": "eq", "__ne__": "noteq", "__lt__": "lt", "__le__": "lte", "__gt__": "gt", "__ge__": "gte"}
UNARY = {"__neg__": "usub", "__pos__": "uadd", "__invert__": "invert"}


def _special(name: str) -> None:
    """``x.__add__(y)``, and ``torch.Tensor.__add__(x, y)``."""

    @method("Tensor", name)
    def special(interp: Interpreter, self: Abstract, *other: Abstract) -> Abstract:
        from .. import operations

        if name in UNARY:
            return operations.unary(interp, UNARY[name], self)
        if name in COMPARE:
            return interp.compare(COMPARE[name], self, *other)
        return interp.binary(BINARY[name], self, *other)


for _name in (*BINARY, *COMPARE, *UNARY):
    _special(_name)


@method("Tensor", "__getitem__")
def _getitem(interp: Interpreter, self: Abstract, key: Abstract) -> Abstract:
    return interp.getitem(self, key)


@method("Tensor", "__setitem__")
def _setitem(interp: Interpreter, self: Abstract, key: Abstract, value: Abstract) -> Abstract:
    from .indexing import tensor_setitem

    tensor_setitem(interp, self, key, value)
    return NONE


@method("Tensor", "__abs__")
def _abs(interp: Interpreter, self: Abstract) -> Abstract:
    return emit(interp, "abs", [self])


for _name, _operator in (
    ("__radd__", "add"), ("__rsub__", "sub"), ("__rmul__", "mult"), ("__rdiv__", "div"), ("__rtruediv__", "div"),
    ("__rfloordiv__", "floordiv"), ("__rmod__", "mod"), ("__rpow__", "pow"), ("__rmatmul__", "matmult"),
    ("__rlshift__", "lshift"), ("__rrshift__", "rshift"), ("__rand__", "bitand"), ("__ror__", "bitor"),
    ("__rxor__", "bitxor"),
):  # fmt: skip
    _reflected(_name, _operator)


@method("Tensor", "new_tensor")
def _new_tensor(
    interp: Interpreter, self: Abstract, data: Abstract, dtype: Abstract = NONE, device: Abstract = NONE,
    requires_grad: Abstract = NONE,
) -> Abstract:  # fmt: skip
    from .creation import tensor

    wanted = dtype
    if isinstance(dtype, Static) and dtype.value is None and not isinstance(interp.type_of(data), ty.TensorType):
        wanted = _READ["dtype"](interp, self)
    return tensor(interp, data, dtype=wanted)


@method("Tensor", "new")
def _new(interp: Interpreter, self: Abstract, *args: Abstract) -> Abstract:
    if len(args) == 1 and interp.type_of(args[0]) == ty.SIZE:
        return emit(interp, "new_empty", [self, args[0]])
    if len(args) == 1 and not isinstance(interp.type_of(args[0]), ty.Simple):
        return _new_tensor(interp, self, args[0])
    return emit(interp, "new_empty", [self, TupleValue(tuple(args))])


@function(torch.autograd.Variable)
def _variable(
    interp: Interpreter, data: Abstract, requires_grad: Abstract = NONE, volatile: Abstract = NONE
) -> Abstract:
    """What older programs wrap tensors in: another tensor of the same memory."""
    return emit(interp, "detach", [data])


@method("Tensor", "nonzero")
def nonzero(interp: Interpreter, self: Abstract, as_tuple: Abstract = Static(False)) -> Abstract:
    """Rows of indices, or with ``as_tuple`` one tensor for each dim."""
    if isinstance(as_tuple, Static) and as_tuple.value:
        return emit(interp, "nonzero_numpy", [self])
    return emit(interp, "nonzero", [self])


@method("Tensor", "where")
def _where(interp: Interpreter, self: Abstract, condition: Abstract, other: Abstract) -> Abstract:
    return emit(interp, "where", [condition, self, other])


@method("Tensor", "view")
def _view(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    if len(args) == 1 and interp.type_of(plain(args[0])) == ty.DTYPE:
        return emit(interp, "view", [self, args[0]])
    return emit(interp, "view", [self, *args], kwargs, method=True)


def _shape_as(name: str, operator: str) -> None:
    @method("Tensor", name)
    def shape_as(interp: Interpreter, self: Abstract, other: Abstract) -> Abstract:
        return emit(interp, operator, [self, shape(interp, other)])


for _name, _operator in (("reshape_as", "reshape"), ("view_as", "view"), ("expand_as", "expand")):
    _shape_as(_name, _operator)


@method("Tensor", "norm")
def _norm(
    interp: Interpreter, self: Abstract, p: Abstract = Static("fro"), dim: Abstract = NONE,
    keepdim: Abstract = Static(False), dtype: Abstract = NONE,
) -> Abstract:  # fmt: skip
    return norm(interp, self, p, dim, keepdim, dtype)


def norm(
    interp: Interpreter, self: Abstract, p: Abstract = Static("fro"), dim: Abstract = NONE,
    keepdim: Abstract = Static(False), dtype: Abstract = NONE,
) -> Abstract:  # fmt: skip
    """``torch.norm``: the vector norm, for which the Frobenius norm of a matrix is the same as for its elements."""
    order = plain(p)
    if isinstance(order, Static):
        if order.value in ("fro", None):
            order = Static(2.0)
        elif order.value == "nuc":
            dims = Static((-2, -1)) if isinstance(dim, Static) and dim.value is None else dim
            given = {"dim": dims, "keepdim": keepdim, "dtype": dtype}
            return interp.call(Static(linear_algebra.matrix_norm), [self, order], given)
        elif isinstance(order.value, str):
            interp.refuse(f"norm(p={order.value!r}) isn't supported", "use p=2, or torch.linalg functions")
    return emit(interp, "linalg_vector_norm", [self, order, dim, keepdim], {"dtype": dtype})


def _of_a_tensor(name: str, rule: Callable[..., Abstract]) -> Callable[..., Abstract]:
    """The method as a function: ``torch.Tensor.__rsub__(x, y)``."""

    def call(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        t = interp.type_of(self)
        if t in (ty.INT, ty.FLOAT, ty.BOOL):
            interp.refuse(f"Tensor.{name}() takes a tensor first, not {t}", "make a tensor of it: torch.tensor(...)")
        return rule(interp, self, *args, **kwargs)

    return call


for (_kind, _name), _rule in list(METHODS.items()):
    _written = inspect.getattr_static(torch.Tensor, _name, None) if _kind == "Tensor" else None
    if isinstance(_written, types.FunctionType):
        FUNCTIONS.setdefault(_written, _of_a_tensor(_name, _rule))


__all__ = ["call_method", "nonzero", "norm", "return_class", "tensor_attribute", "tensor_method", "to"]
