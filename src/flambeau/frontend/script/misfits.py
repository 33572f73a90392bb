"""The words of Python's TypeError where arguments don't fit a function's parameters.

    g() missing 2 required positional arguments: 'a' and 'b'

They are Python's own: a function with such parameters, which does nothing, is called now.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from typing import Any

from .values import Frame


def qualified(name: str, frame: Frame) -> str:
    """The ``__qualname__`` of a function of that name whose calls have such frames."""
    if frame.parent is None or "<locals>" in name:
        return name
    return f"{qualified(frame.parent.name, frame.parent)}.<locals>.{name}"


def of_parameters(
    name: str, arguments: ast.arguments, defaults: Collection[str], count: int, named: Collection[str]
) -> str:  # fmt: skip
    """What is said of ``count`` positional arguments and those ``named`` for ``arguments``, which they don't fit."""
    positional = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    none = ast.Constant(None)

    def bare(parameters: list[ast.arg]) -> list[ast.arg]:
        return [ast.arg(a.arg) for a in parameters]

    parameters = ast.arguments(
        posonlyargs=bare(arguments.posonlyargs), args=bare(arguments.args),
        vararg=ast.arg(arguments.vararg.arg) if arguments.vararg else None, kwonlyargs=bare(arguments.kwonlyargs),
        kw_defaults=[none if a.arg in defaults else None for a in arguments.kwonlyargs],
        kwarg=ast.arg(arguments.kwarg.arg) if arguments.kwarg else None,
        defaults=[none for one in positional if one in defaults],
    )  # fmt: skip
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, none)))
    stub = eval(compile(tree, "", "eval"), {})
    stub.__qualname__ = name
    return of_call(stub, count, named)


def of_call(function: Callable[..., Any], count: int, named: Collection[str]) -> str:
    """What ``function`` says of arguments that it doesn't take."""
    try:
        function(*[None] * count, **dict.fromkeys(named))
    except TypeError as error:
        return str(error)
    raise AssertionError("the arguments fit")
