"""``match``: whether a pattern fits, and what it binds.

    match command:                       fits: isinstance(command, list) and len(command) == 2 and command[0] == "go"
        case ["go", direction]:          bind: direction = command[1]
            ...

``fits`` emits the tests, later ones only where the earlier hold; ``bind`` then takes apart what is known to fit. A
subject of several types is narrowed to those that a pattern can fit before it is taken apart.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ... import types as ty
from . import attributes, classes, containers, expressions
from .lifting import tag_name
from .values import NONE, Abstract, Dynamic, SliceValue, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter

# The classes whose instances a pattern like `int(n)` binds as a whole.
_WHOLE = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
Test = Callable[[], Abstract]


def execute_match(interp: Interpreter, node: ast.Match) -> None:
    _cases(interp, node, expressions.evaluate(interp, node.subject), 0)


def _cases(interp: Interpreter, node: ast.Match, subject: Abstract, index: int) -> Abstract:
    from .statements import execute

    if index == len(node.cases):
        return NONE
    case = node.cases[index]
    interp.node = case.pattern
    held = interp.truth(fits(interp, case.pattern, subject))

    def other() -> Abstract:
        return _cases(interp, node, _without(interp, node, case, subject), index + 1)

    def chosen() -> Abstract:
        narrowed = narrow(interp, case.pattern, subject)
        _rename(interp, node.subject, subject, narrowed)
        bind(interp, case.pattern, narrowed)
        guard = True if case.guard is None else expressions.condition(interp, case.guard)
        if isinstance(guard, bool):
            return containers.effect(execute, interp, case.body) if guard else other()
        return interp.branch(guard, lambda: containers.effect(execute, interp, case.body), other, node)

    if isinstance(held, bool):
        return chosen() if held else other()
    return interp.branch(held, chosen, other, node)


def _rename(interp: Interpreter, name: ast.expr, old: Abstract, new: Abstract) -> None:
    """The variable that is matched is narrowed with the subject."""
    if isinstance(name, ast.Name) and interp.frame.slots.get(name.id) is old:
        interp.frame.slots[name.id] = new


def _without(interp: Interpreter, node: ast.Match, case: ast.match_case, subject: Abstract) -> Abstract:
    """The subject where a case hasn't been taken: a pattern that asks for nothing but a type rules that type out."""
    if case.guard is not None or not isinstance(subject, Dynamic) or not isinstance(subject.type, ty.UnionType):
        return subject
    left = [m for m in subject.type.members if not (_only_type(case.pattern) and _possible(interp, case.pattern, m))]
    if not left or len(left) == len(subject.type.members):
        return subject
    narrowed = NONE if left == [ty.NONE] else interp.narrow(subject, ty.union(*left))
    _rename(interp, node.subject, subject, narrowed)
    return narrowed


def _only_type(pattern: ast.pattern) -> bool:
    if isinstance(pattern, ast.MatchSingleton):
        return pattern.value is None
    if isinstance(pattern, ast.MatchClass):
        return not pattern.kwd_patterns and all(isinstance(p, ast.MatchAs) and not p.pattern for p in pattern.patterns)
    if isinstance(pattern, ast.MatchAs):
        return pattern.pattern is None or _only_type(pattern.pattern)
    return isinstance(pattern, ast.MatchOr) and all(map(_only_type, pattern.patterns))


# --- which types a pattern can fit ----------------------------------------------------------------------------------


def _possible(interp: Interpreter, pattern: ast.pattern, member: ty.Type) -> bool:
    if isinstance(pattern, ast.MatchAs):
        return pattern.pattern is None or _possible(interp, pattern.pattern, member)
    if isinstance(pattern, ast.MatchOr):
        return any(_possible(interp, p, member) for p in pattern.patterns)
    if isinstance(pattern, ast.MatchSequence):
        return member in (ty.SIZE, ty.RANGE) or (
            isinstance(member, ty.Generic) and member.name in ("List", "Tuple", "TupleOf")
        )
    if isinstance(pattern, ast.MatchMapping):
        return isinstance(member, ty.Generic) and member.name == "Dict"
    if isinstance(pattern, ast.MatchSingleton):
        return member == (ty.NONE if pattern.value is None else ty.BOOL)
    if isinstance(pattern, ast.MatchClass):
        wanted = expressions.evaluate(interp, pattern.cls)
        return member == ty.ANY or interp.truth(classes.is_instance(interp, _sample(member), wanted)) is not False
    if isinstance(pattern, ast.MatchValue):
        value = expressions.evaluate(interp, pattern.value)
        if not interp.is_static(value) or isinstance(member, ty.ClassType):
            return True
        numbers = (ty.BOOL, ty.INT, ty.FLOAT, ty.COMPLEX)
        wanted_type = interp.type_of(value)
        return wanted_type == ty.ANY or member == wanted_type or (member in numbers and wanted_type in numbers)
    return True


def _sample(member: ty.Type) -> Abstract:
    from ...ir import Value

    return Dynamic(Value(member))


