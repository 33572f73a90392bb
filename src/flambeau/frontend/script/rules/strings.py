"""Methods of strings and functions of ``math``, on values that are only known at run time.

``py::str_<method>`` and ``py::math_<function>`` take every argument; the defaults of Python's are filled in here.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import math
import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....ops import operators
from ....stdlib import templates, texts
from .. import records
from ..missing import raise_key
from ..values import Abstract, Container, Dynamic, Key, Spread, Static, TupleValue
from . import function, method
from .builtins import class_of, known, natively, to_float, to_index
from .operators import is_number, is_tensor
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

STR_LIST = ty.list_of(ty.STR)
# Every method: its parameters after self with their defaults (... where there is none), and its result.
METHODS: dict[str, tuple[dict[str, Any], ty.Type]] = {
    **{n: ({}, ty.STR) for n in ("lower", "upper", "title", "capitalize", "casefold", "swapcase")},
    **{n: ({}, ty.BOOL) for n in (
        "isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "isdecimal", "isnumeric", "istitle",
        "isidentifier", "isascii", "isprintable")},
    **{n: ({"chars": None}, ty.STR) for n in ("strip", "lstrip", "rstrip")},
    **{n: ({"sep": None, "maxsplit": -1}, STR_LIST) for n in ("split", "rsplit")},
    **{n: ({"width": ..., "fillchar": " "}, ty.STR) for n in ("ljust", "rjust", "center")},
    **{n: ({"sub": ..., "start": None, "end": None}, ty.INT) for n in ("find", "rfind", "index", "rindex", "count")},
    **{n: ({"prefix": ..., "start": None, "end": None}, ty.BOOL) for n in ("startswith", "endswith")},
    **{n: ({"sep": ...}, ty.tuple_of(ty.STR, ty.STR, ty.STR)) for n in ("partition", "rpartition")},
    "splitlines": ({"keepends": False}, STR_LIST),
    "replace": ({"old": ..., "new": ..., "count": -1}, ty.STR),
    "zfill": ({"width": ...}, ty.STR),
    "expandtabs": ({"tabsize": 8}, ty.STR),
    "removeprefix": ({"prefix": ...}, ty.STR),
    "removesuffix": ({"suffix": ...}, ty.STR),
    "encode": ({"encoding": "utf-8", "errors": "strict"}, ty.BYTES),
}  # fmt: skip


def _str_rule(name: str, parameters: dict[str, Any], result: ty.Type) -> None:
    @method("str", name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        given = dict(zip(parameters, args))
        given.update(kwargs)
        if len(args) > len(parameters) or not given.keys() <= parameters.keys():
            interp.raise_(TypeError, f"str.{name}() takes {len(parameters)} arguments")
        operands: list[Abstract] = [self]
        for parameter, default in parameters.items():
            if parameter not in given and default is ...:
                interp.raise_(TypeError, f"str.{name}() takes at least one argument ({parameter})")
            operands.append(plain(given.get(parameter, Static(default))))
        operator = f"py::str_{name}"
        declared = operators().get(operator)
        if declared is None:
            interp.refuse(
                f"str.{name}() isn't supported yet on a value that is only known at run time",
                "write it with other functions",
            )
        return interp.op(operator, *operands[: len(declared.schema.arguments)], result=fresh(interp, result))


def fresh(interp: Interpreter, result: ty.Type) -> ty.Type:
    """A list that the program may append to has a site of its own."""
    if isinstance(result, ty.Generic) and result.name == "List":
        site = interp.site()
        interp.widen(site, result.args[0])
        return ty.Generic("List", result.args, frozenset({site}))
    return result


for _name, (_parameters, _result) in METHODS.items():
    _str_rule(_name, _parameters, _result)


@method("str", "maketrans")
def _maketrans_of(interp: Interpreter, self: Abstract, *args: Abstract) -> Abstract:
    return interp.call(Static(str.maketrans), list(args))


@method("str", "translate")
def _translate(interp: Interpreter, self: Abstract, table: Abstract) -> Abstract:
    return interp.op("py::str_translate", self, table, result=ty.STR)


@function(str.maketrans)
def _maketrans(interp: Interpreter, x: Abstract, *others: Abstract) -> Abstract:
    if known(interp, x, *others):
        return natively(interp, str.maketrans, x, *others)
    made: tuple[Any, ...] = (texts.table_of, texts.table_between, texts.table_without)
    if len(others) >= len(made):
        interp.raise_(TypeError, f"maketrans expected at most 3 arguments, got {len(others) + 1}")
    return interp.call(Static(made[len(others)]), [x, *others])


@method("str", "join")
def _join(interp: Interpreter, self: Abstract, iterable: Abstract) -> Abstract:
    kind = interp.type_of(iterable)
    if interp.items(iterable) is None and not (isinstance(kind, ty.Generic) and kind.name == "List"):
        iterable = interp.call(Static(list), [iterable], {})
    if _holds_members(interp, iterable):
        iterable = interp.call(Static(texts.plain), [iterable])
    return interp.op("py::str_join", self, iterable, result=ty.STR)


def _holds_members(interp: Interpreter, iterable: Abstract) -> bool:
    """Whether members of a StrEnum may be among the elements, which are texts too."""
    if not isinstance(iterable, (TupleValue, Container, Dynamic)):
        return False
    items = interp.items(iterable)
    if items is None:
        kinds = [interp.element_type(interp.type_of(iterable))]
    else:
        kinds = [interp.type_of_in(item, {}) for item in items]
    records_of = (records.of_type(member) for kind in kinds for member in ty.members(kind))
    return any(record is not None and record.value_type == ty.STR for record in records_of)


@method("str", "format")
def _format(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
    """``"{} {name:.2f}".format(...)``: of a constant template as the f-string of the same pieces."""
    if not isinstance(self, Static):
        if any(isinstance(one, Spread) for one in args):
            interp.refuse(
                "str.format(*values) of a template that is only known at run time isn't supported",
                "give the values by name",
            )
        # The entry without a name is never looked up: it gives a dict without any other its type.
        given = {"": Static(""), **{str(i): one for i, one in enumerate(args)}, **kwargs}
        values = interp.new_dict((Key(name), value) for name, value in given.items())
        return interp.call(Static(templates.formatted), [self, values])
    return _formatted(interp, self.value, _spread_out(interp, self.value, args), kwargs, itertools.count())


def _formatted(
    interp: Interpreter, template: str, args: tuple[Abstract, ...], kwargs: dict[str, Abstract],
    automatic: Iterator[int],
) -> Abstract:  # fmt: skip
    """``automatic`` numbers the fields without a name, those within a specification after the field that it is of."""
    import string

    from .builtins import concat, format_value

    parts: list[Abstract] = []
    for literal, field, spec, conversion in string.Formatter().parse(template):
        parts.append(Static(literal))
        if field is None:
            continue
        first, rest = _field(field)
        if first == "":
            first = str(next(automatic))
        if first.isdigit() and int(first) >= len(args):
            interp.raise_(IndexError, f"Replacement index {first} out of range for positional args tuple")
        if not first.isdigit() and first not in kwargs:
            raise_key(interp, Static(first))
        value = args[int(first)] if first.isdigit() else kwargs[first]
        for is_attribute, name in rest:
            value = interp.getattr(value, str(name)) if is_attribute else interp.getitem(value, Static(name))
        inner = _formatted(interp, spec, args, kwargs, automatic) if spec and "{" in spec else Static(spec or "")
        parts.append(format_value(interp, value, conversion or "", inner))
    return concat(interp, parts)


def _spread_out(interp: Interpreter, template: str, args: tuple[Abstract, ...]) -> tuple[Abstract, ...]:
    """As many of the arguments as the template has positional fields, where only the running program knows of all."""
    if not any(isinstance(a, Spread) for a in args):
        return args
    from .. import spreading

    listed = spreading.joined(interp, list(args))
    firsts = _firsts(template)
    needed = max([firsts.count(""), *(int(first) + 1 for first in firsts if first.isdigit())])

    def element(index: int) -> Abstract:
        message = f"Replacement index {index} out of range for positional args tuple"
        given = interp.lift(interp.compare("gt", interp.call(Static(len), [listed]), Static(index)))
        return interp.branch(
            given, lambda: interp.getitem(listed, Static(index)), lambda: interp.raise_(IndexError, message)
        )

    return tuple(map(element, range(needed)))


@method("str", "format_map")
def _format_map(interp: Interpreter, self: Abstract, mapping: Abstract) -> Abstract:
    return _format(interp, self, **looked_up(interp, self, mapping))


def looked_up(interp: Interpreter, template: Abstract, mapping: Abstract) -> dict[str, Abstract]:
    """What a mapping holds for the names in a template, by these; all of it for one that isn't known."""
    from .. import containers

    if isinstance(template, Static):
        firsts = dict.fromkeys(_firsts(template.value))
        return {name: interp.getitem(mapping, Static(name)) for name in firsts if name and not name.isdigit()}
    pairs = containers.dict_pairs(interp, mapping)
    if pairs is None or not all(isinstance(key, Static) and isinstance(key.value, str) for key, _ in pairs):
        interp.refuse(
            "neither the template nor the names of the values are known before the program runs",
            "name them: template.format(a=values['a'])",
        )
    return {interp.python(key): value for key, value in pairs}


