"""scipy.fft's cosine transforms: ``stdlib/scipy_fft.py``."""

from __future__ import annotations

import sys

from ....stdlib import scipy_fft
from .numpy_library import in_language

in_language(sys.modules["scipy.fft"].dct, scipy_fft.dct)
in_language(sys.modules["scipy.fft"].idct, scipy_fft.idct)
