"""The ``re`` module (and ``regex``, where it is installed) on texts that are only known at run time.

Of a pattern that is known when the program is compiled ``flambeau.regex`` makes a program, which the ``py::re_*``
operators run. The type of a match says what its groups are: ``Match[str, Optional[str]]``. Any other pattern is an
object of the stdlib's (``stdlib/regular.py``), of whose groups nothing is known: ``Match[Any]``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .... import regex as programs
from .... import types as ty
from ....stdlib import bytes_patterns, regular, substitution
from .. import iterators
from ..values import NONE, Abstract, Dynamic, Static, TupleValue
from . import FUNCTIONS, attribute, function, method
from .builtins import known, natively
from .overloads import plain

if TYPE_CHECKING:
    from ..interpreter import Interpreter

END = Static(sys.maxsize)
ZERO = Static(0)


def is_pattern(value: object) -> bool:
    """Whether ``value`` is a compiled pattern, of ``re`` or of ``regex``."""
    return isinstance(value, re.Pattern) or (type(value).__name__ == "Pattern" and type(value).__module__ == "_regex")


def _compiled(interp: Interpreter, module: Any, pattern: Abstract, flags: Abstract, by: Any = regular.of) -> Abstract:
    """The pattern that ``pattern`` is or that is made of it."""
    if known(interp, pattern, flags):
        if is_pattern(interp.python(pattern)):
            return Static(interp.python(pattern))
        return natively(interp, module.compile, pattern, flags)
    if module is not re:
        interp.refuse(
            "the pattern of a regular expression of the regex module is only known when the program runs",
            "make it a constant of the program, or use the re module",
        )
    if ty.BYTES in ty.members(interp.type_of(pattern)):
        interp.refuse(
            "the pattern of a regular expression on bytes is only known when the program runs",
            "make it a constant of the program, or decode the bytes and match the text",
        )
    return interp.call(Static(by), [pattern, flags])


def _program(interp: Interpreter, pattern: Static) -> Abstract:
    try:
        return Static(programs.compile_pattern(pattern.value))
    except programs.Unsupported as error:
        interp.refuse(
            f"{error} (the pattern is {pattern.value.pattern!r})",
            "write the pattern without it, or look at what is matched in Python",
        )


def _group_types(pattern: Static) -> list[ty.Type]:
    missing = programs.group_may_be_missing(pattern.value)
    return [ty.optional(ty.STR) if may_be else ty.STR for may_be in missing]


def _list_type(interp: Interpreter, element: ty.Type) -> ty.Type:
    site = interp.site()
    interp.widen(site, element)
    return ty.Generic("List", (element,), frozenset({site}))


def _dict_type(interp: Interpreter, key: ty.Type, value: ty.Type) -> ty.Type:
    site = interp.site()
    interp.widen(site, key, value)
    return ty.Generic("Dict", (key, value), frozenset({site}))


def _on_bytes(interp: Interpreter, name: str, self: Static, string: Abstract, *others: Abstract) -> Abstract | None:
    """The method of a pattern of bytes; None for a pattern of texts."""
    held = self.value.pattern
    if isinstance(held, str):
        return None
    if not all(t in (ty.BYTES, ty.ANY) for t in ty.members(interp.type_of(string))):
        interp.raise_(TypeError, "cannot use a bytes pattern on a string-like object")
    on_texts = re.compile(held.decode("latin-1"), self.value.flags | re.ASCII)
    before = others[:1] if name in ("sub", "subn") else ()
    after = others[len(before) :]
    kind = bytes_patterns.match_of(self.value)
    return interp.call(Static(getattr(bytes_patterns, name)), [Static(kind), Static(on_texts), *before, string, *after])


# --- methods of patterns --------------------------------------------------------------------------------------------


def _matching(name: str) -> Any:
    @method("Pattern", name)
    def find(
        interp: Interpreter, self: Static, string: Abstract, pos: Abstract = ZERO, endpos: Abstract = END
    ) -> Abstract:
        on_bytes = _on_bytes(interp, name, self, string, pos, endpos)
        if on_bytes is not None:
            return on_bytes
        found = ty.optional(ty.match_of(*_group_types(self)))
        return interp.op(f"py::re_{name}", _program(interp, self), plain(string), pos, endpos, result=found)

    return find


_SEARCH, _MATCH, _FULLMATCH = map(_matching, ("search", "match", "fullmatch"))


@method("Pattern", "findall")
def _findall(
    interp: Interpreter, self: Static, string: Abstract, pos: Abstract = ZERO, endpos: Abstract = END
) -> Abstract:
    on_bytes = _on_bytes(interp, "findall", self, string, pos, endpos)
    if on_bytes is not None:
        return on_bytes
    groups = self.value.groups
    element = ty.STR if groups <= 1 else ty.tuple_of(*[ty.STR] * groups)
    result = _list_type(interp, element)
    return interp.op("py::re_findall", _program(interp, self), plain(string), pos, endpos, result=result)


def _matches(
    interp: Interpreter, self: Static, string: Abstract, pos: Abstract = ZERO, endpos: Abstract = END
) -> Abstract:
    on_bytes = _on_bytes(interp, "finditer", self, string, pos, endpos)
    if on_bytes is not None:
        return on_bytes
    result = _list_type(interp, ty.match_of(*_group_types(self)))
    return interp.op("py::re_finditer", _program(interp, self), plain(string), pos, endpos, result=result)


@method("Pattern", "finditer")
def _finditer(interp: Interpreter, self: Static, *args: Abstract, **kwargs: Abstract) -> Abstract:
    return iterators.make(interp, _matches(interp, self, *args, **kwargs))


@method("Pattern", "split")
def _split(interp: Interpreter, self: Static, string: Abstract, maxsplit: Abstract = ZERO) -> Abstract:
    on_bytes = _on_bytes(interp, "split", self, string, maxsplit)
    if on_bytes is not None:
        return on_bytes
    result = _list_type(interp, ty.union(ty.STR, *_group_types(self)))
    return interp.op("py::re_split", _program(interp, self), plain(string), maxsplit, result=result)


@method("Pattern", "sub")
def _sub(interp: Interpreter, self: Static, repl: Abstract, string: Abstract, count: Abstract = ZERO) -> Abstract:
    on_bytes = _on_bytes(interp, "sub", self, string, repl, count)
    if on_bytes is not None:
        return on_bytes
    if interp.type_of(repl) != ty.STR:
        return _sub_calls(interp, self, repl, string, count, substitution.substitute)
    _check_template(interp, self, repl)
    return interp.op("py::re_sub", _program(interp, self), plain(repl), plain(string), count, result=ty.STR)


@method("Pattern", "subn")
def _subn(interp: Interpreter, self: Static, repl: Abstract, string: Abstract, count: Abstract = ZERO) -> Abstract:
    on_bytes = _on_bytes(interp, "subn", self, string, repl, count)
    if on_bytes is not None:
        return on_bytes
    if interp.type_of(repl) != ty.STR:
        return _sub_calls(interp, self, repl, string, count, substitution.substitute_counting)
    _check_template(interp, self, repl)
    result = ty.tuple_of(ty.STR, ty.INT)
    return interp.op("py::re_subn", _program(interp, self), plain(repl), plain(string), count, result=result)


def _sub_calls(
    interp: Interpreter, pattern: Static, repl: Abstract, string: Abstract, count: Abstract, by: Any
) -> Abstract:
    """The replacement is a function of the match."""
    matches = _matches(interp, pattern, string)
    return interp.call(Static(by), [matches, repl, string, count])


def _check_template(interp: Interpreter, pattern: Static, repl: Abstract) -> None:
    """A template that is wrong raises whether anything matches or not."""
    if not isinstance(repl, Static):
        return
    try:
        re.compile("(?:)" if not isinstance(pattern.value, re.Pattern) else pattern.value).sub(repl.value, "")
    except (re.error, IndexError) as error:
        if isinstance(pattern.value, re.Pattern):
            interp.raise_(type(error), str(error))


_METHODS = {
    "search": _SEARCH, "match": _MATCH, "fullmatch": _FULLMATCH, "findall": _findall, "finditer": _finditer,
}  # fmt: skip


# --- functions of the module ----------------------------------------------------------------------------------------


def register(module: Any) -> None:
    """Rules for the functions of ``re``, or of ``regex``."""
    for name, rule in _METHODS.items():
        FUNCTIONS[getattr(module, name)] = _searching(module, name, rule)

    @function(module.split)
    def split(
        interp: Interpreter, pattern: Abstract, string: Abstract, maxsplit: Abstract = ZERO, flags: Abstract = ZERO
    ) -> Abstract:
        if known(interp, pattern, string, maxsplit, flags):
            return natively(interp, module.split, pattern, string, maxsplit, flags)
        return _called(interp, _compiled(interp, module, pattern, flags), "split", _split, string, maxsplit)

    for name, rule in (("sub", _sub), ("subn", _subn)):
        FUNCTIONS[getattr(module, name)] = _substituting(module, name, rule)

    @function(module.compile)
    def compile_(interp: Interpreter, pattern: Abstract, flags: Abstract = ZERO) -> Abstract:
        return _compiled(interp, module, pattern, flags, regular.compile)

    @function(module.escape)
    def escape(interp: Interpreter, pattern: Abstract) -> Abstract:
        if known(interp, pattern):
            return natively(interp, module.escape, pattern)
        if module is not re:
            interp.refuse("regex.escape() of a text that is only known at run time isn't supported", "use re.escape")
        return interp.op("py::re_escape", plain(pattern), result=ty.STR)


def _searching(module: Any, name: str, rule: Any) -> Any:
    def search(interp: Interpreter, pattern: Abstract, string: Abstract, flags: Abstract = ZERO) -> Abstract:
        if known(interp, pattern, string, flags) and name != "finditer":
            return natively(interp, getattr(module, name), pattern, string, flags)
        return _called(interp, _compiled(interp, module, pattern, flags), name, rule, string)

    return search


def _substituting(module: Any, name: str, rule: Any) -> Any:
    def substitute(
        interp: Interpreter, pattern: Abstract, repl: Abstract, string: Abstract, count: Abstract = ZERO,
        flags: Abstract = ZERO,
    ) -> Abstract:  # fmt: skip
        if known(interp, pattern, repl, string, count, flags) and isinstance(interp.python(repl), str):
            return natively(interp, getattr(module, name), pattern, repl, string, count, flags)
        return _called(interp, _compiled(interp, module, pattern, flags), name, rule, repl, string, count)

    return substitute


def _called(interp: Interpreter, pattern: Abstract, name: str, rule: Any, *args: Abstract) -> Abstract:
    """A method of a pattern: by its rule where the pattern is known."""
    result: Abstract = (
        rule(interp, pattern, *args)
        if isinstance(pattern, Static)
        else interp.call(interp.getattr(pattern, name), list(args))
    )
    return result


register(re)


# --- patterns that are only known at run time -----------------------------------------------------------------------


@function(regular.program_of)
def _program_of(interp: Interpreter, pattern: Abstract, flags: Abstract) -> Abstract:
    return interp.op("py::re_compile", plain(pattern), plain(flags), result=ty.BYTES)


@function(regular.described)
def _described(interp: Interpreter, program: Abstract) -> Abstract:
    held = _dict_type(interp, ty.STR, ty.INT)
    return interp.op("py::re_describe", program, result=ty.tuple_of(ty.INT, ty.INT, held))


@function(regular.run)
def _run(interp: Interpreter, name: Static, program: Abstract, *args: Abstract) -> Abstract:
    match, some = ty.match_of(ty.ANY), ty.optional(ty.STR)
    results: dict[str, Callable[[], ty.Type]] = {
        "findall": lambda: _list_type(interp, ty.union(ty.STR, ty.any_tuple_of(ty.STR))),
        "finditer": lambda: _list_type(interp, match), "split": lambda: _list_type(interp, some),
        "sub": lambda: ty.STR, "subn": lambda: ty.tuple_of(ty.STR, ty.INT),
    }  # fmt: skip
    result = results.get(name.value, lambda: ty.optional(match))()
    return interp.op(f"py::re_{name.value}", program, *map(plain, args), result=result)


# --- matches --------------------------------------------------------------------------------------------------------


def _groups_of(interp: Interpreter, match: Abstract) -> tuple[ty.Type, ...] | None:
    """What the groups of a match are; None where they aren't known."""
    type = interp.type_of(match)
    assert isinstance(type, ty.Generic)
    return None if type == ty.match_of(ty.ANY) else type.args


