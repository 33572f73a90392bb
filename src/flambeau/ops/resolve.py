"""Overload resolution: which declared operator a call in PyTorch's Python API means, and where its operands come from.

Works on types alone, as PyTorch's argument parser works on objects: positional and keyword arguments, NumPy's names
(``axis``, ``keepdims``, ``x``), ints given one by one for the only list, one int for ``int[2]``, an int for a float, a
tensor without dimensions for a number. The overload that needs the fewest conversions wins, the first among equals::

    >>> found = resolve("aten::add", [TENSOR, INT], {})
    >>> found.operator.name, [o.source for o in found.operands]
    ('aten::add.Scalar', [0, 1, None])

A source is a positional index, a keyword's name, several indices (ints given one by one), or None: the default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import types as ty
from .registry import Operator, overloads
from .schema import Argument

Source = int | str | tuple[int, ...] | None

# What the caller has to do to an argument so that it fits its parameter; the costs order the overloads.
AS_IS = "as it is"
REPEAT = "an int for a list of N equal ones"
FLOAT = "an int for a float"
ITEM = "a tensor without dimensions for a number"
LIST = "a tuple, or other known elements, for a list"
DEVICE = "a str for a device"
CAST = "anything, checked at run time"
COSTS = {AS_IS: 0, LIST: 0, FLOAT: 1, REPEAT: 1, DEVICE: 1, ITEM: 10, CAST: 20}

# Other names of parameters that PyTorch's argument parser takes too, and those of functions that have none for `self`.
PARAMETER_NAMES = {
    "dim": ("axis",), "dims": ("axes",), "keepdim": ("keepdims",), "self": ("input", "x", "a", "x1"),
    "input": ("x", "a", "x1"), "other": ("x2",), "size": ("shape",),
}  # fmt: skip

# Other names of operators: PyTorch offers them as functions or methods of their own with the same parameters.
OPERATOR_NAMES = {
    "absolute": "abs", "arccos": "acos", "arcsin": "asin", "arctan": "atan", "arctan2": "atan2", "arccosh": "acosh",
    "arcsinh": "asinh", "arctanh": "atanh", "clip": "clamp", "clip_": "clamp_", "concat": "cat", "concatenate": "cat",
    "divide": "div", "divide_": "div_", "true_divide": "div", "true_divide_": "div_", "multiply": "mul",
    "multiply_": "mul_", "subtract": "sub", "subtract_": "sub_", "negative": "neg", "negative_": "neg_",
    "greater": "gt", "greater_equal": "ge", "less": "lt", "less_equal": "le", "not_equal": "ne", "fix": "trunc",
    "swapaxes": "transpose", "swapdims": "transpose", "moveaxis": "movedim", "row_stack": "vstack",
    "special_expit": "sigmoid", "special_exp2": "exp2", "special_expm1": "expm1", "special_erf": "erf",
    "special_erfc": "erfc", "special_log1p": "log1p", "special_softmax": "softmax", "special_round": "round",
    "special_log_softmax": "log_softmax", "special_logsumexp": "logsumexp", "special_sinc": "sinc",
    "linalg_matmul": "matmul", "spmm": "mm", "__iand__": "bitwise_and_", "__ior__": "bitwise_or_",
    "__ixor__": "bitwise_xor_", "__ilshift__": "bitwise_left_shift_", "__irshift__": "bitwise_right_shift_",
    "ger": "outer", "absolute_": "abs_", "greater_": "gt_", "less_": "lt_",
}  # fmt: skip


class NoOverload(Exception):
    """No overload takes these arguments: ``reason`` says what was given, ``fix`` what could be."""

    def __init__(self, reason: str, fix: str, declared: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix
        self.declared = declared  # False: there is no such operator at all


@dataclass(frozen=True, slots=True)
class Operand:
    """Where one operand comes from, and how its type has to be converted (one of the names above)."""

    argument: Argument
    source: Source
    conversion: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """An operator with one Operand for each argument of its schema."""

    operator: Operator
    operands: tuple[Operand, ...]
    cost: int


def find_overloads(name: str) -> tuple[Operator, ...]:
    """The declared overloads of ``aten::foo``; first those of the operator that ``foo`` is another name of."""
    space, _, base = name.partition("::")
    other = OPERATOR_NAMES.get(base)
    return (overloads(f"{space}::{other}") if other is not None else ()) + overloads(name)


def resolve(
    name: str, positional: Sequence[ty.Type], keywords: Mapping[str, ty.Type], method: bool = False
) -> Resolution:
    """The cheapest overload of ``name`` for these types. ``method``: the first positional argument is the receiver.

    Raises NoOverload.
    """
    candidates = find_overloads(name)
    if not candidates:
        fix = "report it, or write it with other operators"
        raise NoOverload(f"the operator {name} isn't supported yet", fix, declared=False)
    best: Resolution | None = None
    for candidate in candidates:
        found = _bind(candidate, positional, keywords, method)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
    if best is None:
        given = ", ".join([*map(str, positional), *(f"{k}={t}" for k, t in keywords.items())])
        forms = [c.schema.text.partition("::")[2].replace(f".{c.schema.overload}(", "(", 1) for c in candidates]
        shown = name.partition("::")[2]
        raise NoOverload(
            f"{shown}() takes no arguments of the types ({given})",
            "call it in one of these forms:" + "".join(f"\n    {form}" for form in forms),
            declared=True,
        )
    return best


def _bind(
    operator: Operator, positional: Sequence[ty.Type], keywords: Mapping[str, ty.Type], method: bool
) -> Resolution | None:
    arguments = operator.schema.arguments
    sources = _sources(arguments, positional, keywords, method)
    if sources is None:
        return None
    operands: list[Operand] = []
    cost = int(any(isinstance(s, tuple) for s in sources))  # `squeeze(0)` rather means the overload with one `dim`
    for argument, source in zip(arguments, sources, strict=True):
        if source is None:
            if not argument.has_default:
                return None
            operands.append(Operand(argument, None, AS_IS))
            continue
        if isinstance(source, tuple):
            given: ty.Type = ty.tuple_of(*(positional[i] for i in source))
        else:
            given = positional[source] if isinstance(source, int) else keywords[source]
        if given == ty.NONE and argument.has_default and argument.default in ([], ()):
            operands.append(Operand(argument, None, AS_IS))  # `stride=None`: torch writes an empty list so
            continue
        fit = conversion(given, argument)
        if fit is None:
            return None
        cost += fit[1]
        operands.append(Operand(argument, source, fit[0]))
    return Resolution(operator, tuple(operands), cost)


def _sources(
    arguments: Sequence[Argument], positional: Sequence[ty.Type], keywords: Mapping[str, ty.Type], method: bool
) -> list[Source] | None:
    """Where each argument comes from, None where the call's shape doesn't fit."""
    order = [i for i, a in enumerate(arguments) if not a.keyword_only]
    sources: list[Source] = [None] * len(arguments)
    first = 1 if method else 0
    rest = positional[first:]
    one_by_one = (
        len(order) == first + 1
        and _is_int_list(arguments[order[first]])
        and all(t == ty.INT or isinstance(t, ty.TensorType) for t in rest)
        and len(rest) > 0
        and (len(rest) > 1 or arguments[order[first]].list_size is None)
    )
    if one_by_one:
        if method:
            sources[order[0]] = 0
        sources[order[first]] = tuple(range(first, len(positional)))
    elif len(positional) > len(order):
        return None
    else:
        for index in range(len(positional)):
            sources[order[index]] = index
    for keyword in keywords:
        target = _parameter(arguments, keyword)
        if target is None or sources[target] is not None:
            return None
        sources[target] = keyword
    return sources


def _is_int_list(argument: Argument) -> bool:
    return argument.type == ty.list_of(ty.INT)


def _parameter(arguments: Sequence[Argument], keyword: str) -> int | None:
    for index, argument in enumerate(arguments):
        if argument.name == keyword:
            return index
    for index, argument in enumerate(arguments):
        if keyword in PARAMETER_NAMES.get(argument.name, ()):
            return index
    return None


def conversion(given: ty.Type, argument: Argument) -> tuple[str, int] | None:
    """How a value of type ``given`` becomes one for ``argument``, with its cost; None where it can't."""
    return fit(given, argument.type, argument.list_size)


