"""scipy.stats: ``stdlib/scipy_special.py``. Of its distributions there is the normal one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import scipy.stats

from ....stdlib import scipy_special
from ..values import Abstract, Static
from . import instance_method
from .numpy_library import in_language

if TYPE_CHECKING:
    from ..interpreter import Interpreter

in_language(scipy.stats.zscore, scipy_special.zscore)
in_language(scipy.stats.mode, scipy_special.mode)


def _of_normal(name: str) -> None:
    written: Any = getattr(scipy_special, f"normal_{name}")

    @instance_method(type(scipy.stats.norm), name)
    def rule(interp: Interpreter, self: Abstract, *args: Abstract, **kwargs: Abstract) -> Abstract:
        return interp.call(Static(written), list(args), kwargs)


for _name in "pdf logpdf cdf sf ppf".split():
    _of_normal(_name)