def _group_type(interp: Interpreter, match: Abstract, which: Abstract) -> ty.Type:
    groups = _groups_of(interp, match)
    if isinstance(which, Static) and which.value == 0:
        return ty.STR
    if groups is None:
        return ty.optional(ty.STR)
    if isinstance(which, Static) and isinstance(which.value, int):
        return groups[which.value - 1] if 0 < which.value <= len(groups) else ty.STR
    return ty.union(ty.STR, *groups)


@method("match", "group")
def _group(interp: Interpreter, self: Abstract, *which: Abstract) -> Abstract:
    if len(which) <= 1:
        return item(interp, self, which[0] if which else ZERO)
    return TupleValue(tuple(item(interp, self, one) for one in which))


@method("match", "__getitem__")
def item(interp: Interpreter, self: Abstract, which: Abstract) -> Abstract:
    """``match[which]``."""
    which = plain(which)
    return interp.op("py::match_group", self, which, result=_group_type(interp, self, which))


@method("match", "groups")
def _groups(interp: Interpreter, self: Abstract, default: Abstract = NONE) -> Abstract:
    types = _groups_of(interp, self)
    if types is None:
        result = ty.any_tuple_of(ty.join(ty.STR, interp.type_of(default)))
        return interp.op("py::match_groups", self, default, result=result)
    if not types:
        return TupleValue(())
    other = interp.type_of(default)
    result = ty.tuple_of(*(ty.join(ty.without(t, ty.NONE), other) if t != ty.STR else t for t in types))
    made = interp.op("py::match_groups", self, default, result=result)
    return TupleValue(tuple(interp.items(made) or ()))


