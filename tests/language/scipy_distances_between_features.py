import numpy as np
from scipy.spatial.distance import cdist, cosine, euclidean


def program(tracks: np.ndarray, detections: np.ndarray, metric: str):
    cost = np.maximum(0.0, cdist(tracks, detections, "cosine"))
    others = [cdist(tracks, detections, name) for name in ("euclidean", "sqeuclidean", "cityblock", "chebyshev")]
    return (
        cost,
        others,
        cdist(tracks, detections, metric),
        cosine(tracks[0], tracks[1]),
        euclidean(tracks[0], tracks[1]),
    )


INPUTS = [
    (np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 3.0]]), np.array([[2.0, 2.0]]), "euclidean"),
    (np.array([[1.0, 2.0, 0.1], [0.5, -1.0, 2.0]]), np.array([[2.0, 2.0, 2.0], [0.1, 0.2, 0.3]]), "cosine"),
]
