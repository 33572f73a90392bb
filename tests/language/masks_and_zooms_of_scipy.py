import numpy as np
from scipy import ndimage


def largest(mask):
    """The largest region without holes, and where it lies."""
    labels, count = ndimage.label(mask)
    if count == 0:
        return mask, None, None
    sizes = [int((labels == one).sum()) for one in range(1, count + 1)]
    chosen = labels == 1 + int(np.argmax(sizes))
    place = ndimage.find_objects(chosen.astype(np.int32))[0]
    return ndimage.binary_fill_holes(chosen), ndimage.center_of_mass(chosen), [(one.start, one.stop) for one in place]


def program(mask, heat):
    region, centre, place = largest(mask)
    disc = np.hypot(*np.ogrid[-2:3, -2:3]) <= 2
    cleaned = ndimage.binary_closing(ndimage.binary_opening(mask, iterations=1), structure=disc)
    labels, count = ndimage.label(cleaned)
    return {
        "largest": (region, centre, place),
        "cleaned": (
            cleaned,
            ndimage.binary_dilation(mask, disc),
            ndimage.binary_erosion(mask, iterations=2, border_value=1),
        ),
        "centres": ndimage.center_of_mass(heat, labels, range(1, count + 1)),
        "distance": ndimage.distance_transform_edt(mask, sampling=[1.0, 0.5]) if not mask.all() else None,
        "zoomed": [ndimage.zoom(heat, 2, order=order) for order in (0, 1, 3)],
        "smaller": ndimage.zoom(mask.astype(np.uint8), (0.5, 1.5), order=0),
        "peak": ndimage.zoom(heat.astype(np.float32), 1.5),
    }


Y, X = np.mgrid[:16, :20]
MASK = (np.hypot(X - 6, Y - 8) < 5) & (np.hypot(X - 6, Y - 8) > 2) | (X > 15) & (Y > 3) & (Y < 9)
HEAT = np.exp(-((X - 9) ** 2 + (Y - 5) ** 2) / 20.0)
INPUTS = [(MASK, HEAT), (MASK & False, HEAT[::-1].copy()), (MASK | True, HEAT * 0)]
