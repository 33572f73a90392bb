"""scipy.signal's filters, resampling and convolutions, and what its ``find_peaks`` does in C.

Filters run in float64 by the same transposed direct form as in C, and give the dtype to which the arguments promote.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy.signal import firwin

# --- filters ----------------------------------------------------------------------------------------------------------


def _filter_dtype(arrays: Any, name: str) -> Any:
    dtype = np.result_type(*arrays) if len(arrays) == 3 else np.result_type(arrays[0], arrays[1])
    if dtype.kind != "f" or dtype == np.float16:
        raise NotImplementedError(f"{name}: the dtype '{dtype}' is not supported")
    return dtype


def _coefficients(values: Any, name: str) -> Any:
    given = np.atleast_1d(np.asarray(values))
    if given.ndim != 1 or given.size == 0:
        raise ValueError(f"Parameter {name} is not a non-empty 1d array, since {name}.shape={given.shape}!")
    return given


def _filtered(b: list[float], a: list[float], values: list[float], state: list[float]) -> Any:
    """One line by the transposed direct form; ``state`` is what the delays hold, before and after."""
    order = len(state)
    made: list[float] = []
    if order == 0:
        return [b[0] * value for value in values]
    first, last = b[0], order - 1
    for value in values:
        result = state[0] + first * value
        for place in range(last):
            state[place] = state[place + 1] + b[place + 1] * value - a[place + 1] * result
        state[last] = b[order] * value - a[order] * result
        made.append(result)
    return made


def lfilter(b: Any, a: Any, x: Any, axis: Any = -1, zi: Any = None) -> Any:
    """``scipy.signal.lfilter``."""
    upper, lower, given = _coefficients(b, "b"), _coefficients(a, "a"), np.asarray(x)
    dtype = _filter_dtype([upper, lower, given], "lfilter")
    if zi is not None:
        dtype = np.result_type(dtype, np.asarray(zi))
    scale = float(lower[0])
    if scale == 0.0:
        raise ValueError("The first coefficient of a is 0")
    taps = max(len(upper), len(lower))
    numerator = [float(v) / scale for v in upper] + [0.0 for _ in range(taps - len(upper))]
    denominator = [float(v) / scale for v in lower] + [0.0 for _ in range(taps - len(lower))]
    lines = np.moveaxis(given, axis, -1)
    shape = lines.shape
    rows = lines.reshape(-1, shape[-1]).astype(np.float64)
    states = np.zeros((len(rows), taps - 1))
    if zi is not None:
        held = np.moveaxis(np.asarray(zi).astype(np.float64), axis, -1)
        states = np.broadcast_to(held, shape[:-1] + (taps - 1,)).reshape(-1, taps - 1).copy()
    made = np.zeros(rows.shape)
    for row in range(len(rows)):
        state: list[float] = states[row].tolist()
        line: list[float] = _filtered(numerator, denominator, rows[row].tolist(), state)
        made[row] = np.array(line, dtype=np.float64)
        states[row] = np.array(state, dtype=np.float64)
    result = np.moveaxis(made.reshape(shape), -1, axis).astype(dtype)
    if zi is None:
        return result
    return result, np.moveaxis(states.reshape(shape[:-1] + (taps - 1,)), -1, axis).astype(dtype)


def lfilter_zi(b: Any, a: Any) -> Any:
    """``scipy.signal.lfilter_zi``: what the delays hold once the answer to a step is constant."""
    upper, lower = np.atleast_1d(np.asarray(b)), np.atleast_1d(np.asarray(a))
    if upper.ndim != 1:
        raise ValueError("Numerator b must be 1-D.")
    if lower.ndim != 1:
        raise ValueError("Denominator a must be 1-D.")
    while len(lower) > 1 and lower[0] == 0.0:
        lower = lower[1:]
    upper, lower = upper / lower[0], lower / lower[0]
    taps = max(len(upper), len(lower))
    upper = np.concatenate([upper, np.zeros(taps - len(upper))])
    lower = np.concatenate([lower, np.zeros(taps - len(lower))])
    companion = np.zeros((taps - 1, taps - 1))
    companion[0] = -lower[1:]
    for place in range(1, taps - 1):
        companion[place, place - 1] = 1.0
    return np.linalg.solve(np.eye(taps - 1) - companion.T, upper[1:] - lower[1:] * upper[0])


def _padded(x: Any, padtype: Any, padlen: Any, axis: Any, edge: Any) -> Any:
    """How much longer the signal is made at both ends, and the longer signal."""
    if padtype not in ["even", "odd", "constant", None]:
        raise ValueError(
            f"Unknown value '{padtype}' given to padtype. padtype must be 'even', 'odd', 'constant', or None."
        )
    if padtype is None:
        edge = 0
    elif padlen is not None:
        edge = padlen
    if x.shape[axis] <= edge:
        raise ValueError(f"The length of the input vector x must be greater than padlen, which is {edge}.")
    if edge <= 0:
        return 0, x
    line = np.moveaxis(x, axis, -1)
    first, last = line[..., :1], line[..., -1:]
    before, after = line[..., edge:0:-1], line[..., -2 : -(edge + 2) : -1]
    if padtype == "odd":
        before, after = 2 * first - before, 2 * last - after
    elif padtype == "constant":
        before, after = np.repeat(first, edge, axis=-1), np.repeat(last, edge, axis=-1)
    return edge, np.moveaxis(np.concatenate([before, line, after], axis=-1), -1, axis)


def filtfilt(
    b: Any, a: Any, x: Any, axis: Any = -1, padtype: Any = "odd", padlen: Any = None, method: Any = "pad",
    irlen: Any = None,
) -> Any:  # fmt: skip
    """``scipy.signal.filtfilt`` by padding: there and back."""
    if method != "pad":
        raise NotImplementedError("filtfilt: only the method 'pad' is supported")
    upper, lower = np.atleast_1d(np.asarray(b)), np.atleast_1d(np.asarray(a))
    edge, longer = _padded(np.asarray(x), padtype, padlen, axis, 3 * max(len(upper), len(lower)))
    line = np.moveaxis(longer, axis, -1)
    state = lfilter_zi(upper, lower)
    there, _ = lfilter(upper, lower, line, -1, state * line[..., :1])
    back, _ = lfilter(upper, lower, there[..., ::-1], -1, state * there[..., -1:])
    made = back[..., ::-1]
    if edge > 0:
        made = made[..., edge:-edge]
    return np.moveaxis(made, -1, axis)


def _sections(sos: Any) -> Any:
    given = np.atleast_2d(np.asarray(sos))
    if given.ndim != 2:
        raise ValueError("sos array must be 2D")
    if given.shape[1] != 6:
        raise ValueError("sos array must be shape (n_sections, 6)")
    if not np.all(given[:, 3] == 1):
        raise ValueError("sos[:, 3] should be all ones")
    return given


def sosfilt(sos: Any, x: Any, axis: Any = -1, zi: Any = None) -> Any:
    """``scipy.signal.sosfilt``."""
    sections, given = _sections(sos), np.asarray(x)
    dtype = _filter_dtype([sections, given], "sosfilt")
    line = np.moveaxis(given, axis, -1)
    states: list[Any] = []
    for place in range(len(sections)):
        if zi is None:
            state = np.zeros(line.shape[:-1] + (2,))
        else:
            state = np.moveaxis(np.asarray(zi)[place], axis, -1)
        line, after = lfilter(sections[place, :3], sections[place, 3:], line, -1, state)
        states.append(np.moveaxis(after, -1, axis))
    made = np.moveaxis(line, -1, axis).astype(dtype)
    return made if zi is None else (made, np.stack(states))


def sosfilt_zi(sos: Any) -> Any:
    """``scipy.signal.sosfilt_zi``."""
    sections = _sections(sos)
    made = np.zeros((len(sections), 2))
    scale = 1.0
    for place in range(len(sections)):
        upper, lower = sections[place, :3], sections[place, 3:]
        made[place] = scale * lfilter_zi(upper, lower)
        scale *= float(upper.sum() / lower.sum())
    return made


def sosfiltfilt(sos: Any, x: Any, axis: Any = -1, padtype: Any = "odd", padlen: Any = None) -> Any:
    """``scipy.signal.sosfiltfilt``."""
    sections = _sections(sos)
    taps = 2 * len(sections) + 1
    taps -= min(int((sections[:, 2] == 0).sum()), int((sections[:, 5] == 0).sum()))
    edge, longer = _padded(np.asarray(x), padtype, padlen, axis, 3 * taps)
    line = np.moveaxis(longer, axis, -1)
    state = sosfilt_zi(sections).reshape((len(sections),) + (1,) * (line.ndim - 1) + (2,))
    there, _ = sosfilt(sections, line, -1, state * line[..., :1])
    back, _ = sosfilt(sections, there[..., ::-1], -1, state * there[..., -1:])
    made = back[..., ::-1]
    if edge > 0:
        made = made[..., edge:-edge]
    return np.moveaxis(made, -1, axis)


def medfilt(volume: Any, kernel_size: Any = None) -> Any:
    """``scipy.signal.medfilt``: zeros lie beyond the ends."""
    given = np.atleast_1d(np.asarray(volume))
    sizes = np.asarray([3 for _ in range(given.ndim)] if kernel_size is None else kernel_size)
    if sizes.ndim == 0:
        sizes = np.repeat(sizes, given.ndim)
    windows: list[int] = [int(size) for size in sizes]
    for size in windows:
        if size % 2 != 1:
            raise ValueError("Each element of kernel_size should be odd.")
    padded = np.pad(given, [(size // 2, size // 2) for size in windows])
    seen = np.lib.stride_tricks.sliding_window_view(padded, tuple(windows))
    return np.sort(seen.reshape(given.shape + (-1,)), axis=-1)[..., math.prod(windows) // 2]


def savgol_filter(
    x: Any, window_length: Any, polyorder: Any, deriv: Any = 0, delta: Any = 1.0, axis: Any = -1, mode: Any = "interp",
    cval: Any = 0.0,
) -> Any:  # fmt: skip
    """``scipy.signal.savgol_filter``: a polynomial through each window."""
    if mode not in ["mirror", "constant", "nearest", "interp", "wrap"]:
        raise ValueError("mode must be 'mirror', 'constant', 'nearest' 'wrap' or 'interp'.")
    if polyorder >= window_length:
        raise ValueError("polyorder must be less than window_length.")
    given = np.asarray(x)
    given = given if given.dtype == np.float32 else given.astype(np.float64)
    line = np.moveaxis(given, axis, -1).astype(np.float64)
    size, half = line.shape[-1], window_length // 2
    if mode == "interp" and window_length > size:
        raise ValueError("If mode is 'interp', window_length must be less than or equal to the size of x.")
    middle = half if window_length % 2 == 1 else half - 0.5
    places = np.arange(window_length, dtype=np.float64) - middle
    powers = np.stack([places**power for power in range(polyorder + 1)], axis=1)
    fitted = np.linalg.pinv(powers)
    factor = math.factorial(deriv) / delta**deriv if deriv <= polyorder else 0.0
    weights = fitted[min(deriv, polyorder)] * factor
    before, after = window_length - 1 - half, half
    lengths = [(0, 0) for _ in range(line.ndim - 1)] + [(before, after)]
    if mode == "mirror":
        longer = np.pad(line, lengths, mode="reflect")
    elif mode == "wrap":
        longer = np.pad(line, lengths, mode="wrap")
    elif mode == "constant":
        longer = np.pad(line, lengths, mode="constant", constant_values=cval)
    else:
        longer = np.pad(line, lengths, mode="edge")
    made = np.lib.stride_tricks.sliding_window_view(longer, window_length, axis=-1) @ weights
    if mode == "interp":
        start = fitted @ np.moveaxis(line[..., :window_length], -1, 0).reshape(window_length, -1)
        end = fitted @ np.moveaxis(line[..., size - window_length :], -1, 0).reshape(window_length, -1)
        shape = made.shape[:-1] + (half,)
        made[..., :half] = (_slope(places[:half], polyorder, deriv, delta) @ start).T.reshape(shape)
        made[..., size - half :] = (_slope(places[window_length - half :], polyorder, deriv, delta) @ end).T.reshape(
            shape
        )
    return np.moveaxis(made, -1, axis).astype(given.dtype)


def _slope(places: Any, order: Any, deriv: Any, delta: Any) -> Any:
    """The powers of places, differentiated: what the polynomial's coefficients are multiplied by."""
    columns: list[Any] = []
    for power in range(order + 1):
        factor = math.perm(power, deriv) / delta**deriv if power >= deriv else 0.0
        columns.append(factor * places ** max(power - deriv, 0))
    return np.stack(columns, axis=1)


