import numpy as np
from scipy import signal

B, A = signal.butter(3, 0.2)
SOS = signal.butter(4, 0.3, output="sos")


class Smoother:
    """A filter that goes on where the last block ended."""

    def __init__(self, cutoff):
        self.b, self.a = signal.butter(2, cutoff)
        self.state = signal.lfilter_zi(self.b, self.a)

    def __call__(self, block):
        made, self.state = signal.lfilter(self.b, self.a, block, zi=self.state)
        return made


def beats(samples, rate):
    clean = signal.filtfilt(B, A, samples)
    peaks, found = signal.find_peaks(clean, height=0.0, distance=max(rate // 8, 1), prominence=0.05, width=1)
    gaps = np.diff(peaks) / rate
    return peaks, found, gaps, 60 / gaps.mean() if len(gaps) else None


def tried(call):
    try:
        return call()
    except ValueError as error:
        return str(error)


def program(samples, rate: int):
    smoother = Smoother(0.1)
    blocks = [smoother(samples[at : at + 20]) for at in range(0, len(samples), 20)]
    plain, _ = signal.find_peaks(samples)
    rows = np.stack([samples, samples[::-1]])
    return {
        "beats": beats(samples, rate),
        "plain": (plain, signal.peak_prominences(samples, plain), signal.peak_widths(samples, plain, rel_height=0.5)),
        "blocks": np.concatenate(blocks) if blocks else None,
        "sections": (signal.sosfilt(SOS, rows, axis=1), signal.sosfiltfilt(SOS, samples)),
        "moving": (
            signal.medfilt(samples, 5),
            signal.savgol_filter(samples, 7, 2),
            signal.lfilter([0.5, 0.5], 1, rows),
        ),
        "rates": (signal.resample(samples, 50), signal.resample_poly(samples, 2, 3)),
        "sums": [signal.convolve(samples, np.ones(3) / 3, mode=mode) for mode in ("full", "same", "valid")],
        "short": tried(lambda: signal.filtfilt(B, A, samples[:3])),
        "even": tried(lambda: signal.medfilt(samples, 4)),
        "char": samples.dtype.char,
    }


T = np.linspace(0, 4, 120)
INPUTS = [
    (np.sin(9 * T) + 0.2 * np.cos(40 * T), 30),
    (np.cos(5 * T + 1) * T, 10),
    (np.zeros(60), 8),
]
