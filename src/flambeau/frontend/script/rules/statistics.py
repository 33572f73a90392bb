"""Python's ``statistics``: ``stdlib/averaging.py``, for values that are only known at run time."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ....stdlib import averaging
from ..values import Abstract, Static
from . import function
from .builtins import known, natively

if TYPE_CHECKING:
    from ..interpreter import Interpreter


def _rule(original: Callable[..., Any], ours: Callable[..., Any]) -> None:
    @function(original)
    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if known(interp, *args, *kwargs.values()):
            return natively(interp, original, *args, **kwargs)
        return interp.call(Static(ours), list(args), kwargs)


for _name in (
    "mean fmean geometric_mean harmonic_mean median median_low median_high mode multimode variance pvariance stdev "
    "pstdev quantiles"
).split():
    _rule(getattr(statistics, _name), getattr(averaging, _name))
