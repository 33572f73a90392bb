"""``str.format`` of a template that only the running program knows: a prompt from a configuration, say.

formatted("{0}: {score:.1f}", {"0": "cat", "score": 0.5})       # 'cat: 0.5'

Positional values go under their numbers. The texts of errors are CPython's.
"""

from __future__ import annotations

from typing import Any

AUTOMATIC, MANUAL = 1, 2


def formatted(template: str, values: dict[str, Any]) -> str:
    pieces: list[str] = []
    numbering = [0, 0]  # the next automatic number, and which kind of numbers there has been
    place, length = 0, len(template)
    while place < length:
        opened, closed = template.find("{", place), template.find("}", place)
        begin = min(opened if opened >= 0 else length, closed if closed >= 0 else length)
        pieces.append(template[place:begin])
        if begin == length:
            break
        if template[begin : begin + 2] == "{{" or template[begin : begin + 2] == "}}":
            pieces.append(template[begin])
            place = begin + 2
            continue
        if template[begin] == "}":
            raise ValueError("Single '}' encountered in format string")
        if begin + 1 == length:
            raise ValueError("Single '{' encountered in format string")
        end = closing(template, begin + 1)
        pieces.append(replaced(template[begin + 1 : end], values, numbering))
        place = end + 1
    return "".join(pieces)


def closing(template: str, place: int) -> int:
    """Where the field that began just before ``place`` ends."""
    depth = 1
    while place < len(template):
        if template[place] == "{":
            depth += 1
        elif template[place] == "}":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    raise ValueError("expected '}' before end of string")


def replaced(field: str, values: dict[str, Any], numbering: list[int]) -> str:
    """The text of a field, ``name!r:>{width}``."""
    name, spec, conversion = field, "", ""
    end = 0
    while end < len(field) and field[end] != "!" and field[end] != ":":
        end += 1
    if end < len(field):
        name = field[:end]
        if field[end] == "!":
            conversion = field[end + 1 : end + 2]
            after = field[end + 2 : end + 3]
            if conversion == "":
                raise ValueError("unmatched '{' in format spec")
            if after != "" and after != ":":
                raise ValueError("expected ':' after conversion specifier")
            spec = field[end + 3 :]
        else:
            spec = field[end + 1 :]
    key = key_of(name, values, numbering)
    if "{" in spec:
        spec = nested(spec, values, numbering)
    value = values[key]
    if conversion == "r":
        return format(repr(value), spec)
    if conversion == "s":
        return format(str(value), spec)
    if conversion == "a":
        return format(ascii(value), spec)
    if conversion != "":
        raise ValueError(f"Unknown conversion specifier {conversion}")
    return format(value, spec)


def nested(spec: str, values: dict[str, Any], numbering: list[int]) -> str:
    """A specification with the values of the fields within it."""
    pieces = []
    place = 0
    while place < len(spec):
        begin = spec.find("{", place)
        if begin < 0:
            begin = len(spec)
        pieces.append(spec[place:begin])
        if begin == len(spec):
            break
        end = closing(spec, begin + 1)
        inner = spec[begin + 1 : end]
        if "{" in inner:
            raise ValueError("Max string recursion exceeded")
        pieces.append(format(values[key_of(inner, values, numbering)], ""))
        place = end + 1
    return "".join(pieces)


def key_of(name: str, values: dict[str, Any], numbering: list[int]) -> str:
    """The key of a field's value; a field without a name takes the next number."""
    if "." in name or "[" in name:
        raise NotImplementedError(f"the field {name!r} of a template isn't supported in programs: give the part itself")
    if name == "" or name.isdigit():
        kind = AUTOMATIC if name == "" else MANUAL
        if numbering[1] == AUTOMATIC and kind == MANUAL:
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        if numbering[1] == MANUAL and kind == AUTOMATIC:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        numbering[1] = kind
        number = numbering[0] if name == "" else int(name)
        numbering[0] += 1
        if str(number) not in values:
            raise IndexError(f"Replacement index {number} out of range for positional args tuple")
        return str(number)
    if name not in values:
        raise KeyError(name)
    return name