def _firsts(template: str) -> list[str]:
    """The names or numbers of a template's fields, those within specifications included; "" of one without."""
    import string

    fields = [part[1:3] for part in string.Formatter().parse(template) if part[1] is not None]
    within = [name for _, spec in fields for _, name, _, _ in string.Formatter().parse(spec or "") if name is not None]
    return [_field(name)[0] for name in [*(name for name, _ in fields), *within] if name is not None]


def _field(field: str) -> tuple[str, list[tuple[bool, str | int]]]:
    import _string  # type: ignore[import-not-found]

    first, rest = _string.formatter_field_name_split(field)
    return str(first), list(rest)


# --- math ------------------------------------------------------------------------------------------------------------

TO_INT = frozenset("floor ceil trunc gcd lcm factorial comb perm isqrt".split())
# Those that ask the object itself.
WHOLE = frozenset("floor ceil trunc".split())
# Functions of ints alone.
OF_INTS = frozenset("gcd lcm factorial comb perm isqrt".split())
TO_BOOL = frozenset("isnan isinf isfinite isclose".split())
# Functions of any number of numbers, whose operator takes them as one tuple.
VARIADIC = frozenset("gcd lcm hypot".split())
# Functions of sequences, and those that give a pair.
OTHER_FORMS = frozenset("fsum prod sumprod frexp modf dist".split())


