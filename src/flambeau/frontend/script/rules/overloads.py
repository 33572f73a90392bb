"""Emits calls of declared operators: picks the overload, converts the operands, types the results.

``emit(interp, "add", [x, one])`` is what every torch function, Tensor method and operator without a rule of its own
comes down to. Operands of Union type that no overload takes are told apart at run time; the alternative that PyTorch
refuses (``None`` for a Tensor) raises PyTorch's TypeError there. What can never fit is refused at compile time.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import torch

from .... import types as ty
from ....ir import Value
from ....ops import resolve as ov
from ....ops.schema import Argument
from ....stdlib import draws, tensors
from .. import objects, states
from ..values import NONE, Abstract, Dynamic, ListValue, Sequence, Spread, Static, TupleValue
from .defaults import complex_as_tensor, with_default_dtype
from .numpy_core import is_array, is_numpy, number
from .refusals import explain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

MEMORY_FORMATS = {
    torch.contiguous_format: 0, torch.preserve_format: 1, torch.channels_last: 2, torch.channels_last_3d: 3,
}  # fmt: skip
PYTHON_DTYPES = {float: torch.float64, int: torch.int64, bool: torch.bool, complex: torch.complex128}
# Parameters of torch's Python functions that their operators don't have: what they may hold, and what it means.
IGNORED = {
    "requires_grad": "gradients aren't compiled",
    "pin_memory": "there is no pinned memory",
    "names": "named tensors aren't compiled",
    "layout": "only strided tensors are compiled",
}
# Results whose dtype no input can change; tensors of the same dtype and rank as the first one.
BOOL_RESULTS = frozenset(
    "eq ne lt le gt ge logical_and logical_or logical_not logical_xor isnan isinf isfinite isin isclose".split()
)
INT64_RESULTS = frozenset("argmax argmin argsort nonzero bincount count_nonzero searchsorted".split())
LIKE_FIRST = frozenset("relu clone contiguous neg abs flip roll".split())
# The ranks of results: always the same; none where there is no `dim`; as long as the shape of that name is.
RANKS = {"ravel": 1, "nonzero": 2, "argwhere": 2, "masked_select": 1, "bincount": 1, "trace": 0, "dot": 0, "mm": 2,
         "mv": 1, "outer": 2, "arange": 1, "linspace": 1, "logspace": 1, "eye": 2, "randperm": 1}  # fmt: skip
# The dtype and rank of each of several results; the first one has the first operand's dtype.
SEVERAL: dict[str, tuple[tuple[str | None, int | None], ...]] = {
    "_unique2": ((None, 1), ("int64", None), ("int64", 1)),
    "unique_consecutive": ((None, None), ("int64", None), ("int64", 1)),
    **dict.fromkeys(("unique_dim", "unique_dim_consecutive"), ((None, None), ("int64", 1), ("int64", 1))),
    **dict.fromkeys("max min median nanmedian mode sort topk kthvalue cummax cummin".split(),
                    ((None, None), ("int64", None))),
}  # fmt: skip
WHOLE = frozenset("sum mean prod argmax argmin any all std var nansum nanmean median".split())
SHAPED = {"view": "size", "reshape": "shape", "zeros": "size", "ones": "size", "empty": "size", "full": "size",
          "rand": "size", "randn": "size", "expand": "size", "broadcast_to": "size"}  # fmt: skip
# Operators whose out= has to have the result's dtype.
# By its dtype, of the numbers that they make or add up.
OUT_DECIDES = frozenset(
    "arange linspace logspace range full zeros ones empty sum nansum mean prod cumsum cumprod".split()
)
STRICT_OUT = frozenset("gather aminmax".split())
FLOAT_FACTORIES = frozenset("zeros ones empty rand randn linspace logspace eye".split())


def _given(interp: Interpreter, v: Abstract) -> Abstract:
    items = v.items if isinstance(v, TupleValue) or (isinstance(v, ListValue) and v.reference is None) else ()
    if any(is_array(interp.type_of(item)) for item in items):
        v = TupleValue(tuple(number(interp, item) for item in items))  # sizes may be NumPy's numbers
    return plain(objects.plain(interp, number(interp, v)))


def plain(v: Abstract) -> Abstract:
    """A static argument as operators know it: dtypes for Python's types, codes for memory formats, numbers of enums."""
    if isinstance(v, ListValue) and v.reference is not None:
        return Dynamic(v.reference)
    if not isinstance(v, Static):
        return v
    value = v.value
    if isinstance(value, torch.memory_format):
        return Static(MEMORY_FORMATS[value])
    if value is torch.strided:
        return Static(0)
    if isinstance(value, type) and value in PYTHON_DTYPES:
        return Static(PYTHON_DTYPES[value])
    if isinstance(value, bool) or value is None:
        return v
    if type(value) is not int and isinstance(value, int):
        return Static(int(value))
    if type(value) is not float and isinstance(value, float) and not is_numpy(value, "generic"):
        return Static(float(value))
    if type(value) is not str and isinstance(value, str) and not isinstance(value, enum.Enum):
        return Static(str(value))
    return v


