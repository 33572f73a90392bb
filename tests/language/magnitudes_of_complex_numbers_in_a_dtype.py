import numpy as np


def spectrogram(signal, window, hop, power):
    size = len(window)
    frames = 1 + (len(signal) - size) // hop
    found = np.empty((frames, size // 2 + 1), dtype=np.complex64)
    for frame in range(frames):
        found[frame] = np.fft.rfft(signal[frame * hop : frame * hop + size] * window)
    return (np.abs(found, dtype=np.float64) ** power).T


def refused(function, numbers, dtype):
    try:
        return function(numbers, dtype=dtype)
    except TypeError as error:
        return str(error)


def doubled(numbers, dtype):
    return np.add(numbers, numbers, dtype=dtype)


def program(signal, numbers):
    return {
        "spectrogram": spectrogram(signal, np.hanning(8), 4, 2.0),
        "dtypes": (
            np.absolute(numbers, dtype=np.float64),
            np.abs(numbers),
            np.abs(numbers.astype("complex64"), dtype="f4"),
        ),
        "real": np.abs(signal, dtype=np.float32),
        "sums": (np.add(signal, signal, dtype=np.float32), refused(doubled, numbers, np.complex128)),
        "refused": [
            refused(doubled, numbers, np.float64),
            refused(doubled, signal, np.int64),
            refused(np.abs, numbers, np.float32),
        ],
    }


INPUTS = [
    (np.sin(np.arange(30.0)), np.array([3 + 4j, -1j, 0, 2.5])),
    (np.zeros(8), np.array([], dtype=np.complex128)),
]
