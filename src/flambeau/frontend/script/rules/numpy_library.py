"""NumPy's functions that are written in the language itself (``flambeau.stdlib.numpy_*``), and the limits of dtypes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from .... import types as ty
from ....stdlib import (
    iterating,
    numpy_drawing,
    numpy_eigen,
    numpy_fft,
    numpy_generator,
    numpy_linalg,
    numpy_masked,
    numpy_math,
    numpy_sets,
    numpy_shapes,
    numpy_statistics,
)  # fmt: skip
from ..values import NONE, Abstract, Static, TupleValue
from . import FUNCTIONS, calls, function, method
from .numpy_core import argument, check_writable, dtype_argument, emit, index, is_array, ufunc
from .numpy_functions import UFUNCS, rule_of
from .numpy_indexing import slice_bounds
from .output import set_printoptions

if TYPE_CHECKING:
    from ..interpreter import Interpreter

METHODS = ("trace", "choose", "ptp")


def in_language(fn: Any, written: Any) -> None:
    """A function that is called as ``written`` is; arguments that NumPy leaves unset take its defaults."""

    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        given = {k: v for k, v in kwargs.items() if not (isinstance(v, Static) and v.value is np._NoValue)}
        return interp.call(Static(written), [argument(interp, a) for a in args], given)

    rule.written = written  # type: ignore[attr-defined]
    rule_of(fn)(rule)
    if fn.__name__ in METHODS:
        method("Array", fn.__name__)(rule)


for _module in (numpy_shapes, numpy_statistics, numpy_sets):
    for _name in vars(_module):
        if hasattr(np, _name) and _name not in ("pad", "np") and callable(getattr(np, _name)):
            in_language(getattr(np, _name), getattr(_module, _name))
for _name in (
    "correlate vdot inner tensordot cross diff ediff1d nan_to_num angle cov corrcoef unwrap sinc "
    "float_power ldexp bitwise_count vecdot"
).split():
    if hasattr(np, _name):
        in_language(getattr(np, _name), getattr(numpy_math, _name))
in_language(np.linalg.norm, numpy_math.norm)
for _home, _written in ((np.linalg, numpy_linalg), (np.linalg, numpy_eigen), (np.fft, numpy_fft)):
    for _name in dir(_home):
        if _name.islower() and callable(vars(_written).get(_name)):
            in_language(getattr(_home, _name), getattr(_written, _name))
for _name in (
    "masked_where masked_invalid masked_equal masked_less masked_less_equal masked_greater masked_array compress_rows "
    "compress_cols"
).split():
    FUNCTIONS[getattr(np.ma, _name)] = calls(getattr(numpy_masked, _name))
FUNCTIONS[np.ma.array] = FUNCTIONS[np.ma.masked_array]
in_language(np.roots, numpy_eigen.roots)
in_language(np.lib.stride_tricks.sliding_window_view, numpy_shapes.sliding_window_view)
in_language(np.lib.array_utils.normalize_axis_index, numpy_shapes.normalize_axis_index)


@method("Array", "compress")
def compress(interp: Interpreter, self: Abstract, condition: Abstract, axis: Abstract = NONE) -> Abstract:
    return interp.call(Static(numpy_shapes.compress_along), [self, condition, axis])


@rule_of(np.interp)
def interpolate(
    interp: Interpreter, x: Abstract, xp: Abstract, fp: Abstract, left: Abstract = NONE, right: Abstract = NONE,
    period: Abstract = NONE,
) -> Abstract:  # fmt: skip
    if isinstance(period, Static) and period.value is None:
        return emit(interp, "interp", {"x": x, "xp": xp, "fp": fp, "left": left, "right": right})
    return interp.call(Static(numpy_math.interpolate_periodically), [argument(interp, a) for a in (x, xp, fp, period)])


@rule_of(np.vectorize)
def vectorize(interp: Interpreter, pyfunc: Abstract, otypes: Abstract = NONE, doc: Abstract = NONE) -> Abstract:
    return interp.call(Static(numpy_math.vectorize), [pyfunc, otypes])


@function(np.vectorize.__call__)
def call_vectorized(interp: Interpreter, self: Abstract, *args: Abstract) -> Abstract:
    """Of one that was made before the program starts, by a decorator for instance."""
    made = interp.python(self)
    return interp.call(
        Static(numpy_math.elementwise), [Static(made.pyfunc), Static(made.otypes), TupleValue(tuple(args))]
    )


@rule_of(np.isscalar)
def isscalar(interp: Interpreter, element: Abstract) -> Abstract:
    t = interp.type_of(element)
    if isinstance(t, ty.ArrayType) and not t.kind:
        return interp.call(Static(isinstance), [element, Static(np.generic)])
    numbers = (ty.INT, ty.FLOAT, ty.BOOL, ty.STR, ty.COMPLEX, ty.BYTES)
    return Static(t in numbers or (isinstance(t, ty.ArrayType) and t.kind == "scalar"))


@rule_of(np.can_cast)
def can_cast(interp: Interpreter, from_: Abstract, to: Abstract, casting: Abstract = Static("safe")) -> Abstract:
    given = from_ if is_array(interp.type_of(from_)) else dtype_argument(interp, from_)
    return interp.op("np::can_cast", given, dtype_argument(interp, to), casting)


@rule_of(np.asfortranarray)
def asfortranarray(interp: Interpreter, a: Abstract, dtype: Abstract = NONE) -> Abstract:
    return interp.call(Static(np.asarray), [a, dtype, Static("F")])


@rule_of(np.pad)
def pad(
    interp: Interpreter, array: Abstract, pad_width: Abstract, mode: Abstract = Static("constant"), *,
    constant_values: Abstract = Static(0), end_values: Abstract = Static(0), stat_length: Abstract = NONE,
    reflect_type: Abstract = Static("even"),
) -> Abstract:  # fmt: skip
    if isinstance(reflect_type, Static) and reflect_type.value != "even":
        interp.refuse("numpy.pad with reflect_type isn't supported", 'use reflect_type="even"')
    given = [argument(interp, array), pad_width, mode, constant_values, end_values, stat_length, reflect_type]
    return interp.call(Static(numpy_shapes.pad), [*given, Static(_pad_places)])


def _pad_places(size: int, before: int, after: int, mode: str) -> Any:
    raise NotImplementedError("a rule stands for this")


@rule_of(_pad_places)
def _places(interp: Interpreter, *args: Abstract) -> Abstract:
    return interp.op("np::pad_places", *args, result=ty.ArrayType("int64", 1, "array"))


@rule_of(numpy_linalg.symmetric_eigenvalues)
def _symmetric_eigenvalues(interp: Interpreter, A: Abstract, UPLO: Abstract) -> Abstract:
    return interp.op("np::eigh", A, UPLO)


@rule_of(np.lib.stride_tricks.as_strided)
def as_strided(
    interp: Interpreter, x: Abstract, shape: Abstract = NONE, strides: Abstract = NONE, subok: Abstract = NONE,
    writeable: Abstract = NONE, **kwargs: Abstract,
) -> Abstract:  # fmt: skip
    return interp.op("np::as_strided", argument(interp, x), shape, strides, result=ty.ArrayType(kind="array"))


def _grid(interp: Interpreter, self: Abstract, key: Abstract) -> Abstract:
    """``numpy.mgrid[0:2, 0:n]`` and ``numpy.ogrid``."""
    parts = [slice_bounds(p) for p in (interp.items(key) or [] if isinstance(key, TupleValue) else [key])]
    if not parts or None in parts:
        interp.refuse("numpy.mgrid takes slices only", "write numpy.mgrid[0:height, 0:width]")
    slices = [p for p in parts if p is not None]
    starts, stops = [_or(p.start, 0) for p in slices], [p.stop for p in slices]
    steps = [_or(p.step, 1) for p in slices]
    if not isinstance(key, TupleValue):
        step = steps[0]
        if isinstance(step, Static) and isinstance(step.value, complex):
            return interp.call(Static(np.linspace), [starts[0], stops[0], Static(int(abs(step.value)))])
        return interp.call(Static(np.arange), [starts[0], stops[0], step])
    sparse = isinstance(self, Static) and self.value.sparse
    given = [TupleValue(tuple(v)) for v in (starts, stops, steps)]
    return interp.call(Static(numpy_shapes.grid), [*given, Static(sparse)])


def _or(v: Abstract, default: int) -> Abstract:
    return Static(default) if isinstance(v, Static) and v.value is None else v


FUNCTIONS[type(np.mgrid).__getitem__] = _grid


def _concatenated(interp: Interpreter, self: Abstract, key: Abstract) -> Abstract:
    """``numpy.r_[a, 0, 1:5]`` and ``numpy.c_``: slices stand for ranges, a text at the start for where to join."""
    made = interp.python(self)
    axis, ndmin, place = made.axis, made.ndmin, made.trans1d
    parts: list[Abstract] = []
    items = interp.items(key) if isinstance(key, TupleValue) or _is_tuple(interp, key) else [key]
    if items is None:
        if not is_array(interp.element_type(interp.type_of(key))):
            interp.refuse("numpy.r_ is given a tuple of any length", "use numpy.concatenate")
        return interp.call(Static(numpy_shapes.joined_all), [key, Static(axis), Static(ndmin), Static(place)])
    for at, item in enumerate(items):
        bounds = slice_bounds(item)
        if bounds is not None:
            parts.append(TupleValue((_grid(interp, self, item), Static(True))))
        elif isinstance(item, Static) and isinstance(item.value, str):
            axis, ndmin, place = _directive(interp, item.value, at, (axis, ndmin, place))
        else:
            parts.append(TupleValue((item, Static(False))))
    where = [Static(axis), Static(ndmin), Static(place)]
    return interp.call(Static(numpy_shapes.joined), [TupleValue(tuple(parts)), *where])


def _is_tuple(interp: Interpreter, v: Abstract) -> bool:
    t = interp.type_of(v)
    return isinstance(t, ty.Generic) and t.name in ("Tuple", "TupleOf")


def _directive(interp: Interpreter, text: str, at: int, known: tuple[int, int, int]) -> tuple[int, int, int]:
    """The axis, the least number of dims and the place of a vector among them, as a text in ``numpy.r_`` says."""
    if at != 0:
        interp.raise_(ValueError, "special directives must be the first entry.")
    numbers = text.split(",")
    if text in ("r", "c") or not all(n.strip().lstrip("+-").isdigit() for n in numbers) or len(numbers) > 3:
        interp.refuse(f"numpy.r_ with {text!r} isn't supported", "use numpy.concatenate, vstack or column_stack")
    given = tuple(map(int, numbers))
    return (*given, *known[len(given) :])  # type: ignore[return-value]


_concatenator: Any = type(np.r_).__mro__[1]
FUNCTIONS[_concatenator.__getitem__] = _concatenated


@rule_of(np.gradient)
def gradient(
    interp: Interpreter, f: Abstract, *varargs: Abstract, axis: Abstract = NONE, edge_order: Abstract = Static(1)
) -> Abstract:
    """Along one axis an array, along several a tuple of them."""
    if isinstance(axis, Static) and axis.value is None:
        t = interp.type_of(f)
        rank = t.rank if isinstance(t, ty.ArrayType) else None
        if rank is None:
            return _gradient_of_any(interp, f, varargs, edge_order)
        axes: list[Abstract] = [Static(d) for d in range(rank)]
    else:
        axes = interp.items(axis) or [] if isinstance(axis, (TupleValue,)) else [axis]
    spacings = list(varargs) or [Static(1.0)]
    spacings = spacings * len(axes) if len(spacings) == 1 else spacings
    made = [interp.call(Static(numpy_math.gradient_along), [f, s, a, edge_order]) for s, a in zip(spacings, axes)]
    return made[0] if len(made) == 1 else TupleValue(tuple(made))


def _gradient_of_any(interp: Interpreter, f: Abstract, varargs: tuple[Abstract, ...], edge_order: Abstract) -> Abstract:
    """Of an array whose rank isn't known: an array for one dim, a tuple for two or three."""

    def along(count: int) -> Abstract:
        axes = TupleValue(tuple(Static(d) for d in range(count)))
        return gradient(interp, f, *varargs, axis=Static(0) if count == 1 else axes, edge_order=edge_order)

    def up_to(count: int) -> Abstract:
        if count == 4:
            interp.raise_(NotImplementedError, "numpy.gradient of an array of more than 3 dims: name the axis")
        is_it = interp.lift(interp.compare("eq", rank, Static(count)))
        return interp.branch(is_it, lambda: along(count), lambda: up_to(count + 1))

    rank = interp.op("np::ndim", argument(interp, f))
    return up_to(1)


