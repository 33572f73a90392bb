"""joblib's ``Parallel(...)(delayed(f)(x) for x in xs)``: the calls are made one after another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..values import Abstract, Builtin, Static
from . import FUNCTIONS

if TYPE_CHECKING:
    from ..interpreter import Interpreter


_parallel: Any = sys.modules["joblib.parallel"]


def _tasks(interp: Interpreter, *args: Abstract, **options: Abstract) -> Abstract:
    wanted = options.get("return_as", Static("list"))

    def run(interp: Interpreter, iterable: Abstract) -> Abstract:
        results = interp.call(Static(list), [iterable])
        return results if interp.python(wanted) == "list" else interp.call(Static(iter), [results])

    return Builtin("Parallel", run)


def _delayed(interp: Interpreter, task: Abstract, *args: Abstract) -> Abstract:
    def call(interp: Interpreter, *given: Abstract, **named: Abstract) -> Abstract:
        return interp.call(task, list(given), named)

    return Builtin("delayed", call)


def _effective_n_jobs(interp: Interpreter, *args: Abstract) -> Abstract:
    return Static(1)


def register_imported() -> None:
    """Registers the rules for joblib and, where it has been imported, for what scikit-learn makes of it."""
    FUNCTIONS[_parallel.effective_n_jobs] = _effective_n_jobs
    for home in (_parallel, sys.modules.get("sklearn.utils.parallel")):
        if home is not None:
            FUNCTIONS[home.Parallel] = _tasks
            FUNCTIONS[home.delayed] = _delayed