def given_type(interp: Interpreter, v: Abstract) -> ty.Type:
    """The type under which an argument is matched: containers whose elements are known are tuples of these."""
    if isinstance(v, (TupleValue, ListValue)) or (isinstance(v, Static) and isinstance(v.value, (tuple, list))):
        items = interp.items(v)
        if items is not None:
            return ty.tuple_of(*(given_type(interp, plain(i)) for i in items))
    return interp.type_of(v)


def emit(
    interp: Interpreter,
    name: str,
    args: list[Abstract],
    kwargs: dict[str, Abstract] | None = None,
    *,
    method: bool = False,
    result: ty.Type | None = None,
    narrowed: bool = False,
) -> Abstract:
    """The call ``torch.<name>(*args, **kwargs)``, or ``args[0].<name>(...)`` where ``method``."""
    if kwargs and "out" in kwargs:
        return _write_out(interp, name, args, dict(kwargs), method)
    unsure = (kwargs or {}).get("generator")
    if unsure is not None and isinstance(interp.type_of(unsure), ty.UnionType):
        others = dict(kwargs or {})
        return interp.split(
            unsure,
            lambda one: emit(
                interp, name, args, {**others, "generator": one}, method=method, result=result, narrowed=narrowed
            ),
        )
    qualified = name if "::" in name else f"aten::{name}"
    args = _gathered(interp, name, [_given(interp, a) for a in args], 1 if method else 0)
    kwargs = without_ignored(interp, name, {k: _given(interp, v) for k, v in (kwargs or {}).items()})
    args = complex_as_tensor(interp, name, args)
    types = [given_type(interp, a) for a in args]
    kwargs = with_default_dtype(name, kwargs, types)
    keyword_types = {k: given_type(interp, v) for k, v in kwargs.items()}
    try:
        found = ov.resolve(qualified, types, keyword_types, method)
    except ov.NoOverload as error:
        given: list[tuple[int | str, ty.Type]] = [*enumerate(types), *keyword_types.items()]
        union = next((key for key, t in given if isinstance(t, ty.UnionType)), None)
        if not error.declared:
            interp.refuse(*explain(qualified), operator=qualified)
        if union is None:
            listed = next((i for i, t in enumerate(types) if _union_within(t) is not None), None)
            if listed is None:
                _fail(interp, name, types, error, method, narrowed)

            def again(v: Abstract) -> Abstract:
                chosen = [*args[:listed], v, *args[listed + 1 :]]
                return emit(interp, name, chosen, kwargs, method=method, result=result, narrowed=True)

            return _split_element(interp, args[listed], listed - method, again)

        def use(v: Abstract) -> Abstract:
            positional = [v if i == union else a for i, a in enumerate(args)]
            keywords = {key: v if key == union else a for key, a in kwargs.items()}
            return emit(interp, name, positional, keywords, method=method, result=result, narrowed=True)

        return interp.split(args[union] if isinstance(union, int) else kwargs[str(union)], use)
    for operand in found.operands:
        if operand.conversion == ov.ITEM:
            _check_no_dims(interp, name, operand, args, kwargs, method)
    operands = [adapt(interp, operand, args, kwargs) for operand in found.operands]
    schema = found.operator.schema
    if schema.mutates:
        for operand, written in zip(found.operands, operands):
            if operand.argument.written:
                check_writable(interp, written, name)
    if result is None:
        result = result_type(name, found, operands, _lists_of_the_program(found, args, kwargs))
    value = interp.op(found.operator.name, *operands, result=result)
    if isinstance(value, TupleValue) and name in SEVERAL:
        _narrow_results(value, SEVERAL[name], operands[0].type)
    if schema.returns and schema.returns[0].type == ty.list_of(ty.TENSOR) and "::" not in name:
        # PyTorch's Python functions give a tuple where the operator gives a list; the type is the one for both.
        return interp.op("py::to_tuple", value, result=ty.any_tuple_of(ty.TENSOR))
    if isinstance(value, TupleValue) and value.cls is tuple:
        return TupleValue(value.items, return_class(name) or tuple)
    return value


