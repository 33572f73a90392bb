"""Keyword arguments that only the running program knows."""

from __future__ import annotations


def first_other(given: dict[str, object], known: tuple[str, ...]) -> str | None:
    """The first key of ``given`` that isn't one of ``known``."""
    for key in given:
        if key not in known:
            return key
    return None
