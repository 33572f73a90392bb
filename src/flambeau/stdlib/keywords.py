"""Keyword arguments that only the running program knows."""

from __future__ import annotations

from typing import Any


def first_other(given: dict[str, object], known: tuple[str, ...]) -> str | None:
    """The first key of ``given`` that isn't one of ``known``."""
    for key in given:
        if key not in known:
            return key
    return None


def others(given: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    """What of ``given`` isn't one of the ``known``."""
    return {key: value for key, value in given.items() if key not in known}