def narrow(interp: Interpreter, pattern: ast.pattern, subject: Abstract) -> Abstract:
    """``subject`` under the types that ``pattern`` can fit, where it is known to."""
    if not isinstance(subject, Dynamic) or not isinstance(subject.type, ty.UnionType):
        return subject
    kept = [m for m in subject.type.members if _possible(interp, pattern, m)]
    if not kept or len(kept) == len(subject.type.members):
        return subject
    return NONE if kept == [ty.NONE] else interp.narrow(subject, ty.union(*kept))


# --- whether it fits ------------------------------------------------------------------------------------------------


def fits(interp: Interpreter, pattern: ast.pattern, subject: Abstract) -> Abstract:
    """Whether ``subject`` matches: Static, or a bool that the program computes."""
    if isinstance(subject, Dynamic) and isinstance(subject.type, ty.UnionType):
        kept = [m for m in subject.type.members if _possible(interp, pattern, m)]
        if not kept:
            return Static(False)
        if len(kept) < len(subject.type.members):
            kind = interp.op("py::isinstance", subject, Static([tag_name(m) for m in kept]), result=ty.BOOL)
            return _all(interp, [lambda: kind, lambda: fits(interp, pattern, narrow(interp, pattern, subject))])
        if isinstance(pattern, ast.MatchSequence):  # lists and tuples of several lengths
            return interp.split(subject, lambda one: fits(interp, pattern, one))
    if isinstance(pattern, ast.MatchValue):
        return interp.compare("eq", subject, expressions.evaluate(interp, pattern.value))
    if isinstance(pattern, ast.MatchSingleton):
        return interp.compare("is", subject, Static(pattern.value))
    if isinstance(pattern, ast.MatchAs):
        return Static(True) if pattern.pattern is None else fits(interp, pattern.pattern, subject)
    if isinstance(pattern, ast.MatchOr):
        return _any(interp, [lambda p=p: fits(interp, p, subject) for p in pattern.patterns])  # type: ignore[misc]
    if isinstance(pattern, ast.MatchSequence):
        return _fits_sequence(interp, pattern.patterns, subject)
    if isinstance(pattern, ast.MatchMapping):
        return _fits_mapping(interp, pattern, subject)
    if isinstance(pattern, ast.MatchClass):
        return _fits_class(interp, pattern, subject)
    interp.refuse(f"{type(pattern).__name__} patterns can't be compiled yet")


def _all(interp: Interpreter, tests: list[Test]) -> Abstract:
    if not tests:
        return Static(True)
    held = interp.truth(tests[0]())
    if isinstance(held, bool):
        return _all(interp, tests[1:]) if held else Static(False)
    if len(tests) == 1:
        return Dynamic(held)
    return interp.branch(held, lambda: _all(interp, tests[1:]), lambda: Static(False))


def _any(interp: Interpreter, tests: list[Test]) -> Abstract:
    held = interp.truth(tests[0]())
    if isinstance(held, bool):
        return Static(True) if held else _any(interp, tests[1:]) if tests[1:] else Static(False)
    if len(tests) == 1:
        return Dynamic(held)
    return interp.branch(held, lambda: Static(True), lambda: _any(interp, tests[1:]))


def _is_sequence(subject: Abstract) -> bool:
    if isinstance(subject, Dynamic) and subject.type == ty.RANGE:
        return True
    return containers.kind_of(subject) in ("list", "tuple") or (
        isinstance(subject, Static) and isinstance(subject.value, range)
    )


def _fits_sequence(interp: Interpreter, patterns: list[ast.pattern], subject: Abstract) -> Abstract:
    if not _is_sequence(subject):
        return Static(False)
    starred = any(isinstance(p, ast.MatchStar) for p in patterns)
    length = containers.length(interp, subject)

    def part(place: int) -> Test:
        return lambda: fits(interp, patterns[place], _element(interp, patterns, subject, place))

    inner = [part(i) for i, p in enumerate(patterns) if not isinstance(p, ast.MatchStar) and not _irrefutable(p)]
    right = interp.compare("gte" if starred else "eq", length, Static(len(patterns) - starred))
    return _all(interp, [lambda: right, *inner])


