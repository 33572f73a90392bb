"""Calls with the schema's own defaults filled in: ``check_with("aten::gelu", x)`` passes approximate="none" too."""

from __future__ import annotations

from typing import Any

from parity import _core, check

from flambeau.ops import operator


def filled(name: str, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """All arguments of the operator, in the schema's order."""
    parameters = operator(name).schema.arguments
    out = list(args)
    for parameter in parameters[len(args) :]:
        out.append(named[parameter.name] if parameter.name in named else parameter.default)
    return out


def check_with(name: str, *args: Any, tolerance: float | None = None, strides: bool = True, **named: Any) -> None:
    check(name, *filled(name, args, named), tolerance=tolerance, strides=strides)


def run(name: str, *args: Any, **named: Any) -> Any:
    """What the runtime alone gives."""
    return _core.call(name, filled(name, args, named))
