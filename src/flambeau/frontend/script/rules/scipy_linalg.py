"""scipy.linalg: ``stdlib/scipy_linalg.py``."""

from __future__ import annotations

import scipy.linalg

from ....stdlib import scipy_linalg
from .numpy_library import in_language

for _name in (
    "cholesky cho_factor cho_solve solve_triangular solve inv det pinv svd svdvals eigh eigvalsh orth qr lstsq norm "
    "block_diag"
).split():
    in_language(getattr(scipy.linalg, _name), getattr(scipy_linalg, _name))
