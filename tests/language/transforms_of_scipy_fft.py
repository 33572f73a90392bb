import numpy as np
from scipy import fft, signal


def spectrum(samples, rate):
    """The strongest frequency, and the power of each."""
    found = fft.rfft(samples * np.hanning(len(samples)))
    power = np.abs(found) ** 2
    return fft.rfftfreq(len(samples), 1 / rate)[int(np.argmax(power))], power


def program(samples, rate: int):
    whole = fft.fft(samples)
    image = samples[:12].reshape(3, 4)
    return {
        "spectrum": spectrum(samples, rate),
        "whole": (whole, fft.ifft(whole).real, fft.fftshift(whole)),
        "padded": (fft.rfft(samples, n=32), fft.irfft(fft.rfft(samples), n=len(samples), norm=None)),
        "image": (fft.fft2(image), fft.ifft2(fft.fft2(image)), fft.rfftn(image, norm="ortho")),
        "small": fft.fft(samples.astype(np.float32)).dtype,
        "windows": np.abs(signal.stft(samples, fs=rate, nperseg=8)[2]),
    }


INPUTS = [(np.sin(np.arange(24.0)), 24), (np.cos(np.arange(16.0) * 2), 100)]
