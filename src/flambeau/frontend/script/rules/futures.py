"""``torch.jit.fork`` and ``wait`` and the futures between them: calls in order, as in eager PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from ....stdlib import futures, sequences
from .. import containers
from ..values import Abstract, Builtin, Static, TupleValue
from . import FUNCTIONS, calls, function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


FUNCTIONS[torch.futures.Future] = calls(futures.Future)
FUNCTIONS[torch.jit.fork] = FUNCTIONS[torch._C.fork] = calls(futures.fork)
FUNCTIONS[torch.jit.wait] = FUNCTIONS[torch._C.wait] = calls(futures.wait)
FUNCTIONS[torch.futures.wait_all] = calls(futures.wait_all)
FUNCTIONS[torch.futures.collect_all] = calls(futures.collect_all)


@function(futures.fresh)
def fresh(interp: Interpreter, value: Abstract) -> Abstract:
    kind = containers.kind_of(value)
    known = interp.items(value) if kind in ("list", "tuple") else None
    if known is not None:
        items = [fresh(interp, item) for item in known]
        return interp.new_list(items) if kind == "list" else TupleValue(tuple(items))
    if kind == "list":
        return interp.call(Static(sequences.copy_each), [value, Builtin("fresh", fresh)])
    return interp.call(Static(dict), [value]) if kind == "dict" else value
