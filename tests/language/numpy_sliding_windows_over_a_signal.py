import numpy as np


def program(signal, length: int, hop: int):
    count = 1 + (len(signal) - length) // hop
    frames = np.stack([signal[i * hop : i * hop + length] for i in range(count)])
    windows = np.lib.stride_tricks.sliding_window_view(signal, length)[::hop]
    index = np.arange(length)[None, :] + hop * np.arange(count)[:, None]
    return frames, windows.copy(), np.array_equal(signal[index], frames), frames.shape


INPUTS = [(np.arange(10.0), 4, 3), (np.arange(7, dtype=np.int16), 2, 1)]
