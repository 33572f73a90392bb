import numpy as np
from PIL import Image


def program(images):
    return [image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for image in images], [np.asarray(i).sum() for i in images]


_random = np.random.default_rng(0)
_SIZES = [(1, 1), (1, 3), (3, 1), (1, 17), (5, 7), (13, 31), (300, 401)]
_images = [Image.fromarray(_random.integers(0, 256, (*size, 3), dtype=np.uint8)) for size in _SIZES]
_mapped = Image.frombuffer("RGBA", (5, 2), bytes(range(40)), "raw", "RGBA", 0, 1)
_shown_in_part = Image.fromarray(_random.integers(0, 256, (20, 30, 3), dtype=np.uint8)).crop((3, 4, 20, 15))

INPUTS = [
    (_images,),
    ([_mapped, _shown_in_part, _mapped.convert("RGB"), _mapped.convert("L")],),
]