@method("match", "groupdict")
def _groupdict(interp: Interpreter, self: Abstract, default: Abstract = NONE) -> Abstract:
    held = ty.join(ty.STR, interp.type_of(default))
    return interp.op("py::match_groupdict", self, default, result=_dict_type(interp, ty.STR, held))


@method("match", "start")
def _start(interp: Interpreter, self: Abstract, group: Abstract = ZERO) -> Abstract:
    return interp.op("py::match_start", self, plain(group), result=ty.INT)


@method("match", "end")
def _end(interp: Interpreter, self: Abstract, group: Abstract = ZERO) -> Abstract:
    return interp.op("py::match_end", self, plain(group), result=ty.INT)


@method("match", "span")
def _span(interp: Interpreter, self: Abstract, group: Abstract = ZERO) -> Abstract:
    return TupleValue((_start(interp, self, group), _end(interp, self, group)))


@method("match", "expand")
def _expand(interp: Interpreter, self: Abstract, template: Abstract) -> Abstract:
    return interp.op("py::match_expand", self, plain(template), result=ty.STR)


def _attribute(name: str, type: ty.Type) -> None:
    @attribute("match", name)
    def read(interp: Interpreter, self: Dynamic) -> Abstract:
        return interp.op(f"py::match_{name}", self, result=type)


for _name, _type in (
    ("string", ty.STR), ("pos", ty.INT), ("endpos", ty.INT), ("lastindex", ty.optional(ty.INT)),
    ("lastgroup", ty.optional(ty.STR)),
):  # fmt: skip
    _attribute(_name, _type)


@attribute("match", "re")
def _re(interp: Interpreter, self: Dynamic) -> Abstract:
    held = interp.op("py::match_pattern", self, result=ty.tuple_of(ty.STR, ty.INT))
    return interp.call(Static(regular.Compiled), list(interp.items(held) or ()))


@attribute("match", "regs")
def _regs(interp: Interpreter, self: Dynamic) -> Abstract:
    interp.refuse("the attribute regs of a match isn't supported", "ask for the groups that are wanted: m.span(1)")
