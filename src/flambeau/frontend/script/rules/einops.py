"""``einops``: a pattern is read when the program is compiled, and what it says is done by ``stdlib/einops.py``.

The package's own way, to look up what it prepared for a pattern and a number of dimensions, would have a program read
the pattern when it runs, since it takes tensors of any number of dimensions.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Any

import einops
from einops import EinopsError

from ....stdlib import einops as written
from ....stdlib.einops import SPREAD, Group, Part, Pattern
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")
Side = list[list[str] | str]  # groups of names, and SPREAD where the ellipsis stands outside of parentheses


def read_side(text: str, side: str, repeats: bool = False) -> Side:
    """The dimensions on one side of a pattern. A name of its own ("2#1") is made for each number but 1."""
    found: Side = []
    group: list[str] | None = None
    seen: set[str] = set()
    for token in re.findall(r"\.\.\.|[()]|\w+|\S", text):
        if token == "(":
            if group is not None:
                raise EinopsError("Axis composition is one-level (brackets inside brackets not allowed)")
            group = []
        elif token == ")":
            if group is None:
                raise EinopsError("Brackets are not balanced")
            found.append(group)
            group = None
        else:
            names = [] if token == "1" else [f"{token}#{side}{len(seen)}" if token.isdecimal() else _name(token)]
            if seen.intersection(names) and not repeats and names != ["_"]:
                raise EinopsError(f'Indexing expression contains duplicate dimension "{token}"')
            seen.update(names)
            if group is not None:
                group.extend(names)
            else:
                found.append(SPREAD if token == SPREAD else names)
    if group is not None:
        raise EinopsError(f'Imbalanced parentheses in expression: "{text}"')
    return found


def _name(token: str) -> str:
    if token == SPREAD or token == "_" or (token.isidentifier() and token.strip("_") == token):
        return token
    raise EinopsError(f"Invalid axis identifier: {token}")


def _names(side: Side) -> list[str]:
    return [name for group in side for name in ([group] if isinstance(group, str) else group)]


def read_pattern(text: str, operation: Any, given: list[str]) -> Pattern:
    """What a pattern of rearrange, repeat or reduce says, whatever the tensor's shape. EinopsError if it is wrong."""
    if text.count("->") != 1:
        raise EinopsError(f"A pattern needs one '->': {text}")
    left, right = (read_side(side, mark) for side, mark in zip(text.split("->"), "lr"))
    before_names, after_names = _names(left), _names(right)
    _check(text, operation, given, left, before_names, after_names)
    missing = [name for name in given if name not in (*before_names, *after_names)]
    if missing:
        raise EinopsError(f"Axis {missing[0]} is not used in transform")
    known = {*given, *(name for name in before_names if "#" in name)}
    groups = []
    for group in left:
        unknown = [name for name in group if name not in known] if group != SPREAD else []
        if len(unknown) > 1:
            raise EinopsError(f"Could not infer sizes for {set(unknown)}")
        groups.append(Group(tuple(name for name in group if name in known), unknown[0] if unknown else None))
    cut = left.index(SPREAD) if SPREAD in left else len(left)
    ordered = [name for name in after_names if name in before_names]
    reduced = [name for name in before_names if name not in after_names]
    order = tuple(before_names.index(name) for name in (*ordered, *reduced))
    return Pattern(
        text, tuple(groups[:cut]), tuple(groups[cut + 1 :]), tuple(before_names), order, len(reduced),
        tuple((place, name) for place, name in enumerate(after_names) if name not in before_names),
        tuple(Part((SPREAD,) if group == SPREAD else tuple(group), group == SPREAD) for group in right),
        any(len(group) != 1 for group in left if group != SPREAD), order != tuple(range(len(order))),
        any(group != SPREAD and (len(group) != 1 or SPREAD in group) for group in right),
    )  # fmt: skip


def _check(text: str, operation: Any, given: list[str], left: Side, before: list[str], after: list[str]) -> None:
    if SPREAD in after and SPREAD not in before:
        raise EinopsError(f"Ellipsis found in right side, but not left side of a pattern {text}")
    if SPREAD in before and SPREAD not in left:
        raise EinopsError(f"Ellipsis inside parenthesis in the left side is not allowed: {text}")
    only_before, only_after = set(before).difference(after), set(after).difference(before)
    if operation == "rearrange":
        if any("#" in name for name in (*before, *after)):
            raise EinopsError("Non-unitary anonymous axes are not supported in rearrange (exception is length 1)")
        if only_before or only_after:
            raise EinopsError(
                f"Identifiers only on one side of expression (should be on both): {only_before | only_after}"
            )
    elif operation == "repeat":
        if only_before:
            raise EinopsError(f"Unexpected identifiers on the left side of repeat: {only_before}")
        unsized = {name for name in only_after if "#" not in name}.difference(given)
        if unsized:
            raise EinopsError(f"Specify sizes for new axes in repeat: {unsized}")
    elif isinstance(operation, str) and operation not in REDUCTIONS:
        raise EinopsError(f"Unknown reduction {operation}. Expect one of {REDUCTIONS}.")
    elif only_after:
        raise EinopsError(f"Unexpected identifiers on the right side of reduce {operation}: {only_after}")


