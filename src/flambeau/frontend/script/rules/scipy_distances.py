"""scipy.spatial.distance: ``stdlib/scipy_distances.py``."""

from __future__ import annotations

from scipy.spatial.distance import cdist

from ....stdlib import scipy_distances
from .numpy_library import in_language

in_language(cdist, scipy_distances.cdist)
