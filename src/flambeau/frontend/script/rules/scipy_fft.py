"""scipy.fft's and scipy.fftpack's cosine transforms: ``stdlib/scipy_fft.py``."""

from __future__ import annotations

import sys

from ....stdlib import scipy_fft
from .numpy_library import in_language

if "scipy.fft" in sys.modules:
    in_language(sys.modules["scipy.fft"].dct, scipy_fft.dct)
    in_language(sys.modules["scipy.fft"].idct, scipy_fft.idct)
if "scipy.fftpack" in sys.modules:
    in_language(sys.modules["scipy.fftpack"].dct, scipy_fft.dct)
    in_language(sys.modules["scipy.fftpack"].idct, scipy_fft.old_idct)