def _write_out(
    interp: Interpreter, name: str, args: list[Abstract], kwargs: dict[str, Abstract], method: bool
) -> Abstract:
    """The call with ``out=``: what it gives is written there, and is the value."""
    out = kwargs.pop("out")
    if name in OUT_DECIDES and "dtype" not in kwargs and isinstance(interp.type_of(out), ty.TensorType):
        kwargs["dtype"] = interp.getattr(out, "dtype")
    return written_to(interp, name, out, emit(interp, name, args, kwargs, method=method))


def written_to(interp: Interpreter, name: str, out: Abstract, result: Abstract) -> Abstract:
    """What a function gives, once it is written to what its caller gave as ``out=``."""
    if isinstance(out, Static) and out.value is None:
        return result
    targets, values = interp.items(out), interp.items(result)
    if targets is not None and values is None and getattr(interp.type_of(result), "name", "") in ("List", "TupleOf"):
        return _written_to_each(interp, name, targets, result)
    if isinstance(interp.type_of(out), ty.TensorType) or targets is None or values is None:
        targets, values = [out], [result]
    for target, value in zip(targets, values, strict=True):
        check_writable(interp, interp.lift(target), name)
        if name in STRICT_OUT:
            interp.op("tensor::check_out", target, value)
        interp.op("tensor::write_out", target, value, name in ("complex", "polar"))
    if isinstance(interp.type_of(out), ty.TensorType):
        return out
    cls = result.cls if isinstance(result, TupleValue) else tuple
    return TupleValue(tuple(targets), return_class(f"{cls.__name__}_out") or cls)


def _written_to_each(interp: Interpreter, name: str, targets: list[Abstract], result: Abstract) -> Abstract:
    """What a function gives as a list, once each part is written; torch's functions that do so give None."""
    count = interp.call(Static(len), [result])
    text = f"{name}_out expected an out= argument of size {{}}, got size {len(targets)}"
    message = interp.call(interp.getattr(Static(text), "format"), [count])
    wrong = interp.lift(interp.compare("noteq", count, Static(len(targets))))
    interp.branch(wrong, lambda: interp.raise_(RuntimeError, message), lambda: NONE)
    for place, target in enumerate(targets):
        written_to(interp, name, target, interp.getitem(result, Static(place)))
    return NONE


def _union_within(type: ty.Type) -> int | None:
    """The number of the first element of a tuple that is one of several types; 0 for a list of such elements."""
    if not isinstance(type, ty.Generic) or type.name not in ("Tuple", "List", "TupleOf"):
        return None
    return next((i for i, t in enumerate(type.args) if isinstance(t, ty.UnionType)), None)


