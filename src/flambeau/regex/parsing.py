"""CPython's own parser of regular expressions, by its names in all versions; the ``regex`` module's ``\\p{...}`` too.

``parse(pattern)`` gives the parse tree of a compiled pattern and what the private characters in it stand for: a class
such as ``\\p{L}``, which CPython's parser doesn't know, is parsed as one character of a private plane.
"""

from __future__ import annotations

import functools
import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    from re import _casefix, _constants, _parser

    EXTRA_CASES: dict[int, tuple[int, ...]] = _casefix._EXTRA_CASES  # type: ignore[attr-defined]
else:
    import sre_compile
    import sre_constants as _constants
    import sre_parse as _parser

    EXTRA_CASES = dict(sre_compile._ignorecase_fixes)  # type: ignore[attr-defined]

constants: Any = _constants
FIRST_PRIVATE = 0x10_0000  # the last plane of private characters
_PROPERTY = re.compile(r"\\([pP])(?:\{(\^?)([^{}]*)\}|([A-Z]))|\\.", re.S)
_CATEGORY = re.compile(r"\\([wWdDsS])|\\.", re.S)

Ranges = tuple[tuple[int, int], ...]


def parse(pattern: Any) -> tuple[Any, int, dict[int, Ranges]]:
    """The tree, the flags and the classes of ``pattern``, one of ``re`` or of ``regex``."""
    if isinstance(pattern, re.Pattern):
        tree = _parser.parse(pattern.pattern, pattern.flags)
        return tree, tree.state.flags, {}
    import regex

    if pattern.flags & regex.V1:
        raise re.error("the regex module's version 1 behaviour isn't supported")
    flags = 0
    for name in ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII"):
        if pattern.flags & getattr(regex, name):
            flags |= int(getattr(re, name))
    classes: dict[int, Ranges] = {}

    def private(text: str) -> str:
        classes[FIRST_PRIVATE + len(classes)] = members(text)
        return chr(FIRST_PRIVATE + len(classes) - 1)

    def replace(found: re.Match[str]) -> str:
        # regex's own \w, \d and \s hold other characters than re's do.
        return private(found.group()) if found.group(1) else found.group()

    text = _PROPERTY.sub(replace, pattern.pattern)
    if not flags & re.ASCII:
        text = _CATEGORY.sub(replace, text)
    tree = _parser.parse(text, flags)
    return tree, tree.state.flags, classes


@functools.cache
def members(text: str) -> Ranges:
    """The characters of a class of the ``regex`` module, as ranges of code points."""
    import regex

    found = []
    for match in regex.finditer(f"{text}+", _all_characters()):
        found.append((match.start(), match.end() - 1))
    # Half of a surrogate pair stands at its own place too: the text holds every code point in order.
    return tuple(found)


@functools.cache
def _all_characters() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))
