import numpy as np
import scipy.fft
from scipy.fftpack import dct
from sklearn.metrics.pairwise import cosine_similarity


def program(frames, words):
    cepstra = dct(frames, type=2, axis=1, norm="ortho")[:, :3]
    back = scipy.fft.idct(scipy.fft.dct(frames, axis=0), axis=0)
    alike = cosine_similarity(frames, words)
    return cepstra, back, scipy.fft.dct(frames, type=3, n=6, norm="ortho"), alike, int(np.argmax(alike[0]))


_random = np.random.default_rng(0)

INPUTS = [
    (_random.standard_normal((3, 5)), _random.standard_normal((4, 5))),
    (_random.standard_normal((2, 7)).astype(np.float32), np.ones((1, 7), dtype=np.float32)),
    (np.arange(8).reshape(2, 4), np.eye(4)[:2]),
]