def _split_element(
    interp: Interpreter, listed: Abstract, argument: int, use: Callable[[Abstract], Abstract]
) -> Abstract:
    """``use`` of a list whose elements are narrowed to Tensors one by one; PyTorch's TypeError for one that is None."""
    items = interp.items(listed) if not isinstance(listed, Dynamic) else None
    if items is None:
        is_tuple = isinstance(listed, Dynamic) and getattr(listed.type, "name", "") == "TupleOf"
        narrowed = ty.any_tuple_of(ty.TENSOR) if is_tuple else ty.list_of(ty.TENSOR)
        if not isinstance(listed, Dynamic) or not ty.is_subtype(narrowed, listed.type):
            interp.refuse(
                f"a list of {interp.element_type(interp.type_of(listed))} is given where one of Tensors is wanted"
            )
        return use(interp.narrow(listed, narrowed))
    position = next(i for i, item in enumerate(items) if isinstance(interp.type_of(item), ty.UnionType))

    def one(v: Abstract) -> Abstract:
        if interp.type_of(v) == ty.NONE:
            message = f"expected Tensor as element {position} in argument {argument}, but got NoneType"
            interp.raise_(TypeError, message)
        return use(TupleValue((*items[:position], v, *items[position + 1 :])))

    return interp.split(items[position], one)


def _gathered(interp: Interpreter, name: str, args: list[Abstract], first: int) -> list[Abstract]:
    """Ints or Tensors given one by one of which some are a Spread, as one list."""
    if not any(isinstance(a, Spread) for a in args):
        return args
    listed: Abstract | None = None
    held: ty.Type = ty.INT
    for one in args[first:]:
        part = one.value if isinstance(one, Spread) else TupleValue((one,))
        if isinstance(part, Sequence):
            part = interp.call(Static(list), [part])
        element = interp.element_type(interp.type_of(part))
        if isinstance(element, ty.TensorType):
            element = ty.TENSOR
        if isinstance(element, ty.UnionType) and ty.INT in ty.members(element):
            before = Static(0) if listed is None else interp.call(Static(len), [listed])
            part = interp.call(Static(tensors.sizes), [part, Static(_size_argument(name)), before])
            element = ty.INT
        if element not in (ty.INT, ty.TENSOR):
            interp.refuse(
                "how many arguments this spreads out into is only known when the program runs",
                "pass the elements one by one: x[0], x[1]",
            )
        part = interp.op("py::to_list", part, result=ty.list_of(element))
        held = element if listed is None else ty.union(held, element)
        listed = part if listed is None else interp.op("py::add", listed, part, result=ty.list_of(held))
    assert listed is not None
    return [*args[:first], listed]


def _size_argument(name: str) -> str:
    """What PyTorch calls the argument of ints that may be given one by one."""
    overloads = ov.find_overloads(name if "::" in name else f"aten::{name}")
    arguments = [a for found in overloads for a in found.schema.arguments if a.type == ty.list_of(ty.INT)]
    return f"{name}(): argument '{arguments[0].name if arguments else 'size'}'"


def _fail(
    interp: Interpreter, name: str, types: list[ty.Type], error: ov.NoOverload, method: bool, narrowed: bool
) -> NoReturn:
    """No overload: PyTorch's TypeError where only one alternative of a Union is wrong, a compile error elsewhere."""
    if narrowed:
        interp.raise_(TypeError, _wrong_argument(name, types, method))
    interp.refuse(error.reason, error.fix)


def _wrong_argument(name: str, types: list[ty.Type], method: bool) -> str:
    """PyTorch's words for the first None among the arguments, which no overload takes."""
    arguments = ov.find_overloads(name if "::" in name else f"aten::{name}")[0].schema.arguments
    position = next((i for i, t in enumerate(types) if t == ty.NONE), None)
    parameter = arguments[min(position or 0, len(arguments) - 1)]
    expected = ty.without(parameter.type, ty.NONE)
    given = "an argument of another type" if position is None else "NoneType"
    if position is not None and expected == ty.list_of(ty.INT):
        at = position + (not method)
        return (
            f"{name}(): argument '{parameter.name}' failed to unpack the object at pos {at} with error "
            f'"type must be tuple of ints,but got {given}"'
        )
    place = f" (position {position + (not method)})" if position is not None else ""
    wanted = {ty.NUMBER: "Number", ty.INT: "int", ty.FLOAT: "float"}.get(expected, "Tensor")
    label = "input" if parameter.name == "self" else parameter.name
    return f"{name}(): argument '{label}'{place} must be {wanted}, not {given}"


