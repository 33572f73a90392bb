import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageOps


class Album:
    def __init__(self):
        self.images = []

    def add(self, pixels):
        self.images.append(Image.fromarray(pixels))


def pyramid(image, least):
    levels = [image]
    while min(levels[-1].size) > least:
        levels.append(levels[-1].reduce(2))
    return [np.asarray(level) for level in levels]


def program(arrays, boxes):
    album = Album()
    for array in arrays:
        album.add(array)
    by_name = {f"image {place}": image for place, image in enumerate(album.images)}
    largest = None
    for image in album.images:
        if largest is None or image.height > largest.height:
            largest = image
    crops = [largest.crop(tuple(box)).convert("RGB").resize((4, 4)) for box in boxes]
    lowest = sorted(album.images, key=lambda image: image.height)[0]
    lowest.paste(0, (0, 0, 2, 2))
    album.images[0].putpixel((0, 0), 9)
    bands = album.images[-1].split()
    return {
        "pixels": [np.asarray(image) for image in album.images],
        "sizes": {name: (image.size, image.mode, image.getbands()) for name, image in by_name.items()},
        "crops": np.stack([np.array(crop) for crop in crops]),
        "filtered": np.asarray(largest.filter(ImageFilter.BLUR)),
        "pyramid": pyramid(largest, 3),
        "equalized": [np.asarray(ImageOps.autocontrast(image.convert("L"))) for image in by_name.values()],
        "difference": np.asarray(ImageChops.difference(crops[0], crops[-1])),
        "bands": [np.asarray(band) for band in bands],
        "one pixel": [image.getpixel((1, 0)) for image in album.images],
    }


_random = np.random.default_rng(0)
_grey = _random.integers(0, 256, (9, 12), dtype=np.uint8)
_colour = _random.integers(0, 256, (10, 8, 3), dtype=np.uint8)

INPUTS = [
    ([_grey, _colour], [[0, 0, 5, 6], [2, 1, 7, 7]]),
    ([_grey], [[1, 1, 4, 4]]),
    ([_grey, _grey[:5].copy()], [[0, 0, 3, 3]]),
]
