"""Keyword arguments that only the running program knows."""

from __future__ import annotations

from typing import Any


def misfit(
    name: str, options: dict[str, object], free: tuple[str, ...] | None, given: tuple[str, ...]
) -> str | None:  # fmt: skip
    """What Python says of the first option that is no ``free`` parameter of a function, or was ``given`` otherwise.
    Where ``free`` is None, it takes any."""
    for key in options:
        if key in given:
            return f"{name}() got multiple values for argument '{key}'"
        if free is not None and key not in free:
            return f"{name}() got an unexpected keyword argument '{key}'"
    return None


def repeated(name: str, options: dict[str, object], given: tuple[str, ...]) -> str | None:
    """What Python says of the first option that the call names besides."""
    for key in options:
        if key in given:
            return f"{name}() got multiple values for keyword argument '{key}'"
    return None


def others(given: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    """What of ``given`` isn't one of the ``known``."""
    return {key: value for key, value in given.items() if key not in known}
