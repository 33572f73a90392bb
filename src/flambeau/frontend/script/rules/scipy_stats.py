"""scipy.stats: ``stdlib/scipy_special.py``."""

from __future__ import annotations

import scipy.stats

from ....stdlib import scipy_special
from .numpy_library import in_language

in_language(scipy.stats.zscore, scipy_special.zscore)