def _check_no_dims(
    interp: Interpreter, name: str, operand: ov.Operand, args: list[Abstract], kwargs: dict[str, Abstract], method: bool
) -> None:
    """PyTorch's TypeError for a tensor with dims where a number is wanted."""
    source = operand.source
    v = args[source] if isinstance(source, int) else kwargs[str(source)]
    t = interp.type_of(v)
    if not isinstance(t, ty.TensorType) or t.rank == 0:
        return
    place = f" (position {source + (not method)})" if isinstance(source, int) else ""
    kind = ty.without(operand.argument.type, ty.NONE)
    wanted = str(kind) if kind in (ty.INT, ty.FLOAT) else "Number"

    def fail() -> Abstract:
        if name in ("linspace", "logspace"):
            interp.raise_(RuntimeError, f"{name} only supports 0-dimensional start and end tensors")
        interp.raise_(TypeError, f"{name}(): argument '{operand.argument.name}'{place} must be {wanted}, not Tensor")

    dims = interp.op("aten::dim", v, result=ty.INT)
    interp.branch(interp.lift(interp.op("py::eq", dims, 0, result=ty.BOOL)), lambda: NONE, fail)


def without_ignored(interp: Interpreter, name: str, kwargs: dict[str, Abstract]) -> dict[str, Abstract]:
    """Keyword arguments less those that mean nothing in a compiled program; refused where they would."""
    kept = dict(kwargs)
    if "generator" in kept:
        drawn_from = _generator(interp, kept.pop("generator"))
        kept |= {"generator": drawn_from} if drawn_from is not None else {}
    for key, why in IGNORED.items():
        value = kept.get(key)
        if value is None:
            continue
        empty = isinstance(value, Static) and not isinstance(value.value, torch.Tensor) and not value.value
        if not empty:
            if key == "requires_grad":
                kept.pop(key)
                continue
            interp.refuse(f"{name}(..., {key}=...) isn't supported: {why}", f"leave {key} out")
        del kept[key]
    return kept


def _generator(interp: Interpreter, value: Abstract) -> Abstract | None:
    """The state of a ``torch.Generator`` that an operator draws from; None for the program-wide one."""
    if isinstance(value, Static) and (value.value is None or value.value is torch.default_generator):
        return None
    if objects.class_of(value) is draws.Generator:
        from .. import attributes

        state = interp.getattr(value, "state")
        attributes.put(interp, value, "state", state)  # which the operator changes, so that a caller's generator is too
        return state
    interp.refuse("this isn't a torch.Generator that the program knows", "make it in the program: torch.Generator()")


def adapt(interp: Interpreter, operand: ov.Operand, args: list[Abstract], kwargs: dict[str, Abstract]) -> Value:
    """The IR value of one operand, converted to its parameter's type."""
    source, argument = operand.source, operand.argument
    if source is None:
        return constant(interp, argument.default, argument.type)
    if isinstance(source, tuple):
        v: Abstract = TupleValue(tuple(args[i] for i in source))
    else:
        v = args[source] if isinstance(source, int) else kwargs[source]
    return convert(interp, v, argument)


def convert(interp: Interpreter, v: Abstract, argument: Argument) -> Value:
    """``v`` as an IR value of the type of ``argument``, which it fits."""
    return _convert(interp, v, argument.type, argument.list_size)


def _convert(interp: Interpreter, v: Abstract, wanted: ty.Type, list_size: int | None = None) -> Value:
    v = plain(v)
    given = given_type(interp, v)
    if given == ty.NONE:
        return interp.lift(v)
    if isinstance(given, ty.UnionType) and ty.is_subtype(given, wanted):
        return interp.lift(v)
    target = ty.without(wanted, ty.NONE)
    if isinstance(target, ty.Generic) and target.name == "List":
        return _convert_list(interp, v, given, target, list_size)
    if isinstance(v, Static) and not isinstance(v.value, torch.Tensor):
        value: Any = v.value
        if target == ty.FLOAT:
            value = float(value)
        elif target == ty.DEVICE:
            value = torch.device(value)
        return constant(interp, value, target)
    found = ov.fit(given, wanted)
    how = found[0] if found else ov.AS_IS
    if how == ov.FLOAT:
        return interp.lift(interp.op("py::float", v, result=ty.FLOAT))
    if how == ov.ITEM:
        return interp.lift(number_of(interp, v, target))
    if how == ov.DEVICE:
        interp.refuse(
            "a device whose name is only known at run time isn't supported",
            "pass the device as an input of the type torch.device, or use that of a tensor: x.device",
        )
    if how == ov.CAST and isinstance(v, Dynamic):
        return interp.lift(interp.narrow(v, wanted))
    return interp.lift(v)