@rule_of(np.divmod)
def divide_modulo(interp: Interpreter, x1: Abstract, x2: Abstract) -> Abstract:
    return TupleValue((ufunc(interp, "floor_divide", [x1, x2]), ufunc(interp, "remainder", [x1, x2])))


@rule_of(np.modf)
def modf(interp: Interpreter, x: Abstract) -> Abstract:
    whole = ufunc(interp, "trunc", [ufunc(interp, "multiply", [x, Static(1.0)])])
    return TupleValue((ufunc(interp, "subtract", [x, whole]), whole))


def _methods_of(name: str) -> None:
    fn = getattr(np, name)
    if fn.nin != 2 or fn.nout != 1:
        return

    @rule_of(fn.outer)
    def outer(interp: Interpreter, a: Abstract, b: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.op("np::ufunc_outer", name, argument(interp, a), argument(interp, b))

    @rule_of(fn.at)
    def at(interp: Interpreter, a: Abstract, indices: Abstract, b: Abstract) -> Abstract:
        check_writable(interp, a, f"numpy.{name}.at")
        return interp.op("np::ufunc_at", name, a, argument(interp, indices), argument(interp, b))

    @rule_of(fn.reduceat)
    def reduceat(interp: Interpreter, array: Abstract, indices: Abstract, axis: Abstract = Static(0)) -> Abstract:
        return interp.call(Static(numpy_math.reduceat), [Static(fn), array, indices, axis])

    if fn.accumulate not in FUNCTIONS:

        @rule_of(fn.accumulate)
        def accumulate(interp: Interpreter, array: Abstract, axis: Abstract = Static(0)) -> Abstract:
            return interp.call(Static(numpy_math.accumulate), [Static(fn), array, axis])


for _name in UFUNCS:
    _methods_of(_name)


@rule_of(np.finfo)
def finfo(interp: Interpreter, dtype: Abstract) -> Abstract:
    return _limits(interp, dtype, np.finfo, "float16 float32 float64", "max min eps tiny smallest_normal resolution")


@rule_of(np.iinfo)
def iinfo(interp: Interpreter, type: Abstract) -> Abstract:
    return _limits(interp, type, np.iinfo, "uint8 int8 uint16 int16 uint32 int32 int64", "max min")


def _limits(interp: Interpreter, dtype: Abstract, cls: Any, dtypes: str, names: str) -> Abstract:
    """The limits of a run-time dtype: from a table of each attribute."""
    wanted = dtype_argument(interp, dtype)
    made = interp.new_object(cls)
    for name in names.split():
        pairs = []
        for each in map(np.dtype, dtypes.split()):
            pairs += [interp.lift(Static(each)), interp.lift(Static(getattr(cls(each), name)))]
        value = ty.ArrayType(None, 0, "scalar") if cls is np.finfo else ty.INT
        table = interp.build("dict", pairs, [ty.dict_of(ty.ARRAY_DTYPE, value)]).result
        made.slots[name] = interp.op("py::getitem", table, wanted, result=value)
    made.slots["bits"] = interp.binary("mult", interp.op("np::dtype_itemsize", wanted), Static(8))
    made.slots["dtype"] = wanted
    return made


def _random(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    interp.refuse(
        "this part of numpy.random can't be compiled: of a generator made outside, or another distribution",
        "make it in the program by np.random.default_rng(seed) and draw with random, uniform, normal, integers, "
        "choice, shuffle or permutation; or pass the random numbers in",
    )


def _refuse_rest(cls: Any, written: Any) -> None:
    """Lets a class that is written in the language have the methods that it lacks, for what is said about them."""
    for name in dir(cls):
        if not name.startswith("_") and not hasattr(written, name):
            setattr(written, name, getattr(cls, name))


def _drawn(name: str) -> None:
    """``numpy.random.name``: a method of the generator that the program shares."""
    function = getattr(np.random, name)

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(interp.getattr(Static(numpy_drawing.shared), name), list(args), kwargs)

    def method_call(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if not isinstance(self, Static) or self.value is not np.random.mtrand._rand:
            interp.refuse("a RandomState made before the program starts can't be drawn from", "make it in the program")
        return call(interp, *args, **kwargs)

    bound_to = getattr(function, "__func__", None)
    FUNCTIONS[bound_to or function] = method_call if bound_to is not None else call


for _owner in (np.random, np.random.RandomState, np.random.Generator):
    for _name in dir(_owner):
        _fn = getattr(_owner, _name)
        if callable(_fn) and not isinstance(_fn, type) and not _name.startswith("_"):
            FUNCTIONS[getattr(_fn, "__func__", _fn)] = _random
for _name in (
    "seed rand randn random random_sample uniform normal standard_normal randint shuffle permutation choice "
    "sample lognormal exponential standard_exponential gamma standard_gamma beta dirichlet poisson binomial"
).split():
    _drawn(_name)


@function(np.random.RandomState)
def random_state(interp: Interpreter, seed: Abstract = NONE) -> Abstract:
    return interp.call(Static(numpy_drawing.RandomState), [seed])


_refuse_rest(np.random.Generator, numpy_generator.Generator)
_refuse_rest(np.random.RandomState, numpy_drawing.RandomState)
FUNCTIONS[np.set_printoptions] = set_printoptions


@function(np.random.default_rng)
def default_generator(interp: Interpreter, seed: Abstract = NONE) -> Abstract:
    return interp.call(Static(numpy_generator.Generator), [seed])


@rule_of(np.nditer)
def nditer(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
    interp.refuse("numpy.nditer can't be compiled", "iterate over a.ravel(), or use whole-array operations")


@rule_of(np.ndindex)
def ndindex(interp: Interpreter, *shape: Abstract) -> Abstract:
    """All indices of a shape, in order."""
    parts = interp.items(shape[0]) if len(shape) == 1 and not interp.type_of(shape[0]) == ty.INT else list(shape)
    if parts is None:
        return interp.call(Static(iterating.product_of), [interp.call(Static(numpy_shapes.ranges), [shape[0]])])
    ranges = [interp.call(Static(range), [index(interp, p)]) for p in parts]
    return interp.call(Static(itertools.product), ranges)


@rule_of(np.ndenumerate)
def ndenumerate(interp: Interpreter, arr: Abstract) -> Abstract:
    indices = ndindex(interp, interp.getattr(argument(interp, arr), "shape"))
    return interp.call(Static(numpy_shapes.with_indices), [arr, indices])


__all__ = ["as_strided", "finfo", "gradient", "iinfo", "pad"]
