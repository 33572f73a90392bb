"""``re.sub`` with a function: the pieces between the matches, and what the function makes of each match."""

from __future__ import annotations

from typing import Any


def substitute(matches: Any, function: Any, text: Any, count: Any) -> Any:
    """``pattern.sub(function, text, count)``, given all matches of the pattern."""
    return substitute_counting(matches, function, text, count)[0]


def substitute_counting(matches: Any, function: Any, text: Any, count: Any) -> Any:
    """``pattern.subn(function, text, count)``."""
    if count > 0:
        matches = matches[:count]
    parts = []
    at = 0
    for match in matches:
        parts.append(text[at : match.start()])
        parts.append(function(match))
        at = match.end()
    parts.append(text[at:])
    return "".join(parts), len(matches)