def transform(
    interp: Interpreter, tensor: Abstract, pattern: Abstract, operation: Abstract, sizes: dict[str, Abstract],
    explains: bool,
) -> Abstract:  # fmt: skip
    """The call of rearrange, repeat or reduce, by name or, if it doesn't explain its errors, by a layer."""
    text = _known_text(interp, pattern)
    how = operation.value if isinstance(operation, Static) else None
    try:
        read = read_pattern(text, how, list(sizes))
    except EinopsError as error:
        return interp.raise_(EinopsError, f' Error while processing {how}-reduction pattern "{text}".\n {error}')
    names = (*read.axes, *(name for _, name in read.made))
    numbers = {name: Static(int(name.split("#")[0])) for name in names if "#" in name}
    lengths, all_sizes = (interp.call(Static(dict), [], made) for made in (sizes, {**sizes, **numbers}))
    interp.spelling += 1
    try:
        return interp.call(
            Static(written.transform),
            [tensor, Static(read), operation, Static(str(how) if explains else ""), lengths, all_sizes,
             Static(EinopsError)], {},
        )  # fmt: skip
    finally:
        interp.spelling -= 1


def _known_text(interp: Interpreter, pattern: Abstract) -> str:
    if not interp.is_static(pattern) or not isinstance(interp.python(pattern), str):
        interp.refuse("the pattern has to be known when the program is compiled", "write it as a constant string")
    found: str = interp.python(pattern)
    return found


@function(einops.rearrange)
def _rearrange(interp: Interpreter, tensor: Abstract, pattern: Abstract, **axes_lengths: Abstract) -> Abstract:
    return transform(interp, tensor, pattern, Static("rearrange"), axes_lengths, explains=True)


@function(einops.repeat)
def _repeat(interp: Interpreter, tensor: Abstract, pattern: Abstract, **axes_lengths: Abstract) -> Abstract:
    return transform(interp, tensor, pattern, Static("repeat"), axes_lengths, explains=True)


@function(einops.reduce)
def _reduce(
    interp: Interpreter, tensor: Abstract, pattern: Abstract, reduction: Abstract, **axes_lengths: Abstract
) -> Abstract:
    return transform(interp, tensor, pattern, reduction, axes_lengths, explains=True)


@function(einops.einsum)
def _einsum(interp: Interpreter, *operands: Abstract) -> Abstract:
    """The names of axes become letters."""
    if len(operands) < 2:
        interp.refuse("einops.einsum takes tensors and, behind them, the pattern", "give it at least one tensor")
    *tensors, pattern = operands
    text = _known_text(interp, pattern)
    if text.count("->") != 1:
        return interp.raise_(ValueError, "Einsum pattern must contain '->'.")
    left, right = text.split("->")
    letters: dict[str, str] = {SPREAD: SPREAD}
    sides = []
    for side in (*left.split(","), right):
        names = []
        for group in read_side(side, "e", repeats=True):
            if group != SPREAD and (len(group) != 1 or "#" in group[0]):
                return interp.raise_(NotImplementedError, f"{text}: einops.einsum takes names of axes only")
            names.append(SPREAD if group == SPREAD else group[0])
        if side is right and not letters.keys() >= set(names):
            return interp.raise_(EinopsError, f"Unknown axis on right side of einsum {text}.")
        sides.append("".join(letters.setdefault(name, string.ascii_letters[len(letters) - 1]) for name in names))
    equation = Static(f"{','.join(sides[:-1])}->{sides[-1]}")
    return interp.call(Static(written.einsum), [equation, *tensors], {})


@function(einops.parse_shape)
def _parse_shape(interp: Interpreter, x: Abstract, pattern: Abstract) -> Abstract:
    text = _known_text(interp, pattern)
    names = []
    for group in read_side(text, "s", repeats=True):
        if group != SPREAD and len(group) > 1:
            return interp.raise_(RuntimeError, f"Can't parse shape with composite axes: {text}")
        names.append(SPREAD if group == SPREAD else group[0].split("#")[0] if group else "1")
    cut = names.index(SPREAD) if SPREAD in names else len(names)
    parts = [tuple(names[:cut]), tuple(names[cut + 1 :]), SPREAD in names]
    return interp.call(Static(written.parse_shape), [x, pattern, *map(Static, parts)], {})


@function(einops.asnumpy)
def _asnumpy(interp: Interpreter, tensor: Abstract) -> Abstract:
    return interp.call(Static(written.asnumpy), [tensor], {})


def _around_star(interp: Interpreter, pattern: Abstract) -> list[Abstract]:
    """How many axes stand before and behind the star of a pattern of pack or unpack."""
    text = _known_text(interp, pattern)
    axes = text.split()
    if axes.count("*") != 1 or len(set(axes)) != len(axes):
        interp.raise_(EinopsError, f'No *-axis, or duplicates in axes names in "{text}"')
    before = axes.index("*")
    return [Static(before), Static(len(axes) - before - 1), Static(EinopsError)]


@function(einops.pack)
def _pack(interp: Interpreter, tensors: Abstract, pattern: Abstract) -> Abstract:
    return interp.call(Static(written.pack), [tensors, pattern, *_around_star(interp, pattern)], {})


@function(einops.unpack)
def _unpack(interp: Interpreter, tensor: Abstract, packed_shapes: Abstract, pattern: Abstract) -> Abstract:
    return interp.call(Static(written.unpack), [tensor, packed_shapes, pattern, *_around_star(interp, pattern)], {})
