import numpy as np


def program(times, values, wanted):
    at = np.interp(wanted, times, values)
    slope = np.diff(values) / np.diff(times)
    peaks = [i for i in range(1, len(values) - 1) if values[i] > values[i - 1] and values[i] > values[i + 1]]
    smooth = np.convolve(values, np.ones(3) / 3, mode="valid")
    low, high = np.percentile(values, [10, 90])
    return at, slope, peaks, smooth, np.percentile(values, [5, 50, 95]), np.clip(values, low, high)


T = np.array([0.0, 1.0, 2.0, 4.0, 5.0])
INPUTS = [(T, np.array([0.0, 2.0, 1.0, 5.0, 3.0]), np.array([-1.0, 0.5, 3.0, 9.0]))]
