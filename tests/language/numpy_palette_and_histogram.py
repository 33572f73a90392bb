import numpy as np


def program(x):
    pal = np.zeros((256, 3), dtype=np.uint8)
    pal[:, 0] = np.arange(256)
    pal[1] = [255, 0, 128]
    colored = pal[x]
    blended = (0.5 * colored + 0.5 * np.dstack([x] * 3)).astype(np.uint8)
    hist, edges = np.histogram(x.ravel(), 4, [0, 8])
    cdf = hist.cumsum()
    eq = np.round((cdf - cdf.min()) / (cdf.max() - cdf.min()) * 255).astype("uint8")
    return colored, blended, hist, edges, eq, x.ravel().tolist()[:3]


INPUTS = [(np.arange(8, dtype=np.uint8).reshape(2, 4),)]
