"""scipy.signal: ``stdlib/scipy_signal.py``. Filters are designed while the program is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.signal
from scipy.signal import _peak_finding, _sigtools

from ....stdlib import scipy_signal
from ..values import Abstract, Static, TupleValue
from . import function
from .numpy_library import in_language

if TYPE_CHECKING:
    from ..interpreter import Interpreter

for _name in (
    "lfilter lfilter_zi filtfilt sosfilt sosfilt_zi sosfiltfilt medfilt savgol_filter convolve fftconvolve correlate "
    "resample resample_poly"
).split():
    in_language(getattr(scipy.signal, _name), getattr(scipy_signal, _name))
in_language(_sigtools._convolve2d, scipy_signal.convolve_2d)
in_language(_peak_finding._local_maxima_1d, scipy_signal.local_maxima)
in_language(_peak_finding._select_by_peak_distance, scipy_signal.select_by_distance)
in_language(_peak_finding._peak_prominences, scipy_signal.prominences)
in_language(_peak_finding._peak_widths, scipy_signal.widths)

DESIGNS = "butter cheby1 cheby2 ellip bessel iirfilter iirdesign iirnotch iirpeak firwin firwin2 remez buttord".split()


def _designed(name: str) -> Callable[..., Abstract]:
    """What a filter's design gives for constants: arrays that the program may change, made anew where it gets there."""
    design = getattr(scipy.signal, name)

    def rule(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if not all(map(interp.is_static, [*args, *kwargs.values()])):
            interp.refuse(
                f"scipy.signal.{name} of values that only the running program knows isn't supported",
                "design the filter before the program starts, or of constants",
            )
        try:
            made = design(*map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
        except Exception as error:
            interp.raise_(type(error), *error.args)
        return _anew(interp, made)

    return rule


def _anew(interp: Interpreter, made: Any) -> Abstract:
    if isinstance(made, tuple):
        return TupleValue(tuple(_anew(interp, one) for one in made))
    return interp.call(Static(np.array), [Static(made)], {}) if isinstance(made, np.ndarray) else interp.wrap(made)


for _name in DESIGNS:
    function(getattr(scipy.signal, _name))(_designed(_name))