def _convert_list(interp: Interpreter, v: Abstract, given: ty.Type, target: ty.Generic, list_size: int | None) -> Value:
    element = target.args[0]
    if isinstance(v, Dynamic) and isinstance(given, ty.Generic) and given.name in ("List", "TupleOf"):
        if element == ty.INT and any(isinstance(t, ty.TensorType) for t in ty.members(given.args[0])):
            return interp.lift(interp.call(Static(tensors.whole_numbers), [v]))  # as for numbers given one by one
    if isinstance(v, Dynamic) and isinstance(given, ty.Generic) and given.name == "TupleOf":
        if ty.is_subtype(given.args[0], element) or element == ty.FLOAT:
            return v.value  # kernels read any sequence where a list is wanted
        v = interp.op("py::to_list", v, result=ty.list_of(given.args[0]))
        return interp.lift(interp.narrow(v, target)) if isinstance(v, Dynamic) else interp.lift(v)
    if isinstance(v, Dynamic) and isinstance(given, ty.Generic) and given.name == "List":
        if ty.is_subtype(given, target) or element == ty.FLOAT:
            return v.value
        return interp.lift(interp.narrow(v, target))
    if given == ty.SIZE and not isinstance(v, TupleValue):
        return interp.lift(v)  # kernels read any sequence where a list is wanted
    if isinstance(given, ty.Generic) and given.name == "Tuple":
        items = interp.items(v)
        if items is None:
            interp.refuse(f"the elements of a {given} can't be read here", "pass a list")
        return list_value(interp, items, element)
    return list_value(interp, [v] * (list_size or 1), element)


def list_value(interp: Interpreter, items: list[Abstract], element: ty.Type) -> Value:
    """A list for an operator to read: a constant where all of it is known."""
    items = [plain(i) for i in items]
    target = ty.list_of(element)
    if all(isinstance(i, Static) and not isinstance(i.value, torch.Tensor) for i in items):
        values = [i.value for i in items if isinstance(i, Static)]
        return constant(interp, [float(x) for x in values] if element == ty.FLOAT else values, target)
    operands = [_convert(interp, i, element) for i in items]
    return interp.build("list", operands, [target]).result


def constant(interp: Interpreter, value: Any, type: ty.Type) -> Value:
    """A constant operand. ``type`` is its parameter's; the constant's own type is as narrow as the value."""
    if isinstance(value, list):
        inner = ty.without(type, ty.NONE)
        assert isinstance(inner, ty.Generic)
        return interp.constant(tuple(value), inner)
    return interp.lift(Static(value))


def number_of(interp: Interpreter, v: Abstract, wanted: ty.Type) -> Abstract:
    """The number in a tensor, as PyTorch's argument parser takes it out where a number is wanted."""
    t = interp.type_of(v)
    dtype = t.dtype if isinstance(t, ty.TensorType) else None
    if wanted == ty.FLOAT:
        return interp.op("tensor::float", v)
    if wanted == ty.INT:
        return interp.op("tensor::index", v)
    return interp.op("tensor::item", v, result=item_type(dtype))


def item_type(dtype: str | None) -> ty.Type:
    """The type of ``tensor.item()``."""
    if dtype is None:
        return ty.NUMBER
    if dtype == "bool":
        return ty.BOOL
    return ty.INT if "int" in dtype else ty.COMPLEX if "complex" in dtype else ty.FLOAT


