import numpy as np


def program(audio, n_fft: int, hop: int):
    padded = np.pad(audio, n_fft // 2, mode="reflect")
    window = np.hanning(n_fft + 1)[:-1].astype(np.float32)
    count = 1 + (len(padded) - n_fft) // hop
    frames = np.lib.stride_tricks.as_strided(
        padded, shape=(count, n_fft), strides=(padded.strides[0] * hop, padded.strides[0])
    )
    k = np.arange(n_fft // 2 + 1)[:, None] * np.arange(n_fft)[None] * (-2j * np.pi) / n_fft
    spectrum = (frames * window) @ np.exp(k).T
    power = np.abs(spectrum) ** 2
    return frames.shape, power.astype(np.float32), 10 * np.log10(np.maximum(power, 1e-10)).max()


INPUTS = [(np.sin(np.arange(40, dtype=np.float32)), 8, 4), (np.ones(20, np.float32), 4, 2)]