# --- convolutions and rates -------------------------------------------------------------------------------------------


def _part(full: Any, size: int, mode: Any, other: int) -> Any:
    if mode == "full":
        return full
    if mode == "same":
        start = (len(full) - size) // 2
        return full[start : start + size]
    if mode != "valid":
        raise ValueError("acceptable mode flags are 'valid', 'same', or 'full'")
    length = abs(size - other) + 1
    start = (len(full) - length) // 2
    return full[start : start + length]


def convolve(in1: Any, in2: Any, mode: Any = "full", method: Any = "auto") -> Any:
    """``scipy.signal.convolve`` of two lines."""
    a, b = np.asarray(in1), np.asarray(in2)
    if a.ndim != b.ndim:
        raise ValueError("in1 and in2 should have the same dimensionality")
    if a.ndim != 1:
        raise NotImplementedError("convolve: arrays of one dim are supported")
    if a.size == 0 or b.size == 0:
        return np.array([])
    return _part(np.convolve(a, b), len(a), mode, len(b)).copy()


def fftconvolve(in1: Any, in2: Any, mode: Any = "full", axes: Any = None) -> Any:
    """``scipy.signal.fftconvolve`` of two lines: floats of the same values as ``convolve`` gives."""
    made = convolve(in1, in2, mode)
    return made if made.dtype.kind in "fc" else made.astype(np.float64)