def _math_rule(name: str, fn: Any) -> None:
    result: ty.Type = ty.INT if name in TO_INT else ty.BOOL if name in TO_BOOL else ty.FLOAT

    @function(fn)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if known(interp, *args, *kwargs.values()):
            return natively(interp, fn, *args, **kwargs)
        if name in WHOLE and len(args) == 1 and records.is_custom(class_of(args[0]), f"__{name}__"):
            return interp.call(interp.getattr(args[0], f"__{name}__"), [])
        declared = operators().get(f"py::math_{name}")
        if declared is None:
            interp.refuse(
                f"math.{name}() isn't supported yet on a value that is only known at run time",
                "write it with other functions",
            )
        operands = [to_index(interp, a) if name in OF_INTS else _number(interp, a) for a in args]
        if name in VARIADIC:
            operands = [TupleValue(tuple(operands))]
        for parameter in declared.schema.arguments[len(operands) :]:
            default = parameter.default if parameter.has_default else _default(fn, parameter.name)
            operands.append(kwargs.get(parameter.name, Static(default)))
        return interp.op(declared.name, *operands, result=result)


def _default(fn: Any, name: str) -> Any:
    """A parameter's default in Python's own signature, None where it has none."""
    try:
        found = inspect.signature(fn).parameters.get(name)
    except ValueError:
        return None
    return None if found is None or found.default is inspect.Parameter.empty else found.default


def _is_convertible(v: Abstract) -> bool:
    """Whether an object says itself which number it is, as fractions do."""
    cls = class_of(v)
    return cls is not None and (records.is_custom(cls, "__float__") or records.is_custom(cls, "__index__"))


def _number(interp: Interpreter, v: Abstract) -> Abstract:
    if _is_convertible(v):
        return to_float(interp, v)
    v = plain(v)
    t = interp.type_of(v)
    if isinstance(t, ty.ArrayType):
        return interp.op("np::float", v)
    if is_tensor(t):
        return interp.op("tensor::float", v, result=ty.FLOAT)
    if isinstance(t, ty.UnionType) and not is_number(t):
        return interp.split(v, lambda one: _number(interp, one))
    return v


for _name in dir(math):
    _fn = getattr(math, _name)
    if (
        callable(_fn)
        and not _name.startswith("_")
        and _name not in ("fsum", "prod", "sumprod", "frexp", "modf", "dist")
    ):
        _math_rule(_name, _fn)


def _pair_rule(name: str, fn: Any, second: ty.Type) -> None:
    @function(fn)
    def rule(interp: Interpreter, x: Abstract) -> Abstract:
        if known(interp, x):
            return natively(interp, fn, x)
        pair = interp.op(f"py::math_{name}", _number(interp, x), result=ty.tuple_of(ty.FLOAT, second))
        parts = interp.build("unpack", [interp.lift(pair)], [ty.FLOAT, second])
        return TupleValue(tuple(Dynamic(r) for r in parts.results))


_pair_rule("frexp", math.frexp, ty.INT)
_pair_rule("modf", math.modf, ty.FLOAT)


@function(math.fsum)
def _fsum(interp: Interpreter, seq: Abstract) -> Abstract:
    if known(interp, seq):
        return natively(interp, math.fsum, seq)
    items = interp.items(seq)
    if items is not None:
        return interp.op("py::math_fsum", TupleValue(tuple(_number(interp, one) for one in items)), result=ty.FLOAT)
    values = interp.call(Static(list), [seq], {})
    if not is_number(interp.element_type(interp.type_of(values))):
        values = interp.call(Static(list), [interp.call(Static(map), [Static(float), values])])
    return interp.op("py::math_fsum", values, result=ty.FLOAT)


@function(math.dist)
def _dist(interp: Interpreter, p: Abstract, q: Abstract) -> Abstract:
    return natively(interp, math.dist, p, q) if known(interp, p, q) else interp.op("py::math_dist", p, q)


@function(math.prod)
def _prod(interp: Interpreter, iterable: Abstract, *, start: Abstract = Static(1)) -> Abstract:
    items = interp.items(iterable)
    if items is not None:
        product = start
        for one in items:
            product = interp.binary("mult", product, one)
        return product
    iterable = interp.call(Static(list), [iterable], {})
    element = interp.element_type(interp.type_of(iterable))
    begin = interp.type_of(start)
    if not is_number(element) and element != ty.NEVER:  # of NumPy's, say
        return interp.call(Static(functools.reduce), [Static(operator.mul), iterable, start], {})
    return interp.op(
        "py::math_prod", iterable, start, result=ty.join(element, begin) if is_number(element) else ty.NUMBER
    )
