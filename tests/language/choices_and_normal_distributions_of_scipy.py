from __future__ import annotations

import numpy as np
import scipy.special
import scipy.stats


def program(n, xs, scale):
    return (
        scipy.special.comb(n, 2),
        [scipy.special.comb(n, k) for k in range(n + 2)],
        scipy.special.comb(n, 3, exact=True),
        scipy.special.comb(n, 2, exact=True, repetition=True),
        scipy.special.comb(n + np.arange(3), 2),
        scipy.special.binom(n, 1),
        scipy.stats.norm.pdf(xs, 0.5, scale),
        scipy.stats.norm.logpdf(xs),
        scipy.stats.norm.cdf(xs, loc=1.0),
        scipy.stats.norm.cdf(0.3),
        scipy.stats.norm.sf(xs, scale=scale),
        scipy.stats.norm.ppf(0.9, 1.0, scale),
    )


INPUTS = [(5, np.array([-1.0, 0.0, 2.5]), 2.0), (2, np.array([[0.1, 9.0]]), 0.5)]
