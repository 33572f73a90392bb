"""A real photograph for the samples: one that scikit-learn ships, as a binary PPM, which needs no library to read.

python examples/photo.py build/demo/photo.ppm            # china.jpg, 427 x 640
python examples/photo.py build/demo/flower.ppm flower.jpg
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_sample_image


def write_ppm(path: Path, image: np.ndarray) -> None:
    """Writes RGB uint8 (height, width, 3)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    height, width, _ = image.shape
    path.write_bytes(b"P6\n%d %d\n255\n" % (width, height) + np.ascontiguousarray(image).tobytes())


if __name__ == "__main__":
    write_ppm(Path(sys.argv[1]), load_sample_image(sys.argv[2] if len(sys.argv) > 2 else "china.jpg"))