def correlate(in1: Any, in2: Any, mode: Any = "full", method: Any = "auto") -> Any:
    """``scipy.signal.correlate`` of two lines."""
    return convolve(in1, np.conj(np.asarray(in2))[::-1], mode)


def convolve_2d(image: Any, kernel: Any, turned: Any, mode: Any, boundary: Any, fill: Any) -> Any:
    """What ``scipy.signal.convolve2d`` and ``correlate2d`` compute: 0, 1 and 2 are valid, same and full; 0, 4 and
    8 of the boundary fill, symmetric and wrap. A convolution goes through the image backwards, ``turned``."""
    image, kernel = np.asarray(image), np.array(kernel)  # a copy: loops over a known kernel would be unrolled
    height, width = kernel.shape
    around = ((height - 1, height - 1), (width - 1, width - 1))
    if boundary == 0:
        wide = np.pad(image, around, constant_values=np.asarray(fill).astype(image.dtype))
    else:
        wide = np.pad(image, around, mode="symmetric" if boundary == 4 else "wrap")
    if mode == 2:
        top, left = 0, 0
        rows, columns = image.shape[0] + height - 1, image.shape[1] + width - 1
    elif mode == 1:
        top, left = (height - 1) // 2, (width - 1) // 2
        rows, columns = image.shape
    else:
        top, left = height - 1, width - 1
        rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    if not turned and mode == 1:
        top, left = height // 2, width // 2
    made = np.zeros((rows, columns), np.result_type(image, kernel))
    for i in range(height):
        for j in range(width):
            y = top + (height - 1 - i if turned else i)
            x = left + (width - 1 - j if turned else j)
            made += wide[y : y + rows, x : x + columns] * kernel[i, j]
    return made


