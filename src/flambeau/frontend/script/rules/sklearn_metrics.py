"""sklearn.metrics.pairwise: ``stdlib/sklearn_metrics.py``."""

from __future__ import annotations

import sys

from ....stdlib import sklearn_metrics
from .numpy_library import in_language

in_language(sys.modules["sklearn.metrics.pairwise"].cosine_similarity, sklearn_metrics.cosine_similarity)
