"""scipy.special: ``stdlib/scipy_special.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import scipy.special

from ....stdlib import numpy_math, scipy_special
from ..values import NONE, Abstract, Static
from .numpy_core import ufunc
from .numpy_functions import rule_of
from .numpy_library import in_language

if TYPE_CHECKING:
    from ..interpreter import Interpreter

for _name in "erf erfc gamma gammaln psi digamma i0 ndtr logit logsumexp binom comb".split():
    in_language(getattr(scipy.special, _name), getattr(scipy_special, _name))
in_language(scipy.special.softmax, numpy_math.softmax)
in_language(scipy.special.log_softmax, numpy_math.log_softmax)


@rule_of(scipy.special.expit)
def _expit(interp: Interpreter, x: Abstract, /, out: Abstract = NONE) -> Abstract:
    negated = ufunc(interp, "negative", [x])
    raised = ufunc(interp, "add", [ufunc(interp, "exp", [negated]), Static(1.0)])
    return ufunc(interp, "reciprocal", [raised], out)
