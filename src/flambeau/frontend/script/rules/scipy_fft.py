"""scipy.fft: ``stdlib/scipy_fft.py``. What NumPy has too is NumPy's."""

from __future__ import annotations

import sys

from ....stdlib import scipy_fft
from .numpy_library import in_language

in_language(sys.modules["scipy.fft"].dct, scipy_fft.dct)
in_language(sys.modules["scipy.fft"].idct, scipy_fft.idct)
for _name in "fft ifft rfft irfft hfft ihfft fft2 ifft2 rfft2 irfft2 fftn ifftn rfftn irfftn".split():
    in_language(getattr(sys.modules["scipy.fft"], _name), getattr(scipy_fft, _name))
