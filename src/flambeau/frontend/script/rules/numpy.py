"""All rules for NumPy: importing this registers them."""

from . import numpy_creation, numpy_functions, numpy_library, numpy_reductions

__all__ = ["numpy_creation", "numpy_functions", "numpy_library", "numpy_reductions"]
