import numpy as np


def program(image, kernel):
    kh, kw = kernel.shape
    padded = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    out = np.zeros_like(image, dtype=np.float64)
    for dy in range(kh):
        for dx in range(kw):
            out += kernel[dy, dx] * padded[dy : dy + image.shape[0], dx : dx + image.shape[1]]
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    again = np.einsum("ijkl,kl->ij", windows, kernel)
    pooled = (
        image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
        .reshape(image.shape[0] // 2, 2, -1, 2)
        .max(axis=(1, 3))
    )
    gx = np.gradient(out, axis=1)
    integral = image.astype(np.int64).cumsum(0).cumsum(1)
    return out, np.allclose(out, again), pooled, gx, integral, np.clip(out, 0, 255).astype(np.uint8)


INPUTS = [(np.arange(20, dtype=np.uint8).reshape(4, 5) * 9, np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]], float))]