def _irrefutable(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and (pattern.pattern is None or _irrefutable(pattern.pattern))


def _element(interp: Interpreter, patterns: list[ast.pattern], subject: Abstract, place: int) -> Abstract:
    """What the pattern at ``place`` stands for; behind a star elements are counted from the end."""
    star = next((i for i, p in enumerate(patterns) if isinstance(p, ast.MatchStar)), None)
    if place == star:
        after = len(patterns) - place - 1
        chosen = SliceValue(Static(place), Static(-after) if after else NONE, NONE)
        return interp.call(Static(list), [interp.getitem(subject, chosen)])
    index = place if star is None or place < star else place - len(patterns)
    return interp.getitem(subject, Static(index))


def _fits_mapping(interp: Interpreter, pattern: ast.MatchMapping, subject: Abstract) -> Abstract:
    if containers.kind_of(subject) != "dict":
        return Static(False)
    tests: list[Test] = []
    for key_node, inner in zip(pattern.keys, pattern.patterns):
        key = expressions.evaluate(interp, key_node)
        tests.append(lambda key=key: containers.contains(interp, subject, key))  # type: ignore[misc]
        if not _irrefutable(inner):
            tests.append(lambda key=key, p=inner: fits(interp, p, interp.getitem(subject, key)))  # type: ignore[misc]
    return _all(interp, tests)


def _class_parts(interp: Interpreter, pattern: ast.MatchClass, subject: Abstract) -> list[tuple[str, ast.pattern]]:
    """The attributes that a class pattern looks at; the name is empty for the subject itself."""
    cls: Any = interp.python(expressions.evaluate(interp, pattern.cls))
    named = list(zip(pattern.kwd_attrs, pattern.kwd_patterns))
    if not pattern.patterns:
        return named
    if (
        isinstance(cls, type)
        and issubclass(cls, _WHOLE)
        and "__match_args__" not in vars(cls)
        and not hasattr(cls, "_fields")
    ):
        return [("", pattern.patterns[0]), *named]
    names = getattr(cls, "__match_args__", ())
    if len(pattern.patterns) > len(names):
        taken = f"{len(names)} positional sub-pattern{'s' * (len(names) != 1)}"
        interp.raise_(TypeError, f"{cls.__name__}() accepts {taken} ({len(pattern.patterns)} given)")
    return [*zip(names, pattern.patterns), *named]


def _fits_class(interp: Interpreter, pattern: ast.MatchClass, subject: Abstract) -> Abstract:
    def part(name: str, inner: ast.pattern) -> Test:
        def test() -> Abstract:
            if not name:
                return fits(interp, inner, subject)
            found = attributes.find(interp, subject, name)
            return Static(False) if found is None else fits(interp, inner, found)

        return test

    def kind() -> Abstract:
        return classes.is_instance(interp, subject, expressions.evaluate(interp, pattern.cls))

    def parts() -> Abstract:
        return _all(interp, [part(name, inner) for name, inner in _class_parts(interp, pattern, subject)])

    return _all(interp, [kind, parts] if pattern.patterns or pattern.kwd_patterns else [kind])


# --- what it binds --------------------------------------------------------------------------------------------------


def bind(interp: Interpreter, pattern: ast.pattern, subject: Abstract) -> None:
    """Assigns the names of a pattern that is known to fit."""
    subject = narrow(interp, pattern, subject)
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            bind(interp, pattern.pattern, subject)
        _assign(interp, pattern.name, subject)
    elif isinstance(pattern, ast.MatchOr):
        _bind_either(interp, pattern.patterns, subject)
    elif isinstance(pattern, ast.MatchSequence):
        for place, inner in enumerate(pattern.patterns):
            if _binds(inner):
                element = _element(interp, pattern.patterns, subject, place)
                if isinstance(inner, ast.MatchStar):
                    _assign(interp, inner.name, element)
                else:
                    bind(interp, inner, element)
    elif isinstance(pattern, ast.MatchMapping):
        _bind_mapping(interp, pattern, subject)
    elif isinstance(pattern, ast.MatchClass):
        for name, inner in _class_parts(interp, pattern, subject):
            if _binds(inner):
                bind(interp, inner, interp.getattr(subject, name) if name else subject)


def _binds(pattern: ast.pattern) -> bool:
    return any(getattr(n, "name", None) or getattr(n, "rest", None) for n in ast.walk(pattern))


def _assign(interp: Interpreter, name: str | None, value: Abstract) -> None:
    from .statements import assign

    if name is not None:
        assign(interp, ast.Name(name, ast.Store()), value)


def _bind_either(interp: Interpreter, patterns: list[ast.pattern], subject: Abstract) -> None:
    """Alternatives bind the same names; which of them fits is asked once more where they bind any."""
    if not _binds(patterns[0]):
        return
    if len(patterns) == 1:
        bind(interp, patterns[0], subject)
        return
    held = interp.truth(fits(interp, patterns[0], subject))
    if isinstance(held, bool):
        (bind(interp, patterns[0], subject) if held else _bind_either(interp, patterns[1:], subject))
        return
    interp.branch(
        held,
        lambda: containers.effect(bind, interp, patterns[0], subject),
        lambda: containers.effect(_bind_either, interp, patterns[1:], subject),
    )


def _bind_mapping(interp: Interpreter, pattern: ast.MatchMapping, subject: Abstract) -> None:
    keys = [expressions.evaluate(interp, k) for k in pattern.keys]
    for key, inner in zip(keys, pattern.patterns):
        if _binds(inner):
            bind(interp, inner, interp.getitem(subject, key))
    if pattern.rest is not None:
        rest = interp.call(Static(dict), [subject])
        for key in keys:
            containers.delitem(interp, rest, key)
        _assign(interp, pattern.rest, rest)
