import numpy as np
from scipy import ndimage


def program(heat: np.ndarray, sigma: float):
    smooth = ndimage.gaussian_filter(heat, sigma=sigma)
    cross = ndimage.generate_binary_structure(2, 1)
    peaks = (ndimage.maximum_filter(smooth, footprint=cross) == smooth) & (smooth > 0.3)
    parts = ndimage.label(heat > 0.5)
    square = ndimage.label(heat > 0.6, structure=np.ones((3, 3)))
    derived = ndimage.gaussian_filter(heat, (1.0, sigma), order=(1, 0), mode="nearest"), ndimage.sobel(heat, 0)
    means = ndimage.uniform_filter(heat, 3), ndimage.minimum_filter(heat, size=(2, 3), mode="constant")
    grey = ndimage.gaussian_filter((heat * 255).astype(np.uint8), 1.3)
    return smooth, np.argwhere(peaks).tolist(), parts, square, derived, means, grey


def waves(height: int, width: int, dtype: type):
    y, x = np.mgrid[:height, :width]
    return (0.5 + 0.5 * np.sin(x * 0.9) * np.cos(y * 0.7 + x * 0.1)).astype(dtype)


INPUTS = [(waves(12, 15, np.float64), 1.0), (waves(7, 20, np.float64), 3.0)]
