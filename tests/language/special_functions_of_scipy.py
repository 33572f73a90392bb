import numpy as np
from scipy import special, stats


def program(scores, single: float):
    gelu = scores * 0.5 * (1.0 + special.erf(scores / np.sqrt(2.0)))
    return {
        "gelu": (gelu, special.erf(single), special.ndtr(scores)),
        "probabilities": np.exp(scores - special.logsumexp(scores, axis=-1, keepdims=True)),
        "sums": (special.logsumexp(scores), special.logsumexp(scores, axis=0), special.logsumexp(scores, b=0.5)),
        "gamma": (special.gammaln(np.abs(scores) + 1), special.i0(scores)),
        "scaled": (stats.zscore(scores), stats.zscore(scores, axis=None, ddof=1)),
        "back": special.logit(special.expit(scores)),
    }


INPUTS = [
    (np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5]]), 0.3),
    (np.array([[1.0, 1.0], [1.0, 2.0]]), -2.0),
    (np.array([[0.25, -3.0]], dtype=np.float32), 0.0),
]
