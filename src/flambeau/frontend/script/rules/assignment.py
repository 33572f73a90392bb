"""SciPy's assignment of trackers and matchers: ``stdlib/assignment.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.optimize import linear_sum_assignment

from ....stdlib import assignment
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(linear_sum_assignment)
def _linear_sum_assignment(interp: Interpreter, cost_matrix: Abstract, maximize: Abstract = Static(False)) -> Abstract:
    return interp.call(Static(assignment.linear_sum_assignment), [cost_matrix, maximize], {})
