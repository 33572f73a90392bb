import io

import numpy as np
import torch
from PIL import Image

FRAME = Image.fromarray(np.arange(48, dtype=np.uint8).reshape(6, 8))


class Letterbox:
    def __init__(self, size):
        self.size = size

    def __call__(self, image: Image.Image) -> Image.Image:
        if image.mode != "RGB":
            image = image.convert("RGB")
        width, height = image.size
        scale = min(self.size / width, self.size / height)
        small = image.resize((int(width * scale), int(height * scale)), Image.BILINEAR)
        made = Image.new("RGB", (self.size, self.size), (114, 114, 114))
        made.paste(small, ((self.size - small.width) // 2, (self.size - small.height) // 2))
        return made


letterbox = Letterbox(12)


def program(image, others):
    made = letterbox(image)
    tensor = torch.from_numpy(np.array(made)).permute(2, 0, 1).float() / 255
    image.paste(7, (0, 0, 2, 1))
    framed = [np.asarray(FRAME.resize(other.size)) for other in others]
    return made, tensor, tensor.mean(), [other.rotate(90) for other in others], framed, isinstance(image, Image.Image)


_random = np.random.default_rng(0)


def _image(*shape):
    return Image.fromarray(_random.integers(0, 256, shape, dtype=np.uint8))


def _of_a_file(*shape):
    file = io.BytesIO()
    _image(*shape).save(file, "PNG")
    return Image.open(io.BytesIO(file.getvalue()))


INPUTS = [
    (_image(9, 14, 3), [_image(5, 4, 3), _image(3, 3)]),
    (_image(20, 11), []),
    (_image(8, 8, 4), [_of_a_file(6, 7, 3)]),
]