def resample(x: Any, num: Any, t: Any = None, axis: Any = 0, window: Any = None, domain: Any = "time") -> Any:
    """``scipy.signal.resample`` of real numbers, by Fourier's transform."""
    if t is not None or window is not None or domain != "time":
        raise NotImplementedError("resample: times, windows and the domain 'freq' are not supported")
    given = np.asarray(x)
    size = given.shape[axis]
    spectrum = np.fft.rfft(np.moveaxis(given, axis, -1))
    least = min(num, size)
    made = np.zeros(spectrum.shape[:-1] + (num // 2 + 1,), dtype=spectrum.dtype)
    made[..., : least // 2 + 1] = spectrum[..., : least // 2 + 1]
    if least % 2 == 0 and num != size:  # the highest frequency stands for two
        made[..., least // 2] *= 2.0 if num < size else 0.5
    result = np.fft.irfft(made, n=num) * (num / size)
    result = np.moveaxis(result, -1, axis)
    return result.astype(np.float32) if given.dtype == np.float32 else result


def resample_poly(
    x: Any,
    up: Any,
    down: Any,
    axis: Any = 0,
    window: Any = ("kaiser", 5.0),
    padtype: Any = "constant",
    cval: Any = None,
) -> Any:
    """``scipy.signal.resample_poly``: between samples put in and samples left out, a low pass."""
    if padtype != "constant":
        raise NotImplementedError("resample_poly: only the padtype 'constant' is supported")
    given = np.asarray(x)
    up, down = int(up), int(down)
    if up < 1 or down < 1:
        raise ValueError("up and down must be >= 1")
    common = math.gcd(up, down)
    up, down = up // common, down // common
    if up == 1 and down == 1:
        return given.copy()
    size = given.shape[axis]
    length = size * up
    length = length // down + (1 if length % down else 0)
    most = max(up, down)
    if isinstance(window, (tuple, str)):
        taps = _low_pass(20 * most + 1, 1.0 / most, window)
    else:  # the taps themselves
        taps = np.array(window).astype(np.float64)
    half = (len(taps) - 1) // 2
    taps = taps * up
    if given.dtype == np.float32:
        taps = taps.astype(np.float32)
    line = np.moveaxis(given, axis, -1)
    rows = line.reshape(-1, size).astype(np.float64)
    # Of each output only the taps count that meet samples: every one of `up`, from its phase on.
    at = half + np.arange(length) * down
    place, phase = at // up, at % up
    count = (len(taps) + up - 1) // up
    table = np.zeros(count * up)
    table[: len(taps)] = taps
    behind = max(0, (half + length * down) // up + 1 - size)
    wide = np.pad(rows, ((0, 0), (count - 1, behind)))
    made = np.zeros((len(rows), length))
    for j, weights in enumerate(np.array(table.reshape(count, up))):
        by, read = weights[phase], place + (count - 1 - j)
        for row in range(len(rows)):
            made[row] += wide[row][read] * by
    result = np.moveaxis(made.reshape(line.shape[:-1] + (length,)), -1, axis)
    return result.astype(np.float32) if given.dtype == np.float32 else result


def _low_pass(taps: Any, cutoff: Any, window: Any) -> Any:
    """``firwin`` of Kaiser's window, as ``resample_poly`` makes it where its rates come from the input."""
    if window[0] != "kaiser":
        return firwin(taps, cutoff, window=window)
    places = np.arange(taps, dtype=np.float64) - (taps - 1) / 2
    made = cutoff * np.sinc(cutoff * places) * np.kaiser(taps, window[1])
    return made / made.sum()


# --- peaks: what find_peaks does in C ---------------------------------------------------------------------------------


def local_maxima(x: Any) -> Any:
    """The middles and the edges of the places that are higher than both neighbours."""
    values: list[float] = np.asarray(x).astype(np.float64).tolist()
    middles: list[int] = []
    left: list[int] = []
    right: list[int] = []
    place, last = 1, len(values) - 1
    while place < last:
        if values[place - 1] < values[place]:
            ahead = place + 1
            while ahead < last and values[ahead] == values[place]:
                ahead += 1
            if values[ahead] < values[place]:
                left.append(place)
                right.append(ahead - 1)
                middles.append((place + ahead - 1) // 2)
                place = ahead
        place += 1
    return np.array(middles, dtype=np.int64), np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)


def select_by_distance(peaks: Any, priority: Any, distance: Any) -> Any:
    """Which peaks stay where the lower ones near a higher one go."""
    count = len(peaks)
    keep = np.ones(count, dtype=np.bool_)
    far = math.ceil(distance)
    order = np.argsort(priority, kind="stable")
    for turn in range(count - 1, -1, -1):
        place = int(order[turn])
        if not keep[place]:
            continue
        near = place - 1
        while near >= 0 and peaks[place] - peaks[near] < far:
            keep[near] = False
            near -= 1
        near = place + 1
        while near < count and peaks[near] - peaks[place] < far:
            keep[near] = False
            near += 1
    return keep


def prominences(x: Any, peaks: Any, wlen: Any) -> Any:
    """How far peaks stand out, and where the valleys beside them lie."""
    values: list[float] = np.asarray(x).astype(np.float64).tolist()
    found: list[float] = []
    left: list[int] = []
    right: list[int] = []
    for peak in peaks.tolist():
        low, high = 0, len(values) - 1
        if not low <= peak <= high:
            raise ValueError(f"peak {peak} is not a valid index for `x`")
        if wlen >= 2:
            low, high = max(peak - wlen // 2, low), min(peak + wlen // 2, high)
        place = start = peak
        least = values[peak]
        while low <= place and values[place] <= values[peak]:
            if values[place] < least:
                least, start = values[place], place
            place -= 1
        place = end = peak
        other = values[peak]
        while place <= high and values[place] <= values[peak]:
            if values[place] < other:
                other, end = values[place], place
            place += 1
        found.append(values[peak] - max(least, other))
        left.append(start)
        right.append(end)
    return np.array(found, dtype=np.float64), np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)


def widths(x: Any, peaks: Any, rel_height: Any, prominence: Any, left_bases: Any, right_bases: Any) -> Any:
    """How wide peaks are at a part of their prominence, the height of that, and where the line there ends."""
    if rel_height < 0:
        raise ValueError("`rel_height` must be greater or equal to 0.0")
    values: list[float] = np.asarray(x).astype(np.float64).tolist()
    tall: list[float] = prominence.tolist()
    starts: list[int] = left_bases.tolist()
    ends: list[int] = right_bases.tolist()
    heights: list[float] = []
    left: list[float] = []
    right: list[float] = []
    for number, peak in enumerate(peaks.tolist()):
        low, high = starts[number], ends[number]
        if not 0 <= low <= peak <= high < len(values):
            raise ValueError(f"prominence data is invalid for peak {peak}")
        height = values[peak] - tall[number] * rel_height
        place = peak
        while low < place and height < values[place]:
            place -= 1
        at = float(place)
        if values[place] < height:
            at += (height - values[place]) / (values[place + 1] - values[place])
        left.append(at)
        place = peak
        while place < high and height < values[place]:
            place += 1
        at = float(place)
        if values[place] < height:
            at -= (height - values[place]) / (values[place - 1] - values[place])
        right.append(at)
        heights.append(height)
    begin, end = np.array(left, dtype=np.float64), np.array(right, dtype=np.float64)
    return end - begin, np.array(heights, dtype=np.float64), begin, end
