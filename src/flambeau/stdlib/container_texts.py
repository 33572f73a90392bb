"""The texts of containers of instances whose class has a ``__repr__`` of its own, which the runtime can't call."""

from __future__ import annotations

from typing import Any


def of_list(items: list[Any]) -> str:
    return "[" + ", ".join([repr(one) for one in items]) + "]"


def of_tupleof(items: tuple[Any, ...]) -> str:
    return "(" + ", ".join([repr(one) for one in items]) + (",)" if len(items) == 1 else ")")


def of_set(items: set[Any]) -> str:
    return "{" + ", ".join([repr(one) for one in items]) + "}" if items else "set()"


def of_dict(pairs: dict[Any, Any]) -> str:
    return "{" + ", ".join([f"{key!r}: {held!r}" for key, held in pairs.items()]) + "}"
