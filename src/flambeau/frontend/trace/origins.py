"""Where a number of the run comes from: from sizes and numbers of the input, or from the elements of its tensors.

``x.shape[0] * 2 > n`` depends on sizes and on an int of the input; ``x.max().item() > n`` on elements. A branch on the
first goes one way for a whole range of inputs, so the program may check that its input is of that range; one on
elements would go another way for nearly every input, so it is refused.
"""

from __future__ import annotations

from ...ir import Value
from ...types import TensorType
from ..script.values import Abstract, Dynamic

# What tells of a tensor without looking at its elements.
_LAYOUT = frozenset({"aten::size.int", "aten::size", "aten::numel", "aten::dim", "aten::stride.int", "aten::stride",
                     "aten::storage_offset", "py::len"})  # fmt: skip


def follows_from_sizes(number: Abstract) -> bool:
    """Whether no element of a tensor goes into the number."""
    if not isinstance(number, Dynamic):
        return True
    seen: set[Value] = set()
    waiting = [number.value]
    while waiting:
        value = waiting.pop()
        if value in seen:
            continue
        seen.add(value)
        if isinstance(value.type, TensorType):
            return False
        if value.op is None:
            continue  # a parameter
        if value.op.blocks or value.op.name == "call":
            return False  # of a compiled program that was called
        if value.op.name not in _LAYOUT:
            waiting.extend(value.op.operands)
    return True