def fit(given: ty.Type, wanted: ty.Type, list_size: int | None = None) -> tuple[str, int] | None:
    """As ``conversion``, for a bare type. ``list_size`` is N of ``int[N]``."""
    if ty.is_subtype(given, wanted):
        return AS_IS, 0
    if given == ty.ANY:
        return CAST, COSTS[CAST]
    if ty.NONE in ty.members(wanted):
        if ty.NONE in ty.members(given):
            return None  # one member needs a conversion, the other none: the caller tells them apart
        return fit(given, ty.without(wanted, ty.NONE), list_size)
    if wanted == ty.FLOAT and ty.is_subtype(given, ty.NUMBER):
        return FLOAT, COSTS[FLOAT]
    if wanted in (ty.INT, ty.FLOAT, ty.NUMBER) and isinstance(given, ty.TensorType):
        return _from_tensor(given, wanted)
    if wanted == ty.DEVICE and given == ty.STR:
        return DEVICE, COSTS[DEVICE]
    if isinstance(wanted, ty.Generic) and wanted.name == "List":
        return _to_list(given, wanted.args[0], list_size)
    return None


def _from_tensor(given: ty.TensorType, wanted: ty.Type) -> tuple[str, int] | None:
    if given.rank not in (None, 0):
        return None
    whole = given.dtype is None or given.dtype in ("uint8", "int8", "int16", "int32", "int64")
    if wanted == ty.INT and not whole:
        return None
    return ITEM, COSTS[ITEM] + (given.rank is None)


def _to_list(given: ty.Type, element: ty.Type, list_size: int | None) -> tuple[str, int] | None:
    if list_size is not None and (found := fit(given, element)) is not None:
        return REPEAT, COSTS[REPEAT] + found[1]
    if given == ty.SIZE:
        return (LIST, COSTS[LIST]) if element == ty.INT else None
    if isinstance(given, ty.Generic) and given.name == "Tuple":
        fits = [fit(t, element) for t in given.args]
        if any(f is None for f in fits):
            return None
        return LIST, COSTS[LIST] + max((f[1] for f in fits if f is not None), default=0)
    if isinstance(given, ty.Generic) and given.name == "TupleOf" and ty.is_subtype(given.args[0], element):
        return LIST, COSTS[LIST]
    if isinstance(given, ty.Generic) and given.name in ("List", "TupleOf"):
        # The elements of a run-time list can't be converted one by one; kernels take ints where floats are wanted.
        if element == ty.FLOAT and ty.is_subtype(given.args[0], ty.NUMBER):
            return FLOAT, COSTS[FLOAT]
        if ty.is_subtype(element, given.args[0]):
            return CAST, COSTS[CAST]
        if element == ty.INT and isinstance(given.args[0], ty.TensorType):
            return fit(given.args[0], element)
    return None