def check_writable(interp: Interpreter, value: Value, name: str) -> None:
    """Refuses to write to a tensor of the model itself, through views of it too: constants are shared and read-only."""
    from ....ops.registry import operators

    source: Value | None = value
    while source is not None and source.op is not None:
        op = source.op
        if op.name == "constant":
            held = op.attrs.get("value")
            if isinstance(held, torch.Tensor):
                if interp.states.allowed:
                    if id(held) not in interp.states.objects:
                        states.own(interp, held)  # part of the program's state from the next start on
                    return
                interp.refuse(
                    f"{name}() writes to a tensor that is a constant of the program",
                    "write to a copy: tensor.clone(), or assign the new value to the module's attribute",
                )
            return
        declared = operators().get(op.name)
        source = op.operands[0] if declared is not None and declared.schema.is_view and op.operands else None


def _lists_of_the_program(found: ov.Resolution, args: list[Abstract], kwargs: dict[str, Abstract]) -> set[str]:
    """The parameters whose lists weren't made for this call: they may have grown since they were made."""
    sources = {operand.argument.name: operand.source for operand in found.operands}
    given = {name: args[s] if isinstance(s, int) else kwargs.get(str(s)) for name, s in sources.items()
             if not isinstance(s, tuple)}  # fmt: skip
    return {name for name, v in given.items() if isinstance(v, Dynamic)}


def result_type(name: str, found: ov.Resolution, operands: list[Value], grown: set[str]) -> ty.Type | None:
    """A narrower type for the only result, where no input could make it wrong."""
    returns = found.operator.schema.returns
    if len(returns) != 1 or returns[0].type != ty.TENSOR:
        return None
    tensors = [o.type for o in operands if isinstance(o.type, ty.TensorType)]
    rank = _result_rank(name, found, operands, tensors, grown)
    if name in BOOL_RESULTS:
        return ty.TensorType("bool", rank if name not in ("isin",) else None)
    if name in INT64_RESULTS:
        return ty.TensorType("int64", rank)
    if name in LIKE_FIRST and tensors:
        return tensors[0]
    for operand, value in zip(found.operands, operands):
        if operand.argument.name == "dtype" and value.op is not None and value.op.name == "constant":
            dtype = value.op.attrs["value"]
            if dtype is None and name in FLOAT_FACTORIES:
                dtype = torch.get_default_dtype()
            if isinstance(dtype, torch.dtype):
                return ty.TensorType(str(dtype).removeprefix("torch."), rank)
    return ty.TensorType(None, rank) if rank is not None else None


def _narrow_results(value: TupleValue, known: tuple[tuple[str | None, int | None], ...], first: ty.Type) -> None:
    """Notes what is sure about the results that an operator has just given."""
    for index, (made, (dtype, rank)) in enumerate(zip(value.items, known)):
        if isinstance(made, Dynamic):
            same = first.dtype if index == 0 and isinstance(first, ty.TensorType) else dtype
            made.value.type = ty.TensorType(same, rank)


def _result_rank(
    name: str, found: ov.Resolution, operands: list[Value], tensors: list[ty.TensorType], grown: set[str]
) -> int | None:
    """The rank of the result, where the operator's arguments say it whatever the tensors are."""
    given = {operand.argument.name: value for operand, value in zip(found.operands, operands)}
    if name in RANKS:
        return RANKS[name]
    if name in WHOLE and all(_is_constant(given[k], v) for k, v in (("dim", None), ("keepdim", False)) if k in given):
        return 0
    if name in SHAPED:
        return _length(given[SHAPED[name]]) if SHAPED[name] in given.keys() - grown else None
    if found.operator.trait == "Pointwise" and len(tensors) == 1:
        return tensors[0].rank
    return None


def _is_constant(value: Value, known: object) -> bool:
    return value.op is not None and value.op.name == "constant" and value.op.attrs["value"] is known


def _length(value: Value) -> int | None:
    """The length of a list operand that is made of known elements."""
    if value.op is None:
        return None
    if value.op.name == "constant" and isinstance(value.op.attrs["value"], tuple):
        return len(value.op.attrs["value"])
    return len(value.op.operands) if value.op.name == "list" else None


@cache
def return_class(name: str) -> type | None:
    """torch.return_types' class of an operator with several results."""
    found = getattr(torch.return_types, name.replace("::", "."), None)
    return found if isinstance(found, type) else None
