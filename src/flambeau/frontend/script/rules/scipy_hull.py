"""scipy.spatial.ConvexHull: ``stdlib/scipy_hull.py``."""

from __future__ import annotations

from scipy.spatial import ConvexHull

from ....stdlib import scipy_hull
from . import FUNCTIONS, calls

FUNCTIONS[ConvexHull] = calls(scipy_hull.ConvexHull)
